"""Verdicts as rows for other programs: result format 1.

Instants are RFC 3339 in UTC, lengths are seconds with up to six decimals (numbers for a reader; nothing is
decided by them), ratios are decimal strings, exact where they end within twelve places, else rounded to them.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from sladsl.evaluate.burn_rates import Burning, Forecast
from sladsl.evaluate.contact_rows import contact_row, escalation_rows
from sladsl.evaluate.credit_lines import CreditLine
from sladsl.evaluate.instants import timestamp
from sladsl.evaluate.rights import ArisenRight
from sladsl.evaluate.verdicts import CaseVerdict, EventCounts, Measured, Result, Watermelon, WindowVerdict
from sladsl.policy.contacts import Contacts

RESULT_FORMAT = 1
Row = dict[str, Any]

_PLACES = 12


def result_tree(
    result: Result, events: EventCounts, policy_hash: str, contacts: Contacts | None = None
) -> Row:
    """The whole result. `events` counts what was read, which judging itself does not see.

    With `contacts` each warning and escalation says who is meant, and how they are reached.
    """
    return {
        "format": RESULT_FORMAT,
        "as_of": timestamp(result.as_of),
        "policy": {"hash": policy_hash},
        "cases": case_rows(result.cases, contacts),
        "windows": window_rows(result.windows, contacts),
        "credits": credit_rows(result.credits),
        "rights": right_rows(result.rights),
        "watermelons": watermelon_rows(result.watermelons),
        "escalations": escalation_rows(result.escalations, contacts),
        "passed_over": [
            {"agreement": each.agreement, "kept_by": each.kept_by, "events": each.events}
            for each in result.passed_over
        ],
        "events": counts_row(events),
    }


def case_rows(verdicts: Iterable[CaseVerdict], contacts: Contacts | None = None) -> list[Row]:
    """A row a case verdict."""
    return [
        {
            "agreement": each.agreement,
            "clause": each.clause,
            "case": each.case,
            "cycle": each.cycle,
            "group": dict(each.group),
            "status": each.status,
            "reason": each.reason,
            "started": timestamp(each.started),
            "due": timestamp(each.due),
            "breach_at": timestamp(each.breach_at),
            "stopped": timestamp(each.stopped),
            "decided_at": timestamp(each.decided_at),
            "elapsed_s": seconds(each.elapsed_us),
            "paused_s": seconds(each.paused_us),
            "excluded_s": seconds(each.excluded_us),
            "target_s": seconds(each.target_us),
            "margin_s": seconds(each.margin_us),
            "row": each.row,
            "version": each.version,
            "warned": _warned(each.warned, each.agreement, contacts),
        }
        for each in verdicts
    ]


def _warned(warned: Iterable[tuple[str, int]], agreement: str, contacts: Contacts | None) -> list[Row]:
    return [{"who": who, "at": timestamp(at), **contact_row(contacts, agreement, who)} for who, at in warned]


def window_rows(verdicts: Iterable[WindowVerdict], contacts: Contacts | None = None) -> list[Row]:
    """A row a window and group, with what was measured; values and targets that are lengths in seconds."""
    return [
        {
            "agreement": each.agreement,
            "clause": each.clause,
            "window": {"from": timestamp(each.begin), "to": timestamp(each.end)},
            "group": dict(each.group),
            "status": each.status,
            "value": _in_unit(each.value, each.measured),
            "target": _in_unit(each.target, each.measured),
            "met": each.met,
            "breached": each.breached,
            "unknown": each.unknown,
            "open": each.open,
            **({} if each.may_miss is None else {"may_miss": each.may_miss}),
            "warned": _warned(each.warned, each.agreement, contacts),
            "burned": [_burned(burn, each.agreement, contacts) for burn in each.burned],
            "forecast": None if each.forecast is None else _forecast(each.forecast),
            "version": each.version,
            **({} if each.measured is None else _measured_row(each.measured)),
        }
        for each in verdicts
    ]


def _burned(burn: Burning, agreement: str, contacts: Contacts | None) -> Row:
    """A stretch of time in which a budget burned too fast."""
    return {
        "who": burn.who,
        "rate": ratio(burn.rate),
        "over_s": [seconds(us) for us in burn.over_us],
        "from": timestamp(burn.begin),
        "to": timestamp(burn.end),
        **(contact_row(contacts, agreement, burn.who)),
    }


def _forecast(forecast: Forecast) -> Row:
    return {
        "budget_used": ratio(forecast.used),
        "pace_since": timestamp(forecast.since),
        "used_up_at": timestamp(forecast.used_up_at),
    }


def _measured_row(measured: Measured) -> Row:
    return {
        "order": measured.order,
        "upper": _in_unit(measured.upper, measured),
        "unit": measured.unit,
        "samples": measured.samples,
        "good_s": seconds(measured.good_us),
        "counted_s": seconds(measured.counted_us),
        "unknown_s": seconds(measured.unknown_us),
        "excluded_s": seconds(measured.excluded_us),
        "evidence": [
            {
                "from": timestamp(each.begin),
                "to": timestamp(each.end),
                "kind": each.kind,
                "state": each.state,
                "case": each.case,
                "events": list(each.events),
            }
            for each in measured.evidence
        ],
    }


def _in_unit(value: Fraction | None, measured: Measured | None) -> str | None:
    """A length in seconds, anything else as it is."""
    in_time = value is not None and measured is not None and measured.unit == "time"
    return ratio(value / 1_000_000 if value is not None and in_time else value)


def watermelon_rows(watermelons: Iterable[Watermelon]) -> list[Row]:
    """A row a window in which an outcome was missed although every clause it watches was kept."""
    return [
        {
            "agreement": each.agreement,
            "outcome": each.outcome,
            "window": {"from": timestamp(each.begin), "to": timestamp(each.end)},
            "group": dict(each.group),
            "kept": list(each.kept),
        }
        for each in watermelons
    ]


def credit_rows(lines: Iterable[CreditLine]) -> list[Row]:
    """A row a credit, or one given back; money as decimal strings, what is exact as ratios are."""
    return [
        {
            "agreement": each.agreement,
            "clause": each.clause,
            "number": each.number,
            "window": {"from": timestamp(each.begin), "to": timestamp(each.end)},
            "group": dict(each.group),
            "case": each.case or None,
            "kind": each.kind,
            "step": each.step,
            "base": ratio(each.base),
            "before": ratio(each.before),
            "amount": f"{each.amount:f}",
            "currency": each.currency,
            "capped": each.capped,
            "caps": [
                {
                    "cap": cap.cap,
                    "before": ratio(cap.before),
                    "after": ratio(cap.after),
                    "most": ratio(cap.most),
                }
                for cap in each.caps
            ],
            "reckoned": f"{each.reckoned:f}",
            "at_most": f"{each.most:f}",
            "claim": each.claim or None,
            "claim_until": timestamp(each.claim_until),
            "claimed_at": timestamp(each.claimed_at),
            "claimed_late": timestamp(each.claimed_late),
            "incident": timestamp(each.incident),
            "why": each.why,
            "written": {"file": each.place.file, "line": each.place.line, "text": each.place.text},
        }
        for each in lines
    ]


def right_rows(rights: Iterable[ArisenRight]) -> list[Row]:
    """A row a right that has arisen, with the windows it rests on."""
    return [
        {
            "agreement": each.agreement,
            "who": each.right.who,
            "action": each.right.action,
            "clause": each.right.clause,
            "group": dict(each.group),
            "status": each.status,
            "since": timestamp(each.since),
            "renewed": timestamp(each.renewed),
            "until": timestamp(each.until),
            "evidence": [{"from": timestamp(begin), "to": timestamp(end)} for begin, end in each.evidence],
            "written": {
                "file": each.right.place.file,
                "line": each.right.place.line,
                "text": each.right.place.text,
            },
        }
        for each in rights
    ]


def counts_row(counts: EventCounts) -> Row:
    """What became of the rows of the logs."""
    return {
        "read": counts.read,
        "used": counts.used,
        "duplicate": counts.duplicate,
        "unknown": counts.unknown,
        "rejected": counts.rejected,
    }


def seconds(us: int | None) -> int | float | None:
    """Whole seconds as an integer."""
    if us is None:
        return None
    whole, rest = divmod(us, 1_000_000)
    return us / 1_000_000 if rest else whole


def ratio(number: Fraction | None) -> str | None:
    """ "0.95", "-3", "1200.5": exact where it ends within twelve places, else rounded, half to even."""
    if number is None:
        return None
    scaled = round(number * 10**_PLACES)
    whole, rest = divmod(abs(scaled), 10**_PLACES)
    decimals = f".{rest:0{_PLACES}}".rstrip("0") if rest else ""
    return f"{'-' if scaled < 0 else ''}{whole}{decimals}"
