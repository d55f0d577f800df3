"""A comparison as a lawyer reads it: the sentences, what changed, for whom, and the case that shows it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sladsl.cli import shown
from sladsl.cli.run_text import drawn
from sladsl.diagnostics.excerpt import visible
from sladsl.underpinning.comparison.findings import (
    AgreementFinding,
    ClauseFinding,
    Comparison,
    Difference,
    Said,
    Witness,
)
from sladsl.underpinning.comparison.telling import event, of_case, of_window, told_once
from sladsl.underpinning.comparison.wording import Piece, pieces

_STYLES = {
    "weaker": "bold red",
    "removed": "bold red",
    "stricter": "green",
    "added": "green",
    "incomparable": "yellow",
    "cannot tell": "magenta",
    "equivalent": "dim",
}
_ORDER = ("removed", "weaker", "incomparable", "cannot tell", "stricter", "added", "equivalent")


def told(found: Comparison, everything: bool, color: bool) -> str:
    """The whole text, no line wider than the terminal, or than 100 columns."""
    parts: list[RenderableType] = []
    for agreement in found.agreements:
        parts += [*_agreement(agreement, everything)]
    if found.vocabulary:
        parts += [Text("meant otherwise under the same name", style="bold")]
        parts += [Padding(_changes(found.vocabulary), (0, 0, 1, 2))]
    if not found.agreements:
        parts.append(Text("neither text has an agreement"))
    return drawn(Group(*parts), color)


def _agreement(of: AgreementFinding, everything: bool) -> Iterator[RenderableType]:
    yield Text.assemble((_clean(of.agreement), "bold"), "  ", (_clean(of.title), "bold"))
    was = f", was {of.renamed}" if of.renamed else ""
    yield Text(_clean(f"{of.provider} for {of.customer}{was}"))
    if of.answer != "kept":
        text = "the whole agreement is new" if of.answer == "added" else "the whole agreement is gone"
        yield Text(text, style=_STYLES[of.answer])
    if of.differences:
        yield Padding(_changes(of.differences), (1, 0, 0, 2))
    yield Padding(_counts(of.clauses), (1, 0, 1, 0))
    for clause in sorted(of.clauses, key=lambda each: _ORDER.index(each.answer)):
        if clause.answer != "equivalent" or everything or clause.differences or clause.renamed:
            yield from _clause(of, clause)
    same = [
        each.clause
        for each in of.clauses
        if each.answer == "equivalent" and not (everything or each.differences or each.renamed)
    ]
    if same:
        yield Padding(Text(_clean(f"as before: {', '.join(same)}"), style="dim"), (0, 0, 1, 0))


def _counts(clauses: Sequence[ClauseFinding]) -> Text:
    counted = Counter[str](clause.answer for clause in clauses)
    said = ", ".join(f"{counted[answer]} {answer}" for answer in _ORDER if counted[answer])
    return Text(f"{shown.many(len(clauses), 'clause')}: {said}" if said else "no clauses")


def _clause(agreement: AgreementFinding, of: ClauseFinding) -> Iterator[RenderableType]:
    head = Text.assemble((_clean(of.clause), "bold"), "  ", (_for_whom(agreement, of), _STYLES[of.answer]))
    if of.renamed:
        head.append(_clean(f", was {of.renamed}"))
    yield head
    yield Padding(_sentences(of), (0, 0, 0, 2))
    if of.differences:
        yield Padding(_changes(of.differences), (1, 0, 0, 2))
    for found, text in ((of.weaker, "weaker"), (of.stricter, "stricter")):
        if found is not None:
            yield Padding(_story(agreement, of, found, text), (1, 0, 0, 2))
    for doubt in of.doubts:
        yield Padding(Text(_clean(f"cannot tell: {doubt}"), style="magenta"), (0, 0, 0, 2))
    for note in of.notes:
        yield Padding(Text(_clean(f"note: {note}"), style="dim"), (0, 0, 0, 2))
    yield Text()


def _for_whom(agreement: AgreementFinding, of: ClauseFinding) -> str:
    customer = _clean(agreement.customer)
    match of.answer:
        case "weaker" | "stricter":
            return f"{of.answer}, seen by {customer} as customer"
        case "removed":
            return f"removed: {customer} is promised this no more"
        case "added":
            return f"added: {customer} was not promised this"
        case "incomparable":
            return f"weaker for {customer} in some cases, stricter in others"
        case "cannot tell":
            known = ["not weaker in any case"] * of.never_weaker + [
                "not stricter in any case"
            ] * of.never_stricter
            known += ["weaker in some case"] * (of.weaker is not None)
            known += ["stricter in some case"] * (of.stricter is not None)
            return "cannot tell" + (f", but {' and '.join(known)}" if known else "")
        case _:
            return "equivalent"


def _sentences(of: ClauseFinding) -> RenderableType:
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False, show_edge=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    was, now = pieces(of.old_text, of.new_text)
    if of.old_text and of.new_text and of.old_text == of.new_text:
        table.add_row("both", Text(_clean(of.new_text)))
    else:
        if of.old_text:
            table.add_row("old", _marked(was, bool(of.new_text)))
        if of.new_text:
            table.add_row("new", _marked(now, bool(of.old_text)))
    return table


def _marked(of: Sequence[Piece], mark: bool) -> Text:
    """The words that the other sentence lacks in square brackets."""
    text = Text()
    for number, piece in enumerate(of):
        text.append(" " if number else "")
        text.append(
            f"[{_clean(piece.text)}]" if piece.changed and mark else _clean(piece.text),
            "bold" * (piece.changed and mark),
        )
    return text


def _changes(differences: Sequence[Difference]) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, show_edge=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for each in differences:
        text = Text(_clean(f"{each.old or 'not said'} -> {each.new or 'not said'}"))
        meaning = {
            "none": "no verdict changes",
            "either": "weaker in some cases, stricter in others",
            "open": "",
        }
        said = [part for part in (meaning.get(each.effect, each.effect), each.why) if part]
        if said:
            text.append(f": {_clean('; '.join(said))}", style=_STYLES.get(each.effect, ""))
        table.add_row(each.about, text)
    return table


def _story(agreement: AgreementFinding, of: ClauseFinding, found: Witness, text: str) -> RenderableType:
    lines = Table(box=None, padding=(0, 2, 0, 0), show_header=False, show_edge=False, pad_edge=False)
    lines.add_column(no_wrap=True)
    lines.add_column(overflow="fold")
    for happening, more in told_once(found):
        lines.add_row(shown.time(happening.at, of.zone), Text(_clean(event(happening, more))))
    said = Table(box=None, padding=(0, 2, 0, 0), show_header=False, show_edge=False, pad_edge=False)
    said.add_column(style="dim", no_wrap=True)
    said.add_column(overflow="fold")
    for name, verdict, cases in (("old", found.old, found.old_cases), ("new", found.new, found.new_cases)):
        said.add_row(name, _verdict(verdict, cases, of.zone))
    broken, kept = ("old", "new") if found.broken_by == "old" else ("new", "old")
    head = Text(
        f"{text} here: the {broken} text is broken and the {kept} one is not (times are {_clean(of.zone)})"
    )
    return Group(head, Padding(lines, (0, 0, 0, 2)), Padding(said, (0, 0, 0, 2)))


def _verdict(of: Said, cases: Sequence[Said], zone: str) -> Text:
    text, times = Text(), partial(shown.time, zone=zone)
    match of.unit:
        case "nothing":
            text.append("says nothing of it")
        case "case":
            text.append(of.status, style=shown.STYLES.get(of.status, ""))
            text.append(_clean(of_case(of, times)))
        case _:
            text.append(of.status, style=shown.STYLES.get(of.status, ""))
            text.append(_clean(of_window(of, zone)))
            for each in cases[:4]:
                text.append("\n")
                text.append(_clean(f"{each.case} {each.status}{of_case(each, times)}"), style="dim")
    return text


def _clean(text: str) -> str:
    return visible(text)
