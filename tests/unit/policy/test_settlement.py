"""How credits are settled: to JSON and back, for a reader, and refused where it cannot be."""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from attrs import evolve

from sladsl.compile import compile_texts
from sladsl.policy.json import PolicyFormatError, dumps, loads
from sladsl.policy.model import Policy
from sladsl.policy.printed import printed
from sladsl.policy.settlement import PaidWithin, SetAgainst, Settlement
from sladsl.policy.sound import faults
from sladsl.source import SourceText

TEXT = """
use availability.
use calendars.
service Email.
agreement A:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone UTC.
  fee EUR 1000 per calendar month.
  credits are set against the next monthly fee, and are never paid out.
clause UPTIME:
  Email shall be available for at least 99% of the time per calendar month.
  Credit 1% of the monthly fee when missed.
amendment X of A makes version 2 in force from 2026-04-01:
  credits are paid within 10 working days of the statement, counting office hours.
amendment Y of A makes version 3 in force from 2026-07-01:
  credits are paid within 1 month and 3 days of the statement.
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    compiled = compile_texts([SourceText.of("a.sla", TEXT)])
    assert compiled.diagnostics == ()
    return compiled.or_raise()


def test_the_way_of_each_text(policy: Policy) -> None:
    ways = [each.settlement for each in policy.money]
    assert [type(each) for each in ways] == [SetAgainst, PaidWithin, PaidWithin]
    assert isinstance(ways[1], PaidWithin)
    assert isinstance(ways[2], PaidWithin)
    assert (ways[1].months, ways[1].days, ways[1].working_days, ways[1].calendar) == (
        0,
        0,
        10,
        "office hours",
    )
    assert (ways[2].months, ways[2].days, ways[2].working_days, ways[2].calendar) == (1, 3, 0, "")
    assert "office hours" in policy.calendars


def test_to_json_and_back(policy: Policy) -> None:
    text = dumps(policy)
    assert loads(text) == policy
    schema = json.loads(files("sladsl.policy").joinpath("policy.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(text), schema)


def test_for_a_reader(policy: Policy) -> None:
    page = " ".join(printed(policy).split())
    for said in (
        "credits are set against the next monthly fee, and never paid out",
        "credits are paid within 10 working days of the statement, counting office hours",
        "credits are paid within 1 month and 3 days of the statement",
    ):
        assert said in page


def edited(policy: Policy, number: int, **changes: Any) -> Policy:
    money = list(policy.money)
    way: Settlement | None = money[number].settlement
    assert way is not None
    money[number] = evolve(money[number], settlement=evolve(way, **changes))
    return evolve(policy, money=tuple(money))


@pytest.mark.parametrize(
    ("number", "changes", "said"),
    [
        (0, {"unit": "year"}, "against a fee per year that there is not"),
        (1, {"calendar": "moon"}, "on a calendar `moon` that is not there"),
        (1, {"working_days": -1}, "a time to pay that cannot be counted"),
        (1, {"days": 3}, "a time to pay that cannot be counted"),
        (2, {"days": -1}, "a time to pay that cannot be counted"),
        (2, {"months": 10**9}, "a time to pay that cannot be counted"),
        (2, {"working_days": 1}, "a time to pay that cannot be counted"),
    ],
)
def test_what_cannot_be_is_refused(policy: Policy, number: int, changes: dict[str, Any], said: str) -> None:
    wrong = edited(policy, number, **changes)
    assert any(said in fault for fault in faults(wrong)), faults(wrong)
    with pytest.raises(PolicyFormatError):
        loads(dumps(wrong))
