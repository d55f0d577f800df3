"""A parser from a stored table: of thousands of states and rules it makes those that a text comes to.

The machine that shifts and reduces is lark's own, and so are the trees.
"""

from collections.abc import Callable, Mapping
from typing import Any

from lark import Token, Tree
from lark.grammar import NonTerminal, Rule, RuleOptions, Symbol
from lark.grammar import Terminal as Word
from lark.lexer import LexerThread
from lark.parse_tree_builder import ParseTreeBuilder
from lark.parsers.lalr_analysis import IntParseTable, Reduce, Shift
from lark.parsers.lalr_parser import _Parser

from sladsl.records import define
from sladsl.syntax.stored_lexer import StoredLexer, Terminal

NONTERMINAL, KEPT, LEFT_OUT = 0, 1, 2
SHIFT, REDUCE = 0, 1


@define(eq=False)
class StoredParser:
    """Parses as the parser does that the table was made of."""

    _parser: _Parser
    _lexer: StoredLexer

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "StoredParser":
        """`table` is what `tables.table` writes."""
        rows = _Rows(table["rows"], table["names"], _Rules(table["rules"]))
        parse_table = IntParseTable(rows, table["starts"], table["ends"])
        lexer = StoredLexer([Terminal(*each) for each in table["terminals"]], rows)
        return cls(_Parser(parse_table, _Makers()), lexer)

    def parse(self, text: str, start: str = "start") -> Tree[Token]:
        """The tree of a text. Raises lark's UnexpectedInput."""
        tree: Tree[Token] = self._parser.parse(LexerThread.from_text(self._lexer, text), start)
        return tree


class _Rule(Rule):
    """One that there is once, so that it is found by what it is and not by what stands in it."""

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


class _Rules(dict[int, _Rule]):
    """The rules by number."""

    def __init__(self, stored: list[Any]) -> None:
        super().__init__()
        self.stored = stored

    def __missing__(self, number: int) -> _Rule:
        origin, expansion, alias, expands = self.stored[number]
        symbols = [_symbol(*each) for each in expansion]
        rule = self[number] = _Rule(
            NonTerminal(origin), symbols, alias=alias, options=RuleOptions(expand1=expands)
        )
        return rule


def _symbol(name: str, kind: int) -> Symbol:
    return NonTerminal(name) if kind == NONTERMINAL else Word(name, kind == LEFT_OUT)


class _Rows(dict[int, dict[str, tuple[Any, Any]]]):
    """By state what is done at each symbol; stored are three numbers for each: symbol, action, where to."""

    def __init__(self, stored: list[str], names: list[str], rules: _Rules) -> None:
        super().__init__()
        self.stored, self.names, self.rules = stored, names, rules

    def __missing__(self, state: int) -> dict[str, tuple[Any, Any]]:
        numbers = iter(map(int, self.stored[state].split()))
        row = self[state] = {
            self.names[name]: (Reduce, self.rules[to]) if action == REDUCE else (Shift, to)
            for name, action, to in zip(numbers, numbers, numbers)
        }
        return row


class _Makers(dict[Any, Any]):
    """By rule what makes the node of it."""

    def __missing__(self, rule: _Rule) -> Any:
        made = ParseTreeBuilder([rule], Tree).create_callback()
        self[rule] = _placed(made[rule])
        return self[rule]

    def __bool__(self) -> bool:
        return True  # without any lark would make no tree


def _placed(make: Callable[[list[Any]], Any]) -> Callable[[list[Any]], Any]:
    """What makes a node, with its place in the text beside it, as lark has it but for lines and columns.

    A node is where its children are; one that stands for its only child is where that child is, yet what it
    is in takes the room of both.
    """

    def node(children: list[Any]) -> Any:
        made = make(children)
        if type(made) is not Tree:
            return made
        begin = end = None
        for child in children:
            if type(child) is Token:
                begin = child.start_pos
                break
            if not child.meta.empty:
                begin = child.meta.container_start_pos
                break
        for child in reversed(children):
            if type(child) is Token:
                end = child.end_pos
                break
            if not child.meta.empty:
                end = child.meta.container_end_pos
                break
        if begin is not None:
            meta: Any = made.meta
            if meta.empty:
                meta.start_pos, meta.end_pos, meta.empty = begin, end, False
            meta.container_start_pos, meta.container_end_pos = begin, end
        return made

    return node
