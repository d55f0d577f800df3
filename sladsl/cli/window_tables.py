"""A clause's windows as a table: shares of cases, or what was measured."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sladsl.cli import shown
from sladsl.cli.window_text import amount, budget_told, promised
from sladsl.diagnostics.excerpt import visible
from sladsl.evaluate import WindowVerdict
from sladsl.evaluate.verdicts import Measured
from sladsl.policy.measures import TimeShare
from sladsl.policy.model import Agreement, WindowClause
from sladsl.policy.words import percent

SHOWN_WINDOWS = 12
SHOWN_BURNS = 5


def share_windows(
    agreement: Agreement, windows: Sequence[WindowVerdict], everything: bool
) -> Iterator[RenderableType]:
    """How many cases were met in each window, and what share of them that is."""
    told = _told(windows, everything)
    table = _table(told, ("met", "breached", "unknown", "share", "promised"))
    for window in told:
        _add(
            table,
            agreement,
            window,
            f"{window.met:,}",
            f"{window.breached:,}",
            f"{window.unknown:,}",
            shown.share(window.value),
            percent(window.target) if window.may_miss is None else f"all but {window.may_miss}",
        )
    yield Padding(table, (1, 0, 0, 2))
    yield from _warned(agreement, told)
    yield from _footer(windows, told)


def measured_windows(
    agreement: Agreement, clause: WindowClause, windows: Sequence[WindowVerdict], everything: bool
) -> Iterator[RenderableType]:
    """What was measured in each window; of a share of time what is missing from it, unknown and excluded."""
    told = _told(windows, everything)
    rows = [(window, window.measured) for window in told if window.measured is not None]
    in_time = isinstance(clause.measure, TimeShare)
    wanted = clause.target.order in ("at most", "below")
    columns = ["value", "promised", *(["in time" if wanted else "missing"] if in_time else ["samples"])]
    unknown = any(window.unknown or measured.unknown_us for window, measured in rows)
    excluded = any(measured.excluded_us for _, measured in rows)
    columns += ["unknown"] * unknown + ["excluded"] * excluded
    table = _table(told, columns)
    for window, measured in rows:
        cells = [amount(window, measured), promised(window, measured)]
        if in_time:
            missing = measured.good_us if wanted else measured.counted_us - measured.good_us
            cells.append(_length(missing) if measured.counted_us else shown.NOTHING)
        else:
            cells.append(f"{measured.samples:,}")
        cells += [_unknown(window, measured)] * unknown
        cells += [_length(measured.excluded_us) if measured.excluded_us else shown.NOTHING] * excluded
        _add(table, agreement, window, *cells)
    yield Padding(table, (1, 0, 0, 2))
    yield from _warned(agreement, told)
    yield from _footer(windows, told)


def _unknown(window: WindowVerdict, measured: Measured) -> str:
    """Samples or time of which the data does not say."""
    parts = [f"{window.unknown:,}"] if window.unknown else []
    parts += [_length(measured.unknown_us)] if measured.unknown_us else []
    return ", ".join(parts) or shown.NOTHING


def _length(us: int) -> str:
    """A length to the second, from an hour on to the minute; `why` shows the rest."""
    if us < 60_000_000:
        return shown.length(us)
    unit = 60_000_000 if us >= 3_600_000_000 else 1_000_000
    return shown.length(us // unit * unit)


def _told(windows: Sequence[WindowVerdict], everything: bool) -> Sequence[WindowVerdict]:
    """The windows to show: the last of those that have data."""
    if everything:
        return windows
    return ([window for window in windows if window.status != "no data"] or windows[:1])[-SHOWN_WINDOWS:]


def _table(windows: Sequence[WindowVerdict], columns: Sequence[str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, pad_edge=False)
    # where it is too narrow for all, what is in between folds, and never what says when and how
    table.add_column("from", no_wrap=True, min_width=10)
    table.add_column("until", no_wrap=True, min_width=10)
    if any(window.group for window in windows):
        table.add_column("of", overflow="fold", min_width=11)
    for name in columns:
        table.add_column(name, justify="right", overflow="fold")
    table.add_column("", no_wrap=True, min_width=2 + max(len(window.status) for window in windows))
    return table


def _add(table: Table, agreement: Agreement, window: WindowVerdict, *cells: str) -> None:
    grouped = len(table.columns) > len(cells) + 3
    table.add_row(
        shown.day(window.begin, agreement.zone),
        shown.day(window.end, agreement.zone),
        *([visible(shown.group(window.group))] if grouped else []),
        *cells,
        Text(window.status, style=shown.STYLES[window.status]),
    )


def _warned(agreement: Agreement, told: Sequence[WindowVerdict]) -> Iterator[RenderableType]:
    """When warnings of the budget fell due in the last window that has any; and when it will be used up."""
    last = next((window for window in reversed(told) if window.warned), None)
    for who, at in () if last is None else last.warned:
        of = f", {shown.group(last.group)}" if last and last.group else ""
        at_text = shown.time(at, agreement.zone)
        yield Text(visible(f"  warned of the budget: {who} at {at_text}{of}"), style="dim")
    last = next((window for window in reversed(told) if window.burned), None)
    for burn in () if last is None else last.burned[-SHOWN_BURNS:]:
        of = f", {shown.group(last.group)}" if last and last.group else ""
        until = "now" if burn.end is None else shown.time(burn.end, agreement.zone)
        begin = shown.time(burn.begin, agreement.zone)
        yield Text(visible(f"  burned too fast: {burn.who} from {begin} until {until}{of}"), style="dim")
    for window in told:
        if window.forecast is not None and window.forecast.used_up_at is not None:
            of = f", {shown.group(window.group)}" if window.group else ""
            yield Text(visible(f"  budget {budget_told(window.forecast, agreement.zone)}{of}"), style="dim")


def _footer(windows: Sequence[WindowVerdict], told: Sequence[WindowVerdict]) -> Iterator[RenderableType]:
    """How many windows are not shown, and what of them a reader must not miss."""
    shown_ones = set(map(id, told))
    left_out = [window for window in windows if id(window) not in shown_ones]
    if not left_out:
        return
    empty = sum(window.status == "no data" for window in left_out)
    late = sum(window.status == "breached" for window in left_out)
    parts = [shown.many(len(left_out) - empty, "more row")] if len(left_out) > empty else []
    parts[-1:] = [f"{part}, {late:,} of them breached" if late else part for part in parts[-1:]]
    parts += [f"{shown.many(empty, 'row')} without data"] if empty else []
    yield Text(f"  {' and '.join(parts)}; --all shows them", style="dim")
