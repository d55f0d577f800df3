"""What a clause about windows says of one of them: the value, and the stretches that it rests on."""

from collections.abc import Mapping
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sladsl.cli import shown
from sladsl.diagnostics.excerpt import visible
from sladsl.evaluate import Event, WindowVerdict
from sladsl.evaluate.budgets import Budget
from sladsl.evaluate.verdicts import Measured
from sladsl.policy.measures import TimeShare
from sladsl.policy.model import Agreement, WindowClause
from sladsl.policy.words import percent

SHOWN_EVIDENCE = 50


def amount(value: Fraction | None, unit: str) -> str:
    """A measured value in its unit: `99.95%`, `3 h 20 min`, `4.2 points`, `3`; cut, not rounded."""
    if value is None:
        return shown.NOTHING
    if unit == "%":
        return shown.share(value)
    if unit == "time":
        return shown.length(int(value))
    hundredths = int(abs(value) * 100)
    text = f"{hundredths // 100}.{hundredths % 100:02}"
    if abs(value) * 100 == hundredths:
        text = text.rstrip("0").rstrip(".")
    return f"{'-' if value < 0 else ''}{text} {visible(unit)}".rstrip()


def promised(verdict: WindowVerdict, measured: Measured) -> str:
    """`at least 99.9%`, `between 4 and 5 points`."""
    bound = percent(verdict.target) if measured.unit == "%" else amount(verdict.target, measured.unit)
    if measured.upper is not None:
        upper = percent(measured.upper) if measured.unit == "%" else amount(measured.upper, measured.unit)
        return f"between {bound} and {upper}"
    return f"{measured.order} {bound}"


def window_told(
    agreement: Agreement, clause: WindowClause, verdict: WindowVerdict, events: Mapping[str, Event]
) -> RenderableType:
    """One window of a clause, and the stretches its value rests on."""
    measured = verdict.measured
    assert measured is not None
    zone = agreement.zone
    head = Text.assemble(
        (visible(f"{clause.agreement}/{verdict.clause}"), "bold"),
        f" from {shown.day(verdict.begin, zone)} until {shown.day(verdict.end, zone)}",
        (f"  {visible(clause.place.file)}:{clause.place.line}", "dim"),
    )
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, show_edge=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("verdict", Text(verdict.status, style=shown.STYLES[verdict.status]))
    if verdict.group:
        table.add_row("of", visible(shown.group(verdict.group)))
    table.add_row("value", f"{amount(measured.value, measured.unit)}, promised {promised(verdict, measured)}")
    if isinstance(clause.measure, TimeShare):
        _add_times(table, verdict, measured)
    else:
        table.add_row("rests on", shown.many(measured.samples, "sample"))
    if verdict.unknown:
        table.add_row("unknown", shown.many(verdict.unknown, "sample"))
    table.add_row("times are", zone)
    parts: list[RenderableType] = [
        head,
        Padding(Text(visible(clause.place.text), style="italic"), (0, 0, 0, 2)),
        Padding(table, (1, 0, 0, 2)),
    ]
    if measured.evidence:
        parts.append(Padding(_evidence(agreement, measured, events), (1, 0, 0, 2)))
    return Group(*parts)


def _add_times(table: Table, verdict: WindowVerdict, measured: Measured) -> None:
    table.add_row("counted", shown.length(measured.counted_us))
    table.add_row("good", shown.length(measured.good_us))
    bad = measured.counted_us - measured.good_us
    if measured.order == "at least" and measured.counted_us:
        allowed = int(Budget(verdict.target, Fraction(measured.counted_us), Fraction(bad)).allowed)
        table.add_row("not good", f"{shown.length(bad)}, allowed {shown.length(allowed)}")
    if measured.unknown_us:
        table.add_row("unknown", shown.length(measured.unknown_us))
    if measured.excluded_us:
        table.add_row("excluded", shown.length(measured.excluded_us))


def _evidence(agreement: Agreement, measured: Measured, events: Mapping[str, Event]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, pad_edge=False)
    table.add_column("from", no_wrap=True)
    table.add_column("until", no_wrap=True)
    table.add_column("length", no_wrap=True, justify="right")
    table.add_column("what", overflow="fold")
    for each in measured.evidence[:SHOWN_EVIDENCE]:
        word = {"state": "", "excluded": "excluded: ", "unknown": "unknown: "}[each.kind]
        said = Text(visible(f"{word}{each.state}"), style="" if each.kind == "state" else "dim")
        for id in each.events:
            event = events.get(id)
            if event is not None and event.origin is not None:
                place = f"{event.origin.file}:{event.origin.line}"
                edge = "from" if event.at <= each.begin else "until"
                said.append(f"\n{visible(f'{edge} {event.kind}, {place}')}", style="dim")
        table.add_row(
            shown.time(each.begin, agreement.zone),
            shown.time(each.end, agreement.zone),
            shown.length(each.end - each.begin),
            said,
        )
    more = len(measured.evidence) - SHOWN_EVIDENCE
    if more > 0:
        table.add_row("", "", "", Text(f"and {more:,} more; --format json has them", style="dim"))
    return table
