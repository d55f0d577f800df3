"""Few cases, and clauses of two parts: the same by counting, and by two clauses that say the one and the other."""

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from sladsl.compile import compile_texts
from sladsl.evaluate import Event, judge
from sladsl.policy.values import Text
from sladsl.source import SourceText
from tests.effort import examples
from tests.unit.evaluate.policies import DAY, HOUR, at

HEAD = """
use itil.
use availability.
service Email.
agreement A:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone UTC.
"""
BEGIN, END = at("2026-01-01 00:00"), at("2026-02-01 00:00")

# of a case: late or not, or nobody knows whether it is one (and then it is in time, or late)
kinds = st.lists(st.sampled_from(["late", "in time", "not known"]), max_size=9)
numbers = (
    st.lists(
        st.tuples(st.integers(2, 9), st.integers(0, 4)),
        min_size=1,
        max_size=2,
        unique_by=lambda each: each[0],
    )
    .map(lambda pairs: [(n, min(k, n - 2)) for n, k in sorted(pairs)])
    .filter(lambda pairs: all(a[1] <= b[1] for a, b in pairwise(pairs)))
)
shares = st.sampled_from([50, 60, 75, 80, 90, 95, 100])


def missed(late: int, cases: int, share: int, few: list[tuple[int, int]]) -> bool:
    for bound, may in few:
        if cases < bound:
            return late > may
    return (cases - late) * 100 < share * cases


@given(kinds, numbers, shares)
@examples(80)
def test_few_cases_by_counting(cases: list[str], few: list[tuple[int, int]], share: int) -> None:
    said = "".join(f", or all but {may} where there are fewer than {bound}" for bound, may in few)
    text = f"""{HEAD}
clause FIX:
  Every incident where priority is P1 shall be resolved within 4 hours, counting always,
  for at least {share}% of incidents per calendar month{said}.
  Credit EUR 1 when missed.
"""
    policy = compile_texts([SourceText.of("a.sla", text)]).or_raise()
    events = []
    for number, kind in enumerate(cases):
        fields = {} if kind == "not known" else {"priority": Text("P1")}
        events.append(Event(BEGIN, "incident", f"I-{number}", "opened", fields, f"o{number}"))
        took = 5 if kind == "late" else 4
        events.append(Event(BEGIN + took * HOUR, "incident", f"I-{number}", "resolved", {}, f"r{number}"))
    result = judge(policy, events, END)
    late, known, unknown = (
        cases.count("late"),
        len(cases) - cases.count("not known"),
        cases.count("not known"),
    )
    if not cases:
        assert result.windows == ()
        return
    possible = {
        missed(late + more_late, known + more, share, few)
        for more, more_late in product(range(unknown + 1), repeat=2)
        if more_late <= more and known + more > 0
    }
    (window,) = (each for each in result.windows if each.begin == BEGIN)
    wanted = {(True,): "breached", (False,): "met"}.get(tuple(possible), "unknown")
    assert window.status == wanted
    credited = [(int(each.reckoned), int(each.most)) for each in result.credits]
    assert credited == {"breached": [(1, 1)], "unknown": [(0, 1)], "met": []}[wanted]


outages = st.lists(
    st.tuples(st.integers(0, 85), st.integers(1, 23)), max_size=10, unique_by=lambda each: each[0]
)


@given(outages)
@examples(80)
def test_a_clause_of_two_parts_is_missed_where_either_is(downs: list[tuple[int, int]]) -> None:
    text = f"""{HEAD}
clause BOTH:
  There shall be at most 2 outages of Email per calendar month, and no outage shall last more than 12 hours.
  Credit EUR 1 when missed.
clause NUMBER:
  There shall be at most 2 outages of Email per calendar month.
  Credit EUR 1 when missed.
clause LENGTH:
  No outage of Email shall last more than 12 hours per calendar month.
  Credit EUR 1 when missed.
"""
    policy = compile_texts([SourceText.of("a.sla", text)]).or_raise()
    events = [Event(BEGIN, "service", "Email", "came up", {}, "up")]
    for day, hours in downs:
        down = BEGIN + day * DAY
        events.append(Event(down, "service", "Email", "went down", {}, f"d{day}"))
        events.append(Event(down + hours * HOUR, "service", "Email", "came up", {}, f"u{day}"))
    result = judge(policy, events, BEGIN + 90 * DAY)
    of = {
        clause: {each.begin: (each.reckoned, each.most) for each in result.credits if each.clause == clause}
        for clause in ("BOTH", "NUMBER", "LENGTH")
    }
    assert sum(each.clause == "BOTH" for each in result.credits) == len(of["BOTH"])  # once a window
    for begin in of["BOTH"].keys() | of["NUMBER"].keys() | of["LENGTH"].keys():
        parts = [of[clause].get(begin, (0, 0)) for clause in ("NUMBER", "LENGTH")]
        assert of["BOTH"].get(begin, (0, 0)) == tuple(map(max, *parts))
