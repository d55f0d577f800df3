"""Rows of tables in a policy: printed, written and read, and refused where they name what is not there."""

import json
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from sladsl.policy import model as m
from sladsl.policy import words
from sladsl.policy.conditions import Both, IsOneOf, Not
from sladsl.policy.json import PolicyFormatError, dumps, loads
from sladsl.policy.model import Clause, Policy, Row, Whichever, Within, WorkingDays
from sladsl.policy.printed import printed
from sladsl.policy.values import Text

P1 = IsOneOf("priority", (Text("P1"),))
LATER = Whichever("later", (Within(14_400_000_000), m.EndOf("last day")))
PAGE = """\
  ACME/MONTH  (acme.sla, line 12)
    every ticket shall be repaired as its row of the table says, paused while waiting
      where priority is P1: by the later of: within 4 hours; by the end of the day in last day,
        counting office hours, at least 95% of these
      where not (priority is P1) and site is one of A, B: within 2 working days, counting all, at
        least 90% of these
      in every case: not promised
      a case that no row is for is unknown
    for the share of cases that its row says, per calendar month, each in the window it is decided
      in
"""


def tabled(rich: Policy) -> Policy:
    """The second clause with a table of three rows."""
    first, second, *others = rich.clauses
    place = first.place
    rows = (
        Row(Both((P1,)), LATER, "office hours", Fraction(19, 20), (("priority", "P1"),), place),
        Row(
            Both((Not(P1), IsOneOf("site", (Text("A"), Text("B"))))),
            WorkingDays(2),
            "all",
            Fraction(9, 10),
            (("priority", "not P1"),),
            place,
        ),
        Row(Both(()), None, "all", None, (), place),
    )
    share = m.Share(Fraction(19, 20), m.Window("calendar", "month"), (), "decision")
    clause = evolve(second, rows=rows, deadline=LATER, share=share, pauses=("waiting",))
    return evolve(rich, clauses=(first, clause, *others))


def test_the_rows_are_printed(rich: Policy) -> None:
    page = printed(tabled(rich))
    assert PAGE in page
    assert max(map(len, page.splitlines())) <= 100


def test_one_share_for_all_rows_is_printed_as_ever(rich: Policy) -> None:
    given = tabled(rich)
    rows = tuple(evolve(row, at_least=None) for row in given.clauses[1].rows)
    page = printed(evolve(given, clauses=(evolve(given.clauses[1], rows=rows),)))
    assert "    for at least 95% of cases per calendar month" in page
    assert "% of these" not in page


def test_what_is_not_promised(rich: Policy) -> None:
    clause: Clause = tabled(rich).clauses[1]
    assert words.not_promised(clause) == "nothing is promised in every case"
    assert words.not_promised(evolve(clause, rows=clause.rows[:2])) == ""
    silent = tuple(evolve(row, deadline=None) for row in clause.rows[:2])
    assert words.not_promised(evolve(clause, rows=silent)) == (
        "nothing is promised where priority is P1, or where not (priority is P1) and site is one of A, B"
    )


def test_there_and_back(rich: Policy) -> None:
    given = tabled(rich)
    assert loads(dumps(given)) == given
    tree = json.loads(dumps(given))
    row = tree["clauses"][1]["rows"][0]
    assert row["at_least"] == "19/20"
    assert row["label"] == [["priority", "P1"]]
    assert row["deadline"]["type"] == "whichever"
    assert tree["clauses"][1]["rows"][2]["deadline"] is None


@pytest.mark.parametrize(
    ("row", "key", "value", "why"),
    [
        (0, "calendar", "beach hours", "row 1 of the clause `ACME/MONTH` counts a calendar `beach hours` that is not there"),
        (1, "at_least", "3/2", "row 2 of the clause `ACME/MONTH` asks for a share that is not between 0% and 100%"),
        (1, "at_least", "-1/2", "row 2 of the clause `ACME/MONTH` asks for a share"),
        (1, "where", {"type": "is known", "field": "colour"}, "a field `colour` that the subject `ticket` does not have"),
        (0, "deadline", {"type": "whichever", "which": "later", "of": []}, "has a deadline of no parts"),
        (0, "deadline", {"type": "whichever", "which": "latest", "of": []}, '"latest" is none of'),
        (0, "deadline", {"type": "within"}, 'the key "us" is missing'),
        (0, "label", [["priority"]], "rows[0].label"),
        (0, "colour", 1, 'unknown keys "colour"'),
    ],
)  # fmt: skip
def test_what_is_no_row(rich: Policy, row: int, key: str, value: Any, why: str) -> None:
    tree = json.loads(dumps(tabled(rich)))
    tree["clauses"][1]["rows"][row][key] = value
    with pytest.raises(PolicyFormatError) as caught:
        loads(json.dumps(tree))
    assert any(why in problem for problem in caught.value.problems), caught.value.problems


def test_limits_within_limits_and_conditions_too_deep(rich: Policy) -> None:
    tree = json.loads(dumps(tabled(rich)))
    inner = {"type": "within", "us": 1}
    for _ in range(3):
        inner = {"type": "whichever", "which": "later", "of": [inner]}
    condition: dict[str, Any] = {"type": "is known", "field": "site"}
    for _ in range(150):
        condition = {"type": "not", "condition": condition}
    for place, value, why in (
        (
            tree["clauses"][0],
            inner,
            "the clause `ACME/REPAIR` has a deadline of no parts, or of parts in parts",
        ),
        (tree["clauses"][1]["rows"][0], inner, "row 1 of the clause `ACME/MONTH` has a deadline of no parts"),
        (tree["clocks"][0]["transitions"][2], inner, "the clock `repair` has a deadline of no parts"),
        (tree["clauses"][1]["rows"][1], condition, "row 2 of the clause `ACME/MONTH` has a condition nested"),
    ):
        key = "where" if value is condition else "within" if "within" in place else "deadline"
        before, place[key] = place[key], value
        with pytest.raises(PolicyFormatError) as caught:
            loads(json.dumps(tree))
        assert any(why in problem for problem in caught.value.problems), caught.value.problems
        place[key] = before
