"""Parsing tables as JSON: worked out once when a wheel is built, so that no command has to.

JSON, since reading it can never run anything. A table of another grammar or another lark is not used.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from sladsl.bundled import grammar_text

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from lark.grammar import Rule, Symbol
    from lark.lexer import TerminalDef

CELLS = ["column_head", "cell_test", "cell_deadline", "cell_calendar", "cell_share", "cell_credit"]
STARTS = {"text": ["start"], "cells": CELLS}
"""What is parsed: a whole file, or a cell of a table (what a column holds is its start rule)."""


class Parser(Protocol):
    """What reads a text by the grammar."""

    def parse(self, text: str, start: str = ...) -> "Tree[Token]":
        """The tree. Raises lark's UnexpectedInput."""


def parser_of(what: str, language: str) -> Parser:
    """The parser for one human language: from the table that came with the package, else built anew."""
    try:
        stored = json.loads(grammar_text(file_name(what, language)))
    except KeyError:  # a checkout has none
        return built(what, language)
    if not isinstance(stored, dict) or stored.get("of") != _identity(language) or not _known_lark():
        return built(what, language)
    from sladsl.syntax.stored_parser import StoredParser

    return StoredParser.of(stored)


def built(what: str, language: str) -> "Lark":
    """The parser, built from the grammar by lark."""
    from lark import Lark

    return Lark(
        _grammar(language),
        start=STARTS[what],
        parser="lalr",
        lexer="contextual",
        propagate_positions=True,
        maybe_placeholders=False,
        cache=False,
    )


def file_name(what: str, language: str) -> str:
    """The name of the file in `grammar/` that a table is kept in."""
    return f"{language}.{what}.json"


def table(what: str, language: str) -> str:
    """The table as text, for `parser_of` to find in the package."""
    from lark.parsers.lalr_analysis import Reduce

    from sladsl.syntax.stored_parser import REDUCE, SHIFT

    parser = built(what, language)
    states: Any = parser.parser.parser
    parse_table = states._parse_table  # no other way in
    names = list(dict.fromkeys(name for row in parse_table.states.values() for name in row))
    name_numbers = {name: number for number, name in enumerate(names)}
    rule_numbers = {rule: number for number, rule in enumerate(parser.rules)}
    rows = [
        " ".join(
            f"{name_numbers[name]} {REDUCE} {rule_numbers[to]}"
            if action is Reduce
            else f"{name_numbers[name]} {SHIFT} {to}"
            for name, (action, to) in parse_table.states[state].items()
        )
        for state in range(len(parse_table.states))
    ]
    stored = {
        "of": _identity(language),
        "starts": parse_table.start_states,
        "ends": parse_table.end_states,
        "terminals": _terminals(parser.terminals, parser.lexer_conf.ignore),
        "rules": [_rule(rule) for rule in parser.rules],
        "names": names,
        "rows": rows,
    }
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def _grammar(language: str) -> str:
    return grammar_text("sladsl.lark") + "\n" + grammar_text(f"{language}.lark")


def _known_lark() -> bool:
    """Whether lark is of the releases of which stored parsers take parts that are not public."""
    from lark import __version__

    return __version__.startswith("1.3.")


def _identity(language: str) -> str:
    from lark import __version__

    return f"lark {__version__} {hashlib.sha256(_grammar(language).encode()).hexdigest()}"


def _rule(rule: "Rule") -> list[Any]:
    options = rule.options
    assert not any((options.keep_all_tokens, options.template_source, options.empty_indices))
    return [str(rule.origin.name), [_symbol(each) for each in rule.expansion], rule.alias, options.expand1]


def _symbol(symbol: "Symbol") -> tuple[str, int]:
    from lark.grammar import Terminal

    from sladsl.syntax.stored_parser import KEPT, LEFT_OUT, NONTERMINAL

    if not isinstance(symbol, Terminal):
        return str(symbol.name), NONTERMINAL
    return symbol.name, LEFT_OUT if symbol.filter_out else KEPT


def _terminals(terminals: Iterable["TerminalDef"], ignored: Iterable[str]) -> list[list[Any]]:
    """What the lexer tells apart, in lark's order of trying: priority, the longest that one may be."""
    order = sorted(
        terminals,
        key=lambda each: (-each.priority, -each.pattern.max_width, -len(each.pattern.value), each.name),
    )
    patterns = [(each.name, each.pattern.to_regexp()) for each in order]
    assert (
        not [  # lark would take a sign for a word that is spelt alike
            sign
            for sign in order
            for other in order
            if sign.pattern.type == "str" and other.pattern.type == "re" and sign.priority == other.priority
            if re.fullmatch(other.pattern.to_regexp(), sign.pattern.value)
        ]
    )
    return [[name, pattern, first_of(pattern), name in ignored] for name, pattern in patterns]


def first_of(pattern: str) -> str | None:
    """The characters that what a pattern finds can begin with; None where that is not plain to see.

    It is of a key word, which begins with a letter, and of one of several, each of which does.
    """
    if not (pattern.startswith("(?i:") and pattern.endswith(")")):
        return None
    body = pattern.removeprefix("(?i:")[:-1]
    several = _SEVERAL.match(body)
    words = several[1].split("|") if several else [body]
    if "|" in _GROUP.sub("", body) or not all(map(_WITH_A_LETTER.match, words)):
        return None
    return "".join(sorted({each for word in words for each in _either_case(word[0])}))


@cache
def _either_case(letter: str) -> list[str]:
    """What a pattern takes for the letter, as large `s` and the long one."""
    return re.findall(f"(?i:{letter})", "".join(map(chr, range(sys.maxunicode + 1))))


_GROUP = re.compile(r"\([^()]*\)")
_SEVERAL = re.compile(r"\(([^()]*)\)(?![?*{])")
_WITH_A_LETTER = re.compile(r"[A-Za-z](?![?*{])")
