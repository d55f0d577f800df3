"""Functions of instants in pieces, held to going through every instant."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from sladsl.underpinning.piecewise import (
    Piecewise,
    chosen,
    finish,
    greatest_difference,
    identity,
    made,
    open_time,
    risen,
    then,
)
from tests.effort import examples

END = 40


@st.composite
def functions(draw: st.DrawFn) -> Piecewise:
    """From 0 to END, with values in there: up, down, standing still or going on."""
    marks = sorted({0, *draw(st.lists(st.integers(1, END), max_size=6))})
    pieces = []
    for begin, following in zip(marks, [*marks[1:], END + 1]):
        moves = draw(st.booleans())
        most = END - (following - 1 - begin if moves else 0)
        pieces.append((begin, draw(st.integers(0, most)), moves))
    return made(pieces, END)


@st.composite
def openings(draw: st.DrawFn) -> list[tuple[int, int]]:
    """In order and apart, within the domain."""
    edges = sorted(draw(st.lists(st.integers(0, END), max_size=8, unique=True)))
    return list(zip(edges[::2], edges[1::2]))


def all_of(function: Piecewise) -> list[int]:
    return [function(instant) for instant in range(END + 1)]


def same(function: Piecewise, by_instant: Callable[[int], int]) -> None:
    assert all_of(function) == [by_instant(instant) for instant in range(END + 1)]


@given(functions(), functions(), st.none() | st.integers(1, END))
@examples(300)
def test_the_greatest_difference(upper: Piecewise, lower: Piecewise, before: int | None) -> None:
    until = END + 1 if before is None else before
    differences = [upper(instant) - lower(instant) for instant in range(until)]
    assert greatest_difference(upper, lower, before) == (
        max(differences),
        differences.index(max(differences)),
    )


@given(functions(), functions())
@examples(200)
def test_one_after_the_other_and_the_later_or_earlier_of_two(one: Piecewise, other: Piecewise) -> None:
    same(then(one, other), lambda instant: other(one(instant)))
    same(chosen(one, other, latest=True), lambda instant: max(one(instant), other(instant)))
    same(chosen(one, other, latest=False), lambda instant: min(one(instant), other(instant)))
    same(then(identity(0, END), one), one)


@given(functions())
@examples(200)
def test_the_greatest_so_far(function: Piecewise) -> None:
    same(risen(function), lambda instant: max(function(each) for each in range(instant + 1)))


@given(openings(), st.integers(0, END))
@examples(200)
def test_open_time_and_when_it_is_used_up(spans: list[tuple[int, int]], allowance: int) -> None:
    def opened(begin: int, end: int) -> int:
        return sum(any(a <= each < b for a, b in spans) for each in range(begin, end))

    def last(start: int) -> int:
        """The last instant up to which no more than the allowance has passed; the end where that is never exceeded."""
        return next((each - 1 for each in range(start, END + 1) if opened(start, each) > allowance), END)

    same(open_time(spans, 0, END), lambda instant: opened(0, instant))
    same(finish(spans, 0, END, allowance), last)
