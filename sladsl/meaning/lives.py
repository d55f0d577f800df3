"""The life of an agreement: what it says of drafts, suspensions, termination, renewal and reviews."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import life_errors, name_errors, readings
from sladsl.meaning.agreements import Agreed, later_term
from sladsl.meaning.places import Places
from sladsl.policy import life, model
from sladsl.records import frozen
from sladsl.syntax import tree
from sladsl.syntax.tree import life as written
from sladsl.worktime import OutOfRange
from sladsl.worktime.civil import day_of, later_us, local_to_us

S = TypeVar("S", bound=written.LifeSentence)
MOST_RENEWALS = 200


@frozen
class Lives:
    """Reads the sentences of all texts and amendments of one agreement."""

    places: Places
    found: list[Diagnostic]

    def lived(self, agreed: Agreed, headings: Iterable[tree.Agreement | tree.Amendment]) -> Agreed:
        """The agreement with its life, ending when that says."""
        said = [each for heading in headings for each in heading.sentences]
        if not any(isinstance(each, written.LifeSentence) for each in said):
            return agreed
        zone = agreed.agreement.zone
        notice = self._one(said, written.TerminationNotice)
        reviews = self._one(said, written.ReviewedEvery)
        held = [
            day
            for each in said
            if isinstance(each, written.ReviewedOn)
            for day in (readings.a_date(raw, self.found) for raw in each.days)
            if day is not None
        ]
        length = None if notice is None else self._length(notice.within)
        agreed = self._renewed(said, agreed)
        every = None if reviews is None else self._length(reviews.every)
        lived = life.Life(
            draft=self._one(said, written.Draft) is not None,
            notice=length,
            renewal=agreed.agreement.life.renewal,
            reviews=None
            if reviews is None or every is None
            else life.Reviews(
                every,
                reviews.by.text,
                tuple(sorted(readings.day_begin(day, zone) for day in held)),
                self.places.of(reviews.span),
            ),
        )
        agreed = evolve(agreed, agreement=evolve(agreed.agreement, life=lived))
        agreed = self._terminated(said, agreed)
        suspensions = tuple(self._suspensions(said, agreed.agreement))
        agreement = agreed.agreement
        return evolve(
            agreed, agreement=evolve(agreement, life=evolve(agreement.life, suspensions=suspensions))
        )

    def _one(self, said: Iterable[object], kind: type[S]) -> S | None:
        found = [each for each in said if isinstance(each, kind)]
        for again in found[1:]:
            self.found.append(name_errors.said_twice(again.span, found[0].span))
        return found[0] if found else None

    def _length(self, said: tree.Duration) -> life.Length | None:
        deadline = readings.deadline(said, self.found)
        if isinstance(deadline, model.CalendarUnits):
            return life.Length(deadline.months, deadline.days)
        if deadline is not None:
            self.found.append(life_errors.not_of_the_calendar(said))
        return None

    def _renewed(self, said: list[tree.AgreementSentence | tree.AmendmentSentence], agreed: Agreed) -> Agreed:
        """The term as agreed renewals prolong it, and tacit ones."""
        zone = agreed.agreement.zone
        for again in said:
            if not isinstance(again, written.Renewed):
                continue
            to = readings.a_date(again.to, self.found)
            ends = agreed.agreement.ends
            if to is None:
                continue
            if ends is None or readings.day_end(to, zone) <= ends:
                self.found.append(life_errors.renews_nothing(again, agreed.agreement))
            else:
                agreed = later_term(agreed, to)
        renews = self._one(said, written.Renews)
        stop = self._one(said, written.NotRenewed)
        if renews is None:
            if stop is not None:
                self.found.append(life_errors.nothing_to_end(stop))
            return agreed
        by = self._length(renews.by)
        notice = None if renews.notice is None else self._length(renews.notice)
        given = None if stop is None else readings.a_date(stop.given, self.found)
        ends = agreed.agreement.ends
        if by is None or (renews.notice is not None and notice is None):
            return agreed
        if ends is None:
            self.found.append(life_errors.renews_nothing(renews, agreed.agreement))
            return agreed
        most = None if renews.most is None else int(readings.a_number(renews.most))
        ended = None if given is None else readings.day_begin(given, zone)
        renewal = life.Renewal(by, most, notice, ended, self.places.of(renews.span))
        try:
            last = self._last_end(renewal, ends, zone, stop)
        except OutOfRange:
            last = None
        final: date | None = None if last is None else day_of(last - 1, zone)
        agreed = later_term(agreed, final)
        return evolve(agreed, agreement=evolve(agreed.agreement, life=life.Life(renewal=renewal), ends=last))

    def _last_end(
        self, renewal: life.Renewal, ends: int, zone: str, stop: written.NotRenewed | None
    ) -> int | None:
        """The end of the last term; None where it is renewed without end."""
        times = 0
        end = ends
        first_reached: int | None = None
        while times < MOST_RENEWALS and (renewal.most is None or times < renewal.most):
            if renewal.ended is not None:
                notice = renewal.notice or life.Length(0, 0)
                latest = later_us(end, -notice.months, -notice.days, zone)
                if renewal.ended <= latest:
                    if first_reached is not None and stop is not None:
                        self.found.append(
                            life_errors.notice_too_late(
                                stop, day_of(first_reached - 1, zone), day_of(end - 1, zone)
                            )
                        )
                    return end
                if renewal.ended < end and first_reached is None:
                    first_reached = end
            times += 1
            end = later_us(ends, times * renewal.by.months, times * renewal.by.days, zone)
        return None if renewal.most is None and renewal.ended is None else end

    def _terminated(
        self, said: list[tree.AgreementSentence | tree.AmendmentSentence], agreed: Agreed
    ) -> Agreed:
        ended = self._one(said, written.Terminated)
        if ended is None:
            return agreed
        agreement = agreed.agreement
        zone, ends = agreement.zone, agreement.ends
        day = readings.a_date(ended.on, self.found)
        given = None if ended.given is None else readings.a_date(ended.given, self.found)
        seconds = 86_400 if ended.time is None else readings.a_time(ended.time, self.found)
        if day is None or seconds is None or (ended.given is not None and given is None):
            return agreed
        at = readings.day_end(day, zone) if ended.time is None else local_to_us(day, seconds, zone)
        if at <= agreement.begins or (ends is not None and at > ends):
            self.found.append(life_errors.terminated_outside(ended, agreement))
            return agreed
        notice = agreement.life.notice
        begun = None if given is None else readings.day_begin(given, zone)
        if notice is not None and begun is None:
            self.found.append(life_errors.notice_not_said(ended))
        if notice is not None and begun is not None:
            try:
                earliest = later_us(begun, notice.months, notice.days, zone)
            except OutOfRange:
                earliest = readings.day_end(date(2199, 12, 30), zone)
            if at < earliest:
                self.found.append(life_errors.terminated_too_early(ended, day_of(earliest, zone)))
        parties = {version.provider for version in agreement.versions}
        parties |= {version.customer for version in agreement.versions}
        if ended.by is not None and ended.by.text not in parties:
            self.found.append(life_errors.terminated_by_nobody(ended.by, sorted(parties)))
        termination = life.Termination(
            at, ended.by.text if ended.by else "", begun, self.places.of(ended.span)
        )
        agreement = evolve(agreement, ends=at, life=evolve(agreement.life, termination=termination))
        return evolve(agreed, agreement=agreement)

    def _suspensions(
        self, said: list[tree.AgreementSentence | tree.AmendmentSentence], agreement: model.Agreement
    ) -> list[life.Suspension]:
        suspensions: list[life.Suspension] = []
        for each in said:
            if not isinstance(each, written.Suspended):
                continue
            first, last = readings.a_date(each.begins, self.found), readings.a_date(each.ends, self.found)
            if first is None or last is None:
                continue
            begins = readings.day_begin(first, agreement.zone)
            ends = readings.day_end(last, agreement.zone)
            if last < first:
                self.found.append(life_errors.suspension_reversed(each))
            elif begins < agreement.begins or (agreement.ends is not None and ends > agreement.ends):
                self.found.append(life_errors.suspended_outside(each, agreement))
            elif any(begins < other.ends and other.begins < ends for other in suspensions):
                self.found.append(life_errors.suspended_twice(each))
            else:
                reason = each.reason.text if each.reason else ""
                suspensions.append(life.Suspension(begins, ends, reason, self.places.of(each.span)))
        return sorted(suspensions, key=lambda suspension: suspension.begins)
