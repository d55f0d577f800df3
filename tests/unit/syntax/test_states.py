"""Services and their states, from text to tree."""

import pytest

from sladsl.syntax import tree
from tests.unit.syntax.trees import HOUR, MONTH, S, a_test, bound, length, n, number, only, r, word


def state(text: str) -> tree.State:
    written = only(text)
    assert isinstance(written, tree.State)
    return written


def sentence(text: str) -> tree.StateSentence:
    """The one sentence of a state."""
    body = state(f"state s of service: {text}.").body
    assert isinstance(body, tuple)
    (written,) = body
    return written


def expression(text: str) -> tree.StateExpression:
    body = state(f"state s of service is {text}.").body
    assert not isinstance(body, tuple)
    return body


def part(name: str) -> tree.PartRef:
    return tree.PartRef(n(name), span=S)


def test_a_service() -> None:
    assert only("service web shop.") == tree.Service(n("web shop"), span=S)


def test_a_state_with_all_its_words() -> None:
    written = state(
        'state outage of web service, plural outages, also failure, said "down", otherwise "available",'
        ' otherwise "up": from went down or vanished until first came up. while a is b.'
    )
    assert written == tree.State(
        n("outage"),
        n("web service"),
        (n("outages"), n("failure")),
        (r("down"),),
        (r("available"), r("up")),
        (
            tree.FromUntil((n("went down"), n("vanished")), (n("came up"),), span=S),
            tree.WhileReading(a_test("a", "is", word("b")), None, (), span=S),
        ),
        (),
        span=S,
    )


def test_a_state_that_is_made_of_others() -> None:
    written = state('state bad of service, said "poor" is an outage or slow, lasting at least 1 hour.')
    assert written == tree.State(
        n("bad"),
        n("service"),
        (),
        (r("poor"),),
        (),
        tree.JoinedStates("or", (part("outage"), part("slow")), span=S),
        (tree.Lasting(HOUR, span=S),),
        span=S,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "while load is above 3, stale after 10 minutes, lasting at least 1 hour",
            tree.WhileReading(
                a_test("load", "above", number("3")),
                length(("10", "minute")),
                (tree.Lasting(HOUR, span=S),),
                span=S,
            ),
        ),
        (
            "every minute in which the share of bad hits among hits is above 10%",
            tree.Buckets(
                tree.Length(None, "minute", span=S),
                tree.RatioOf(n("bad hits"), n("hits"), span=S),
                bound("above", number("10", "%")),
                None,
                False,
                (),
                span=S,
            ),
        ),
        (
            "every minute in which the share of bad hits among hits is above 10%, if there are at least 20 hits",
            tree.Buckets(
                tree.Length(None, "minute", span=S),
                tree.RatioOf(n("bad hits"), n("hits"), span=S),
                bound("above", number("10", "%")),
                tree.IfEnough(r("20"), n("hits"), span=S),
                False,
                (),
                span=S,
            ),
        ),
        (
            "every 5 minutes in which the number of failures is at least 3, one without data is not,"
            " bridging gaps of up to 1 hour",
            tree.Buckets(
                tree.Length(r("5"), "minute", span=S),
                tree.NumberOf(n("failures"), span=S),
                bound("at least", number("3")),
                None,
                True,
                (tree.Bridging(HOUR, span=S),),
                span=S,
            ),
        ),
        (
            "every minute in which, for at least 5% of the requests where v is yes, the status is at least 500 or"
            " w is above 3, if there are at least 20 requests, one without data is not, lasting at least 1 hour",
            tree.Buckets(
                tree.Length(None, "minute", span=S),
                tree.ReadingsWhere(
                    n("requests"),
                    a_test("v", "is", word("yes")),
                    tree.Either(
                        (a_test("status", "at least", number("500")), a_test("w", "above", number("3"))),
                        span=S,
                    ),
                    span=S,
                ),
                bound("at least", number("5", "%")),
                tree.IfEnough(r("20"), n("requests"), span=S),
                True,
                (tree.Lasting(HOUR, span=S),),
                span=S,
            ),
        ),
        (
            "every minute in which less than 5% of durations are above 3",
            tree.Buckets(
                tree.Length(None, "minute", span=S),
                tree.ValuesThatAre(n("durations"), bound("above", number("3")), span=S),
                bound("below", number("5", "%")),
                None,
                False,
                (),
                span=S,
            ),
        ),
        (
            "every minute in which more than 5% of outcomes are failed or refused",
            tree.Buckets(
                tree.Length(None, "minute", span=S),
                tree.ValuesThatAre(n("outcomes"), (word("failed"), word("refused")), span=S),
                bound("above", number("5", "%")),
                None,
                False,
                (),
                span=S,
            ),
        ),
        (
            "as announced by maintenance announced from start until new end",
            tree.Announced(n("maintenance announced"), n("start"), n("new end"), None, None, (), (), span=S),
        ),
        (
            "as announced by news from start until end, with at least 5 days notice, by reference ticket no,"
            " unless cancelled or put off, for at most 8 hours per calendar month",
            tree.Announced(
                n("news"),
                n("start"),
                n("end"),
                length(("5", "day")),
                n("ticket no"),
                (n("cancelled"), n("put off")),
                (tree.Capped(length(("8", "hour")), MONTH, span=S),),
                span=S,
            ),
        ),
        ("during the office hours", tree.During(n("office hours"), span=S)),
        (
            "from a until b, bridging gaps of up to 1 hour, lasting at least 1 hour",
            tree.FromUntil(
                (n("a"),), (n("b"),), (tree.Bridging(HOUR, span=S), tree.Lasting(HOUR, span=S)), span=S
            ),
        ),
    ],
)
def test_when_a_state_holds(text: str, expected: tree.StateSentence) -> None:
    assert sentence(text) == expected


def joined(how: str, *parts: tree.StateExpression) -> tree.JoinedStates:
    return tree.JoinedStates(how, parts, span=S)  # type: ignore[arg-type]


NIGHT = tree.During(n("night hours"), span=S)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("outage", part("outage")),
        ("during night hours", NIGHT),
        ("x or y or the z", joined("or", part("x"), part("y"), part("z"))),
        ("x or y and z", joined("or", part("x"), joined("and", part("y"), part("z")))),
        (
            "(x or y) and during the night hours",
            joined("and", joined("or", part("x"), part("y")), NIGHT),
        ),
        (
            "x or y except z except during night hours",
            tree.ExceptStates(joined("or", part("x"), part("y")), (part("z"), NIGHT), span=S),
        ),
        (
            "x and (y except z)",
            joined("and", part("x"), tree.ExceptStates(part("y"), (part("z"),), span=S)),
        ),
    ],
)
def test_what_a_state_is_made_of(text: str, expected: tree.StateExpression) -> None:
    assert expression(text) == expected
