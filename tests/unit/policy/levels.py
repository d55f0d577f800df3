"""A policy of promises about windows, with a measure and a part of a state of every kind."""

from fractions import Fraction

from sladsl.policy import conditions as c
from sladsl.policy import measures as m
from sladsl.policy import model, states
from sladsl.policy import values as v
from sladsl.worktime.rules import Always, NamedRule

HERE = model.Place("mail.sla", 7, 3, 9, 20, "Email ...")
MINUTE, HOUR, DAY = 60_000_000, 3_600_000_000, 86_400_000_000
MONTH = model.Window("calendar", "month")
SERVICE = model.Subject(
    "service",
    ("services",),
    "name",
    (
        model.Field("tier", "one of", ("Gold", "Silver")),
        model.Field("site", "text"),
        model.Field("ticket", "text"),
        model.Field("latency", "length", reading=True),
        model.Field("hits", "number", reading=True),
        model.Field("bad hits", "number", reading=True),
        model.Field("load", "number", (), "kW"),
        model.Field("start", "time"),
        model.Field("finish", "time"),
        model.Field("day", "date"),
    ),
    ("went down", "came up", "announced", "cancelled"),
    HERE,
)
DOWN = states.Spans((states.FromUntil(("went down",), ("came up", "cancelled")),))
RULES: tuple[states.StateRule, ...] = (
    DOWN,
    states.WhileReading(c.IsOneOf("tier", (v.Text("Gold"),)), 10 * MINUTE),
    states.WhileReading(c.Compared("load", "above", v.Length(3)), None),
    states.Buckets(
        5 * MINUTE,
        states.FieldRatio("bad hits", "hits"),
        states.Target("above", Fraction(1, 10)),
        "no",
    ),
    states.Announced("announced", "start", "finish", 5 * DAY, "ticket", ("cancelled",)),
    states.During("hours"),
    states.Capped(DOWN, 8 * HOUR, MONTH),
    states.Buckets(
        MINUTE,
        states.ReadingShare(
            ("went down",),
            (),
            c.Compared("latency", "above", v.Length(3_000_000)),
            c.IsOneOf("tier", (v.Text("Gold"),)),
        ),
        states.Target("at least", Fraction(1, 20)),
        "unknown",
        20,
    ),
)
TROUBLE = states.StateOf(
    "trouble",
    states.ExceptState(
        states.AnyState(
            (DOWN, states.AllStates((states.Lasting(RULES[1], 2 * MINUTE), states.During("hours"))))
        ),
        states.Bridged(RULES[4], MINUTE),
    ),
)
OUTAGE = states.StateOf("outage", DOWN)


def promise(
    id: str, measure: m.Measure, target: model.Target, unit: str = "%", **changed: object
) -> model.WindowClause:
    """A promise of Email per calendar month, with what is `changed` of it."""
    plain: dict[str, object] = {
        "agreement": "MAIL",
        "id": id,
        "title": "",
        "kind": "clause",
        "subject": "service",
        "case": "Email",
        "each": False,
        "where": None,
        "measure": measure,
        "target": target,
        "unit": unit,
        "calendar": "hours",
        "excluding": (),
        "unknown": "left out",
        "window": MONTH,
        "group": (),
        "watches": (),
        "place": HERE,
    }
    return model.WindowClause(**{**plain, **changed})  # type: ignore[arg-type]


def mail() -> model.Policy:
    """The policy."""
    least, most = (
        (lambda bound: states.Target("at least", bound)),
        (lambda bound: states.Target("at most", bound)),
    )
    always = states.Target("below", Fraction(3, 10))
    clauses = (
        promise(
            "UP", m.TimeShare(OUTAGE, False, "available"), least(Fraction(999, 1000)), title="Availability",
            where=c.IsOneOf("tier", (v.Text("Gold"),)), case=None, each=True, group=("site",),
            excluding=(TROUBLE,), unknown="against", window=model.Window("contract", "month"),
        ),
        promise("TROUBLE", m.TimeShare(TROUBLE, True, "Trouble"), most(Fraction(1, 100))),
        promise(
            "SPEED", states.FieldValue("percentile", "latency", Fraction(19, 20)), most(Fraction(1_500_000)), "time",
            window=model.Window("rolling", "day", 30), case=None,
        ),
        promise(
            "EXACT", states.FieldValue("percentile", "load", Fraction(1, 3), "linear"),
            states.Target("between", Fraction(1), Fraction(5, 2)), "kW",
        ),
        promise("ERRORS", states.FieldRatio("bad hits", "hits"), always, excluding=(OUTAGE,), unknown="in favour"),
        promise("RATE", m.StretchAverage(5 * MINUTE, states.FieldRatio("bad hits", "hits"), "zero"), always),
        promise("QUICK", states.ReadingShare((), ("latency", "hits"), c.Compared("latency", "below", v.Length(1_000_000))), least(Fraction(9, 10))),
        promise("CALLS", states.EventCount(("went down", "updated")), most(Fraction(3)), ""),
        promise("GOLD", m.CaseShare(c.IsOneOf("tier", (v.Text("Gold"),))), least(Fraction(1, 2)), case=None),
        promise(
            "NPS", m.ShareDifference(c.IsOneOf("tier", (v.Text("Gold"),)), c.Not(c.IsKnown("tier"))),
            least(Fraction(-20)), "points", case=None,
        ),
        promise("MANY", m.CaseCount(), states.Target("above", Fraction(7)), "", case=None),
        promise("OUTAGES", m.Episodes("number", OUTAGE), most(Fraction(3)), ""),
        promise("LONGEST", m.Episodes("longest", OUTAGE), most(Fraction(4 * HOUR)), "time"),
        promise("ROW", m.InARow("UP", Fraction(19, 20)), states.Target("below", Fraction(3)), "", case=None),
        promise(
            "HAPPY", states.FieldValue("average", "load"), least(Fraction(4)), "kW", kind="outcome",
            watches=("UP", "ROW"),
        ),
        *(promise(f"S{n}", m.TimeShare(states.StateOf(f"s{n}", rule), True, "so"), most(Fraction(1))) for n, rule in enumerate(RULES)),
    )  # fmt: skip
    return model.Policy(
        (model.SourceFile("mail.sla", "ab" * 32),),
        (model.Agreement("MAIL", "", "OLA", "1", "IT", "Sales", "UTC", 1_767_225_600_000_000, None, HERE),),
        {"hours": NamedRule("hours", "UTC", Always("UTC"))},
        (),
        (SERVICE,),
        (model.State("outage", "service", DOWN.spans, HERE), model.State("trouble", "service", (), HERE)),
        (),
        (),
        (),
        (),
        clauses,
    )
