"""Every proof on the spec pages and in the examples, as it is printed, is checked by what shares no code with the prover."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sladsl.compile import covered
from sladsl.loading import load_program
from sladsl.policy.json import dumps, loads
from sladsl.policy.model import Policy
from sladsl.underpinning.rows import coverage_tree
from tests.laws.any_proof_checker import check
from tests.laws.proof_time import NotKnown, Refused
from tests.laws.tampering import some_tampered
from tests.spec.pages import sections_of
from tests.spec.running import Run

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "tests/spec/15-underpinning").glob("*.md"))
# what a proof may be called; a new rule needs a checker, and then a place here
KNOWN = {
    "one after the other", "every kind", "the same promise", "stated fields", "late cases add up",
    "one service", "series", "parallel", "so many of", "needs", "windows", "hours", "exclusions", "incidents",
    "independence", "every service", "no time", "the same clause", "numbers of outages", "longest outage",
    "outages in series", "stretch by stretch",
}  # fmt: skip
Json = dict[str, Any]


def _policies(page: Path) -> Iterator[tuple[str, Policy]]:
    for section in sections_of(page.read_text(encoding="utf-8")):
        if any(block.kind == "coverage" for block in section.blocks):
            yield section.heading, Run(section).policy


def _proofs(policy: Policy) -> Iterator[tuple[Json, Json]]:
    tree = coverage_tree(covered(policy), "")
    told = json.loads(dumps(policy))
    for answer in json.loads(json.dumps(tree))["clauses"]:
        if answer["status"] == "covered":
            yield told, answer


@cache
def _of_page(page: Path) -> tuple[tuple[str, Json, Json], ...]:
    return tuple(
        (heading, told, answer) for heading, policy in _policies(page) for told, answer in _proofs(policy)
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_proofs_of_a_page_are_accepted(page: Path) -> None:
    for heading, policy, answer in _of_page(page):
        try:
            rule = check(policy, answer)
        except Refused as why:
            raise AssertionError(f"{heading}, {answer['clause']}: {why}") from why
        assert set(rule.split(", ")) <= KNOWN


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_with_anything_changed_they_are_refused(page: Path) -> None:
    for heading, policy, answer in _of_page(page):
        for done, changed in some_tampered(answer, 20 if len(answer["proof"]["parts"]) < 50 else 4):
            try:
                check(policy, changed)
            except Refused:
                continue
            raise AssertionError(f"{heading}, {answer['clause']}: {done}")


def test_every_rule_stands_on_some_page() -> None:
    seen = Counter(
        rule
        for page in PAGES
        for _, _, answer in _of_page(page)
        for rule in answer["proof"]["rule"].split(", ")
    )
    seen.update(
        part["rule"] for page in PAGES for *_, answer in _of_page(page) for part in answer["proof"]["parts"]
    )
    assert KNOWN - set(seen) == {
        "the same promise",
        "no time",
    }  # of which there are none: see below and `test_proofs`


def test_where_no_time_counts_nothing_can_be_missed() -> None:
    _, policy, _ = _of_page(next(page for page in PAGES if page.stem == "20-availability"))[0]
    changed = json.loads(json.dumps(policy))
    closed = {"type": "weekly", "zone": "Europe/Athens", "week": [[]] * 7, "days": [], "known_from": None,
              "known_until": None}  # fmt: skip
    changed["calendars"]["never"] = {"name": "never", "zone": "Europe/Athens", "rule": closed}
    above = {each["supported"] for each in changed["supports"]}
    for clause in changed["window_clauses"]:
        if clause["agreement"] in above:
            clause["calendar"] = "never"
    proofs = list(_proofs(loads(json.dumps(changed))))
    assert {answer["proof"]["rule"] for _, answer in proofs} == {"no time"}
    for told, answer in proofs:
        check(told, answer)
        with pytest.raises(Refused):
            check(policy, answer)


@pytest.mark.parametrize("folder", ["agreed", "first-draft"])
def test_the_proofs_of_the_example_are_accepted(folder: str) -> None:
    place = ROOT / "examples/supply-chain"
    files = [place / "services.sla", *sorted((place / folder).glob("*.sla"))]
    policy = load_program(files).policy
    assert policy is not None
    proofs = list(_proofs(policy))
    assert proofs
    for told, answer in proofs:
        check(told, answer)


def test_a_rule_that_nobody_checks_is_not_passed_over() -> None:
    (_, policy, answer), *_ = _of_page(PAGES[0])
    for rule in ("a new rule", "one service, a new rule", ""):
        with pytest.raises(NotKnown):
            check(policy, answer | {"proof": answer["proof"] | {"rule": rule}})
