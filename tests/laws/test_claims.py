"""Until when a credit can be claimed: worked out again from the outages alone; and which of two times is longer.

Random outages of a quarter are judged under two agreements that differ in one sentence: one counts the time for a claim
from the incident, the other from the end of the month. The recomputation takes the list of the outages and nothing else.
"""

import itertools
from datetime import date, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.compile import compile_texts
from sladsl.evaluate import Event, judge
from sladsl.evaluate.claims import claim_until
from sladsl.evaluate.credit_lines import CreditLine
from sladsl.policy.model import Place, Policy
from sladsl.policy.money import Claims
from sladsl.source import SourceText
from sladsl.underpinning.comparison.claim_differences import claims_effect
from sladsl.worktime import Calendar
from tests.effort import examples
from tests.unit.evaluate.policies import DAY, HOUR, at

HEAD = """
agreement {0}:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone UTC.
  credits are claimed within {1}.
clause COUNT: There shall be at most 0 outages of Email per calendar month.
  Credit EUR 1 when missed.
clause LENGTH: No outage of Email shall last more than 5 hours per calendar month.
  Credit EUR 1 when missed.
clause TIME: Email shall be available for at least 99.99% of the time per calendar month.
  Credit EUR 1 when missed.
clause BOTH: There shall be at most 1 outage of Email per calendar month, and no outage shall last more than 5 hours.
  Credit EUR 1 when missed.
"""
TEXT = "use availability.\nuse claims.\nuse calendars.\nservice Email.\n"
TEXT += HEAD.format("INCIDENT", "20 days of the incident") + HEAD.format(
    "MONTH", "20 days of the end of the month"
)
TEXT += HEAD.format("WORKING", "9 working days of the incident, counting office hours")
TEXT += HEAD.format("OFFICE", "9 working days of the end of the month, counting office hours")
POLICY = compile_texts([SourceText.of("a.sla", TEXT)]).or_raise()
FIRST = at("2026-01-01 00:00")
MONTHS = [at(f"2026-0{month}-01 00:00") for month in range(1, 5)]

# the hour of the quarter in which an outage begins, and how many hours it lasts; they do not touch
outages = st.lists(
    st.tuples(st.integers(1, 150), st.integers(1, 12)), min_size=1, max_size=8, unique_by=lambda each: each[0]
)


def lines_of(spans: list[tuple[int, int]]) -> dict[str, list[CreditLine]]:
    events = [
        Event(at, "service", "Email", kind, {}, f"{number}-{kind}", 2 * number + (kind == "came up"))
        for number, span in enumerate([(FIRST - 1, FIRST), *spans])
        for at, kind in zip(span, ("went down", "came up"))
        if at >= FIRST
    ]
    credits_ = judge(POLICY, events, MONTHS[-1] + 60 * DAY).credits
    return {
        agreement.id: [each for each in credits_ if each.agreement == agreement.id]
        for agreement in POLICY.agreements
    }


def incident(clause: str, spans: list[tuple[int, int]], begin: int, end: int) -> int | None:
    """When an outage ended last that this month is missed by; None: it is not missed."""
    own = [(went, min(came, end), came - went) for went, came in spans if begin <= went < end]
    long = [came for _, came, length in own if length > 5 * HOUR]
    match clause:
        case "COUNT":
            found = [came for _, came, _ in own]
        case "LENGTH":
            found = long
        case "TIME":
            found = [min(came, end) for went, came in spans if went < end and came > begin]
        case _:
            found = long + ([came for _, came, _ in own] if len(own) > 1 else [])
    return max(found, default=None)


def midnight(day: date) -> int:
    return at(f"{day} 00:00")


def day_0(moment: int, end: int) -> date:
    last = moment - 1 if moment == end else moment
    return date(1970, 1, 1) + timedelta(days=last // DAY)


def working_days_later(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


@given(outages)
@examples(60)
def test_the_time_runs_from_the_last_outage_that_counts(drawn: list[tuple[int, int]]) -> None:
    spans = [
        (FIRST + start * 14 * HOUR, FIRST + start * 14 * HOUR + hours * HOUR)
        for start, hours in sorted(drawn)
    ]
    lines = lines_of(spans)
    for begin, end in itertools.pairwise(MONTHS):
        for clause in ("COUNT", "LENGTH", "TIME", "BOTH"):
            told = {
                id: next((each for each in own if each.clause == clause and each.begin == begin), None)
                for id, own in lines.items()
            }
            moment = incident(clause, spans, begin, end)
            if moment is None:
                assert set(told.values()) == {None}
                continue
            one, other, working, office = told.values()
            assert one is not None
            assert other is not None
            assert working is not None
            assert office is not None
            assert (one.incident, other.incident, working.incident) == (moment, None, moment)
            day = day_0(moment, end)
            assert one.claim_until == midnight(day + timedelta(days=21))
            assert working.claim_until == midnight(working_days_later(day, 9) + timedelta(days=1))
            last = day_0(end, end)
            assert other.claim_until == midnight(last + timedelta(days=21))
            assert office.claim_until == midnight(working_days_later(last, 9) + timedelta(days=1))
            assert one.claim_until <= other.claim_until
            assert working.claim_until <= office.claim_until


HERE = Place("a.sla", 1, 1, 1, 1, "")
units = st.sampled_from((None, "day", "week", "month", "quarter", "year"))
claims = st.one_of(
    st.builds(Claims, units, st.integers(0, 2), st.integers(0, 40), st.just(HERE)),
    st.builds(
        Claims, units, st.just(0), st.just(0), st.just(HERE), st.integers(1, 30), st.just("office hours")
    ),
)


def until(of: Claims, policy: Policy, moment: int, end: int) -> int:
    calendar = Calendar.of(policy.calendars[of.calendar]) if of.calendar else None
    return claim_until(of, policy.agreements[0], calendar, moment, end)


@given(claims, claims, st.lists(st.integers(0, 12 * 31 * 24), min_size=30, max_size=30))
@examples(60)
def test_the_longer_of_two_times_is_never_shorter(one: Claims, other: Claims, hours: list[int]) -> None:
    policy = evolve(POLICY, agreements=POLICY.agreements[:1])
    effect = claims_effect(one, other, (policy, policy), policy.agreements[0])
    back = claims_effect(other, one, (policy, policy), policy.agreements[0])
    turned = {"stricter": "weaker", "weaker": "stricter"}
    assert back == turned.get(effect, effect) != "open"
    ends = [at(f"2026-{month:02}-01 00:00") for month in range(2, 13)] + [at("2027-01-01 00:00")]
    for hour in hours:
        moment = FIRST + hour * HOUR
        end = next((end for end in ends if moment < end), None)
        if end is None:
            continue
        for incident in (moment, end):
            longer = until(other, policy, incident, end) - until(one, policy, incident, end)
            assert effect in ("either", "open") or longer == 0 or (longer > 0) == (effect == "stricter")
