"""Made-up logs judged by the evaluator, which is passed in: a witness is shown only if it replays."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Literal, Protocol, TypeVar

from attrs import evolve

from sladsl.policy import level_words
from sladsl.policy.measures import CasesInARow, InARow, Misses
from sladsl.policy.model import Clause, Policy, WindowClause
from sladsl.policy.names import as_written, fold
from sladsl.records import frozen
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.findings import Log, Said, Witness

MOST_TOLD = 20  # cases of a story
MOST_LOGS, MOST_EVENTS_TRIED = 1_200, 20_000  # then what is looked for is given up
MOST_EVENTS = 50_000  # of one log; a witness of more says nothing to a reader


class CaseJudged(Protocol):
    """What is read of the verdict on a case."""

    @property
    def clause(self) -> str: ...
    @property
    def case(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def started(self) -> int | None: ...
    @property
    def due(self) -> int | None: ...
    @property
    def breach_at(self) -> int | None: ...
    @property
    def elapsed_us(self) -> int: ...
    @property
    def target_us(self) -> int | None: ...


class WindowJudged(Protocol):
    """What is read of the verdict on a window. `value` is a share, or in the measure's unit."""

    @property
    def clause(self) -> str: ...
    @property
    def begin(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def group(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def status(self) -> str: ...
    @property
    def value(self) -> Fraction | None: ...


Verdict = TypeVar("Verdict", CaseJudged, WindowJudged)


class Judged(Protocol):
    """What the evaluator says of a log."""

    @property
    def cases(self) -> Sequence[CaseJudged]: ...
    @property
    def windows(self) -> Sequence[WindowJudged]: ...


# The evaluator: the policy of one clause (and what it rests on), a log, the instant as of which it is judged.
Judge = Callable[[Policy, Sequence[Happening], int], Judged]


@frozen
class Text:
    """A clause alone in its policy, ready to judge logs by. `promised` says what a window is held to."""

    policy: Policy
    clause: Clause | WindowClause
    promised: str

    @property
    def by_window(self) -> bool:
        """Whether windows are kept or broken; else every case is by itself."""
        return isinstance(self.clause, WindowClause) or self.clause.share is not None


def alone(policy: Policy, clause: Clause | WindowClause) -> Policy:
    """The policy with only the clauses that the verdict on this one rests on."""
    names = {fold(clause.id), *map(fold, _counted(clause))}

    def rests_on(each: Clause | WindowClause) -> bool:
        return each.agreement == clause.agreement and (
            fold(each.id) == fold(clause.id) or fold(as_written(each.id)) in names - {fold(clause.id)}
        )

    return evolve(
        policy,
        agreements=tuple(each for each in policy.agreements if each.id == clause.agreement),
        clauses=tuple(filter(rests_on, policy.clauses)),
        window_clauses=tuple(filter(rests_on, policy.window_clauses)),
        examples=(),
        supports=(),
        plans=(),
        money=(),
    )


def _counted(clause: Clause | WindowClause) -> tuple[str, ...]:
    """The other clauses that it is about."""
    match clause:
        case WindowClause(measure=InARow(name) | CasesInARow(name)):
            return (name,)
        case WindowClause(measure=Misses(names)):
            return names
        case _:
            return ()


def first_witness(
    judge: Judge, old: Text | None, new: Text | None, logs: Iterable[Log], broken_by: Literal["old", "new"]
) -> Witness | None:
    """The first of the logs that breaks this text and not the other; each is judged by both."""
    tried, events = 0, 0
    for log in logs:
        if not log.happenings or len(log.happenings) > MOST_EVENTS:
            continue
        if tried >= MOST_LOGS or events >= MOST_EVENTS_TRIED:
            return None
        tried, events = tried + 1, events + len(log.happenings)
        breaks, keeps = (old, new) if broken_by == "old" else (new, old)
        broken = None if breaks is None else _breach(breaks, judge(breaks.policy, log.happenings, log.as_of))
        if broken is None:
            continue
        kept = None if keeps is None else judge(keeps.policy, log.happenings, log.as_of)
        if keeps is not None and kept is not None and _breach(keeps, kept) is not None:
            continue
        beside = _SILENT if keeps is None or kept is None else _beside(keeps, kept, broken)
        told = _cases(breaks, judge(breaks.policy, log.happenings, log.as_of), log) if breaks else ()
        other = _cases(keeps, kept, log) if keeps is not None and kept is not None else ()
        if broken_by == "old":
            return Witness("old", log, broken, beside, told, other)
        return Witness("new", log, beside, broken, other, told)
    return None


_SILENT = Said("nothing", "not judged")


def _breach(text: Text, judged: Judged) -> Said | None:
    """The first broken window or case."""
    if text.by_window:
        windows = (each for each in _own(text, judged.windows) if each.status == "breached")
        return next((_window(text, each) for each in windows), None)
    cases = (each for each in _own(text, judged.cases) if each.status == "breached")
    return next((_case(each) for each in cases), None)


def _beside(text: Text, judged: Judged, broken: Said) -> Said:
    """What the text that is not broken says of the same case, or of the windows of the same time."""
    if text.by_window:
        at = broken.begin if broken.begin is not None else broken.breach_at or broken.started or 0
        windows = list(_own(text, judged.windows))
        around = [each for each in windows if each.begin <= at < each.end and each.value is not None]
        told = around or [each for each in windows if each.value is not None] or windows
        return _window(text, told[0]) if told else _SILENT
    cases = [each for each in _own(text, judged.cases) if broken.case in ("", each.case)]
    return _case(cases[0]) if cases else _SILENT


def _cases(text: Text, judged: Judged, log: Log) -> tuple[Said, ...]:
    """The verdicts on the cases that the story tells one by one."""
    told = log.repeats or dict.fromkeys(each.case for each in log.happenings)
    return tuple(_case(each) for each in _own(text, judged.cases) if each.case in told)[:MOST_TOLD]


def _own(text: Text, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    return (each for each in verdicts if each.clause == text.clause.id)


def _case(verdict: CaseJudged) -> Said:
    return Said(
        "case",
        verdict.status,
        verdict.reason,
        case=verdict.case,
        started=verdict.started,
        due=verdict.due,
        breach_at=verdict.breach_at,
        elapsed_us=verdict.elapsed_us,
        target_us=verdict.target_us,
    )


def _cut(value: Fraction, unit: str) -> Fraction:
    """To four places of a percent, a microsecond or six places: cut, for 94.99999% must not look like 95%."""
    places = {"%": 10**6, "time": 1}.get(unit, 10**6)
    return Fraction(value.numerator * places // value.denominator, places)


def _window(text: Text, verdict: WindowJudged) -> Said:
    unit = text.clause.unit if isinstance(text.clause, WindowClause) else "%"
    value = "" if verdict.value is None else level_words.amount(_cut(verdict.value, unit), unit)
    return Said(
        "window",
        verdict.status,
        begin=verdict.begin,
        end=verdict.end,
        group=verdict.group,
        value=value,
        promised=text.promised,
    )
