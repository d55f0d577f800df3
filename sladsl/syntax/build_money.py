"""Fees, credits, caps, claims and rights."""

from typing import Any

from lark import Token
from lark.tree import Meta

from sladsl.source import Span
from sladsl.syntax import tree
from sladsl.syntax.build_names import BuildNames
from sladsl.syntax.tree import money as written

_BASES: dict[str, Any] = {
    "MONTHLY_FEE": "monthly fee",
    "QUARTERLY_FEE": "quarterly fee",
    "YEARLY_FEE": "yearly fee",
    "PERIOD_FEE": "fee for the period",
    "AT_RISK_AMOUNT": "amount at risk",
}
_UNITS: dict[str, Any] = {"MONTHLY_FEE": "month", "QUARTERLY_FEE": "quarter", "YEARLY_FEE": "year"}
_ACTIONS: dict[str, Any] = {"TERMINATE": "terminate", "RENEGOTIATE": "renegotiate", "STEP_IN": "step in"}


class BuildMoney(BuildNames):
    def money(self, meta: Meta, children: list[Token]) -> written.Money:
        (token,) = children
        start = self.base + (token.start_pos or 0)
        code, number = token[:3], token[3:].lstrip()
        end = start + len(token)
        return written.Money(
            tree.Raw(str(code), span=Span(self.file, start, start + 3)),
            tree.Raw(str(number), span=Span(self.file, end - len(number), end)),
            span=self._span(meta),
        )

    def fee_base(self, meta: Meta, children: list[Token]) -> Any:
        return _BASES[children[0].type]

    def part_of(self, meta: Meta, children: list[Any]) -> written.PartOf:
        of = children[1] if len(children) > 1 else None
        return written.PartOf(self._raw(children[0]), of, span=self._span(meta))

    def fee(self, meta: Meta, children: list[Any]) -> written.Fee:
        name = children.pop(0) if isinstance(children[0], tree.Name) else None
        amount, *unit, per = children
        return written.Fee(amount, per, unit[0] if unit else None, name, span=self._span(meta))

    def fee_once(self, meta: Meta, children: list[Any]) -> written.FeeOnce:
        name = children.pop(0) if isinstance(children[0], tree.Name) else None
        on = self._raw(children[1]) if len(children) > 1 else None
        return written.FeeOnce(children[0], on, name, span=self._span(meta))

    def named_fee(self, meta: Meta, children: list[Any]) -> written.NamedFee:
        return written.NamedFee(children[0], False, span=self._span(meta))

    def named_fee_for_period(self, meta: Meta, children: list[Any]) -> written.NamedFee:
        return written.NamedFee(children[0], True, span=self._span(meta))

    def so_many(self, meta: Meta, children: list[Any]) -> written.SoMany:
        return written.SoMany(self._raw(children[0]), None, span=self._span(meta))

    def there_are(self, meta: Meta, children: list[Any]) -> written.ThereAre:
        units = next(child for child in children if isinstance(child, tree.Name))
        numbers: list[written.SoMany] = []
        for child in children:
            if isinstance(child, written.SoMany):
                numbers.append(child)
            elif isinstance(child, Token):
                last = numbers[-1]
                numbers[-1] = written.SoMany(last.number, self._raw(child), span=last.span)
        return written.ThereAre(units, tuple(numbers), span=self._span(meta))

    def counted_while(self, meta: Meta, children: list[Any]) -> written.CountedWhile:
        return written.CountedWhile(children[0], children[1], span=self._span(meta))

    def cap(self, meta: Meta, children: list[Any]) -> written.Cap:
        per = next((child for child in children[1:] if isinstance(child, tree.Window)), None)
        over = any(isinstance(child, Token) for child in children[1:])
        each = next((child for child in children[1:] if isinstance(child, tree.Name)), None)
        return written.Cap(children[0], per, over, each, span=self._span(meta))

    def earned_back(self, meta: Meta, children: list[Any]) -> written.EarnedBack:
        return written.EarnedBack(self._raw(children[0]), children[1], span=self._span(meta))

    def at_risk(self, meta: Meta, children: list[Any]) -> written.AtRisk:
        return written.AtRisk(children[0], children[1], span=self._span(meta))

    def claimed(self, meta: Meta, children: list[Any]) -> written.Claimed:
        within, since, *counting = children
        unit = None if isinstance(since, Token) else since
        return written.Claimed(within, unit, *counting, span=self._span(meta))

    def right_action(self, meta: Meta, children: list[Token]) -> Any:
        return _ACTIONS[children[0].type]

    def right(self, meta: Meta, children: list[Any]) -> written.Right:
        who, action, *rest = children
        within = rest.pop(0) if isinstance(rest[0], tree.Duration) else None
        clause, below, (missed, of, unit) = rest
        said: Any = "customer" if who.type == "CUSTOMER_MAY" else "provider"
        return written.Right(said, action, within, clause, below, missed, of, unit, span=self._span(meta))

    def right_of_credits(self, meta: Meta, children: list[Any]) -> written.RightOfCredits:
        who, action, *rest = children
        within = rest.pop(0) if isinstance(rest[0], tree.Duration) else None
        said: Any = "customer" if who.type == "CUSTOMER_MAY" else "provider"
        return written.RightOfCredits(said, action, within, rest[0], rest[1], span=self._span(meta))

    def paid_above(self, meta: Meta, children: list[Any]) -> written.PaidAbove:
        return written.PaidAbove(children[0], children[1], span=self._span(meta))

    def set_against(self, meta: Meta, children: list[Token]) -> written.SetAgainst:
        fee, *never = children
        return written.SetAgainst(_UNITS[fee.type], bool(never), span=self._span(meta))

    def paid_within(self, meta: Meta, children: list[Any]) -> written.PaidWithin:
        within, after, *calendar = children
        said: Any = "claim" if after.type == "CLAIM" else "statement"
        return written.PaidWithin(within, said, calendar[0] if calendar else None, span=self._span(meta))

    def taxes(self, meta: Meta, children: list[Token]) -> written.Taxes:
        without = children[0].type == "WITHOUT_TAXES"
        return written.Taxes("without" if without else "with", span=self._span(meta))

    def credits_go_by(self, meta: Meta, children: list[Any]) -> written.CreditsGoBy:
        to, how = children[0]
        return written.CreditsGoBy(to, how, span=self._span(meta))

    def to_nearest(self, meta: Meta, children: list[Any]) -> tuple[Any, Any]:
        return children[0], children[1] if len(children) > 1 else "half up"

    def to_next_above(self, meta: Meta, children: list[Any]) -> tuple[Any, Any]:
        return children[0], "up"

    def to_next_below(self, meta: Meta, children: list[Any]) -> tuple[Any, Any]:
        return children[0], "down"

    def half(self, meta: Meta, children: list[Token]) -> Any:
        return children[0].type.lower().replace("_", " ")

    def nothing_between(self, meta: Meta, children: list[Token]) -> written.NothingBetween:
        return written.NothingBetween(bool(children), span=self._span(meta))

    def so_many_in_a_row(self, meta: Meta, children: list[Any]) -> tuple[Any, ...]:
        return self._raw(children[0]), None, children[1]

    def so_many_of(self, meta: Meta, children: list[Any]) -> tuple[Any, ...]:
        return self._raw(children[0]), self._raw(children[1]), children[2]

    # credits

    def credit(self, meta: Meta, children: list[Any]) -> written.CreditSteps:
        return written.CreditSteps(tuple(children), span=self._span(meta))

    def credit_formula(self, meta: Meta, children: list[Any]) -> written.CreditFormula:
        times, *rest = children
        fee = rest[0] if isinstance(rest[0], tree.Name) else None
        return written.CreditFormula(self._raw(times), fee, span=self._span(meta))

    def step(self, meta: Meta, children: list[Any]) -> written.Step:
        return written.Step(children[0], children[1], span=self._span(meta))

    def when_missed(self, meta: Meta, children: list[Any]) -> written.When:
        return written.When((), span=self._span(meta))

    def when_cut(self, meta: Meta, children: list[Any]) -> written.When:
        return written.When(tuple(children), span=self._span(meta))

    def cut(self, meta: Meta, children: list[Any]) -> written.Cut:
        if isinstance(children[0], Token):
            return written.Cut("between", children[1], children[2], span=self._span(meta))
        return written.Cut(children[0], children[1], None, span=self._span(meta))

    def for_every_case(self, meta: Meta, children: list[Any]) -> written.ForEveryCase:
        return written.ForEveryCase(span=self._span(meta))

    def for_every_beyond(self, meta: Meta, children: list[Any]) -> written.ForEvery:
        rounding, size, side, *beyond = children
        return written.ForEvery(
            rounding, size, side, beyond[0] if beyond else None, False, span=self._span(meta)
        )

    def for_every_downtime(self, meta: Meta, children: list[Any]) -> written.ForEvery:
        return written.ForEvery(children[0], children[1], None, None, False, span=self._span(meta))

    def for_every_late(self, meta: Meta, children: list[Any]) -> written.ForEvery:
        return written.ForEvery(children[0], children[1], None, None, True, span=self._span(meta))

    def rounding(self, meta: Meta, children: list[Token]) -> Any:
        return children[0].type.lower()

    def size_in_points(self, meta: Meta, children: list[Any]) -> tree.Quantity:
        """Points of a share are percent: 0.1 points below 99.9% is 99.8%."""
        unit = tree.Name("points", span=self._raw(children[1]).span)
        return tree.Quantity(self._raw(children[0]), unit, span=self._span(meta))

    def size_in_unit(self, meta: Meta, children: list[Any]) -> tree.Quantity:
        unit = None
        if len(children) > 1:
            raw = self._raw(children[1])
            unit = tree.Name(raw.text, span=raw.span)
        return tree.Quantity(self._raw(children[0]), unit, span=self._span(meta))
