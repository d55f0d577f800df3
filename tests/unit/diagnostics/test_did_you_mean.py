"""Near names: typing errors, capitals, accents and look-alike letters."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.diagnostics.did_you_mean import closest, suggestion
from tests.work import lines_run

CALENDARS = ["office hours", "island hours", "always", "around the clock"]


@pytest.mark.parametrize(
    ("word", "candidates", "near"),
    [
        pytest.param("ofice hours", CALENDARS, ["office hours"], id="a letter missing"),
        pytest.param("office hourss", CALENDARS, ["office hours"], id="a letter too many"),
        pytest.param("offcie huors", CALENDARS, ["office hours"], id="two exchanges"),
        pytest.param("OFFICE  Hours", CALENDARS, ["office hours"], id="capitals and blanks"),
        pytest.param("banana", CALENDARS, [], id="nothing near"),
        pytest.param("", CALENDARS, [], id="no word"),
        pytest.param("P5", ["P1", "P2"], [], id="a digit is not a typing error in two letters"),
        pytest.param("Ρ1", ["P2", "P1"], ["P1"], id="Greek rho"),
        pytest.param("Р1", ["P2", "P1"], ["P1"], id="Cyrillic er"),
        pytest.param("P1", ["Ρ1"], ["Ρ1"], id="Latin where Greek is known"),
        pytest.param("ΥΠΗΡΕΣΙΑ", ["υπηρεσία"], ["υπηρεσία"], id="Greek capitals without tonos"),
        pytest.param("αναμονη πελατης", ["αναμονή πελάτης"], ["αναμονή πελάτης"], id="accents, final sigma"),
        pytest.param(
            "gold", ["golf", "gild", "bold", "god", "silver"], ["bold", "gild", "god"], id="at most three"
        ),
        pytest.param("resolved", ["resolve", "reslvd"], ["resolve", "reslvd"], id="the nearest first"),
    ],
)
def test_closest(word: str, candidates: list[str], near: list[str]) -> None:
    assert closest(word, candidates) == near


def test_the_words_of_a_suggestion() -> None:
    assert suggestion("ofice hours", CALENDARS) == "did you mean `office hours`?"
    assert suggestion("Ρ1", ["P1"]) == "did you mean `P1`, in Latin letters?"
    assert suggestion("banana", CALENDARS) == ""


def distance(one: str, other: str) -> int:
    """The textbook recursion for the restricted Damerau-Levenshtein distance."""

    @cache
    def d(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        ways = [d(i - 1, j) + 1, d(i, j - 1) + 1, d(i - 1, j - 1) + (one[i - 1] != other[j - 1])]
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            ways.append(d(i - 2, j - 2) + 1)
        return min(ways)

    return d(len(one), len(other))


@given(st.text("abc", min_size=1, max_size=14), st.text("abc", min_size=1, max_size=14))
def test_near_is_what_the_textbook_says(word: str, candidate: str) -> None:
    near = word != candidate and distance(word, candidate) <= min(len(word) // 3, 3)
    assert closest(word, [candidate]) == ([candidate] if near else [])


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=5))
def test_any_text_is_answered_with_candidates(word: str, candidates: list[str]) -> None:
    near = closest(word, candidates)
    assert len(near) <= 3
    assert set(near) <= set(candidates)
    assert word not in near


@pytest.mark.parametrize("word", ["x" * 64, "x" * 1_000_000, "ab" * 32])
def test_hostile_sizes_cost_little(word: str) -> None:
    candidates = [("x" if i % 2 else "ab") * 32 + str(i) for i in range(50_000)]
    lines_run(
        lambda: closest(word, candidates), most=2_000_000
    )  # a few for each; not a word's length for each
