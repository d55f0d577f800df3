"""Letters that look alike in two alphabets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.diagnostics.lookalikes import letter_name, mixed_scripts, script


@pytest.mark.parametrize(
    ("name", "remarks"),
    [
        pytest.param("P1-RESPONSE", (), id="Latin"),
        pytest.param("Ρ1", (), id="all its letters are Greek"),
        pytest.param(
            "Ρ1-RESPONSE", ("`Ρ` in `Ρ1-RESPONSE` is Greek capital rho, not Latin `P`",), id="Greek rho"
        ),
        pytest.param("РAGER", ("`Р` in `РAGER` is Cyrillic capital er, not Latin `P`",), id="Cyrillic er"),
        pytest.param(
            "waiting fοr customer",
            ("`ο` in `fοr` is Greek small omicron, not Latin `o`",),
            id="one word of three",
        ),
        pytest.param("OΔΟΣ", ("`O` in `OΔΟΣ` is Latin capital o, not Greek `Ο`",), id="Latin among Greek"),
        pytest.param("Αθήνα Athens", (), id="a word each"),
        pytest.param("SLA-απόκριση", (), id="parts that nobody can mistake"),
        pytest.param("naïve café 日本 x", (), id="accents and other alphabets"),
        pytest.param("", (), id="nothing"),
        pytest.param(
            "aΨ",
            ("`Ψ` in `aΨ` is Greek capital psi, the rest of the word is Latin",),
            id="no look-alike, still mixed",
        ),
        pytest.param(
            "όrder", ("`ό` in `όrder` is Greek small omicron with tonos, not Latin `o`",), id="with an accent"
        ),
    ],
)
def test_mixed_scripts(name: str, remarks: tuple[str, ...]) -> None:
    assert mixed_scripts(name) == remarks


def test_a_long_word_is_shown_short() -> None:
    (remark,) = mixed_scripts("Ρ" + "A" * 10_000)
    assert len(remark) < 120


def test_names_of_letters() -> None:
    assert script("P") == "Latin"
    assert script("Ρ") == "Greek"
    assert script("1") == ""
    assert letter_name("Ρ") == "Greek capital rho"


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "M", "N", "P"]), max_size=20))
def test_any_name_is_answered(name: str) -> None:
    assert all("`" in remark and "\n" not in remark for remark in mixed_scripts(name))


@given(st.text("abcxyzPOE19-é", max_size=12))
def test_one_alphabet_is_never_remarked(name: str) -> None:
    assert mixed_scripts(name) == ()
