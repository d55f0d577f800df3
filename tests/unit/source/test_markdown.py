"""The program inside a Markdown contract: CommonMark's fences, and offsets that agree."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.source import SourceText
from sladsl.source.markdown import program_of


def kept(text: str) -> list[str]:
    """The lines of the program that are not blank."""
    return [line.rstrip() for line in program_of(text).split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("text", "program"),
    [
        pytest.param("```sla\nuse itil.\n```\nprose", ["use itil."], id="backticks"),
        pytest.param("~~~sla\nuse itil.\n~~~\nprose", ["use itil."], id="tildes"),
        pytest.param("``` sla title=x\nuse itil.\n```", ["use itil."], id="the info string's first word"),
        pytest.param("```slab\nuse itil.\n```", [], id="another word that begins alike"),
        pytest.param("```\nuse itil.\n```", [], id="no info string"),
        pytest.param("```python sla\nx\n```", [], id="sla as the second word"),
        pytest.param(
            "````sla\na\n```\nb\n````\nprose", ["a", "```", "b"], id="a shorter fence does not close"
        ),
        pytest.param("```sla\na\n`````\nprose", ["a"], id="a longer fence closes"),
        pytest.param("```sla\na\n~~~\nb\n```\nprose", ["a", "~~~", "b"], id="the other fence does not close"),
        pytest.param("```sla\na\n``` sla\nb", ["a", "``` sla", "b"], id="a closing fence has no info string"),
        pytest.param("```sla\na\n```  \t\nprose", ["a"], id="white space after the closing fence"),
        pytest.param("```sla\na\nb", ["a", "b"], id="an unclosed block runs to the end"),
        pytest.param("   ```sla\na\n   ```\nprose", ["a"], id="three blanks before the fence"),
        pytest.param("    ```sla\na\n    ```\nprose", [], id="four blanks: indented code, no fence"),
        pytest.param("```sla\na\n    ```\nb", ["a", "    ```", "b"], id="four blanks do not close"),
        pytest.param("\t```sla\na\n", [], id="a tab is four columns"),
        pytest.param("``sla\na\n``", [], id="two are no fence"),
        pytest.param("```sla `x`\na\n```", [], id="backtick in the info string: inline code"),
        pytest.param("~~~sla `x`\na\n~~~", ["a"], id="after tildes a backtick may stand"),
        pytest.param("```text\n```sla\na\n```\nprose", [], id="a fence inside another block is text"),
        pytest.param("```sla\na\n```\nprose\n```sla\nb\n```", ["a", "b"], id="several blocks"),
        pytest.param("<!-- not yet\n```sla\na\n```\n-->\n```sla\nb\n```", ["b"], id="commented out"),
        pytest.param("<!-- note -->\n```sla\na\n```", ["a"], id="a comment on one line"),
    ],
)
def test_what_is_program(text: str, program: list[str]) -> None:
    assert kept(text) == program


def test_offsets_agree() -> None:
    text = "# Σύμβαση\n\n```sla\nuse itil.\n```\n"
    program = program_of(text)
    assert program == " " * 9 + "\n\n" + " " * 6 + "\nuse itil.\n" + " " * 3 + "\n"
    assert program.index("use") == text.index("use")


fragments = st.sampled_from(
    ["```", "~~~", "````", "sla", " ", "    ", "\n", "\n", "use x.", "é", "日", "\t", "\r", "`"]
)


@given(st.lists(fragments, max_size=40).map("".join))
def test_length_and_line_breaks_stay(text: str) -> None:
    program = program_of(text)
    assert len(program) == len(text)
    assert all(new in (old, " ") and (old != "\n" or new == "\n") for old, new in zip(text, program))


@given(st.lists(st.sampled_from(["a sentence.", "x: y", ""]), max_size=8))
def test_a_block_is_kept_word_for_word(lines: list[str]) -> None:
    body = "\n".join(lines)
    text = f"prose\n\n```sla\n{body}\n```\nmore prose\n"
    start = text.index("```sla\n") + 7
    assert program_of(text)[start : start + len(body)] == body


def test_a_source_text_reads_markdown_by_its_name() -> None:
    text = "prose\n```sla\nuse itil.\n```\n"
    assert SourceText.of("contract.MD", text).program.strip() == "use itil."
    assert SourceText.of("contract.sla", text).program == text


def test_line_ends_of_windows_and_decomposed_accents() -> None:
    decomposed = unicodedata.normalize("NFD", "ώρες")
    source = SourceText.of("a.md", f"\ufeffprose\r\n```sla\r\n{decomposed}\r\n```\r\n")
    assert source.program.strip() == "ώρες"
    assert source.position(source.program.index("ώρες")) == (3, 1)
