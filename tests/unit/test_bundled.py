"""The grammar and the standard library are found, in a wheel and in a checkout."""

from pathlib import Path

import pytest

from sladsl import bundled

ROOT = Path(__file__).resolve().parents[2]


def test_the_grammar_is_the_checkouts_own() -> None:
    assert bundled.grammar_text("sladsl.lark") == (ROOT / "grammar" / "sladsl.lark").read_text(
        encoding="utf-8"
    )


def test_the_standard_library_is_complete() -> None:
    assert list(bundled.stdlib_names()) == sorted(path.stem for path in (ROOT / "stdlib").glob("*.sla"))
    assert "prelude" in bundled.stdlib_names()
    assert bundled.stdlib_text("itil") == (ROOT / "stdlib" / "itil.sla").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["nothing", "../sladsl/__init__", "", "prelude.sla"])
def test_an_unknown_name_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        bundled.stdlib_text(name)
    with pytest.raises(KeyError):
        bundled.grammar_text(name)


def test_a_folder_without_the_known_file_is_passed_over(tmp_path: Path) -> None:
    strange, ours = tmp_path / "strange" / "grammar", tmp_path / "ours" / "grammar"
    for folder in (strange, ours):
        folder.mkdir(parents=True)
    (strange / "other.lark").write_text("start: \n")
    (ours / "sladsl.lark").write_text("start: \n")
    assert bundled._place("grammar", "sladsl.lark", (tmp_path / "absent", strange, ours)) == ours
    with pytest.raises(FileNotFoundError, match="install sladsl again"):
        bundled._place("grammar", "sladsl.lark", (strange,))
