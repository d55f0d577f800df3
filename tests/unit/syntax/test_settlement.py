"""How credits are settled, from text to tree."""

import pytest

from sladsl.syntax import tree
from sladsl.syntax.tree import money
from tests.unit.syntax.trees import S, length, n, only, read


def settled(sentence: str) -> object:
    agreement = only(f"agreement A: {sentence}")
    assert isinstance(agreement, tree.Agreement)
    (said,) = agreement.sentences
    return said


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Credits are set against the next monthly fee.", money.SetAgainst("month", False, span=S)),
        ("credits are applied to the next quarterly fee.", money.SetAgainst("quarter", False, span=S)),
        (
            "credits are set against the next annual fee, and are never paid out.",
            money.SetAgainst("year", True, span=S),
        ),
        (
            "credits are set against the next yearly fee and are never paid out.",
            money.SetAgainst("year", True, span=S),
        ),
        (
            "credits are paid within 30 days of the statement.",
            money.PaidWithin(length(("30", "day")), "statement", None, span=S),
        ),
        (
            "credits are paid within 1 month and 3 days of the claim.",
            money.PaidWithin(length(("1", "month"), ("3", "day")), "claim", None, span=S),
        ),
        (
            "credits are paid within 10 working days of the claim, counting the business hours.",
            money.PaidWithin(length(("10", "working day")), "claim", n("business hours"), span=S),
        ),
    ],
)
def test_the_sentences(sentence: str, expected: object) -> None:
    assert settled(sentence) == expected


def test_it_stands_beside_the_others_of_its_kind() -> None:
    text = (
        "agreement A: credits are paid only above EUR 1 per calendar month."
        " credits are paid within 30 days of the statement. credits are capped at EUR 9 over the term."
    )
    assert read(text).diagnostics == ()
    assert read("agreement A: credits are paid within 30 days.").diagnostics != ()
