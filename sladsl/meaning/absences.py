"""What seems to be missing where a sentence could not be read may well stand in that sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping

from sladsl.diagnostics import Diagnostic
from sladsl.meaning.modules import Unit
from sladsl.policy.names import fold
from sladsl.source import Span
from sladsl.syntax.sentences import bounds

# not told of a file with such a sentence
_ABSENCES = frozenset({
    "E0208", "E0404", "E0406", "E0501", "E0503", "E0506", "E0507", "E0701",
    "E0801", "E1201", "E1205", "E1206",
})  # fmt: skip
# not told where such a sentence holds the very words
_UNKNOWN_NAMES = frozenset({"E0202", "E0203", "E0204", "E0205", "E0206", "E0207", "E0215", "E0216"})
_MOST = 100_000  # characters of a sentence that are looked at
_WORDS = re.compile(r"[\w-]+")


def without_absences(
    found: Iterable[Diagnostic], unread: Iterable[Diagnostic], units: Iterable[Unit]
) -> Iterator[Diagnostic]:
    """What was found beside sentences that could not be read, but for what may stand in one of these."""
    spans = [each.span for each in unread if each.span]
    broken = {span.file for span in spans}
    texts = {unit.name: unit.source.program for unit in units if unit.name in broken}
    sentences = [_words(_sentence(texts, span)) for span in spans]
    for each in found:
        if each.span is None or not broken:
            yield each
        elif each.span.file in broken and each.code in _ABSENCES:
            continue
        elif each.code in _UNKNOWN_NAMES and each.span.file in texts:
            name = _words(texts[each.span.file][each.span.start : each.span.end])
            if not any(f" {name} " in f" {sentence} " for sentence in sentences):
                yield each
        else:
            yield each


def _sentence(texts: Mapping[str, str], span: Span) -> str:
    program = texts.get(span.file, "")
    line = program[program.rfind("\n", 0, span.start) + 1 : span.start]
    if line.lstrip().startswith("|"):  # a cell: the sentence around its table was read
        return ""
    start, end = bounds(program, min(span.start, max(len(program) - 1, 0)))
    return program[start : min(end, start + _MOST)]


def _words(text: str) -> str:
    return " ".join(fold(word) for word in _WORDS.findall(text))
