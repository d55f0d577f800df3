"""States of services, from the sentence to the tree that says when they hold."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sladsl.policy import states as s
from sladsl.policy.conditions import Both, Compared, IsOneOf
from sladsl.policy.measures import TimeShare
from sladsl.policy.model import Policy
from sladsl.policy.values import Length, Number, Text
from tests.unit.meaning.programs import codes, policy_of

SECOND, MINUTE, HOUR, DAY = 1_000_000, 60_000_000, 3_600_000_000, 86_400_000_000
SERVICES = """subject service, plural services:
  has status, one of up, down. has load, a number of kW. has ticket. has start, a time. has finish, a time.
  has readings of latency, a length of time. has readings of hits, a number. has readings of bad hits, a number.
  has events went down, came up, vanished, returned, announced, moved, cancelled.
calendar daytime: open Monday to Friday 08:00 to 17:00.
state outage of service, plural outages: from went down until came up.
state silence of service: from vanished until returned.
state night of service: during always.
"""
OUTAGE = s.Spans((s.FromUntil(("went down",), ("came up",)),))
SILENCE = s.Spans((s.FromUntil(("vanished",), ("returned",)),))


def policy(declared: str) -> Policy:
    """The policy of a clause about the state `trouble`."""
    promise = "clause C: Every service shall be trouble for at most 1% of the time per calendar month."
    return policy_of(f"{SERVICES}{declared} {promise}")


def rule(declared: str) -> s.StateRule:
    """What the state `trouble` is made of."""
    (clause,) = policy(declared).window_clauses
    assert isinstance(clause.measure, TimeShare)
    assert clause.measure.state.name == "trouble"
    return clause.measure.state.rule


def says(sentence: str) -> s.StateRule:
    return rule(f"state trouble of service: {sentence}.")


def made_of(expression: str) -> s.StateRule:
    return rule(f"state trouble of service is {expression}.")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("from went down or vanished until came up", s.FromUntil(("went down", "vanished"), ("came up",))),
        (
            "from first vanished until came up or returned",
            s.FromUntil(("vanished",), ("came up", "returned")),
        ),
    ],
)
def test_from_an_event_until_another(sentence: str, expected: s.FromUntil) -> None:
    assert says(sentence) == s.Spans((expected,))


def test_several_sentences_any_of_which_holds() -> None:
    both = says("from went down until came up. from vanished until returned")
    assert both == s.Spans((*OUTAGE.spans, *SILENCE.spans))
    mixed = says("from went down until came up. while status is down. from vanished until returned")
    reading = s.WhileReading(IsOneOf("status", (Text("down"),)), None)
    assert mixed == s.AnyState((s.Spans((*OUTAGE.spans, *SILENCE.spans)), reading))


def test_an_event_of_one_span_begins_another() -> None:
    moved = says("from went down until vanished. from vanished until returned")
    assert moved == s.Spans((s.FromUntil(("went down",), ("vanished",)), *SILENCE.spans))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("while status is down", s.WhileReading(IsOneOf("status", (Text("down"),)), None)),
        (
            "while load is above 1.5 kW, stale after 1 hour 30 minutes",
            s.WhileReading(Compared("load", "above", Number(Decimal("1.5"), "kW")), 90 * MINUTE),
        ),
    ],
)
def test_while_a_reading_stands(sentence: str, expected: s.StateRule) -> None:
    assert says(sentence) == expected


TWO_SECONDS = s.Target("above", Fraction(2 * SECOND))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "every minute in which the share of bad hits is above 10%",
            s.Buckets(
                MINUTE, s.FieldRatio("bad hits", "hits"), s.Target("above", Fraction(1, 10)), "unknown"
            ),
        ),
        (
            "every 15 minutes in which the share of hits among bad hits is at least 0.5%, one without data is not",
            s.Buckets(
                15 * MINUTE, s.FieldRatio("hits", "bad hits"), s.Target("at least", Fraction(1, 200)), "no"
            ),
        ),
        (
            "every minute in which at least 5% of latency are between 1 second and 2 seconds",
            s.Buckets(
                MINUTE,
                s.ReadingShare(
                    (),
                    ("latency",),
                    Both(
                        (
                            Compared("latency", "at least", Length(SECOND)),
                            Compared("latency", "at most", Length(2 * SECOND)),
                        )
                    ),
                ),
                s.Target("at least", Fraction(1, 20)),
                "unknown",
            ),
        ),
        (
            "every minute in which for more than 5% of readings where status is up, the latency is above 2 seconds",
            s.Buckets(
                MINUTE,
                s.ReadingShare(
                    (),
                    ("latency",),
                    Compared("latency", "above", Length(2 * SECOND)),
                    IsOneOf("status", (Text("up"),)),
                ),
                s.Target("above", Fraction(1, 20)),
                "unknown",
            ),
        ),
        (
            "every minute in which for at most 5% of went down, the latency is above 2 seconds",
            s.Buckets(
                MINUTE,
                s.ReadingShare(("went down",), (), Compared("latency", "above", Length(2 * SECOND))),
                s.Target("at most", Fraction(1, 20)),
                "unknown",
            ),
        ),
        (
            "every hour in which the median of latency is above 2 seconds",
            s.Buckets(HOUR, s.FieldValue("median", "latency"), TWO_SECONDS, "unknown"),
        ),
        (
            "every second in which the 99.9th percentile of latency is above 2 seconds",
            s.Buckets(
                SECOND, s.FieldValue("percentile", "latency", Fraction(999, 1000)), TWO_SECONDS, "unknown"
            ),
        ),
        (
            "every day in which the number of went down is at most 3",
            s.Buckets(DAY, s.EventCount(("went down",)), s.Target("at most", Fraction(3)), "unknown"),
        ),
        (
            "every 2 hours in which the highest of load is between 1 kW and 2.5 kW",
            s.Buckets(
                2 * HOUR,
                s.FieldValue("most", "load"),
                s.Target("between", Fraction(1), Fraction(5, 2)),
                "unknown",
            ),
        ),
    ],
)
def test_in_every_stretch(sentence: str, expected: s.Buckets) -> None:
    assert says(sentence) == expected


@pytest.mark.parametrize("length", ["7 minutes", "2 days", "500 ms", "0 minutes", "25 hours", "week"])
def test_stretches_fill_a_day_and_last_a_second(length: str) -> None:
    assert codes(f"{SERVICES}state s of service: every {length} in which the median of hits is above 3.") == [
        "E0320"
    ]


def test_as_announced() -> None:
    assert says("as announced by announced from start until finish") == s.Announced(
        "announced", "start", "finish", 0, None, ()
    )
    assert says(
        "as announced by announced from start until finish, with at least 5 days notice,"
        " by reference ticket, unless cancelled or moved"
    ) == s.Announced("announced", "start", "finish", 5 * DAY, "ticket", ("cancelled", "moved"))


def test_while_a_calendar_is_open() -> None:
    whole = policy("state trouble of service: during daytime.")
    (clause,) = whole.window_clauses
    assert isinstance(clause.measure, TimeShare)
    assert clause.measure.state.rule == s.During("daytime")
    assert whole.calendars["daytime"].zone == "Europe/Athens"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("outage", OUTAGE),
        ("an outages or silence", s.AnyState((OUTAGE, SILENCE))),
        ("outage and the silence", s.AllStates((OUTAGE, SILENCE))),
        ("outage or silence and night", s.AnyState((OUTAGE, s.AllStates((SILENCE, s.During("always")))))),
        ("(outage or silence) and night", s.AllStates((s.AnyState((OUTAGE, SILENCE)), s.During("always")))),
        ("outage except silence", s.ExceptState(OUTAGE, SILENCE)),
        (
            "outage except silence except during the daytime",
            s.ExceptState(s.ExceptState(OUTAGE, SILENCE), s.During("daytime")),
        ),
        (
            "outage or silence except night",
            s.ExceptState(s.AnyState((OUTAGE, SILENCE)), s.During("always")),
        ),
    ],
)
def test_made_of_others(expression: str, expected: s.StateRule) -> None:
    assert made_of(expression) == expected


def test_modifiers_apply_in_the_order_of_the_text() -> None:
    assert says(
        "from went down until came up, bridging gaps of up to 1 minute, lasting at least 5 minutes"
    ) == (s.Lasting(s.Bridged(OUTAGE, MINUTE), 5 * MINUTE))
    assert made_of("outage or silence, for at most 8 hours per calendar month") == s.Capped(
        s.AnyState((OUTAGE, SILENCE)), 8 * HOUR, s.Window("calendar", "month")
    )
    assert made_of("outage, for at most 4 hours per contract month, lasting at least 1 hour") == s.Lasting(
        s.Capped(OUTAGE, 4 * HOUR, s.Window("contract", "month")), HOUR
    )


def test_a_modifier_is_of_its_own_sentence() -> None:
    two = says("from went down until came up, lasting at least 5 minutes. from vanished until returned")
    assert two == s.AnyState((SILENCE, s.Lasting(OUTAGE, 5 * MINUTE)))


@pytest.mark.parametrize(
    "state",
    [
        "state trouble of service is outage.",
        'state t of service, said "trouble": from went down until came up.',
    ],
)
def test_by_which_word_a_state_is_meant(state: str) -> None:
    (clause,) = policy(state).window_clauses
    assert isinstance(clause.measure, TimeShare)
    assert (clause.measure.inside, clause.measure.said, clause.measure.state.rule) == (
        True,
        "trouble",
        OUTAGE,
    )


def test_a_word_for_what_is_outside() -> None:
    (clause,) = policy(
        'state t of service, otherwise "trouble", otherwise "well": from went down until came up.'
    ).window_clauses
    assert isinstance(clause.measure, TimeShare)
    assert (clause.measure.inside, clause.measure.state.name) == (False, "t")


def test_only_states_of_events_are_in_the_policys_table_with_spans() -> None:
    spans = {state.name: state.spans for state in policy("state trouble of service is outage.").states}
    assert spans["outage"] == OUTAGE.spans
    assert spans["night"] == spans["trouble"] == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("state s of service: while statsu is down.", "E0206"),
        ("state s of service: from gone until came up.", "E0207"),
        ("state s of service: as announced by anounced from start until finish.", "E0207"),
        ("state s of service: as announced by announced from strat until finish.", "E0206"),
        (
            "state s of service: as announced by announced from start until finish, by reference tick.",
            "E0206",
        ),
        ("state s of service: during nights.", "E0202"),
        ("state s of service is outage or sileence.", "E0204"),
        ("state s of service: while load is above 3.", "E0301"),
        ("state s of service is outage, for at most 1 hour per contract week.", "E0314"),
        ("state s of service is s s. state s s of service is s.", "E0218"),
    ],
)
def test_what_is_wrong_is_said_though_no_clause_needs_the_state(text: str, code: str) -> None:
    assert codes(SERVICES + text) == [code]


def test_a_state_of_another_subject() -> None:
    text = "subject line: has events cut, mended. state dead of line: from cut until mended."
    assert codes(f"{SERVICES}{text} state s of service is outage or dead.") == ["E0310"]
