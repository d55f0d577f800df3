"""The Python interface: load agreements, judge logs, take the verdicts as tables.

policy = sladsl.load("acme.sla")
result = policy.run("tickets.csv")
for row in result.cases.to_dicts(): ...
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import field

from sladsl.diagnostics import Diagnostic, PolicyError, Severity
from sladsl.evaluate import Event, EventCounts, judge
from sladsl.evaluate import Result as Judged
from sladsl.evaluate import as_if_in_force as with_drafts
from sladsl.evaluate.timeline import Interval
from sladsl.evaluate.timeline import timeline as timeline_of
from sladsl.loading import Path, load_program, with_coverage
from sladsl.policy.calendar_names import CalendarsByName
from sladsl.policy.model import Policy as Compiled
from sladsl.policy.names import fold
from sladsl.policy.versions import judging
from sladsl.records import frozen
from sladsl.worktime import Calendar
from sladsl.worktime.civil import local_of, us_of

if TYPE_CHECKING:
    import polars

    from sladsl.evaluate.statement import Statement
    from sladsl.sources import Reading, RejectedRow

Row = dict[str, Any]


def load(*paths: Path) -> "Policy":
    """The policy of one or more files of text, or of one compiled policy.

    Raises PolicyError, whose `.diagnostics` say what is wrong and where.
    """
    if not paths:
        raise TypeError("load() needs at least one file")
    return Policy(load_program(paths).or_raise())


def check(paths: Path | Iterable[Path], *, practice: bool = False) -> "Checked":
    """What is wrong in agreements; raises nothing for what is wrong in them.

    With `practice` also all that good practice advises.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    program = with_coverage(load_program(given), practice)
    return Checked(program.diagnostics)


@frozen
class Checked:
    """The findings, in the order of the text."""

    diagnostics: tuple[Diagnostic, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings there may be."""
        return all(found.severity is not Severity.ERROR for found in self.diagnostics)


@frozen(slots=False)
class Policy:
    """Agreements ready to judge by. `model` is the compiled policy as plain data."""

    model: Compiled = field(repr=False)

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        """The calendars by name, in any form that the text declares (`office hours`, `ώρες γραφείου`); those
        of the same name and another zone are told apart by their zone."""
        return CalendarsByName(self.model)

    @cached_property
    def hash(self) -> str:
        """The policy's identity, "sha256:..."."""
        from sladsl.policy.json import policy_hash

        return policy_hash(self.model)

    def dumps(self, *, indent: int | None = None) -> str:
        """The compiled policy as JSON, which `load` takes in place of the text."""
        from sladsl.policy.json import dumps

        return dumps(self.model, indent=indent)

    def run(
        self,
        events: Path | Sequence[Path] | Iterable[Event] | Iterable[Mapping[str, object]] | Any,
        as_of: datetime | None = None,
        *,
        source: str | None = None,
        strict: bool = False,
        as_if_in_force: bool = False,
    ) -> "Result":
        """Judge a history: a log's path or several, events, rows by column name, a polars or Arrow table.

        `as_of` is an aware datetime, by default the last event's instant. `source` names the declaration
        the log is read by, where the policy has several; `as_if_in_force` judges drafts too. Raises
        SourceError for a log that cannot be read (`strict`: of which a row cannot be read), TypeError for a
        datetime without a zone, ValueError for an instant outside the years 1901 to 2198 and for more windows
        than anybody can read.
        """
        if as_of is not None and as_of.utcoffset() is None:
            raise TypeError("`as_of` has no time zone")
        instant = None if as_of is None else us_of(as_of)
        taken, reading = self._events(events, source, strict)
        model = with_drafts(self.model) if as_if_in_force else self.model
        judged = judge(model, taken, instant)
        counts = judged.events if reading is None else reading.counts
        return Result(self, judged, counts, reading, tuple(taken))

    def trace(self, result: "Result | None" = None) -> Row:
        """What was asked for, the clauses that meet it and what supports these, for `json.dumps`: format 1.

        With a `result` of this policy also the latest verdict on each clause.
        """
        from sladsl.report.trace import trace
        from sladsl.report.trace_rows import trace_tree

        return trace_tree(trace(self.model, None if result is None else result.judged), self.hash)

    def _events(
        self, given: Any, source: str | None, strict: bool
    ) -> tuple[Iterable[Event], "Reading | None"]:
        from sladsl.sources import events_from_dicts, read_all

        if isinstance(given, str | os.PathLike):
            given = [given]
        if isinstance(given, list | tuple) and given and isinstance(given[0], str | os.PathLike):
            reading = read_all(self.model, given, source, strict=strict)
            return reading.events, reading
        if isinstance(given, Iterable) and not hasattr(given, "__arrow_c_stream__"):
            given = list(given)
            if not given or isinstance(given[0], Event):
                return given, None
        reading = events_from_dicts(self.model, given, source, strict=strict)
        return reading.events, reading


@frozen(slots=False)
class Result:
    """What judging said: tables of case verdicts, window verdicts and credits."""

    policy: Policy = field(repr=False)
    judged: Judged = field(repr=False)
    events: EventCounts
    reading: "Reading | None" = field(repr=False, default=None)
    given: tuple[Event, ...] = field(repr=False, default=())

    @property
    def as_of(self) -> datetime:
        """The instant the verdicts hold for, in UTC."""
        return local_of(self.judged.as_of, "UTC")

    @property
    def rejected(self) -> "tuple[RejectedRow, ...]":
        """The rows that could not be read (the first 1,000), each with its line and why."""
        return () if self.reading is None else self.reading.rejected

    @cached_property
    def _zones(self) -> dict[str, str]:
        return {agreement.id: agreement.zone for agreement in self.policy.model.agreements}

    @property
    def cases(self) -> "Table":
        """A row a case and clause. Times are aware datetimes in the agreement's zone, lengths timedeltas.

        `row` is that of the clause's decision table, from 0; None where it has none or none fits.
        """
        return Table(self._cases, self.judged.cases)

    @property
    def windows(self) -> "Table":
        """A row a window and group. `value` is None where there is no data.

        `value` and `target` are Fractions, exactly: shares of 1 (`unit` "%"), lengths in microseconds (`unit`
        "time"), else numbers in `unit`.
        """
        return Table(self._windows, self.judged.windows)

    @property
    def credits(self) -> "Table":
        """A row a service credit, or one given back (`kind` "earned back", negative).

        `amount` is the Decimal that is due; `reckoned` what it is once claimed, `at_most` what it may be if
        all that is unknown turned out badly. `base` (the fee it is a part of) and `before` (before all caps)
        are Fractions.
        """
        return Table(self._credits, self.judged.credits)

    @property
    def rights(self) -> "Table":
        """A row a right that has arisen from repeated breaches, with the windows it rests on."""
        return Table(self._rights, self.judged.rights)

    def statement(
        self, period: str, agreement: str | None = None, stated: Sequence[str | bytes] = ()
    ) -> "Statement":
        """What is credited under an agreement for a period: "2026-03", "2026-Q1", "2026".

        `agreement` may be left out where one speaks of money. `stated` are the texts of statements given
        before (JSON, in order): what has changed since is a correcting line. Its `settlement` says what
        becomes of the total, where the agreement says how credits are settled. Raises ValueError for what
        is no period or no statement, and KeyError for an agreement that is not there or not plain.
        """
        from sladsl.evaluate.periods import instants, periods_of
        from sladsl.evaluate.statement import statement
        from sladsl.evaluate.statement_rows import stated as read_stated

        crediting = {fold(terms.agreement) for terms in self.policy.model.money}
        wanted = crediting if agreement is None else {fold(agreement)}
        found = [each for each in self.policy.model.agreements if fold(each.id) in wanted]
        if len(found) != 1:
            raise KeyError(f"{len(found)} agreements; name one that speaks of money")
        (days, *more) = periods_of(period)
        if more:
            raise ValueError("a statement is of one period")
        before = read_stated(stated, found[0].id) if stated else None
        span = instants(days, found[0].zone)
        policy = self.policy
        return statement(policy.model, self.judged, found[0], *span, policy.hash, before, self.given)

    def timeline(self, case: str, clause: str | None = None) -> list[Interval]:
        """The stretches of the clock of one case: what counted, what did not, and why.

        Raises KeyError where no verdict, or more than one, is of that case and clause.
        """
        found = [
            verdict
            for verdict in self.judged.cases
            if verdict.case == case and (clause is None or fold(verdict.clause) == fold(clause))
        ]
        if len(found) != 1:
            raise KeyError(f"{len(found)} verdicts of case {case!r}; name a clause that judges it once")
        model = self.policy.model
        agreement = next(each for each in model.agreements if each.id == found[0].agreement)
        promised = judging(model.clauses, agreement, found[0].clause, found[0].started)
        assert promised is not None
        return list(timeline_of(self.policy.model, promised, found[0], self.judged.as_of))

    def to_json(self) -> Row:
        """The whole result, ready for `json.dumps`: format 1."""
        from sladsl.evaluate.rows import result_tree
        from sladsl.policy.contacts import Contacts

        return result_tree(self.judged, self.events, self.policy.hash, Contacts(self.policy.model))

    def _time(self, instant: int | None, agreement: str) -> datetime | None:
        return None if instant is None else local_of(instant, self._zones[agreement])

    def _cases(self, verdict: Any) -> Row:
        times = ("started", "due", "breach_at", "stopped", "decided_at")
        values = (verdict.started, verdict.due, verdict.breach_at, verdict.stopped, verdict.decided_at)
        return {
            "agreement": verdict.agreement,
            "clause": verdict.clause,
            "case": verdict.case,
            "cycle": verdict.cycle,
            "group": dict(verdict.group),
            "status": verdict.status,
            "reason": verdict.reason,
            **{name: self._time(at, verdict.agreement) for name, at in zip(times, values)},
            "elapsed": timedelta(microseconds=verdict.elapsed_us),
            "paused": timedelta(microseconds=verdict.paused_us),
            "excluded": timedelta(microseconds=verdict.excluded_us),
            "target": None if verdict.target_us is None else timedelta(microseconds=verdict.target_us),
            "row": verdict.row,
            "version": verdict.version,
        }

    def _windows(self, window: Any) -> Row:
        return {
            "agreement": window.agreement,
            "clause": window.clause,
            "from": self._time(window.begin, window.agreement),
            "to": self._time(window.end, window.agreement),
            "group": dict(window.group),
            "status": window.status,
            "value": window.value,
            "target": window.target,
            "met": window.met,
            "breached": window.breached,
            "unknown": window.unknown,
            "open": window.open,
            "version": window.version,
            **self._measured(window.measured),
        }

    def _credits(self, line: Any) -> Row:
        times = {
            "from": line.begin,
            "to": line.end,
            "claim_until": line.claim_until,
            "claimed_at": line.claimed_at,
            "claimed_late": line.claimed_late,
            "incident": line.incident,
        }
        return {
            "agreement": line.agreement,
            "clause": line.clause,
            "kind": line.kind,
            "group": dict(line.group),
            "case": line.case or None,
            "step": line.step,
            "currency": line.currency,
            "amount": line.amount,
            "reckoned": line.reckoned,
            "at_most": line.most,
            "base": line.base,
            "before": line.before,
            "capped": line.capped,
            "claim": line.claim or None,
            **{name: self._time(at, line.agreement) for name, at in times.items()},
        }

    def _rights(self, arisen: Any) -> Row:
        times = {"since": arisen.since, "renewed": arisen.renewed, "until": arisen.until}
        return {
            "agreement": arisen.agreement,
            "who": arisen.right.who,
            "action": arisen.right.action,
            "clause": arisen.right.clause,
            "group": dict(arisen.group),
            "status": arisen.status,
            **{name: self._time(at, arisen.agreement) for name, at in times.items()},
            "evidence": [self._time(begin, arisen.agreement) for begin, _ in arisen.evidence],
        }

    def _measured(self, measured: Any) -> Row:
        """What a clause about a window measured; nothing for a share of cases."""
        if measured is None:
            return {"unit": "%", "order": "at least"}
        lengths = ("good", "counted", "unknown_time", "excluded")
        values = (measured.good_us, measured.counted_us, measured.unknown_us, measured.excluded_us)
        return {
            "unit": measured.unit,
            "order": measured.order,
            "upper": measured.upper,
            "samples": measured.samples,
            **{name: timedelta(microseconds=us) for name, us in zip(lengths, values)},
        }


@frozen
class Table:
    """Rows that are made when asked for."""

    _row: Callable[[Any], Row]
    _verdicts: tuple[Any, ...]

    def __len__(self) -> int:
        return len(self._verdicts)

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self._verdicts)

    def to_dicts(self) -> list[Row]:
        """All rows."""
        return list(self)

    def to_polars(self) -> "polars.DataFrame":
        """All rows as a frame: times in UTC, the group as "site Athens, level Gold", shares as floats."""
        import polars

        return polars.DataFrame([_flat(row) for row in self], infer_schema_length=None)


def _flat(row: Row) -> Row:
    utc = ((name, local_of(us_of(v), "UTC") if isinstance(v, datetime) else v) for name, v in row.items())
    flat = dict(utc)
    flat["group"] = ", ".join(f"{name} {value}" for name, value in row["group"].items())
    if isinstance(row.get("evidence"), list):
        flat["evidence"] = len(row["evidence"])
    for name in ("value", "target", "upper", "base", "before"):
        share = row.get(name)
        if isinstance(share, Fraction):
            flat[name] = share.numerator / share.denominator
    return flat


__all__ = ["Checked", "Policy", "PolicyError", "Result", "Table", "check", "load"]
