"""Back-to-back exposure: what a provider owes at worst under a promise of availability, less what it
recovers.

In one window the promise is missed as badly as it can be for the money: for each least set of services that
brings the promised one down, they are down together, for as long as each step of the credit asks, as long
as each supporting clause admits, or for all of the window. Each such history is judged, with all credits
and caps as the agreements have them, and that of the widest difference counts: so much there can be, and
more than is told beside it (`exposure_bounds`) there cannot. Recovered is what supporting
agreements credit to the same provider, for what was down.

What is owed is reckoned as if every credit that has to be claimed were claimed; so is what is recovered.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from sladsl.evaluate.windows import TooManyWindows
from sladsl.policy.model import Policy, WindowClause
from sladsl.policy.money import Steps
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.availability import footing_for
from sladsl.underpinning.cuts import Cut, NeedsItself, TooManyCuts
from sladsl.underpinning.downtime import Span, TooIntricate, length_of
from sladsl.underpinning.driven import CannotDrive
from sladsl.underpinning.exposure_bounds import Asked, most_left, owing
from sladsl.underpinning.footing import Footing, agreements_below
from sladsl.underpinning.outage_story import told_of
from sladsl.underpinning.placement import Placed, first_of
from sladsl.underpinning.setting import Setting
from sladsl.underpinning.uptime import counted_in, uptime_of
from sladsl.worktime import OutsideKnownDays

if TYPE_CHECKING:
    from sladsl.evaluate.credit_lines import CreditLine

Credited = Callable[[Policy, Sequence[Happening], int], "Sequence[CreditLine]"]
MOST_HISTORIES = 60


@frozen
class Exposure:
    """Of one clause in one window, in one currency: owed, and recovered from each supporting agreement."""

    agreement: str
    clause: str
    window: Span
    currency: str
    owed: Decimal
    recovered: tuple[tuple[str, Decimal], ...]
    at_most: Decimal  # that it can be left with in this window
    happenings: tuple[Happening, ...]
    as_of: int

    @property
    def left(self) -> Decimal:
        """What the provider is left with."""
        return self.owed - sum((amount for _, amount in self.recovered), Decimal(0))


def exposures(setting: Setting, credited: Credited) -> tuple[Exposure, ...]:
    """By clause about the availability of a service that a supported agreement credits, in the order of the
    policy. `credited` is the evaluator: the lines of all credits on a made-up log."""
    found = []
    for clause in setting.policy.window_clauses:
        named = clause.agreement in setting.below and clause.case is not None
        if named and steps_of(setting.policy, clause) is not None:
            try:
                each = _of(setting, clause, credited)
            except (NeedsItself, TooManyCuts, TooManyWindows, TooIntricate, OutsideKnownDays, CannotDrive):
                each = None
            if each is not None:
                found.append(each)
    return tuple(found)


def steps_of(policy: Policy, clause: WindowClause) -> tuple[Fraction, ...] | None:
    """The shares of good time below which the credit of a clause changes; None where it credits nothing."""
    rules = [
        credit.rule
        for terms in policy.money
        if terms.agreement == clause.agreement
        for credit in terms.credits
        if fold(credit.clause) == fold(clause.id)
    ]
    if not rules:
        return None
    bands = [band for rule in rules if isinstance(rule, Steps) for band in rule.bands]
    return tuple(sorted({band.high for band in bands if band.high is not None}, reverse=True))


def concerned_by(setting: Setting, id: str) -> Policy:
    """An agreement and those below it, with their money, and nothing else."""
    ids = {id, *(each.id for each in agreements_below(setting, id))}
    return evolve(
        setting.policy,
        agreements=tuple(each for each in setting.policy.agreements if each.id in ids),
        clauses=tuple(each for each in setting.policy.clauses if each.agreement in ids),
        window_clauses=tuple(each for each in setting.policy.window_clauses if each.agreement in ids),
        money=tuple(each for each in setting.policy.money if each.agreement in ids),
        supports=(),
        plans=(),
        examples=(),
    )


def _of(setting: Setting, clause: WindowClause, credited: Credited) -> Exposure | None:
    promise = uptime_of(clause, setting.agreements[clause.agreement], fold(clause.case or ""))
    if promise is None or promise.negated:
        return None
    footing = footing_for(setting, promise)
    concerned = concerned_by(setting, clause.agreement)
    found: list[Exposure] = []
    bounds: dict[Span, dict[str, Decimal]] = {}
    owed = owing(concerned, clause.agreement, (clause.id,))
    for window, down in histories(setting.policy, footing, steps_of(setting.policy, clause) or ()):
        windows = [window, *(each.window for each in footing.question(window).allowances)]
        happenings, as_of = told_of(setting, footing, windows, Placed(down, {}))
        lines = credited(concerned, happenings, as_of)
        if window not in bounds:
            asked = Asked(footing, window, footing.question(window).within)
            bounds[window] = most_left(setting, owed, (asked,), credited)
        found += _balances(setting, footing, window, lines, happenings, as_of, bounds[window])
    return max(found, key=lambda each: (each.left, each.owed, -each.window[0]), default=None)


def histories(
    policy: Policy, footing: Footing, steps: Sequence[Fraction], at: int | None = None
) -> Iterator[tuple[Span, dict[str, list[Span]]]]:
    """The longest window of the term (or the one that holds an instant), in which each cut is down: just as
    long as a step asks for, or always."""
    windows = [
        (length_of(within), window, within)
        for window in footing.windows()
        if at is None or window[0] <= at < window[1]
        if (
            within := counted_in(
                policy, footing.promise.clause, footing.promise.agreement, window, footing.excluded
            )
        )
    ]
    if not windows:
        return
    length, window, within = max(windows, key=lambda each: (each[0], -each[1][0]))
    steps_at = [int((1 - share) * length) + 1 for share in steps]
    number = 0
    for cut in footing.cuts:
        # as long as a supporting clause is still kept, it owes nothing
        kept = [int(each.most) for each in footing.question(window).allowances if each.service in cut]
        for wanted in dict.fromkeys(min(each, length) for each in (*steps_at, *kept, length)):
            number += 1
            if number > MOST_HISTORIES:
                return
            yield window, _down(cut, first_of(within, wanted))


def _down(cut: Cut, spans: list[Span]) -> dict[str, list[Span]]:
    return {service: list(spans) for service in cut}


def _balances(
    setting: Setting,
    footing: Footing,
    window: Span,
    lines: "Sequence[CreditLine]",
    happenings: tuple[Happening, ...],
    as_of: int,
    bounds: Mapping[str, Decimal],
) -> Iterator[Exposure]:
    """By currency: what is owed for this window under the clause, and what comes back for what was down."""
    promise = footing.promise
    provider = fold(promise.agreement.provider)
    below = {
        each.id for each in agreements_below(setting, promise.agreement.id) if fold(each.customer) == provider
    }
    owed: defaultdict[str, Decimal] = defaultdict(Decimal)
    back: defaultdict[str, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for line in lines:
        own = (line.agreement, fold(line.clause)) == (promise.agreement.id, fold(promise.clause.id))
        if own and (line.begin, line.end) == window:
            owed[line.currency] += line.reckoned
        elif line.agreement in below:
            back[line.currency][line.agreement] += line.reckoned
    for currency, amount in owed.items():
        recovered = tuple(sorted(back[currency].items()))
        at_most = bounds.get(currency, amount)
        key = promise.agreement.id, promise.clause.id
        yield Exposure(*key, window, currency, amount, recovered, at_most, happenings, as_of)
