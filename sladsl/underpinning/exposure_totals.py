"""Back-to-back exposure of a whole agreement: all its promises of availability missed in the same window.

Each promise is missed as in its own worst cases, all of them together, so that caps over several clauses and
what suppliers credit for the same outage count once. Each such history is judged with all credits and caps.
From outages of the same length, whichever leaves the provider with the most, one promise after the other is
given the history that leaves it with more. What is found is owed in some history; a search need not find all.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve

from sladsl.evaluate.windows import TooManyWindows
from sladsl.policy.model import Agreement
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.underpinning.availability import footing_for
from sladsl.underpinning.cuts import NeedsItself, TooManyCuts
from sladsl.underpinning.downtime import Span, TooIntricate
from sladsl.underpinning.driven import CannotDrive
from sladsl.underpinning.exposure import Credited, concerned_by, histories, steps_of
from sladsl.underpinning.exposure_bounds import Asked, most_left, owing
from sladsl.underpinning.footing import Footing, agreements_below
from sladsl.underpinning.outage_story import told_of
from sladsl.underpinning.placement import Placed
from sladsl.underpinning.setting import Setting
from sladsl.underpinning.uptime import uptime_of
from sladsl.worktime import OutsideKnownDays
from sladsl.worktime.spans import Spans, merged

if TYPE_CHECKING:
    from sladsl.evaluate.credit_lines import CreditLine

PASSES = 2
MOST_STARTS = 30

History = tuple[Span, dict[str, list[Span]]]  # the window, and what is down in it


@frozen
class Total:
    """Of one agreement in one currency: owed under these clauses together, and recovered from each below."""

    agreement: str
    clauses: tuple[str, ...]
    windows: tuple[Span, ...]
    currency: str
    owed: Decimal
    recovered: tuple[tuple[str, Decimal], ...]
    at_most: Decimal = Decimal(0)  # that it can be left with in these windows

    @property
    def left(self) -> Decimal:
        """What the provider is left with."""
        return self.owed - sum((amount for _, amount in self.recovered), Decimal(0))


@frozen
class _Missed:
    """A promise with the histories in which it is missed."""

    clause: str
    footing: Footing
    histories: tuple[History, ...]


def totals(setting: Setting, credited: Credited) -> tuple[Total, ...]:
    """By supported agreement that credits several promises of availability, in the order of the policy."""
    found: list[Total] = []
    for agreement in setting.policy.agreements:
        if agreement.id in setting.below:
            try:
                missed = tuple(_missed(setting, agreement))
                found += _of(setting, agreement, missed, credited) if len(missed) > 1 else ()
            except (NeedsItself, TooManyCuts, TooManyWindows, TooIntricate, OutsideKnownDays, CannotDrive):
                continue
    return tuple(found)


def _missed(setting: Setting, agreement: Agreement) -> Iterator[_Missed]:
    """Each credited promise, in the window that holds the begin of the first one's longest."""
    at: int | None = None
    for clause in setting.policy.window_clauses:
        steps = steps_of(setting.policy, clause)
        if clause.agreement != agreement.id or clause.case is None or steps is None:
            continue
        promise = uptime_of(clause, agreement, fold(clause.case))
        if promise is None or promise.negated:
            continue
        footing = footing_for(setting, promise)
        every = tuple(histories(setting.policy, footing, steps, at))
        if every:
            at = every[0][0][0] if at is None else at
            yield _Missed(clause.id, footing, every)


def _of(
    setting: Setting, agreement: Agreement, missed: Sequence[_Missed], credited: Credited
) -> tuple[Total, ...]:
    concerned = concerned_by(setting, agreement.id)

    def balance(chosen: Sequence[History]) -> tuple[Total, ...]:
        down: defaultdict[str, Spans] = defaultdict(list)
        for _, each in chosen:
            for service, spans in each.items():
                down[service] = merged([*down[service], *spans])
        windows = [window for window, _ in chosen]
        for one in missed:
            for window, _ in chosen:
                windows += [each.window for each in one.footing.question(window).allowances]
        told = [told_of(setting, one.footing, windows, Placed(down, {})) for one in missed]
        events = {(e.at, e.case, e.kind, str(e.fields)): e for happenings, _ in told for e in happenings}
        ordered = sorted(events.values(), key=lambda each: each.at)
        lines = credited(concerned, ordered, max(as_of for _, as_of in told))
        of = {one.clause: window for one, (window, _) in zip(missed, chosen)}
        return tuple(_balanced(setting, agreement, of, lines))

    # one outage may be behind all of them: each is tried as long as any of them is down
    lengths = sorted({_downtime(history) for one in missed for history in one.histories})[:MOST_STARTS]
    starts = [[_as_long(one, length) for one in missed] for length in lengths]
    best = max(starts, key=lambda each: _left(balance(each)))
    worst = balance(best)
    for _ in range(PASSES):
        before = _left(worst)
        for number, one in enumerate(missed):
            for history in one.histories:
                tried = [*best[:number], history, *best[number + 1 :]]
                found = balance(tried)
                if _left(found) > _left(worst):
                    best, worst = tried, found
        if _left(worst) == before:
            break
    asked = [
        Asked(one.footing, window, one.footing.question(window).within)
        for one, (window, _) in zip(missed, best)
    ]
    owed = owing(concerned, agreement.id, [one.clause for one in missed])
    bounds = most_left(setting, owed, asked, credited)
    return tuple(evolve(each, at_most=bounds.get(each.currency, each.left)) for each in worst)


def _downtime(of: History) -> int:
    """How long the service that is down longest is."""
    return max((sum(end - begin for begin, end in spans) for spans in of[1].values()), default=0)


def _as_long(one: _Missed, length: int) -> History:
    """The longest that is down no longer than that; where there is none, the shortest."""
    fitting = [history for history in one.histories if _downtime(history) <= length]
    return max(fitting, key=_downtime) if fitting else min(one.histories, key=_downtime)


def _left(found: Sequence[Total]) -> Decimal:
    """Of several currencies that with the most, for they cannot be added."""
    return max((each.left for each in found), default=Decimal(0))


def _balanced(
    setting: Setting, agreement: Agreement, windows: dict[str, Span], lines: "Sequence[CreditLine]"
) -> Iterator[Total]:
    provider = fold(agreement.provider)
    below = {each.id for each in agreements_below(setting, agreement.id) if fold(each.customer) == provider}
    owed: defaultdict[str, Decimal] = defaultdict(Decimal)
    back: defaultdict[str, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    by_clause = {fold(id): window for id, window in windows.items()}
    for line in lines:
        if line.agreement == agreement.id and by_clause.get(fold(line.clause)) == (line.begin, line.end):
            owed[line.currency] += line.reckoned
        elif line.agreement in below:
            back[line.currency][line.agreement] += line.reckoned
    for currency, amount in owed.items():
        recovered = tuple(sorted(back[currency].items()))
        spans = tuple(dict.fromkeys(windows.values()))
        yield Total(agreement.id, tuple(windows), spans, currency, amount, recovered)
