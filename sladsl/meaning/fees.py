"""Fees by unit and by tier, and how many units there are."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import fee_errors, money_errors, name_errors, readings
from sladsl.meaning.amounts import MONTHS, Amounts
from sladsl.meaning.places import Places
from sladsl.meaning.tiers import stretch_of, united
from sladsl.meaning.vocabulary import names_of
from sladsl.meaning.windows import a_window
from sladsl.policy import model, money
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree
from sladsl.syntax.tree import money as written


def fee_period(said: tree.Window, found: list[Diagnostic]) -> model.Window | None:
    """The window that a fee is for: a month, a quarter or a year."""
    window = a_window(said, found)
    if window is not None and (window.kind == "rolling" or window.unit not in MONTHS):
        found.append(money_errors.no_such_period(said))
        return None
    return window


@frozen
class Fees:
    """Lowers the fees of one agreement that are by unit or by tier."""

    places: Places
    subjects: Mapping[str, model.Subject]  # by folded name
    states: Sequence[tuple[tree.State, model.State]]
    agreement: model.Agreement
    amounts: Amounts
    found: list[Diagnostic]

    def lower(
        self, said: Sequence[object], tiers: Sequence[tree.Tier]
    ) -> tuple[tuple[money.Fee, ...], tuple[money.Units, ...]]:
        """The fees, and the units that are told of."""
        units: dict[str, money.Units] = {}
        first: dict[str, written.ThereAre | written.CountedWhile] = {}
        for each in said:
            if not isinstance(each, written.ThereAre | written.CountedWhile):
                continue
            key = self._unit(each.units)
            if key in first:
                self.found.append(name_errors.said_twice(each.span, first[key].span))
                continue
            first[key] = each
            told = self._there_are(each, key) if isinstance(each, written.ThereAre) else self._counted(each)
            if told is not None:
                units[key] = told
        fees = [(fee, None) for fee in said if isinstance(fee, written.Fee) and (fee.unit or fee.name)]
        of_tiers = [(fee, tier) for tier in tiers for fee in tier.sentences if isinstance(fee, written.Fee)]
        lowered: list[money.Fee] = []
        seen: dict[tuple[str, str, int], written.Fee] = {}
        for fee, tier in (*fees, *of_tiers):
            unit = "" if fee.unit is None else self._unit(fee.unit)
            name = "" if fee.name is None else fee.name.key
            same = seen.setdefault((name, unit, 0 if tier is None else id(tier)), fee)
            if same is not fee:
                self.found.append(name_errors.said_twice(fee.span, same.span))
                continue
            if fee.unit is not None and unit not in first:
                names = [each.units.text for each in first.values()]
                self.found.append(fee_errors.how_many(fee.unit, names))
            made = self._fee(fee, tier, units.get(unit))
            if made is not None:
                lowered.append(made)
        used = {fold(fee.unit) for fee in lowered if fee.unit}
        for key, said_ in first.items():
            if key in units and fold(units[key].name) not in used:
                self.found.append(fee_errors.counts_for_nothing(said_))
        return tuple(lowered), tuple(each for each in units.values() if fold(each.name) in used)

    def _fee(self, fee: written.Fee, tier: tree.Tier | None, units: money.Units | None) -> money.Fee | None:
        amount, window = self.amounts.payable(fee.amount), fee_period(fee.per, self.found)
        if amount is None or window is None or (fee.unit is not None and units is None):
            return None
        during = None
        if tier is not None:
            applies = [each for each in tier.sentences if isinstance(each, tree.Applies)]
            stretches = [stretch_of(each, self.agreement, self.found) for each in applies]
            during = tuple(united(each for each in stretches if each is not None))
        return money.Fee(
            amount.amount,
            amount.currency,
            window,
            self.places.of(fee.span),
            "" if units is None else units.name,
            "" if tier is None else tier.name.text,
            during,
            "" if fee.name is None else fee.name.text,
        )

    def once(self, said: Sequence[object]) -> Iterator[money.OneTimeFee]:
        """The fees that are due once."""
        seen: dict[str, written.FeeOnce] = {}
        for fee in said:
            if not isinstance(fee, written.FeeOnce):
                continue
            same = seen.setdefault("" if fee.name is None else fee.name.key, fee)
            if same is not fee:
                self.found.append(name_errors.said_twice(fee.span, same.span))
                continue
            amount = self.amounts.payable(fee.amount)
            day = None if fee.on is None else readings.a_date(fee.on, self.found)
            if amount is None or (fee.on is not None and day is None):
                continue
            at = None if day is None else readings.day_begin(day, self.agreement.zone)
            ends = self.agreement.ends
            if (
                fee.on is not None
                and at is not None
                and (at < self.agreement.begins or (ends is not None and at >= ends))
            ):
                self.found.append(fee_errors.out_of_term(fee.on))
                continue
            name = "" if fee.name is None else fee.name.text
            place = self.places.of(fee.span)
            yield money.OneTimeFee(name, amount.amount, amount.currency, at, place)

    # units

    def _unit(self, name: tree.Name) -> str:
        """What a unit is told from others by: its subject, or its English singular."""
        subject = self._subject(name)
        if subject is not None:
            return fold(subject.name)
        for ending, singular in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss")):
            if name.key.endswith(ending):
                return name.key.removesuffix(ending) + singular
        return name.key.removesuffix("s") if not name.key.endswith("ss") else name.key

    def _subject(self, name: tree.Name) -> model.Subject | None:
        forms = (each for each in self.subjects.values() if name.key in map(fold, (each.name, *each.plurals)))
        return next(forms, None)

    def _there_are(self, said: written.ThereAre, key: str) -> money.Units | None:
        numbers: list[tuple[int, Decimal]] = []
        for each in said.numbers:
            day = None if each.since is None else readings.a_date(each.since, self.found)
            if each.since is not None and day is None:
                return None
            since = self.agreement.begins if day is None else readings.day_begin(day, self.agreement.zone)
            if numbers and since <= numbers[-1][0]:
                self.found.append(fee_errors.out_of_order(each))
                return None
            numbers.append((since, readings.a_number(each.number)))
        return money.Units(key, tuple(numbers), "", "", (), self.places.of(said.span))

    def _counted(self, said: written.CountedWhile) -> money.Units | None:
        subject = self._subject(said.units)
        if subject is None:
            known = [each.name for each in self.subjects.values()]
            self.found.append(name_errors.unknown_subject(said.units, known))
            return None
        own = [(item, state) for item, state in self.states if fold(state.subject) == fold(subject.name)]
        for item, state in own:
            if said.state.key in {name.key for name in names_of(item)}:
                if not state.spans:
                    self.found.append(fee_errors.not_by_events(said.state, state))
                    return None
                place = self.places.of(said.span)
                return money.Units(subject.name, (), subject.name, state.name, state.spans, place)
        known = [name.text for item, _ in own for name in names_of(item)]
        self.found.append(name_errors.unknown_state(said.state, subject.name, known))
        return None
