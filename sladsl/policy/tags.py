"""The closed table of what a "type" in policy JSON may say. No class is ever looked up by a name in data."""

from typing import Any

from sladsl.policy import (
    assumptions,
    catalogue,
    conditions,
    measures,
    model,
    money,
    plans,
    settlement,
    states,
    values,
)
from sladsl.worktime import rules

CONDITIONS: dict[str, type[Any]] = {
    "is one of": conditions.IsOneOf,
    "compared": conditions.Compared,
    "is known": conditions.IsKnown,
    "not": conditions.Not,
    "both": conditions.Both,
    "either": conditions.Either,
}
VALUES: dict[str, type[Any]] = {
    "text": values.Text,
    "number": values.Number,
    "length": values.Length,
    "day": values.Day,
    "instant": values.Instant,
}
DEADLINES: dict[str, type[Any]] = {
    "within": model.Within,
    "working days": model.WorkingDays,
    "calendar units": model.CalendarUnits,
    "end of": model.EndOf,
    "whichever": model.Whichever,
}
SAMPLE_MEASURES: dict[str, type[Any]] = {
    "field value": states.FieldValue,
    "field ratio": states.FieldRatio,
    "event count": states.EventCount,
    "reading share": states.ReadingShare,
}
MEASURES: dict[str, type[Any]] = {
    **SAMPLE_MEASURES,
    "time share": measures.TimeShare,
    "stretch average": measures.StretchAverage,
    "case share": measures.CaseShare,
    "share difference": measures.ShareDifference,
    "case count": measures.CaseCount,
    "episodes": measures.Episodes,
    "in a row": measures.InARow,
    "cases in a row": measures.CasesInARow,
    "misses": measures.Misses,
}
STATE_RULES: dict[str, type[Any]] = {
    "spans": states.Spans,
    "while reading": states.WhileReading,
    "successive readings": states.Successive,
    "buckets": states.Buckets,
    "announced": states.Announced,
    "during": states.During,
    "any state": states.AnyState,
    "all states": states.AllStates,
    "except state": states.ExceptState,
    "lasting": states.Lasting,
    "bridged": states.Bridged,
    "capped": states.Capped,
    "capped count": states.CappedCount,
}
ASSUMPTIONS: dict[str, type[Any]] = {
    "at once": plans.AtOnce,
    "steady": plans.Steady,
    "at most": plans.AtMost,
    "arrival share": plans.ArrivalShare,
    "same window": plans.SameWindow,
}
RULES: dict[str, type[Any]] = {
    "always": rules.Always,
    "weekly": rules.Weekly,
    "any of": rules.AnyOf,
    "all of": rules.AllOf,
    "except": rules.Except,
}
NEEDS: dict[str, type[Any]] = {
    "service": catalogue.NeedsService,
    "all of": catalogue.NeedsAll,
    "any of": catalogue.NeedsAny,
    "some of": catalogue.NeedsSome,
}
AGREED_ASSUMPTIONS: dict[str, type[Any]] = {
    "independent failures": assumptions.IndependentFailures,
    "excluded alike": assumptions.ExcludedAlike,
    "excluded at most": assumptions.ExcludedAtMost,
    "monitored always": assumptions.MonitoredAlways,
}

AMOUNTS: dict[str, type[Any]] = {"money": money.Money, "fee share": money.FeeShare}
CREDIT_RULES: dict[str, type[Any]] = {
    "steps": money.Steps,
    "when missed": money.WhenMissed,
    "per step": money.PerStep,
    "per downtime": money.PerDowntime,
    "fee for downtime": money.FeeForDowntime,
    "per case": money.PerCase,
    "per lateness": money.PerLateness,
    "row amounts": money.RowAmounts,
}
SETTLEMENTS: dict[str, type[Any]] = {
    "set against": settlement.SetAgainst,
    "paid within": settlement.PaidWithin,
}

UNIONS: dict[str, dict[str, type[Any]]] = {
    "condition": CONDITIONS,
    "value": VALUES,
    "deadline": DEADLINES,
    "rule": RULES,
    "sample measure": SAMPLE_MEASURES,
    "measure": MEASURES,
    "state rule": STATE_RULES,
    "need": NEEDS,
    "assumption": ASSUMPTIONS,
    "amount": AMOUNTS,
    "credit rule": CREDIT_RULES,
    "settlement": SETTLEMENTS,
    "agreed assumption": AGREED_ASSUMPTIONS,
}
"""Each union by name, with its members by tag."""
