"""What is said of a service, or a group of them, to customers: a description, and to whom it is offered."""

from collections.abc import Iterable, Iterator

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import name_errors
from sladsl.meaning.modules import Unit
from sladsl.meaning.places import Places
from sladsl.policy import catalogue
from sladsl.syntax import tree


def described(sentences: Iterable[object], found: list[Diagnostic]) -> str:
    """The description; "" where there is none."""
    said = [each for each in sentences if isinstance(each, tree.Described)]
    for again in said[1:]:
        found.append(name_errors.said_twice(again.span, said[0].span))
    return said[0].text.text if said else ""


def offer(sentences: Iterable[object], places: Places, found: list[Diagnostic]) -> catalogue.Offer | None:
    """To whom it is offered; None where that is not said."""
    said = [each for each in sentences if isinstance(each, tree.Offered)]
    for again in said[1:]:
        found.append(name_errors.said_twice(again.span, said[0].span))
    if not said:
        return None
    parties = once(said[0].parties, found)
    return catalogue.Offer(tuple(name.text for name in parties), places.of(said[0].span))


def offered_to(unit: Unit) -> Iterator[tree.Name]:
    """The parties that services of a file are offered to."""
    for item in unit.module.items:
        if isinstance(item, tree.Service | tree.ServiceGroup):
            for sentence in item.sentences:
                if isinstance(sentence, tree.Offered):
                    yield from sentence.parties


def once(names: Iterable[tree.Name], found: list[Diagnostic]) -> list[tree.Name]:
    """The names of a list, each once; a second time is reported."""
    first: dict[str, tree.Name] = {}
    for name in names:
        if name.key in first:
            found.append(name_errors.said_twice(name.span, first[name.key].span))
        first.setdefault(name.key, name)
    return list(first.values())
