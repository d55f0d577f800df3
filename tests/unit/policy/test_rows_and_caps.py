"""Cases in a row and caps by count, as JSON, printed, and where they cannot be."""

from attrs import evolve

from sladsl.compile import compile_texts
from sladsl.policy.json import dumps, loads
from sladsl.policy.measures import CasesInARow
from sladsl.policy.model import Policy
from sladsl.policy.printed import printed
from sladsl.policy.sound import faults
from sladsl.policy.states import CappedCount, Window
from sladsl.source import SourceText

TEXT = """
use itil.
use availability.
agreement ACME:
  is a customer SLA, version 1.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
state works of service: from suspended until resumed, at most 2 times per contract month.
clause FIX: Every incident shall be resolved within 4 hours, counting always, excluding works of its service.
clause ROW: FIX shall not be missed by 3 consecutive incidents per calendar month.
"""


def policy() -> Policy:
    compiled = compile_texts([SourceText.of("acme.sla", TEXT)])
    assert compiled.policy is not None, compiled.diagnostics
    return compiled.policy


def test_they_are_complete_and_stay_so_in_json() -> None:
    given = policy()
    assert faults(given) == []
    assert loads(dumps(given)) == given
    assert given.window_clauses[0].measure == CasesInARow("FIX")
    rule = given.clauses[0].excluding[0].state.rule
    assert isinstance(rule, CappedCount)
    assert (rule.count, rule.window) == (2, Window("contract", "month"))


def test_they_are_printed() -> None:
    words = " ".join(printed(policy()).split())
    assert (
        "the number of incident cases in a row, as they are decided, that miss FIX shall be below 3 per calendar month"
    ) in words
    assert (
        "the state works of service: the first 2 in each contract month of (from suspended until resumed)"
        in words
    )


def test_a_row_of_no_cases_is_a_fault() -> None:
    given = policy()
    (row,) = given.window_clauses
    of_itself = evolve(row, measure=CasesInARow("ROW"))
    assert faults(evolve(given, window_clauses=(of_itself,))) == [
        "the clause `ACME/ROW` is about the cases of a clause `ROW` that has none"
    ]


def test_a_cap_of_nothing_is_a_fault() -> None:
    given = policy()
    (clause,) = given.clauses
    (excluded,) = clause.excluding
    assert isinstance(excluded.state.rule, CappedCount)
    none = evolve(excluded, state=evolve(excluded.state, rule=evolve(excluded.state.rule, count=0)))
    assert faults(evolve(given, clauses=(evolve(clause, excluding=(none,)),))) == [
        "the clause `ACME/FIX` lets a state hold fewer than once"
    ]
