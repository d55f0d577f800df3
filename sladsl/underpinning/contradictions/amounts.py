"""Two caps over the same time, or two credits of the same kind for the same miss."""

from collections.abc import Iterator
from itertools import combinations

from sladsl.policy import money_words
from sladsl.policy.model import Policy
from sladsl.policy.money import Cap, Credit, FeeForDowntime, PerCase, WhenMissed
from sladsl.policy.names import fold
from sladsl.policy.place import Place
from sladsl.records import frozen

_ONE_OF_A_KIND = (WhenMissed, FeeForDowntime, PerCase)


@frozen
class Twice:
    """What is said at `first` and, otherwise, at `again`; of the clause, "" of the whole agreement."""

    agreement: str
    clause: str
    first: str
    again: str
    first_place: Place
    place: Place


def said_otherwise(policy: Policy) -> Iterator[Twice]:
    """Of the caps and credits of each agreement, those that differ and are in force together."""
    for terms in policy.money:
        for one, other in combinations(terms.caps, 2):
            if (one.window, fold(one.each)) == (other.window, fold(other.each)) and one.most != other.most:
                yield _caps(terms.agreement, one, other)
        for credit, again in combinations(terms.credits, 2):
            if _alike(credit, again) and credit.rule != again.rule:
                said, also = (money_words.rule(each.rule, "%") for each in (credit, again))
                yield Twice(terms.agreement, credit.clause, said, also, credit.place, again.place)


def _caps(agreement: str, one: Cap, other: Cap) -> Twice:
    said, also = (f"credits are {money_words.cap(each)}" for each in (one, other))
    return Twice(agreement, "", said, also, one.place, other.place)


def _alike(one: Credit, other: Credit) -> bool:
    """Of one clause, of one kind, and for windows that begin at the same time."""
    if fold(one.clause) != fold(other.clause) or type(one.rule) is not type(other.rule):
        return False
    apart = (one.until is not None and other.since is not None and one.until <= other.since) or (
        other.until is not None and one.since is not None and other.until <= one.since
    )
    return isinstance(one.rule, _ONE_OF_A_KIND) and not apart
