"""Which fee is meant by `the hosting fee`: by the names that the fees of an agreement have."""

from collections.abc import Sequence

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import fee_errors
from sladsl.policy import money
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree
from sladsl.syntax.tree import money as written

AnyFee = written.Fee | written.FeeOnce
_PREFIXES: dict[str, money.Base] = {
    "monthly": "monthly fee",
    "quarterly": "quarterly fee",
    "yearly": "yearly fee",
    "annual": "yearly fee",
    "one-time": "one-time fee",
}
_OWN: dict[str, money.Base] = {"month": "monthly fee", "quarter": "quarterly fee", "year": "yearly fee"}


@frozen
class NamedFees:
    """The fees of one agreement that have names."""

    fees: Sequence[AnyFee]
    found: list[Diagnostic]

    def base(self, said: written.NamedFee) -> tuple[money.Base, str] | None:
        """Of what a part is credited, and of the fees of which name; None with a diagnostic.

        `the hosting fee` is due as often as the fees of that name are; `the monthly hosting fee` says for how
        long it is.
        """
        own, prefix = self._called(said.name.key), ""
        if not own:
            first, _, rest = said.name.key.partition(" ")
            if first in _PREFIXES and rest:
                own, prefix = self._called(rest), first
        if not own:
            known = dict.fromkeys(each.name.text for each in self.fees if each.name is not None)
            self.found.append(fee_errors.no_such_fee(said.name, list(known)))
            return None
        name = own[0].name.text if own[0].name is not None else ""
        bases = {
            _OWN.get(each.per.unit, "monthly fee") if isinstance(each, written.Fee) else "one-time fee"
            for each in own
        }
        once = bases == {"one-time fee"}
        if prefix and (_PREFIXES[prefix] == "one-time fee") != once and len(bases) == 1:
            self.found.append(fee_errors.not_due_so(said.name, name, once))
            return None
        if said.for_period:
            if once:
                self.found.append(fee_errors.not_due_so(said.name, name, once))
                return None
            return "fee for the period", name
        if prefix:
            return _PREFIXES[prefix], name
        if len(bases) > 1:
            self.found.append(fee_errors.for_how_long(said.name, name))
            return None
        return bases.pop(), name

    def of(self, name: tree.Name) -> str | None:
        """The name of fees that are due again and again, of `10 times the hosting fee for the downtime`."""
        base = self.base(written.NamedFee(name, True, span=name.span))
        return None if base is None else base[1]

    def _called(self, key: str) -> list[AnyFee]:
        return [each for each in self.fees if each.name is not None and fold(each.name.text) == key]
