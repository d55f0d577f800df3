"""Agreement sets about availability, drawn by a number, and histories that keep every supporting clause.

A fortnight in Athens with a change of clocks in it; three services, of which Email needs some. Histories are in
steps of half an hour, and made to use up what the clauses leave.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from random import Random

from attrs import evolve, frozen

from sladsl.compile import compile_texts
from sladsl.evaluate import Event, judge
from sladsl.evaluate.verdicts import WindowVerdict
from sladsl.policy.assumptions import Assumption, ExcludedAlike, ExcludedAtMost
from sladsl.policy.catalogue import Need, NeedsAll, NeedsAny, NeedsService, NeedsSome
from sladsl.policy.measures import Episodes, TimeShare
from sladsl.policy.model import Policy, Target, Window, WindowClause
from sladsl.policy.states import StateOf
from sladsl.policy.values import Instant, Text
from sladsl.source import SourceText
from sladsl.worktime.spans import Spans, clipped, common, merged, without

STEP = 1_800_000_000
PARTS = ("North", "South", "Host")
PROGRAM = """
use availability.
service North. service South. service Host.
service Email needs North.

calendar office hours: open Monday to Friday 08:00 to 17:00.
state work of service:
  as announced by maintenance announced from start until finish, for at most 2 hours per calendar week.
state lasting outage of service, said "long down", otherwise "hardly down": from went down until came up,
  lasting at least 2 hours.

agreement TOP:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-03-23 to 2026-04-05.
  time zone Europe/Athens.
clause T: Email shall be available for at least 99% of the time per calendar week.

agreement BELOW:
  is an OLA, version 1.0.
  between Q as provider and P as customer.
  in force from 2026-03-16 to 2026-04-12.
  time zone Europe/Athens.
  supports TOP.
clause A: North shall be available for at least 99% of the time per calendar week, counting office hours,
  excluding work and force majeure.
clause L: North shall be long down for at most 99% of the time per calendar week.
clause N: There shall be at most 3 outages of North per calendar week.
"""
WINDOWS = (
    Window("calendar", "day"),
    Window("calendar", "week"),
    Window("calendar", "month"),
    Window("contract", "month"),
    Window("rolling", "day", 3),
)
SHARES = tuple(Fraction(percent, 100) for percent in (50, 80, 90, 95, 98, 99))


@cache
def _plain() -> Policy:
    compiled = compile_texts([SourceText.of("set.sla", PROGRAM)])
    assert compiled.policy is not None, compiled.diagnostics
    return compiled.policy


@frozen
class Drawn:
    """A policy, and its promise and supporting clauses by id."""

    policy: Policy
    needs: Need
    promise: WindowClause


def drawn(number: int) -> Drawn:
    """The set of this number."""
    random, plain = Random(number), _plain()
    clauses = {clause.id: clause for clause in plain.window_clauses}
    needs = _needs(random)
    promise = _varied(random, clauses["T"], clauses, shares=(*SHARES, Fraction(20, 100)))
    below: list[WindowClause] = []
    for part in PARTS:
        for index in range(random.choice([0, 1, 1, 1, 2])):
            supporting = evolve(clauses["A"], id=f"{part}-{index}", case=part)
            below.append(_varied(random, supporting, clauses))
        if random.random() < 0.2:
            below += _few(random, clauses["N"], part)
    if random.random() < 0.2:
        below.append(_varied(random, evolve(clauses["A"], id="EMAIL", case="Email"), clauses))
    places = [service.place for service in plain.services]
    assumptions: list[Assumption] = []
    if random.random() < 0.5:
        assumptions.append(ExcludedAlike("TOP", places[0]))
    if random.random() < 0.7:
        limit = random.choice([0, 1, 4]) * STEP
        assumptions.append(ExcludedAtMost("TOP", "force majeure", limit, WINDOWS[1], places[0]))
    services = tuple(
        evolve(service, needs=needs) if service.name == "Email" else service for service in plain.services
    )
    policy = evolve(
        plain, services=services, window_clauses=(promise, *below), assumptions=tuple(assumptions)
    )
    return Drawn(policy, needs, promise)


def _needs(random: Random) -> Need:
    one, two, three = (NeedsService(part) for part in random.sample(PARTS, 3))
    return random.choice(
        [
            one,
            NeedsAll((one, two)),
            NeedsAny((one, two)),
            NeedsAll((one, NeedsAny((two, three)))),
            NeedsSome(2, (one, two, three)),
            NeedsAny((one, NeedsAll((two, three)))),
        ]
    )


def _varied(
    random: Random,
    clause: WindowClause,
    known: dict[str, WindowClause],
    shares: Sequence[Fraction] = SHARES,
) -> WindowClause:
    """Another share, window, calendar, and what it excludes; now and then of outages that last."""
    measure = clause.measure
    assert isinstance(measure, TimeShare)
    if random.random() < 0.1:
        long = known["L"].measure
        assert isinstance(long, TimeShare)
        measure = TimeShare(long.state, False, "hardly down")
    excluding: tuple[StateOf, ...] = ()
    if random.random() < 0.35:
        excluding = tuple(random.sample(known["A"].excluding, random.choice([1, 1, 2])))
    return evolve(
        clause,
        measure=measure,
        target=Target("at least", random.choice(shares)),
        window=random.choice(WINDOWS),
        calendar=random.choice(["always", "always", known["A"].calendar]),
        excluding=excluding,
    )


def _few(random: Random, number: WindowClause, part: str) -> Iterator[WindowClause]:
    """At most so many outages, none longer than so many hours."""
    state = number.measure.state  # type: ignore[union-attr]  # it counts outages
    window, calendar = random.choice(WINDOWS[:2]), "always"
    same = evolve(number, case=part, window=window, calendar=calendar)
    yield evolve(same, id=f"{part}-N", target=Target("at most", Fraction(random.choice([1, 2, 3]))))
    longest = Target("at most", Fraction(random.choice([1, 2, 5]) * STEP))
    yield evolve(same, id=f"{part}-L", measure=Episodes("longest", state), target=longest, unit="time")


# --- histories ------------------------------------------------------------------------------------

BEGIN, END = 1_773_612_000_000_000, 1_776_027_600_000_000  # 2026-03-16 to 2026-04-13, midnights in Athens
AS_OF = END + 40 * 86_400_000_000


def breached_by_chance(of: Drawn, seed: int) -> bool:
    """Whether the promise is breached in a drawn history that keeps all supporting clauses."""
    random = Random(seed)
    down = {part: _outages(random) for part in PARTS}
    excluded = {(name, state): _shut(random, of, state) for name in (*PARTS, "Email") for state in (0, 1)}
    if any(isinstance(each, ExcludedAlike) for each in of.policy.assumptions):
        excluded = {(name, state): excluded["Email", state] for name, state in excluded}
    below, above = (
        evolve(of.policy, window_clauses=tuple(c for c in of.policy.window_clauses if c.agreement == id))
        for id in ("BELOW", "TOP")
    )
    for turn in range(40):
        events = [*_events(of, down, excluded)]
        missed = [w for w in judge(below, events, AS_OF).windows if w.status == "breached"]
        if not missed:
            return any(window.status == "breached" for window in judge(above, events, AS_OF).windows)
        cut: list[tuple[str, int, int]] = []
        for window in sorted(
            missed, key=_excess, reverse=True
        ):  # the worst first, and what it cuts is cut once
            clause = next(each for each in of.policy.window_clauses if each.id == window.clause)
            parts = [random.choice(PARTS)] if clause.case == "Email" else [clause.case or ""]
            for part in parts:
                if not any(p == part and a < window.end and window.begin < b for p, a, b in cut):
                    cut.append((part, window.begin, window.end))
                    exact = clause.calendar == "always" and turn < 4
                    excess = _excess(window) if exact else 0
                    down[part] = _fewer(random, down[part], (window.begin, window.end), excess)
    return False


def _excess(window: WindowVerdict) -> int:
    """How much more was bad than the clause allows, of a share of time; 0 of all else."""
    measured = window.measured
    if measured is None or not measured.counted_us:
        return 0
    allowed = (1 - window.target) * measured.counted_us
    return max(measured.counted_us - measured.good_us - allowed.numerator // allowed.denominator, 0)


def _outages(random: Random) -> Spans:
    """Some long, some short, often around midnights and in working hours, none, or all of a day."""
    spans = []
    for _ in range(random.choice([0, 1, 2, 4, 8])):
        day = BEGIN + random.randrange(28) * 48 * STEP
        begin = day + random.choice([0, -2, 16, 20, 33, random.randrange(48)]) * STEP
        spans.append((begin, begin + random.choice([1, 1, 2, 3, 5, 10, 48, 96]) * STEP))
    return clipped(merged(spans), BEGIN, END)


def _shut(random: Random, of: Drawn, state: int) -> Spans:
    """Stretches that are excluded, as far as it is assumed."""
    spans = _outages(random) if random.random() < 0.6 else []
    limits = [each for each in of.policy.assumptions if isinstance(each, ExcludedAtMost)]
    if state == 1 and limits:
        found = []
        week = 7 * 48 * STEP
        for begin in range(BEGIN, END + week, week):
            left = limits[0].us
            for first, last in clipped(spans, begin, min(begin + week - 4 * STEP, END)):
                found.append((first, min(last, first + left)))
                left -= found[-1][1] - first
        return merged(found)
    return spans


def _fewer(random: Random, spans: Spans, window: tuple[int, int], excess: int) -> Spans:
    """Less of one of the outages that reach into a window: by what is too much, so that the limit is used up, or by
    half."""
    inside = [span for span in spans if clipped([span], *window)]
    if not inside:
        return spans
    begin, end = random.choice(inside)
    keep = (end - begin) // STEP // 2 * STEP
    if excess and random.random() < 0.8:
        last = min(end, window[1])
        gone = max(last - excess, begin)
        return without(spans, [(gone, last)])
    rest = [(begin, begin + keep)] if keep else []
    return merged([*without(spans, [(begin, end)]), *rest])


def failing(needs: Need, down: dict[str, Spans]) -> Spans:
    """When what is needed is not there."""
    match needs:
        case NeedsService(service):
            return down[service]
        case NeedsAll(of):
            return _at_least(1, [failing(each, down) for each in of])
        case NeedsAny(of):
            return _at_least(len(of), [failing(each, down) for each in of])
        case NeedsSome(least, of):
            return _at_least(len(of) - least + 1, [failing(each, down) for each in of])


def _at_least(count: int, parts: list[Spans]) -> Spans:
    if count == 0:
        return [(BEGIN - STEP, END + STEP)]
    if len(parts) < count:
        return []
    first, *others = parts
    return merged([*common(first, _at_least(count - 1, others)), *_at_least(count, others)])


def _events(of: Drawn, down: dict[str, Spans], excluded: dict[tuple[str, int], Spans]) -> Iterator[Event]:
    number = 0
    for name, spans in (*down.items(), ("Email", failing(of.needs, down))):
        told = [(BEGIN - STEP, "came up", {})]
        for begin, end in spans:
            told += [(begin, "went down", {}), (end, "came up", {})]
        for begin, end in excluded[name, 0]:
            times = {"start": Instant(begin), "finish": Instant(end), "reference": Text(f"{name} {begin}")}
            told.append((begin - STEP, "maintenance announced", times))
        for begin, end in excluded[name, 1]:
            told += [(begin, "force majeure began", {}), (end, "force majeure ended", {})]
        for at, kind, fields in told:
            number += 1
            yield Event(at, "service", name, kind, fields, str(number), number)
