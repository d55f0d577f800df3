"""Promises about windows, from text to tree."""

import pytest

from sladsl.syntax import tree
from tests.unit.syntax.trees import HOUR, MONTH, S, a_test, bound, n, number, only, r, read, word

GOLD = a_test("tier", "is", word("Gold"))


def level(text: str) -> tree.Level:
    """The one promise of a clause, about a window."""
    clause = only(f"clause C: {text}.")
    assert isinstance(clause, tree.Clause)
    (written,) = clause.sentences
    assert isinstance(written, tree.Level)
    return written


def scope(name: str | None, every: bool = False, where: tree.Condition | None = None) -> tree.Scope:
    return tree.Scope(n(name) if name else None, every, where, span=S)


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
    return tree.StatisticOf(what, n(of), None, False, None, span=S)  # type: ignore[arg-type]


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
            tree.StatisticOf("percentile", n("load"), r("99.9"), False, None, span=S),
        ),
        (
            "The 95th percentile by the Hazen method of load",
            tree.StatisticOf("percentile", n("load"), r("95"), False, n("Hazen method"), span=S),
        ),
        (
            "The interpolated 1st percentile of load",
            tree.StatisticOf("percentile", n("load"), r("1"), True, None, span=S),
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
