"""Small policies in which a promise rests on others, as hypothesis draws them, and histories that keep the latter."""

from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from attrs import evolve, frozen
from hypothesis import strategies as st

from sladsl.policy import model as m
from sladsl.policy import plans as pl
from sladsl.policy.conditions import Condition, IsOneOf
from sladsl.policy.states import Window
from sladsl.policy.values import Text
from sladsl.underpinning import Happening
from sladsl.worktime import Calendar, NeverOpens, OutOfRange
from sladsl.worktime.civil import local_midnight_us, local_of, us_of
from sladsl.worktime.rules import Always, DayRule, NamedRule, Opening, Weekly

HOUR = 3_600_000_000
ZONE = "Europe/Athens"
BEGIN, END = local_midnight_us(date(2026, 3, 1), ZONE), local_midnight_us(date(2026, 5, 1), ZONE)
HERE = m.Place("chain.sla", 1, 1, 1, 2, "")


def _week(zone: str, opens: int, closes: int, days: int = 5, *closed: date) -> Weekly:
    hours = (Opening(opens * 3600, closes * 3600),)
    rules = tuple(DayRule(day, (), "closed") for day in closed)
    return Weekly(zone, (hours,) * days + ((),) * (7 - days), rules)


CALENDARS = {
    "always": NamedRule("always", ZONE, Always(ZONE)),
    "office": NamedRule("office", ZONE, _week(ZONE, 8, 17)),
    "easter": NamedRule("easter", ZONE, _week(ZONE, 8, 17, 5, date(2026, 4, 10), date(2026, 4, 13))),
    "long": NamedRule("long", ZONE, _week(ZONE, 7, 22, 6)),
    "night": NamedRule("night", ZONE, _week(ZONE, 22, 30)),
    "overseas": NamedRule("overseas", "America/New_York", _week("America/New_York", 9, 18)),
}
EVENTS = ("opened", "assigned", "held", "released", "resolved", "reopened", "cancelled", "told")
SUBJECT = m.Subject(
    "case",
    ("cases",),
    "id",
    (m.Field("priority", "one of", ("P1", "P2")), m.Field("site", "text")),
    EVENTS,
    HERE,
)
WAITING = m.State("waiting", "case", (m.FromUntil(("held",), ("released",)),), HERE)


def clock(name: str, start: str, stop: str, goes_on: bool, void: bool) -> m.Clock:
    """From one event to another; goes on when reopened, is void when cancelled."""
    moves = [m.Transition(start, "start"), m.Transition(stop, "stop")]
    moves += [m.Transition("reopened", "continue")] if goes_on else []
    moves += [m.Transition("cancelled", "void")] if void else []
    return m.Clock(name, "case", (name,), tuple(moves), HERE)


@frozen
class Chain:
    """A promise, the steps below it and what the plan assumes; `direct`: one step on the very same clock."""

    policy: m.Policy
    target: m.Clause
    steps: tuple[m.Clause, ...]
    steady: bool
    most_pauses: int | None
    most_reopenings: int | None


deadlines = st.one_of(
    st.sampled_from([1, 2, 4, 8, 9, 12, 20, 24, 40, 70, 100]).map(lambda hours: m.Within(hours * HOUR)),
    st.integers(1, 3).map(m.WorkingDays),
    st.integers(1, 3).map(lambda days: m.CalendarUnits(0, days)),
)
conditions: st.SearchStrategy[Condition | None] = st.sampled_from(
    [None, None, None, IsOneOf("priority", (Text("P1"),)), IsOneOf("priority", (Text("P2"),))]
)
shares = st.none() | st.builds(
    m.Share,
    st.sampled_from([Fraction(1, 2), Fraction(3, 4), Fraction(9, 10)]),
    st.sampled_from([Window("calendar", "month"), Window("calendar", "week")]),
    st.just(()),
    st.sampled_from(["opening", "opening", "decision"]),
)


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """One of the forms in which a promise can rest on one or two others."""
    together = draw(st.integers(0, 7)) == 0  # two steps at the same time; with the later of them all is done
    two, goes_on, void = draw(st.booleans()), draw(st.integers(0, 3)) == 0, draw(st.booleans())
    clocks = (
        clock("whole", "opened", "resolved", goes_on, void),
        clock("first", "opened", "assigned", False, void),
        clock("second", "assigned", "resolved", goes_on and draw(st.booleans()), void),
        clock("side", "opened", "told", False, void),
    )
    with_shares = draw(st.integers(0, 3)) == 0
    pausing = draw(st.integers(0, 2)) == 0

    def clause(agreement: str, id: str, name: str, where: Condition | None) -> m.Clause:
        deadline = draw(deadlines)
        calendar = (
            "always" if isinstance(deadline, m.CalendarUnits) else draw(st.sampled_from(sorted(CALENDARS)))
        )
        pauses = ("waiting",) if pausing and draw(st.integers(0, 3)) else ()
        share = draw(shares) if with_shares else None
        return m.Clause(
            agreement, id, "", "case", where, name, deadline, calendar, pauses, "current", share, (), HERE
        )

    target = clause("ABOVE", "FIX", "whole", draw(conditions))
    names = ["first", "side"] if together else ["first", "second"] if two else ["whole"]
    steps = [clause("BELOW", f"B{i}", name, draw(conditions)) for i, name in enumerate(names)]
    if draw(st.booleans()):  # often enough to be kept
        longest = m.Within(draw(st.sampled_from([100, 150, 200, 400])) * HOUR)
        target = evolve(
            target, deadline=longest, calendar=draw(st.sampled_from(["always", "always", "long"]))
        )
    alternatives = [(pl.Relied("BELOW", step.id, None, HERE),) for step in steps]
    if draw(st.integers(0, 2)) == 0:  # the last step goes two ways
        other = clause("BELOW", "C", names[-1], draw(conditions))
        p1, p2 = (IsOneOf("priority", (Text(value),)) for value in ("P1", "P2"))
        alternatives[-1] = (
            pl.Relied("BELOW", steps[-1].id, p1, HERE), pl.Relied("BELOW", other.id, p2, HERE),
        )  # fmt: skip
        steps.append(other)
    steady = draw(st.booleans()) or (together and draw(st.booleans()))
    most_pauses = draw(st.sampled_from([None, None, 0, 1]))
    most_reopenings = draw(st.sampled_from([None, 0, 1]))
    assumed: list[pl.Assumption] = [pl.Steady(("priority", "site"), HERE)] if steady else []
    assumed += [] if most_pauses is None else [pl.AtMost("pauses", most_pauses, HERE)]
    assumed += [] if most_reopenings is None else [pl.AtMost("reopenings", most_reopenings, HERE)]
    planned = [pl.Step(f"step {n}", "", under, HERE) for n, under in enumerate(alternatives)]
    stages = (tuple(planned),) if together else tuple((step,) for step in planned)
    assumed += [pl.AtOnce("resolved", ("assigned", "told"), HERE)] if together else []
    ends = END if draw(st.integers(0, 5)) else END - 200 * HOUR
    agreements = (
        m.Agreement("ABOVE", "", "customer SLA", "1", "P", "C", ZONE, BEGIN, END, HERE),
        m.Agreement("BELOW", "", "OLA", "1", "Q", "P", ZONE, BEGIN, ends, HERE),
    )
    policy = m.Policy(
        (), agreements, CALENDARS, (), (SUBJECT,), (WAITING,), clocks, (target, *steps), (), (),
        plans=(pl.Plan("ABOVE", "case", "whole", stages, tuple(assumed), HERE),),
    )  # fmt: skip
    return Chain(policy, target, tuple(steps), steady, most_pauses, most_reopenings)


class Play:
    """Histories of single cases, made to be as late as what is below allows."""

    def __init__(self, chain: Chain, random: Random) -> None:
        self.chain, self.random = chain, random

    def case(self, name: str) -> list[Happening]:
        """One case. Whether it keeps what is below is for the judge to say."""
        random, happenings = self.random, list[Happening]()
        at = self._start()

        def add(kind: str, when: int, **fields: Text) -> None:
            happenings.append(Happening(when, "case", name, kind, fields))

        priority = random.choice(["P1", "P2"])
        add("opened", at, priority=Text(priority), site=Text(random.choice(["A", "B"])))
        stages = self.chain.policy.plans[0].stages
        pauses = self._pauses(at)
        for begin, end in pauses:
            add("held", begin)
            add("released", end)
        for number, stage in enumerate(stages):
            if not self.chain.steady and random.random() < 0.2:
                priority = random.choice(["P1", "P2"])
                add("updated", at + random.randrange(0, 40 * HOUR), priority=Text(priority))
            ends = []
            for place, each in enumerate(stage):
                step = self._clause(each, priority)
                ends.append(self._latest(step, at, pauses) if step else at + random.randrange(60 * HOUR))
                if len(stage) > 1 and ends[-1] < END:
                    add(("assigned", "told")[place], ends[-1])
            at = max(ends)
            if at >= END:
                return happenings
            add("resolved" if number == len(stages) - 1 else "assigned", at)
        for _ in range(random.randrange(3) if random.random() < 0.4 else 0):
            if self.chain.most_reopenings is not None and _ >= self.chain.most_reopenings:
                break
            at += random.randrange(20 * HOUR)
            add("reopened", at)
            at += random.randrange(20 * HOUR)
            add("resolved", at)
        if random.random() < 0.05:
            add("cancelled", at - random.randrange(HOUR))
        return [each for each in happenings if BEGIN <= each.at < END]

    def _start(self) -> int:
        """An instant near where a calendar opens or closes, often so that a time allowed ends there."""
        random = self.random
        clause = random.choice([self.chain.target, *self.chain.steps])
        calendar = Calendar.of(CALENDARS[clause.calendar])
        near = random.randrange(BEGIN, END - 24 * HOUR)
        edge = calendar.next_close_us(near) or near
        if isinstance(clause.deadline, m.Within) and random.random() < 0.7:
            edge = calendar.subtract_us(edge, min(clause.deadline.us, 60 * HOUR))
        start = edge + random.choice([-1, 0, 0, 1, random.randrange(-2 * HOUR, 2 * HOUR)])
        return min(max(start, BEGIN), END - 1)

    def _pauses(self, at: int) -> list[tuple[int, int]]:
        most, found = self.chain.most_pauses, list[tuple[int, int]]()
        if self.random.random() < 0.5:
            return found
        begin = at
        for _ in range(self.random.randrange(4) if most is None else most):
            begin += self.random.choice([0, self.random.randrange(10 * HOUR)])
            end = begin + self.random.randrange(1, 60 * HOUR)
            found.append((begin, end))
            begin = end + 1
        return found

    def _clause(self, step: pl.Step, priority: str) -> m.Clause | None:
        for relied in step.under:
            if relied.where is None or relied.where.values == (Text(priority),):  # type: ignore[union-attr]
                return next(each for each in self.chain.steps if each.id == relied.clause)
        return None

    def _latest(self, clause: m.Clause, at: int, pauses: list[tuple[int, int]]) -> int:
        """The last instant that the clause allows, or somewhat earlier."""
        calendar = Calendar.of(CALENDARS[clause.calendar])
        standing = pauses if clause.pauses else []
        try:
            match clause.deadline:
                case m.Within(us):
                    allowance = us
                case m.WorkingDays(days):
                    allowance = calendar.elapsed_us(at, calendar.end_of_working_day_us(at, days))
                case m.CalendarUnits(months, days):
                    allowance = calendar.elapsed_us(at, calendar.later_us(at, months, days, ZONE))
                case other:
                    raise AssertionError(other)
            from datetime import timedelta

            spans = [(local_of(a, ZONE), local_of(b, ZONE)) for a, b in standing]
            latest = us_of(calendar.breach(local_of(at, ZONE), timedelta(microseconds=allowance), spans))
        except (NeverOpens, OutOfRange):
            return END
        if self.random.random() < 0.25:
            latest = self.random.randrange(at, latest + 1)
        return max(at, latest)


def values_of(happenings: list[Happening]) -> list[Any]:
    """For a message."""
    return [
        (local_of(each.at, ZONE).isoformat(), each.case, each.kind, dict(each.fields)) for each in happenings
    ]
