"""What holds of every text, whatever stands in it: diagnostics or a policy, never an exception."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.bundled import stdlib_names, stdlib_text
from sladsl.compile import Compiled, compile_texts
from sladsl.diagnostics.render import render_text
from sladsl.source import SourceText
from sladsl.syntax import parse
from sladsl.syntax.parse import MAX_MISTAKES
from sladsl.syntax.terminals import keywords
from tests.effort import exactly, examples

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_TOKEN = re.compile(r"#[^\n]*|\"[^\"\n]*\"|[\w'/&-]+|\s+|.", re.DOTALL)
# a mistake of syntax may bring with it a name that is then unknown wherever it is used
MOST_FOUND = 300


def programs() -> dict[str, str]:
    """The examples and the standard library, by file name."""
    files = sorted([*EXAMPLES.rglob("*.sla"), *EXAMPLES.rglob("*.md")])
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}
    alone = {name: text for name, text in texts.items() if 'use "' not in text}  # the others are parts
    contracts = {name: text for name, text in alone.items() if name.endswith(".sla") or "```sla" in text}
    return contracts | {f"{name}.sla": stdlib_text(name) for name in stdlib_names()}


PROGRAMS = programs()
WORDS = sorted({form for forms in keywords().values() for form in forms})
# what means something to the language, among everything that does not
piece = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from([".", ",", ":", "(", ")", '"', "“", "”", "`", "#", "\n", "95%", "4", "1,5", "08:00"]),
    st.sampled_from(["2026-01-01", "2026-02-30", "office hours", "incident", "P1", "Ρ1", "\0", "\ud800"]),
    st.text(max_size=8),
)
soups = st.lists(piece, max_size=60).map(" ".join)


def holds(source: SourceText) -> Compiled:
    """Compile, and what is true of every outcome."""
    compiled = compile_texts([source])
    errors = [found for found in compiled.diagnostics if found.code.startswith("E")]
    assert (compiled.policy is None) == bool(errors)
    assert len(parse(source).diagnostics) <= MAX_MISTAKES
    assert len(compiled.diagnostics) <= MOST_FOUND
    for found in compiled.diagnostics:
        assert found.headline
        for span in (found.span, *(label.span for label in found.others)):
            if span is not None:
                text = compiled.sources[span.file].text
                assert 0 <= span.start <= span.end <= max(len(text), 1)
    return compiled


@st.composite
def damaged(draw: st.DrawFn) -> SourceText:
    """A program with a few of its tokens deleted, doubled, exchanged or replaced."""
    name = draw(st.sampled_from(sorted(PROGRAMS)))
    tokens = _TOKEN.findall(PROGRAMS[name])
    for _ in range(draw(st.integers(1, 4))):
        at, other = draw(st.integers(0, len(tokens) - 1)), draw(st.integers(0, len(tokens) - 1))
        match draw(st.sampled_from(["delete", "double", "exchange", "replace", "cut off"])):
            case "delete":
                tokens[at] = ""
            case "double":
                tokens[at] = f"{tokens[at]} {tokens[at]}"
            case "exchange":
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case "replace":
                tokens[at] = draw(piece)
            case _:
                tokens[max(at, len(tokens) // 2) :] = [""]
    return SourceText.of(f"damaged-{name}", "".join(tokens))


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_undamaged_programs_have_no_mistake(name: str) -> None:
    assert holds(SourceText.of(f"copy-of-{name}", PROGRAMS[name])).diagnostics == () or name in {
        f"{module}.sla" for module in stdlib_names()
    }


@given(text=st.one_of(st.text(max_size=200), soups))
def test_any_text(text: str) -> None:
    holds(SourceText.of("any.sla", text))


@given(text=st.one_of(st.text(max_size=200), soups))
def test_any_markdown(text: str) -> None:
    holds(SourceText.of("any.md", f"# Contract\n```sla\n{text}\n```\nprose\n"))


@given(source=damaged())
@examples(60)
def test_any_damage(source: SourceText) -> None:
    holds(source)


@given(source=damaged())
@examples(20)
def test_what_is_found_can_be_drawn(source: SourceText) -> None:
    compiled = compile_texts([source])
    drawn = render_text(compiled.diagnostics, compiled.sources, color=False)
    assert all(found.code in drawn for found in compiled.diagnostics)


@given(source=damaged())
@examples(20)
def test_the_same_text_gives_the_same_answer(source: SourceText) -> None:
    assert compile_texts([source]) == compile_texts([source])


@pytest.mark.slow
@given(text=st.one_of(st.text(), soups))
@exactly(5_000)
def test_any_text_at_length(text: str) -> None:
    holds(SourceText.of("any.sla", text))


@pytest.mark.slow
@given(source=damaged())
@exactly(5_000)
def test_any_damage_at_length(source: SourceText) -> None:
    holds(source)
