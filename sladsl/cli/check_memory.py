"""What earlier checks found, kept in a folder: `sladsl check --cache DIR`.

One file, written beside and then renamed. What another release wrote, or what cannot be read, is not used.
"""

import json
import os
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from attrs import asdict

import sladsl
from sladsl.diagnostics import Diagnostic, Label
from sladsl.recheck import Memory
from sladsl.recheck.mentions import Mentions
from sladsl.source import Span


def _name(all_practice: bool) -> str:
    return "practice.json" if all_practice else "check.json"


def remembered(folder: str, all_practice: bool = False) -> Memory:
    """What the folder holds; nothing where there is none, or none of this release's."""
    try:
        stored = json.loads(Path(folder, _name(all_practice)).read_bytes())
        if stored["of"] != _release():
            return Memory()
        return Memory(
            {digest: _mentions(each) for digest, each in stored["mentions"].items()},
            {name: (key, tuple(map(_diagnostic, found))) for name, (key, found) in stored["found"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Memory()


def remember(folder: str, memory: Memory, all_practice: bool = False) -> None:
    """Keep it for the next check. Raises OSError."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    stored = {
        "of": _release(),
        "mentions": {digest: asdict(each, recurse=False) for digest, each in memory.mentions.items()},
        "found": {
            name: (key, [_plain(each) for each in found]) for name, (key, found) in memory.found.items()
        },
    }
    with NamedTemporaryFile("w", encoding="utf-8", dir=folder, delete=False, errors="surrogatepass") as new:
        new.write(
            json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
        )  # quicker than piece by piece
    Path(new.name).replace(Path(folder, _name(all_practice)))


def _release() -> list[object]:
    """All that the findings rest on besides the texts: this package as it is, and the holidays."""
    root = Path(sladsl.__file__).parent
    code = [
        (entry.name, status.st_size, status.st_mtime_ns)
        for folder, _, names in sorted(os.walk(root))
        for entry in sorted(Path(folder, name) for name in names if name.endswith((".py", ".lark", ".sla")))
        for status in [entry.stat()]
    ]
    return [sladsl.__version__, _version("holidays"), _version("tzdata"), hash_of(code)]


def hash_of(code: object) -> str:
    """A digest of what is written so."""
    import hashlib

    return hashlib.sha256(repr(code).encode()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _mentions(stored: Mapping[str, Any]) -> Mentions:
    lists = ("declares", "words", "uses", "relies", "names")
    named: dict[str, Any] = {name: tuple(each) if name in lists else each for name, each in stored.items()}
    return Mentions(**named)


def _plain(found: Diagnostic) -> list[Any]:
    labels = [[_span(label.span), label.text] for label in found.others]
    return [found.code, found.headline, _span(found.span), found.label, labels, found.notes, found.help]


def _span(span: Span | None) -> list[Any] | None:
    return None if span is None else [span.file, span.start, span.end]


def _diagnostic(stored: list[Any]) -> Diagnostic:
    code, headline, span, label, others, notes, help_ = stored
    labels = [Label(Span(*place), text) for place, text in others]
    return Diagnostic(code, headline, None if span is None else Span(*span), label, labels, notes, help_)
