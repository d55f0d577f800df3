"""Published rules on whether OLAs and underpinning contracts add up, answered by the checker of coverage."""

import json
from pathlib import Path
from typing import Any

import pytest

from sladsl.compile import compile_texts, covered
from sladsl.source import SourceText
from sladsl.underpinning import Covered, NotCovered

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "ola-uc" / "cases.jsonl"
CASES = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()] if DATA.exists() else []
CHAINS = [case for case in CASES if case["op"] == "sla_supported"]

NAMES = "ABCDEFGH"
HEAD = """
agreement {id}:
  is {kind}, version 1.0.
  between {provider} as provider and {customer} as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Etc/UTC.
"""


def program(target: float, stages: list[float], kinds: list[str]) -> str:
    """Stages in sequence, a clock each, on every hour of the calendar."""
    events = [f"stage {name} done" for name in NAMES[: len(stages)]]
    lines = [f"subject ticket, plural tickets: identified by id. has events opened, {', '.join(events)}."]
    lines.append(f'clock whole of ticket, said "done": starts when opened. stops when {events[-1]}.')
    for name, before, after in zip(NAMES, ["opened", *events], events):
        lines.append(
            f'clock stage {name} of ticket, said "passed on {name}": starts when {before}. stops when {after}.'
        )
    lines.append(HEAD.format(id="SLA", kind="a customer SLA", provider="Provider", customer="Customer"))
    lines.append(f"clause ALL: Every ticket shall be done within {target * 60:.0f} minutes, counting always.")
    steps = []
    for name, hours, kind in zip(NAMES, stages, kinds):
        said = "a UC" if kind == "UC" else "an OLA"
        lines.append(HEAD.format(id=f"BELOW-{name}", kind=said, provider=f"Team {name}", customer="Provider"))
        lines.append(
            f"clause PART: Every ticket shall be passed on {name} within {hours * 60:.0f} minutes, counting always."
        )
        steps.append(f"step {name} under BELOW-{name}/PART")
    lines.append(f"plan for whole of ticket under SLA: {', then '.join(steps)}.")
    return "\n".join(lines)


def is_supported(target: float, stages: list[float], kinds: list[str]) -> tuple[bool, float | None]:
    """The answer, and by how many hours the target is longer than the worst case."""
    compiled = compile_texts([SourceText.of("ola.sla", program(target, stages, kinds))])
    (found,) = covered(compiled.or_raise()).clauses
    match found.answer:
        case Covered(proof):
            numbers = dict(proof.numbers)
        case NotCovered() as answer:
            assert answer.gap == "time"
            numbers = dict(answer.numbers)
        case other:
            raise AssertionError(other)
    slack = (int(numbers["target_us"]) - int(numbers["worst_us"])) / 3_600_000_000
    return isinstance(found.answer, Covered), slack


@pytest.mark.skipif(not CASES, reason="the published cases are not at hand")
@pytest.mark.parametrize("case", CHAINS, ids=[case["id"] for case in CHAINS])
def test_stages_in_sequence(case: dict[str, Any]) -> None:
    given, expected = case["given"], case["expected"]
    if "targets" not in given:
        stages = given["stages_in_sequence"]
        found = is_supported(
            given["sla_hours"], [each["hours"] for each in stages], [each["kind"] for each in stages]
        )
        assert found == (expected["supported"], expected["slack_hours"])
        return
    failing = [  # each measure on its own
        target["measure"]
        for target in given["targets"]
        if not is_supported(
            target["sla_hours"],
            [stage[target["measure"]] for stage in given["stages"]],
            [stage["kind"] for stage in given["stages"]],
        )[0]
    ]
    assert (not failing, failing) == (expected["supported"], expected["failing"])


@pytest.mark.skipif(not CASES, reason="the published cases are not at hand")
def test_there_are_as_many_as_thought() -> None:
    assert len(CHAINS) == 5
