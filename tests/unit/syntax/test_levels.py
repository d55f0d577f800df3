"""States of services and promises about windows, from text to tree."""

import pytest

from sladsl.syntax import tree
from tests.unit.syntax.trees import S, a_test, length, n, only, r, read, word


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


def level(text: str) -> tree.Level:
    """The one promise of a clause, about a window."""
    clause = only(f"clause C: {text}.")
    assert isinstance(clause, tree.Clause)
    (written,) = clause.sentences
    assert isinstance(written, tree.Level)
    return written


def bound(order: str, value: tree.Quantity | tree.Duration, upper: tree.Quantity | None = None) -> tree.Bound:
    return tree.Bound(order, value, upper, span=S)  # type: ignore[arg-type]


def number(text: str, unit: str | None = None) -> tree.Quantity:
    return tree.Quantity(r(text), n(unit) if unit else None, span=S)


def scope(name: str | None, every: bool = False, where: tree.Condition | None = None) -> tree.Scope:
    return tree.Scope(n(name) if name else None, every, where, span=S)


def part(name: str) -> tree.PartRef:
    return tree.PartRef(n(name), span=S)


HOUR = length(("1", "hour"))
MONTH = tree.Window("calendar", "month", None, span=S)
GOLD = a_test("tier", "is", word("Gold"))


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
                True,
                (tree.Bridging(HOUR, span=S),),
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


def test_a_share_of_time() -> None:
    assert level(
        "Every service where tier is Gold shall be fully available for at least 99.9 % of the time per contract year"
        " and site and region, counting office hours, excluding planned maintenance and the force majeure,"
        " unknown time counts against the provider"
    ) == tree.Level(
        tree.TimeIn(n("fully available"), "at least", r("99.9 %"), span=S),
        scope("service", True, GOLD),
        None,
        tree.Window("contract", "year", None, span=S),
        (n("site"), n("region")),
        None,
        (
            tree.Counting(n("office hours"), span=S),
            tree.Excluding((n("planned maintenance"), n("force majeure")), span=S),
            tree.UnknownTime("against", span=S),
        ),
        span=S,
    )


def test_of_a_thing_by_its_name() -> None:
    written = level(
        "The web shop shall be down for at most 1% of the time per rolling 30 days,"
        " unknown time counts for the provider"
    )
    assert written == tree.Level(
        tree.TimeIn(n("down"), "at most", r("1%"), span=S),
        scope("web shop"),
        None,
        tree.Window("rolling", "day", r("30"), span=S),
        (),
        None,
        (tree.UnknownTime("in favour", span=S),),
        span=S,
    )


def statistic(what: str, of: str) -> tree.StatisticOf:
    return tree.StatisticOf(what, n(of), None, False, span=S)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The average load", statistic("average", "load")),
        ("The mean of cpu load", statistic("average", "cpu load")),
        ("The median of load", statistic("median", "load")),
        ("The lowest load", statistic("least", "load")),
        ("The shortest outage", statistic("least", "outage")),
        ("The maximum load", statistic("most", "load")),
        ("The longest outage", statistic("most", "outage")),
        ("The total of outages", statistic("total", "outages")),
        (
            "The 99.9th percentile of load",
            tree.StatisticOf("percentile", n("load"), r("99.9"), False, span=S),
        ),
        (
            "The interpolated 1st percentile of load",
            tree.StatisticOf("percentile", n("load"), r("1"), True, span=S),
        ),
        ("The share of bad hits", tree.RatioOf(n("bad hits"), None, span=S)),
        ("The share of bad among all hits", tree.RatioOf(n("bad"), n("all hits"), span=S)),
        ("The number of restarts", tree.NumberOf(n("restarts"), span=S)),
        (
            "The average over every 5 minutes of the share of bad hits",
            tree.StretchAverage(
                tree.Length(r("5"), "minute", span=S), tree.RatioOf(n("bad hits"), None, span=S), span=S
            ),
        ),
        ("The average time between outages", tree.TimeBetween(n("outages"), span=S)),
    ],
)
def test_what_is_measured(text: str, measure: object) -> None:
    written = level(f"{text} of Email shall be below 3 per month")
    assert written == tree.Level(
        measure,  # type: ignore[arg-type]
        scope("Email"),
        bound("below", number("3")),
        MONTH,
        (),
        None,
        (),
        span=S,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("of the web shop", scope("web shop")),
        ("of surveys where tier is Gold", scope("surveys", where=GOLD)),
        ("of every service", scope("service", True)),
        ("of each service where tier is Gold", scope("service", True, GOLD)),
        ("where tier is Gold", scope(None, where=GOLD)),
    ],
)
def test_of_what(text: str, expected: tree.Scope) -> None:
    assert level(f"There shall be at most 3 outages {text} per month").scope == expected


def test_fields_as_opened_are_told_from_others() -> None:
    opened = level("There shall be at most 3 outages of every service where tier is Gold as opened per month")
    assert opened.scope == tree.Scope(n("service"), True, GOLD, True, span=S)
    assert level(
        "Every service where tier is Gold as opened shall be up for at least 1% of the time per month"
    ).scope == (opened.scope)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 3 points", bound("at least", number("3", "points"))),
        ("at most 0.1%", bound("at most", number("0.1", "%"))),
        ("above 1 hour", bound("above", HOUR)),
        ("below 1 000", bound("below", number("1 000"))),
        ("between 1 and 2.5", bound("between", number("1"), number("2.5"))),
        ("between 1 point and 2 points", bound("between", number("1", "point"), number("2", "points"))),
    ],
)
def test_what_it_is_held_to(text: str, expected: tree.Bound) -> None:
    assert level(f"The average of load of Email shall be {text} per month").bound == expected


def test_a_count() -> None:
    of_itself = level("There shall be at least 10 surveys per month of opening and site")
    assert of_itself == tree.Level(
        tree.NumberOf(n("surveys"), span=S),
        scope(None),
        bound("at least", number("10")),
        MONTH,
        (n("site"),),
        None,
        (),
        True,
        span=S,
    )
    written = level(
        "There shall be at most 3 outages of Email per month, and no long outage shall last more than 1 hour,"
        " counting always"
    )
    assert written.none_longer == tree.NoneLonger(n("long outage"), HOUR, span=S)
    assert written.modifiers == (tree.Counting(n("always"), span=S),)


def test_stretches_without_data() -> None:
    written = level(
        "The average over every hour of the total load of Email shall be below 3 per month, one without data counts as none"
    )
    assert written.modifiers == (tree.NoneWithoutData(span=S),)


def test_no_episode_longer() -> None:
    assert level("No outage of every service shall last longer than 1 hour per month") == tree.Level(
        tree.NoneLonger(n("outage"), HOUR, span=S), scope("service", True), None, MONTH, (), None, (), span=S
    )


def test_a_share_of_cases() -> None:
    written = level(
        "For at least 95% of surveys where tier is Gold, the cost rating shall be between 3 and 4 per month"
    )
    assert written == tree.Level(
        tree.CasesWhose(r("95%"), n("cost rating"), bound("between", number("3"), number("4")), span=S),
        scope("surveys", where=GOLD),
        None,
        MONTH,
        (),
        None,
        (),
        span=S,
    )


@pytest.mark.parametrize(
    ("text", "below", "count", "unit"),
    [
        ("UP-TIME shall not be missed in 3 consecutive months", None, "3", "month"),
        ("The UP-TIME shall not be below 95% in 2 consecutive quarters", "95%", "2", "quarter"),
    ],
)
def test_windows_in_a_row(text: str, below: str | None, count: str, unit: str) -> None:
    clause = only(f"clause C: {text}.")
    assert isinstance(clause, tree.Clause)
    assert clause.sentences == (
        tree.InARow(n("UP-TIME"), r(below) if below else None, r(count), unit, span=S),  # type: ignore[arg-type]
    )


def test_an_outcome() -> None:
    written = only(
        'outcome HAPPY USERS "What it is for": There shall be at most 3 surveys per month.'
        " It watches UPTIME, FIX and LOW ROW. It watches END."
    )
    assert isinstance(written, tree.Clause)
    assert (written.name, written.title, written.outcome) == (n("HAPPY USERS"), r("What it is for"), True)
    assert written.sentences[1:] == (
        tree.Watches((n("UPTIME"), n("FIX"), n("LOW ROW")), span=S),
        tree.Watches((n("END"),), span=S),
    )


def test_a_modifier_is_told_without_its_comma() -> None:
    text = "clause C: There shall be at most 3 surveys per month, counting always, excluding works."
    (clause,) = read(text).module.items
    assert isinstance(clause, tree.Clause)
    (written,) = clause.sentences
    assert isinstance(written, tree.Level)
    spans = [modifier.span for modifier in written.modifiers]
    assert [text[span.start : span.end] for span in spans] == ["counting always", "excluding works"]
