"""From text to tree, with every sentence that does not parse reported and left out."""

from functools import lru_cache
from typing import TYPE_CHECKING

from sladsl.diagnostics import Diagnostic
from sladsl.records import frozen
from sladsl.source import SourceText
from sladsl.syntax import limits, mistakes, tree
from sladsl.syntax.sentences import cut, end_before
from sladsl.syntax.tables import Parser, parser_of

if TYPE_CHECKING:
    from lark.exceptions import UnexpectedInput

MAX_MISTAKES = 25
MAX_REREAD = 3_000_000  # characters that are read again after mistakes: a huge file tells fewer of them


@frozen
class Parsed:
    """What could be read of a file, and what is wrong with the rest."""

    module: tree.Module
    diagnostics: tuple[Diagnostic, ...]


@lru_cache(maxsize=4)
def parser(language: str = "english") -> Parser:
    """The parser for one human language: the shared rules with that language's key words."""
    return parser_of("text", language)


@lru_cache(maxsize=4)
def cell_parser(language: str = "english") -> Parser:
    """The parser for the cells of tables: what a column holds is its start rule."""
    return parser_of("cells", language)


def parse(source: SourceText, language: str = "english") -> Parsed:
    """Parse a file.

    A sentence that does not parse is reported, blanked out and the rest parsed again, so that one
    run reports up to `MAX_MISTAKES` of them; one that only lacks its full stop is read as if it had
    it. Text beyond the limits of `limits.py` is refused whole.
    """
    from lark.exceptions import UnexpectedInput

    from sladsl.syntax.build import build

    if refusal := limits.refused(source):
        return Parsed(tree.Module(()), (refusal,))
    program, found = source.program, list[Diagnostic]()
    most = min(MAX_MISTAKES, 2 + MAX_REREAD // max(len(program), 1))
    while True:
        try:
            module, wrong = build(parser(language).parse(program), source.name)
            return Parsed(module, (*found, *wrong))
        except UnexpectedInput as error:
            place = _stop_forgotten(error, program, language)
            if place is None:
                mistake = mistakes.diagnose(error, source, program)
            else:
                mistake = mistakes.no_stop(source, place)
            if len(found) >= most or mistake in found:
                return Parsed(tree.Module(()), tuple(found))
            found.append(mistake)
            if (stop := mistakes.missing_stop(mistake)) is not None:
                program = program[:stop] + "." + program[stop + 1 :]
            else:
                program = cut(program, mistakes.offset_of(error, program))


def _stop_forgotten(error: "UnexpectedInput", program: str, language: str) -> int | None:
    """The end of the line above, if a full stop there is what lets the parser read on.

    Without it the first words of the next sentence were taken for more words of a name.
    """
    from lark.exceptions import UnexpectedInput

    offset = mistakes.offset_of(error, program)
    place = end_before(program, program.rfind("\n", 0, offset) + 1)
    if "DOT" not in mistakes.expected_by(error) or not program[place : place + 1].isspace():
        return None
    try:
        parser(language).parse(program[:place] + "." + program[place + 1 :])
    except UnexpectedInput as next_error:
        return place if mistakes.offset_of(next_error, program) > offset else None
    return place
