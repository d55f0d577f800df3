"""`sladsl explain`, on pages of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sladsl.cli import main
from sladsl.diagnostics import catalogue

PAGE = "# E0301: a unit that is not of time\n\nA promise needs a **unit**.\n"


@pytest.fixture(autouse=True)
def pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Two pages, whatever pages there are."""
    (tmp_path / "E0301.md").write_text(PAGE)
    (tmp_path / "W0401.md").write_text("# W0401: holidays end\n")
    (tmp_path / "README.md").write_text("# not a page\n")
    monkeypatch.setattr(catalogue, "_folder", lambda: tmp_path)
    catalogue.page.cache_clear()
    yield
    catalogue.page.cache_clear()


def explain(*words: str) -> Result:
    return CliRunner().invoke(main, ["explain", *words])


@pytest.mark.parametrize("code", ["E0301", "e0301", "[E0301]"])
def test_a_page_is_printed_as_it_is(code: str) -> None:
    result = explain(code)
    assert (result.exit_code, result.stdout) == (0, PAGE)


def test_in_colour_it_is_laid_out() -> None:
    shown = explain("E0301", "--color", "always").stdout
    assert "\x1b[1m" in shown
    assert "**" not in shown
    assert "a unit that is not of time" in shown


def test_without_a_code_all_are_listed() -> None:
    assert explain().stdout == "E0301  a unit that is not of time\nW0401  holidays end\n"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param("E0302", "there is no code `E0302`; did you mean `E0301`?", id="near"),
        pytest.param("banana", "there is no code `banana`; `sladsl explain` alone lists the codes", id="far"),
        pytest.param("README", "there is no code `README`", id="a file that is no page"),
    ],
)
def test_an_unknown_code(code: str, said: str) -> None:
    result = explain(code)
    assert result.exit_code == 2
    assert said in result.stderr
