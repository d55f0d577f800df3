"""What good practice says of a file depends on others, and is the same when the others are remembered."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from sladsl.loading import load_program, with_coverage
from sladsl.recheck import Memory, recheck
from tests.effort import examples
from tests.unit.recheck.test_recheck import lay, told

SLA = """\
use availability.
use "catalogue.sla".
agreement {name}:
  is {kind}, version 1.0.
  between Hellas IT as provider and {customer} as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.
{more}
"""
UP = "clause UP:\n  {} shall be available for at least 99% of the time per calendar month."


def sla(name: str, customer: str, *more: str, kind: str = "a customer SLA") -> str:
    return SLA.format(name=name, kind=kind, customer=customer, more="\n".join(more))


TEXTS = {
    "catalogue.sla": [
        "service Email is offered to Acme SA.\n",
        "service Email is offered to all customers.\nservice Chat.\n",
        "service Email.\nservice Chat.\nservice group All: has Email, Chat. offered to the City, Nobody.\n",
        "service Chat is offered to the City.\nservice Email needs Chat.\n",
    ],
    "acme.sla": [
        sla("ACME", "Acme SA", UP.format("Email")),
        sla("ACME", "Acme SA", "  W1230 is meant, because \"so\".", UP.format("Chat")),
        sla("ACME", "Acme SA", "  is a draft.", UP.format("Email")),
    ],
    "city.sla": [
        sla("CITY", "City", "  builds on BASE."),
        sla("CITY", "City", "  builds on BASE.", "  reviewed every 6 months by Manager."),
        sla("CITY", "City", "  W1213 is meant, because \"so\".", UP.format("Chat")),
    ],
    "base.sla": [
        sla("BASE", "Everybody", "  reviewed every 6 months by Manager.", UP.format("Every service")),
        sla("BASE", "Everybody", "outcome GOOD:\n  Every service shall be available for at least 90% of the time per calendar year."),
        sla("BASE", "Everybody", UP.format("Email"), kind="an OLA"),
    ],
}  # fmt: skip
EDITS = st.lists(
    st.sampled_from(sorted(TEXTS)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(TEXTS[name]))
    ),
    min_size=1,
    max_size=4,
)


@examples(15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
@pytest.mark.parametrize("all_practice", [False, True])
def test_what_is_remembered_makes_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, all_practice: bool, edits: list[tuple[str, str]]
) -> None:
    monkeypatch.chdir(tmp_path)
    files, memory = sorted(TEXTS), Memory()
    for name, (text, *_) in TEXTS.items():
        lay(name, text)
    recheck(files, memory, 1, all_practice)
    for name, text in edits:
        lay(name, text)
        remembered = recheck(files, memory, 1, all_practice).diagnostics
        assert told(remembered) == told(recheck(files, Memory(), 1, all_practice).diagnostics)
        plain = load_program(files)
        if plain.policy is not None:  # else nothing is advised
            assert told(remembered) == told(with_coverage(plain, all_practice).diagnostics)
