"""Warnings of a window's budget: against going through it half hour by half hour, and as time goes by."""

from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate import Event, judge
from sladsl.policy.measures import Episodes, TimeShare
from sladsl.policy.model import Policy, Warn, Window
from sladsl.policy.states import StateRule
from tests.effort import examples
from tests.laws.test_measures import AHEAD, BEGIN, STEP, TICKS, asked, histories, instants, rules
from tests.unit.evaluate.measured import CLAUSE, DOWN, WORK, promise, target
from tests.unit.evaluate.policies import DAY, HOUR, PLACE

SHARES = st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10)])


def availability(state: StateRule, at: Fraction, at_least: str, unknown: str) -> Policy:
    measure = TimeShare(evolve(DOWN, rule=state), False, "so")
    return promise(
        evolve(
            CLAUSE,
            measure=measure,
            target=target("at least", at_least),
            excluding=(WORK,),
            unknown=unknown,
            window=Window("calendar", "day"),
            warnings=(Warn("manager", at, PLACE),),
        )
    )


@given(rules, histories(), SHARES, st.sampled_from(["50%", "90%"]), st.sampled_from(["left out", "against"]))
@examples(150)
def test_a_warning_falls_due_when_so_much_is_used_up(
    rule: StateRule, events: list[Event], at: Fraction, at_least: str, unknown: str
) -> None:
    as_of = BEGIN + TICKS * STEP
    state, work = asked(rule, events, as_of)[AHEAD:], asked(WORK.rule, events, as_of)[AHEAD:]
    allowed = 1 - (Fraction(1, 2) if at_least == "50%" else Fraction(9, 10))
    for window in judge(availability(rule, at, at_least, unknown), events, as_of).windows:
        if window.end > as_of:
            continue
        used, whole, due = 0, DAY // STEP, None
        for index in range((window.begin - BEGIN) // STEP, (window.end - BEGIN) // STEP):
            bad = not work[index] and (
                state[index] is True or (state[index] is None and unknown == "against")
            )
            out = work[index] or (state[index] is None and unknown == "left out")
            used, whole = used + bad, whole - bool(out)
            if due is None and used and used >= at * allowed * whole:
                due = BEGIN + index * STEP  # somewhere in this step
        if due is None:
            assert window.warned == ()
        elif window.warned:  # what is not sure yet waits
            ((_, instant),) = window.warned
            assert due <= instant <= due + STEP


@given(
    rules, histories(), SHARES, instants, st.integers(1, TICKS), st.sampled_from(["share", "number", "total"])
)
@examples(150)
def test_what_fell_due_stays(
    rule: StateRule, events: list[Event], at: Fraction, first: int, later: int, what: str
) -> None:
    given_policy = availability(rule, at, "90%", "left out")
    if what != "share":
        (clause,) = given_policy.window_clauses
        measure = Episodes("number" if what == "number" else "total", evolve(DOWN, rule=rule))
        bound = target("at most", 2 if what == "number" else HOUR)
        unit = "" if what == "number" else "time"
        given_policy = promise(evolve(clause, measure=measure, target=bound, unit=unit))
    before = judge(given_policy, events, first).windows
    after = {window.begin: window for window in judge(given_policy, events, first + later * STEP).windows}
    for window in before:
        if window.warned and window.begin in after and not any(e.at > first for e in events):
            assert after[window.begin].warned == window.warned
