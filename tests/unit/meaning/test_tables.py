"""Tables lowered: rows with their conditions, deadlines, calendars and shares, by hand."""

from fractions import Fraction

from sladsl.policy.conditions import Both, Compared, IsOneOf, Not
from sladsl.policy.model import (
    Clause,
    EndOf,
    Row,
    Share,
    Whichever,
    Window,
    Within,
    WorkingDays,
)
from sladsl.policy.values import Text
from tests.unit.meaning.programs import AGREEMENT, ORDERS, codes, policy_of

HOUR = 3_600_000_000
SITES = """calendar hours of its site:
  | site   | counting       |
  | Athens | office hours   |
  | Crete  | business hours |
"""


def clause(text: str) -> Clause:
    """The one clause of a text below the agreement."""
    (only,) = policy_of(text).clauses
    return only


def texts(*names: str) -> tuple[Text, ...]:
    return tuple(map(Text, names))


def shown(row: Row) -> tuple[object, ...]:
    """A row without its place and label."""
    return row.where, row.deadline, row.calendar, row.at_least


def test_a_table() -> None:
    found = clause(
        """clause T: Every incident where site is known shall be resolved within:
        | Priority   | level          | within         | counting     | at least |
        | P1, P2     | any            | 4 hours        | always       | 95%      |
        | not P1, P2 | not Gold       | 3 working days | office hours | 87.5%    |
        | P3, P4, P5 | Gold           | not promised   | -            | -        |
        for that share of incidents per calendar month and site."""
    )
    first, second, third = found.rows
    high = IsOneOf("priority", texts("P1", "P2"))
    assert shown(first) == (Both((high,)), Within(4 * HOUR), "always", Fraction(19, 20))
    assert shown(second) == (
        Both((Not(high), Not(IsOneOf("level", texts("Gold"))))),
        WorkingDays(3),
        "office hours",
        Fraction(7, 8),
    )
    assert shown(third) == (
        Both((IsOneOf("priority", texts("P3", "P4", "P5")), IsOneOf("level", texts("Gold")))),
        None,
        "always",
        None,
    )
    # the words of the cells, under the headings as they are written
    assert first.label == (("Priority", "P1, P2"), ("level", "any"))
    assert second.label == (("Priority", "not P1, P2"), ("level", "not Gold"))
    line = AGREEMENT.count("\n") + 3
    assert (first.place.line, first.place.column) == (line, 9)
    assert first.place.text.startswith("| P1, P2")
    # what a clause without rows has is that of the first
    assert (found.deadline, found.calendar) == (Within(4 * HOUR), "always")
    assert found.share == Share(Fraction(19, 20), Window("calendar", "month"), ("site",), "decision")
    assert "(a table of 3 rows)" in found.place.text


def test_one_share_and_one_calendar_for_all_rows() -> None:
    found = clause(
        """clause T: Every incident shall be resolved within:
        | priority | within       |
        | P1       | not promised |
        | not P1   | 4 hours      |
        , counting office hours, for at least 90% of incidents per calendar month."""
    )
    assert [row.calendar for row in found.rows] == ["office hours", "office hours"]
    assert [row.at_least for row in found.rows] == [None, None]
    assert found.deadline == Within(4 * HOUR), "of the first row that promises something"
    assert found.share is not None
    assert found.share.at_least == Fraction(9, 10)


def test_between_is_two_tests() -> None:
    found = clause(
        ORDERS
        + """clause T: Every order shall be delivered within:
        | effort                      | within  |
        | between 1 hour and 2 hours  | 4 hours |
        | below 1 hour                | 2 hours |
        | above 2 hours               | 5 hours |
        , counting always."""
    )
    where = found.rows[0].where
    assert isinstance(where, Both)
    orders = [(part.order, part.value) for part in where.parts if isinstance(part, Compared)]
    assert [order for order, _ in orders] == ["at least", "at most"]


def test_deadlines_of_cells() -> None:
    found = clause(
        ORDERS
        + """clause T: Every order shall be delivered within:
        | level      | within                                                |
        | Gold       | by the earlier of 4 hours and the end of the due day  |
        | Silver     | by the end of the next working day                    |
        , counting office hours."""
    )
    assert [row.deadline for row in found.rows] == [
        Whichever("earlier", (Within(4 * HOUR), EndOf("due day"))),
        WorkingDays(1),
    ]


def test_a_calendar_by_site_is_rows_of_its_own() -> None:
    found = clause(
        SITES + "clause C: Every incident shall be resolved within 4 hours, counting hours of its site."
    )
    assert [shown(row) for row in found.rows] == [
        (Both((IsOneOf("site", texts("Athens")),)), Within(4 * HOUR), "office hours", None),
        (Both((IsOneOf("site", texts("Crete")),)), Within(4 * HOUR), "business hours", None),
    ]
    assert [row.label for row in found.rows] == [(), ()]


def test_a_table_and_a_calendar_by_site_are_multiplied() -> None:
    found = clause(
        SITES
        + """clause C: Every incident shall be resolved within:
        | priority | within         | at least |
        | P1       | 4 hours        | 95%      |
        | not P1   | 2 working days | 90%      |
        , counting hours of its site, for that share of incidents per calendar month."""
    )
    assert [(row.calendar, row.deadline, row.at_least) for row in found.rows] == [
        ("office hours", Within(4 * HOUR), Fraction(19, 20)),
        ("business hours", Within(4 * HOUR), Fraction(19, 20)),
        ("office hours", WorkingDays(2), Fraction(9, 10)),
        ("business hours", WorkingDays(2), Fraction(9, 10)),
    ]
    assert [row.label for row in found.rows] == [
        (("priority", "P1"),),
        (("priority", "P1"),),
        (("priority", "not P1"),),
        (("priority", "not P1"),),
    ], "the sites of a row are counted together"


def test_a_calendar_by_site_in_the_zone_of_the_agreement() -> None:
    text = SITES + "clause C: Every incident shall be resolved within 4 hours, counting hours of its site.\n"
    other = (
        AGREEMENT.split("use calendars.\n")[1]
        .replace("DESK", "ISLE")
        .replace("Europe/Athens", "Europe/London")
    )
    policy = policy_of(text + other + text.removeprefix(SITES))
    zones = [policy.calendars[row.calendar].zone for each in policy.clauses for row in each.rows]
    assert zones == ["Europe/Athens", "Europe/Athens", "Europe/London", "Europe/London"]


def test_a_calendar_that_no_clause_counts_on_is_checked() -> None:
    assert codes(AGREEMENT + SITES.replace("business hours", "busines hours")) == ["E0202"]
    assert codes(AGREEMENT + SITES) == []


def test_two_calendars_of_one_name() -> None:
    assert codes(AGREEMENT + SITES + SITES) == ["E0209"]
    assert codes(AGREEMENT + SITES + "calendar hours of its site: open always.") == ["E0209"]


def test_faults_of_a_table_of_calendars_are_told_once() -> None:
    twice = SITES + "  | Athens | always |\n"
    use = "clause {}: Every incident shall be resolved within 4 hours, counting hours of its site.\n"
    assert codes(AGREEMENT + twice + use.format("A") + use.format("B")) == ["E0322"]
