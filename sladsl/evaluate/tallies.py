"""What was measured in one window for one group, and how it stands to the target.

- While the window is not over it is pending, or at risk if the value so far misses the target. What can only
  grow and has grown beyond its target is breached at once. It is not over either while an episode that began
  in it, and counts with its whole length, goes on and may change the answer, nor while it is
  not yet known of its last hours whether a state that has to last, or a gap to be bridged, does.
- Once over: unknown where the data does not say, no data where there is nothing to measure (or met,
  where the clause says so), else met or
  breached. A share of cases that depends on the unknown ones is unknown; a share of time if more than half
  of the time is unknown and the answer depends on it.
- Nothing of a named case without any event is known.
"""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from attrs import Factory

from sladsl.evaluate.budget_warnings import Spent, Warned, of_samples, of_time
from sladsl.evaluate.deadlines import CANNOT_SAY
from sladsl.evaluate.incidents import latest, to_tell
from sladsl.evaluate.incidents import of_samples as of_readings
from sladsl.evaluate.order import natural
from sladsl.evaluate.reading_shares import answers_of
from sladsl.evaluate.samples import Sample, Sampled, meets, number_of, value_of, with_unknown_placed
from sladsl.evaluate.verdicts import Evidence, Measured, WindowStatus, WindowVerdict
from sladsl.evaluate.window_terms import Group, WindowTerms
from sladsl.policy.measures import (
    CaseCount,
    CaseShare,
    CasesInARow,
    Episodes,
    EventCount,
    InARow,
    Misses,
    ShareDifference,
    StretchAverage,
    TimeShare,
)
from sladsl.policy.model import WindowClause
from sladsl.policy.states import FieldValue, ReadingShare
from sladsl.records import define

MOST_EVIDENCE = 1_000


@define
class Tally:
    """Lengths in microseconds. `unknown` counts the samples and episodes of which it is not known whether or
    how they count. `lengths` are of episodes: in whole, or for their total what lies in the window."""

    samples: list[Sample] = Factory(list)
    unknown: int = 0
    lengths: list[int] = Factory(list)
    gaps: list[int] = Factory(list)
    goes_on: bool = False  # an episode that began in the window
    is_open: bool = False  # when a state holds in it waits for what comes after as of now
    may_shrink: bool = False  # what was counted may yet come to be excluded
    eligible_us: int = 0
    good_us: int = 0
    counted_us: int = 0
    unknown_us: int = 0
    excluded_us: int = 0
    evidence: list[Evidence] = Factory(list)
    spent: Spent = Factory(Spent)
    stretches: int = 0  # those of an average over stretches that begin in the window, up to as of now
    no_answer: bool = False  # the calendar does not know these days
    against: int | None = None  # the last instant that counted against the promise
    perhaps: int | None = None  # and the last that may have

    def blame(self, surely: int | None, perhaps: int | None) -> None:
        """Take note of instants that counted against the promise, or may have."""
        self.against = latest((self.against, surely))
        self.perhaps = latest((self.perhaps, perhaps))


Tallies = defaultdict[tuple[int, Group], Tally]  # by index of the window, and group


def verdict_of(terms: WindowTerms, window: tuple[int, int], group: Group, tally: Tally) -> WindowVerdict:
    """The window's verdict."""
    clause = terms.clause
    if isinstance(clause.measure, StretchAverage):
        us, end = clause.measure.us, min(window[1], terms.limit)
        tally.stretches = max(-(-end // us) - -(-window[0] // us), 0)
    value = None if terms.silent or tally.no_answer else _value(clause, tally)
    status: WindowStatus
    if terms.silent or tally.no_answer:
        status = "unknown"
    elif terms.limit < window[1] or tally.is_open or (tally.goes_on and _may_change(clause, tally, value)):
        status = _so_far(clause, tally, value)
    else:
        status = _in_the_end(clause, tally, value)
    warned = _warned(terms, window, tally) if clause.warnings and not terms.silent else Warned()
    if status == "pending" and warned.at_risk:
        status = "at risk"
    last = _last_against(clause, tally, status)
    return draft(clause, window, group, status, value, tally, warned=warned.instants, last_against=last)


def _last_against(clause: WindowClause, tally: Tally, status: WindowStatus) -> int | None:
    """The last instant that counted against the promise, where it was missed or may have been."""
    if tally.no_answer or status not in ("breached", "unknown"):
        return None
    tally.blame(*of_readings(clause, tally.samples))
    return to_tell(status, tally.against, tally.perhaps)


def _warned(terms: WindowTerms, window: tuple[int, int], tally: Tally) -> Warned:
    """When warnings of the budget fell due; none where a calendar does not know its days."""
    clause = terms.clause
    if isinstance(clause.measure, TimeShare | Episodes) and not _by_begins(clause):
        share = isinstance(clause.measure, TimeShare)
        try:
            return of_time(clause, terms.calendar, window, tally.spent, terms.limit, share)
        except CANNOT_SAY:
            return Warned()
    return of_samples(clause, tally.samples)


def _by_begins(clause: WindowClause) -> bool:
    """Whether episodes are counted, each when it begins."""
    return isinstance(clause.measure, Episodes) and clause.measure.what == "number"


def draft(
    clause: WindowClause,
    window: tuple[int, int],
    group: Group,
    status: WindowStatus,
    value: Fraction | None,
    tally: Tally,
    samples: int | None = None,
    warned: Sequence[tuple[str, int]] = (),
    last_against: int | None = None,
) -> WindowVerdict:
    """The row of a verdict."""
    ordered = sorted(tally.evidence, key=lambda e: (e.begin, e.end, e.kind, e.state, natural(e.case)))
    return WindowVerdict(
        agreement=clause.agreement,
        clause=clause.id,
        begin=window[0],
        end=window[1],
        group=group,
        status=status,
        met=0,
        breached=0,
        unknown=tally.unknown,
        open=0,
        target=clause.target.bound,
        measured=Measured(
            value=value,
            order=clause.target.order,
            upper=clause.target.upper,
            unit=clause.unit,
            samples=_samples(clause, tally) if samples is None else samples,
            good_us=tally.good_us,
            counted_us=tally.counted_us,
            unknown_us=tally.unknown_us,
            excluded_us=tally.excluded_us,
            evidence=tuple(ordered[:MOST_EVIDENCE]),
        ),
        warned=tuple(warned),
        version=clause.version,
        last_against=last_against,
    )


def exceeded(clause: WindowClause, value: Fraction | None) -> bool:
    """Whether a value that can only grow has grown beyond its target."""
    return (
        value is not None and clause.target.order in ("at most", "below") and not meets(clause.target, value)
    )


def _value(clause: WindowClause, tally: Tally) -> Fraction | None:
    match clause.measure:
        case TimeShare():
            return Fraction(tally.good_us, tally.counted_us) if tally.counted_us else None
        case Episodes(what):
            unknown = clause.unknown == "left out" and _all_unknown(tally)
            nothing = not tally.lengths and (unknown or not tally.eligible_us)
            return None if nothing else _of_episodes(what, tally)
        case InARow() | CasesInARow() | Misses():
            raise AssertionError("runs of windows and of cases have no tally")
        case measure:
            if _too_few(clause, measure, tally.samples):
                return None
            if isinstance(measure, FieldValue) and clause.unknown_readings != "left out":
                return with_unknown_placed(measure, tally.samples, clause.target, clause.unknown_readings)
            return value_of(measure, tally.samples, tally.stretches)


def _too_few(clause: WindowClause, measure: Sampled, samples: Sequence[Sample], unknown: int = 0) -> bool:
    """Whether there are fewer than the clause asks for, though all `unknown` ones were among them."""
    return clause.least > 0 and number_of(measure, samples) + unknown < clause.least


def _beyond_known(clause: WindowClause, tally: Tally) -> WindowStatus | None:
    """What a window is whose value stands among the unknown readings, where these have a place."""
    if clause.unknown_readings == "left out" or not any(each.value is None for each in tally.samples):
        return None
    measure = clause.measure
    if isinstance(measure, FieldValue) and _too_few(clause, measure, tally.samples):
        return None
    return "breached" if clause.unknown_readings == "against" else "met"


def _of_episodes(what: str, tally: Tally) -> Fraction | None:
    match what:
        case "number":
            return Fraction(len(tally.lengths))
        case "longest":
            return Fraction(max(tally.lengths, default=0))  # "none longer than": kept where there is none
        case "total":
            return Fraction(sum(tally.lengths))
        case "average":
            return _mean(tally.lengths)
        case _:
            return _mean(tally.gaps)


def _mean(lengths: Sequence[int]) -> Fraction | None:
    return Fraction(sum(lengths), len(lengths)) if lengths else None


def _all_unknown(tally: Tally) -> bool:
    return 0 < tally.unknown_us == tally.eligible_us


def _mostly_unknown(clause: WindowClause, tally: Tally) -> bool:
    """Whether more than half of the time is unknown and left out, and the answer depends on it."""
    if clause.unknown != "left out" or 2 * tally.unknown_us <= tally.eligible_us:
        return False
    whole = tally.counted_us + tally.unknown_us
    answers = {
        meets(clause.target, Fraction(good, whole))
        for good in (tally.good_us, tally.good_us + tally.unknown_us)
    }
    return len(answers) > 1


def _so_far(clause: WindowClause, tally: Tally, value: Fraction | None) -> WindowStatus:
    if value is None and _beyond_known(clause, tally) == "breached":
        return "at risk"
    if value is None or meets(clause.target, value):
        return "pending"
    return "breached" if _only_grows(clause, tally) and exceeded(clause, value) else "at risk"


def _may_change(clause: WindowClause, tally: Tally, value: Fraction | None) -> bool:
    """Whether an episode that goes on after the window's end may still change the answer."""
    match clause.measure:
        case Episodes("longest"):
            return tally.may_shrink or not exceeded(clause, value)
        case Episodes("average"):
            return True
        case _:
            return False


def _only_grows(clause: WindowClause, tally: Tally) -> bool:
    if tally.may_shrink:
        return False
    match clause.measure:
        case EventCount() | CaseCount():
            return True
        case Episodes("number" | "longest" | "total"):
            # unknown time that counts against may yet become known
            return not tally.unknown_us or clause.unknown != "against"
        case FieldValue("total"):
            return all(sample.value is None or sample.value >= 0 for sample in tally.samples)
        case _:
            return False


def _in_the_end(clause: WindowClause, tally: Tally, value: Fraction | None) -> WindowStatus:
    if isinstance(clause.measure, ReadingShare):
        may_be = answers_of(tally.samples, clause.target, clause.least)
        if len(may_be) > 1:
            return "unknown"
        (answer,) = may_be
        return clause.empty if answer is None else "met" if answer else "breached"
    if value is None:
        if (beyond := _beyond_known(clause, tally)) is not None:
            return beyond
        measure = clause.measure
        if isinstance(measure, FieldValue | CaseShare | ShareDifference) and _too_few(
            clause, measure, tally.samples, tally.unknown
        ):
            return clause.empty
        return "unknown" if tally.unknown or _all_unknown(tally) else clause.empty
    if isinstance(clause.measure, TimeShare) and _mostly_unknown(clause, tally):
        return "unknown"
    if isinstance(clause.measure, CaseShare | ShareDifference) and tally.unknown:
        known = sum(sample.value is not None for sample in tally.samples)
        one, least = (1, 0) if isinstance(clause.measure, CaseShare) else (100, -tally.unknown)
        good, whole = value * known, known + tally.unknown
        answers = {
            meets(clause.target, (good + one * more) / whole) for more in range(least, tally.unknown + 1)
        }
        if len(answers) > 1:
            return "unknown"
    return "met" if meets(clause.target, value) else "breached"


def _samples(clause: WindowClause, tally: Tally) -> int:
    match clause.measure:
        case TimeShare():
            return sum(each.kind == "state" for each in tally.evidence)
        case Episodes("between"):
            return len(tally.gaps)
        case Episodes():
            return len(tally.lengths)
        case _:
            return sum(sample.value is not None for sample in tally.samples)
