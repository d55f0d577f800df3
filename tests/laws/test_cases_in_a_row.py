"""Cases in a row: against sorting the verdicts on the cases, and going through them once."""

from fractions import Fraction
from itertools import groupby

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate import Event, judge
from sladsl.policy.measures import CasesInARow
from sladsl.policy.model import Policy, Target, Window
from tests.effort import examples
from tests.laws.test_evaluate import BEGIN, STEP, histories
from tests.unit.evaluate.measured import CLAUSE
from tests.unit.evaluate.policies import policy as policy_of

instants = st.integers(1, 6 * 48).map(lambda n: BEGIN + n * STEP)


def a_row(most: int, unit: str) -> Policy:
    given_policy = policy_of(calendar="always")
    row = evolve(
        CLAUSE,
        id="ROW",
        agreement="ACME",
        subject="incident",
        case=None,
        measure=CasesInARow("RESOLUTION"),
        target=Target("below", Fraction(most)),
        unit="",
        window=Window("calendar", unit),  # type: ignore[arg-type]
    )
    return evolve(given_policy, window_clauses=(row,))


@given(histories(cases=5), instants, st.integers(2, 4), st.sampled_from(["day", "week"]))
@examples(200)
def test_the_longest_run_that_ends_in_a_window(events: list[Event], as_of: int, most: int, unit: str) -> None:
    result = judge(a_row(most, unit), events, as_of)
    decided = [each for each in result.cases if each.status in ("met", "breached")]
    decided.sort(key=lambda v: (v.decided_at, v.case, v.cycle))
    runs = []
    for breached, run in groupby(decided, key=lambda v: v.status == "breached"):
        runs += [(v.decided_at, number if breached else 0) for number, v in enumerate(run, 1)]
    for window in result.windows:
        inside = [n for at, n in runs if at is not None and window.begin <= at < window.end]
        assert window.value == (max(inside) if inside else None)
        if window.status in ("met", "breached"):
            assert (window.status == "breached") == (max(inside) >= most)
        elif window.end <= as_of:
            assert window.status == "no data"
            assert inside == []
