"""The trace as plain data, ready for JSON (format 1) and for a table."""

from collections.abc import Iterator
from typing import Any

from sladsl.evaluate.instants import timestamp
from sladsl.report.latest import Latest
from sladsl.report.trace import Trace, Traced, TracedRequirement
from sladsl.underpinning.requirements.answers import Part

Row = dict[str, Any]
COLUMNS = (
    "agreement", "requirement", "party", "words", "answer", "clause", "kept", "supporting",
    "status", "from", "to", "group", "value", "promised",
)  # fmt: skip


def trace_tree(of: Trace, policy_hash: str) -> Row:
    """Everything; instants are RFC 3339 UTC."""
    return {
        "format": 1,
        "as_of": timestamp(of.as_of),
        "policy": {"hash": policy_hash},
        "requirements": [_requirement(each) for each in of.requirements],
        "unasked": [_clause(each) for each in of.unasked],
    }


def trace_table(of: Trace) -> Iterator[Row]:
    """A row a requirement, clause and clause below it; of a requirement that no clause meets one alone.

    Clauses nobody asked for have no requirement.
    """
    for each in of.requirements:
        asked = each.answer.requirement
        own = {
            "agreement": asked.agreement,
            "requirement": asked.id,
            "party": asked.party,
            "words": asked.words,
            "answer": each.answer.answer,
        }
        rows = [row for clause in each.clauses for row in _rows(clause)]
        yield from ({**own, **row} for row in rows or [{}])
    for clause in of.unasked:
        yield from ({"agreement": clause.agreement, **row} for row in _rows(clause))


def _rows(of: Traced, above: str = "") -> Iterator[Row]:
    """`above` is the clause that it supports."""
    said = f"{of.agreement}/{of.id}"
    found = of.latest
    yield {
        "clause": above or of.id,
        "kept": of.kept,
        "supporting": said if above else "",
        **(
            {}
            if found is None
            else {
                "status": found.status,
                "from": timestamp(found.begin),
                "to": timestamp(found.end),
                "group": "; ".join(f"{name}={value}" for name, value in found.group),
                "value": found.value,
                "promised": found.promised,
            }
        ),
    }
    for each in of.supporting:
        yield from _rows(each, above or of.id)


def _requirement(of: TracedRequirement) -> Row:
    asked = of.answer.requirement
    return {
        "agreement": asked.agreement,
        "requirement": asked.id,
        "party": asked.party,
        "words": asked.words,
        "answer": of.answer.answer,
        "lapses": timestamp(of.answer.lapses),
        "required": [_part(each) for each in of.answer.parts],
        "clauses": [_clause(each) for each in of.clauses],
        "written": {"file": asked.place.file, "line": asked.place.line},
    }


def _part(of: Part) -> Row:
    return {
        "text": of.text,
        "answer": of.answer,
        "why": of.why,
        "clauses": list(of.clauses),
        "shown": list(of.story),
        "written": {"file": of.place.file, "line": of.place.line},
    }


def _clause(of: Traced) -> Row:
    place = None if of.clause is None else of.clause.place
    return {
        "agreement": of.agreement,
        "clause": of.id,
        "text": "" if place is None else place.text,
        "kept": of.kept,
        "latest": None if of.latest is None else _latest(of.latest),
        "supporting": [_clause(each) for each in of.supporting],
        "written": None if place is None else {"file": place.file, "line": place.line},
    }


def _latest(of: Latest) -> Row:
    window = None if of.begin is None else {"from": timestamp(of.begin), "to": timestamp(of.end)}
    return {
        "status": of.status,
        "window": window,
        "group": dict(of.group),
        "value": of.value,
        "promised": of.promised,
        "counts": dict(of.counts),
    }
