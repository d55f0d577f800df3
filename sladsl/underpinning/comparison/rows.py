"""A comparison as plain data for other programs: format 1. Instants in RFC 3339 UTC, lengths in seconds."""

from datetime import timedelta
from typing import Any

from sladsl.policy import words
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.findings import (
    AgreementFinding,
    ClauseFinding,
    Comparison,
    Difference,
    Said,
    Witness,
)
from sladsl.worktime.civil import EPOCH

DIFF_FORMAT = 1
Row = dict[str, Any]


def comparison_tree(comparison: Comparison) -> Row:
    """The whole comparison."""
    return {
        "format": DIFF_FORMAT,
        "agreements": [_agreement(each) for each in comparison.agreements],
        "vocabulary": [_difference(each) for each in comparison.vocabulary],
    }


def _agreement(of: AgreementFinding) -> Row:
    return {
        "agreement": of.agreement,
        "renamed_from": of.renamed or None,
        "provider": of.provider,
        "customer": of.customer,
        "answer": of.answer,
        "differences": [_difference(each) for each in of.differences],
        "clauses": [_clause(each) for each in of.clauses],
    }


def _clause(of: ClauseFinding) -> Row:
    return {
        "clause": of.clause,
        "renamed_from": of.renamed or None,
        "kind": of.kind,
        "answer": of.answer,
        "never_weaker": of.never_weaker,
        "never_stricter": of.never_stricter,
        "old": {"place": of.old_place, "text": of.old_text} if of.old_place else None,
        "new": {"place": of.new_place, "text": of.new_text} if of.new_place else None,
        "differences": [_difference(each) for each in of.differences],
        "weaker": None if of.weaker is None else _witness(of.weaker),
        "stricter": None if of.stricter is None else _witness(of.stricter),
        "doubts": list(of.doubts),
        "notes": list(of.notes),
    }


def _difference(of: Difference) -> Row:
    return {"about": of.about, "old": of.old, "new": of.new, "effect": of.effect, "why": of.why}


def _witness(of: Witness) -> Row:
    return {
        "broken_by": of.broken_by,
        "as_of": _time(of.log.as_of),
        "events": [_happening(each) for each in of.log.happenings],
        "old": _said(of.old),
        "new": _said(of.new),
    }


def _happening(of: Happening) -> Row:
    return {
        "at": _time(of.at),
        "subject": of.subject,
        "case": of.case,
        "event": of.kind,
        "fields": {name: words.value(value) for name, value in of.fields.items()},
    }


def _said(of: Said) -> Row:
    row: Row = {"unit": of.unit, "status": of.status, "reason": of.reason}
    if of.unit == "case":
        row |= {"case": of.case, "started": _time(of.started), "due": _time(of.due)}
        row |= {"breach_at": _time(of.breach_at), "elapsed_s": _seconds(of.elapsed_us)}
        row |= {"target_s": _seconds(of.target_us)}
    elif of.unit == "window":
        row |= {"window": {"from": _time(of.begin), "to": _time(of.end)}, "group": dict(of.group)}
        row |= {"value": of.value, "promised": of.promised}
    return row


def _time(us: int | None) -> str | None:
    if us is None:
        return None
    return (EPOCH + timedelta(microseconds=us)).isoformat().replace("+00:00", "Z")


def _seconds(us: int | None) -> int | str | None:
    """Whole seconds as an integer; else a decimal string."""
    if us is None:
        return None
    whole, rest = divmod(us, 1_000_000)
    return f"{whole}.{rest:06}".rstrip("0") if rest else whole
