"""Where one deadline leaves more time than another: no start shows more than what is said to be the most."""

from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sladsl.policy import model as m
from sladsl.underpinning.comparison.hours import Hours, gap_of
from sladsl.worktime.civil import local_midnight_us
from tests.effort import examples
from tests.laws.supply_chains import CALENDARS, HOUR, ZONE

BEGIN, END = local_midnight_us(date(2026, 3, 26), ZONE), local_midnight_us(date(2026, 4, 3), ZONE)
lengths = st.sampled_from([1, 3, 4, 9, 20]).map(lambda hours: m.Within(hours * HOUR))
plain = st.one_of(lengths, st.integers(1, 2).map(m.WorkingDays))
either = st.builds(
    m.Whichever,
    st.sampled_from(["earlier", "later"]),
    st.tuples(plain, plain).filter(lambda two: two[0] != two[1]),
)
hours = st.builds(
    lambda deadline, name: Hours(deadline, CALENDARS[name], ZONE),
    plain | either,
    st.sampled_from(["always", "office", "long"]),
)


def starts(one: Hours, other: Hours) -> list[int]:
    """Around where a calendar opens or closes, and so much before as is allowed; and every hour, for midnights."""
    edges = {
        edge for each in (one, other) for span in each.calendar.intervals_us(BEGIN, END) for edge in span
    }
    parts = [part for each in (one, other) for part in getattr(each.deadline, "of", (each.deadline,))]
    before = [0, *(part.us for part in parts if isinstance(part, m.Within))]
    near = {edge - us + by for edge, us, by in product(edges, before, (-1, 0, 1))}
    return sorted(
        each
        for each in near | {at - by for at in range(BEGIN, END, HOUR) for by in (0, 1)}
        if BEGIN <= each < END
    )


@given(hours, hours)
@examples(60)
def test_no_start_shows_more(long: Hours, short: Hours) -> None:
    gap = gap_of(long, short, BEGIN, END)
    most = 0
    for start in starts(long, short):
        ends = short.last(start, END)
        if ends < END:
            most = max(most, long.last(start, END) - ends)
    assert (gap.worst.us if gap is not None else 0) >= most


@given(
    st.sampled_from(["earlier", "later"]),
    plain,
    plain,
    st.sampled_from(["always", "office"]),
    st.integers(0, 24 * 7),
)
@examples(60)
def test_whichever_is_one_of_the_two(
    which: str, one: m.Deadline, other: m.Deadline, name: str, at: int
) -> None:
    start = BEGIN + at * HOUR
    parts = [Hours(each, CALENDARS[name], ZONE).last(start, END * 2) for each in (one, other)]
    both = Hours(m.Whichever(which, (one, other)), CALENDARS[name], ZONE)  # type: ignore[arg-type]
    assert both.last(start, END * 2) == (max(parts) if which == "later" else min(parts))
