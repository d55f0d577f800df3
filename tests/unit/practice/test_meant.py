"""Any warning of the language can be meant, and advice is the same of a text and of its compiled policy."""

import re

import pytest

from sladsl.compile import check_text, compile_texts, gaps
from sladsl.diagnostics import Severity, catalogue
from sladsl.diagnostics.catalogue import read_page
from sladsl.policy.json import dumps, loads
from sladsl.policy.meant import UNUSED
from sladsl.practice.advice import ALWAYS, CODES, LINTS
from sladsl.source import SourceText

WARNINGS = [code for code in catalogue.codes() if code.startswith("W") and not code.startswith("W06")]
ZONE = re.compile(r"^  time zone .*\n", re.MULTILINE)


def codes(text: str) -> set[str]:
    return {found.code for found in check_text(text, all_practice=True)}


@pytest.mark.parametrize("code", [code for code in WARNINGS if code != UNUSED])
def test_a_warning_that_is_meant_is_silent(code: str) -> None:
    for example in read_page(catalogue.page(code)).refused:
        assert code in codes(example.program)
        meant = ZONE.sub(rf'\g<0>  {code} is meant, because "so it is".\n', example.program)
        assert meant != example.program
        found = [each for each in check_text(meant, all_practice=True) if each.code in (code, UNUSED)]
        # of the agreements of a page one warns; the others mean what is not theirs
        assert {each.code for each in found} <= {UNUSED}
        assert len(found) < len(ZONE.findall(meant))


def test_every_warning_is_somebodys() -> None:
    for code in WARNINGS:
        for example in read_page(catalogue.page(code)).refused:
            for found in check_text(example.program, all_practice=True):
                assert found.about[0] or code == "W1232", found  # with whom there is no agreement


@pytest.mark.parametrize("code", sorted(CODES))
def test_advice_of_a_compiled_policy(code: str) -> None:
    for example in read_page(catalogue.page(code)).refused:
        compiled = compile_texts([SourceText.of("page.sla", example.program)])
        of_text = gaps(compiled.policy, compiled.sources, all_practice=True)
        of_json = gaps(loads(dumps(compiled.or_raise())), {}, all_practice=True)
        assert [each.headline for each in of_json] == [each.headline for each in of_text]
        assert all(each.span is None and each.severity is Severity.WARNING for each in of_json)


def test_what_is_told_always_is_told_without_asking() -> None:
    assert ALWAYS < CODES
    assert len(LINTS) == len(CODES)  # a code a lint
    for lint in LINTS:
        (example, *_) = read_page(catalogue.page(lint.code)).refused
        assert (lint.code in {found.code for found in check_text(example.program)}) == lint.always
