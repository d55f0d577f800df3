"""Agreement sets about shares of cases, drawn by a number, and histories that use up all that may be late below.

The fragment, by what the text says: a share of all cases, of those of a priority, or of each site, a day, week, month,
quarter or year of the calendar, counted by opening or by decision; or of either priority its own, by a table. It rests
on one to three steps one after the other, each under a clause with a share, one without, or a clause with a share for
either priority, counted like the promise above or otherwise in any of these; of agreements that begin and end together
or do not. The plan may assume that cases count in the same window, and how many of the cases are the agreement's.
Sets in which a clause lets some of few cases miss are counted apart (`of_few`).

Steps are short and count round the clock, so that every time is kept if its step is: what the sets differ in is how
cases are counted. Histories put the late cases of each step where they hurt most: on cases that are late in no other,
together in one window, one group and of one kind, while the cases that let so many be late are elsewhere, or pass from
one window into the next.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from random import Random

from attrs import evolve, frozen

from sladsl.policy import model as m
from sladsl.policy import plans as pl
from sladsl.policy.conditions import Condition, IsOneOf
from sladsl.policy.few_cases import FewCases, may_miss
from sladsl.policy.states import Window
from sladsl.policy.values import Text
from sladsl.replaying import replayed
from sladsl.underpinning import Happening
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
    moves: bool  # a case may go from one site to another
    cancelling: bool  # cases may be void, under some of the clauses at least

    @property
    def of_few(self) -> bool:
        """Whether a clause lets some of few cases miss."""
        return any(each.share is not None and each.share.few for each in self.policy.clauses)


def drawn(number: int) -> Shared:
    """The set of this number. Shares are mostly such that the promise is only just kept, or only just not."""
    random = Random(number)
    count = random.choice([1, 1, 2, 2, 3])
    names = {1: ["whole"], 2: ["first", "second"], 3: ["first", "middle", "last"]}[count]
    void = random.choice(["", "", "", "all", "all", "whole"] if random.random() < 0.5 else [""])
    clocks = tuple(
        clock(name, start, stop, False, void in ("all", name)) for name, (start, stop) in MOVES.items()
    )
    window, by = random.choice(WINDOWS), random.choice(["opening", "opening", "decision"])
    group = random.choice([(), (), ("site",)])
    arrivals = random.choice([None, None, None, Fraction(1, 2), Fraction(1, 5)])
    where: Condition | None = random.choice([None, None, None, P1] if arrivals is None else [None, P1, P1])

    def share(at_least: Fraction, differs: bool) -> m.Share:
        its = random.choice(WINDOWS) if differs and random.random() < 0.35 else window
        grouped = random.choice([(), ("site",)]) if differs and random.random() < 0.3 else group
        counted = random.choice(["opening", "decision"]) if differs and random.random() < 0.2 else by
        often = 0.03 if differs else 0.15
        few = (
            (FewCases(random.choice([5, 15, 25]), random.choice([0, 1])),) if random.random() < often else ()
        )
        return m.Share(at_least, its, grouped, counted, few=few)

    def promise(
        agreement: str, id: str, name: str, hours: int, at_least: Fraction, of: Condition | None
    ) -> m.Clause:
        its = share(at_least, agreement == "BELOW")
        deadline = m.Within(hours * HOUR)
        return m.Clause(agreement, id, "", "case", of, name, deadline, "always", (), "opening", its, (), HERE)

    steps: list[tuple[m.Clause, ...]] = []
    for place, name in enumerate(names):
        of = where if arrivals is None and random.random() < 0.7 else random.choice([None, None, P1])
        if random.random() < 0.15:
            both = (
                promise("BELOW", f"B{place}-{n}", name, 2, random.choice(SHARES), c)
                for n, c in ((1, P1), (2, P2))
            )
            steps.append(tuple(both))
            continue
        step = promise("BELOW", f"B{place}", name, 2, random.choice(SHARES), of)
        steps.append((evolve(step, share=None) if count > 1 and random.random() < 0.1 else step,))
    above = promise("ABOVE", "FIX", "whole", 2 * count, _near(random, steps, arrivals), where)
    if random.random() < 0.1 and where is None:
        rows = tuple(
            m.Row(c, above.deadline, "always", random.choice([None, _near(random, steps, arrivals)]), (("p", c.values[0].text),), HERE)
            for c in (P1, P2)
        )  # fmt: skip
        above = evolve(above, rows=rows)
    same_window = random.random() < 0.55
    steady = random.choice([("priority", "site")] * 3 + [("priority",)])
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
    begins = random.choice([BEGIN] * 8 + [midnight(1, 12), midnight(2, 1), midnight(4, 1)])
    agreements = (
        m.Agreement("ABOVE", "", "customer SLA", "1", "P", "C", ZONE, begins, END, HERE),
        m.Agreement(
            "BELOW", "", "OLA", "1", "Q", "P", ZONE, BEGIN, random.choice([END] * 5 + [midnight(8, 1)]), HERE
        ),
    )
    policy = m.Policy(
        (), agreements, {"always": NamedRule("always", ZONE, Always(ZONE))}, (), (SUBJECT,), (), clocks,
        (above, *([second] if others else []), *(each for step in steps for each in step)), (), (),
        plans=(pl.Plan("ABOVE", "case", "whole", stages, tuple(assumed), HERE),),
    )  # fmt: skip
    return Shared(
        policy, above, tuple(steps), same_window, arrivals, others, "site" not in steady, bool(void)
    )


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


# --- histories ------------------------------------------------------------------------------------


def breached_by_chance(of: Shared, seed: int) -> bool | None:
    """Whether the promise is breached by a history that keeps all below, and uses it up; None: none was found."""
    random = Random(seed)
    number_of_cases = random.choice([20, 20, 40, 8, 16])
    priority = "P1" if of.target.where is not None else random.choice(["P1", "P1", "P2"])
    steps = [each[-1] if priority == "P2" else each[0] for each in of.steps]
    late = [_most(each, number_of_cases) for each in steps]
    # where a month begins, in April a quarter, in none but June a week, in most no week of a month; where one agreement
    # is not in force yet, or no more
    edges = [midnight(*day) for day in ((2, 1), (4, 1), (4, 1), (5, 1), (6, 1), (3, 2), (5, 11), (2, 18))]
    above, below = of.policy.agreements
    edges += [above.begins] * 8 if above.begins != below.begins else []
    edges += [END] * 6 if below.ends != END else []
    edge = random.choice(edges)
    late_at = edge + random.choice([-HOUR, -3 * HOUR, -5 * HOUR, -10 * DAY, -1, 0, 1, HOUR, 8 * DAY])
    elsewhere = random.choice(
        [-12 * DAY, -2 * DAY, -9 * HOUR, 9 * HOUR, 2 * DAY, 12 * DAY, 33 * DAY, -33 * DAY]
    )
    lag, pace = random.choice([0, 0, 2 * HOUR]), 0  # a step before one that is late may take its time
    if random.random() < 0.3:  # begun before the edge, the late step after it, where all others are
        late_at, elsewhere, lag = edge - HOUR, random.choice([9 * HOUR, 2 * DAY]), 2 * HOUR
    if random.random() < 0.25:  # the others are begun before the edge, and done after it
        late_at, elsewhere, pace = edge + random.choice([0, HOUR, DAY, -DAY]), -HOUR, 100 * HOUR // 60
    apart = random.choice(["", "", "site", "priority"])
    if of.arrivals is not None and random.random() < 0.7:
        apart = "priority"
    if of.same_window:  # no case passes an edge
        late_at, lag, pace = edge + random.choice([9 * HOUR, -15 * HOUR]), 0, 0
        elsewhere = random.choice([9 * HOUR, -15 * HOUR, 33 * HOUR, 9 * DAY, -9 * DAY, 33 * DAY])
    bulk, strangers = max(number_of_cases - sum(late), 0), False
    before = (
        late_at > edge == above.begins > edge + elsewhere
    )  # what is begun before its agreement is a stranger too
    if of.arrivals is not None and not of.others and (apart == "priority" or before):
        # no more strangers than is assumed, of the same window
        elsewhere = elsewhere if before else late_at - edge
        lag, pace, bulk = 0, 0, int((1 - of.arrivals) * number_of_cases)
        strangers = True
    kinds = {"priority": ("P2" if priority == "P1" else "P1", "A"), "site": (priority, "B")}
    others = kinds.get(apart, (priority, "A"))
    cancelled = of.cancelling and random.random() < 0.5
    moved = ""  # where the others are in the end
    if of.moves and random.random() < 0.5:
        others, moved = random.choice([((others[0], "B"), "A"), ((others[0], "A"), "B")])
        elsewhere = random.choice([elsewhere, late_at - edge])
    for turn in range(8):
        events: list[Happening] = []
        for number in range(bulk):
            at = edge + elsewhere + (number % 17) * 60_000_000
            its = _case(of, f"N{number}", at, None, others, 0, pace, moved)
            events += [
                *its,
                *([Happening(its[-1].at + 1, "case", f"N{number}", "cancelled")] if cancelled else []),
            ]
        for place, count in enumerate(late):
            for number in range(count):
                events += _case(of, f"L{place}-{number}", late_at, place, (priority, "A"), lag)
        for number in range(max(number_of_cases - bulk - sum(late), 0) if strangers else 0):
            events += _case(of, f"O{number}", late_at, None, (priority, "A"), 0)
        result = replayed(of.policy, sorted(events, key=lambda each: each.at), END + 400 * DAY)
        missed = {
            window.clause
            for window in result.windows
            if window.agreement == "BELOW" and window.status == "breached"
        }
        missed |= {
            case.clause
            for case in result.cases
            if case.status == "breached"
            and any(e.id == case.clause and e.share is None for s in of.steps for e in s)
        }
        if not missed:
            return any(w.clause == "FIX" and w.status == "breached" for w in result.windows)
        for place, step in enumerate(of.steps):
            if any(each.id in missed for each in step):
                late[place] = late[place] - 1 if turn < 2 else late[place] // 2
        if not any(late):
            return None
    return None


def _most(step: m.Clause, cases: int) -> int:
    """How many of a step may be late among so many."""
    return 0 if step.share is None else may_miss(step.share.few, step.share.at_least, cases)


def _case(
    of: Shared,
    name: str,
    at: int,
    late: int | None,
    kind: tuple[str, str],
    lag: int,
    pace: int = 0,
    moved: str = "",
) -> list[Happening]:
    """A case that is late in one step at most, and there so late that no time is left; or done at once, or each
    step at its pace."""
    fields = {"priority": Text(kind[0]), "site": Text(kind[1])}
    events = [Happening(at, "case", name, "opened", fields)]
    ends = {1: ["resolved"], 2: ["assigned", "resolved"], 3: ["assigned", "told", "resolved"]}[len(of.steps)]
    for place, event in enumerate(ends):
        if late is not None and place == late - 1:
            at += lag
        if place == late:
            at += 2 * len(of.steps) * HOUR + 1
        at += pace
        given = {"site": Text(moved)} if moved and place == 0 else {}
        events.append(Happening(at + (place + 1 if moved else 0), "case", name, event, given))
    return events
