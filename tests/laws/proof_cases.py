"""The cases of a clause as its conditions tell them apart, read from a policy's JSON, and what is promised of each."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from tests.laws.proof_time import Json, NotKnown, Refused, fold

Case = dict[str, Any]  # by folded field: a text, a number, a date's number; None where it is not said
OTHER = "\0 a word of no condition"
MOST_CASES = 20_000


def clause_of(policy: Json, agreement: str, id: str, kind: str = "clauses") -> Json:
    """The one text of a clause."""
    found = [each for each in policy[kind] if (each["agreement"], each["id"]) == (agreement, id)]
    if len(found) != 1:
        raise Refused(f"{agreement}/{id} has {len(found)} texts")
    return found[0]


def agreement_of(policy: Json, id: str) -> Json:
    """An agreement."""
    found: Json = next(each for each in policy["agreements"] if each["id"] == id)
    return found


def name_of(clause: Json) -> str:
    """As proofs call it."""
    return f"{clause['agreement']}/{clause['id']}"


def worth(value: Json) -> Any:
    """What a value is compared by."""
    match value["type"]:
        case "text":
            return fold(value["text"])
        case "number":
            return Fraction(value["number"])
        case "length" | "instant":
            return Fraction(value["us"])
        case "day":
            return Fraction(date.fromisoformat(value["day"]).toordinal())
        case other:
            raise NotKnown(f"values of {other}")


def with_tiers(policy: Json, begin: int, end: int) -> Json:
    """The policy with every condition as the agreement that has it sees cases: of the tiers that it gives them."""
    if not policy["tiers"]:
        return policy
    found = deepcopy(policy)

    def seen(where: Json | None, agreement: str, subject: str) -> Json | None:
        names = {fold(part["field"]) for part in parts_of(where)}
        own = [
            each
            for tier in policy["tiers"]
            if fold(tier["agreement"]) == fold(agreement)
            for each in tier["cases"]
            if fold(each["subject"]) == fold(subject) and fold(each["field"]) in names
        ]
        for each in own:
            if each["begins"] > begin or (each["ends"] is not None and each["ends"] < end):
                raise NotKnown("tiers that change")
        return {"type": "under tiers", "tiers": own, "condition": where} if own else where

    for clause in found["clauses"]:
        clause["where"] = seen(clause["where"], clause["agreement"], clause["subject"])
        for row in clause["rows"]:
            row["where"] = seen(row["where"], clause["agreement"], clause["subject"])
    for plan in found["plans"]:
        for step in (step for stage in plan["stages"] for step in stage):
            for each in step["under"]:
                each["where"] = seen(each["where"], plan["agreement"], plan["subject"])
    return found


def parts_of(condition: Json | None) -> Iterator[Json]:
    """The conditions on single fields in one."""
    if condition is None:
        return
    match condition["type"]:
        case "not":
            yield from parts_of(condition["condition"])
        case "both" | "either":
            for part in condition["parts"]:
                yield from parts_of(part)
        case "under tiers":
            yield from parts_of(condition["condition"])
            for each in condition["tiers"]:
                yield from parts_of(each["where"])
        case _:
            yield condition


def cases_of(policy: Json, subject: str, conditions: Iterable[Json | None]) -> list[Case]:
    """A case for every combination of values that the conditions tell apart, and of fields that are not said."""
    asked = [part for condition in conditions for part in parts_of(condition)]
    fields = {
        fold(field["name"]): field
        for each in policy["subjects"]
        if fold(each["name"]) == fold(subject)
        for field in each["fields"]
    }
    points: dict[str, list[Any]] = {}
    for name in sorted({fold(part["field"]) for part in asked}):
        told = [part for part in asked if fold(part["field"]) == name]
        values = [
            worth(v) for part in told for v in part.get("values", [part["value"]] if "value" in part else [])
        ]
        field = fields[name]
        if field["type"] == "one of":
            points[name] = [*map(fold, field["values"]), None]
        elif field["type"] == "text":
            points[name] = [*dict.fromkeys(values), OTHER, None]
        else:
            bounds = sorted({Fraction(0), *values})
            between = [(one + other) / 2 for one, other in pairwise(bounds)]
            beyond = [bounds[-1] + 1, *([] if field["type"] == "length" else [bounds[0] - 1])]
            points[name] = [*bounds, *between, *beyond, None]
    found = [dict(zip(points, combined)) for combined in product(*points.values())]
    if len(found) > MOST_CASES:
        raise NotKnown("so many kinds of cases")
    return found


def holds(condition: Json | None, case: Case) -> bool | None:
    """Whether a condition holds of a case; None where that rests on a field that is not said."""
    if condition is None:
        return True
    match condition["type"]:
        case "is known":
            return case[fold(condition["field"])] is not None
        case "is one of":
            value = case[fold(condition["field"])]
            return None if value is None else value in [worth(each) for each in condition["values"]]
        case "compared":
            value, bound = case[fold(condition["field"])], worth(condition["value"])
            if value is None or isinstance(value, str):
                return None
            orders = {"below": value < bound, "at most": value <= bound, "above": value > bound}
            return {**orders, "at least": value >= bound}[condition["order"]]
        case "not":
            found = holds(condition["condition"], case)
            return None if found is None else not found
        case "both" | "either" as how:
            results = [holds(part, case) for part in condition["parts"]]
            decides = how == "either"
            return decides if decides in results else None if None in results else not decides
        case "under tiers":
            given = (each for each in condition["tiers"] if holds(each["where"], case) is True)
            first = next(given, None)
            seen = case if first is None else {**case, fold(first["field"]): fold(first["value"])}
            return holds(condition["condition"], seen)
        case other:
            raise NotKnown(f"conditions of {other}")


class Promise:
    """What a clause promises of a case: a deadline on a calendar, for a share of those counted with it."""

    def __init__(self, clause: Json, row: int | None) -> None:
        said = clause if row is None else clause["rows"][row]
        self.clause, self.row = clause, row
        self.deadline: Json = said["deadline"]
        self.calendar: str = said["calendar"]
        whole = Fraction(clause["share"]["at_least"]) if clause["share"] else Fraction(1)
        own = None if row is None else said["at_least"]
        self.share = whole if own is None else Fraction(own)
        self.counted = (name_of(clause), None if own is None else row)  # what it is counted with

    @property
    def name(self) -> str:
        """Of the clause."""
        return name_of(self.clause)

    def same_as(self, other: "Promise") -> bool:
        """Whether it is the very same."""
        return (self.name, self.row) == (other.name, other.row)


def promised(clause: Json, case: Case) -> Promise | None:
    """What a clause promises of a case; None where nothing."""
    if holds(clause["where"], case) is not True:
        return None
    if not clause["rows"]:
        return Promise(clause, None)
    for number, row in enumerate(clause["rows"]):
        if holds(row["where"], case) is True:
            return Promise(clause, number) if row["deadline"] is not None else None
    return None


class Way:
    """How the cases of a clause go: stages of steps, each under some clauses for cases of some conditions."""

    def __init__(self, policy: Json, clause: Json) -> None:
        key = clause["agreement"], fold(clause["subject"]), fold(clause["clock"])
        self.plan = next(
            (p for p in policy["plans"] if (p["agreement"], fold(p["subject"]), fold(p["clock"])) == key),
            None,
        )
        self.assumed: list[Json] = self.plan["assumptions"] if self.plan else []
        self.stages: list[list[list[tuple[Json, Json | None]]]] = []
        if self.plan:
            for stage in self.plan["stages"]:
                self.stages.append(
                    [
                        [(clause_of(policy, u["agreement"], u["clause"]), u["where"]) for u in step["under"]]
                        for step in stage
                    ]
                )
            return
        below = {each["agreement"] for each in policy["supports"] if each["supported"] == key[0]}
        alike = [
            (each, None)
            for each in policy["clauses"]
            if each["agreement"] in below and (fold(each["subject"]), fold(each["clock"])) == key[1:]
        ]
        self.stages = [[alike]]

    @property
    def steps(self) -> list[list[tuple[Json, Json | None]]]:
        """All steps of all stages."""
        return [step for stage in self.stages for step in stage]

    def conditions(self, clause: Json) -> list[Json | None]:
        """All that tells cases apart."""
        every = [clause, *(below for step in self.steps for below, _ in step)]
        found = [each["where"] for each in every]
        found += [row["where"] for each in every for row in each["rows"]]
        return [*found, *(where for step in self.steps for _, where in step)]

    def assumes(self, kind: str) -> list[Json]:
        """What the plan assumes of a kind."""
        return [each for each in self.assumed if each["type"] == kind]


def doing(step: list[tuple[Json, Json | None]], case: Case) -> list[Promise]:
    """The promises by which such a case does a step."""
    under = [clause for clause, where in step if holds(where, case) is True]
    found = [promised(clause, case) for clause in under]
    return [each for each in found if each is not None]


def days_of_notice(agreement: Json) -> int | None:
    """At how short a notice it can be ended, a month taken for thirty days."""
    notice = agreement["life"]["notice"]
    return None if notice is None else int(30 * notice["months"] + notice["days"])


def ends_sooner(policy: Json, above: str, below: Iterable[str]) -> bool:
    """Whether one of those below can be ended at shorter notice."""
    ours = days_of_notice(agreement_of(policy, above))
    theirs = [days_of_notice(agreement_of(policy, each)) for each in below]
    return any(each is not None and (ours is None or each < ours) for each in theirs)
