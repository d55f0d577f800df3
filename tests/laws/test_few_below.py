"""Clauses below that let some of few cases miss: what is said of the promise, by counting all that may be late."""

from itertools import product
from random import Random

from sladsl.compile import compile_texts, covered
from sladsl.source import SourceText
from sladsl.underpinning import CannotTell, Covered
from tests.effort import numbers

MOST = 24  # cases of one kind
Said = tuple[
    int, tuple[tuple[int, int], ...], int
]  # per cent, of fewer than so many so many, of at least so many


def may_miss(of: Said, count: int) -> int:
    """By the sentence."""
    percent, few, least = of
    if count < least:
        return count
    for bound, may in few:
        if count < bound:
            return min(may, count)
    return (100 - percent) * count // 100


def on_many_days(of: Said, count: int) -> int:
    """Of so many cases, however they fall on days of a month that are counted each by itself."""
    most = [0]
    for n in range(1, count + 1):
        most.append(max(most[n - part] + may_miss(of, part) for part in range(1, n + 1)))
    return most[count]


def drawn(random: Random) -> Said:
    few = ()
    if random.random() < 0.7:
        bound = random.choice([3, 4, 5, 8, 12])
        few = ((bound, random.choice([0, 1, 1, 2]) if bound > 3 else random.choice([0, 1])),)
    least = random.choice([0, 0, 0, 2, 3]) if not few else 0
    return random.choice([50, 75, 90, 95]), few, least


def text_of(of: Said, window: str = "month") -> str:
    percent, few, least = of
    said = "".join(f", or all but {may} where there are fewer than {bound}" for bound, may in few)
    enough = f", if there are at least {least} incidents" if least else ""
    return f"for at least {percent}% of incidents per calendar {window}{said}{enough}."


def program(above: Said, below: list[Said], window: str) -> str:
    kinds = ["", ""] if len(below) == 1 else ["where priority is P1 ", "where priority is not P1 "]
    clauses = "\n".join(
        f"clause B{n}:\n  Every incident {kind}shall be responded to within 4 hours, counting always,\n  {text_of(each, window)}"
        for n, (kind, each) in enumerate(zip(kinds, below))
    )
    return f"""
use itil.
agreement TOP:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone UTC.
clause T:
  Every incident shall be responded to within 4 hours, counting always,
  {text_of(above)}
agreement LOW:
  is an OLA, version 1.0.
  between Q as provider and P as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone UTC.
  supports TOP.
{clauses}
"""


def missed(above: Said, below: list[Said], window: str) -> bool:
    """Whether of some numbers of cases more may be late than the promise lets."""
    most_late = may_miss if window == "month" else on_many_days
    known = [[most_late(each, n) for n in range(MOST + 1)] for each in below]
    for counts in product(range(MOST + 1), repeat=len(below)):
        count = sum(counts)
        late = sum(of_it[n] for of_it, n in zip(known, counts))
        if count and late > may_miss(above, count):
            return True
    return False


def test_as_many_may_be_late_as_may_be_counted() -> None:
    told = {"covered": 0, "not covered": 0, "cannot tell": 0}
    for number in numbers(120):
        random = Random(number)
        above, below = drawn(random), [drawn(random) for _ in range(random.choice([1, 1, 2]))]
        window = random.choice(["month", "month", "day"])
        policy = compile_texts([SourceText.of("few.sla", program(above, below, window))]).or_raise()
        (found,) = covered(policy).clauses
        match found.answer:
            case Covered():
                told["covered"] += 1
                assert not missed(above, below, window), (above, below, window)
            case CannotTell(reason, fault):
                told["cannot tell"] += 1
                assert not fault, reason
                assert len(below) > 1 or window == "day", (above, below, reason)
            case _:
                told["not covered"] += 1
                assert missed(above, below, window), (above, below, window)
    assert min(told["covered"], told["not covered"]) > 10, told
