"""A policy with draft amendments holds what it were if they were agreed: written, read back and checked."""

import json

import jsonschema
import pytest
from attrs import evolve

from sladsl.compile import compile_texts
from sladsl.evaluate import as_if_in_force
from sladsl.policy.json import PolicyFormatError, dumps, loads
from sladsl.policy.schema import schema
from sladsl.source import SourceText

TEXT = """
use itil.
agreement DESK:
  is a customer SLA, version 1.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
clause FIX: Every incident shall be resolved within 4 hours, counting always.
amendment A1 of DESK makes version 1.1 in force from 2026-06-01:
  is a draft.
in clause FIX, 4 hours becomes 8 hours.
"""
POLICY = compile_texts([SourceText.of("a.sla", TEXT)]).or_raise()


def test_it_is_written_and_read_back() -> None:
    assert POLICY.if_agreed is not None
    assert loads(dumps(POLICY)) == POLICY
    jsonschema.validate(json.loads(dumps(POLICY)), schema())


def test_the_draft_holds_only_as_if_it_were_agreed() -> None:
    assert [each.version for each in POLICY.agreements[0].versions] == ["1.0"]
    assert [each.version for each in POLICY.clauses] == ["1.0"]
    agreed = as_if_in_force(POLICY)
    assert [each.version for each in agreed.agreements[0].versions] == ["1.0", "1.1"]
    assert [each.version for each in agreed.clauses] == ["1.0", "1.1"]


def test_a_draft_has_no_drafts_of_its_own() -> None:
    twice = evolve(POLICY, if_agreed=POLICY)
    with pytest.raises(PolicyFormatError, match="has drafts of its own"):
        loads(dumps(twice))
