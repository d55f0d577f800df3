"""The least sets of services that must be down, by hand."""

import pytest

from sladsl.underpinning.cuts import Needs, NeedsItself, TooManyCuts, all_of, any_of, cuts_of


def cuts(service: str, **needs: Needs) -> list[str]:
    return ["".join(sorted(cut)) for cut in cuts_of(service, needs.get)]


def test_what_needs_nothing_is_down_by_itself() -> None:
    assert cuts("E") == ["E"]


def test_all_any_and_so_many() -> None:
    assert cuts("E", E=all_of("A", "B")) == ["AE", "BE"]
    assert cuts("E", E=any_of("A", "B")) == ["ABE"]
    assert cuts("E", E=Needs(2, ("A", "B", "C"))) == ["ABE", "ACE", "BCE"]


def test_needs_within_needs() -> None:
    assert cuts("E", E=all_of("A", any_of("B", "C"))) == ["AE", "BCE"]
    assert cuts("E", E=any_of("A", "B"), A=all_of("C"), B=all_of("C", "D")) == ["ABCE"]


def test_a_cut_that_holds_another_is_not_the_least() -> None:
    # A down, or A and B down: the second says nothing new
    assert cuts("E", E=all_of("A", any_of("A", "B"))) == ["AE"]


def test_a_service_that_needs_itself() -> None:
    with pytest.raises(NeedsItself) as refused:
        cuts("E", E=all_of("A"), A=all_of("B"), B=all_of("A"))
    assert refused.value.path == ("A", "B", "A")


def test_too_many_ways_of_being_down() -> None:
    with pytest.raises(TooManyCuts):
        cuts("E", E=Needs(10, tuple(f"S{number}" for number in range(20))))
