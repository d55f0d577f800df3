"""What a clause about windows says of one of them: the value, and the stretches that it rests on."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sladsl.cli import shown
from sladsl.diagnostics.excerpt import visible
from sladsl.evaluate import Event, WindowVerdict
from sladsl.evaluate.budgets import Budget
from sladsl.evaluate.burn_rates import Forecast
from sladsl.evaluate.samples import meets
from sladsl.evaluate.verdicts import Measured
from sladsl.policy.measures import TimeShare
from sladsl.policy.model import Agreement, WindowClause
from sladsl.policy.states import Target
from sladsl.policy.words import percent

SHOWN_EVIDENCE = 50
MOST_PLACES = 12


def amount(verdict: WindowVerdict, measured: Measured) -> str:
    """What was measured, in its unit: `99.95%`, `3 h 20 min`, `4.2 points`, `3`.

    Cut to two places on the worse side, or to as many as show on which side of the promise it lies.
    """
    value, unit = measured.value, measured.unit
    if value is None:
        return shown.NOTHING
    target = Target(measured.order, verdict.target, measured.upper)
    whole = ceil if measured.order in ("at most", "below") else floor
    if unit == "time":
        return shown.length(whole(value))
    hundredfold = 100 if unit == "%" else 1
    for places in range(2, MOST_PLACES + 1):
        steps = whole(value * hundredfold * 10**places)
        cut = Fraction(steps, hundredfold * 10**places)
        if meets(target, cut) == meets(target, value):
            break
    text = f"{abs(steps) // 10**places}.{abs(steps) % 10**places:0{places}}"
    if cut == value:
        text = text.rstrip("0").rstrip(".")
    text = f"-{text}" if steps < 0 else text
    return f"{text}%" if unit == "%" else f"{text} {visible(unit)}".rstrip()


def promised(verdict: WindowVerdict, measured: Measured) -> str:
    """`at least 99.9%`, `between 4 and 5 points`: to the last place."""
    bound = _bound(verdict.target, measured.unit)
    if measured.upper is not None:
        return f"between {bound} and {_bound(measured.upper, measured.unit)}"
    return f"{measured.order} {bound}"


def _bound(of: Fraction, unit: str) -> str:
    if unit == "%":
        return percent(of)
    if unit == "time":
        return shown.length(int(of))
    return f"{percent(of / 100).removesuffix('%')} {visible(unit)}".rstrip()


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
    table.add_row("value", f"{amount(verdict, measured)}, promised {promised(verdict, measured)}")
    if isinstance(clause.measure, TimeShare):
        _add_times(table, verdict, measured)
    else:
        table.add_row("rests on", shown.many(measured.samples, "sample"))
    if verdict.unknown:
        table.add_row("unknown", shown.many(verdict.unknown, "sample"))
    shares = {warning.who: warning.at for warning in clause.warnings}
    for who, at in verdict.warned:
        told = f" ({percent(shares[who])} of the budget)" if who in shares else ""
        table.add_row("warned", visible(f"{who} at {shown.time(at, zone)}{told}"))
    for burn in verdict.burned:
        until = "now" if burn.end is None else shown.time(burn.end, zone)
        rate = f"{percent(burn.rate / 100).removesuffix('%')} times as fast as allowed"
        told = f"{burn.who}, from {shown.time(burn.begin, zone)} until {until} more than {rate}"
        table.add_row("burned", visible(told))
    if verdict.forecast is not None:
        table.add_row("budget", visible(budget_told(verdict.forecast, zone)))
    table.add_row("times are", zone)
    parts: list[RenderableType] = [
        head,
        Padding(Text(visible(clause.place.text), style="italic"), (0, 0, 0, 2)),
        Padding(table, (1, 0, 0, 2)),
    ]
    if measured.evidence:
        parts.append(Padding(_evidence(agreement, measured, events), (1, 0, 0, 2)))
    return Group(*parts)


def budget_told(forecast: Forecast, zone: str) -> str:
    """`27.77% used; at the pace since 2026-04-03 it is used up at 2026-04-28 04:48`."""
    hundredths = floor(forecast.used * 10_000)
    used = f"{hundredths // 100}.{hundredths % 100:02}%"
    if forecast.used_up_at is None:
        return f"{used} used"
    at = shown.time(forecast.used_up_at, zone)
    return f"{used} used; at the pace since {shown.time(forecast.since, zone)} it is used up at {at}"


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


_WORDS = {"state": "", "excluded": "excluded: ", "unknown": "unknown: ", "refused": "not excluded: "}


def _evidence(agreement: Agreement, measured: Measured, events: Mapping[str, Event]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, pad_edge=False)
    table.add_column("from", no_wrap=True)
    table.add_column("until", no_wrap=True)
    table.add_column("length", no_wrap=True, justify="right")
    table.add_column("what", overflow="fold")
    for each in measured.evidence[:SHOWN_EVIDENCE]:
        word = _WORDS[each.kind]
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
