"""Clauses, conditions, values and lengths of time, from text to tree."""

import pytest

from sladsl.syntax import tree
from tests.unit.syntax.trees import S, a_test, date, length, n, only, r, word


def promise(text: str) -> tree.Promise:
    """The one promise of a clause."""
    clause = only(f'clause C "Title": {text}')
    assert isinstance(clause, tree.Clause)
    (sentence,) = clause.sentences
    assert isinstance(sentence, tree.Promise)
    return sentence


def condition(text: str) -> tree.Condition | None:
    """The condition of a promise."""
    return promise(f"Every incident where {text} shall be resolved within 1 hour.").where


def test_a_whole_clause() -> None:
    written = only(
        'clause FIX "Repairs": Every service request where priority is P1 as opened shall be responded to'
        " within 15 minutes, counting the office hours, paused while on hold or away,"
        " for at least 99.5% of service requests per calendar month of opening and site and team."
        " Warn the Service Desk Manager at 75% of the time. Warn Director at 90 %."
    )
    assert written == tree.Clause(
        n("FIX"),
        r("Repairs"),
        (
            tree.Promise(
                n("service request"),
                a_test("priority", "is", word("P1")),
                True,
                n("responded to"),
                tree.Within(length(("15", "minute")), span=S),
                (
                    tree.Counting(n("office hours"), span=S),
                    tree.Paused((n("on hold"), n("away")), span=S),
                    tree.ShareOf(
                        r("99.5%"),
                        n("service requests"),
                        tree.Window("calendar", "month", None, span=S),
                        True,
                        (n("site"), n("team")),
                        span=S,
                    ),
                ),
                span=S,
            ),
            tree.Warn(n("Service Desk Manager"), r("75%"), span=S),
            tree.Warn(n("Director"), r("90 %"), span=S),
        ),
        span=S,
    )


def test_by_the_end_of_a_date() -> None:
    written = promise("Every leaver shall be deactivated by the end of the last day.")
    assert written.deadline == tree.ByEndOf(n("last day"), span=S)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("4 hours", (("4", "hour"),)),
        ("a week", ((None, "week"),)),
        ("2 hours and 30 minutes", (("2", "hour"), ("30", "minute"))),
        ("2 hours 30 minutes", (("2", "hour"), ("30", "minute"))),
        ("1.5 seconds", (("1.5", "second"),)),
        ("300 ms", (("300", "ms"),)),
        ("3 working days", (("3", "working day"),)),
        ("1 year 2 months", (("1", "year"), ("2", "month"))),
        ("12 000 minutes", (("12 000", "minute"),)),
    ],
)
def test_lengths_of_time(text: str, parts: tuple[tuple[str | None, str], ...]) -> None:
    written = promise(f"Every incident shall be resolved within {text}.")
    assert written.deadline == tree.Within(length(*parts), span=S)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("calendar quarter", ("calendar", "quarter", None)),
        ("week", ("calendar", "week", None)),
        ("contract year", ("contract", "year", None)),
        ("rolling 30 days", ("rolling", "day", "30")),
    ],
)
def test_windows(text: str, window: tuple[str, str, str | None]) -> None:
    written = promise(f"Every incident shall be resolved within 1 day, for at least 9% of cases per {text}.")
    (share,) = written.modifiers
    kind, unit, count = window
    assert isinstance(share, tree.ShareOf)
    assert share.window == tree.Window(kind, unit, r(count) if count else None, span=S)
    assert (share.by_opening, share.group) == (False, ())


P1, P2 = word("P1"), word("P2")


def quantity(number: str, unit: str | None = None) -> tree.Quantity:
    return tree.Quantity(r(number), n(unit) if unit else None, span=S)


def either(*parts: tree.Condition) -> tree.Either:
    return tree.Either(parts, span=S)


def both(*parts: tree.Condition) -> tree.Both:
    return tree.Both(parts, span=S)


X, Y, Z = (a_test(name, "is", word("on")) for name in "xyz")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("priority is P1", a_test("priority", "is", P1)),
        ("priority is not P1", a_test("priority", "is not", P1)),
        ("priority is one of P1, P2", a_test("priority", "is", P1, P2)),
        ("priority is not one of P1, P2", a_test("priority", "is not", P1, P2)),
        ("priority is in (P1, P2)", a_test("priority", "is", P1, P2)),
        ("priority not in (P1, P2)", a_test("priority", "is not", P1, P2)),
        ("priority is P1 or P2", a_test("priority", "is", P1, P2)),
        ("weight is above 12 000 kg", a_test("weight", "above", quantity("12 000", "kg"))),
        ("weight is over 3", a_test("weight", "above", quantity("3"))),
        ("share is less than 99.9%", a_test("share", "below", quantity("99.9", "%"))),
        ("weight is at least 3 kg", a_test("weight", "at least", quantity("3", "kg"))),
        (
            "effort is at most 2 hours 5 minutes",
            a_test("effort", "at most", length(("2", "hour"), ("5", "minute"))),
        ),
        ("day is before 2026-03-31", a_test("day", "before", date("2026-03-31"))),
        ("call is after 2026-03-31 17:00", a_test("call", "after", date("2026-03-31 17:00"))),
        ("site is known", a_test("site", "known")),
        ("site is not known", a_test("site", "not known")),
        ('site is "New York, NY"', a_test("site", "is", word("New York, NY", quoted=True))),
        ("`due by` is known", a_test("due by", "known")),
        # `and` binds more closely than `or`
        ("x is on or y is on and z is on", either(X, both(Y, Z))),
        ("(x is on or y is on) and z is on", both(either(X, Y), Z)),
        ("not (x is on and y is on)", tree.Negation(both(X, Y), span=S)),
    ],
)
def test_conditions(text: str, expected: tree.Condition) -> None:
    assert condition(text) == expected


def test_a_length_in_a_condition_has_the_span_of_its_words() -> None:
    text = "clause C: Every incident where effort is above 2 hours shall be resolved within 1 day."
    clause = only(text)
    assert isinstance(clause, tree.Clause)
    (written,) = clause.sentences
    assert isinstance(written, tree.Promise)
    where = written.where
    assert isinstance(where, tree.Test)
    (value,) = where.values
    assert text[value.span.start : value.span.end] == "2 hours"
    assert text[where.span.start : where.span.end] == "effort is above 2 hours"
