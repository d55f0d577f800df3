"""The worked examples inside an agreement, tried: what each expects, and what comes out."""

from collections.abc import Iterator

from attrs import evolve

from sladsl.evaluate.events import Event, Origin
from sladsl.evaluate.reference import judge
from sladsl.evaluate.suspensions import as_if_in_force
from sladsl.evaluate.verdicts import CaseVerdict
from sladsl.policy.model import Clause, Example, Expectation, Policy, WindowClause
from sladsl.records import frozen


@frozen
class Trial:
    """One expectation of one example, and what came out.

    `verdict` is the case's last under the clause, None where the clause says nothing of it. `differs` names
    what is otherwise than expected: "status", "elapsed", "due", "breach"; empty where all is as said.
    """

    example: Example
    clause: Clause
    expected: Expectation
    verdict: CaseVerdict | None
    differs: tuple[str, ...]
    as_of: int


def trials(policy: Policy) -> Iterator[Trial]:
    """Every expectation of every worked example, as written."""
    policy = as_if_in_force(policy)
    for example in policy.examples:
        if not example.expectations:
            continue
        key = example.agreement, example.clause
        versions = tuple(clause for clause in policy.clauses if (clause.agreement, clause.id) == key)
        clause = versions[0]
        events = events_of(example, clause)
        for expected in example.expectations:
            judged = judge(evolve(policy, clauses=versions), events, expected.at)
            found = [
                verdict
                for verdict in judged.cases
                if (verdict.agreement, verdict.clause, verdict.case)
                == (clause.agreement, clause.id, expected.case)
            ]
            verdict = found[-1] if found else None
            yield Trial(example, clause, expected, verdict, _differs(expected, verdict), judged.as_of)


def events_of(example: Example, clause: Clause | WindowClause) -> list[Event]:
    """The example's lines as events, of the clause's subject unless they say another."""
    return [
        Event(
            at=each.at,
            subject=each.subject or clause.subject,
            case=each.case,
            kind=each.kind,
            fields=dict(each.fields),
            id=f"{each.place.file}:{each.place.line}:{number}",
            order=number,
            origin=Origin(each.place.file, each.place.line),
        )
        for number, each in enumerate(example.events)
    ]


def _differs(expected: Expectation, verdict: CaseVerdict | None) -> tuple[str, ...]:
    if verdict is None:
        return () if expected.status == "not judged" else ("status",)
    pairs = (
        ("status", expected.status, verdict.status),
        ("elapsed", expected.elapsed_us, verdict.elapsed_us),
        ("due", expected.due, verdict.due),
        ("breach", expected.breach_at, verdict.breach_at),
    )
    return tuple(name for name, was, found in pairs if was is not None and was != found)
