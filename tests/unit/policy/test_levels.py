"""Promises about windows in a policy: as a page of text, as JSON, and what of them cannot be."""

import json
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.policy import level_words, states
from sladsl.policy.json import PolicyFormatError, dumps, loads
from sladsl.policy.measures import TimeShare
from sladsl.policy.model import Policy, Target
from sladsl.policy.printed import printed
from sladsl.policy.schema import schema
from tests.effort import examples
from tests.unit.policy.levels import DOWN, HOUR, MINUTE, MONTH, RULES, SERVICE, mail, promise
from tests.unit.policy.test_json import _at

PAGE = """\
  MAIL/UP "Availability"  (mail.sla, line 7)
    every service where tier is Gold shall be available, not in the state outage, for at least 99.9%
      of the time per contract month and site, counting hours, excluding trouble
    time of which nothing is known counts against the provider
    the state outage: from went down until came up or cancelled
    the state trouble: ((from went down until came up or cancelled) or (((while tier is Gold, each
      reading for 10 minutes at most), if it lasts at least 2 minutes) and (while hours is open)))
      except ((as announced by announced, from its start until its finish; with at least 120 hours
      notice; replaced by a later one with the same ticket; taken away by cancelled with the same
      ticket), with gaps of up to 1 minute filled)

  MAIL/TROUBLE  (mail.sla, line 7)
    Email shall be Trouble for at most 1% of the time per calendar month, counting hours
"""
SENTENCES = """\
the 95th percentile of latency of service cases shall be at most 1.5 seconds per rolling 30 days, counting hours
the 100/3th percentile of load, by the linear method of Email shall be between 1 kW and 2.5 kW per calendar month, counting hours
the total of bad hits over that of hits of Email shall be below 30% per calendar month, counting hours, excluding outage
the average over stretches of 5 minutes of the total of bad hits over that of hits, one without data counting as 0 \
of Email shall be below 30% per calendar month, counting hours
the share of readings of latency or hits of Email in which latency is below 1 second shall be at least 90% per calendar month, counting hours
the number of went down or updated of Email shall be at most 3 per calendar month, counting hours
the share of service cases of which tier is Gold shall be at least 50% per calendar month, counting hours
the number of service cases shall be above 7 per calendar month, counting hours
the number of episodes of outage of Email shall be at most 3 per calendar month, counting hours
the length of the longest episode of outage of Email shall be at most 4 hours per calendar month, counting hours
the number of calendar months in a row in which UP is below 95% shall be below 3
the average of load of Email shall be at least 4 kW per calendar month, counting hours
"""


def test_a_page() -> None:
    page = printed(mail())
    assert PAGE in page
    joined = " ".join(page.split())
    for sentence in SENTENCES.splitlines():
        assert sentence in joined
    assert "MAIL/HAPPY  (mail.sla, line 7), an outcome\n" in page
    assert "    it watches UP, ROW\n" in page
    assert "  has readings of latency, length\n" in page
    assert "  is outage from went down until came up or cancelled\n" in page
    assert "  is trouble as the clauses that measure it say\n" in page
    assert max(map(len, page.splitlines())) <= 100


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (RULES[2], "while load is above 0.000003 seconds"),
        (
            RULES[3],
            "every 5 minutes in which the total of bad hits over that of hits is above 10%; one without data is none",
        ),
        (
            states.Buckets(
                HOUR, states.FieldValue("median", "latency"), Target("above", Fraction(2_000_000)), "unknown"
            ),
            "every 1 hour in which the median of latency is above 2 seconds; one without data is unknown",
        ),
        (
            RULES[7],
            "every 1 minute in which the share of events went down in which latency is above 3 seconds, among those in which "
            "tier is Gold, is at least 5%; one without data or with less than 20 events went down is unknown",
        ),
        (RULES[6], "the first 8 hours in each calendar month of (from went down until came up or cancelled)"),
        (states.Announced("announced", "start", "finish", 0, None, ()), "as announced by announced, from its start until its finish"),
        (states.AnyState(()), "never"),
    ],
)  # fmt: skip
def test_a_state_in_words(rule: states.StateRule, expected: str) -> None:
    assert level_words.state(rule, SERVICE) == expected


def test_time_is_spoken_of_where_the_promise_is_about_time() -> None:
    said = {clause.id: level_words.unknown_time(clause) for clause in mail().window_clauses}
    assert said["UP"] == "time of which nothing is known counts against the provider"
    assert said["ERRORS"] == "time of which nothing is known counts for the provider"  # it excludes a state
    assert said["OUTAGES"] == "time of which nothing is known is left out"
    assert [said[id] for id in ("SPEED", "CALLS", "GOLD", "MANY", "ROW")] == [None] * 5


rules = st.recursive(
    st.sampled_from(RULES),
    lambda inner: st.one_of(
        st.builds(states.AnyState, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(states.AllStates, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(states.ExceptState, inner, inner),
        st.builds(states.Lasting, inner, st.integers(0, 10**12)),
        st.builds(states.Bridged, inner, st.integers(0, 10**12)),
        st.builds(states.Capped, inner, st.integers(0, 10**12), st.just(MONTH)),
    ),
    max_leaves=8,
)


@given(rule=rules)
@examples(30)
def test_there_and_back(rule: states.StateRule) -> None:
    policy = with_state(rule)
    text = dumps(policy)
    assert loads(text) == policy
    jsonschema.Draft202012Validator(schema()).validate(json.loads(text))
    assert all(len(line) <= 100 for line in printed(policy).splitlines())


def with_state(rule: states.StateRule) -> Policy:
    """The policy with one promise, about a state of this rule."""
    share = TimeShare(states.StateOf("s", rule), True, "so")
    return evolve(mail(), window_clauses=(promise("S", share, Target("at most", Fraction(1))),))


def refused(policy: Policy) -> str:
    """What reading the policy's own JSON complains of."""
    with pytest.raises(PolicyFormatError) as caught:
        loads(dumps(policy))
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("clause", "path", "value", "why"),
    [
        ("UP", "agreement", "NONE", "is of an agreement `NONE` that is not there"),
        ("UP", "subject", "dog", "is about a subject `dog` that is not there"),
        ("UP", "calendar", "beach hours", "counts a calendar `beach hours` that is not there"),
        ("UP", "case", "Email", "is of one case and of each"),
        ("TROUBLE", "case", None, "measures a share of the time of all cases together"),
        ("UP", "where/field", "colour", "asks for a field `colour` that the subject `service` does not have"),
        ("UP", "group", ["colour"], "asks for a field `colour`"),
        ("UP", "unit", "kg", "is in `kg`, and what it measures is in `%`"),
        ("LONGEST", "unit", "", "is in ``, and what it measures is in `time`"),
        ("EXACT", "unit", "kg", "is in `kg`, and what it measures is in `kW`"),
        ("UP", "target/bound", "3/2", "a share that is not between 0% and 100%"),
        ("GOLD", "target/bound", "-1/2", "a share that is not between 0% and 100%"),
        ("UP", "target/upper", "1/1", "has bounds between which nothing lies"),
        ("EXACT", "target/upper", None, "has bounds between which nothing lies"),
        ("EXACT", "target/upper", "1/2", "has bounds between which nothing lies"),
        ("UP", "window/count", 0, "has a window shorter than one month"),
        ("UP", "window/unit", "week", "has a contract window of a week, which does not exist"),
        ("SPEED", "window/unit", "month", "has a rolling window of a month, which does not exist"),
        ("SPEED", "measure/at", "0/1", "asks for a percentile that is not above 0 and at most 100"),
        ("SPEED", "measure/at", "3/2", "asks for a percentile that is not above 0 and at most 100"),
        ("SPEED", "measure/field", "colour", "asks for a field `colour`"),
        ("EXACT", "measure/field", "start", "asks for a number or length in the field `start`"),
        ("ERRORS", "measure/whole", "latency", "asks for a number in the field `latency`"),
        ("CALLS", "measure/events", ["exploded"], "rests on an event `exploded` that the subject `service` does not have"),
        ("GOLD", "measure/condition/field", "colour", "asks for a field `colour`"),
        ("RATE", "measure/us", 7 * MINUTE, "cuts days into stretches that do not divide them"),
        ("RATE", "measure/us", -MINUTE, "cuts days into stretches that do not divide them"),
        ("RATE", "measure/measure/part", "colour", "asks for a field `colour`"),
        ("ROW", "measure/clause", "NONE", "is about the windows of a clause `NONE` that has none"),
        ("ROW", "measure/clause", "ROW", "is about the windows of a clause `ROW` that has none"),
        ("ROW", "measure/below", "2/1", "a share that is not between 0% and 100%"),
        ("HAPPY", "watches", ["NONE"], "watches a clause `NONE` that is not there"),
        ("OUTAGES", "measure/state/rule/spans/0/begins", ["exploded"], "rests on an event `exploded`"),
        ("UP", "excluding/0/rule/less/us", -1, "rests on a length of time below 0"),
        ("S1", "measure/state/rule/condition/field", "colour", "asks for a field `colour`"),
        ("S1", "measure/state/rule/stale_us", -1, "rests on a length of time below 0"),
        ("S3", "measure/state/rule/us", 7 * MINUTE, "looks at stretches that do not fill a day"),
        ("S3", "measure/state/rule/us", 0, "looks at stretches that do not fill a day"),
        ("S3", "measure/state/rule/measure/part", "colour", "asks for a field `colour`"),
        ("S3", "measure/state/rule/target/upper", "0/1", "has bounds between which nothing lies"),
        ("QUICK", "measure/giving", [], "is a share of readings that it does not tell apart"),
        ("QUICK", "measure/events", ["went down"], "is a share of readings that it does not tell apart"),
        ("QUICK", "measure/giving", ["load"], "takes for a reading what is none, the field `load`"),
        ("QUICK", "measure/giving", ["colour"], "asks for a field `colour`"),
        ("QUICK", "measure/condition/field", "colour", "asks for a field `colour`"),
        ("QUICK", "target/bound", "3/2", "a share that is not between 0% and 100%"),
        ("S7", "measure/state/rule/measure/events", ["exploded"], "rests on an event `exploded`"),
        ("S7", "measure/state/rule/measure/among/field", "colour", "asks for a field `colour`"),
        ("S7", "measure/state/rule/target/bound", "-1/2", "a share that is not between 0% and 100%"),
        ("S4", "measure/state/rule/event", "exploded", "rests on an event `exploded`"),
        ("S4", "measure/state/rule/withdrawn", ["exploded"], "rests on an event `exploded`"),
        ("S4", "measure/state/rule/begin_field", "day", "asks for a time in the field `day`"),
        ("S4", "measure/state/rule/reference", "colour", "asks for a field `colour`"),
        ("S4", "measure/state/rule/reference", None, "withdraws announcements that it does not tell apart"),
        ("S4", "measure/state/rule/notice_us", -1, "rests on a length of time below 0"),
        ("S5", "measure/state/rule/calendar", "nights", "rests on a calendar `nights` that is not there"),
        ("S6", "measure/state/rule/us", -1, "rests on a length of time below 0"),
        ("S6", "measure/state/rule/window/count", 0, "has a window shorter than one month"),
    ],
)  # fmt: skip
def test_what_cannot_be(clause: str, path: str, value: Any, why: str) -> None:
    tree = json.loads(dumps(mail()))
    place = [each["id"] for each in tree["window_clauses"]].index(clause)
    with pytest.raises(PolicyFormatError) as caught:
        loads(json.dumps(_at(tree, f"window_clauses/{place}/{path}", value)))
    assert any(why in problem for problem in caught.value.problems), caught.value.problems
    assert all("the clause `" in problem for problem in caught.value.problems)


def test_a_row_needs_windows_of_the_clause_it_names() -> None:
    assert loads(dumps(mail())) == mail()
    rest = tuple(clause for clause in mail().window_clauses if clause.id in ("ROW", "TROUBLE"))
    assert refused(evolve(mail(), window_clauses=rest)) == (
        "the clause `MAIL/ROW` is about the windows of a clause `UP` that has none"
    )


def test_states_made_of_nothing_or_of_too_much() -> None:
    assert "made of nothing" in refused(with_state(states.AllStates(())))
    deep: states.StateRule = DOWN
    for _ in range(99):
        deep = states.Lasting(deep, MINUTE)
    assert loads(dumps(with_state(deep))) == with_state(deep)
    assert "made of others more than 100 deep" in refused(with_state(states.Lasting(deep, MINUTE)))
