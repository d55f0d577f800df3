"""Answers as plain data, ready for JSON: format 1."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, assert_never

from sladsl.policy.place import Place
from sladsl.policy.values import Day, Instant, Length, Number, Text, Value
from sladsl.underpinning.answers import (
    Assumed,
    CannotTell,
    ClauseCoverage,
    Counterexample,
    Coverage,
    Covered,
    NotCovered,
    Proof,
    Repair,
)
from sladsl.underpinning.exposure import Exposure
from sladsl.underpinning.exposure_totals import Total
from sladsl.underpinning.graph import Radius

Row = dict[str, Any]


def exposure_rows(found: Sequence[Exposure]) -> list[Row]:
    """A row an exposure; money as decimal strings."""
    return [
        {
            "agreement": each.agreement,
            "clause": each.clause,
            "window": {"from": rfc3339(each.window[0]), "to": rfc3339(each.window[1])},
            "currency": each.currency,
            "owed": str(each.owed),
            "recovered": {id: str(amount) for id, amount in each.recovered},
            "left": str(each.left),
            "at_most": str(each.at_most),
            "exact": each.at_most == each.left,
        }
        for each in found
    ]


def total_rows(found: Sequence[Total]) -> list[Row]:
    """A row an agreement and currency; money as decimal strings."""
    return [
        {
            "agreement": each.agreement,
            "clauses": list(each.clauses),
            "windows": [{"from": rfc3339(begin), "to": rfc3339(end)} for begin, end in each.windows],
            "currency": each.currency,
            "owed": str(each.owed),
            "recovered": {id: str(amount) for id, amount in each.recovered},
            "left": str(each.left),
            "at_most": str(each.at_most),
            "exact": each.at_most == each.left,
        }
        for each in found
    ]


def coverage_tree(coverage: Coverage, policy_hash: str) -> Row:
    """Everything: the answers clause by clause, and the ledger of what is assumed."""
    return {
        "format": 1,
        "policy": {"hash": policy_hash},
        "clauses": [_clause(each) for each in coverage.clauses],
        "assumptions": [_assumed(each) for each in coverage.ledger],
    }


def _clause(of: ClauseCoverage) -> Row:
    row: Row = {
        "agreement": of.agreement,
        "clause": of.clause,
        "version": of.version,
        "supporting": [called(key) for key in of.supporting],
    }
    match of.answer:
        case Covered(proof, assumptions):
            row |= {
                "status": "covered",
                "guaranteed": not assumptions,
                "assumptions": [_assumed(each) for each in assumptions],
                "proof": proof_tree(proof),
            }
        case NotCovered() as answer:
            row |= {
                "status": "not covered",
                "gap": answer.gap,
                "why": answer.why,
                "numbers": dict(answer.numbers),
                "assumptions": [_assumed(each) for each in answer.assumptions],
                "counterexample": _counterexample(answer.counterexample),
                "repairs": [_repair(repair) for repair in answer.repairs],
                "at": _place(answer.place),
            }
        case CannotTell(reason):
            row |= {"status": "cannot tell", "why": reason}
        case never:
            assert_never(never)
    return row


def _repair(repair: Repair) -> Row:
    of = called(repair.of) if repair.of else None
    return {"text": repair.text, "of": of, "number": repair.number, "row": repair.row}


def called(key: tuple[str, str]) -> str:
    """ "NET-OLA/REPAIR"."""
    return f"{key[0]}/{key[1]}"


def proof_tree(proof: Proof) -> Row:
    """A proof; `parts` are the steps that it rests on."""
    return {
        "rule": proof.rule,
        "says": proof.says,
        "uses": [called(key) for key in proof.uses],
        "numbers": dict(proof.numbers),
        "parts": [proof_tree(part) for part in proof.parts],
    }


def radius_tree(of: Radius) -> Row:
    """What fails with a thing."""
    return {
        "if": {"kind": of.of[0], "name": of.of[1]},
        "clauses": [called(key) for key in of.clauses],
        "services": list(of.services),
    }


def _assumed(assumed: Assumed) -> Row:
    return {"kind": assumed.kind, "text": assumed.text, "at": _place(assumed.place)}


def _counterexample(shown: Counterexample) -> Row:
    return {
        "as_of": rfc3339(shown.as_of),
        "kept": [called(key) for key in shown.kept],
        "story": list(shown.story),
        "events": [
            {
                "at": rfc3339(each.at),
                "subject": each.subject,
                "case": each.case,
                "event": each.kind,
                "fields": {name: plain(value) for name, value in each.fields.items()},
            }
            for each in shown.happenings
        ],
    }


def _place(place: Place | None) -> str | None:
    return f"{place.file}:{place.line}:{place.column}" if place else None


def rfc3339(us: int) -> str:
    """An instant in UTC, to the microsecond where it has some."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
    return moment.replace(tzinfo=None).isoformat() + "Z"


def plain(value: Value) -> str:
    """A field's value as a log has it."""
    match value:
        case Text(text):
            return text
        case Number(number):
            return f"{number:f}"
        case Length(us):
            return f"{us // 1_000_000}.{us % 1_000_000:06}".rstrip("0").rstrip(".")
        case Day(day):
            return day.isoformat()
        case Instant(us):
            return rfc3339(us)
        case never:
            assert_never(never)
