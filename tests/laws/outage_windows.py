"""Windows of clauses, what they exclude and what limits that, from a policy's JSON: for the checkers of proofs."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from tests.laws.proof_cases import agreement_of
from tests.laws.proof_time import (
    Json,
    NotKnown,
    Span,
    Spans,
    at,
    common,
    day_at,
    fold,
    joined,
    less,
    openings,
)

MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1, "week": 7}
DAY = timedelta(days=1)


def uncut(window: Json, agreement: Json, first: int) -> Iterator[Span]:
    """All windows, from the one that an instant falls in on; the agreement's term does not cut them."""
    zone = ZoneInfo(agreement["zone"])
    day = day_at(first, zone)
    if window["kind"] == "rolling":
        while True:
            day += DAY
            yield at(day - window["count"] * DAY, 0, zone), at(day, 0, zone)
    unit = window["unit"]
    if window["kind"] == "contract":
        origin = day_at(agreement["begins"], zone)
    elif unit in DAYS:
        origin = day - timedelta(days=day.weekday() if unit == "week" else 0)
    else:
        origin = date(day.year, (day.month - 1) // MONTHS[unit] * MONTHS[unit] + 1, 1)
    number = 0
    while True:
        begin, end = (at(_boundary(origin, unit, n), 0, zone) for n in (number, number + 1))
        number += 1
        if end > first:
            yield begin, end


def _boundary(origin: date, unit: str, number: int) -> date:
    if unit in DAYS:
        return origin + timedelta(days=DAYS[unit] * number)
    year, month = divmod(origin.year * 12 + origin.month - 1 + MONTHS[unit] * number, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(origin.day, (after - DAY).day))


def cut(window: Json, agreement: Json, until: int) -> Spans:
    """The windows of the term up to an instant, cut where the agreement begins and ends."""
    begins, ends = agreement["begins"], agreement["ends"]
    until = until if ends is None else min(until, ends)
    found: Spans = []
    for begin, end in uncut(window, agreement, begins):
        if begin >= until or (window["kind"] == "rolling" and found and found[-1][1] >= until):
            return found
        found.append((max(begin, begins), end if ends is None else min(end, ends)))
    return found


def windows_of(policy: Json, clause: Json, until: int) -> Spans:
    """The windows that are judged by this version of a clause."""
    agreement = agreement_of(policy, clause["agreement"])
    key = clause["agreement"], clause["id"]
    versions = [each for each in policy["window_clauses"] if (each["agreement"], each["id"]) == key]
    held = [(s["begins"], s["ends"]) for s in agreement["life"]["suspensions"]]
    found: Spans = []
    reached, before, last = agreement["begins"], None, agreement["begins"]
    for each in versions:
        since = agreement["begins"] if each["since"] is None else max(each["since"], agreement["begins"])
        ends = agreement["ends"] if each["until"] is None else each["until"]
        follows = [v for v in versions if v["since"] is not None and v["since"] == each["until"]]
        row_ends = agreement["ends"] if follows else ends  # cut where the clause is taken out
        if follows and follows[-1]["until"] is not None:
            row_ends = follows[-1]["until"]
        if before is not None and since != last:
            reached, before = since, None
        floor = since if before is None else max(reached, agreement["begins"])
        if before is not None and before != each["window"]:
            floor = max(since, reached)
        own: Spans = []
        for begin, end in cut(each["window"], agreement, until if row_ends is None else min(until, row_ends)):
            begin, end = max(begin, floor), end if row_ends is None else min(end, row_ends)
            judged = since <= begin and (ends is None or begin < ends)
            if begin < end and judged and not any(a <= begin and end <= b for a, b in held):
                own.append((begin, end))
        reached = max([reached, *(end for _, end in own)])
        before, last = each["window"], ends
        if each is clause or each == clause:
            found = own
    return found


def length(spans: Spans) -> int:
    """How long in all."""
    return sum(end - begin for begin, end in spans)


class Left:
    """A state that a clause leaves out of a service's time, brought about by events; `bounds`: at most so much each."""

    def __init__(self, state: Json, service: str, bounds: list[tuple[int, Json, Json]]) -> None:
        self.state, self.service, self.bounds = state, service, bounds
        self.called = f"{fold(state['name'])} of {service}"

    def limits(self, policy: Json, within: Spans) -> Iterator[tuple[int, Spans]]:
        """What limits it in these spans: at most so much of the parts of them."""
        first, last = within[0][0], within[-1][1]
        for us, window, agreement in self.bounds:
            begins, ends = agreement["begins"], agreement["ends"]
            for begin, end in cut(window, agreement, last):
                inside = common(within, [(begin, end)])
                if inside and end > first:
                    yield us, inside
            outside = less(within, [(begins, max(last, begins) if ends is None else ends)])
            if outside and last > begins:
                yield 0, outside
        for calendar in _only_during(self.state["rule"]):
            closed = less(within, openings(policy["calendars"][calendar]["rule"], first, last))
            if closed:
                yield 0, closed

    def same_as(self, other: "Left", within: Spans) -> bool:
        """Whether the two hold at the same time there, whatever happens."""
        if self.service != other.service or self.state != other.state:
            return False
        if len(self.bounds) != len(other.bounds):
            return False
        return all(
            us == their and _cuts(window, agreement, within) == _cuts(its, whose, within)
            for (us, window, agreement), (their, its, whose) in zip(self.bounds, other.bounds)
        )


def _cuts(window: Json, agreement: Json, within: Spans) -> Spans:
    first, last = within[0][0], within[-1][1]
    return [span for span in cut(window, agreement, last) if span[1] > first and span[0] < last]


def _only_during(rule: Json) -> Iterator[str]:
    match rule["type"]:
        case "during":
            yield rule["calendar"]
        case "all states":
            for part in rule["parts"]:
                yield from _only_during(part)
        case "except state":
            yield from _only_during(rule["base"])
        case "lasting" | "capped":
            yield from _only_during(rule["of"])


def _bounds(rule: Json, agreement: Json) -> Iterator[tuple[int, Json, Json]]:
    match rule["type"]:
        case "capped":
            yield rule["us"], rule["window"], agreement
            yield from _bounds(rule["of"], agreement)
        case "except state":
            yield from _bounds(rule["base"], agreement)
        case "lasting":
            yield from _bounds(rule["of"], agreement)
        case "all states":
            for part in rule["parts"]:
                yield from _bounds(part, agreement)


def left_out(policy: Json, clause: Json, service: str, assumed: list[Json]) -> list[Left]:
    """What a clause leaves out of a service's time but for calendars, with all that limits it."""
    agreement = agreement_of(policy, clause["agreement"])
    alike = any(each["type"] == "excluded alike" for each in assumed)
    found = []
    for state in clause["excluding"]:
        if state["rule"]["type"] == "during":
            continue
        bounds = list(_bounds(state["rule"], agreement))
        for each in assumed:
            if each["type"] == "excluded at most" and fold(each["state"]) == fold(state["name"]):
                bounds.append((each["us"], each["window"], agreement_of(policy, each["agreement"])))
        found.append(Left(state, "" if alike else service, bounds))
    return found


def counted(policy: Json, clause: Json, span: Span) -> Spans:
    """The time of a span that counts for a clause: open, not left out by a calendar, not suspended."""
    opened = openings(policy["calendars"][clause["calendar"]]["rule"], *span)
    agreement = agreement_of(policy, clause["agreement"])
    away = [(each["begins"], each["ends"]) for each in agreement["life"]["suspensions"]]
    for state in clause["excluding"]:
        if state["rule"]["type"] == "during":
            away += openings(policy["calendars"][state["rule"]["calendar"]]["rule"], *span)
    return less(opened, joined(away)) if away else opened


def bad_most(clause: Json) -> tuple[Fraction | None, int, bool, bool]:
    """What a clause lets go wrong: a share of its time, or so many microseconds; less than that; what is bad.

    The last says whether it is to be out of the state that is bad, rather than in it.
    """
    measure, target = clause["measure"], clause["target"]
    bound, order = Fraction(target["bound"]), target["order"]
    if measure["type"] == "time share" and order in ("at least", "above"):
        return 1 - bound, 0, order == "above", measure["inside"]
    if measure["type"] == "time share" and order in ("at most", "below"):
        return bound, 0, order == "below", not measure["inside"]
    if measure["type"] == "episodes" and measure["what"] == "total" and order in ("at most", "below"):
        return None, int(bound), order == "below", False
    raise NotKnown("other measures than of time")


def whole_most(clause: Json) -> int | None:
    """The most that a count may be."""
    bound = Fraction(clause["target"]["bound"])
    if clause["target"]["order"] == "at most":
        return bound.numerator // bound.denominator
    return -(-bound.numerator // bound.denominator) - 1 if clause["target"]["order"] == "below" else None


def is_about(clause: Json, service: str) -> bool:
    """Whether a clause is always, and by itself, about a service (a folded name)."""
    if clause["where"] is not None or clause["kind"] != "clause":
        return False
    return bool(clause["each"]) if clause["case"] is None else fold(clause["case"]) == service


def states_in(rule: Json) -> Iterator[Json]:
    """A rule and all that it is made of."""
    yield rule
    for part in (*rule.get("parts", ()), *(rule[name] for name in ("of", "base", "less") if name in rule)):
        if isinstance(part, dict):
            yield from states_in(part)


def may_be_unknown(rule: Json) -> bool:
    """Whether the data may not say."""
    return any(
        each["type"] == "while reading" or (each["type"] == "buckets" and each["without_data"] == "unknown")
        for each in states_in(rule)
    )


def by_instant(rule: Json) -> bool:
    """Whether only the instant itself decides if the state holds, not how long it has or will."""
    return all(
        each["type"] not in ("lasting", "bridged", "capped", "capped count") for each in states_in(rule)
    )


def implies(one: Json, other: Json) -> bool:
    """Whether the other holds wherever the one does, by how the two are made."""
    if one == other:
        return True
    if other["type"] == "any state" and any(implies(one, part) for part in other["parts"]):
        return True
    if other["type"] == "all states" and all(implies(one, part) for part in other["parts"]):
        return True
    if other["type"] == "bridged" and implies(one, other["of"]):
        return True
    match one["type"]:
        case "any state":
            return all(implies(part, other) for part in one["parts"])
        case "all states":
            return any(implies(part, other) for part in one["parts"])
        case "except state":
            return implies(one["base"], other)
        case "lasting" | "capped":
            longer = one["type"] == other["type"] == "lasting" and one["of"] == other["of"]
            return implies(one["of"], other) or (longer and one["us"] >= other["us"])
        case "buckets":
            same = other["type"] == "buckets" and all(
                one[k] == other[k] for k in ("us", "measure", "without_data")
            )
            if not same or one["target"]["order"] != other["target"]["order"]:
                return False
            bounds = Fraction(one["target"]["bound"]), Fraction(other["target"]["bound"])
            more = one["target"]["order"] in ("at least", "above")
            return (bounds[0] >= bounds[1]) if more else (bounds[0] <= bounds[1])
        case _:
            return False
