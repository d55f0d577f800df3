"""Small policies about windows by hand. A service is down from `failed` until `restored`; zone UTC, March 2026.

March has 31 days, which are 744 h; the 2nd is a Monday.
"""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve

from sladsl.evaluate import Event, WindowVerdict, judge
from sladsl.policy.measures import TimeShare
from sladsl.policy.model import Field, Policy, StateOf, Subject, Target, Window, WindowClause
from sladsl.policy.states import FromUntil, Order, Spans
from sladsl.policy.values import Instant, Length, Number, Text, Value
from tests.unit.evaluate.policies import MINUTE, PLACE, at, policy

SERVICE = Subject(
    "service",
    ("services",),
    "name",
    (
        Field("tier", "one of", ("Gold", "Silver")),
        Field("site", "text"),
        Field("latency", "length", reading=True),
        Field("load", "number", unit="points", reading=True),
        Field("failures", "number", reading=True),
        Field("requests", "number", reading=True),
        Field("rating", "number", unit="points"),
        Field("begin", "time"),
        Field("end", "time"),
        Field("change", "text"),
    ),
    ("failed", "restored", "measured", "planned", "dropped", "work began", "work ended", "rated"),
    PLACE,
)
DOWN_RULE = Spans((FromUntil(("failed",), ("restored",)),))
DOWN = StateOf("down", DOWN_RULE)
WORK = StateOf("maintenance", Spans((FromUntil(("work began",), ("work ended",)),)))
AVAILABLE = TimeShare(DOWN, False, "available")
_UNITS = {"rating": "points", "load": "points"}


def given(name: str, value: object) -> Value:
    """`10 min` as minutes, `2026-03-02 10:00` as an instant, else a number in the field's unit, or a text."""
    match value:
        case str() if value.endswith(" min"):
            return Length(int(value.removesuffix(" min")) * MINUTE)
        case str() if name in ("begin", "end"):
            return Instant(at(value))
        case int() | Decimal():
            return Number(Decimal(value), _UNITS.get(name, ""))
        case _:
            return Text(str(value))


def happened(when: str, kind: str, case: str = "Email", id: str = "", **fields: object) -> Event:
    """An event of a service; its id is its time and kind unless given."""
    values = {name: given(name, value) for name, value in fields.items()}
    return Event(at(when), "service", case, kind, values, id or f"{case} {when} {kind}")


def outage(begin: str, end: str, case: str = "Email", **fields: object) -> list[Event]:
    return [happened(begin, "failed", case, **fields), happened(end, "restored", case)]


def target(order: Order, bound: object, upper: object = None) -> Target:
    """`99%` is a share; other bounds are as they are."""

    def exact(number: object) -> Fraction:
        text = str(number)
        return Fraction(text.removesuffix("%")) / 100 if text.endswith("%") else Fraction(text)

    return Target(order, exact(bound), None if upper is None else exact(upper))


CLAUSE = WindowClause(
    agreement="ACME",
    id="UPTIME",
    title="",
    kind="clause",
    subject="service",
    case=None,
    each=False,
    where=None,
    measure=AVAILABLE,
    target=target("at least", "99%"),
    unit="%",
    calendar="always",
    excluding=(),
    unknown="left out",
    window=Window("calendar", "month"),
    group=(),
    watches=(),
    place=PLACE,
)


def promise(*clauses: WindowClause, agreement: dict[str, Any] | None = None, **change: Any) -> Policy:
    """One clause, changed by key words, or these clauses; beside the incidents' clause, without events."""
    plain = policy(agreement=agreement)
    return evolve(
        plain,
        subjects=(*plain.subjects, SERVICE),
        window_clauses=clauses or (evolve(CLAUSE, **change),),
    )


def windows(rules: Policy, *events: Event, as_of: str) -> list[WindowVerdict]:
    """The measured windows."""
    return [window for window in judge(rules, events, at(as_of)).windows if window.measured is not None]


def the_first(rules: Policy, *events: Event, as_of: str = "2026-04-01 00:00") -> WindowVerdict:
    """The verdict on the first window, March where the first event is in March."""
    return windows(rules, *events, as_of=as_of)[0]


def spans_of(verdict: WindowVerdict, kind: str = "state") -> list[tuple[str, str]]:
    """The evidence of a kind, as `02 10:00` (day of the month and time)."""
    assert verdict.measured is not None
    return [(_said(e.begin), _said(e.end)) for e in verdict.measured.evidence if e.kind == kind]


def _said(instant: int) -> str:
    return f"{datetime.fromtimestamp(instant // 1_000_000, tz=UTC):%d %H:%M}"
