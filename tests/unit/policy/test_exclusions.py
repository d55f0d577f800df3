"""What clauses leave out of their clocks, as JSON, printed, and incomplete."""

from attrs import evolve

from sladsl.compile import compile_texts
from sladsl.policy.json import dumps, loads
from sladsl.policy.model import Policy
from sladsl.policy.printed import printed
from sladsl.policy.sound import faults
from sladsl.policy.states import Lasting
from sladsl.source import SourceText

TEXT = """
use itil.
use availability.
agreement ACME:
  is a customer SLA, version 1.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
state dispute of incident: from held until released.
clause FIX:
  Every incident shall be resolved within 4 hours, counting always,
  excluding dispute and planned maintenance of its service.
"""


def policy() -> Policy:
    compiled = compile_texts([SourceText.of("acme.sla", TEXT)])
    assert compiled.policy is not None, compiled.diagnostics
    return compiled.policy


def test_it_is_complete_and_stays_so_in_json() -> None:
    given = policy()
    assert faults(given) == []
    assert loads(dumps(given)) == given
    assert [(e.state.name, e.subject, e.field) for e in given.clauses[0].excluding] == [
        ("dispute", "incident", None),
        ("planned maintenance", "service", "service"),
    ]
    # the service's events are read though no clause is about a service
    assert {subject.name for subject in given.subjects} == {"incident", "service"}


def test_it_is_printed_with_what_it_rests_on() -> None:
    words = " ".join(printed(policy()).split())
    assert "counting always, excluding dispute and planned maintenance of its service" in words
    assert "the state dispute of incident: from held until released" in words
    assert (
        "the state planned maintenance of service: as announced by maintenance announced, from its start until its "
        "finish; with at least 24 hours notice"
    ) in words


def broken(**changes: object) -> list[str]:
    given = policy()
    (clause,) = given.clauses
    last = evolve(clause.excluding[1], **changes)  # type: ignore[arg-type]
    return faults(evolve(given, clauses=(evolve(clause, excluding=(last,)),)))


def test_what_judging_would_stumble_on_is_said() -> None:
    called = "the clause `ACME/FIX`"
    assert broken(subject="server") == [f"{called} excludes a state of a subject `server` that is not there"]
    assert broken(field=None) == [f"{called} excludes a state of `service` and does not say of which"]
    assert broken(field="server") == [f"{called} asks for a field `server` that `incident` does not have"]
    state = policy().clauses[0].excluding[1].state
    assert broken(state=evolve(state, rule=Lasting(state.rule, -1))) == [
        f"{called} rests on a length of time below 0"
    ]
