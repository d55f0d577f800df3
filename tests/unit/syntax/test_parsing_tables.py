"""The tables that come with a wheel parse as the grammar does, and those of another grammar are left alone."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Token, Tree
from lark.exceptions import UnexpectedInput

from sladsl.bundled import grammar_text, stdlib_names, stdlib_text
from sladsl.syntax import tables
from sladsl.syntax.parse import cell_parser, parser
from sladsl.syntax.stored_parser import StoredParser
from sladsl.syntax.tables import STARTS, Parser, file_name, first_of, parser_of, table
from tests.effort import examples


def with_file(name: str, text: str):
    """The package as if it held this file in `grammar/`."""
    return patch.object(tables, "grammar_text", lambda asked: text if asked == name else grammar_text(asked))


BUILT = {"text": parser, "cells": cell_parser}


@cache
def stored_table(what: str) -> str:
    ready = BUILT[what]()
    with patch.object(tables, "built", lambda what, language: ready):
        return table(what, "english")


@cache
def stored(what: str) -> Parser:
    with with_file(file_name(what, "english"), stored_table(what)):
        return parser_of(what, "english")


def nodes(part: Any) -> Iterator[object]:
    """All that a tree says: kinds of nodes, words, and where each begins and ends."""
    if isinstance(part, Tree):
        yield part.data, [vars(part.meta).get(name) for name in ("empty", "start_pos", "end_pos")]
        for each in part.children:
            yield from nodes(each)
    else:
        yield [getattr(part, name) for name in Token.__slots__]


def outcome(by: Parser, text: str, start: str = "start") -> object:
    """What a parser makes of a text: the tree, or all that is read off its refusal."""
    try:
        return list(nodes(by.parse(text, start=start)))
    except UnexpectedInput as error:
        word = getattr(error, "token", None)
        told = [set(getattr(error, name, None) or ()) for name in ("accepts", "expected", "allowed")]
        place = (error.pos_in_stream, error.line, error.column)
        return type(error), place, word and (word.type, str(word)), told


@pytest.mark.parametrize("what", STARTS)
def test_a_stored_table_is_used(what: str) -> None:
    assert isinstance(stored(what), StoredParser)


@pytest.mark.parametrize("name", stdlib_names())
def test_texts_parse_alike(name: str) -> None:
    assert outcome(stored("text"), stdlib_text(name)) == outcome(parser(), stdlib_text(name))


SENTENCES = [each for name in stdlib_names() for each in re.split(r"\n\s*\n", stdlib_text(name))]
WORDS = sorted({word for each in SENTENCES for word in re.findall(r"\w+|[^\w\s]", each)})


@examples(150)
@given(
    st.sampled_from(SENTENCES),
    st.integers(0),
    st.sampled_from([*WORDS, "", "\u017fet", "§", "\u212aey", '"']),
)
def test_mistakes_are_met_alike(sentence: str, place: int, word: str) -> None:
    # a long s and the sign of kelvin are letters of key words to a pattern that takes large for small
    words = re.split(r"(\w+|[^\w\s])", sentence)
    words[place % len(words)] = word
    text = "".join(words)
    assert outcome(stored("text"), text) == outcome(parser(), text)


@pytest.mark.parametrize("start", STARTS["cells"])
@pytest.mark.parametrize("text", ["3 working days", "P1", "95%", "within", "any", "EUR 5", "3 §"])
def test_cells_parse_alike(start: str, text: str) -> None:
    assert outcome(stored("cells"), text, start) == outcome(cell_parser(), text, start)


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        (r"(?i:from(?![\w-]))", "Ff"),
        (r"(?i:(is|are)(?![\w-]))", "AIai\u0130\u0131"),
        (r"(?i:Mondays?(?![\w-]))", "Mm"),
        (r"(?i:applies\s+at(\s+the)?(?![\w-]))", "Aa"),
        (r"(?i:so(?![\w-]))", "Ss\u017f"),
        (r"(?i:a?b)", None),
        (r"(?i:(a|b)?c)", None),
        (r"(?i:a|b)", None),
        (r"(?i:(a|\d))", None),
        (r"(?i:,?\s*and\s+no(?![\w-]))", None),
        (r"[0-9]+", None),
    ],
)
def test_what_a_word_begins_with(pattern: str, first: str | None) -> None:
    assert first_of(pattern) == first


def test_with_a_lark_that_nobody_has_tried_it_is_not_used() -> None:
    with (
        patch("lark.__version__", "1.4.0"),
        patch.object(
            tables, "grammar_text", lambda name: grammar_text(name) if name.endswith("lark") else ""
        ),
        patch.object(tables.json, "loads", lambda text: {"of": tables._identity("english")}),
        patch.object(tables, "built", return_value="built anew"),
    ):
        assert parser_of("text", "english") == "built anew"


def test_a_table_of_another_grammar_is_not_used() -> None:
    other = json.dumps({**json.loads(stored_table("text")), "of": "lark 0.1 of another grammar"})
    for text in (other, "[]", json.dumps({"data": {}})):
        with (
            with_file(file_name("text", "english"), text),
            patch.object(tables, "built", return_value="built anew"),
        ):
            assert parser_of("text", "english") == "built anew"
