"""The tables that come with a wheel parse as the grammar does, and those of another grammar are left alone."""

import json
from unittest.mock import patch

import pytest

from sladsl.bundled import grammar_text, stdlib_names, stdlib_text
from sladsl.syntax import tables
from sladsl.syntax.tables import CELLS, STARTS, file_name, parser_of, table


def with_file(name: str, text: str):
    """The package as if it held this file in `grammar/`."""
    return patch.object(tables, "grammar_text", lambda asked: text if asked == name else grammar_text(asked))


@pytest.fixture(scope="module", params=STARTS)
def what(request: pytest.FixtureRequest) -> str:
    return request.param


def test_a_stored_table_is_used_and_parses_alike(what: str) -> None:
    built = parser_of(what, "english")
    with (
        with_file(file_name(what, "english"), table(what, "english")),
        patch.object(tables, "_built", side_effect=AssertionError("built anew")),
    ):
        stored = parser_of(what, "english")
    assert [t.name for t in stored.terminals] == [t.name for t in built.terminals]
    if what == "text":
        for name in stdlib_names():
            assert stored.parse(stdlib_text(name)) == built.parse(stdlib_text(name))
    else:
        assert set(CELLS) <= set(stored.options.start)
        assert stored.parse("3 working days", start="cell_deadline") == built.parse(
            "3 working days", start="cell_deadline"
        )


def test_a_table_of_another_grammar_is_not_used(what: str) -> None:
    other = json.dumps({**json.loads(table(what, "english")), "of": "lark 0.1 of another grammar"})
    for text in (other, "[]", json.dumps({"data": {}})):
        with with_file(file_name(what, "english"), text):
            assert parser_of(what, "english").rules
