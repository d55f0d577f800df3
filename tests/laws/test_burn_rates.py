"""Where a budget burns too fast, asked of every instant one by one."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate.burn_rates import Burning, burning_by_steps, burning_by_time
from sladsl.policy.place import Place
from sladsl.policy.warnings import BurnWarn
from sladsl.worktime import Calendar
from sladsl.worktime.rules import Always, NamedRule
from sladsl.worktime.spans import merged
from tests.effort import examples

ALWAYS = Calendar.of(NamedRule("always", "UTC", Always("UTC")))
PLACE = Place("x.sla", 1, 1, 1, 1, "x")
END = 60
spans = st.lists(
    st.tuples(st.integers(0, END), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1])), max_size=5
)
stretches = st.lists(st.integers(1, 20), min_size=1, max_size=3, unique=True).map(sorted).map(tuple)
rates = st.fractions(Fraction(1, 2), 6, max_denominator=4)
allowed = st.sampled_from([Fraction(1, 20), Fraction(1, 10), Fraction(1, 3)])


def told(found: Sequence[Burning], at: int) -> bool:
    return any(each.begin <= at and (each.end is None or at < each.end) for each in found)


@given(spans, spans, stretches, rates, allowed)
@examples(150)
def test_time_burns_just_after_an_instant_where_each_stretch_up_to_it_did(
    used: list[tuple[int, int]],
    out: list[tuple[int, int]],
    over: tuple[int, ...],
    rate: Fraction,
    share: Fraction,
) -> None:
    taken_out = merged(out)
    bad = {at for begin, end in used for at in range(begin, min(end, END))}
    bad -= {at for begin, end in taken_out for at in range(begin, end)}  # what is excluded goes not wrong
    counted = set(range(END)) - {at for begin, end in taken_out for at in range(begin, end)}
    used = merged((at, at + 1) for at in bad)
    warn = BurnWarn("Duty Manager", rate, over, PLACE)
    found = list(burning_by_time(warn, ALWAYS, (0, END), used, taken_out, share))

    def beyond(at: int, us: int) -> Fraction:
        past = range(max(at - us, 0), at)
        return len(bad & {*past}) - rate * share * len(counted & {*past})

    for at in range(END):
        each = [(beyond(at, us), beyond(at + 1, us)) for us in over]
        assert told(found, at) == all(now > 0 or (now == 0 and later > 0) for now, later in each)
    assert [each.begin for each in found] == sorted(each.begin for each in found)


steps = st.lists(
    st.tuples(st.integers(0, END), st.integers(0, 5), st.integers(0, 9)).map(
        lambda s: (s[0], s[1], s[1] + s[2])
    ),
    max_size=12,
)


@given(steps, stretches, rates, allowed)
@examples(150)
def test_readings_burn_at_an_instant_where_those_of_each_stretch_do(
    readings: list[tuple[int, int, int]], over: tuple[int, ...], rate: Fraction, share: Fraction
) -> None:
    warn = BurnWarn("Duty Manager", rate, over, PLACE)
    exact = [(at, Fraction(wrong), share * whole) for at, wrong, whole in readings]
    found = list(burning_by_steps(warn, exact, END))
    for at in range(END + 1):
        sums = ([(wrong, whole) for when, wrong, whole in readings if at - us < when <= at] for us in over)
        fast = all(sum(w for w, _ in each) > rate * share * sum(n for _, n in each) for each in sums)
        assert told(found, at) == fast
    backwards = list(burning_by_steps(warn, reversed(exact), END))
    assert backwards == found
