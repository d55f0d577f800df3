"""Does a breach cost the provider less than the service would?

Where a clause says for what share of the time the one service of an agreement works, the fee for the time it
does not is a part of the fee. If less than that is credited, the customer pays for what was not provided, and
the provider is the better off the worse it serves.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from sladsl.evaluate.credit_rules import band_of
from sladsl.evaluate.fees import amounts_of, currency_of, fee_of, worth
from sladsl.evaluate.samples import meets
from sladsl.evaluate.windows import whole_windows
from sladsl.policy.measures import TimeShare
from sladsl.policy.model import Agreement, Policy, WindowClause
from sladsl.policy.money import (
    Amount,
    Credit,
    FeeForDowntime,
    FeeShare,
    PerDowntime,
    PerStep,
    Steps,
    Terms,
    WhenMissed,
    within,
)
from sladsl.policy.names import fold
from sladsl.practice import cheap_breach_errors
from sladsl.practice.promises import terms_by_agreement, windows_of, with_promises
from sladsl.practice.told import Told
from sladsl.records import frozen


def cheap(policy: Policy) -> Iterator[Told]:
    """Clauses by which some missed value costs less than the fee for what was not provided."""
    money = terms_by_agreement(policy)
    for agreement, promises in with_promises(policy):
        levels = [each for each in windows_of(promises) if isinstance(each.measure, TimeShare)]
        of_what = {(each.case and fold(each.case), each.where) for each in levels}
        if len(of_what) != 1 or next(iter(of_what))[0] is None:
            continue  # which part of the fee is for which service is not said
        for level in levels:
            if level.window.kind != "rolling":
                yield from _under_the_last(money.get(fold(agreement.id), []), agreement, level)


def _under_the_last(terms: list[Terms], agreement: Agreement, level: WindowClause) -> Iterator[Told]:
    """By what the last text of the agreement says of money."""
    for each in terms[-1:]:
        since = max(at for at in (agreement.begins, each.since, level.since) if at is not None)
        credits = [one for one in each.credits if fold(one.clause) == fold(level.id) and within(one, since)]
        if credits and not any(units.subject for units in each.units):  # else the log says what the fee is
            yield from _Reckoning(agreement, each, level, credits, since).cheap()


@frozen
class _Reckoning:
    agreement: Agreement
    terms: Terms
    level: WindowClause
    credits: list[Credit]
    since: int

    def cheap(self) -> Iterator[Told]:
        """The value for which the least is credited of what was not provided; nothing where all of it is."""
        span = next(iter(whole_windows(self.level.window, self.agreement, self.since, self.since)))
        fee = self._fee(span)
        if not fee:
            return
        found = []
        for down in self._worth_trying(span, fee):
            credited = self._credited(down, span, fee)
            if credited is not None and credited < fee * down:
                found.append((fee * down - credited, down, credited))
        if found:
            _, down, credited = max(found)
            currency = currency_of(self.terms)
            value = self._value(down)
            yield cheap_breach_errors.cheap(
                self.level, self.credits[0], value, (credited, fee * down), currency
            )

    def _fee(self, span: tuple[int, int]) -> Fraction:
        """What is paid for the service: the fees of which the clause credits, else all of them."""
        rules = [credit.rule for credit in self.credits]
        names = {each.fee for rule in rules for each in amounts_of(rule) if isinstance(each, FeeShare)}
        names |= {rule.fee for rule in rules if isinstance(rule, FeeForDowntime)}
        of = sorted(names) if names and "" not in names else [""]
        fees = (fee_of(self.terms, self.agreement, "fee for the period", span, name) for name in of)
        return sum((fee for fee in fees if fee is not None), Fraction(0))

    def _value(self, down: Fraction) -> Fraction:
        """What is measured where so much of the time is without service."""
        return 1 - down if self.level.target.order in ("at least", "above") else down

    def _worth_trying(self, span: tuple[int, int], fee: Fraction) -> Iterator[Fraction]:
        """Parts of the time without service: all of it, the ends of the steps, and between two of these one
        that would be too cheap."""
        ends = {Fraction(0), Fraction(1), self._value(self.level.target.bound)}
        for credit in self.credits:
            if isinstance(credit.rule, Steps):
                bounds = [end for band in credit.rule.bands for end in (band.low, band.high)]
                ends |= {self._value(end) for end in bounds if end is not None and 0 <= end <= 1}
        cuts = sorted(ends)
        yield from cuts
        for less, more in pairwise(cuts):
            credited = self._credited((less + more) / 2, span, fee)
            if credited is not None and credited / fee < more:
                yield (max(credited / fee, less) + more) / 2

    def _credited(self, down: Fraction, span: tuple[int, int], fee: Fraction) -> Fraction | None:
        """What all credits of the clause come to, less what a cap of the same window takes; None: not known,
        or the target is met."""
        if meets(self.level.target, self._value(down)):
            return None
        total = at_risk = Fraction(0)
        for credit in self.credits:
            amount = self._of_rule(credit, down, span, fee)
            if amount is None:
                return None
            if any(
                isinstance(each, FeeShare) and each.of == "amount at risk" for each in amounts_of(credit.rule)
            ):
                at_risk += amount
            else:
                total += amount
        if self.terms.at_risk is not None:
            at_risk = self._capped(at_risk, self.terms.at_risk.amount, span)
        total += at_risk
        for cap in (credit.cap for credit in self.credits if credit.cap is not None):
            total = self._capped(total, cap.most, span)
        for cap in self.terms.caps:
            of_it = not cap.each or fold(cap.each) == fold(self.level.subject)
            if cap.window == self.level.window and of_it:
                total = self._capped(total, cap.most, span)
        return total

    def _capped(self, amount: Fraction, most: Amount, span: tuple[int, int]) -> Fraction:
        limit = worth(self.terms, self.agreement, most, span)
        return amount if limit is None else min(amount, limit)

    def _of_rule(
        self, credit: Credit, down: Fraction, span: tuple[int, int], fee: Fraction
    ) -> Fraction | None:
        value = self._value(down)
        match credit.rule:
            case Steps(bands):
                band = band_of(bands, value)
                return Fraction(0) if band is None else worth(self.terms, self.agreement, band.amount, span)
            case WhenMissed(amount):
                return worth(self.terms, self.agreement, amount, span)
            case PerStep(amount, size, rounding, beyond):
                off = abs(value - (self.level.target.bound if beyond is None else beyond))
                return self._times(amount, off / size, rounding, span)
            case PerDowntime(amount, us, rounding):
                return self._times(amount, down * (span[1] - span[0]) / us, rounding, span)
            case FeeForDowntime(times, name):
                whole = fee_of(self.terms, self.agreement, "fee for the period", span, name)
                return None if whole is None else whole * down * times
            case _:
                return None

    def _times(
        self, amount: Amount, steps: Fraction, rounding: str, span: tuple[int, int]
    ) -> Fraction | None:
        each = worth(self.terms, self.agreement, amount, span)
        whole = floor(steps) if rounding == "full" else ceil(steps)
        return None if each is None else each * whole
