"""Amounts of money as written: one currency an agreement, and parts only of what is said."""

from collections.abc import Sequence

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import money_errors, readings
from sladsl.meaning.named_fees import AnyFee, NamedFees
from sladsl.policy import money
from sladsl.policy.currencies import PLACES
from sladsl.records import frozen
from sladsl.syntax.tree import money as written

MONTHS = {"month": 1, "quarter": 3, "year": 12}


@frozen
class Amounts:
    """Reads the amounts of one agreement: one currency, and parts only of what is said."""

    first: list[written.Money]  # the first amount, which says the currency
    has_fee: bool
    has_at_risk: bool
    found: list[Diagnostic]
    fees: Sequence[AnyFee] = ()

    @property
    def named(self) -> NamedFees:
        """What tells the fees that have names."""
        return NamedFees(self.fees, self.found)

    def payable(self, of: written.Money) -> money.Money | None:
        """An amount that can be paid, or None with a diagnostic."""
        code = of.currency.text
        if code not in PLACES:
            self.found.append(money_errors.unknown_currency(of.currency))
            return None
        amount = readings.a_number(of.amount)
        if -int(amount.as_tuple().exponent) > PLACES[code]:
            self.found.append(money_errors.too_fine(of, PLACES[code]))
            return None
        if self.first and self.first[0].currency.text != code:
            self.found.append(money_errors.other_currency(of, self.first[0]))
            return None
        self.first.append(of)
        return money.Money(amount, code)

    def amount(
        self, of: written.Amount, before: money.Base | written.NamedFee | None = None
    ) -> money.Amount | None:
        """An amount; `before` is of what a bare `10%` is a part."""
        if isinstance(of, written.Money):
            return self.payable(of)
        base = of.of or before
        if isinstance(base, written.NamedFee):
            named = self.named.base(base)
            return None if named is None else money.FeeShare(readings.a_share(of.share), *named)
        if base is None:
            self.found.append(money_errors.part_of_what(of))
            return None
        if not (self.has_at_risk if base == "amount at risk" else self.has_fee):
            self.found.append(money_errors.no_fee(of.span, base))
            return None
        return money.FeeShare(readings.a_share(of.share), base)
