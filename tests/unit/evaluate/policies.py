"""Small policies by hand, for the tests of the evaluator. Zone UTC and Monday 2026-03-02 unless said otherwise."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve

from sladsl.evaluate import CaseVerdict, Event, Result, judge
from sladsl.policy.model import (
    Agreement,
    Clause,
    Clock,
    Field,
    FromUntil,
    Place,
    Policy,
    Share,
    State,
    Subject,
    Transition,
    Warn,
    Window,
    Within,
)
from sladsl.policy.values import Day, Number, Text, Value
from sladsl.worktime.rules import Always, DayRule, NamedRule, Opening, Rule, Weekly

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
PLACE = Place("test.sla", 1, 1, 1, 2, "")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

OPEN_8_TO_17 = Opening(8 * 3600, 17 * 3600)
WEEK = (*[(OPEN_8_TO_17,)] * 5, (), ())
OFFICE = Weekly("UTC", WEEK, (DayRule(date(2026, 4, 10), (), "Good Friday"),))

INCIDENT = Subject(
    "incident",
    ("incidents",),
    "id",
    (
        Field("priority", "one of", ("P1", "P2", "P3")),
        Field("site", "text"),
        Field("last day", "date"),
        Field("size", "number", unit="GB"),
    ),
    (
        "opened",
        "responded",
        "held",
        "released",
        "parked",
        "unparked",
        "resolved",
        "reopened",
        "resubmitted",
        "cancelled",
    ),
    PLACE,
)
WAITING = State("waiting for customer", "incident", (FromUntil(("held",), ("released",)),), PLACE)
PARKED = State("parked", "incident", (FromUntil(("parked",), ("unparked",)),), PLACE)
RESOLUTION = Clock(
    "resolution",
    "incident",
    ("resolved",),
    (
        Transition("opened", "start"),
        Transition("resolved", "stop"),
        Transition("reopened", "continue"),
        Transition("resubmitted", "restart"),
        Transition("cancelled", "void"),
    ),
    PLACE,
)


def at(text: str) -> int:
    """Microseconds of "2026-03-02 09:00" (or of "09:00" on that Monday), UTC."""
    text = text if "-" in text else f"2026-03-02 {text}"
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)


def value(given: object) -> Value:
    match given:
        case date():
            return Day(given)
        case int():
            return Number(Decimal(given), "GB")
        case _:
            return Text(str(given))


def event(when: str, kind: str, case: str = "INC-1", order: int = 0, id: str = "", **fields: object) -> Event:
    """An event; `last_day=` is the field "last day". Its id is its time and kind unless given."""
    named = {name.replace("_", " "): value(given) for name, given in fields.items()}
    return Event(at(when), "incident", case, kind, named, id or f"{case} {when} {kind}", order)


CLAUSE = Clause(
    agreement="ACME",
    id="RESOLUTION",
    title="",
    subject="incident",
    where=None,
    clock="resolution",
    deadline=Within(4 * HOUR),
    calendar="office hours",
    pauses=("waiting for customer", "parked"),
    fields="current",
    share=None,
    warnings=(),
    place=PLACE,
)
AGREEMENT = Agreement(
    "ACME", "", "customer SLA", "1.0", "Hellas IT", "Acme SA", "UTC", at("2026-01-01 00:00"), None, PLACE
)


def share(percent: int, unit: str = "month", by: str = "decision", group: tuple[str, ...] = ()) -> Share:
    kind: Any = {"unit": unit, "by": by}
    return Share(Fraction(percent, 100), Window("calendar", kind["unit"]), group, kind["by"])


def warn(percent: int, who: str = "manager") -> Warn:
    return Warn(who, Fraction(percent, 100), PLACE)


def policy(
    *,
    agreement: dict[str, Any] | None = None,
    clock: Clock = RESOLUTION,
    office: Rule = OFFICE,
    **clause: Any,
) -> Policy:
    """One agreement, one clause: 4 office hours to resolve an incident; key words change the clause."""
    return Policy(
        files=(),
        agreements=(evolve(AGREEMENT, **(agreement or {})),),
        calendars={
            "office hours": NamedRule("office hours", "UTC", office),
            "always": NamedRule("always", "UTC", Always("UTC")),
        },
        holidays=(),
        subjects=(INCIDENT,),
        states=(WAITING, PARKED),
        clocks=(clock,),
        clauses=(evolve(CLAUSE, **clause),),
        sources=(),
        examples=(),
    )


def result(given: Policy, *events: Event, as_of: str | None = None) -> Result:
    return judge(given, events, None if as_of is None else at(as_of))


def verdicts(given: Policy, *events: Event, as_of: str | None = None) -> tuple[CaseVerdict, ...]:
    return result(given, *events, as_of=as_of).cases


def verdict(given: Policy, *events: Event, as_of: str | None = None) -> CaseVerdict:
    """The one verdict there must be."""
    (only,) = verdicts(given, *events, as_of=as_of)
    return only
