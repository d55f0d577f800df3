"""Every diagnostic code has an explanation page, and the page is true."""

import re
from pathlib import Path

import pytest

from sladsl.diagnostics import catalogue
from sladsl.diagnostics.catalogue import Example, read_page

ROOT = Path(__file__).resolve().parents[2]
USED = sorted(
    {
        code
        for path in (ROOT / "sladsl").rglob("*.py")
        for code in re.findall(r'"([EW]\d{4})"', path.read_text(encoding="utf-8"))
    }
)
PAGES = catalogue.codes()
# pages whose examples are files and logs, run where those are read: tests/unit/sources, tests/unit/test_loading.py
OF_FILES = ("E06", "W06", "E09")
OF_PROGRAMS = [code for code in PAGES if not code.startswith(OF_FILES)]


def codes_of(example: Example, code: str) -> set[str]:
    """The codes that checking gives for an example of the page of a code; of one of advice with all advice."""
    if not (ROOT / "sladsl" / "compile.py").exists():
        pytest.skip("sladsl/compile.py is absent")
    from sladsl.compile import check_text
    from sladsl.practice.advice import CODES

    found = check_text(example.program, "page.sla", all_practice=code in CODES)
    return {each.code for each in found}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert USED
    assert list(PAGES) == USED


@pytest.mark.parametrize("code", PAGES)
def test_a_page_has_the_form(code: str) -> None:
    page = read_page(catalogue.page(code))
    assert page.code == code
    assert page.headline[0] == page.headline[0].lower() or not page.headline[1:2].islower(), (
        "begins in lower case"
    )
    assert not page.headline.endswith(".")


@pytest.mark.parametrize("code", OF_PROGRAMS)
def test_the_refused_example_gives_that_code_alone(code: str) -> None:
    for example in read_page(catalogue.page(code)).refused:
        assert example.program, "a program"
        assert codes_of(example, code) == {code}


@pytest.mark.parametrize("code", OF_PROGRAMS)
def test_the_mended_example_gives_none(code: str) -> None:
    for example in read_page(catalogue.page(code)).mended:
        assert example.program, "a program"
        assert codes_of(example, code) == set()
