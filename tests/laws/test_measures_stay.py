"""A window that was decided stays so as time goes by and further things happen, none of them late."""

from typing import Literal

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate import Event, judge
from sladsl.policy.measures import Episodes, TimeShare
from sladsl.policy.model import StateOf, Window
from sladsl.policy.states import (
    AllStates,
    AnyState,
    Bridged,
    Buckets,
    Capped,
    CappedCount,
    EventCount,
    ExceptState,
    Lasting,
    StateRule,
)
from tests.effort import examples
from tests.laws.test_measures import SLOW, STEP, TICKS, histories, instants, leaves, lengths
from tests.unit.evaluate.measured import CLAUSE, promise, target
from tests.unit.evaluate.policies import HOUR

DECIDED = ("met", "breached", "no data", "unknown")

HOURS = Buckets(8 * HOUR, EventCount(("failed",)), target("at least", 2), "unknown")


def larger(inner: st.SearchStrategy[StateRule]) -> st.SearchStrategy[StateRule]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(AnyState),
        pairs.map(AllStates),
        pairs.map(lambda pair: ExceptState(*pair)),
        st.builds(Lasting, inner, lengths),
        st.builds(Bridged, inner, lengths),
        st.builds(Capped, inner, lengths, st.just(Window("calendar", "day"))),
        st.builds(CappedCount, inner, st.integers(1, 3), st.just(Window("calendar", "day"))),
    )


rules = st.recursive(st.one_of(leaves, st.just(HOURS), st.just(SLOW)), larger, max_leaves=5)


@given(
    rules,
    rules,
    histories(),
    instants,
    st.integers(1, TICKS),
    st.sampled_from(["left out", "against", "in favour"]),
    st.sampled_from(["share", "number", "longest", "total", "average"]),
)
@examples(300)
def test_what_is_decided_stays(
    rule: StateRule,
    excluded: StateRule,
    events: list[Event],
    first: int,
    later: int,
    unknown: Literal["left out", "against", "in favour"],
    what: Literal["share", "number", "longest", "total", "average"],
) -> None:
    state = StateOf("state", rule)
    clause = evolve(
        CLAUSE,
        measure=TimeShare(state, False, "so") if what == "share" else Episodes(what, state),
        target=target("at least", "50%")
        if what == "share"
        else target("at most", {"number": 1}.get(what, HOUR)),
        unit="%" if what == "share" else "" if what == "number" else "time",
        excluding=(StateOf("excluded", excluded),),
        unknown=unknown,
        window=Window("calendar", "day"),
    )
    before, after = (judge(promise(clause), events, at).windows for at in (first, first + later * STEP))
    found = {window.begin: window for window in after}
    for window in before:
        if window.status in DECIDED and window.end <= first and window.begin in found:
            assert (window.status, window.value) == (
                found[window.begin].status,
                found[window.begin].value,
            ) or (
                # one that was too long already, and goes on
                what == "longest" and window.status == found[window.begin].status == "breached"
            )
