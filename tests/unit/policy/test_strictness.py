"""Which of two texts of a clause is the stricter, part by part."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from sladsl.policy.conditions import IsKnown, IsOneOf
from sladsl.policy.model import CalendarUnits, Clause, EndOf, Within, WorkingDays
from sladsl.policy.strictness import differences
from sladsl.policy.values import Text
from sladsl.worktime.rules import Always, DayRule, Except, NamedRule, Opening, Weekly
from tests.unit.evaluate.policies import HOUR, OFFICE, policy, share

(CLAUSE,) = policy(share=share(90), pauses=()).clauses
SHORT = Weekly("UTC", ((Opening(9 * 3600, 16 * 3600),),) * 5 + ((), ()), OFFICE.days)
SHIFTED = Weekly("UTC", ((Opening(9 * 3600, 18 * 3600),),) * 5 + ((), ()), OFFICE.days)
NO_HOLIDAY = Weekly("UTC", OFFICE.week, ())
HALF_DAY = Weekly("UTC", OFFICE.week, (DayRule(date(2026, 4, 10), (Opening(8 * 3600, 10 * 3600),), ""),))
NIGHT = Weekly("UTC", ((Opening(0, 10 * 3600),),) * 7)
CALENDARS = {
    name: NamedRule(name, "UTC", rule)
    for name, rule in {
        "office hours": OFFICE,
        "always": Always("UTC"),
        "short": SHORT,
        "shifted": SHIFTED,
        "no holiday": NO_HOLIDAY,
        "half day": HALF_DAY,
        "less the night": Except(OFFICE, NIGHT),
        "short less the night": Except(SHORT, NIGHT),
        "shifted less the night": Except(SHIFTED, NIGHT),
    }.items()
}
P1, P1_P2 = IsOneOf("priority", (Text("P1"),)), IsOneOf("priority", (Text("P1"), Text("P2")))


def answers(new: Clause, old: Clause = CLAUSE) -> dict[str, str]:
    return {each.part: each.answer for each in differences(old, new, CALENDARS)}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"deadline": Within(3 * HOUR)},
        {"calendar": "always"},
        {"calendar": "no holiday"},
        {"calendar": "half day"},
        {"deadline": Within(HOUR), "calendar": "always"},
        {"share": share(91)},
        {"pauses": ()},
        {"warnings": ()},
    ],
)
def test_at_least_as_strict(change: dict[str, object]) -> None:
    assert answers(evolve(CLAUSE, **change), evolve(CLAUSE, pauses=("parked",))) == {}


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"deadline": Within(4 * HOUR + 1)}, "the time"),
        ({"calendar": "short"}, "the time"),
        ({"calendar": "less the night"}, "the time"),
        ({"share": share(89)}, "the share"),
        ({"share": None}, "the share"),
        ({"pauses": ("parked",)}, "the pauses"),
        ({"where": P1}, "the cases it is for"),
        ({"share": evolve(share(90), empty="met")}, "windows without cases"),
    ],
)
def test_weaker(change: dict[str, object], part: str) -> None:
    assert answers(evolve(CLAUSE, **change)) == {part: "weaker"}


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"deadline": Within(5 * HOUR), "calendar": "always"}, "the time"),
        ({"calendar": "shifted"}, "the time"),
        ({"calendar": "shifted less the night"}, "the time"),
        ({"deadline": WorkingDays(1)}, "the time"),
        ({"deadline": EndOf("last day")}, "the time"),
        ({"share": share(90, "week")}, "the windows"),
        ({"share": share(90, group=("site",))}, "the groups"),
        ({"share": share(90, by="opening")}, "the window a case counts in"),
        ({"fields": "opening"}, "the fields that count"),
        ({"clock": "response"}, "what is measured"),
    ],
)
def test_not_to_be_told(change: dict[str, object], part: str) -> None:
    assert answers(evolve(CLAUSE, **change)) == {part: "cannot tell"}


def test_calendars_made_of_others() -> None:
    base = evolve(CLAUSE, calendar="less the night")
    assert answers(CLAUSE, base) == {}
    assert answers(evolve(CLAUSE, calendar="always"), base) == {}
    assert answers(evolve(CLAUSE, calendar="short less the night"), base) == {"the time": "weaker"}
    assert answers(base, evolve(CLAUSE, calendar="short less the night")) == {}


def test_conditions() -> None:
    whole = evolve(CLAUSE, share=share(100))
    only, every = evolve(CLAUSE, where=P1), evolve(whole, where=P1)
    assert answers(evolve(whole, where=P1_P2), every) == {}
    assert answers(whole, every) == {}
    # cases that are new may make up for late ones: nine of ten P1 late and a hundred P2 in time
    assert answers(evolve(CLAUSE, where=P1_P2), only) == {"the cases it is for": "cannot tell"}
    assert answers(only, evolve(CLAUSE, where=P1_P2)) == {"the cases it is for": "weaker"}
    assert answers(evolve(CLAUSE, where=IsKnown("site")), only) == {"the cases it is for": "cannot tell"}


def test_terms_of_the_calendar() -> None:
    month = evolve(CLAUSE, deadline=CalendarUnits(1, 0))
    assert answers(evolve(CLAUSE, deadline=CalendarUnits(0, 20)), month) == {"the time": "cannot tell"}
    assert answers(month, evolve(CLAUSE, deadline=CalendarUnits(1, 1))) == {}
    assert answers(evolve(CLAUSE, deadline=CalendarUnits(2, 0)), month) == {"the time": "weaker"}
    days = evolve(CLAUSE, deadline=WorkingDays(3))
    assert answers(evolve(days, deadline=WorkingDays(2)), days) == {}
    assert answers(evolve(days, calendar="always"), days) == {"the time": "cannot tell"}


def test_shares_exactly() -> None:
    third = evolve(CLAUSE, share=evolve(share(90), at_least=Fraction(1, 3)))
    assert answers(evolve(CLAUSE, share=evolve(share(90), at_least=Fraction(333, 1000))), third) == {
        "the share": "weaker"
    }
