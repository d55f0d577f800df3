"""Functions of instants that stand still or go on with the clock: exact, in integer microseconds.

How long work takes by calendars is such a function of when it starts. It is known on whole instants from
`at[0]` to `end`; from `at[i]` until the next it is `value[i]`, or with `moves[i]` that and what passed since.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sladsl.records import frozen

# many promises take the same hours and the same time: what was worked out for one is known for the others
_known = lru_cache(maxsize=1024)


@frozen(eq=False)
class Piecewise:
    """At least one piece; pieces are not empty and follow each other up to `end`, which is included."""

    at: list[int]
    value: list[int]
    moves: list[bool]
    end: int

    def __call__(self, instant: int) -> int:
        """The value at an instant of the domain."""
        index = bisect_right(self.at, instant) - 1
        return self.value[index] + (instant - self.at[index] if self.moves[index] else 0)

    def pieces(self) -> Iterator[tuple[int, int, int, bool]]:
        """(begin, end, value at begin, whether it moves); the end is not included."""
        ends = [*self.at[1:], self.end + 1]
        yield from zip(self.at, ends, self.value, self.moves)


def made(pieces: Iterable[tuple[int, int, bool]], end: int) -> Piecewise:
    """From (begin, value, moves) in order; pieces that go on like the one before are one with it."""
    at: list[int] = []
    value: list[int] = []
    moving: list[bool] = []
    for begin, starts, moves in pieces:
        if at:
            before = at[-1]
            if before == begin:
                at.pop(), value.pop(), moving.pop()
                before = at[-1] if at else begin
            if at and moves == moving[-1] and starts == (value[-1] + begin - before if moves else value[-1]):
                continue
        at.append(begin)
        value.append(starts)
        moving.append(moves)
    return Piecewise(at, value, moving, end)


@_known
def identity(begin: int, end: int) -> Piecewise:
    """The instant itself."""
    return Piecewise([begin], [begin], [True], end)


def open_time(openings: Sequence[tuple[int, int]], begin: int, end: int) -> Piecewise:
    """How much of the openings (in order, within the domain) lies between `begin` and an instant."""

    def pieces() -> Iterator[tuple[int, int, bool]]:
        total = 0
        yield begin, 0, False
        for opens, closes in openings:
            yield opens, total, True
            total += closes - opens
            if closes <= end:
                yield closes, total, False

    return made(pieces(), end)


def finish(openings: Sequence[tuple[int, int]], begin: int, end: int, allowance: int) -> Piecewise:
    """The last instant up to which no more than the allowance of open time has passed since a start.

    `end` stands for every later instant, and for never.
    """
    before = [0]
    for opens, closes in openings:
        before.append(before[-1] + closes - opens)
    total = before[-1]

    def reached(level: int, index: int) -> tuple[int, int]:
        """The last instant with so much open time before it, and the number of the opening it is in."""
        while index < len(openings) and before[index + 1] <= level:
            index += 1
        return (end if level >= total else openings[index][0] + level - before[index]), index

    def pieces() -> Iterator[tuple[int, int, bool]]:
        instant, index = reached(allowance, 0)
        yield begin, instant, False
        for number, (opens, closes) in enumerate(openings):
            start, used = opens, before[number]
            while start < closes:
                instant, index = reached(used + allowance, index)
                if instant == end:
                    yield start, end, False
                    return
                yield start, instant, True
                further = min(closes - start, before[index + 1] - used - allowance)
                start, used = start + further, used + further
            instant, index = reached(used + allowance, index)
            if closes <= end:
                yield closes, instant, False
        yield end, end, False

    return made(pieces(), end)


@_known
def then(first: Piecewise, second: Piecewise) -> Piecewise:
    """The second at the value of the first, whose values lie in the domain of the second."""

    at, values, moving, last = second.at, second.value, second.moves, len(second.at) - 1

    def pieces() -> Iterator[tuple[int, int, bool]]:
        for begin, end, value, moves in first.pieces():
            index = bisect_right(at, value) - 1
            into = value - at[index] if moving[index] else 0
            if not moves:
                yield begin, values[index] + into, False
                continue
            while begin < end:
                yield begin, values[index] + into, moving[index]
                if index == last:
                    break
                index, into = index + 1, 0
                begin, value = begin + at[index] - value, at[index]

    return made(pieces(), first.end)


@_known
def chosen(one: Piecewise, other: Piecewise, latest: bool) -> Piecewise:
    """At each instant the later, or else the earlier, of two functions of one domain."""

    def better(a: tuple[int, bool], b: tuple[int, bool]) -> tuple[int, bool]:
        if a[0] == b[0]:  # from here on the one that moves is the later
            return max(a, b) if latest else min(a, b)
        return a if (a[0] > b[0]) == latest else b

    def pieces() -> Iterator[tuple[int, int, bool]]:
        for begin, end, a, b in both(one, other):
            yield begin, *better(a, b)
            meet = begin + abs(a[0] - b[0])
            # the one that stands still is caught up with on the way
            caught_up = a[1] != b[1] and (a[0] < b[0]) == a[1] and a[0] != b[0]
            if caught_up and meet < end:
                yield meet, *better((max(a[0], b[0]), a[1]), (max(a[0], b[0]), b[1]))

    return made(pieces(), one.end)


@_known
def risen(function: Piecewise) -> Piecewise:
    """The greatest value up to each instant; the function itself where it never falls."""

    def pieces() -> Iterator[tuple[int, int, bool]]:
        best = function.value[0]
        for begin, end, value, moves in function.pieces():
            last = value + (end - 1 - begin if moves else 0)
            if last <= best or not moves:
                best = max(best, value)
                yield begin, best, False
                continue
            if value < best:  # it is as great again on the way
                yield begin, best, False
            yield begin + max(best - value, 0), max(best, value), True
            best = last

    falls = any(
        value + (end - begin if moves else 0) > following
        for (begin, end, value, moves), following in zip(function.pieces(), function.value[1:])
    )
    return made(pieces(), function.end) if falls else function


def both(one: Piecewise, other: Piecewise) -> Iterator[tuple[int, int, tuple[int, bool], tuple[int, bool]]]:
    """The pieces on which neither function bends: begin, end, and value and whether it moves of each."""
    ours, theirs = one.pieces(), other.pieces()
    begin = a_begin = a_end = b_begin = b_end = max(one.at[0], other.at[0])
    last = min(one.end, other.end) + 1
    a = b = 0
    a_moves = b_moves = False
    while begin < last:
        while a_end <= begin:
            a_begin, a_end, a, a_moves = next(ours)
        while b_end <= begin:
            b_begin, b_end, b, b_moves = next(theirs)
        end = a_end if a_end < b_end else b_end
        yield (
            begin,
            end,
            (a + begin - a_begin if a_moves else a, a_moves),
            (b + begin - b_begin if b_moves else b, b_moves),
        )
        begin = end


@_known
def greatest_difference(upper: Piecewise, lower: Piecewise, before: int | None = None) -> tuple[int, int]:
    """The greatest value of `upper - lower`, and the first instant (before `before`) that has it."""
    best, where = upper(upper.at[0]) - lower(lower.at[0]), upper.at[0]
    for begin, end, (a, a_moves), (b, b_moves) in both(upper, lower):
        if before is not None and begin >= before:
            break
        end = end if before is None else min(end, before)
        # between its ends the difference rises by one a microsecond, falls so, or stands still
        instant = end - 1 if a_moves and not b_moves else begin
        difference = a - b + (instant - begin if a_moves and not b_moves else 0)
        if difference > best:
            best, where = difference, instant
    return best, where
