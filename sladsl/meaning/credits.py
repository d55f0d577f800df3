"""What a clause credits: from the sentences below its promise to a rule."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import credit_table_errors, money_errors, name_errors, readings
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.amounts import MONTHS, Amounts
from sladsl.meaning.capped_things import CappedThings
from sladsl.meaning.credit_tables import Table, Wanted
from sladsl.meaning.credited_values import CreditedValues, Promise, window_of
from sladsl.meaning.cuts import FIRST, LAST
from sladsl.meaning.places import Places
from sladsl.policy import measures, model, money, money_words
from sladsl.policy.names import fold
from sladsl.policy.rounded import Rounded
from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax import tree
from sladsl.syntax.tree import money as written

_OF = {"monthly fee": 1, "quarterly fee": 3, "yearly fee": 12}


@frozen
class Credits:
    """Lowers the credits of the clauses of one agreement."""

    places: Places
    subjects: Mapping[str, model.Subject]  # by folded name
    agreed: Agreed
    amounts: Amounts
    fees: Sequence[money.Fee]
    go_by: written.CreditsGoBy | None  # of all clauses that measure percentages and say nothing else
    things: CappedThings
    found: list[Diagnostic]

    @property
    def values(self) -> CreditedValues:
        """What reads the values by which is credited."""
        return CreditedValues(self.subjects, self.agreed, self.found)

    def lower(
        self,
        clause: tree.Clause,
        promise: Promise | None,
        agreed_caps: Sequence[written.Cap],
        earned: written.EarnedBack | None,
    ) -> Iterator[money.Credit]:
        """The credits of a clause; `promise` None: its own words are wrong and reported, credits are not
        read."""
        caps = [each for each in clause.sentences if isinstance(each, written.Cap)]
        backs = [each for each in clause.sentences if isinstance(each, written.EarnedBack)]
        go_by = [each for each in clause.sentences if isinstance(each, written.CreditsGoBy)]
        between = [each for each in clause.sentences if isinstance(each, written.NothingBetween)]
        spans = [[each.span for each in kind] for kind in (caps, backs, go_by, between)]
        for first, *more in (each for each in spans if each):
            self.found.extend(name_errors.said_twice(again, first) for again in more)
        if promise is None:
            return
        cap = self._cap(caps[0], promise) if caps else None
        agreed_caps = [each for each in agreed_caps if self.things.limits(each, promise)]
        back_said = backs[0] if backs else earned
        back = self._earned_back(back_said, promise, own=bool(backs)) if back_said is not None else None
        before_ = len(self.found)
        for by_rows, place in self._columns(clause, promise, caps, agreed_caps):
            yield money.Credit(clause.name.text, by_rows, cap, back, place)
        wanted: list[tuple[written.Step, written.When]] = []
        base: money.Base | written.NamedFee | None = None
        for said in clause.sentences:
            if isinstance(said, written.CreditFormula):
                rule = self._formula(said, promise)
                if rule is not None:
                    yield money.Credit(clause.name.text, rule, cap, back, self.places.of(said.span))
            if not isinstance(said, written.CreditSteps):
                continue
            for step in said.steps:
                if isinstance(step.amount, written.PartOf):
                    base = step.amount.of or base
                if isinstance(step.when, written.When) and step.when.cuts:
                    wanted.append((step, step.when))
                    continue
                amount = self.amounts.amount(step.amount, base)
                rule = None if amount is None else self._rule(step, amount, promise)
                if rule is not None:
                    self._at_most(step.span, amount, caps, agreed_caps)
                    yield money.Credit(clause.name.text, rule, cap, back, self.places.of(step.span))
        if not wanted:
            of_steps: tuple[written.CreditsGoBy | written.NothingBetween, ...] = (*go_by, *between)
            self.found.extend(credit_table_errors.no_steps(each.span) for each in of_steps)
            return
        if not go_by and self.go_by is not None and self.values.of_all(self.go_by, promise):
            go_by = [self.go_by]
        rounded = self.values.rounded(go_by, promise)
        bands = tuple(self._bands(wanted, promise, caps, agreed_caps, rounded, next(iter(between), None)))
        if bands and not any(d.code.startswith("E") for d in self.found[before_:]):
            place = self.places.of(wanted[0][0].span.to(wanted[-1][0].span))
            yield money.Credit(clause.name.text, money.Steps(bands, rounded), cap, back, place)

    def _columns(
        self,
        clause: tree.Clause,
        promise: Promise,
        caps: Sequence[written.Cap],
        agreed_caps: Sequence[written.Cap],
    ) -> Iterator[tuple[money.CreditRule, model.Place]]:
        """The columns `credit` and `credit per case` of the promise's table, by the rows it became."""
        said = next((each for each in clause.sentences if isinstance(each, tree.Promise)), None)
        if said is None or not isinstance(said.deadline, tree.Table) or not isinstance(promise, model.Clause):
            return
        table = said.deadline
        for index, column in enumerate(table.columns):
            if column.kind not in ("credit", "credit per case"):
                continue
            by_window = column.kind == "credit"
            if by_window and all(row.at_least is None for row in promise.rows):
                headline = "each row would need a share of its own that can be missed"
                help_ = "add a column `at least` and a share of cases, or credit by `credit per case`"
                self.found.append(money_errors.does_not_fit(column.span, headline, help_))
                continue
            amounts: dict[tuple[int, int], money.Amount | None] = {}
            for row in table.rows:
                cell = row.cells[index]
                amount = self.amounts.amount(cell.amount) if isinstance(cell, written.CellAmount) else None
                if isinstance(cell, written.CellAmount) and by_window:
                    self._at_most(cell.span, amount, caps, agreed_caps)
                place = self.places.of(row.span)
                amounts[place.line, place.column] = amount
            of_rows = tuple(amounts.get((row.place.line, row.place.column)) for row in promise.rows)
            yield money.RowAmounts("window" if by_window else "case", of_rows), self.places.of(column.span)

    def _cap(self, said: written.Cap, promise: Promise) -> money.Cap | None:
        if said.per is not None or said.over_term:
            self.found.append(money_errors.said_how_long(said, in_clause=True))
        amount = self.amounts.amount(said.most)
        each = self.things.of(said, [promise], ())
        if amount is None or each is None:
            return None
        return money.Cap(amount, None, self.places.of(said.span), each)

    def _earned_back(self, said: written.EarnedBack, promise: Promise, own: bool) -> money.EarnBack | None:
        window = window_of(promise)
        if window is None or window.kind == "rolling" or window.unit != said.unit:
            if own and window is not None:
                self.found.append(money_errors.of_other_windows(said.count, said.unit, window))
            elif own:
                self.found.append(money_errors.no_windows(tree.Name(promise.id, span=said.span)))
            return None
        count = readings.a_number(said.count)
        if count != int(count) or not 1 <= count <= 1_000:
            self.found.append(money_errors.whole_number(said.count, "windows", 1, 1_000))
            return None
        return money.EarnBack(int(count), self.places.of(said.span))

    # one rule

    def _rule(self, step: written.Step, amount: money.Amount, promise: Promise) -> money.CreditRule | None:
        of_cases = isinstance(promise, model.Clause)
        match step.when:
            case written.ForEveryCase() if of_cases:
                return money.PerCase(amount)
            case written.ForEvery(rounding, tree.Length() as size, late=True) if of_cases:
                us = self.values.length(size)
                return None if us is None else money.PerLateness(amount, us, rounding)
            case written.ForEveryCase() | written.ForEvery(late=True):
                headline = "cases are credited where the promise is about a whole window"
                if of_cases:
                    headline = "lateness is a length of time"
                help_ = "credit `for every started hour late` of a promise about every case"
                self.found.append(money_errors.does_not_fit(step.when.span, headline, help_))
                return None
        if window_of(promise) is None:
            name = tree.Name(promise.id, span=step.when.span)
            self.found.append(money_errors.no_windows(name))
            return None
        match step.when:
            case written.When():
                return money.WhenMissed(amount)
            case written.ForEvery(order=None):
                return self._per_downtime(step.when, amount, promise)
            case written.ForEvery():
                return self._per_step(step.when, amount, promise)
        return None

    def _per_downtime(
        self, when: written.ForEvery, amount: money.Amount, promise: Promise
    ) -> money.CreditRule | None:
        if not isinstance(when.size, tree.Length) or not _of_time(promise):
            headline = "downtime is counted of a share of time, or a length of time"
            help_ = "credit `for every full 0.1 points below the target`, or promise availability"
            self.found.append(money_errors.does_not_fit(when.span, headline, help_))
            return None
        us = self.values.length(when.size)
        return None if us is None else money.PerDowntime(amount, us, when.rounding)

    def _formula(self, said: written.CreditFormula, promise: Promise) -> money.CreditRule | None:
        fee = "" if said.fee is None else self.amounts.named.of(said.fee)
        if fee is None:
            return None
        if not self.amounts.has_fee:
            self.found.append(money_errors.no_fee(said.span, "fee for the period"))
            return None
        if not _of_time(promise):
            headline = "downtime is counted of a share of time, or a length of time"
            help_ = "credit by steps, `when below 95%`, or promise availability"
            self.found.append(money_errors.does_not_fit(said.span, headline, help_))
            return None
        return money.FeeForDowntime(Fraction(readings.a_number(said.times)), fee)

    def _per_step(
        self, when: written.ForEvery, amount: money.Amount, promise: Promise
    ) -> money.CreditRule | None:
        target, in_unit, targets = self.values.measured(promise)
        downwards = target.order in ("at least", "above")
        if when.order != ("below" if downwards else "above") or target.order == "between":
            headline = f"this promise is missed when it is {'below' if downwards else 'above'} its target"
            help_ = f"write `for every full ... {'below' if downwards else 'above'} the target`"
            if target.order == "between":
                headline = "a target of two bounds is missed on either side"
                help_ = "credit by steps: `when below ...`, `when above ...`"
            self.found.append(money_errors.does_not_fit(when.span, headline, help_))
            return None
        size = self.values.size(when.size, promise, in_unit, targets)
        beyond = None if when.beyond is None else self.values.value(when.beyond, in_unit, targets)
        if size is None or (when.beyond is not None and beyond is None):
            return None
        if beyond is not None:
            inside = beyond > target.bound if downwards else beyond < target.bound
            if inside:
                from sladsl.policy import level_words

                met = level_words.amount((beyond + target.bound) / 2, in_unit.unit)
                bound = level_words.target(target, in_unit.unit)
                self.found.append(credit_table_errors.inside_the_target(when.span, met, bound))
                return None
        return money.PerStep(amount, size, when.rounding, beyond)

    # steps by value

    def _bands(
        self,
        wanted: Sequence[tuple[written.Step, written.When]],
        promise: Promise,
        caps: Sequence[written.Cap],
        agreed_caps: Sequence[written.Cap],
        rounded: Rounded | None,
        between: written.NothingBetween | None,
    ) -> Iterator[money.Band]:
        first = wanted[0][0].span
        if window_of(promise) is None:
            self.found.append(money_errors.no_windows(tree.Name(promise.id, span=first)))
            return
        if isinstance(promise, model.Clause) and any(row.at_least is not None for row in promise.rows):
            self.found.append(money_errors.own_shares(first))
            return
        target, in_unit, targets = self.values.measured(promise)
        read: list[Wanted] = []
        base: money.Base | written.NamedFee | None = None
        for step, when in wanted:
            if isinstance(step.amount, written.PartOf):
                base = step.amount.of or base
            amount = self.amounts.amount(step.amount, base)
            bounds = [self.values.bounds(cut, in_unit, targets) for cut in when.cuts]
            if amount is None or any(bound is None for bound in bounds):
                return
            known = [bound for bound in bounds if bound is not None]
            low, high = max(each[0] for each in known), min(each[1] for each in known)
            closed = low != FIRST and high != LAST
            said = self.places.of(when.span).text.removeprefix("when ")
            read.append(Wanted(low, high, closed, amount, said, step.span))
            self._at_most(step.span, amount, caps, agreed_caps)
        whole = isinstance(promise, model.WindowClause) and measures.counts(promise.measure)
        table = Table(target, in_unit.unit, self.less, self.found, whole, rounded, between)
        for low, high, one in table.bands(read):
            yield money.Band(
                None if low in (FIRST, table.floor) else low[1],
                low not in (FIRST, table.floor) and low[2] == 0,
                None if high in (LAST, table.ceiling) else high[1],
                high not in (LAST, table.ceiling) and high[2] == 1,
                one.amount,
                one.said,
                self.places.of(one.span),
            )

    # amounts beside each other

    def less(self, one: money.Amount, other: money.Amount) -> bool | None:
        """Whether one amount is less than another; None: that cannot be said."""
        match one, other:
            case money.Money(), money.Money():
                return one.amount < other.amount
            case money.FeeShare(), money.FeeShare() if (one.of, fold(one.fee)) == (other.of, fold(other.fee)):
                return one.share < other.share
        first, second = self._paid(one), self._paid(other)
        return None if first is None or second is None else first < second

    def _paid(self, amount: money.Amount) -> Fraction | None:
        """The amount in money, where the fee says it."""
        if isinstance(amount, money.Money):
            return Fraction(amount.amount)
        own = [each for each in self.fees if not amount.fee or fold(each.name) == fold(amount.fee)]
        changing = any(each.unit or each.tier for each in own)
        if not own or changing or amount.of not in _OF:
            return None
        monthly = sum(Fraction(each.amount) / MONTHS[each.per.unit] for each in own)
        return amount.share * monthly * _OF[amount.of]

    def _at_most(
        self,
        span: Span,
        amount: money.Amount | None,
        caps: Sequence[written.Cap],
        agreed_caps: Sequence[written.Cap],
    ) -> None:
        """A step that pays more than a cap lets through is never paid."""
        for cap in (*caps, *agreed_caps):
            most = evolve(self.amounts, first=list(self.amounts.first), found=[]).amount(cap.most)
            if amount is not None and most is not None and self.less(most, amount):
                self.found.append(
                    credit_table_errors.beyond_the_cap(
                        span, money_words.amount(amount), money_words.amount(most), cap.span
                    )
                )
                return


def _of_time(promise: Promise) -> bool:
    """Whether the promise measures time: a share of it, or a length."""
    if isinstance(promise, model.Clause):
        return False
    return isinstance(promise.measure, measures.TimeShare) or promise.unit == "time"
