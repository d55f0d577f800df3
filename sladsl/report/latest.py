"""The latest verdict on a clause: its last window that is over, or its cases where it has no windows."""

from collections.abc import Sequence

from sladsl.evaluate import CaseVerdict, Result
from sladsl.evaluate.verdicts import WindowVerdict
from sladsl.policy import level_words, words
from sladsl.policy.model import Clause, WindowClause
from sladsl.records import frozen

AnyClause = Clause | WindowClause
# the worst first
_WORST = ("breached", "unknown", "at risk", "running", "pending", "met", "no data", "void")
_OPEN = ("pending", "at risk")


@frozen
class Latest:
    """What came of a clause. `begin` and `end` are those of the window (None: it has cases alone).

    Of several groups, `group` is the one that fared worst. `value` and `promised` are in words. `counts` says
    how many groups, or cases, are of each status.
    """

    status: str
    begin: int | None
    end: int | None
    group: tuple[tuple[str, str], ...]
    value: str
    promised: str
    counts: tuple[tuple[str, int], ...]


def latest(result: Result, clause: AnyClause) -> Latest | None:
    """The verdict; None where the log says nothing of the clause."""
    windows = [
        each for each in result.windows if (each.agreement, each.clause) == (clause.agreement, clause.id)
    ]
    if windows:
        over = [each for each in windows if each.status not in _OPEN] or windows
        last = max(each.begin for each in over)
        return _of_windows(clause, [each for each in over if each.begin == last])
    cases = [each for each in result.cases if (each.agreement, each.clause) == (clause.agreement, clause.id)]
    return _of_cases(cases) if cases else None


def _rank(status: str) -> int:
    return _WORST.index(status) if status in _WORST else len(_WORST)


def _counted(statuses: Sequence[str]) -> tuple[tuple[str, int], ...]:
    found = sorted(dict.fromkeys(statuses), key=_rank)
    return tuple((status, statuses.count(status)) for status in found)


def _of_windows(clause: AnyClause, windows: Sequence[WindowVerdict]) -> Latest:
    worst = min(windows, key=lambda each: (_rank(each.status), each.group))
    return Latest(
        worst.status,
        worst.begin,
        worst.end,
        worst.group,
        _value(clause, worst),
        _promised(clause, worst),
        _counted([each.status for each in windows]),
    )


def _of_cases(cases: Sequence[CaseVerdict]) -> Latest:
    counts = _counted([each.status for each in cases])
    return Latest(counts[0][0], None, None, (), "", "", counts)


def _value(clause: AnyClause, of: WindowVerdict) -> str:
    """Cut and never rounded: 94.99999% must not look like 95%."""
    if of.value is None:
        return ""
    unit = clause.unit if isinstance(clause, WindowClause) else "%"
    places = {"%": 10**4, "time": 1}.get(unit, 10**6)
    value = of.value
    cut = value.__class__(value.numerator * places // value.denominator, places)
    return level_words.amount(cut, unit)


def _promised(clause: AnyClause, of: WindowVerdict) -> str:
    if isinstance(clause, WindowClause):
        return level_words.target(clause.target, clause.unit)
    return f"at least {words.percent(of.target)}"
