"""Every explanation page of a log's error: what it refuses gives its code, what it mends gives none."""

import re
from pathlib import Path

import pytest

from sladsl.compile import compile_texts
from sladsl.source import SourceText
from sladsl.sources import SourceError, read

PAGES = Path(__file__).parents[3] / "sladsl" / "diagnostics" / "pages"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SUFFIXES = {"csv": ".csv", "json": ".jsonl"}


def _parts(page: Path) -> tuple[dict[str, str], dict[str, str]]:
    refused, mended = page.read_text(encoding="utf-8").split("## Refused")[1].split("## Mended")
    before = dict(BLOCK.findall(refused))
    return before, before | dict(BLOCK.findall(mended))


def _read(blocks: dict[str, str], folder: Path, *, strict: bool) -> None:
    policy = compile_texts([SourceText.of("desk.sla", blocks["sla"])]).or_raise()
    kind = next(kind for kind in SUFFIXES if kind in blocks)
    log = folder / f"log{SUFFIXES[kind]}"
    log.write_text(blocks[kind], encoding="utf-8")
    read(policy, log, strict=strict)


@pytest.mark.parametrize("page", sorted(PAGES.glob("E06*.md")), ids=lambda page: page.stem)
def test_page(page: Path, tmp_path: Path) -> None:
    refused, mended = _parts(page)
    if "sla" not in refused:  # about a file as such: test_unpacking has it
        assert "sh" in refused
        return
    with pytest.raises(SourceError) as caught:
        _read(refused, tmp_path, strict=True)
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == [page.stem]
    _read(mended, tmp_path, strict=True)


def test_every_code_has_its_page() -> None:
    errors = (PAGES.parents[1] / "sources" / "errors.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"(E\d{4})"', errors)) == {page.stem for page in PAGES.glob("E06*.md")}
