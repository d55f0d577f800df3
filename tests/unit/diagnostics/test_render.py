"""What a person reads on the terminal; every picture here was drawn by hand."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.render import render_text
from sladsl.source import SourceText, Span


def at(source: SourceText, words: str, until: str = "") -> Span:
    """The span of the first `words`, or from them to the end of `until`."""
    start = source.text.index(words)
    end = source.text.index(until, start) + len(until) if until else start + len(words)
    return Span(source.name, start, end)


def picture(source: SourceText, *diagnostics: Diagnostic, width: int = 100) -> str:
    return render_text(diagnostics, {source.name: source}, color=False, width=width)


def test_the_whole_picture() -> None:
    source = SourceText.of("acme.sla", "use itil.\n\nclause P1:\n  Every incident within 15 parsecs.\n")
    finding = Diagnostic(
        "E0301",
        "`parsecs` is not a unit of time",
        at(source, "parsecs"),
        "not a unit of time",
        others=[Label(at(source, "P1"), "in this clause")],
        notes=["units of time are seconds, minutes and hours"],
        help="say `15 minutes`",
    )
    assert picture(source, finding) == (
        "error[E0301]: `parsecs` is not a unit of time\n"
        " --> acme.sla:4:28\n"
        "  |\n"
        "3 | clause P1:\n"
        "  |        -- in this clause\n"
        "4 |   Every incident within 15 parsecs.\n"
        "  |                            ^^^^^^^ not a unit of time\n"
        "  |\n"
        "  = note: units of time are seconds, minutes and hours\n"
        "  = help: say `15 minutes`\n"
        "  = more: sladsl explain E0301\n"
        "\n"
        "1 error\n"
    )


def test_nothing_found_is_nothing_said() -> None:
    assert render_text([], {}, color=False) == ""


def test_the_closing_line_counts_and_a_code_is_explained_once() -> None:
    findings = [Diagnostic(code, "x", None) for code in ("E0101", "E0101", "W0401")]
    assert render_text(findings, {}, color=False) == (
        "error[E0101]: x\n = more: sladsl explain E0101\n\n"
        "error[E0101]: x\n\n"
        "warning[W0401]: x\n = more: sladsl explain W0401\n\n"
        "2 errors, 1 warning\n"
    ).replace("\n = more", "\n  = more")


def test_a_span_of_several_lines_shows_its_ends() -> None:
    source = SourceText.of("a.sla", "one\n  two three\n  four\n  five six\nseven\n")
    text = picture(source, Diagnostic("E0101", "x", at(source, "three", "five"), "all this"))
    assert text.splitlines()[1:8] == [
        " --> a.sla:2:7",
        "  |",
        "2 |   two three",
        "  |       ^^^^^",
        "...",
        "4 |   five six",
        "  |   ^^^^ all this",
    ]


def carets(text: str) -> list[tuple[str, str]]:
    """Each underlined line: what stands, by cells, above the carets, and the carets."""
    found = []
    lines = text.splitlines()
    for above, line in pairwise(lines):
        if match := re.search(r"\^+", line):
            start, end = cell_len(line[: match.start()]), cell_len(line[: match.end()])
            covered = [
                char for i, char in enumerate(above) if start <= cell_len(above[:i]) < end and cell_len(char)
            ]
            found.append(("".join(covered), match[0]))
    return found


@pytest.mark.parametrize(
    ("line", "words", "width_of_carets"),
    [
        pytest.param("\tEvery incident", "incident", 8, id="a tab before"),
        pytest.param("ώρες γραφείου εδώ", "γραφείου", 8, id="Greek"),
        pytest.param(unicodedata.normalize("NFD", "ώρες γραφείου"), "γραφείου", 8, id="decomposed Greek"),
        pytest.param("日本 東京 x", "東京", 4, id="wide letters"),
        pytest.param("x\u0323\u0301y word", "word", 4, id="marks without a composed form"),
        pytest.param("名 x" + "漢" * 80 + " target " + "字" * 80, "target", 6, id="wide letters in a window"),
        pytest.param("a" * 5_000_000 + " target " + "b" * 5_000_000, "target", 6, id="10 MB on a line"),
    ],
)
def test_carets_stand_under_the_words(line: str, words: str, width_of_carets: int) -> None:
    source = SourceText.of("a.sla", f"first\n{line}\n")
    text = picture(source, Diagnostic("E0101", "x", at(source, words)), width=80)
    assert carets(text) == [(words, "^" * width_of_carets)]
    assert all(cell_len(each) <= 80 for each in text.splitlines())


def test_a_long_line_is_cut_on_both_sides() -> None:
    source = SourceText.of("a.sla", "x" * 300 + " here " + "y" * 300)
    shown = picture(source, Diagnostic("E0101", "x", at(source, "here")), width=60).splitlines()[3]
    assert shown.startswith("1 | …xxx")
    assert " here " in shown
    assert shown.endswith("yyy…")
    assert cell_len(shown) == 60


def test_a_span_wider_than_the_screen_begins_on_it() -> None:
    source = SourceText.of("a.sla", "begin" + "z" * 500)
    text = picture(source, Diagnostic("E0101", "x", at(source, "begin" + "z" * 500)), width=60)
    assert "1 | beginzzz" in text
    assert all(cell_len(line) <= 60 for line in text.splitlines())
    assert len(carets(text)[0][1]) >= 50


def test_the_end_of_the_text_can_be_pointed_at() -> None:
    source = SourceText.of("a.sla", "half a sentence")
    text = picture(source, Diagnostic("E0101", "x", Span("a.sla", 15, 15), "expected `.`"))
    assert "1 | half a sentence\n  |                ^ expected `.`\n" in text
    empty = SourceText.of("a.sla", "")
    assert "1 |\n  | ^ nothing\n" in picture(empty, Diagnostic("E0101", "x", Span("a.sla", 0, 0), "nothing"))


def test_a_label_that_does_not_fit_stands_below() -> None:
    source = SourceText.of("a.sla", "x" * 40 + " here")
    text = picture(
        source, Diagnostic("E0101", "x", at(source, "here"), "six words that do not fit"), width=60
    )
    assert text.splitlines()[3:6] == [
        "1 | " + "x" * 40 + " here",
        "  | " + " " * 41 + "^^^^",
        "  | " + " " * 26 + "six words that do not fit",
    ]


def test_what_a_terminal_would_obey_is_shown_as_a_box() -> None:
    source = SourceText.of("a.sla", "red \x1b[31m and \u202e turned word")
    text = picture(source, Diagnostic("E0101", "name `\x1b]0;x\x07`", at(source, "word"), notes=["\x1b[2J"]))
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", text)
    assert carets(text) == [("word", "^^^^")]


def test_other_places_in_other_files() -> None:
    main, other = SourceText.of("main.sla", "here\n"), SourceText.of("lib.sla", "a\nthere\n")
    finding = Diagnostic(
        "E0209",
        "x",
        at(main, "here"),
        others=[Label(at(other, "there"), "first here"), Label(Span("lost.sla", 3, 4), "or here")],
    )
    text = render_text([finding], {"main.sla": main, "lib.sla": other}, color=False)
    assert " --> main.sla:1:1\n" in text
    assert " ::: lib.sla:2:1\n  |\n2 | there\n  | ----- first here\n" in text
    assert " ::: lost.sla\n" in text
    assert "  = note: lost.sla: or here\n" in text


def test_colours_change_nothing_but_colour() -> None:
    source = SourceText.of("a.sla", "some words\n")
    finding = Diagnostic("W0401", "x", at(source, "words"), "these", help="mend it")
    sources = {"a.sla": source}
    painted = render_text([finding], sources, color=True)
    assert "\x1b[1;33mwarning[W0401]\x1b[0m" in painted
    plain = re.sub(r"\x1b\[[\d;]*m", "", painted)
    assert [line.rstrip() for line in plain.splitlines()] == picture(source, finding).splitlines()


texts = st.text(st.sampled_from("ab \n\t日ώ\u0301👩\u200d👧\ufe0f❤\x1b"), max_size=150)


@given(texts, st.integers(-5, 160), st.integers(-5, 160), texts, st.integers(0, 90))
def test_never_too_wide_and_never_a_fault(text: str, start: int, end: int, words: str, width: int) -> None:
    source = SourceText.of("a.sla", text)
    finding = Diagnostic(
        "E0101",
        words,
        Span("a.sla", start, end),
        words,
        [Label(Span("a.sla", end, start), words)],
        [words],
        words,
    )
    shown = picture(source, finding, width=width)
    assert all(cell_len(line) <= max(width, 40) for line in shown.split("\n"))
    assert "\x1b" not in shown
    assert shown.endswith("\n\n1 error\n")
