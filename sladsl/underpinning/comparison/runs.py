"""Promises about how often, or how often in a row, other clauses are missed: those are compared too.

What is missed of a clause in one text has to be missed in the other, window by window or case by case: that
is plain where its texts are alike, or differ in a bound alone. Else histories are made up that miss the one,
again and again.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from math import floor

from attrs import evolve

from sladsl.policy.measures import CaseCount, CaseShare, CasesInARow, InARow, Misses, ShareDifference
from sladsl.policy.model import Clause, Target, WindowClause
from sladsl.policy.names import as_written, fold
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.cases import way
from sladsl.underpinning.comparison.findings import Log
from sladsl.underpinning.comparison.hours import DAY
from sladsl.underpinning.comparison.level_logs import Teller
from sladsl.underpinning.comparison.levels import accepted, level_of
from sladsl.underpinning.comparison.meanings import differing
from sladsl.underpinning.comparison.promises import promise_of
from sladsl.underpinning.comparison.sides import Side
from sladsl.underpinning.comparison.stories import Stage, length_us

_APART = {"day": 7, "week": 7, "month": 28, "quarter": 91, "year": 364}  # days, so that weekdays are the same
_NO_VERDICT = {"title", "warnings", "burn_warnings", "budget_warnings", "escalations", "place", "watches",
               "since", "until", "version", "origin", "id", "agreement"}  # fmt: skip
_MOST_LOGS, _MOST_TIMES = 60, 12


def counts_others(clause: WindowClause) -> bool:
    """Whether it is about how other clauses are missed."""
    return isinstance(clause.measure, InARow | CasesInARow | Misses)


def counted(side: Side) -> list[Side]:
    """The clauses that it is about, in its text."""
    assert isinstance(side.clause, WindowClause)
    match side.clause.measure:
        case InARow(name) | CasesInARow(name):
            names = [name]
        case Misses(several):
            names = list(several)
        case _:
            names = []
    policy, own = side.policy, side.agreement.id
    every: list[Clause | WindowClause] = [*policy.clauses, *policy.window_clauses]
    mine = [each for each in every if each.agreement == own]
    wanted = set(map(fold, names))
    return [Side(policy, side.agreement, each) for each in mine if fold(as_written(each.id)) in wanted]


def doubts(broken: Side, kept: Side) -> Iterator[tuple[str, str]]:
    """Which of the clauses counted may be missed under the one text alone."""
    ours, theirs = ({fold(each.clause.id): each for each in counted(side)} for side in (broken, kept))
    for name, mine in ours.items():
        other = theirs.get(name)
        if other is None or not _missed_too(mine, other, broken.clause):
            yield "counted", f"{mine.clause.id} may be missed otherwise"


def _missed_too(mine: Side, other: Side, counting: Clause | WindowClause) -> bool:
    """Whether each window, or case, that misses the one misses the other."""
    in_a_row = isinstance(counting, WindowClause) and isinstance(counting.measure, InARow)
    match mine.clause, other.clause:
        case Clause(), Clause():
            was = promise_of(mine.policy, mine.agreement, mine.clause)
            now = promise_of(other.policy, other.agreement, other.clause)
            if was == now:
                return True
            if not in_a_row or was.share is None or now.share is None or was.own_shares or now.own_shares:
                return False
            alike = evolve(now, share=evolve(now.share, at_least=was.share.at_least))
            return alike == was and now.share.at_least >= was.share.at_least
        case WindowClause(), WindowClause():
            one, two = mine.clause, other.clause
            names = {*differing(one, two, mine.policy.calendars, other.policy.calendars)} - _NO_VERDICT
            terms = [(each.agreement.zone, each.agreement.begins) for each in (mine, other)]
            same_term = terms[0] == terms[1]
            inside = accepted(two.target, two.measure).within(accepted(one.target, one.measure))
            return same_term and names <= {"target"} and inside
        case _:
            return False


def logs(broken: Side, kept: Side, stage: Stage) -> Iterator[Log]:
    """A clause that it counts missed as often as breaks the one promise: one miss, again and again."""
    assert isinstance(broken.clause, WindowClause)
    times = _times(broken.clause.target)
    if not 0 < times <= _MOST_TIMES:
        return
    theirs = {fold(each.clause.id): each for each in counted(kept)}
    for mine in counted(broken):
        other = theirs.get(fold(mine.clause.id), mine)
        apart = 0 if isinstance(broken.clause.measure, Misses) else _apart(broken.clause, mine.clause)
        for log in islice(_misses(mine, other, stage), _MOST_LOGS):
            if log.happenings:
                yield _repeated(log, mine.clause, apart, times, stage, broken.clause)


def _times(target: Target) -> int:
    """How many are one too many."""
    if target.order == "below":
        return -floor(-target.bound)
    return floor(target.bound) + 1 if target.order == "at most" else 0


def _apart(counting: WindowClause, of: Clause | WindowClause) -> int:
    if isinstance(counting.measure, CasesInARow):
        return DAY
    window = of.window if isinstance(of, WindowClause) else counting.window
    return _APART[window.unit] * DAY


def _misses(mine: Side, other: Side, stage: Stage) -> Iterator[Log]:
    """Histories that miss the one clause, those first that do not miss the other."""
    if isinstance(mine.clause, WindowClause):
        like = other if isinstance(other.clause, WindowClause) else mine
        assert isinstance(like.clause, WindowClause)
        was_level = level_of(mine.policy, mine.agreement, mine.clause)
        yield from Teller(was_level, level_of(like.policy, like.agreement, like.clause), stage).logs()
        return
    assert isinstance(mine.clause, Clause)
    was = promise_of(mine.policy, mine.agreement, mine.clause)
    now = was
    if isinstance(other.clause, Clause):
        now = promise_of(other.policy, other.agreement, other.clause)
    found = way(was, now, stage).openings or way(was, evolve(was, subject=""), stage).openings
    yield from (log for each in found for log in each.logs())


def _repeated(
    log: Log, of: Clause | WindowClause, apart: int, times: int, stage: Stage, counting: WindowClause
) -> Log:
    """The same so many times; what can happen to a case only once happens to another each time."""
    once = isinstance(of, Clause) or isinstance(of.measure, CaseShare | CaseCount | ShareDifference)
    happenings = [each for n in range(times) for each in _moved(log.happenings, n, n * apart, once)]
    last = happenings[-1].at if happenings else stage.end
    as_of = min(stage.end, last + length_us(counting.window) + 40 * DAY)
    inside = bool(happenings) and max(each.at for each in happenings) < stage.end
    return Log(tuple(sorted(happenings, key=lambda each: each.at)) if inside else (), as_of)


def _moved(happenings: Sequence[Happening], number: int, by: int, once: bool) -> Iterator[Happening]:
    for each in happenings:
        case = f"{each.case}-{number + 1}" if once and number else each.case
        yield evolve(each, at=each.at + by, case=case)
