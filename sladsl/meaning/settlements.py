"""How credits are settled, lowered with the rest of what an agreement says of money."""

from collections.abc import Sequence

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import clause_errors, money_errors, name_errors, readings, settlement_errors
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.amounts import MONTHS
from sladsl.meaning.calendars import Calendars
from sladsl.meaning.places import Places
from sladsl.policy import model
from sladsl.policy.settlement import PaidWithin, SetAgainst, Settlement
from sladsl.policy.settlement_words import FEES
from sladsl.records import frozen
from sladsl.syntax import tree
from sladsl.syntax.tree import money as written
from sladsl.worktime.civil import day_of, later_us, local_midnight_us
from sladsl.worktime.rules import Always


@frozen
class Settlements:
    """Lowers the sentence of one agreement that says how its credits are settled."""

    places: Places
    calendars: Calendars
    agreed: Agreed
    found: list[Diagnostic]

    def lower(
        self, said: Sequence[object], tier_fees: Sequence[written.Fee], asked: bool
    ) -> Settlement | None:
        """None where nothing is said of it, or with diagnostics.

        `said` is all that it says of money; what is `asked` of it need not say that credits are claimed.
        """
        own = [each for each in said if isinstance(each, written.SetAgainst | written.PaidWithin)]
        if not own:
            return None
        first, *others = own
        for again in others:
            alike = type(again) is type(first)
            twice = name_errors.said_twice if alike else settlement_errors.two_ways
            self.found.append(twice(again.span, first.span))
        if isinstance(first, written.SetAgainst):
            fees = [each for each in (*said, *tier_fees) if isinstance(each, written.Fee)]
            return self._against(first, fees)
        return self._paid(first, asked or any(isinstance(each, written.Claimed) for each in said))

    def _against(self, said: written.SetAgainst, fees: Sequence[written.Fee]) -> SetAgainst | None:
        if not fees:
            self.found.append(money_errors.no_fee(said.span, FEES[said.unit]))
            return None
        if all(fee.per.unit != said.unit for fee in fees):
            self.found.append(settlement_errors.no_such_fee(said, fees[0]))
            return None
        if self._never_again(next(fee for fee in fees if fee.per.unit == said.unit).per):
            self.found.append(settlement_errors.never_another_fee(said))
        return SetAgainst(said.unit, said.never_paid_out, self.places.of(said.span))

    def _never_again(self, window: tree.Window) -> bool:
        """Whether the agreement ends before a second such fee is due."""
        agreement = self.agreed.agreement
        if agreement.ends is None or agreement.life.renewal is not None or window.unit not in MONTHS:
            return False
        day = day_of(agreement.begins, agreement.zone)
        months = MONTHS[window.unit]
        if window.kind == "calendar":
            day = day.replace(day=1)
            months -= (day.month - 1) % months
        return agreement.ends <= later_us(local_midnight_us(day, agreement.zone), months, 0, agreement.zone)

    def _paid(self, said: written.PaidWithin, claimed: bool) -> PaidWithin | None:
        if said.after == "claim" and not claimed:
            self.found.append(settlement_errors.nothing_is_claimed(said))
            return None
        within = readings.deadline(said.within, self.found)
        place = self.places.of(said.span)
        calendar = None if said.calendar is None else self._calendar(said.calendar)
        match within:
            case None:
                return None
            case model.CalendarUnits(months, days):
                if calendar is not None and not isinstance(self.calendars.rules[calendar].rule, Always):
                    name = self.calendars.rules[calendar].name
                    self.found.append(clause_errors.days_on_a_calendar(said.within, name))
                    return None
                return PaidWithin(said.after, months, days, 0, "", place)
            case model.WorkingDays(count):
                if said.calendar is None:
                    self.found.append(settlement_errors.working_days_of_what(said))
                return None if calendar is None else PaidWithin(said.after, 0, 0, count, calendar, place)
            case _:
                self.found.append(settlement_errors.time_to_pay(said))
                return None

    def _calendar(self, name: tree.Name) -> str | None:
        agreement = self.agreed.agreement
        return self.calendars.id_of(name, name.span.file, agreement.zone, self.agreed.term)
