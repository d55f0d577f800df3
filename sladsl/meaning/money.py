"""What an agreement and its clauses say of money, lowered once all clauses of the agreement are known."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import credit_table_errors, money_errors, name_errors, readings
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.amounts import Amounts
from sladsl.meaning.calendars import Calendars
from sladsl.meaning.capped_things import CappedThings
from sladsl.meaning.credited_values import Promise, window_of
from sladsl.meaning.credits import Credits
from sladsl.meaning.fees import Fees, fee_period
from sladsl.meaning.places import Places
from sladsl.meaning.settlements import Settlements
from sladsl.policy import model, money
from sladsl.policy.names import fold, of_lengths
from sladsl.records import frozen
from sladsl.syntax import tree
from sladsl.syntax.tree import money as written
from sladsl.worktime.rules import Always

S = TypeVar(
    "S",
    written.Fee,
    written.AtRisk,
    written.Claimed,
    written.EarnedBack,
    written.Cap,
    written.PaidAbove,
    written.CreditsGoBy,
    written.Taxes,
)
CLAIM = "credit claim"


@frozen
class Moneys:
    """Lowers what one file says of money."""

    places: Places
    subjects: Mapping[str, model.Subject]  # by folded name
    states: Sequence[tuple[tree.State, model.State]]
    calendars: Calendars
    found: list[Diagnostic]

    def lower(
        self,
        agreement: tree.Agreement,
        clauses: Sequence[tree.Clause],
        promises: Sequence[Promise],
        agreed: Agreed,
        tiers: Sequence[tree.Tier] = (),
        asked: bool = False,
    ) -> money.Terms | None:
        """The money of an agreement, or what is `asked` of it; None where it speaks of none, or with
        diagnostics."""
        of_clauses = [s for c in clauses for s in c.sentences if isinstance(s, written.ClauseMoney)]
        said = [s for s in agreement.sentences if isinstance(s, written.AgreementMoney)]
        tier_fees = [fee for tier in tiers for fee in tier.sentences if isinstance(fee, written.Fee)]
        if not said and not of_clauses and not tier_fees:
            return None
        plain = [each for each in said if not (isinstance(each, written.Fee) and (each.unit or each.name))]
        fee_said = self._one(plain, written.Fee)
        any_fee = bool(tier_fees) or any(isinstance(each, written.Fee) for each in said)
        risk_said = self._one(said, written.AtRisk)
        every_fee = [each for each in (*said, *tier_fees) if isinstance(each, written.Fee | written.FeeOnce)]
        amounts = Amounts([], any_fee, risk_said is not None, self.found, every_fee)
        fee = None if fee_said is None else self._fee(fee_said, amounts)
        at_risk = None if risk_said is None else self._at_risk(risk_said, amounts)
        claimed = self._one(said, written.Claimed)
        caps = [self._cap(each, amounts) for each in said if isinstance(each, written.Cap)]
        fees = Fees(self.places, self.subjects, self.states, agreed.agreement, amounts, self.found)
        further, units = fees.lower(said, tiers)
        settlements = Settlements(self.places, self.calendars, agreed, self.found)
        taxes = self._one(said, written.Taxes)
        things = CappedThings(self.subjects, self.found)
        once = tuple(fees.once(said))
        each_fee = further if fee is None else (fee, *further)
        go_by = self._one(said, written.CreditsGoBy)
        credits_ = Credits(self.places, self.subjects, agreed, amounts, each_fee, go_by, things, self.found)
        earned = self._one(said, written.EarnedBack)
        by_id = {fold(each.id): each for each in reversed(promises)}
        agreed_caps = [each for each in said if isinstance(each, written.Cap)]
        lowered = [
            credit
            for each in clauses
            for credit in sorted(
                credits_.lower(each, by_id.get(each.name.key), agreed_caps, earned),
                key=lambda credit: (credit.place.line, credit.place.column),
            )
        ]
        self._lengths(clauses, by_id, lowered)
        crediting = [by_id[key] for key in dict.fromkeys(fold(each.clause) for each in lowered)]
        names = {each.name.key: each.name.text for each in clauses}
        rights = [self._right(each, None, names, by_id) for each in said if isinstance(each, written.Right)]
        for clause in clauses:
            own = [each for each in clause.sentences if isinstance(each, written.Right)]
            rights += [self._right(each, clause, names, by_id) for each in own]
        if risk_said is not None:
            self._weights(risk_said, lowered)
        return money.Terms(
            agreement=agreed.agreement.id,
            fee=fee,
            caps=tuple(self._capped(caps, agreed_caps, (crediting, promises), things)),
            at_risk=at_risk,
            claims=None if claimed is None else self._claims(claimed, agreed),
            credits=tuple(lowered),
            rights=tuple(each for each in rights if each is not None),
            paid_above=self._paid_above(self._one(said, written.PaidAbove), amounts),
            credit_rights=tuple(self._rights_of_credits(said, amounts)),
            further_fees=further,
            units=units,
            one_time_fees=once,
            taxes="" if taxes is None else taxes.said,
            settlement=settlements.lower(said, tier_fees, asked),
        )

    def _one(self, said: Sequence[object], kind: type[S]) -> S | None:
        found = [each for each in said if isinstance(each, kind)]
        for again in found[1:]:
            self.found.append(name_errors.said_twice(again.span, found[0].span))
        return found[0] if found else None

    def _fee(self, said: written.Fee, amounts: Amounts) -> money.Fee | None:
        amount, window = amounts.payable(said.amount), self._window(said.per)
        if amount is None or window is None:
            return None
        return money.Fee(amount.amount, amount.currency, window, self.places.of(said.span))

    def _window(self, said: tree.Window) -> model.Window | None:
        return fee_period(said, self.found)

    def _at_risk(self, said: written.AtRisk, amounts: Amounts) -> money.AtRisk | None:
        window = self._window(said.per)
        if isinstance(said.amount, written.PartOf) and said.amount.of == "amount at risk":
            self.found.append(money_errors.at_risk_of_itself(said.amount.span))
            return None
        amount = amounts.amount(said.amount)
        if amount is None or window is None:
            return None
        return money.AtRisk(amount, window, self.places.of(said.span))

    def _cap(self, said: written.Cap, amounts: Amounts) -> money.Cap | None:
        amount = amounts.amount(said.most)
        if said.per is None and not said.over_term:
            self.found.append(money_errors.said_how_long(said, in_clause=False))
            return None
        window = None if said.per is None else self._window(said.per)
        if amount is None or (said.per is not None and window is None):
            return None
        return money.Cap(amount, window, self.places.of(said.span))

    def _capped(
        self,
        caps: Sequence[money.Cap | None],
        said: Sequence[written.Cap],
        of: tuple[Sequence[Promise], Sequence[Promise]],
        things: CappedThings,
    ) -> Iterator[money.Cap]:
        """The caps, with the things that some of them are for each of."""
        for cap, each in zip(caps, said):
            thing = None if cap is None else things.of(each, *of)
            if cap is not None and thing is not None:
                yield evolve(cap, each=thing)

    def _claims(self, said: written.Claimed, agreed: Agreed) -> money.Claims | None:
        if fold(CLAIM) not in self.subjects:
            self.found.append(money_errors.claims_without_subject(said))
            return None
        deadline = readings.deadline(said.within, self.found)
        if deadline is None:
            return None
        place = self.places.of(said.span)
        calendar = None if said.counting is None else self._counted_on(said.counting.calendar, agreed)
        if said.counting is not None and calendar is None:
            return None
        match deadline:
            case model.WorkingDays(days) if calendar is not None:
                return money.Claims(said.unit, 0, 0, place, days, calendar)
            case model.WorkingDays(days):
                self.found.append(money_errors.whose_working_days(said, days))
            case model.CalendarUnits(months, days):
                closes = calendar is not None and not isinstance(self.calendars.rules[calendar].rule, Always)
                if said.counting is None or not closes:
                    return money.Claims(said.unit, months, days, place)
                self.found.append(money_errors.days_that_close(said, said.counting))
            case _:
                self.found.append(money_errors.claim_time(said))
        return None

    def _counted_on(self, name: tree.Name, agreed: Agreed) -> str | None:
        return self.calendars.id_of(name, name.span.file, agreed.agreement.zone, agreed.term)

    def _lengths(
        self,
        clauses: Sequence[tree.Clause],
        by_id: Mapping[str, Promise],
        credits_: Sequence[money.Credit],
    ) -> None:
        """Where a clause also says how long an episode may last, that should be credited as well."""
        kinds = written.CreditSteps | written.CreditFormula
        for clause in clauses:
            said = [each for each in clause.sentences if isinstance(each, kinds)]
            own = [each.rule for each in credits_ if fold(each.clause) == clause.name.key]
            if not said or fold(of_lengths(clause.name.text)) not in by_id:
                continue
            if own and not any(isinstance(rule, money.WhenMissed) for rule in own):
                self.found.append(credit_table_errors.length_for_nothing(said[0].span))

    def _weights(self, said: written.AtRisk, credits_: Sequence[money.Credit]) -> None:
        """Every part of the amount at risk should be credited by somebody."""
        weights = [weight for credit in credits_ if (weight := _weight(credit.rule)) is not None]
        if sum(weights, Fraction(0)) < 1:
            from sladsl.policy.words import percent

            self.found.append(money_errors.weights_below_one(said, percent(sum(weights, Fraction(0)))))

    def _right(
        self,
        said: written.Right,
        own: tree.Clause | None,
        names: dict[str, str],
        by_id: dict[str, Promise],
    ) -> money.Right | None:
        key = own.name.key if own is not None and said.clause.key == "it" else said.clause.key
        if key not in names:
            self.found.append(money_errors.unknown_it(said.clause, names.values()))
            return None
        promise = by_id.get(key)
        missed = self._count(said.missed, "windows", 1, 1_000)
        of = missed if said.of is None else self._count(said.of, "windows", 1, 1_000)
        days = self._days(said.within)
        if said.within is not None and days is None:
            return None
        if promise is None or missed is None or of is None:
            return None
        if missed > of:
            self.found.append(money_errors.rights_of_more(said))
            return None
        window = window_of(promise)
        if window is None:
            self.found.append(money_errors.no_windows(said.clause))
            return None
        if window.kind == "rolling" or window.unit != said.unit:
            self.found.append(money_errors.of_other_windows(said.missed, said.unit, window))
            return None
        if said.below is not None and isinstance(promise, model.WindowClause) and promise.unit != "%":
            self.found.append(money_errors.not_a_share(said.below.span))
            return None
        below = None if said.below is None else readings.a_share(said.below)
        place = self.places.of(said.span)
        return money.Right(said.who, said.action, names[key], below, missed, of, days, place)

    def _paid_above(self, said: written.PaidAbove | None, amounts: Amounts) -> money.PaidAbove | None:
        if said is None:
            return None
        least, window = amounts.amount(said.least), self._window(said.per)
        if least is None or window is None:
            return None
        return money.PaidAbove(least, window, self.places.of(said.span))

    def _rights_of_credits(self, said: Sequence[object], amounts: Amounts) -> Iterator[money.CreditRight]:
        for each in said:
            if not isinstance(each, written.RightOfCredits):
                continue
            most, window, days = amounts.amount(each.most), self._window(each.per), self._days(each.within)
            if most is not None and window is not None and (each.within is None or days is not None):
                place = self.places.of(each.span)
                yield money.CreditRight(each.who, each.action, most, window, days, place)

    def _days(self, within: tree.Duration | None) -> int | None:
        """The days in which a right can be exercised; None with a diagnostic, or where nothing is said."""
        deadline = None if within is None else readings.deadline(within, self.found)
        if within is None or deadline is None:
            return None
        if not isinstance(deadline, model.CalendarUnits) or deadline.months:
            self.found.append(money_errors.right_time(within))
            return None
        return deadline.days

    def _count(self, raw: tree.Raw, what: str, least: int, most: int) -> int | None:
        count = readings.a_number(raw)
        if count != int(count) or not least <= count <= most:
            self.found.append(money_errors.whole_number(raw, what, least, most))
            return None
        return int(count)


def _weight(rule: money.CreditRule) -> Fraction | None:
    """The most of the amount at risk that a clause credits; None: it credits something else, or without
    limit."""
    match rule:
        case money.Steps(bands):
            amounts = [band.amount for band in bands]
        case money.WhenMissed(amount):
            amounts = [amount]
        case _:
            return None
    shares = [
        each.share for each in amounts if isinstance(each, money.FeeShare) and each.of == "amount at risk"
    ]
    return max(shares, default=None)
