"""A case has the tier of the day on which its clock started: what it is promised is what a log would have said itself."""

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.compile import compile_texts
from sladsl.evaluate import Event, judge
from sladsl.policy.model import Policy
from sladsl.policy.values import Text
from sladsl.source import SourceText
from tests.effort import examples

HEAD = """
use itil.
calendar desk: open Monday to Friday 08:00 to 17:00.
agreement A:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
"""
CLAUSE = """
clause FIX:
  Every incident shall be resolved within:
    | level  | within  | counting |
    | Gold   | 4 hours | always   |
    | Silver | 8 hours | desk     |
    | Bronze | not promised | -   |
  , for at least 50% of incidents per calendar month.
"""
FIRST = date(2026, 1, 1)
MINUTE = 60_000_000
BEGIN = 1_767_218_400_000_000  # 2026-01-01 00:00 in Athens
CUSTOMERS = ("Acme SA", "Beta AE", "Gamma")

turns = st.lists(st.integers(1, 364), min_size=1, max_size=4, unique=True).map(sorted)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, list[tuple[int, str]]]:
    """By customer the day of the year from which it has a tier, up to its next."""
    return {
        name: [(day, draw(st.sampled_from(["Gold", "Silver", "Bronze"]))) for day in draw(turns)]
        for name in CUSTOMERS[:2]
    }


@st.composite
def cases(draw: st.DrawFn) -> list[tuple[int, int, str]]:
    """Minutes of the year at which cases begin, how long they take, and whose they are."""
    return draw(
        st.lists(
            st.tuples(st.integers(0, 500_000), st.integers(0, 3_000), st.sampled_from(CUSTOMERS)),
            max_size=12,
        )
    )


def with_tiers(plan: dict[str, list[tuple[int, str]]]) -> Policy:
    applies: dict[str, list[str]] = {"Gold": [], "Silver": [], "Bronze": []}
    for name, steps in plan.items():
        for (day, tier), (until, _) in zip(steps, [*steps[1:], (365, "")]):
            since, last = (FIRST + timedelta(days=n) for n in (day, until - 1))
            applies[tier].append(f"  applies where customer is {name}, from {since} to {last}.\n")
    tiers = "".join(f"tier {tier}:\n{''.join(said)}" for tier, said in applies.items() if said)
    return compile_texts([SourceText.of("a.sla", HEAD + tiers + CLAUSE)]).or_raise()


PLAIN = compile_texts([SourceText.of("a.sla", HEAD + CLAUSE)]).or_raise()


def tier_at(plan: dict[str, list[tuple[int, str]]], name: str, at: int) -> str | None:
    """By the calendar alone: Athens is two hours ahead of UTC in winter and three in summer."""
    found = None
    for day, tier in plan.get(name, ()):
        summer = date(2026, 3, 29) < FIRST + timedelta(days=day) <= date(2026, 10, 25)
        if at >= BEGIN + day * 1440 * MINUTE - summer * 60 * MINUTE:
            found = tier
    return found


@given(plans(), cases())
@examples(40)
def test_a_tier_is_as_if_the_log_said_it(
    plan: dict[str, list[tuple[int, str]]], given_: list[tuple[int, int, str]]
) -> None:
    with_levels: list[Event] = []
    without: list[Event] = []
    for number, (start, took, name) in enumerate(given_):
        at, case = BEGIN + start * MINUTE, f"I-{number}"
        fields = {"customer": Text(name)}
        opened = Event(at, "incident", case, "opened", fields, f"o{number}")
        resolved = Event(at + took * MINUTE, "incident", case, "resolved", {}, f"r{number}")
        without += [opened, resolved]
        tier = tier_at(plan, name, at)
        levels = fields if tier is None else {**fields, "level": Text(tier)}
        with_levels += [evolve(opened, fields=levels), resolved]
    as_of = BEGIN + 364 * 1440 * MINUTE
    one, other = judge(with_tiers(plan), without, as_of), judge(PLAIN, with_levels, as_of)
    told = [[evolve(each, reason="") for each in result.cases] for result in (one, other)]
    assert told[0] == told[1]
    assert one.windows == other.windows
