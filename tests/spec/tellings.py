"""The rows of each kind of expectation, from what the program and its logs gave."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from sladsl.evaluate import CaseVerdict, Event, EventCounts, Result, WindowVerdict
from sladsl.evaluate.outcomes import watermelons
from sladsl.evaluate.timeline import timeline
from sladsl.evaluate.trials import Trial, trials
from sladsl.evaluate.truth import said
from sladsl.evaluate.verdicts import Evidence, Measured
from sladsl.evaluate.window_trials import WindowTrial, window_trials
from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.policy.values import Instant, Value
from sladsl.sources import Reading
from sladsl.worktime import Calendar
from sladsl.worktime.civil import local_midnight_us, local_of
from tests.spec.pages import Block
from tests.spec.tables import NOTHING, shown_amount, shown_day, shown_length, shown_time

T = TypeVar("T")
Rows = list[tuple[str, ...]]


class CannotTell(Exception):  # noqa: N818 (it says what is so, not that something went wrong)
    """A block asks for what there is not; the message says what there is."""


def rows_of(things: Sequence[T], columns: Sequence[str], known: dict[str, Callable[[T], str]]) -> Rows:
    for column in columns:
        if column not in known:
            raise CannotTell(f"there is no column `{column}`; there are: {', '.join(known)}")
    return [tuple(known[column](thing) for column in columns) for thing in things]


def _group(group: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name} {value}" for name, value in group) or NOTHING


def _chosen(verdicts: Sequence[T], block: Block, *names: str) -> list[T]:
    """Those that the block's options name: `clause=P1`, `case=INC-1`, `cycle=2`."""
    return [
        verdict
        for verdict in verdicts
        if all(
            fold(str(getattr(verdict, name))) == fold(block.options[name])
            for name in names
            if name in block.options
        )
    ]


def verdicts(policy: Policy, result: Result, block: Block, columns: Sequence[str]) -> Rows:
    """A line a case verdict."""
    zones = {agreement.id: agreement.zone for agreement in policy.agreements}

    def time(value: Callable[[CaseVerdict], int | None]) -> Callable[[CaseVerdict], str]:
        return lambda verdict: shown_time(value(verdict), zones[verdict.agreement])

    known: dict[str, Callable[[CaseVerdict], str]] = {
        "agreement": lambda v: v.agreement,
        "clause": lambda v: v.clause,
        "case": lambda v: v.case,
        "cycle": lambda v: str(v.cycle),
        "status": lambda v: v.status,
        "version": lambda v: v.version,
        "reason": lambda v: v.reason or NOTHING,
        "group": lambda v: _group(v.group),
        "started": time(lambda v: v.started),
        "due": time(lambda v: v.due),
        "breach": time(lambda v: v.breach_at),
        "stopped": time(lambda v: v.stopped),
        "decided": time(lambda v: v.decided_at),
        "elapsed": lambda v: shown_length(v.elapsed_us),
        "paused": lambda v: shown_length(v.paused_us),
        "excluded": lambda v: shown_length(v.excluded_us),
        "target": lambda v: shown_length(v.target_us),
        "margin": lambda v: shown_length(v.margin_us),
        "row": lambda v: NOTHING if v.row is None else str(v.row + 1),
        "calendar": lambda v: policy.calendars[v.calendar].name if v.calendar else NOTHING,
        "warned": lambda v: "; ".join(
            f"{who} {shown_time(at, zones[v.agreement])}" for who, at in v.warned
        ) or NOTHING,
    }  # fmt: skip
    return rows_of(_chosen(result.cases, block, "clause", "case", "cycle"), columns, known)


def _of_windows(policy: Policy, result: Result, block: Block) -> list[WindowVerdict]:
    """Those of the block's `clause`, and of its window that begins at `from`; with `over`, those that are."""
    zones = {agreement.id: agreement.zone for agreement in policy.agreements}
    return [
        window
        for window in _chosen(result.windows, block, "clause")
        if ("over" not in block.options or window.end <= result.as_of)
        and block.options.get("from") in (None, shown_day(window.begin, zones[window.agreement]))
    ]


def windows(policy: Policy, result: Result, block: Block, columns: Sequence[str]) -> Rows:
    """A line a window and group."""
    zones = {agreement.id: agreement.zone for agreement in policy.agreements}
    known: dict[str, Callable[[WindowVerdict], str]] = {
        "agreement": lambda w: w.agreement,
        "clause": lambda w: w.clause,
        "from": lambda w: shown_day(w.begin, zones[w.agreement]),
        "to": lambda w: shown_day(w.end, zones[w.agreement]),
        "group": lambda w: _group(w.group),
        "status": lambda w: w.status,
        "version": lambda w: w.version,
        "met": lambda w: str(w.met),
        "breached": lambda w: str(w.breached),
        "unknown": lambda w: str(w.unknown),
        "open": lambda w: str(w.open),
        "share": lambda w: NOTHING if w.value is None else f"{w.met}/{w.met + w.breached}",
        "target": _target,
        "may miss": lambda w: NOTHING if w.may_miss is None else str(w.may_miss),
        "value": lambda w: shown_amount(w.value, w.measured.unit if w.measured else "%"),
        "unit": lambda w: (w.measured.unit if w.measured else "%") or NOTHING,
        "samples": lambda w: str(w.measured.samples) if w.measured else NOTHING,
        "good": _length(lambda m: m.good_us),
        "counted": _length(lambda m: m.counted_us),
        "unknown time": _length(lambda m: m.unknown_us),
        "excluded": _length(lambda m: m.excluded_us),
        "burned": lambda w: (
            "; ".join(
                f"{each.who} {shown_time(each.begin, zones[w.agreement])} to "
                f"{NOTHING if each.end is None else shown_time(each.end, zones[w.agreement])}"
                for each in w.burned
            )
            or NOTHING
        ),
        "budget used": lambda w: NOTHING if w.forecast is None else shown_amount(w.forecast.used, "%"),
        "used up": lambda w: (
            NOTHING
            if w.forecast is None or w.forecast.used_up_at is None
            else shown_time(w.forecast.used_up_at, zones[w.agreement])
        ),
        "warned": lambda w: (
            "; ".join(f"{who} {shown_time(at, zones[w.agreement])}" for who, at in w.warned) or NOTHING
        ),
    }
    return rows_of(_of_windows(policy, result, block), columns, known)


def _length(of: Callable[[Measured], int]) -> Callable[[WindowVerdict], str]:
    return lambda window: NOTHING if window.measured is None else shown_length(of(window.measured))


def _target(window: WindowVerdict) -> str:
    """`95%` of the cases; `at most 4 h`, `between 2 and 4 points` of what else is measured."""
    measured = window.measured
    if measured is None:
        return shown_amount(window.target, "%")
    upper = "" if measured.upper is None else f" and {shown_amount(measured.upper, measured.unit)}"
    unit = "" if measured.unit in ("%", "time") else f" {measured.unit}"
    return f"{measured.order} {shown_amount(window.target, measured.unit)}{upper}{unit}".rstrip()


def evidence(policy: Policy, result: Result, block: Block, columns: Sequence[str]) -> Rows:
    """A line a stretch that the measured values of the block's windows rest on."""
    zone = next(agreement.zone for agreement in policy.agreements)
    stretches = [
        stretch
        for window in _of_windows(policy, result, block)
        if window.measured is not None
        for stretch in window.measured.evidence
    ]
    known: dict[str, Callable[[Evidence], str]] = {
        "from": lambda e: shown_time(e.begin, zone),
        "to": lambda e: shown_time(e.end, zone),
        "kind": lambda e: e.kind,
        "state": lambda e: e.state or NOTHING,
        "case": lambda e: e.case or NOTHING,
        "events": lambda e: ", ".join(e.events) or NOTHING,
    }
    return rows_of(stretches, columns, known)


def melons(policy: Policy, result: Result, columns: Sequence[str]) -> Rows:
    """A line a window in which an outcome was missed and all the clauses it watches were kept."""
    zones = {agreement.id: agreement.zone for agreement in policy.agreements}
    return rows_of(
        watermelons(policy, result),
        columns,
        {
            "from": lambda m: shown_day(m.begin, zones[m.agreement]),
            "to": lambda m: shown_day(m.end, zones[m.agreement]),
            "outcome": lambda m: m.outcome,
            "group": lambda m: _group(m.group),
            "kept": lambda m: ", ".join(m.kept),
        },
    )


def case_timeline(policy: Policy, result: Result, block: Block, columns: Sequence[str]) -> Rows:
    """A line a stretch of the one case's clock that the block's options name."""
    found = _chosen(result.cases, block, "clause", "case", "cycle")
    if len(found) != 1:
        cases = ", ".join(f"clause={v.clause} case={v.case} cycle={v.cycle}" for v in found)
        raise CannotTell(f"a timeline is of one verdict; these fit: {cases or 'none'}")
    verdict = found[0]
    clause = next(c for c in policy.clauses if (c.agreement, c.id) == (verdict.agreement, verdict.clause))
    zone = next(a.zone for a in policy.agreements if a.id == clause.agreement)
    intervals = timeline(policy, clause, verdict, result.as_of, brief="brief" in block.options)
    if sum(interval.counted_us for interval in intervals) != verdict.elapsed_us:
        raise CannotTell("the counted stretches do not add up to the elapsed time")
    return rows_of(
        intervals,
        columns,
        {
            "from": lambda i: shown_time(i.begin, zone),
            "to": lambda i: shown_time(i.end, zone),
            "counts": lambda i: shown_length(i.counted_us) if i.counted else NOTHING,
            "why": lambda i: i.why,
            "events": lambda i: ", ".join(i.events) or NOTHING,
        },
    )


def accounting(reading: Reading, columns: Sequence[str]) -> Rows:
    """One line: what became of the rows."""
    counts = reading.counts
    known = ("read", "used", "duplicate", "unknown", "rejected")
    if counts.read != sum(getattr(counts, name) for name in known[1:]):
        raise CannotTell("the rows do not add up")

    def count(name: str) -> Callable[[EventCounts], str]:
        return lambda counts: str(getattr(counts, name))

    return rows_of([counts], columns, {name: count(name) for name in known})


def rejected(reading: Reading, columns: Sequence[str]) -> Rows:
    """A line a rejected row."""
    return rows_of(
        reading.rejected,
        columns,
        {"file": lambda r: r.file, "line": lambda r: str(r.line), "why": lambda r: r.why},
    )


def unknown(reading: Reading, columns: Sequence[str]) -> Rows:
    """A line a kind of event that the vocabulary does not know."""
    return rows_of(
        reading.unknown_kinds, columns, {"event": lambda kind: kind[0], "times": lambda kind: str(kind[1])}
    )


def becomes(reading: Reading, zone: str, columns: Sequence[str]) -> Rows:
    """A line an event that was read, in the order of the log. Columns that are no part of it are fields."""

    def field(name: str) -> Callable[[Event], str]:
        return lambda event: _value({fold(n): v for n, v in event.fields.items()}.get(fold(name)), zone)

    known: dict[str, Callable[[Event], str]] = {
        "at": lambda e: shown_time(e.at, zone),
        "case": lambda e: e.case,
        "event": lambda e: e.kind,
        "subject": lambda e: e.subject,
        "id": lambda e: e.id,
        "line": lambda e: str(e.origin.line) if e.origin else NOTHING,
    }
    return rows_of(reading.events, columns, {**{name: field(name) for name in columns}, **known})


def _value(value: Value | None, zone: str) -> str:
    match value:
        case None:
            return NOTHING
        case Instant(us):
            return shown_time(us, zone)
        case _:
            return said(value)


def openings(policy: Policy, block: Block, columns: Sequence[str]) -> Rows:
    """A line an opening of a calendar between two dates, both included, in the calendar's zone."""
    named = policy.calendars.get(block.options.get("calendar", ""))
    if named is None:
        raise CannotTell(f"an `openings` block names one calendar of: {', '.join(policy.calendars)}")
    first, last = (date.fromisoformat(block.options[name]) for name in ("from", "to"))
    begin, end = (local_midnight_us(day, named.zone) for day in (first, last + timedelta(days=1)))
    return rows_of(
        list(Calendar.of(named).intervals_us(begin, end)),
        columns,
        {
            "day": lambda span: f"{local_of(span[0], named.zone):%a %Y-%m-%d}",
            "opens": lambda span: shown_time(span[0], named.zone)[11:],
            "closes": lambda span: _closing(*span, named.zone),
            "length": lambda span: shown_length(span[1] - span[0]),
        },
    )


def _closing(begin: int, end: int, zone: str) -> str:
    opens, closes = local_of(begin, zone), local_of(end, zone)
    if opens.date() == closes.date():
        return shown_time(end, zone)[11:]
    if local_midnight_us(opens.date() + timedelta(days=1), zone) == end:
        return "24:00"
    return f"{closes:%a %Y-%m-%d} {shown_time(end, zone)[11:]}"


def examples(policy: Policy, columns: Sequence[str]) -> Rows:
    """A line an expectation of the worked examples inside the program: of cases, then of windows."""
    zones = {agreement.id: agreement.zone for agreement in policy.agreements}
    of_cases = rows_of(
        list(trials(policy)),
        columns,
        {
            "example": lambda trial: trial.example.title,
            "clause": lambda trial: trial.clause.id,
            "case": lambda trial: trial.expected.case,
            "outcome": lambda trial: _outcome(trial, zones[trial.clause.agreement]),
        },
    )
    return of_cases + rows_of(
        list(window_trials(policy)),
        columns,
        {
            "example": lambda trial: trial.example.title,
            "clause": lambda trial: trial.clause.id,
            "case": lambda trial: trial.expected.day.isoformat(),
            "outcome": _window_outcome,
        },
    )


def _window_outcome(trial: WindowTrial) -> str:
    """What came out where it is otherwise than the example says."""
    verdict = trial.verdict
    if verdict is None:
        return "not judged"
    unit = verdict.measured.unit if verdict.measured else "%"
    found = {"status": f"is {verdict.status}", "value": f"at {shown_amount(verdict.value, unit)}"}
    return "; ".join(found[name] for name in trial.differs) or "as said"


def _outcome(trial: Trial, zone: str) -> str:
    """What came out where it is otherwise than the example says."""
    verdict = trial.verdict
    if verdict is None:
        return "not judged" if trial.differs else "as said"
    found = {
        "status": f"is {verdict.status}",
        "elapsed": f"after {shown_length(verdict.elapsed_us)}",
        "due": f"due {shown_time(verdict.due, zone)}",
        "breach": f"at {shown_time(verdict.breach_at, zone)}",
    }
    return "; ".join(found[name] for name in trial.differs) or "as said"
