"""What to say of a sentence that does not parse."""

import re

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.did_you_mean import closest
from sladsl.source import SourceText, Span
from sladsl.syntax.beginnings import way_to_begin
from sladsl.syntax.comma_numbers import comma_number
from sladsl.syntax.promise_parts import part_of_a_promise, part_run_on
from sladsl.syntax.sentences import bounds, end_before
from sladsl.syntax.terminals import article, shown, words
from sladsl.syntax.usual_slips import a_word_for_a_name, taken_for_a_service, taken_into_a_name, way_to_write
from sladsl.syntax.usual_turns import Place, turn_of_phrase

_WORD = re.compile(r"[^\s.,:()\"“”`]+")
_DOTTED = re.compile(r"(?<![\w.@-])[^\W\d_][\w-]*(?:\.[^\W\d_][\w-]*)+")
_QUOTED = "a name that contains a key word can be put in back-quotes, a value in quotation marks"
_SHORTEST = 4  # letters of a word that is looked at for a slip of the pen; `is` and `in` are both words
_LATEST = 12  # so many words before the mistake may hold its cause
_OPENINGS = {"_EVERY", "_THERE"}  # key words that begin sentences of clauses
_LONGEST = 60  # characters of a word that is cited


def offset_of(error: UnexpectedInput, program: str) -> int:
    """The character at which the text stops being the language."""
    position = error.pos_in_stream
    token = getattr(error, "token", None)
    if (token is not None and token.type == "$END") or position is None or position < 0:
        return max(len(program.rstrip()) - 1, 0)
    return min(position, max(len(program) - 1, 0))


def diagnose(error: UnexpectedInput, source: SourceText, program: str) -> Diagnostic:
    """The diagnostic for one parse error."""
    offset = offset_of(error, program)
    expected = expected_by(error)
    for special in (_number_with_comma, _name_with_stop, _open_quote, _missing_stop, _bare_value_before_and):
        if found := special(source, program, offset, expected, error):
            return found
    return _unexpected(source, program, offset, expected, error)


def missing_stop(mistake: Diagnostic) -> int | None:
    """The place of the full stop that a sentence lacks, if that is all that is wrong with it."""
    if mistake.headline != _NO_STOP or mistake.span is None:
        return None
    return mistake.span.end


_NO_STOP = "a sentence has no full stop"


def expected_by(error: UnexpectedInput) -> set[str]:
    """The terminals that the parser could have gone on with."""
    if isinstance(error, UnexpectedCharacters):
        return set(error.allowed or ())
    if isinstance(error, UnexpectedToken):
        return set(error.accepts or error.expected or ())
    if isinstance(error, UnexpectedEOF):
        return set(error.expected)
    return set()


def _number_with_comma(
    source: SourceText, program: str, offset: int, expected: set[str], error: UnexpectedInput
) -> Diagnostic | None:
    return comma_number(source, program, offset)


def _name_with_stop(
    source: SourceText, program: str, offset: int, expected: set[str], error: UnexpectedInput
) -> Diagnostic | None:
    """`GitLab.com`: the full stop was read as the end of the sentence, or is where it stops being one."""
    stop = offset if program[offset] == "." else offset - 1
    dotted = _DOTTED.finditer(program, max(stop - _LONGEST, 0))
    found = next((each for each in dotted if each.end() > stop), None)
    if program[stop] != "." or found is None or found.start() >= stop:
        return None
    name = _cited(found.group())
    return Diagnostic(
        "E0101",
        f"`{name}` does not fit here",
        Span(source.name, found.start(), found.end()),
        "the full stop in it is read as the end of the sentence",
        help=f'a name with a full stop in it stands in back-quotes, a value in quotation marks: "{name}"',
    )


def _open_quote(
    source: SourceText, program: str, offset: int, expected: set[str], error: UnexpectedInput
) -> Diagnostic | None:
    if program[offset : offset + 1] not in {'"', "“", "`"}:
        return None
    end = program.find("\n", offset)
    end = len(program) if end < 0 else end
    if program[offset] == '"' and '"' in program[offset + 1 : end]:
        return None
    return Diagnostic(
        "E0104",
        "a quoted text is not closed on its line",
        Span(source.name, offset, end),
        "opened here",
        help="close it with the same kind of quotation mark before the line ends",
    )


def _missing_stop(
    source: SourceText, program: str, offset: int, expected: set[str], error: UnexpectedInput
) -> Diagnostic | None:
    """The parser wants a full stop (or could take one), and the text goes on with a new sentence or ends."""
    if not expected & {"DOT"}:
        return None
    at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    place = end_before(program, len(program) if at_end else offset)
    if not at_end and "\n" not in program[place:offset]:
        return None
    return no_stop(source, place)


def no_stop(source: SourceText, place: int) -> Diagnostic:
    """E0102: a sentence that ends at `place` has no full stop."""
    return Diagnostic(
        "E0102",
        _NO_STOP,
        Span(source.name, max(place - 1, 0), max(place, 1)),
        "expected `.` after this",
        notes=["every sentence ends with a full stop; line breaks mean nothing"],
        help="end the sentence with `.`",
    )


def _bare_value_before_and(
    source: SourceText, program: str, offset: int, expected: set[str], error: UnexpectedInput
) -> Diagnostic | None:
    at_and = isinstance(error, UnexpectedToken) and error.token.type == "_AND"
    # after the value of a condition, in parentheses or not
    if not at_and or "_OR" not in expected or not expected & {"_SHALL", "RPAR"}:
        return None
    assert isinstance(error, UnexpectedToken)
    start, _ = bounds(program, offset)
    return Diagnostic(
        "E0106",
        "`or` followed by `and` can be read in two ways",
        Span(source.name, offset, offset + len(error.token)),
        "does this belong to all the values, or only to the last?",
        notes=[f"the sentence: {' '.join(program[start:offset].split())} ..."],
        help="list the values, `priority is one of P1, P2 and ...`, or use parentheses",
    )


def _unexpected(
    source: SourceText, program: str, offset: int, expected: set[str], error: UnexpectedInput
) -> Diagnostic:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return Diagnostic(
            "E0102",
            "the text ends in the middle of a sentence",
            Span(source.name, max(offset, 0), offset + 1),
            f"expected {shown(expected)} after this",
            help="finish the sentence and end it with `.`",
        )
    found = _WORD.match(program, offset)
    end = found.end() if found else offset + 1
    word = program[offset:end]
    if not found and word.isspace():
        word = program[offset : offset + 1]
    if not isinstance(getattr(error, "token", None), Token) and not word[:1].isalnum():
        word, end = word[:1], offset + 1
        return Diagnostic(
            "E0107",
            f"`{word}` is not a character of the language",
            Span(source.name, offset, end),
            f"expected {shown(expected)}",
            help=way_to_write(program, offset, expected)[1]
            or 'quote it if it belongs to a name or a text: "..." or `...`',
        )
    start, _ = bounds(program, offset)
    if named := a_word_for_a_name(program, start, offset):
        return _word_for_a_name(source, program, named)
    for otherwise in (way_to_begin, turn_of_phrase, part_run_on):
        if turn := otherwise(program, start, offset, expected):
            return _otherwise(source, program, turn)
    begins = taken_for_a_service(program, start, offset, expected)
    if begins and (slip := _misspelt_opening(program, begins[0])):
        return _swallowed(source, program, offset, end, slip)
    if slip := taken_into_a_name(program, max(start, offset - _LATEST * _LONGEST), offset, expected):
        return _swallowed(source, program, offset, end, slip)
    if begins and begins[2]:
        return _no_service(source, program, offset, end, begins)
    way_end, way = way_to_write(program, offset, expected)
    near = [] if way else closest(word, sorted(words(expected)))
    if not way and not near and (slip := _slip(program, offset, expected)):
        return _swallowed(source, program, offset, end, slip)
    if way:
        end = way_end
        word = program[offset:end]
    else:
        way = part_of_a_promise(program, start, offset, expected)
    return Diagnostic(
        "E0101",
        f"`{_cited(word)}` does not fit here",
        Span(source.name, offset, end),
        f"expected {shown(expected)}",
        notes=[_QUOTED] if article(word) and not way else [],
        help=way or (f"did you mean `{near[0]}`?" if near else ""),
    )


def _otherwise(source: SourceText, program: str, turn: Place) -> Diagnostic:
    """What is said otherwise here."""
    begin, end, help_ = turn
    headline = f"`{_cited(program[begin:end])}` does not fit here"
    return Diagnostic("E0101", headline, Span(source.name, begin, end), help=help_)


def _word_for_a_name(source: SourceText, program: str, place: tuple[int, int]) -> Diagnostic:
    """E0335: `A shall not be missed in 3 consecutive months`."""
    word = program[slice(*place)]
    return Diagnostic(
        "E0335",
        f"`{word}` is read as a word of the sentence, not as the name of a clause",
        Span(source.name, *place),
        help=f"write the name in back-quotes: `` `{word}` shall not be ... ``",
    )


def _swallowed(
    source: SourceText, program: str, offset: int, end: int, slip: tuple[int, int, str]
) -> Diagnostic:
    """A key word that was mistyped and so read as part of a name; only later the sentence made no sense."""
    first, last, meant = slip
    return Diagnostic(
        "E0101",
        f"`{program[first:last]}` does not fit here",
        Span(source.name, first, last),
        "read as part of a name",
        [Label(Span(source.name, offset, end), "so this does not fit")],
        help=f"did you mean `{meant}`?",
    )


def _no_service(
    source: SourceText, program: str, offset: int, end: int, begins: tuple[int, int, str]
) -> Diagnostic:
    """A sentence that does not begin as its kind does, and so was taken for one about a service."""
    first, last, help_ = begins
    return Diagnostic(
        "E0101",
        f"`{_cited(program[offset:end])}` does not fit here",
        Span(source.name, offset, end),
        "so this does not fit",
        [Label(Span(source.name, first, last), "read as the name of a service")],
        help=help_,
    )


def _misspelt_opening(program: str, start: int) -> tuple[int, int, str] | None:
    """The first word of a clause's sentence where it stands for one that begins such a sentence."""
    found = _WORD.match(program, start)
    openings = sorted(words(_OPENINGS))
    if found is None or found.group().casefold() in openings:
        return None
    near = closest(found.group(), openings)
    return (found.start(), found.end(), near[0]) if near else None


def _slip(program: str, offset: int, expected: set[str]) -> tuple[int, int, str] | None:
    """The first word of the sentence that stands for one of those expected, where it ends, and which."""
    candidates = sorted(words(expected))
    known = {candidate.casefold() for candidate in candidates}
    start = max(bounds(program, offset)[0], offset - _LATEST * _LONGEST)
    for each in [*_WORD.finditer(program, start, offset)][-_LATEST:]:
        word = each.group()
        if not _SHORTEST <= len(word) <= _LONGEST or word.casefold() in known:
            continue
        if near := closest(word, candidates):
            return each.start(), each.end(), near[0]
    return None


def _cited(word: str) -> str:
    return word if len(word) <= _LONGEST else word[: _LONGEST - 1] + "…"
