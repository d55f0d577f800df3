"""Parsing tables as JSON: worked out once when a wheel is built, so that no command has to.

A file holds what lark's own `save` would pickle. JSON, since reading it can never run anything; keys that are
numbers, which JSON lacks, stand in lists of pairs. A table of another grammar or another lark is not used.
"""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sladsl.bundled import grammar_text

if TYPE_CHECKING:
    from lark import Lark

CELLS = ["column_head", "cell_test", "cell_deadline", "cell_calendar", "cell_share", "cell_credit"]
STARTS = {"text": ["start"], "cells": CELLS}
"""What is parsed: a whole file, or a cell of a table (what a column holds is its start rule)."""


def parser_of(what: str, language: str) -> "Lark":
    """The parser for one human language: from the table that came with the package, else built anew."""
    grammar = _grammar(language)
    try:
        stored = json.loads(grammar_text(file_name(what, language)), object_hook=_with_keys)
    except KeyError:  # a checkout has none
        return _built(what, grammar)
    if not isinstance(stored, dict) or stored.get("of") != _identity(grammar):
        return _built(what, grammar)
    return _loaded(stored["data"], stored["memo"])


def file_name(what: str, language: str) -> str:
    """The name of the file in `grammar/` that a table is kept in."""
    return f"{language}.{what}.json"


def table(what: str, language: str) -> str:
    """The table as text, for `parser_of` to find in the package."""
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    grammar = _grammar(language)
    data, memo = _built(what, grammar).memo_serialize([TerminalDef, Rule])
    stored = {"of": _identity(grammar), "data": _to_json(data), "memo": _to_json(memo)}
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def _grammar(language: str) -> str:
    return grammar_text("sladsl.lark") + "\n" + grammar_text(f"{language}.lark")


def _identity(grammar: str) -> str:
    from lark import __version__

    return f"lark {__version__} {hashlib.sha256(grammar.encode()).hexdigest()}"


def _built(what: str, grammar: str) -> "Lark":
    from lark import Lark

    return Lark(
        grammar,
        start=STARTS[what],
        parser="lalr",
        lexer="contextual",
        propagate_positions=True,
        maybe_placeholders=False,
        cache=False,
    )


def _loaded(data: Any, memo: Any) -> "Lark":
    from lark import Lark

    load: Any = Lark._load_from_dict  # what lark's own standalone parsers call
    parser: Lark = load(data, memo)
    return parser


def _to_json(part: Any) -> Any:
    if isinstance(part, dict):
        if all(isinstance(key, str) for key in part):
            return {key: _to_json(value) for key, value in part.items()}
        return {_PAIRS: [[key, _to_json(value)] for key, value in part.items()]}
    if isinstance(part, list | tuple):
        return [_to_json(each) for each in part]
    return part


def _with_keys(part: dict[str, Any]) -> dict[Any, Any]:
    """The object that `_to_json` was given: of its pairs, if they stand for it."""
    return dict(part[_PAIRS]) if _PAIRS in part else part


_PAIRS = "pairs"
