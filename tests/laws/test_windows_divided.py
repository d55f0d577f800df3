"""How windows of one kind lie in those of another: what is said of it holds of the windows that the evaluator makes."""

from bisect import bisect_left, bisect_right
from datetime import date
from functools import cache
from itertools import product

from sladsl.evaluate.windows import windows_between
from sladsl.policy import model as m
from sladsl.policy.states import Window
from sladsl.underpinning.comparison.windows import divides, lies_in, most_touched
from sladsl.worktime.civil import local_midnight_us
from tests.laws.supply_chains import HERE

UNITS = ("day", "week", "month", "quarter", "year")
KINDS = [
    *(Window("calendar", unit) for unit in UNITS),
    *(Window("contract", unit) for unit in ("month", "quarter", "year")),
    *(Window("rolling", "day", days) for days in (1, 2, 7, 28, 30, 31, 92)),
]
ZONES = ("Europe/Athens", "America/New_York")
DAYS = [date(2023, 1, 1), date(2023, 1, 31), date(2024, 2, 29), date(2023, 3, 17), date(2023, 8, 30)]
END, LATER = date(2026, 7, 1), date(2028, 1, 1)
Span = tuple[int, int]


@cache
def windows(kind: Window, begins: date, zone: str, until: date) -> list[Span]:
    """Those of an agreement without an end up to a day."""
    begin, end = local_midnight_us(begins, zone), local_midnight_us(until, zone)
    agreement = m.Agreement("A", "", "customer SLA", "1", "P", "C", zone, begin, None, HERE)
    return [each for each in windows_between(kind, agreement, begin, end) if each[1] <= end]


def covering(parts: list[Span], whole: Span, within: bool) -> int | None:
    """The fewest of the parts (`within`: of those that lie in it) that together hold all of it; None where they do not."""
    first = bisect_right(parts, whole[0], key=lambda each: each[1])
    some = parts[first : bisect_left(parts, whole[1], key=lambda each: each[0])]
    some = [each for each in some if not within or (whole[0] <= each[0] and each[1] <= whole[1])]
    at, number = whole[0], 0
    while at < whole[1]:
        further = max((end for begin, end in some if begin <= at < end), default=at)
        if further == at:
            return None
        at, number = further, number + 1
    return number


def check(part: Window, whole: Window, begins: tuple[date, date], zones: tuple[str, str]) -> int:
    """How many things were said of two kinds of windows, and so."""
    same_zone, alike = zones[0] == zones[1], begins[0] == begins[1]
    first = max(local_midnight_us(day, zone) for day, zone in zip(begins, zones))
    parts = windows(part, begins[0], zones[0], LATER)
    every = windows(whole, begins[1], zones[1], LATER)
    # what one agreement's begin cuts alone is compared otherwise
    wholes = [e for e in windows(whole, begins[1], zones[1], END) if e[0] > first or (alike and same_zone)][
        :60
    ]
    told = divides(part, whole, same_zone, alike), lies_in(part, whole, same_zone, alike)
    most = most_touched(part, whole, alike) if same_zone else None
    for span in wholes:
        if told[0]:
            assert covering(parts, span, True) is not None, (part, whole, begins, zones, span)
        needed = covering(parts, span, False) if most is not None else None
        assert most is None or (needed is not None and needed <= most), (part, whole, begins, zones, span)
    if told[1] and wholes:
        for begin, end in (each for each in parts if each[0] >= wholes[0][0] and each[1] <= wholes[-1][1]):
            near = every[bisect_right(every, begin, key=lambda each: each[1]) :][:100]
            assert any(a <= begin and end <= b for a, b in near), (part, whole, begins, zones, begin)
    return sum(told) + (most is not None)


def test_of_windows_it_is_so() -> None:
    said = 0
    terms = [*((day, day) for day in DAYS), (DAYS[0], DAYS[1]), (DAYS[1], DAYS[3]), (DAYS[2], DAYS[4])]
    for part, whole in product(KINDS, KINDS):
        for begins in terms:
            said += check(part, whole, begins, (ZONES[0], ZONES[0]))
        said += check(part, whole, terms[0], ZONES)
    assert said > 1_000
