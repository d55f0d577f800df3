"""What earlier checks found, kept in a folder: `sladsl check --cache DIR`.

One file, written beside and then renamed. What another release wrote, or what cannot be read, is not used.
"""

import json
import os
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zoneinfo import TZPATH

import sladsl
from sladsl.diagnostics import Diagnostic, Label
from sladsl.recheck import Memory
from sladsl.recheck.mentions import Mentions
from sladsl.source import Span
from sladsl.worktime.public_holidays import Known


def _name(all_practice: bool) -> str:
    return "practice.json" if all_practice else "check.json"


def remembered(folder: str, all_practice: bool = False) -> Memory:
    """What the folder holds; nothing where there is none, or none of this release's."""
    try:
        stored = json.loads(Path(folder, _name(all_practice)).read_bytes())
        if stored["of"] != _release():
            return Memory()
        return Memory(
            {digest: _mentions(*each) for digest, each in stored["mentions"].items()},
            {name: (key, tuple(map(_diagnostic, found))) for name, (key, found) in stored["found"].items()},
            {(*question,): _holidays(*answer) for question, answer in stored["holidays"]},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Memory()


def remember(folder: str, memory: Memory, all_practice: bool = False) -> None:
    """Keep it for the next check. Raises OSError."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    stored = {
        "of": _release(),
        "mentions": {digest: _parts(each) for digest, each in memory.mentions.items()},
        "found": {
            name: (key, [_plain(each) for each in found]) for name, (key, found) in memory.found.items()
        },
        "holidays": [(question, _answer(its)) for question, its in memory.holidays.items()],
    }
    with NamedTemporaryFile("w", encoding="utf-8", dir=folder, delete=False, errors="surrogatepass") as new:
        new.write(
            json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
        )  # quicker than piece by piece
    Path(new.name).replace(Path(folder, _name(all_practice)))


@cache
def _release() -> list[str]:
    """All that the findings rest on besides the texts: this package as it is, the holidays, and the zones."""
    root = Path(sladsl.__file__).parent
    code = [
        (entry.name, status.st_size, status.st_mtime_ns)
        for folder, _, names in sorted(os.walk(root))
        for entry in sorted(Path(folder, name) for name in names if name.endswith((".py", ".lark", ".sla")))
        for status in [entry.stat()]
    ]
    zones = [(str(path), _changed(path)) for each in TZPATH for path in (Path(each), Path(each, "tzdata.zi"))]
    return [sladsl.__version__, _version("holidays"), _version("tzdata"), _hash(repr((code, zones)).encode())]


def _changed(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _version(package: str) -> str:
    """What tells one release of a package from another; `importlib.metadata` takes long to say it."""
    spec = find_spec(package)
    folders = [] if spec is None else spec.submodule_search_locations or []
    files = [Path(folder, name) for folder in folders for name in ("__init__.py", "version.py")]
    return _hash(b"".join(file.read_bytes() for file in files if file.is_file()))


def _parts(of: Mentions) -> list[Any]:
    return [
        of.declares, of.words, of.uses, of.relies, of.names, of.named, of.agreements, of.clauses, of.examples
    ]  # fmt: skip


def _mentions(
    declares: list[str],
    words: list[str],
    uses: list[str],
    relies: list[str],
    names: list[str],
    named: list[str],
    *counted: int,
) -> Mentions:
    return Mentions(
        tuple(declares), tuple(words), tuple(uses), tuple(relies), tuple(names), tuple(named), *counted
    )


def _answer(its: Known) -> list[Any]:
    return [its.first_year, its.last_year, its.release, [(str(day), why) for day, why in its.days]]


def _holidays(first_year: int, last_year: int, release: str, days: list[list[str]]) -> Known:
    return Known(first_year, last_year, tuple((date.fromisoformat(day), why) for day, why in days), release)


def _plain(found: Diagnostic) -> list[Any]:
    labels = [[_span(label.span), label.text] for label in found.others]
    return [found.code, found.headline, _span(found.span), found.label, labels, found.notes, found.help]


def _span(span: Span | None) -> list[Any] | None:
    return None if span is None else [span.file, span.start, span.end]


def _diagnostic(stored: list[Any]) -> Diagnostic:
    code, headline, span, label, others, notes, help_ = stored
    labels = [Label(Span(*place), text) for place, text in others]
    return Diagnostic(code, headline, None if span is None else Span(*span), label, labels, notes, help_)
