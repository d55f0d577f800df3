"""Each heading and sentence of the language, from a small text to the tree as written."""

import pytest

from sladsl.syntax import tree
from tests.unit.syntax.trees import S, date, length, n, only, r, read, word


def test_use() -> None:
    assert only("use itil.") == tree.Use(r("itil"), False, span=S)
    assert only('use "our common.sla".') == tree.Use(r("our common.sla"), True, span=S)
    assert only("use “common.sla”.") == tree.Use(r("common.sla"), True, span=S)


def test_agreement() -> None:
    written = only(
        'agreement ACME "E-mail": is an underpinning contract, version 2.10.'
        " between the ISP as the provider and Acme SA as customer."
        " in force from 2026-01-01 to 2026-12-31. time zone Europe/Athens."
    )
    assert written == tree.Agreement(
        n("ACME"),
        r("E-mail"),
        (
            tree.KindIs("underpinning contract", r("2.10"), span=S),
            tree.Between(
                (
                    tree.Party(n("ISP"), "provider", span=S),
                    tree.Party(n("Acme SA"), "customer", span=S),
                ),
                span=S,
            ),
            tree.InForce(r("2026-01-01"), r("2026-12-31"), span=S),
            tree.TimeZone(r("Europe/Athens"), span=S),
        ),
        span=S,
    )


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("a customer SLA", "customer SLA"),
        ("an internal SLA", "internal SLA"),
        ("an OLA", "OLA"),
        ("an operational level agreement", "OLA"),
        ("a UC", "underpinning contract"),
    ],
)
def test_kinds_of_agreement(said: str, kind: str) -> None:
    written = only(f"agreement A: is {said}.")
    assert isinstance(written, tree.Agreement)
    assert written.sentences == (tree.KindIs(kind, None, span=S),)


def hours(opens: str, closes: str) -> tree.TimeRange:
    return tree.TimeRange(r(opens), r(closes), span=S)


def days(*numbers: int) -> tree.Weekdays:
    return tree.Weekdays(numbers, span=S)


def dates(*ranges: tuple[str, str | None]) -> tuple[tree.DateRange, ...]:
    return tuple(tree.DateRange(r(first), r(last) if last else None, span=S) for first, last in ranges)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("open always.", tree.Open(None, (), span=S)),
        (
            "open Monday to Friday 08:00 to 17:00.",
            tree.Open(days(0, 1, 2, 3, 4), (hours("08:00", "17:00"),), span=S),
        ),
        (
            "open on Mondays, Saturday and Sunday from 9:00 to 12:00, 13:00 to 24:00.",
            tree.Open(days(0, 5, 6), (hours("9:00", "12:00"), hours("13:00", "24:00")), span=S),
        ),
        # a range that runs over the end of the week
        (
            "open Saturday to Monday 08:00 to 09:00.",
            tree.Open(days(0, 5, 6), (hours("08:00", "09:00"),), span=S),
        ),
        ("open every day 08:00 to 09:00.", tree.Open(days(*range(7)), (hours("08:00", "09:00"),), span=S)),
        (
            "open 2026-04-11, 2026-04-13 to 2026-04-14 09:00 to 13:00.",
            tree.Open(
                dates(("2026-04-11", None), ("2026-04-13", "2026-04-14")), (hours("09:00", "13:00"),), span=S
            ),
        ),
        ("closed on Wednesday.", tree.Closed(days(2), (), span=S)),
        (
            "closed 2026-12-24 from 13:00 to 24:00.",
            tree.Closed(dates(("2026-12-24", None)), (hours("13:00", "24:00"),), span=S),
        ),
        (
            "closed on the public holidays of the Netherlands.",
            tree.Closed(tree.Holidays(n("public"), n("Netherlands"), None, span=S), (), span=S),
        ),
        (
            "closed on public holidays of Germany in Bayern from 12:00 to 24:00.",
            tree.Closed(
                tree.Holidays(n("public"), n("Germany"), n("Bayern"), span=S),
                (hours("12:00", "24:00"),),
                span=S,
            ),
        ),
        ("time zone Asia/Kathmandu.", tree.TimeZone(r("Asia/Kathmandu"), span=S)),
    ],
)
def test_sentences_of_a_calendar(text: str, sentence: tree.CalendarSentence) -> None:
    assert only(f"calendar office hours: {text}") == tree.Calendar(n("office hours"), (sentence,), span=S)


def ref(name: str) -> tree.CalendarRef:
    return tree.CalendarRef(n(name), span=S)


def joined(said: str, *parts: tree.CalendarExpression) -> tree.Joined:
    return tree.Joined(said, parts, span=S)


def less(base: tree.CalendarExpression, other: tree.CalendarExpression) -> tree.ExceptFor:
    return tree.ExceptFor(base, other, span=S)


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("day shift", ref("day shift")),
        # `and` binds more closely than `or`, and `except` takes away from all that stands before it
        ("x or y and z", joined("or", ref("x"), joined("and", ref("y"), ref("z")))),
        ("(x or y) and z", joined("and", joined("or", ref("x"), ref("y")), ref("z"))),
        ("x or y except z", less(joined("or", ref("x"), ref("y")), ref("z"))),
        ("x except y except Friday", less(less(ref("x"), ref("y")), days(4))),
        ("x except (y or z)", less(ref("x"), joined("or", ref("y"), ref("z")))),
        (
            "x except the public holidays of Greece",
            less(ref("x"), tree.Holidays(n("public"), n("Greece"), None, span=S)),
        ),
    ],
)
def test_a_calendar_of_calendars(text: str, expression: tree.CalendarExpression) -> None:
    assert only(f"calendar c is {text}.") == tree.Calendar(n("c"), expression, span=S)


def test_subject() -> None:
    written = only(
        "subject service request, plural service requests, also request: identified by number."
        " has priority, one of P1, 2, “very low”. has weight, a number of kg. has score, a number."
        " has due day, a date. has call, a time. has effort, a length of time. has note, a text. has site."
        " has events opened, workaround found."
    )
    kind = tree.FieldType
    two = tree.Quantity(r("2"), None, span=S)
    assert written == tree.Subject(
        n("service request"),
        (n("service requests"), n("request")),
        (
            tree.IdentifiedBy(n("number"), span=S),
            tree.HasField(
                n("priority"), kind("one of", (word("P1"), two, word("very low", True)), span=S), span=S
            ),
            tree.HasField(n("weight"), kind("number", unit=n("kg"), span=S), span=S),
            tree.HasField(n("score"), kind("number", span=S), span=S),
            tree.HasField(n("due day"), kind("date", span=S), span=S),
            tree.HasField(n("call"), kind("time", span=S), span=S),
            tree.HasField(n("effort"), kind("length", span=S), span=S),
            tree.HasField(n("note"), kind("text", span=S), span=S),
            tree.HasField(n("site"), None, span=S),
            tree.HasEvents((n("opened"), n("workaround found")), span=S),
        ),
        span=S,
    )


def test_state() -> None:
    written = only("state on hold of case: from held or parked until released. from lost until found.")
    spans = (
        tree.FromUntil((n("held"), n("parked")), (n("released"),), (), span=S),
        tree.FromUntil((n("lost"),), (n("found"),), (), span=S),
    )
    assert written == tree.State(n("on hold"), n("case"), (), (), (), spans, (), span=S)


def test_clock() -> None:
    written = only(
        'clock response of incident, said "responded to" or "answered": starts when first opened.'
        " stops when responded or closed. continues when reopened within 5 days. restarts when moved."
        " is void when cancelled."
    )
    moves = tree.Moves
    assert written == tree.Clock(
        n("response"),
        n("incident"),
        (r("responded to"), r("answered")),
        (
            moves("start", (n("opened"),), None, span=S),
            moves("stop", (n("responded"), n("closed")), None, span=S),
            moves("continue", (n("reopened"),), length(("5", "day")), span=S),
            moves("restart", (n("moved"),), None, span=S),
            moves("void", (n("cancelled"),), None, span=S),
        ),
        span=S,
    )


SOURCE = [
    ("each row is an event.", tree.RowIs("event", span=S)),
    ("every row is a change.", tree.RowIs("change", span=S)),
    ('the case is column "number".', tree.ColumnIs("case", r("number"), span=S)),
    ('time is column "at".', tree.ColumnIs("time", r("at"), span=S)),
    ('the event is column "kind".', tree.ColumnIs("event", r("kind"), span=S)),
    ('the event id is column "no".', tree.ColumnIs("event id", r("no"), span=S)),
    ('the field is column "field".', tree.ColumnIs("field", r("field"), span=S)),
    ('the old value is column "was".', tree.ColumnIs("old value", r("was"), span=S)),
    ('the new value is column "is".', tree.ColumnIs("new value", r("is"), span=S)),
    ("times are ISO 8601.", tree.Times("iso", None, span=S)),
    ("times are written day first, in time zone UTC.", tree.Times("day first", r("UTC"), span=S)),
    ("times are month first.", tree.Times("month first", None, span=S)),
    ("times are seconds since 1970.", tree.Times("seconds", None, span=S)),
    ("times are milliseconds since 1970.", tree.Times("milliseconds", None, span=S)),
    ('columns are separated by ";".', tree.Separator(r(";"), span=S)),
    ('missing values are written "?" or "n/a".', tree.Missing((r("?"), r("n/a")), span=S)),
    (
        'field level is column "L", "1" or "2" means Gold, "3" means “not set”.',
        tree.FieldIs(
            n("level"),
            r("L"),
            (
                tree.Means((r("1"), r("2")), n("Gold"), span=S),
                tree.Means((r("3"),), n("not set"), span=S),
            ),
            span=S,
        ),
    ),
    ('event first reply is at column "R".', tree.MomentIs(n("first reply"), r("R"), span=S)),
    ('"New" or "Made" means opened.', tree.Means((r("New"), r("Made")), n("opened"), span=S)),
]


@pytest.mark.parametrize(("text", "sentence"), SOURCE, ids=[text for text, _ in SOURCE])
def test_sentences_of_a_source(text: str, sentence: tree.SourceSentence) -> None:
    assert only(f"source log of incident: {text}") == tree.Source(
        n("log"), n("incident"), (sentence,), span=S
    )


def test_example() -> None:
    written = only(
        'example "over a weekend" of P1-RESPONSE:'
        " 2026-03-06 16:50 INC-1 opened with priority P1, last day 2026-03-31."
        " 2026-03-09 08:04 17 responded."
        " Then INC-1 is met after 14 minutes."
        " Then at 2026-03-10 12:00 17 is at risk, due 2026-03-11 09:00."
        " Then INC-2 is breached at 2026-03-11 09:00."
    )
    event, expected = tree.ExampleEvent, tree.Expected
    assert written == tree.Example(
        r("over a weekend"),
        n("P1-RESPONSE"),
        (
            event(
                date("2026-03-06 16:50"),
                r("INC-1"),
                n("opened"),
                (r("priority P1"), r("last day 2026-03-31")),
                span=S,
            ),
            event(date("2026-03-09 08:04"), r("17"), n("responded"), (), span=S),
            tree.Expectation(
                None, r("INC-1"), "met", (expected("elapsed", length(("14", "minute")), span=S),), span=S
            ),
            tree.Expectation(
                date("2026-03-10 12:00"),
                r("17"),
                "at risk",
                (expected("due", date("2026-03-11 09:00"), span=S),),
                span=S,
            ),
            tree.Expectation(
                None,
                r("INC-2"),
                "breached",
                (expected("breach", date("2026-03-11 09:00"), span=S),),
                span=S,
            ),
        ),
        span=S,
    )


def test_requirements() -> None:
    said = 'requirement R-1 of the Acme SA: "soon", met by FIX and UP TIME. A credit is owed when missed.'
    assert only(said + " Nothing but maintenance and the storm may be excluded.") == tree.Requirement(
        n("R-1"),
        n("Acme SA"),
        r("soon"),
        (n("FIX"), n("UP TIME")),
        (tree.CreditOwed(span=S), tree.OnlyExcluded((n("maintenance"), n("storm")), span=S)),
        span=S,
    )
    assert only('requirement R-2 of Acme SA: "soon". Nothing may be excluded.') == tree.Requirement(
        n("R-2"), n("Acme SA"), r("soon"), (), (tree.OnlyExcluded((), span=S),), span=S
    )


def test_case_line_breaks_and_comments_mean_nothing() -> None:
    plain = only("calendar hours: open Monday to Friday 08:00 to 17:00.")
    spread = only("CALENDAR Hours :\n\n OPEN monday # or so\n\tTO\n Friday\n from 08:00 to\n17:00\n .")
    assert spread == plain


def test_headings_in_the_order_of_the_text() -> None:
    kinds = [type(item) for item in read("use itil. calendar c: open always. clause C:").module.items]
    assert kinds == [tree.Use, tree.Calendar, tree.Clause]
