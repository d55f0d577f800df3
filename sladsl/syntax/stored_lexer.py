"""The lexer of a stored parser: tells words by patterns that are compiled when they are first needed.

Like lark's contextual lexer it looks only for what the parser can go on with, and finds and refuses the same.
That one joins the patterns of each place of the grammar into one, and to compile those takes longer than to
read a file with them; here each stands alone, and is tried only where a word begins with a letter of its.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import field
from lark.exceptions import UnexpectedCharacters, UnexpectedToken
from lark.lexer import Lexer, LexerState, Token
from lark.parsers.lalr_parser_state import ParserState

from sladsl.records import define

Match = Callable[[str, int, int], re.Match[str] | None]


@define(eq=False)
class Terminal:
    """A kind of word; `first` holds the characters that one may begin with, None if all."""

    name: str
    pattern: str
    first: str | None
    ignored: bool
    match: Match = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.match = self._compiling

    def _compiling(self, text: str, place: int, end: int) -> re.Match[str] | None:
        self.match = re.compile(self.pattern).match
        return self.match(text, place, end)


@define(eq=False)
class Context:
    """The terminals that may come at a place, in the order in which they are tried."""

    terminals: tuple[Terminal, ...]
    _by_character: dict[str, list[Terminal]] = field(factory=dict)

    def allowed(self) -> set[str]:
        """Their names."""
        return {each.name for each in self.terminals if not each.ignored}

    def next_token(self, state: LexerState, parser_state: object) -> Token:
        """The next word. Raises UnexpectedCharacters, and EOFError at the end."""
        at, text, end = state.line_ctr, state.text.text, state.text.end
        while (place := at.char_pos) < end:
            character = text[place]
            tried = self._by_character.get(character)
            if tried is None:
                tried = [each for each in self.terminals if each.first is None or character in each.first]
                self._by_character[character] = tried
            for terminal in tried:
                if found := terminal.match(text, place, end):
                    break
            else:
                raise UnexpectedCharacters(
                    text, place, at.line, at.column,
                    allowed=self.allowed() or {"<END-OF-FILE>"},
                    token_history=state.last_token and [state.last_token],
                    state=parser_state,
                )  # fmt: skip
            word, line, column = found.group(), at.line, at.column
            at.feed(word)
            if not terminal.ignored:
                state.last_token = token = Token(
                    terminal.name, word, place, line, column, at.line, at.column, at.char_pos
                )
                return token
        raise EOFError


@define(eq=False)
class StoredLexer(Lexer):
    """Reads a word by what `rows`, the table, says may come where the parser stands."""

    terminals: Sequence[Terminal]
    rows: Mapping[int, Collection[str]]
    _by_names: dict[frozenset[str], Context] = field(factory=dict)
    _by_state: dict[int, Context] = field(factory=dict)

    @cached_property
    def _everywhere(self) -> Context:
        return Context(tuple(self.terminals))

    def _context(self, state: int) -> Context:
        names = frozenset(self.rows[state])
        if names not in self._by_names:
            self._by_names[names] = Context(
                tuple(each for each in self.terminals if each.ignored or each.name in names)
            )
        self._by_state[state] = self._by_names[names]
        return self._by_state[state]

    def lex(self, lexer_state: LexerState, parser_state: "ParserState[int]") -> Iterator[Token]:
        """The words one by one, the parser moving on between them.

        Raises UnexpectedToken where a word of the language stands that cannot come there, and
        UnexpectedCharacters where there is none.
        """
        by_state = self._by_state
        try:
            while True:
                state = parser_state.state_stack[-1]
                context = by_state.get(state) or self._context(state)
                yield context.next_token(lexer_state, parser_state)
        except EOFError:
            return
        except UnexpectedCharacters as error:
            last = lexer_state.last_token
            try:
                token = self._everywhere.next_token(lexer_state, parser_state)
            except UnexpectedCharacters:
                raise error from None
            raise UnexpectedToken(token, error.allowed, state=parser_state, token_history=[last]) from error
