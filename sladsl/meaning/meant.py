"""Warnings that agreements mean, and whose each warning is."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from sladsl.diagnostics import Diagnostic, Severity, catalogue
from sladsl.meaning import meant_errors, name_errors
from sladsl.meaning.modules import Unit
from sladsl.meaning.places import Places
from sladsl.policy.meant import UNUSED, Meant
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree

_Stretch = tuple[int, tuple[str, str]]  # where a heading begins, and the agreement and clause it is of


@frozen
class Meanings:
    """Lowers the sentences by which agreements mean warnings; `clauses` are by the key of their agreement."""

    clauses: Mapping[str, Iterable[str]]
    places: Places
    found: list[Diagnostic]

    def of(self, units: Iterable[Unit]) -> tuple[Meant, ...]:
        """In the order of the text, one a code."""
        units = tuple(units)
        said = [
            (agreement, each)
            for agreement, item in _under(units)
            if isinstance(item, tree.Agreement | tree.Amendment)
            for each in item.sentences
            if isinstance(each, tree.Meant)
        ]
        known = frozenset(catalogue.codes()) if said else frozenset()
        own: dict[str, dict[str, str]] = {
            key: {fold(clause): clause for clause in ids} for key, ids in self.clauses.items()
        }
        for agreement, item in _under(units):
            if isinstance(item, tree.Clause):
                own.setdefault(agreement.key, {}).setdefault(item.name.key, item.name.text)
        headings = [item for _, item in _under(units) if isinstance(item, tree.Agreement)]
        names = {heading.name.key: heading.name.text for heading in headings}
        first: dict[tuple[str, str, str], tree.Raw] = {}
        lowered: list[Meant] = []
        for agreement, sentence in said:
            for code, clause in self._codes(sentence, agreement, own.get(agreement.key, {}), known):
                key = agreement.key, code.text, fold(clause)
                if (before := first.setdefault(key, code)) is not code:
                    self.found.append(name_errors.said_twice(code.span, before.span))
                    continue
                name, place = names.get(agreement.key, agreement.text), self.places.of(code.span)
                lowered.append(Meant(name, code.text, clause, sentence.because.text, place))
        return tuple(lowered)

    def _codes(
        self, said: tree.Meant, agreement: tree.Name, clauses: dict[str, str], known: frozenset[str]
    ) -> Iterator[tuple[tree.Raw, str]]:
        """The codes that can be meant, and the clause as declared ("": any)."""
        if not said.because.text.strip():
            self.found.append(meant_errors.no_reason(said.because))
        clause = ""
        if said.clause is not None:
            clause = clauses.get(said.clause.key, "")
            if not clause:
                who = "a warning that is meant of a clause"
                self.found.append(
                    name_errors.unknown_clause(said.clause, agreement.text, clauses.values(), who)
                )
                return
        for code in said.codes:
            if code.text not in known:
                self.found.append(meant_errors.no_such_code(code, sorted(known)))
            elif code.text[0] == "E" or code.text == UNUSED:
                self.found.append(meant_errors.cannot_be_meant(code))
            else:
                yield code, clause


def owned(found: Iterable[Diagnostic], units: Iterable[Unit]) -> list[Diagnostic]:
    """The same; warnings that do not say whose they are get what they stand under: agreement, clause."""
    stretches: dict[str, list[_Stretch]] = {}
    for unit in units:
        headings = stretches.setdefault(unit.name, [])
        for agreement, item in _under((unit,)):
            headings.append((item.span.start, (agreement.text, _clause(item))))
    return [_owned(each, stretches) for each in found]


def _clause(item: tree.Item) -> str:
    match item:
        case tree.Clause(name) | tree.Renumbers(name):
            return name.text
        case _:
            return ""


def _owned(found: Diagnostic, stretches: dict[str, list[_Stretch]]) -> Diagnostic:
    if found.severity is Severity.ERROR or found.about[0] or found.span is None:
        return found
    headings = stretches.get(found.span.file, [])
    after = bisect_right(headings, found.span.start, key=lambda heading: heading[0])
    return evolve(found, about=headings[after - 1][1]) if after else found


def _under(units: Iterable[Unit]) -> Iterator[tuple[tree.Name, tree.Item]]:
    """The headings of files from that of an agreement on, each with the agreement's name."""
    for unit in units:
        agreement: tree.Name | None = None
        for item in unit.module.items:
            if isinstance(item, tree.Agreement | tree.Amendment):
                agreement = item.of if isinstance(item, tree.Amendment) else item.name
            if agreement is not None:
                yield agreement, item
