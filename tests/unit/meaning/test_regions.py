"""`Regions` says of rows what trying every case of a fine grid says: two rows, no row, rows of no case."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.diagnostics import Diagnostic
from sladsl.evaluate.truth import truth
from sladsl.meaning.regions import Regions
from sladsl.policy.conditions import Both, Compared, Condition, Either, IsKnown, IsOneOf, Not
from sladsl.policy.model import Field, Place, Subject
from sladsl.policy.regions import OTHER, Case, points_of, said
from sladsl.policy.values import Day, Instant, Length, Number, Text, Value
from sladsl.source import Span
from sladsl.syntax import tree
from tests.effort import examples

LEVEL = Field("level", "one of", ("Gold", "Silver", "Bronze"))
SITE = Field("site", "text")
SIZE = Field("size", "number", (), "kg")
AGE = Field("age", "length")
DUE = Field("due", "date")
MOMENT = Field("moment", "time")
SUBJECT = Subject("job", (), "id", (LEVEL, SITE, SIZE, AGE, DUE, MOMENT), (), Place("", 1, 1, 1, 1, ""))
HEAD = tree.Column("field", tree.Name("level", span=Span("", 0, 5)), span=Span("", 0, 5))


def checked(rows: Iterable[Condition], where: Condition | None = None) -> list[Diagnostic]:
    """What is found; the span of row N begins at 100 N."""
    written = [tree.TableRow((), span=Span("", 100 * n, 100 * n + 1)) for n, _ in enumerate(rows, 1)]
    table = tree.Table((HEAD,), tuple(written), span=Span("", 0, 5))
    found: list[Diagnostic] = []
    Regions(SUBJECT, found).check(table, list(zip(rows, written)), where)
    return found


def codes(rows: Iterable[Condition], where: Condition | None = None) -> list[tuple[str, int]]:
    """Each code with its row's number; 0 for the whole table."""
    return [(each.code, each.span.start // 100) for each in checked(rows, where) if each.span]


def level(*names: str) -> Condition:
    return IsOneOf("level", tuple(map(Text, names)))


def site(*names: str) -> Condition:
    return IsOneOf("site", tuple(map(Text, names)))


def kg(text: str) -> Number:
    return Number(Decimal(text), "kg")


def test_two_rows_and_the_case_of_both() -> None:
    (found,) = checked([level("Gold", "Silver"), level("Silver", "Bronze")])
    assert (found.code, found.headline) == ("E0322", "two rows are for level Silver")
    assert [found.span, found.others[0].span] == [Span("", 200, 201), Span("", 100, 101)]
    rest = Not(site("Athens"))
    assert checked([Both((level("Gold"), rest)), Both(())])[0].headline == (
        "two rows are for level Gold, any other site"
    )


def test_a_pair_of_rows_is_told_once() -> None:
    assert codes([Both(()), level("Gold", "Silver"), level("Bronze")]) == [("E0322", 2), ("E0322", 3)]
    # three rows of one case: the first two are told, the third with either only where no other is
    assert codes([Both(()), Both(()), Both(())]) == [("E0322", 2)]


def test_gaps_up_to_three_and_how_many_more() -> None:
    found = checked([Both((level("Gold"), Compared("size", "below", kg("1"))))])[0]
    assert found.code == "W0301"
    # size: 0 (below), 1, 2 (above); Gold covers 0
    assert found.headline == "no row is for level Gold, size 1 kg"
    assert list(found.notes) == ["nor for level Gold, size 2 kg; level Silver, size 0 kg; and 5 more"]


@pytest.mark.parametrize(
    ("below", "above", "gap", "both"),
    [
        (kg("1"), kg("1.0000001"), "size 1.00000005 kg", ""),
        (kg("10"), kg("10"), "size 10 kg", ""),
        (kg("10"), kg("9"), "", "size 9.5 kg"),
        (Length(60_000_000), Length(120_000_000), "age 1 minute 30 seconds", ""),
        (Length(1), Length(1), "age 0.000001 seconds", ""),
        (Day(date(2026, 3, 1)), Day(date(2026, 3, 1)), "due 2026-03-01", ""),
        (Day(date(2026, 3, 31)), Day(date(2026, 3, 1)), "", "due 2026-03-16"),
        (Instant(0), Instant(7_200_000_000), "moment 1970-01-01 01:00+00:00", ""),
    ],
)
def test_between_two_bounds(below: Value, above: Value, gap: str, both: str) -> None:
    """Bounds at most and above leave, or share, what is between them."""
    name = {Number: "size", Length: "age", Day: "due", Instant: "moment"}[type(below)]
    first: Condition = Compared(name, "below", below) if below == above else Compared(name, "at most", below)
    found = checked([first, Compared(name, "above", above)])
    heads = [each.headline for each in found]
    assert heads == ([f"no row is for {gap}"] if gap else [f"two rows are for {both}"])


def test_the_least_step_leaves_nothing_between() -> None:
    assert codes([Compared("age", "at most", Length(1)), Compared("age", "at least", Length(2))]) == []
    one, next_ = Day(date(2026, 2, 28)), Day(date(2026, 3, 1))
    assert codes([Compared("due", "at most", one), Compared("due", "at least", next_)]) == []


def test_no_length_is_below_zero_but_numbers_are() -> None:
    hour = Length(3_600_000_000)
    assert codes([Compared("age", "at least", Length(0))]) == []
    assert codes([Compared("age", "below", hour), Compared("age", "at least", hour)]) == []
    (found,) = checked([Compared("size", "at least", kg("0"))])
    assert found.headline == "no row is for size -1 kg"
    # below thirty minutes lies less than an hour
    half = Length(1_800_000_000)
    assert [each.headline for each in checked([Compared("age", "at least", half)])] == [
        "no row is for age 0 seconds"
    ]


def test_rows_of_no_case() -> None:
    never = Both((Compared("size", "at least", kg("5")), Compared("size", "at most", kg("4"))))
    rest = Compared("size", "at least", kg("-100"))
    assert ("E0323", 2) in codes([rest, never])
    assert codes([level("Gold"), Not(level("Gold"))], where=level("Gold")) == [("E0323", 2)]
    assert codes([level("Gold"), level()], where=level("Gold")) == [("E0323", 2)]


def test_a_text_that_no_row_names() -> None:
    assert codes([site("Athens")]) == [], "there is always one more"
    assert codes([site("athens"), Not(site("ATHENS"))]) == []
    # Patras has no row, and is named
    assert codes([site("Athens"), Not(site("Patras"))]) == [("E0322", 2), ("W0301", 0)]
    by_level = [Both((site("Athens"), level("Gold"))), Both((Not(site("Athens")), level("Gold", "Silver")))]
    (found,) = checked(by_level)
    assert found.headline == "no row is for level Silver, site Athens"
    (found,) = checked([level("Gold")], where=Not(site("Athens")))
    assert found.headline == "no row is for level Silver, any other site"


def test_whether_a_field_is_known() -> None:
    unknown = Not(IsKnown("level"))
    assert (
        codes([Compared("size", "below", kg("1")), Compared("size", "at least", kg("1"))], where=unknown)
        == []
    )
    assert codes([level("Gold"), Both(())], where=unknown) == [("E0323", 1)]
    # whether Gold's row is for it is not known, and so it is not known that none is
    assert codes([level("Gold"), Not(level("Gold"))], where=Either((unknown, level("Gold", "Silver")))) == []
    (found,) = checked([Compared("size", "below", kg("1"))], where=unknown)
    assert found.headline == "no row is for level not stated, size 1 kg"


def test_too_many_cases_are_not_tried() -> None:
    sites = [site(*(f"S{n}" for n in range(50_000)))]
    assert codes(sites) == []
    assert codes([Both((*sites, level("Gold")))]) == [("E0325", 0)]


def test_thousands_of_rows_are_checked_soon() -> None:
    rows = [site(f"S{n}") for n in range(3_000)]
    assert codes([*rows, site("s2999")]) == [("E0322", 3_001)]


def test_what_is_said_of_a_case() -> None:
    case: Case = {"level": Text("Gold"), "site": OTHER, "size": kg("1"), "due": None}
    assert said(case) == "level Gold, any other site, size 1 kg, due not stated"
    assert said({}) == "every case"


# --- the law: a grid much finer than the bounds finds the same ---------------------------------------

NUMBERS = [kg(str(n)) for n in range(4)]
DAYS = [Day(date(2026, 3, 1) + timedelta(days=2 * n)) for n in range(3)]
GRID: dict[str, list[Value]] = {
    "level": [Text(name) for name in LEVEL.values],
    "size": [kg(str(Decimal(n) / 2)) for n in range(-2, 9)],
    "due": [Day(date(2026, 2, 27) + timedelta(days=n)) for n in range(10)],
}
orders = st.sampled_from(["below", "at most", "above", "at least"])
tests = st.one_of(
    st.builds(lambda names: level(*names), st.lists(st.sampled_from(LEVEL.values), min_size=1, max_size=2)),
    st.builds(Compared, st.just("size"), orders, st.sampled_from(NUMBERS)),
    st.builds(Compared, st.just("due"), orders, st.sampled_from(DAYS)),
    st.builds(lambda value: IsOneOf("size", (value,)), st.sampled_from(NUMBERS)),
)
signed = st.one_of(tests, tests.map(Not))
conjunctions = st.lists(signed, max_size=3).map(lambda parts: Both(tuple(parts)))
wheres = st.none() | st.recursive(
    signed, lambda inner: st.builds(lambda a, b: Either((a, b)), inner, inner), max_leaves=3
)


@given(st.lists(conjunctions, min_size=1, max_size=4), wheres)
@examples(150)
def test_the_same_as_trying_every_case(rows: list[Condition], where: Condition | None) -> None:
    fields = {field.name: field for field in SUBJECT.fields}
    hits = []
    for values in product(*GRID.values()):
        case = dict(zip(GRID, values))
        if truth(where, case, fields) is True:
            hits.append([n for n, row in enumerate(rows, 1) if truth(row, case, fields) is True])
    found = codes(rows, where)
    assert {n for code, n in found if code == "E0323"} == set(range(1, len(rows) + 1)) - {
        n for hit in hits for n in hit
    }
    assert any(code == "W0301" for code, _ in found) == any(not hit for hit in hits)
    # a pair is told of for every case whose first two rows it is
    pairs = {(hit[0], hit[1]) for hit in hits if len(hit) > 1}
    assert sorted(n for code, n in found if code == "E0322") == sorted(second for _, second in pairs)


@given(st.lists(signed, min_size=1, max_size=4))
@examples(60)
def test_every_value_of_the_grid_is_like_some_point(conditions: list[Condition]) -> None:
    """No value of a field is told apart by the conditions from all the points."""
    fields = {field.name: field for field in SUBJECT.fields}
    for name, values in GRID.items():
        own = [each for each in conditions if name in _names(each)]

        def answers(value: Value | None, name: str = name, own: list[Condition] = own) -> tuple[object, ...]:
            assert value is not None
            return tuple(truth(each, {name: value}, fields) for each in own)

        points = {answers(point) for point in points_of(fields[name], own)}
        assert {answers(value) for value in values} <= points


def _names(condition: Condition) -> set[str]:
    match condition:
        case Not(inner):
            return _names(inner)
        case Both(parts) | Either(parts):
            return {name for part in parts for name in _names(part)}
        case IsOneOf(name) | Compared(name) | IsKnown(name):
            return {name}
