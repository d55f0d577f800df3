"""What grammar/README.md says of the grammar is so."""

import re

import pytest

from sladsl.bundled import grammar_text
from sladsl.compile import check_text
from sladsl.syntax import tree
from sladsl.syntax.sentences import bounds
from tests.unit.syntax.trees import n, only, read

RULES, WORDS = grammar_text("sladsl.lark"), grammar_text("english.lark")
DEFINED = re.compile(r"^(_?[A-Z][A-Z_]*)(?:\.\d+)?:", re.MULTILINE)


def used_terminals() -> set[str]:
    """The terminals that the rules name."""
    lines = [line.split("//")[0] for line in RULES.splitlines() if not DEFINED.match(line)]
    text = re.sub(r'"[^"]*"|/[^/]*/', " ", "\n".join(lines))
    return set(re.findall(r"(?<![\w%])_?[A-Z][A-Z_]*(?!\w)", text))


def test_a_language_defines_every_terminal_that_the_rules_do_not() -> None:
    assert set(DEFINED.findall(WORDS)) == used_terminals() - set(DEFINED.findall(RULES))


def test_every_key_word_ends_in_a_boundary() -> None:
    patterns = [line for line in WORDS.splitlines() if DEFINED.match(line)]
    assert patterns
    assert [line for line in patterns if not line.endswith(r"(?![\w-])/i")] == []


def test_the_words_of_names_are_used_by_one_rule_each() -> None:
    wrappers = re.findall(r"^(_\w+_word): WORD \| BACKQUOTED$", RULES, re.MULTILINE)
    assert len(wrappers) > 20
    assert [each for each in wrappers if len(re.findall(rf"\b{each}\+", RULES)) != 1] == []


def test_every_heading_is_known_to_recovery() -> None:
    section = WORDS.split("// headings\n")[1].split("\n\n")[0]
    for heading in re.findall(r"/(\w+)\(", section):
        text = f"open\n{heading} x"
        assert bounds(text, 0) == (0, 5), heading


@pytest.mark.parametrize(
    "name",
    ["time zone hours", "counting hours", "paused for lunch", "event hours", "contract month", "format"],
)
def test_key_words_in_names(name: str) -> None:
    written = only(f"calendar {name}: open always.")
    assert isinstance(written, tree.Calendar)
    assert written.name == n(name)


def test_back_quotes_lift_what_is_reserved() -> None:
    assert read("calendar c is health and safety hours.").diagnostics == ()  # two calendars
    written = only("calendar c is `health and safety` hours.")
    assert isinstance(written, tree.Calendar)
    assert written.body == tree.CalendarRef(n("health and safety hours"), span=n("").span)
    written = only("calendar c is `the watch`.")
    assert isinstance(written, tree.Calendar)
    assert written.body == tree.CalendarRef(n("the watch"), span=n("").span)


def test_a_calendar_made_of_the_one_it_replaces() -> None:
    text = "use calendars. calendar office hours is office hours except public holidays of Greece."
    assert check_text(text) == []
    twice = 'use itil. subject incident: has events opened. clock k of incident, said "kept": starts when opened. stops when opened.'
    assert "E0209" in {found.code for found in check_text(twice)}
