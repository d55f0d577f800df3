"""Nothing of the language is without a page: no code, no form of a sentence, no key word, no ready-made name."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from lark import Tree
from lark.grammar import Rule

from sladsl import bundled
from sladsl.source import SourceText
from sladsl.syntax import parse, tree
from sladsl.syntax.parse import cell_parser, parser
from sladsl.syntax.terminals import keywords
from tests.spec.pages import Section, sections_of

ROOT = Path(__file__).resolve().parents[2]
CODES = sorted(
    {
        code
        for path in (ROOT / "sladsl").rglob("*.py")
        for code in re.findall(r'"([EW]\d{4})"', path.read_text(encoding="utf-8"))
    }
)


@cache
def _sections() -> tuple[Section, ...]:
    """Every case of every page."""
    return tuple(
        section
        for path in sorted((ROOT / "tests" / "spec").rglob("*.md"))
        for section in sections_of(path.read_text(encoding="utf-8"))
        if section.blocks
    )


@cache
def _programs() -> tuple[str, ...]:
    """The programs of the cases that are not about mistakes; one that does not parse fails its own page."""
    return tuple(
        program
        for program in dict.fromkeys(
            SourceText.of("page.sla", "".join(block.body for block in (*case.common, *case.programs))).program
            for case in _sections()
            if not any(block.kind == "diagnostics" for block in case.blocks)
        )
        if not parse(SourceText.of("page.sla", program)).diagnostics
    )


@cache
def _trees() -> tuple[Tree, ...]:
    return tuple(map(parser().parse, _programs()))


def test_every_code_stands_on_a_page() -> None:
    told = {
        code
        for section in _sections()
        for block in section.expectations
        if block.kind == "diagnostics" and not block.xfail
        for code in re.findall(r"^[EW]\d{4}\b", block.body, re.MULTILINE)
    }
    assert [code for code in CODES if code not in told] == []


def _kept(rule: Rule) -> int:
    """How many children the rule leaves in a tree, repeated ones counted once."""
    return sum(not (symbol.is_term and symbol.filter_out) for symbol in rule.expansion)


def test_every_rule_of_the_grammar_is_used_on_a_page() -> None:
    # `_event_word`, and `?item` with its one child, leave no trace in a tree
    written = {
        rule.alias or str(rule.origin.name)
        for rule in parser().rules
        if rule.alias or not (rule.origin.name.startswith("_") or (rule.options.expand1 and _kept(rule) < 2))
    }
    used = {str(node.data) for each in _trees() for node in each.iter_subtrees()}
    cells = (cell_parser().parse(text, start=start) for text, start in _cells())
    used |= written & {str(node.data) for cell in cells for node in cell.iter_subtrees()}
    assert used <= written
    assert sorted(written - used) == []


@cache
def _cells() -> tuple[tuple[str, str], ...]:
    """The cells of the tables of the programs, each with what is asked of its column."""
    real, asked = cell_parser(), list[tuple[str, str]]()

    class Listening:
        def parse(self, text: str, start: str) -> Tree:
            asked.append((text, start))
            return real.parse(text, start=start)

    with patch("sladsl.syntax.parse.cell_parser", Listening):
        for program in _programs():
            parse(SourceText.of("page.sla", program))
    return tuple(asked)


def test_every_key_word_is_used_on_a_page() -> None:
    used: set[str] = set()
    for program in _programs():
        used.update(token.type for token in parser().parse_interactive(program).iter_parse())
    for text, start in _cells():
        used.update(token.type for token in cell_parser().parse_interactive(text, start).iter_parse())
    assert sorted(keywords()[terminal][0] for terminal in keywords().keys() - used) == []


def _declared(module: tree.Module) -> Iterator[tuple[str, list[str]]]:
    """The names that users of a module of the library write, each with the forms of the subject it is of, which
    another module may declare."""
    forms = {
        item.name.key: [item.name.text, *(form.text for form in item.forms)]
        for item in module.items
        if isinstance(item, tree.Subject)
    }
    for item in module.items:
        match item:
            case tree.Calendar(name):
                yield name.text, []
            case tree.State(name, subject):
                yield name.text, forms.get(subject.key, [subject.text])
            case tree.Clock(name, subject, said):
                verbs = [raw.text for raw in said] or [name.text]
                yield from ((verb, forms.get(subject.key, [subject.text])) for verb in verbs)
            case tree.Subject(name, _, sentences):
                yield from ((form, []) for form in forms[name.key])
                for sentence in sentences:
                    yield from ((written, forms[name.key]) for written in _names_of(sentence))


def _names_of(sentence: object) -> list[str]:
    match sentence:
        case tree.HasField(name, None):
            return [name.text]
        case tree.HasField(name, kind):
            return [name.text, *(value.name.text for value in kind.values if isinstance(value, tree.Word))]
        case tree.HasEvents(names):
            return [name.text for name in names]
        case _:
            return []


@cache
def _texts() -> tuple[str, ...]:
    """What a program, a log or an expectation of each case says."""
    return tuple(
        "\n".join(block.body for block in (*section.common, *section.blocks)).casefold()
        for section in _sections()
    )


@cache
def _cases_with(name: str) -> frozenset[int]:
    pattern = re.compile(rf"(?<![\w-]){re.escape(name.casefold())}(?![\w-])")
    return frozenset(number for number, text in enumerate(_texts()) if pattern.search(text))


@pytest.mark.parametrize("module", bundled.stdlib_names())
def test_every_name_of_the_library_stands_on_a_page(module: str) -> None:
    declared = list(_declared(parse(SourceText.of(module, bundled.stdlib_text(module))).module))
    missing = [
        f"{name} of {forms[0]}" if forms else name
        for name, forms in declared
        if not (
            _cases_with(name) & frozenset().union(*map(_cases_with, forms)) if forms else _cases_with(name)
        )
    ]
    assert declared
    assert missing == []
