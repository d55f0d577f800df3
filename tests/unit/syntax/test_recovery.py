"""After a mistake the rest of the text is read, a sentence at a time."""

import pytest

from sladsl.syntax import parse, tree
from sladsl.syntax.parse import MAX_MISTAKES
from sladsl.syntax.sentences import bounds, cut
from tests.unit.syntax.trees import n, read


def told(text: str) -> list[tuple[str, str]]:
    """Code and underlined words of each mistake."""
    return [
        (found.code, text[found.span.start : found.span.end])
        for found in read(text).diagnostics
        if found.span
    ]


def test_each_broken_sentence_is_told_and_the_others_are_read() -> None:
    text = (
        "calendar hours:\n  open Monday till Friday 08:00 to 17:00.\n  closed on Sunday.\n"
        "  closed on 25.12.2026.\n  time zone UTC.\n"
        "clause C:\n  Every incident shall be resolved within 2,5 hours.\n  Warn Director at 75%.\n"
    )
    assert told(text) == [("E0101", "till"), ("E0101", "25.12.2026"), ("E0103", "2,5")]
    calendar, clause = read(text).module.items
    assert isinstance(calendar, tree.Calendar)
    assert isinstance(calendar.body, tuple)
    assert [type(sentence) for sentence in calendar.body] == [tree.Closed, tree.TimeZone]
    assert isinstance(clause, tree.Clause)
    assert [type(sentence) for sentence in clause.sentences] == [tree.Warn]


def test_a_sentence_without_its_full_stop_is_read_as_if_it_had_it() -> None:
    text = "use itil\ncalendar hours:\n  open Monday 08:00 to 09:00  # early\n  closed on Sunday\nclause C:"
    parsed = read(text)
    assert told(text) == [("E0102", "l"), ("E0102", "0"), ("E0102", "y")]
    assert [found.span and found.span.end for found in parsed.diagnostics] == [
        text.index("itil") + 4,
        text.index("09:00") + 5,
        text.index("Sunday") + 6,
    ]
    use, calendar, clause = parsed.module.items
    assert isinstance(calendar, tree.Calendar)
    assert isinstance(calendar.body, tuple)
    assert len(calendar.body) == 2
    assert (type(use), type(clause)) == (tree.Use, tree.Clause)


def test_a_name_that_swallowed_the_next_sentence() -> None:
    text = (
        "clause C:\n  Every incident shall be resolved within 4 hours, counting office hours\n"
        "  Warn Director at 75%.\n"
    )
    (found,) = read(text).diagnostics
    assert (found.code, found.span and found.span.end) == ("E0102", text.index("\n  Warn"))
    (clause,) = read(text).module.items
    assert isinstance(clause, tree.Clause)
    promise, warn = clause.sentences
    assert isinstance(promise, tree.Promise)
    counting = promise.modifiers[0]
    assert isinstance(counting, tree.Counting)
    assert counting.calendar == n("office hours")
    assert isinstance(warn, tree.Warn)


def test_a_broken_heading_takes_its_body_with_it_and_no_more() -> None:
    text = "calendar 25 hours:\n  open always.\n\ncalendar rest:\n  open always.\n"
    assert told(text) == [("E0101", "25")]
    (item,) = read(text).module.items
    assert isinstance(item, tree.Calendar)
    assert item.name == n("rest")


def test_a_text_that_ends_in_the_middle() -> None:
    parsed = read("use itil.\nclause C:\n  Every incident shall be")
    (found,) = parsed.diagnostics
    assert (found.code, found.headline) == ("E0102", "the text ends in the middle of a sentence")
    assert [type(item) for item in parsed.module.items] == [tree.Use, tree.Clause]


def test_one_run_tells_so_many_and_no_more() -> None:
    found = read("use.\n" * (MAX_MISTAKES + 10)).diagnostics
    assert len(found) == MAX_MISTAKES == 25


def test_mistakes_of_a_markdown_contract_have_positions_in_it() -> None:
    from sladsl.source import SourceText

    text = "# Contract\n\nuse nothing, says the prose.\n\n```sla\nuse itill\n```\n\nuse.\n"
    source = SourceText.of("contract.md", text)
    (found,) = parse(source).diagnostics
    assert found.code == "E0102"
    assert found.span is not None
    assert source.position(found.span.start) == (6, 9)


@pytest.mark.parametrize(
    ("text", "at", "sentence"),
    [
        ("use a. use b. use c.", "b", " use b."),
        ("clause C: Every x. Warn y.", "Every", " Every x."),
        # neither a decimal point, a time of day, a quoted text nor a comment ends a sentence
        ("a. within 1.5 hours at 08:00. b.", "hours", " within 1.5 hours at 08:00."),
        ('a. x "one. two: three" y. b.', "y", ' x "one. two: three" y.'),
        ("a. x `one. two` “3. 4” y. b.", "y", " x `one. two` “3. 4” y."),
        ("a. x # one. two\n y. b.", "y", " x # one. two\n y."),
        ("a. x\nuse b.", "x", " x\n"),
    ],
)
def test_where_a_sentence_begins_and_ends(text: str, at: str, sentence: str) -> None:
    start, end = bounds(text, text.index(at))
    assert text[start:end] == sentence


def test_what_is_cut_is_blanked_in_its_place() -> None:
    text = "use a.\nuse\nb b b.\nuse c."
    assert cut(text, text.index("b b")) == "use a.\n   \n      \nuse c."
