"""Openings of a day: against going through every second, and many of them at once."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sladsl.compile import check_text
from sladsl.meaning.hours import overlapping, union, without
from sladsl.worktime.rules import Opening
from tests.work import lines_run

LAST = 40
openings = st.tuples(st.integers(0, LAST), st.integers(1, 12)).map(lambda pair: Opening(pair[0], sum(pair)))
several = st.lists(openings, max_size=6)


def seconds(of: tuple[Opening, ...] | list[Opening]) -> set[int]:
    return {second for each in of for second in range(each.opens, each.closes)}


@given(several, several, openings)
def test_sets_of_seconds(one: list[Opening], other: list[Opening], single: Opening) -> None:
    together = union(one, other)
    assert seconds(together) == seconds(one) | seconds(other)
    assert all(a.closes < b.opens for a, b in pairwise(together))
    left = without(union(one, ()), other)
    assert seconds(left) == seconds(one) - seconds(other)
    assert overlapping(together, single) == bool(seconds(together) & seconds([single]))


def test_a_closing_all_day_takes_the_whole_of_a_shift() -> None:
    night = (Opening(72_000, 100_000),)
    assert without(night, (Opening(0, 86_400),)) == ()
    assert without(night, (Opening(0, 80_000),)) == (Opening(80_000, 100_000),)


def _time(second: int) -> str:
    return f"{second // 3600:02}:{second % 3600 // 60:02}:{second % 60:02}"


def _work(count: int) -> int:
    """Lines of Python run to check a calendar with so many openings on one date."""
    ranges = ", ".join(f"{_time(4 * n)} to {_time(4 * n + 2)}" for n in range(count))
    text = f"calendar c: open 2026-01-01 {ranges}. closed 2026-01-01 {ranges}. open Friday 08:00 to 09:00."
    assert check_text(text) == []
    return lines_run(lambda: check_text(text))


def test_twice_as_many_openings_are_about_twice_the_work() -> None:
    assert _work(400) < 5 * _work(100)  # 16 times as much, if it grew with the square
