"""What holds of every statement of an agreement that says how its credits are settled, whatever happens.

Four agreements: with a fee per month, one per quarter, one per month that an amendment changes, and one whose credits come
to be paid. Outages of random days are credited per month, some are earned back, and statements are given by
months, by quarters and for the whole year. The account is worked out again from the totals of the months alone.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.compile import compile_texts
from sladsl.evaluate import Event, judge
from sladsl.evaluate.fee_lines import fee_lines
from sladsl.evaluate.periods import instants, periods_of
from sladsl.evaluate.settlement import Settled
from sladsl.evaluate.statement import Statement, statement
from sladsl.evaluate.statement_rows import stated, statements_tree
from sladsl.policy.model import Policy
from sladsl.source import SourceText
from tests.effort import examples
from tests.unit.evaluate.policies import DAY, HOUR, at

HEAD = """
use availability.
service Email.
service Chat.
agreement A:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-10 to 2026-11-20.
  time zone UTC.
  fee EUR 100.37 per calendar {unit}.
  credits are {way}.
  credits are earned back when met in each of the next 2 months.
clause EMAIL:
  There shall be at most 0 outages of Email per calendar month.
  Credit EUR 140.11 when missed.
clause CHAT:
  Chat shall be available for at least 99% of the time per calendar month.
  Credit 11% of the {fee} for every started 10 hours of downtime.
"""
AMENDED = """
amendment X of A makes version 2 in force from 2026-05-17:
  {sentence}
"""


def compiled(text: str) -> Policy:
    return compile_texts([SourceText.of("a.sla", text)]).or_raise()


def monthly(never: str = "", amended: str = "") -> Policy:
    text = HEAD.format(unit="month", fee="monthly fee", way=f"set against the next monthly fee{never}")
    return compiled(text + (AMENDED.format(sentence=amended) if amended else ""))


QUARTERLY = HEAD.format(unit="quarter", fee="quarterly fee", way="set against the next quarterly fee")
POLICIES = {
    "monthly": monthly(),
    "never paid out": monthly(", and are never paid out"),
    "quarterly": compiled(QUARTERLY),
    "another fee": monthly(amended="fee EUR 311.13 per calendar month."),
    "paid from then on": monthly(amended="credits are paid within 30 days of the statement."),
}
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
QUARTERS = [f"2026-Q{quarter}" for quarter in range(1, 5)]
AFTER = at("2027-02-01 00:00")

# the day of the term and how many hours: of Email, and of Chat
outages = st.lists(
    st.tuples(st.integers(0, 320), st.integers(1, 23), st.sampled_from(["Email", "Chat"])),
    max_size=8,
    unique_by=lambda each: (each[0], each[2]),
)
agreements = st.sampled_from(sorted(POLICIES))


def events_of(downs: Sequence[tuple[int, int, str]]) -> list[Event]:
    begin = at("2026-01-10 00:00")
    found = [Event(begin, "service", name, "came up", {}, f"up {name}") for name in ("Email", "Chat")]
    for day, hours, name in downs:
        down = begin + day * DAY
        found.append(Event(down, "service", name, "went down", {}, f"d {name} {day}"))
        found.append(Event(down + hours * HOUR, "service", name, "came up", {}, f"u {name} {day}"))
    return found


def statements(policy: Policy, events: Sequence[Event], periods: Sequence[str]) -> list[Statement]:
    (agreement,) = policy.agreements
    result = judge(policy, events, AFTER)
    spans = [instants(periods_of(period)[0], "UTC") for period in periods]
    return [statement(policy, result, agreement, *span, "sha256:0", None, events) for span in spans]


def settled(given: Sequence[Statement]) -> list[Settled]:
    return [each.settlement for each in given if each.settlement is not None]


def by_fee(given: Sequence[Statement]) -> dict[tuple[int, int], Decimal]:
    """What all of them set against each fee."""
    found: dict[tuple[int, int], Decimal] = {}
    for each in settled(given):
        for entry in each.against:
            key = entry.begin, entry.end
            found[key] = found.get(key, Decimal(0)) + entry.amount
    return {key: amount for key, amount in found.items() if amount}


def at_end(given: Sequence[Statement]) -> tuple[Decimal, Decimal]:
    """What is paid out and what lapses."""
    ends = [each.at_end for each in settled(given) if each.at_end is not None]
    zero = Decimal(0)
    return sum((each.paid_out for each in ends), zero), sum((each.lapsed for each in ends), zero)


@given(agreements, outages)
@examples(60)
def test_all_that_is_credited_goes_somewhere(name: str, downs: list[tuple[int, int, str]]) -> None:
    """What is set against fees, paid out, lapsed and to be paid adds up to what is credited; each statement begins with what
    the one before it carried over, and no fee comes to less than nothing."""
    policy = POLICIES[name]
    given = statements(policy, events_of(downs), MONTHS)
    paid = [payment.amount for each in settled(given) for payment in each.payments]
    gone = [*by_fee(given).values(), *at_end(given), *paid]
    assert sum(gone, Decimal(0)) == sum((each.total for each in given), Decimal(0))
    carried = Decimal(0)
    for each in settled(given):
        entries = [*each.against, *([each.at_end] if each.at_end else [])]
        for entry in entries:
            assert entry.brought == carried
            carried = entry.waiting if entry is each.at_end else entry.carried  # type: ignore[union-attr]
        for fee in each.against:
            assert fee.before + fee.amount <= fee.fee
            assert fee.brought + fee.credited == fee.amount + fee.carried
    assert carried == 0


@given(agreements, outages, st.integers(0, 2**32))
@examples(25)
def test_however_it_is_cut_and_shuffled(name: str, downs: list[tuple[int, int, str]], seed: int) -> None:
    policy = POLICIES[name]
    events = events_of(downs)
    given = statements(policy, events, MONTHS)
    for periods in (QUARTERS, ["2026"]):
        others = statements(policy, events, periods)
        assert by_fee(others) == by_fee(given)
        assert at_end(others) == at_end(given)
    shuffled = list(events)
    Random(seed).shuffle(shuffled)
    assert settled(statements(policy, shuffled, MONTHS)) == settled(given)


@given(st.sampled_from(["monthly", "never paid out", "another fee"]), outages)
@examples(50)
def test_worked_out_again_from_the_totals(name: str, downs: list[tuple[int, int, str]]) -> None:
    policy = POLICIES[name]
    (agreement,) = policy.agreements
    given = statements(policy, events_of(downs), MONTHS)
    waiting, expected = Decimal(0), dict[tuple[int, int], Decimal]()
    for month, following in pairwise(given[:11]):  # credits of a month, and the fee of the next
        span = following.begin, min(following.end, agreement.ends or following.end)
        fee = sum((line.amount for line in fee_lines(policy, agreement, *span, (), AFTER)), Decimal(0))
        waiting += month.total
        expected[span] = waiting if waiting < fee else fee
        waiting -= expected[span]
    assert by_fee(given) == {key: amount for key, amount in expected.items() if amount}
    left = waiting + given[10].total + given[11].total
    lapses = name == "never paid out" and left > 0
    assert at_end(given) == ((0, left) if lapses else (left, 0))


@given(agreements, outages, outages)
@examples(30)
def test_what_was_stated_stays_where_it_was_and_corrections_go_on(
    name: str, downs: list[tuple[int, int, str]], late: list[tuple[int, int, str]]
) -> None:
    """Each month's statement is given on what was known, with those before it at hand; in the end all that is credited now
    has gone somewhere, and nothing twice."""
    policy = POLICIES[name]
    (agreement,) = policy.agreements
    known = [each for each in downs if each not in late]
    texts: list[str] = []
    given: list[Statement] = []
    for number, month in enumerate([*MONTHS, "2027-01"]):
        span = instants(periods_of(month)[0], "UTC")
        events = events_of(known if number < 6 else [*known, *late])
        result = judge(policy, events, span[1])
        before = stated(texts, "A") if texts else None
        given.append(statement(policy, result, agreement, *span, "sha256:0", before, events))
        texts.append(json.dumps(statements_tree(given[-1:])))
    now = judge(policy, events_of([*known, *late]), AFTER)
    credited = sum((line.amount for line in now.credits), Decimal(0))
    assert sum((each.total for each in given), Decimal(0)) == credited
    paid = [payment.amount for each in settled(given) for payment in each.payments]
    assert sum([*by_fee(given).values(), *at_end(given), *paid], Decimal(0)) == credited
    assert all(fee.before + fee.amount <= fee.fee for each in settled(given) for fee in each.against)


@pytest.mark.parametrize("name", sorted(POLICIES))
def test_of_nothing_nothing_is_set_against_a_fee(name: str) -> None:
    given = statements(POLICIES[name], events_of([]), MONTHS)
    assert by_fee(given) == {}
    assert at_end(given) == (0, 0)
