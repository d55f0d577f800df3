"""How much a provider can be left with at most: a bound from above, beside the history that was found.

Under a promise of availability no more can be owed in a window than when the service is down all of it. If
every promise below is kept, no more than when it is down for as long as they allow at most. And if one of
them is not, then at least the least comes back that any of them is credited with when it is only just
missed: nothing, where its windows are others, where nothing is credited to this provider, or where a cap may
have used that up.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from math import ceil, floor
from typing import TYPE_CHECKING

from attrs import evolve

from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.downtime import Span, worst_of
from sladsl.underpinning.footing import Footing, agreements_below
from sladsl.underpinning.outage_story import told_of
from sladsl.underpinning.placement import Placed, first_of
from sladsl.underpinning.setting import Setting
from sladsl.underpinning.uptime import Uptime

if TYPE_CHECKING:
    from sladsl.evaluate.credit_lines import CreditLine

Credited = Callable[[Policy, Sequence[Happening], int], "Sequence[CreditLine]"]
Amounts = Mapping[str, Decimal]  # by currency


@frozen
class Asked:
    """A promise (of `footing`) in one window, and the time that counts of it."""

    footing: Footing
    window: Span
    within: tuple[Span, ...]


def most_left(
    setting: Setting, policy: Policy, several: Sequence[Asked], credited: Credited
) -> dict[str, Decimal]:
    """By currency, at most so much is left of what is owed under all of them, by the `policy`.

    Raises CannotDrive, TooIntricate.
    """
    whole = _owed(setting, policy, several, [each.within for each in several], credited)
    bad = [_allowed(each) for each in several]
    least = min((_least_back(setting, policy, each, credited) for each in several), key=_size, default={})
    if any(us is None for us in bad):
        return dict(whole)
    spans = [tuple(first_of(each.within, us or 0)) for each, us in zip(several, bad)]
    kept = _owed(setting, policy, several, spans, credited)
    return {
        currency: max(kept.get(currency, Decimal(0)), amount - least.get(currency, Decimal(0)))
        for currency, amount in whole.items()
    }


def _size(amounts: Amounts) -> Decimal:
    return sum(amounts.values(), Decimal(0))


def _allowed(asked: Asked) -> int | None:
    """For how long it may be down while all is kept that is promised below; None where exclusions decide."""
    if any(each.exclusions for each in asked.footing.all_excluded):
        return None
    return ceil(worst_of(asked.footing.question(asked.window)).bad)


def _owed(
    setting: Setting,
    policy: Policy,
    several: Sequence[Asked],
    down: Sequence[Iterable[Span]],
    credited: Credited,
) -> Amounts:
    """All that their agreement owes if each is down so."""
    agreement = several[0].footing.promise.agreement.id
    events: dict[object, Happening] = {}
    as_of = 0
    for each, spans in zip(several, down):
        windows = [each.window, *(one.window for one in several)]
        happenings, until = told_of(
            setting, each.footing, windows, Placed({each.footing.promise.service: list(spans)}, {})
        )
        as_of = max(as_of, until)
        own = fold(each.footing.promise.clause.case or "")
        events.update({(e.at, e.case, e.kind, str(e.fields)): e for e in happenings if fold(e.case) == own})
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in credited(policy, sorted(events.values(), key=lambda e: e.at), as_of):
        if line.agreement == agreement:
            found[line.currency] += max(line.reckoned, Decimal(0))
    return found


def _least_back(setting: Setting, policy: Policy, asked: Asked, credited: Credited) -> Amounts:
    """The least that comes back when one of the clauses below is only just missed."""
    footing = asked.footing
    above = footing.promise.agreement
    paying = {
        each.id for each in agreements_below(setting, above.id) if fold(each.customer) == fold(above.provider)
    }
    lessened = {
        terms.agreement
        for terms in policy.money
        if terms.caps
        or terms.at_risk
        or terms.paid_above
        or any(credit.cap or credit.earn_back for credit in terms.credits)
    }
    least: Amounts | None = None
    for support, _ in footing.supports:
        if not isinstance(support, Uptime) or asked.window not in support.windows:
            return {}
        own = [
            each
            for each in footing.question(asked.window).allowances
            if each.name == support.name and each.service == support.service
        ]
        id = support.agreement.id
        if id not in paying or id in lessened or len(own) != 1:
            return {}
        spans = first_of(own[0].within, floor(own[0].most) + 1)
        happenings, as_of = told_of(
            setting, footing, [asked.window], Placed({support.service: list(spans)}, {})
        )
        found: defaultdict[str, Decimal] = defaultdict(Decimal)
        for line in credited(policy, happenings, as_of):
            if line.agreement == id and fold(line.clause) == fold(support.clause.id):
                found[line.currency] += line.reckoned
        if least is None or _size(found) < _size(least):
            least = found
    return least or {}


def owing(policy: Policy, agreement: str, clauses: Iterable[str]) -> Policy:
    """The policy with what an agreement owes under these clauses alone, and all of that however little."""
    names = set(map(fold, clauses))
    return evolve(
        policy,
        money=tuple(
            each
            if each.agreement != agreement
            else evolve(
                each,
                credits=tuple(credit for credit in each.credits if fold(credit.clause) in names),
                paid_above=None,
            )
            for each in policy.money
        ),
    )
