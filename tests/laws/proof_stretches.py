"""Proofs that go stretch by stretch, from the policy's JSON alone: what is so in each of them is written into a policy of its own."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from itertools import pairwise, product
from zoneinfo import ZoneInfo

from tests.laws.proof_cases import agreement_of, parts_of
from tests.laws.proof_time import Json, NotKnown, Refused, Span, at, day_at, fold

RULE = "stretch by stretch"
DAY = timedelta(days=1)
MOST = 400


def check_stretches(policy: Json, clause: Json, answer: Json, check: Callable[[Json, Json], None]) -> None:
    """Raises Refused unless every stretch is told of, and `check` accepts what is said of it."""
    proof = answer["proof"]
    if clause["share"] and (clause["since"] is not None or clause["until"] is not None):
        raise Refused("windows of what is amended")
    stages = _stages(policy, clause)
    spans = _spans(policy, clause, stages, proof)
    above = agreement_of(policy, clause["agreement"])
    told = {_at(part, len(stages)): part for part in proof["parts"]}
    if len(told) != len(proof["parts"]):
        raise Refused("of a stretch it is told twice")
    seen, uses, numbers = 0, set[str](), set[tuple[str, str]]()
    if len(list(product(*spans))) > MOST:
        raise NotKnown("so many stretches")
    for where in product(*spans):
        over = any(later[1] <= where[0][0] for later in where[1:])
        if over or _is_suspended(above, where[0][0]):
            continue
        part = told.get(where)
        if part is None or part["rule"] != "stretch" or len(part["parts"]) != 1:
            raise Refused(f"nothing is told of {where}")
        seen += 1
        own = part["parts"][0]
        if _adds_up(own):
            raise Refused("a window of late cases may lie in several stretches")
        uses |= set(part["uses"])
        if part["uses"] != own["uses"]:
            raise Refused("it rests on others than is said")
        numbers |= set(own["numbers"].items())
        check(_as_in(policy, clause, stages, where), {**answer, "proof": own})
    if seen != len(told) or set(proof["uses"]) != uses or not set(proof["numbers"].items()) <= numbers:
        raise Refused("the whole says other things than its parts")


def _adds_up(proof: Json) -> bool:
    return proof["rule"] == "late cases add up" or any(map(_adds_up, proof["parts"]))


def _at(part: Json, stages: int) -> tuple[Span, ...]:
    numbers = part["numbers"]
    if set(numbers) != {f"{word} {number}" for word in ("from", "until") for number in range(stages)}:
        raise Refused("other stages are told of")
    return tuple((int(numbers[f"from {n}"]), int(numbers[f"until {n}"])) for n in range(stages))


def _stages(policy: Json, clause: Json) -> list[set[tuple[str, str]]]:
    """The clauses that each stage is done under."""
    key = clause["agreement"], fold(clause["subject"]), fold(clause["clock"])
    for plan in policy["plans"]:
        if (plan["agreement"], fold(plan["subject"]), fold(plan["clock"])) == key:
            return [
                {(u["agreement"], u["clause"]) for step in stage for u in step["under"]}
                for stage in plan["stages"]
            ]
    below = {each["agreement"] for each in policy["supports"] if each["supported"] == key[0]}
    return [
        {
            (each["agreement"], each["id"])
            for each in policy["clauses"]
            if each["agreement"] in below and (fold(each["subject"]), fold(each["clock"])) == key[1:]
        }
    ]


def _spans(policy: Json, clause: Json, stages: list[set[tuple[str, str]]], proof: Json) -> list[list[Span]]:
    """For each stage the stretches in which nothing of it changes."""
    above = agreement_of(policy, clause["agreement"])
    begin = above["begins"] if clause["since"] is None else max(clause["since"], above["begins"])
    end = above["ends"]
    if end is None:
        end = min(int(part["numbers"]["until"]) for part in _leaves(proof) if "until" in part["numbers"])
    found: list[set[int]] = []
    for number, keys in enumerate(stages):
        last = end if number or clause["until"] is None else min(end, clause["until"])
        marks = {edge for key in keys for edge in _edges(policy, key)}
        for id in {id for id, _ in keys} | ({clause["agreement"]} if not number else set()):
            held = agreement_of(policy, id)["life"]["suspensions"]
            marks |= {each[edge] for each in held for edge in ("begins", "ends")}
            marks |= set(_of_tiers(policy, id, clause, stages, number))
        marks = {each for each in marks if begin < each < last}
        if marks and any(keys & others for n, others in enumerate(stages) if n != number):
            raise Refused("a clause that changes is of several stages")
        found.append(marks)
    lasts = [end if clause["until"] is None else min(end, clause["until"]), *(end for _ in found[1:])]
    found[0] = {mark for mark in set[int]().union(*found) if mark < lasts[0]}
    return [list(pairwise([begin, *sorted(marks), last])) for marks, last in zip(found, lasts)]


def _leaves(proof: Json) -> Iterator[Json]:
    yield proof
    for part in proof["parts"]:
        yield from _leaves(part)


def _conditions(policy: Json, clause: Json, id: str, keys: set[tuple[str, str]]) -> Iterator[Json | None]:
    """All that its clauses ask of cases, in a stage; of the promise and its plan all that anybody asks."""
    for each in policy["clauses"]:
        key = each["agreement"], each["id"]
        if (key in keys and (key[0] == id or id == clause["agreement"])) or (each is clause and id == key[0]):
            yield each["where"]
            yield from (row["where"] for row in each["rows"])
    for plan in policy["plans"]:
        if plan["agreement"] == clause["agreement"] == id and fold(plan["clock"]) == fold(clause["clock"]):
            yield from (u["where"] for stage in plan["stages"] for step in stage for u in step["under"])


def _edges(policy: Json, key: tuple[str, str]) -> Iterator[int]:
    its = agreement_of(policy, key[0])
    for each in policy["clauses"]:
        if (each["agreement"], each["id"]) == key:
            yield from (
                edge
                for edge in (each["since"], each["until"])
                if edge not in (None, its["begins"], its["ends"])
            )


def _of_tiers(
    policy: Json, id: str, clause: Json, stages: list[set[tuple[str, str]]], number: int
) -> Iterator[int]:
    """When an agreement changes tiers that matter to what is done under it in a stage."""
    every = set[tuple[str, str]]().union(*stages)
    keys = every if id == clause["agreement"] else stages[number]
    asked = {
        fold(part["field"]) for where in _conditions(policy, clause, id, keys) for part in parts_of(where)
    }
    own = [
        each
        for tier in policy["tiers"]
        for each in tier["cases"]
        if (fold(tier["agreement"]), fold(each["subject"])) == (fold(id), fold(clause["subject"]))
    ]
    if id == clause["agreement"]:  # what decides one tier may be given by another
        asked |= {
            fold(part["field"])
            for each in own
            if fold(each["field"]) in asked
            for part in parts_of(each["where"])
        }
    its = agreement_of(policy, id)
    for each in own:
        if fold(each["field"]) in asked:
            yield from (edge for edge in (each["begins"], each["ends"]) if edge not in (None, its["begins"]))


def _is_suspended(agreement: Json, instant: int) -> bool:
    return any(held["begins"] <= instant < held["ends"] for held in agreement["life"]["suspensions"])


def _as_in(policy: Json, clause: Json, stages: list[set[tuple[str, str]]], where: tuple[Span, ...]) -> Json:
    """The policy as if it always were as it is then, for the cases that begin in the first of the stretches."""
    when = {key: begin for keys, (begin, _) in zip(stages, where) for key in keys}
    instants = {clause["agreement"]: where[0][0]}
    for number, keys in enumerate(stages):
        for id in {id for id, _ in keys}:
            if id not in instants or list(_of_tiers(policy, id, clause, stages, number)):
                instants[id] = where[number][0]
    found: Json = {
        **deepcopy({name: part for name, part in policy.items() if name != "clauses"}),
        "clauses": [],
    }
    for each in policy["clauses"]:
        key = each["agreement"], each["id"]
        its = agreement_of(policy, key[0])
        if each is clause:
            found["clauses"].append({**deepcopy(each), "since": where[0][0], "until": where[0][1]})
        elif key in when:
            instant = max(when[key], its["begins"])
            begun = each["since"] is None or each["since"] <= instant
            over = each["until"] is not None and each["until"] <= instant
            if begun and not over and not _is_suspended(its, when[key]):
                found["clauses"].append({**deepcopy(each), "since": None, "until": None})
        elif key != (clause["agreement"], clause["id"]):
            found["clauses"].append(deepcopy(each))
    for tier in found["tiers"]:
        id = next((each for each in instants if fold(each) == fold(tier["agreement"])), None)
        if id is not None:
            instant = instants[id]
            tier["cases"] = [
                {**each, "begins": -(2**70), "ends": None}
                for each in tier["cases"]
                if each["begins"] <= instant and (each["ends"] is None or instant < each["ends"])
            ]
    for agreement in found["agreements"]:
        if agreement["life"]["suspensions"]:
            _close(found, agreement)
            agreement["life"]["suspensions"] = []
    for plan in found["plans"]:
        for step in (step for stage in plan["stages"] for step in stage):
            left = {(each["agreement"], each["id"]) for each in found["clauses"]}
            step["under"] = [u for u in step["under"] if (u["agreement"], u["clause"]) in left]
    return found


def _close(policy: Json, agreement: Json) -> None:
    """Calendars of its own that are closed while it is suspended."""
    zone, days = ZoneInfo(agreement["zone"]), set[date]()
    for held in agreement["life"]["suspensions"]:
        day = day_at(held["begins"], zone)
        while at(day, 0, zone) < held["ends"]:
            days.add(day)
            day += DAY
    whole = [{"opens": 0, "closes": 86_400}]
    shut = {
        "type": "weekly",
        "zone": agreement["zone"],
        "week": [[]] * 7,
        "days": [{"day": day.isoformat(), "openings": whole} for day in sorted(days)],
    }
    for clause in (each for each in policy["clauses"] if each["agreement"] == agreement["id"]):
        for said in (clause, *clause["rows"]):
            if said["deadline"] is None:
                continue
            if said["deadline"]["type"] != "within":
                raise NotKnown("days of what is suspended")
            named = policy["calendars"][said["calendar"]]
            new = f"{said['calendar']} / {agreement['id']}"
            policy["calendars"][new] = {
                **named,
                "rule": {"type": "except", "base": named["rule"], "less": shut},
            }
            said["calendar"] = new
