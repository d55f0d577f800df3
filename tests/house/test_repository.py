"""Files that a repository needs, READMEs that stay true, and nothing of the machine it was written on."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sladsl"
PASSED_OVER = {".git", ".venv", "__pycache__", "build", "dist", "node_modules", "_bundled"}
# a path that exists on one machine only; spelled in parts so that this file does not hold it
MACHINE_PATH = re.compile(r"(?<![\w.}/~-])/(?:" + "|".join(("work", "root", "tmp", "home")) + r")/\w")


def text_files() -> Iterator[tuple[Path, str]]:
    """Every text file of the repository and its text."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if PASSED_OVER & set(parts) or any(part.endswith(("_cache", ".egg-info")) for part in parts):
            continue
        if ".hypothesis" in parts or not path.is_file():
            continue
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # Parquet, gzip


@pytest.mark.parametrize(
    "name", ["README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", ".ci/run", "sladsl/py.typed"]
)
def test_a_file_that_a_repository_needs(name: str) -> None:
    assert (ROOT / name).is_file()


def test_the_checks_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_one_version() -> None:
    import sladsl

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == sladsl.__version__


def test_nothing_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path, text in text_files()
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


def test_the_pattern_of_machine_paths() -> None:
    assert MACHINE_PATH.search("see /wo" + "rk/x")
    assert MACHINE_PATH.search("('/tm" + "p/x')")
    assert not MACHINE_PATH.search("share/wo" + "rk/x")
    assert not MACHINE_PATH.search("$BASE/tm" + "p/x")


def folders(place: Path) -> set[str]:
    """The packages right below a folder."""
    return {path.parent.name for path in place.glob("*/__init__.py")}


def test_the_map_of_the_package_is_complete() -> None:
    told = (PACKAGE / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)/`", told))
    assert folders(PACKAGE) - named == set(), "a folder that sladsl/README.md does not tell of"
    known = folders(PACKAGE) | {path.name for path in ROOT.iterdir() if path.is_dir()}
    known |= {path.name for path in PACKAGE.glob("*/*") if path.is_dir()}
    assert named - known == set(), "a folder that sladsl/README.md tells of and that is not there"


def test_every_file_that_the_map_names_exists() -> None:
    told = (PACKAGE / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[\w-]+/)*[\w-]+\.(?:py|lark|md|sla))`", told))
    missing = [name for name in named if not any((place / name).exists() for place in (PACKAGE, ROOT))]
    assert missing == []


def test_the_drawing_names_only_what_exists() -> None:
    told = (PACKAGE / "README.md").read_text(encoding="utf-8")
    drawing = told.split("```text\n", 1)[1].split("```", 1)[0]
    named = set(re.findall(r"\b(?:[a-z_]+/)+|\b[a-z_]+\.py\b", drawing))
    assert named, "the drawing has the names of folders in its margin"
    assert [name for name in named if not any((place / name).exists() for place in (PACKAGE, ROOT))] == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path, text in text_files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
        if not (path.parent / target).exists()
    ]
    assert broken == []
