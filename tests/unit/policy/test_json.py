"""The compiled policy as JSON: there and back, the same text each time, and clear words for what it is not."""

import json
import subprocess
import sys
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

import sladsl.policy
from sladsl.policy.json import PolicyFormatError, dumps, loads, policy_hash
from sladsl.policy.model import Policy
from sladsl.policy.schema import schema
from tests.effort import examples
from tests.work import lines_run

SHIPPED = Path(sladsl.policy.__file__).with_name("policy.schema.json")


@given(data=st.data())
@examples(60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_there_and_back(data: st.DataObject, any_policy: st.SearchStrategy[Policy]) -> None:
    policy = data.draw(any_policy)
    text = dumps(policy)
    again = loads(text)
    assert again == policy
    assert dumps(again) == text
    jsonschema.Draft202012Validator(schema()).validate(json.loads(text))


def test_the_schema_is_shipped_and_is_one(rich: Policy) -> None:
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    assert shipped == schema()
    jsonschema.Draft202012Validator.check_schema(shipped)
    tree = json.loads(dumps(rich))
    jsonschema.Draft202012Validator(shipped).validate(tree)
    tree["clauses"][0]["deadline"]["type"] = "sladsl.policy.model.Within"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(shipped).validate(tree)


def test_how_it_is_written(rich: Policy) -> None:
    tree = json.loads(dumps(rich))
    assert list(tree)[:3] == ["format", "files", "agreements"]
    assert list(tree["calendars"]) == ["all", "office hours"]
    clause = tree["clauses"][0]
    assert clause["share"]["at_least"] == "19/20"
    assert clause["deadline"] == {"type": "within", "us": 5_400_000_000}
    assert clause["where"]["parts"][0]["values"][0] == {"type": "text", "text": "P1"}
    either = clause["where"]["parts"][1]["condition"]
    assert either["parts"][1]["value"] == {"type": "number", "number": "12.50", "unit": "EUR"}
    assert tree["calendars"]["office hours"]["rule"]["days"][0]["day"] == "2026-03-25"
    assert dumps(rich, indent=1).count("\n") > 100
    assert loads(dumps(rich, indent=1)) == loads(dumps(rich).encode()) == rich


def test_the_hash_is_of_what_is_meant(rich: Policy) -> None:
    turned = evolve(rich, calendars=dict(reversed(rich.calendars.items())))
    assert policy_hash(turned) == policy_hash(rich) == policy_hash(loads(dumps(rich, indent=2)))
    assert policy_hash(rich).startswith("sha256:")
    assert len(policy_hash(rich)) == 7 + 64
    assert policy_hash(evolve(rich, examples=())) != policy_hash(rich)


def _at(tree: Any, path: str, value: Any) -> Any:
    """The tree with another value at a path; "-" takes the key away."""
    tree = deepcopy(tree)
    *way, last = [int(key) if key.isdigit() else key for key in path.split("/")]
    inner = tree
    for key in way:
        inner = inner[key]
    if value == "-":
        del inner[last]
    else:
        inner[last] = value
    return tree


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("format", 2, "the policy has format 2, this release reads format 1"),
        ("format", True, "the policy has format true"),
        ("format", "-", "no compiled policy: it has no format number"),
        ("clauses", "-", 'the key "clauses" is missing'),
        ("clauses", {}, "at clauses: an object stands where a list is expected"),
        ("clauses/1/calendar", "-", 'at clauses[1].calendar: the key "calendar" is missing'),
        ("clauses/1/colour", 1, 'at clauses[1]: unknown keys "colour"'),
        ("clauses/1/calendar", 7, "at clauses[1].calendar: 7 stands where a text is expected"),
        ("clauses/0/deadline/type", "__main__.Within", 'at clauses[0].deadline: the "type" "__main__.Within" is none of'),
        ("clauses/0/deadline/type", ["within"], 'at clauses[0].deadline: the "type" a list is none of'),
        ("clauses/0/deadline", "4 hours", 'at clauses[0].deadline: "4 hours" stands where an object is expected'),
        ("clauses/0/deadline/us", 1.5, "at clauses[0].deadline.us: 1.5 stands where a whole number is expected"),
        ("clauses/0/deadline/us", True, "true stands where a whole number is expected"),
        ("clauses/0/deadline/us", 10**30, "stands where a whole number is expected"),
        ("clauses/0/fields", "later", 'at clauses[0].fields: "later" is none of "current", "opening"'),
        ("clauses/0/share/at_least", "0.95", 'at clauses[0].share.at_least: "0.95" stands where a fraction'),
        ("clauses/0/share/at_least", "1/0", "stands where a fraction"),
        ("clauses/0/where/parts/0/values/0/text", None, "at clauses[0].where.parts[0].values[0].text: null stands"),
        ("calendars/office hours/rule/days/0/day", "2026-02-30", "stands where a date"),
        ("calendars/all", [], "at calendars"),
        ("agreements", [1], "at agreements[0]"),
        ("clauses/0/calendar", "beach hours", "counts a calendar `beach hours` that is not there"),
        ("clauses/0/clock", "sundial", "needs a clock `sundial` that is not there"),
        ("clauses/0/pauses", ["asleep"], "paused by a state `asleep` that is not there"),
        ("clauses/0/agreement", "NONE", "is of an agreement `NONE` that is not there"),
        ("clauses/0/subject", "dog", "is about a subject `dog` that is not there"),
        ("clauses/0/share/at_least", "3/2", "not between 0% and 100%"),
        ("clauses/0/share/window/count", 0, "a window shorter than one month"),
        ("clauses/0/warnings/0/at", "-1/2", "warns before the clock starts"),
        ("agreements/0/zone", "../../etc/passwd", "no time zone `../../etc/passwd`"),
        ("agreements/0/zone", "Europe", "no time zone `Europe`"),
        ("agreements/0/ends", 0, "ends before it begins"),
        ("calendars/office hours/rule/week", [[]], "has 1 days a week"),
        ("calendars/office hours/rule/week/0/0/closes", 0, "opens or closes at a time that is not of the day"),
        ("calendars/office hours/rule/days/0/day", "2026-12-24", "dates out of order"),
        ("sources/0/time_column", None, "lacks the column of the time"),
        ("sources/0/separator", ",,", "a separator that is not one mark"),
        ("sources/0/field_column", "f", "needs the columns of field, old value and new value together"),
        ("states/0/subject", "dog", "the state `waiting` is of the subject `dog`"),
        ("assumptions/0/agreement", "NONE", "assumed by an agreement `NONE` that is not there"),
        ("assumptions/0/services/0", "Phone", "assumed of a service `Phone` that is not there"),
        ("assumptions/2/us", -1, "at most a negative length of `maintenance`"),
        ("meant/0/agreement", "NONE", "meant by an agreement `NONE` that is not there"),
        ("meant/0/clause", "NONE", "meant of a clause `ACME/NONE` that is not there"),
        ("meant/0/code", "E0301", "`E0301` is meant, and is the code of no warning"),
        ("roles/0/agreement", "NONE", "the role `Desk Manager` is of an agreement `NONE` that is not there"),
        ("roles/1/name", "desk manager", "the role `desk manager` of `ACME` is there twice"),
        ("parties/1/name", "HELLAS IT", "the party `HELLAS IT` is there twice"),
        ("agreements/0/may_declare/0/roles", [], "nobody may declare a state that the agreement `ACME` says some may"),
        ("clauses/0/escalations/0/on", "week", 'at clauses[0].escalations[0].on: "week" is none of "case", "window"'),
        ("services/0/name", "Office LAN", "the service `Office LAN` is there twice"),
        ("services/0/needs/of/0/service", "Phone", "the service `Email` needs a service `Phone` that is not there"),
        ("services/0/needs/of/1/least", 3, "the service `Email` needs 3 of 2"),
        ("services/0/needs/of/1/least", 0, "the service `Email` needs 0 of 2"),
        ("services/0/needs/of", [], "the service `Email` needs a list that is empty"),
        ("services/1/needs", {"type": "service", "service": "email"}, "needs itself"),
        ("services/0/needs/type", "k of n", 'at services[0].needs: the "type" "k of n" is none of'),
        ("service_groups/0/services", [], "the service group `Lines` has no services"),
        ("service_groups/0/services/0", "Phone", "the service group `Lines` has a service `Phone` that is not there"),
        ("service_groups/0/groups", ["Phones"], "the service group `Lines` has a group `Phones` that is not there"),
        ("service_groups/0/groups", ["All"], "has itself"),
        ("service_groups/0/name", "All", "the service group `All` is there twice"),
        ("service_groups/0/name", "email", "the service group `email` is there twice"),
        ("supports/0/supported", "NONE", "supports or is supported that is not there"),
        ("plans/0/agreement", "NONE", "is of an agreement that is not there"),
        ("plans/0/subject", "dog", "is about a subject `dog` that is not there"),
        ("plans/0/clock", "none", "is for a clock that is not there"),
        ("plans/0/stages/1", [], "has a stage without a step"),
        ("plans/0/stages/1/0/under/0/clause", "NONE", "rests on a clause `ACME/NONE` that is not there"),
        ("plans/0/stages/1/0/under/0/where/field", "colour", "asks for a field `colour`"),
        ("plans/0/assumptions/0/event", "sung", "of an event `sung` that is not there"),
        ("plans/0/assumptions/1/fields", ["colour"], "asks for a field `colour`"),
        ("plans/0/assumptions/2/count", -1, "assumes less than nothing"),
        ("plans/0/assumptions/4/at_least", "3/2", "a share that is not between 0% and 100%"),
        ("plans/0/assumptions/4/clause", "NONE", "assumes something of a clause `ACME/NONE`"),
        ("examples/0/clause", "NONE", "is of a clause `NONE` that is not there"),
    ],
)  # fmt: skip
def test_what_is_no_policy(rich: Policy, path: str, value: Any, why: str) -> None:
    tree = _at(json.loads(dumps(rich)), path, value)
    with pytest.raises(PolicyFormatError) as caught:
        loads(json.dumps(tree))
    assert any(why in problem for problem in caught.value.problems), caught.value.problems


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"format": 1}',
        "\0",
        '{"format": ' + "9" * 5000 + "}",
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
    ids=repr,
)
def test_texts_that_are_nothing_of_the_kind(text: str) -> None:
    with pytest.raises(PolicyFormatError):
        loads(text)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(PolicyFormatError, match="not JSON"):
        loads(b'{"format": "\xff"}')


def test_nesting_and_size(rich: Policy) -> None:
    tree = json.loads(dumps(rich))
    condition: dict[str, Any] = {"type": "is known", "field": "site"}
    for _ in range(150):
        condition = {"type": "not", "condition": condition}
    with pytest.raises(PolicyFormatError, match="nested"):
        loads(json.dumps(_at(tree, "clauses/0/where", condition)))
    text = json.dumps(_at(tree, "clauses/0/where", "HERE"))
    nested = '{"type": "both", "parts": [' * 900 + "]}" * 900
    with pytest.raises(PolicyFormatError, match="nested too deep"):
        loads(text.replace('"HERE"', nested))
    with pytest.raises(PolicyFormatError, match="larger than"):
        loads(" " * (64 * 2**20 + 1))


def test_twice_as_many_clauses_are_twice_the_work(rich: Policy) -> None:
    without = evolve(rich, examples=(), plans=(), meant=(), requirements=(), required_clauses=())
    loads(dumps(rich))  # the converter is made once a process

    def work(many: int) -> int:
        clauses = tuple(evolve(rich.clauses[0], id=f"C{index}") for index in range(many))
        text = dumps(evolve(without, clauses=clauses))
        return lines_run(lambda: loads(text))

    assert work(200) < 2.2 * work(100)


def test_it_is_read_without_the_language() -> None:
    code = (
        "import sys, sladsl.policy.json as j\n"
        "assert not {'lark', 'polars', 'networkx', 'holidays', 'cattrs'} & set(sys.modules), sorted(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_holds_parts_of_its_own_kind_in_a_fresh_process() -> None:
    """Nothing need have looked at the classes before: not the schema, not a first reading."""
    code = (
        "from sladsl.policy.json import dumps, loads\n"
        "from sladsl.policy.model import Policy\n"
        "from sladsl.worktime.rules import Always, AnyOf, NamedRule\n"
        "rules = {'all': NamedRule('all', 'UTC', AnyOf((Always('UTC'),)))}\n"
        "policy = Policy((), (), rules, (), (), (), (), (), (), ())\n"
        "assert loads(dumps(policy)) == policy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_dates_of_the_far_past(rich: Policy) -> None:
    days = rich.calendars["office hours"].rule.days  # type: ignore[union-attr]
    rule = evolve(rich.calendars["office hours"].rule, days=(evolve(days[0], day=date(1, 1, 1)),))
    policy = evolve(
        rich, calendars=rich.calendars | {"office hours": evolve(rich.calendars["office hours"], rule=rule)}
    )
    assert loads(dumps(policy)) == policy
