"""Agreement sets about shares of cases, drawn by a number.

The fragment, by what the text says: a share of all cases, of those of a priority, or of each site, a day, week, month,
quarter or year of the calendar, counted by opening or by decision; or of either priority its own, by a table. It rests
on one to three steps one after the other, each under a clause with a share, one without, or a clause with a share for
either priority, counted like the promise above or otherwise in any of these; of agreements that begin and end together
or do not; where an event may void a case under all of them or above only. The plan may assume that cases count in the same window, that their site stays, and how many of the cases are the agreement's.
Outside it, and counted apart, are sets in which a clause lets some of few cases miss (`of_few`).

Steps are short and count round the clock, so that every time is kept if its step is: what the sets differ in is how
cases are counted.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from random import Random
from typing import TypeVar

from attrs import evolve

from sladsl.policy import model as m
from sladsl.policy import plans as pl
from sladsl.policy.conditions import Condition, IsOneOf
from sladsl.policy.few_cases import FewCases
from sladsl.policy.states import Window
from sladsl.policy.values import Text
from sladsl.records import frozen
from sladsl.worktime.civil import local_midnight_us
from sladsl.worktime.rules import Always, NamedRule
from tests.laws.supply_chains import EVENTS, HERE, HOUR, ZONE, clock

DAY = 24 * HOUR
P1, P2 = (IsOneOf("priority", (Text(each),)) for each in ("P1", "P2"))
SUBJECT = m.Subject("case", ("cases",), "id", (m.Field("priority", "one of", ("P1", "P2")), m.Field("site", "text")), EVENTS, HERE)  # fmt: skip
MOVES = {
    "whole": ("opened", "resolved"),
    "first": ("opened", "assigned"),
    "second": ("assigned", "resolved"),
    "middle": ("assigned", "told"),
    "last": ("told", "resolved"),
}
SHARES = tuple(Fraction(n, 40) for n in (20, 30, 35, 36, 38, 38))
UNITS = ("day", "week", "week", "month", "month", "month", "month", "month", "quarter", "quarter", "year")
WINDOWS = tuple(Window("calendar", unit) for unit in UNITS)  # type: ignore[arg-type]


def midnight(month: int, day: int) -> int:
    """Of 2026, in Athens."""
    return local_midnight_us(date(2026, month, day), ZONE)


ABOVE = -1  # in the place of a step
SHORT_AND_LONG = (*WINDOWS[1:3], *WINDOWS[1:3], *WINDOWS[8:10]) * 3  # weeks and quarters
# in what a set may differ from one in which all is counted alike: the window, group or instant of a step, the terms of
# the agreements, sites that may change, what voids a case, the time that is allowed, the
# clauses by priority
TWISTS = ("window", "window", "window", "group", "by", "begin", "end", "site", "void", "time", "kinds")
BEGIN, END = midnight(1, 1), midnight(7, 1)


@frozen
class Shared:
    """A promise above, the steps below it in order (each of one clause or of one for either priority), and what the
    plan assumes."""

    policy: m.Policy
    target: m.Clause
    steps: tuple[tuple[m.Clause, ...], ...]
    same_window: bool
    arrivals: Fraction | None
    others: bool  # the agreement promises something of P2 too, of which the promise is not
    cancelling: bool  # cases may be void, under some of the clauses at least
    twists: frozenset[str]

    @property
    def of_few(self) -> bool:
        """Whether a clause lets some of few cases miss."""
        return any(each.share is not None and each.share.few for each in self.policy.clauses)


def drawn(number: int) -> Shared:
    """The set of this number. Shares are mostly such that the promise is only just kept, or only just not."""
    random = Random(number)
    few_ones = [] if random.random() < 0.85 else [random.choice(["above", "above", "above", "below"])]
    twists = frozenset(random.sample(TWISTS, random.choice([0, 1, 1, 1, 1, 2, 3])))
    count = random.choice([1, 1, 2, 2, 3])
    count = _where_it_tells(random, twists & {"site", "kinds"}, [2, 2, 3], count)
    count = _where_it_tells(random, twists & {"begin", "time"}, [1], count)
    names = {1: ["whole"], 2: ["first", "second"], 3: ["first", "middle", "last"]}[count]
    void = "whole" if "void" in twists else random.choice(["", "all"])
    clocks = tuple(
        clock(name, start, stop, False, void in ("all", name)) for name, (start, stop) in MOVES.items()
    )
    window = random.choice(WINDOWS)
    window = _where_it_tells(random, twists & {"begin", "window"}, WINDOWS[3:10], window)
    by = random.choice(["opening", "opening", "decision"])
    by = _where_it_tells(random, twists & {"begin", "time"}, ["decision"], by)
    group = _where_it_tells(random, twists & {"site"}, [("site",)], random.choice([(), (), ("site",)]))
    arrivals = random.choice([None, None, None, Fraction(1, 2), Fraction(1, 5)])
    where: Condition | None = random.choice([None, None, None, P1] if arrivals is None else [None, P1, P1])
    where = None if "kinds" in twists else where
    twisted = random.randrange(count)  # the step that is counted otherwise, if one is

    def share(at_least: Fraction, place: int) -> m.Share:
        its, grouped, counted = window, group, by
        if place == twisted:
            its = random.choice([*WINDOWS, *SHORT_AND_LONG]) if "window" in twists else its
            grouped = (("site",), ())[len(group)] if "group" in twists else grouped
            counted = {"opening": "decision", "decision": "opening"}[by] if "by" in twists else counted
        few = FewCases(random.choice([5, 15, 25]), random.choice([0, 1]))
        its_few = ("above" if place == ABOVE else "below" if place == twisted else "") in few_ones
        return m.Share(at_least, its, grouped, counted, few=(few,) if its_few else ())

    def promise(
        place: int, id: str, name: str, hours: int, at_least: Fraction, of: Condition | None
    ) -> m.Clause:
        its, agreement = share(at_least, place), "ABOVE" if place == ABOVE else "BELOW"
        deadline = m.Within(hours * HOUR)
        return m.Clause(agreement, id, "", "case", of, name, deadline, "always", (), "opening", its, (), HERE)

    steps: list[tuple[m.Clause, ...]] = []
    for place, name in enumerate(names):
        of = where if arrivals is None and random.random() < 0.7 else random.choice([None, None, P1])
        if random.random() < (0.7 if "kinds" in twists else 0.1):
            both = (
                promise(place, f"B{place}-{n}", name, 2, random.choice(SHARES), c)
                for n, c in ((1, P1), (2, P2))
            )
            steps.append(tuple(both))
            continue
        step = promise(place, f"B{place}", name, 2, random.choice(SHARES), of)
        steps.append((evolve(step, share=None) if count > 1 and random.random() < 0.25 else step,))
    hours = 2 * count + (random.choice([1, 3]) if "time" in twists else 0)
    above = promise(ABOVE, "FIX", "whole", hours, _near(random, steps, arrivals), where)
    if random.random() < 0.1 and where is None:
        rows = tuple(
            m.Row(c, above.deadline, "always", random.choice([None, _near(random, steps, arrivals)]), (("p", c.values[0].text),), HERE)
            for c in (P1, P2)
        )  # fmt: skip
        above = evolve(above, rows=rows)
    often = 0.35 if twists & {"begin", "time", "by"} else 0.65
    same_window = random.random() < often
    steady = ("priority",) if "site" in twists else ("priority", "site")
    assumed: list[pl.Assumption] = [pl.Steady(steady, HERE)]
    assumed += [pl.SameWindow(HERE)] if same_window else []
    if arrivals is not None:
        assumed += [pl.ArrivalShare("BELOW", each.id, arrivals, HERE) for each in steps[0]]
    others = arrivals is not None and where is not None and random.random() < 0.5
    second = evolve(
        above, id="OTHERS", where=P2, share=evolve(above.share, at_least=Fraction(1, 100), few=())
    )
    stages = tuple(
        (pl.Step(f"step {n}", "", tuple(pl.Relied("BELOW", e.id, e.where, HERE) for e in step), HERE),)
        for n, step in enumerate(steps)
    )
    begins = (
        random.choice([midnight(*day) for day in ((1, 12), (2, 1), (4, 1))]) if "begin" in twists else BEGIN
    )
    ends = random.choice([midnight(7, 8), midnight(8, 1)]) if "end" in twists else END
    agreements = (
        m.Agreement("ABOVE", "", "customer SLA", "1", "P", "C", ZONE, begins, END, HERE),
        m.Agreement("BELOW", "", "OLA", "1", "Q", "P", ZONE, BEGIN, ends, HERE),
    )
    policy = m.Policy(
        (), agreements, {"always": NamedRule("always", ZONE, Always(ZONE))}, (), (SUBJECT,), (), clocks,
        (above, *([second] if others else []), *(each for step in steps for each in step)), (), (),
        plans=(pl.Plan("ABOVE", "case", "whole", stages, tuple(assumed), HERE),),
    )  # fmt: skip
    return Shared(policy, above, tuple(steps), same_window, arrivals, others, bool(void), twists)


T = TypeVar("T")


def _where_it_tells(random: Random, twists: frozenset[str], rather: Sequence[T], else_: T) -> T:
    """Rather one of these where the set differs in such a way: there it matters."""
    chosen, often = random.choice(rather), random.random() < 0.65
    return chosen if twists and often else else_


def _near(random: Random, steps: Sequence[tuple[m.Clause, ...]], arrivals: Fraction | None) -> Fraction:
    """About what is left: as much, or a little more, or what independent steps would leave."""
    part = Fraction(1) if arrivals is None else random.choice([Fraction(1), arrivals])
    lost = [
        min(
            Fraction(1), max((1 - each.share.at_least if each.share else Fraction(0)) for each in step) / part
        )
        for step in steps
    ]
    left, apart = max(1 - sum(lost, Fraction(0)), Fraction(0)), Fraction(1)
    for each in lost:
        apart *= 1 - each
    more = random.choice([Fraction(1, 200), Fraction(1, 1000), Fraction(1, 40)])
    wanted = random.choice([left, left, left, left - more, left + more, apart, 1 - max(lost)])
    return min(max(wanted, Fraction(1, 20)), Fraction(1))
