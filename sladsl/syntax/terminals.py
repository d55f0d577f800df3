"""The terminals of the grammar in the user's words, for messages and completion."""

import re
from collections.abc import Collection
from functools import lru_cache

from sladsl.bundled import grammar_text

_DEFINED = re.compile(r"^(\w+)(?:\.\d+)?: */((?:\\/|[^/])+)/i?u?\s*$", re.MULTILINE)
_OPTIONAL = re.compile(r"\(([^()|]*)\)\?$")
_KINDS = {
    "WORD": "a name",
    "STRING": 'a text in quotes ("...")',
    "DATE": "a date (2026-03-31)",
    "TIME": "a time (08:00)",
    "NUMBER": "a number",
    "PERCENT": "a share (95%)",
    "MONEY": "an amount (EUR 500)",
    "ZONE_NAME": "a time zone (Europe/Athens)",
    "VERSION_NUMBER": "a version (1.0)",
    "FINDING": "the code of a warning (W0401)",
    "TABLE_ROW": "a row of a table (`| ... |`)",
    "DOT": "`.`",
    "COMMA": "`,`",
    "COLON": "`:`",
    "LPAR": "`(`",
    "RPAR": "`)`",
}
_QUIET = {"BACKQUOTED", "$END", "_ARTICLE", "COMMENT"}


@lru_cache(maxsize=4)
def keywords(language: str = "english") -> dict[str, tuple[str, ...]]:
    """Each key word's terminal, with the forms it is met in, the usual one first."""
    found = {}
    for name, pattern in _DEFINED.findall(grammar_text(f"{language}.lark")):
        pattern = pattern.removesuffix(r"(?![\w-])").replace(r"\s+", " ").strip()
        pattern = pattern.removeprefix(r",?\s*").replace(r",\s*", ", ")  # a comma that belongs to the word
        inner = pattern[1:-1] if pattern.startswith("(") and pattern.endswith(")") else pattern
        forms = [form for part in inner.split("|") for form in _forms(part)]
        found[name] = tuple(forms)
    return found


def _forms(pattern: str) -> list[str]:
    """`days?` is `day` and `days`, `at( the)?` is `at` and `at the`."""
    if optional := _OPTIONAL.search(pattern):
        return [pattern[: optional.start()], pattern[: optional.start()] + optional[1]]
    if pattern.endswith("?") and len(pattern) > 1:
        return [pattern[:-2], pattern[:-1]]
    return [pattern]


def words(terminals: Collection[str]) -> list[str]:
    """Every form of the key words among `terminals`."""
    table = keywords()
    return [form for terminal in terminals for form in table.get(terminal, ())]


def shown(terminals: Collection[str]) -> str:
    """`terminals` as a reader's list: "`within`, `by` or a name"."""
    table = keywords()
    kinds = sorted(_KINDS[name] for name in terminals if name in _KINDS)
    names = sorted({f"`{table[name][0]}`" for name in terminals if name in table and name not in _QUIET})
    parts = kinds + names
    if len(parts) > 9:
        return ", ".join(parts[:8]) + ", ..."
    if len(parts) < 2:
        return "".join(parts) or "something else"
    return ", ".join(parts[:-1]) + " or " + parts[-1]


def article(word: str) -> bool:
    """Whether `word` is a key word somewhere in the language."""
    return any(word.casefold() in (form.casefold() for form in forms) for forms in keywords().values())
