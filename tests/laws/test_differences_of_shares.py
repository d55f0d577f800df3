"""What holds of shares of cases and their differences, whatever the answers: no case is counted twice."""

from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate import Event, judge
from sladsl.policy.conditions import Compared, Condition, IsOneOf, Not
from sladsl.policy.measures import CaseShare, ShareDifference
from sladsl.policy.model import Policy, Window
from sladsl.policy.values import Length, Text
from tests.effort import examples
from tests.laws.test_measures import BEGIN, STEP, TICKS
from tests.unit.evaluate.measured import CLAUSE, promise, target
from tests.unit.evaluate.measured import given as value_given
from tests.unit.evaluate.policies import MINUTE

SLOW = Compared("latency", "above", Length(5 * MINUTE))
GOLD = IsOneOf("tier", (Text("Gold"),))
FAST = Not(SLOW)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Answers of up to four cases, some of them more than once, some of them no answer."""
    events = []
    for index in range(draw(st.integers(1, 12))):
        given_fields = {}
        if draw(st.booleans()):
            given_fields["latency"] = f"{draw(st.sampled_from([1, 5, 6, 9]))} min"
        if draw(st.booleans()):
            given_fields["tier"] = draw(st.sampled_from(["Gold", "Silver", "Tin"]))
        values = {name: value_given(name, each) for name, each in given_fields.items()}
        instant = BEGIN + draw(st.integers(0, TICKS - 1)) * STEP
        case = draw(st.sampled_from(["A", "B", "C", "D"]))
        events.append(Event(instant, "service", case, "measured", values, f"e{index}", index))
    return events


def share_of(measure: CaseShare | ShareDifference) -> Policy:
    difference = isinstance(measure, ShareDifference)
    return promise(
        evolve(
            CLAUSE,
            case=None,
            measure=measure,
            target=target("at least", 10 if difference else "50%"),
            unit="points" if difference else "%",
            window=Window("calendar", "day"),
        )
    )


@given(histories(), st.sampled_from([SLOW, GOLD, FAST]))
@examples(150)
def test_a_case_counts_once_over_all_windows(events: list[Event], condition: Condition) -> None:
    windows = judge(share_of(CaseShare(condition)), events).windows
    cases = {event.case for event in events}
    assert sum(w.measured.samples + w.unknown for w in windows if w.measured) <= len(cases)
    for window in windows:
        assert window.value is None or 0 <= window.value <= 1


@given(histories())
@examples(150)
def test_a_share_and_that_of_the_others_are_one(events: list[Event]) -> None:
    slow, fast = (judge(share_of(CaseShare(each)), events).windows for each in (SLOW, FAST))
    for one, other in zip(slow, fast, strict=True):
        assert (one.value is None) == (other.value is None)
        if one.value is not None and other.value is not None:
            assert one.value + other.value == 1


@given(histories(), st.sampled_from([(SLOW, FAST), (FAST, SLOW), (SLOW, SLOW), (GOLD, Not(GOLD))]))
@examples(150)
def test_a_difference_is_that_of_the_two_shares(
    events: list[Event], pair: tuple[Condition, Condition]
) -> None:
    difference, more, less = (
        judge(share_of(each), events).windows
        for each in (ShareDifference(*pair), CaseShare(pair[0]), CaseShare(pair[1]))
    )
    for window, one, other in zip(difference, more, less, strict=True):
        if window.value is None or one.value is None or other.value is None:
            assert window.value is one.value is other.value is None
            continue
        assert window.value == 100 * (one.value - other.value)
        assert -100 <= window.value <= 100
        assert isinstance(window.value, Fraction)
