"""Checks a proof about times from the policy's JSON alone. It shares no code with what finds proofs, nor with working time.

It takes `one after the other` and `every kind` apart: which cases there are, by which clauses each goes,
whether each step begins where the one before ends, whether what voids, pauses or reopens one clock does so
with the other, and how long it lasts at worst, tried at every instant at which some calendar opens or
closes on the way. Plans of one step after the other on lengths of time are known to it; what it does not
know it refuses.
"""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
Spans = list[tuple[int, int]]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Refused(Exception):  # noqa: N818 (it says what became of the proof)
    """The proof does not prove it; the message says what is wrong."""


def check(policy: Json, answer: Json) -> None:
    """Raises Refused unless the answer's proof shows that its clause is covered."""
    clause = _clause(policy, answer["agreement"], answer["clause"])
    agreement = next(each for each in policy["agreements"] if each["id"] == clause["agreement"])
    proof = answer["proof"]
    parts = proof["parts"] if proof["rule"] == "every kind" else [proof]
    assumed = [each["kind"] for each in answer["assumptions"]]
    plan = next(each for each in policy["plans"] if each["agreement"] == clause["agreement"])
    for case in _cases(policy, clause, plan):
        if not _holds(clause["where"], case):
            continue
        steps = [_step(policy, stage, case) for stage in plan["stages"]]
        used = {f"{step['agreement']}/{step['id']}" for step in steps}
        part = next((each for each in parts if set(each["uses"]) == used), None)
        if part is None:
            raise Refused(f"nothing is said of {case}")
        if part["rule"] != "one after the other":
            raise Refused(f"proofs by `{part['rule']}` are not known here")
        _events(policy, plan, clause, steps)
        _lasts(policy, plan, clause, steps, agreement, part["numbers"])
    if len(plan["stages"]) > 1 and "steady" not in assumed:
        _with_any_fields(policy, plan, clause, agreement)


def _with_any_fields(policy: Json, plan: Json, clause: Json, agreement: Json) -> None:
    """Fields may change between steps: every mixture of what the steps may be has to be in time."""
    ways: list[list[Json]] = []
    for stage in plan["stages"]:
        found: dict[int, Json] = {}
        for case in _cases(policy, clause, plan):
            step = _step(policy, stage, case)
            found[id(step)] = step
        ways.append(list(found.values()))
    for steps in product(*ways):
        _lasts(policy, plan, clause, list(steps), agreement, None)


def _clause(policy: Json, agreement: str, id: str) -> Json:
    found: Json = next(c for c in policy["clauses"] if (c["agreement"], c["id"]) == (agreement, id))
    return found


def _cases(policy: Json, clause: Json, plan: Json) -> list[Json]:
    """A case for every combination of values that may matter: listed ones, and a word that nobody names."""
    subject = next(each for each in policy["subjects"] if each["name"] == clause["subject"])
    values = {
        field["name"]: field["values"] if field["type"] == "one of" else ["a word of no condition"]
        for field in subject["fields"]
    }
    return [dict(zip(values, combined)) for combined in product(*values.values())]


def _holds(where: Json | None, case: Json) -> bool:
    if where is None:
        return True
    if where["type"] != "is one of":
        raise Refused(f"conditions of {where['type']} are not known here")
    return case[where["field"]] in [value["text"] for value in where["values"]]


def _step(policy: Json, stage: list[Json], case: Json) -> Json:
    """The one clause under which such a case does the step of a stage."""
    if len(stage) != 1:
        raise Refused("steps at the same time are not known here")
    for relied in stage[0]["under"]:
        clause = _clause(policy, relied["agreement"], relied["clause"])
        if _holds(relied["where"], case) and _holds(clause["where"], case):
            if clause["share"] is not None:
                raise Refused("shares are not known here")
            return clause
    raise Refused(f"nobody does `{stage[0]['name']}` for {case}")


def _moves(policy: Json, clause: Json, action: str) -> set[str]:
    clock = next(
        c for c in policy["clocks"] if (c["subject"], c["name"]) == (clause["subject"], clause["clock"])
    )
    return {each["event"] for each in clock["transitions"] if each["action"] == action}


def _events(policy: Json, plan: Json, clause: Json, steps: list[Json]) -> None:
    """Each step begins with every event that ends the one before; nothing stops, voids or reopens one side only."""
    stops = _moves(policy, clause, "stop")
    at = _moves(policy, clause, "start")
    for step in steps:
        if not at - stops <= _moves(policy, step, "start"):
            raise Refused(f"{step['id']} does not begin with {at}")
        if _moves(policy, step, "void") - _moves(policy, clause, "void") - stops:
            raise Refused(f"{step['id']} may be void alone")
        at = _moves(policy, step, "stop")
        if set(step["pauses"]) - set(clause["pauses"]) and _most(plan, "pauses") != 0:
            raise Refused(f"{step['id']} may be paused alone")
    if not at <= stops:
        raise Refused("the last step does not stop the clock")
    goes_on = _moves(policy, clause, "continue")
    if goes_on and _most(plan, "reopenings") != 0 and not goes_on <= _moves(policy, steps[-1], "continue"):
        raise Refused("the clock may go on alone")


def _most(plan: Json, what: str) -> int | None:
    return next(
        (each["count"] for each in plan["assumptions"] if each["type"] == "at most" and each["what"] == what),
        None,
    )


def _lasts(
    policy: Json, plan: Json, clause: Json, steps: list[Json], agreement: Json, numbers: Json | None
) -> None:
    """How long it lasts at worst, found anew, is what the proof says and no more than is promised."""
    begin, end = agreement["begins"], agreement["ends"]
    above = _openings(policy["calendars"][clause["calendar"]]["rule"], begin, end)
    target = _length(clause)
    lengths, hours = [_length(step) for step in steps], list[Spans]()
    for step in steps:
        its = next(each for each in policy["agreements"] if each["id"] == step["agreement"])
        if its["begins"] > begin:
            raise Refused(f"{its['id']} begins too late")
        until = end if its["ends"] is None else min(its["ends"], end)
        hours.append(_openings(policy["calendars"][step["calendar"]]["rule"], begin, until))
    standing = [
        (bool(step["pauses"]) and _most(plan, "pauses") != 0)
        or (step is steps[-1] and bool(_moves(policy, clause, "continue")) and _most(plan, "reopenings") != 0)
        for step in steps
    ]  # fmt: skip
    if any(standing):
        _lasts_interrupted(above, hours, lengths, standing, target, begin, end, bool(plan["assumptions"]))
        return
    worst = 0
    for start in _instants(above, hours, lengths, begin, end):
        at = start
        for spans, length in zip(hours, lengths):
            at = _latest(spans, at, length, end)
        worst = max(worst, _open(above, at) - _open(above, start))
    if worst > target:
        raise Refused(f"it may last {worst}, and {target} is promised")
    if numbers is not None and (int(numbers["worst_us"]), int(numbers["target_us"])) != (worst, target):
        raise Refused(
            f"the proof says {numbers['worst_us']} of {numbers['target_us']}; it is {worst} of {target}"
        )


def _lasts_interrupted(
    above: Spans,
    hours: list[Spans],
    lengths: list[int],
    standing: list[bool],
    target: int,
    begin: int,
    end: int,
    limited: bool,
) -> None:
    """Clocks that stand still together: only what is allowed counts, if nobody above works while all below rest."""
    total = 0
    for spans, length, still in zip(hours, lengths, standing):
        if still:
            if any(_open(spans, b) - _open(spans, a) != b - a for a, b in above):
                if limited:
                    raise Refused("bounds by the number of interruptions are not known here")
                raise Refused("time above may go on while the step stands still")
            total += length
        else:
            total += max(
                _open(above, _latest(spans, start, length, end)) - _open(above, start)
                for start in _instants(above, [spans], [length], begin, end)
            )
    if total > target:
        raise Refused(f"interrupted it may last {total}, and {target} is promised")


def _length(clause: Json) -> int:
    if clause["rows"] or clause["excluding"] or clause["deadline"]["type"] != "within":
        raise Refused("only lengths of time are known here")
    us: int = clause["deadline"]["us"]
    return us


def _instants(above: Spans, hours: list[Spans], lengths: list[int], begin: int, end: int) -> set[int]:
    """The starts at which anything bends: edges, and the starts from which a step ends at one; and their neighbours."""
    marks = {edge for spans in (above, hours[-1]) for span in spans for edge in span}
    for number in range(len(hours) - 1, -1, -1):
        back = {_earliest(hours[number], mark, lengths[number], begin, end) for mark in marks}
        marks = back | {
            edge for spans in hours[max(number - 1, 0) : number + 1] for span in spans for edge in span
        }
    marks |= {edge for span in above for edge in span} | {begin}
    return {each + step for each in marks for step in (-1, 0, 1) if begin <= each + step < end}


def _earliest(spans: Spans, mark: int, length: int, begin: int, end: int) -> int:
    """The first start from which the step may last until `mark`, by halving: a later start never ends earlier."""
    low, high = begin, max(mark, begin)
    while low < high:
        middle = (low + high) // 2
        if _latest(spans, middle, length, end) >= mark:
            high = middle
        else:
            low = middle + 1
    return low


def _open(spans: Spans, instant: int) -> int:
    """How much is open before an instant."""
    sums, begins = _sums(spans)
    index = bisect_right(begins, instant) - 1
    return 0 if index < 0 else sums[index] + min(instant, spans[index][1]) - spans[index][0]


_CACHE: dict[int, tuple[Spans, list[int], list[int]]] = {}


def _sums(spans: Spans) -> tuple[list[int], list[int]]:
    held = _CACHE.get(id(spans))
    if held is None or held[0] is not spans:
        sums, total = [], 0
        for begin, end in spans:
            sums.append(total)
            total += end - begin
        held = _CACHE[id(spans)] = (spans, sums, [begin for begin, _ in spans])
    return held[1], held[2]


def _latest(spans: Spans, start: int, length: int, end: int) -> int:
    """The last instant up to which no more than the length is open since the start; `end` if that is never over."""
    used = _open(spans, start) + length
    sums, _ = _sums(spans)
    index = bisect_right(sums, used) - 1
    if index < 0 or used - sums[index] >= spans[index][1] - spans[index][0]:
        return end
    return spans[index][0] + used - sums[index]


def _openings(rule: Json, begin: int, end: int) -> Spans:
    """The open time of a rule, merged and cut."""
    match rule["type"]:
        case "always":
            spans = [(begin, end)]
        case "weekly":
            spans = _weekly(rule, begin, end)
        case other:
            raise Refused(f"calendars of {other} are not known here")
    joined: Spans = []
    for opens, closes in sorted((max(a, begin), min(b, end)) for a, b in spans if b > begin and a < end):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return joined


def _weekly(rule: Json, begin: int, end: int) -> Spans:
    zone, dated = ZoneInfo(rule["zone"]), {each["day"]: each["openings"] for each in rule["days"]}
    day = (EPOCH + timedelta(microseconds=begin)).date() - timedelta(days=2)
    last = (EPOCH + timedelta(microseconds=end)).date() + timedelta(days=2)
    spans: Spans = []
    while day <= last:
        for opening in dated.get(day.isoformat(), rule["week"][day.weekday()]):
            spans.append((_at(day, opening["opens"], zone, 0), _at(day, opening["closes"], zone, 1)))
        day += timedelta(days=1)
    return spans


def _at(day: date, seconds: int, zone: ZoneInfo, fold: int) -> int:
    """A wall-clock time of a date as an instant; where it comes twice, the first or (fold 1) the second."""
    wall = datetime.combine(day, datetime.min.time()) + timedelta(seconds=seconds)
    local = wall.replace(tzinfo=zone, fold=fold)
    first, second = (
        wall.replace(tzinfo=zone, fold=0).utcoffset(),
        wall.replace(tzinfo=zone, fold=1).utcoffset(),
    )
    assert first is not None
    assert second is not None
    offset = (
        local.utcoffset() if second < first else first
    )  # a time that is skipped is read before the change
    assert offset is not None
    since = wall - offset - datetime(1970, 1, 1)  # noqa: DTZ001 (both are UTC without saying so)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def gaps(spans: Spans) -> Spans:
    """What lies between."""
    return [(before, after) for (_, before), (after, _) in pairwise(spans)]
