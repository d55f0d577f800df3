"""Every window of an availability promise, and the worst of them."""

from collections.abc import Iterator
from fractions import Fraction

from sladsl.records import frozen
from sladsl.underpinning.cuts import Cut
from sladsl.underpinning.downtime import Question, Span, Worst, length_of, worst_of
from sladsl.underpinning.footing import Footing
from sladsl.underpinning.unavailability import independent


@frozen
class WorstWindow:
    """A window, how bad it can be and what the promise allows, in microseconds.

    `bad` is guaranteed to be the most; it is less than the worst placed where services are assumed to fail
    independently of each other.
    """

    window: Span
    question: Question
    worst: Worst
    bad: Fraction
    most: Fraction
    strict: bool

    @property
    def kept(self) -> bool:
        """Whether the promise holds whatever happens."""
        return self.bad < self.most if self.strict and self.bad else self.bad <= self.most

    @property
    def length(self) -> int:
        """Of the time that counts."""
        return length_of(self.question.within)

    @property
    def left(self) -> Fraction:
        """The share of the time that is good at least."""
        return 1 - self.bad / self.length


def worst_windows(footing: Footing, independently: frozenset[str] = frozenset()) -> Iterator[WorstWindow]:
    """The windows in which any time counts. Services in `independently` are assumed to fail so.

    Raises TooManyWindows, TooIntricate, OutsideKnownDays.
    """
    for window in footing.windows():
        question = footing.question(window)
        if not question.within:
            continue
        worst = worst_of(question)
        bad = worst.bad
        if independently:
            bad = min(bad, _expected(footing, question, independently))
        yield WorstWindow(window, question, worst, bad, footing.most(question), footing.promise.strict)


def _expected(footing: Footing, question: Question, independently: frozenset[str]) -> Fraction:
    """How bad it is if such services fail independently of each other, each as often as it may.

    Where all that matters does, exactly; else cut by cut: no cut is down more often than the product of
    those of it that do, nor than the least of the others.
    """
    length = length_of(question.within)
    between = _between(footing)
    cuts = [cut - between for cut in question.cuts]
    each_alone = {service: alone(question, service).bad / length for service in leaves(footing, question)}
    if all(cut <= independently for cut in cuts):
        return independent(cuts, each_alone.__getitem__) * length
    total = Fraction(0)
    for cut in cuts:
        chance = Fraction(1)
        for service in cut & independently:
            chance *= each_alone[service]
        total += min([chance, *(each_alone[service] for service in cut - independently)])
    return min(total, Fraction(1)) * length


def _between(footing: Footing) -> frozenset[str]:
    """The services that are down only because of others."""
    return frozenset(service for service in footing.services if footing.rests_on_others(service))


def leaves(footing: Footing, question: Question) -> tuple[str, ...]:
    """The services that may be down by themselves, in order."""
    return tuple(sorted(frozenset[str]().union(*question.cuts) - _between(footing)))


def alone(question: Question, service: str) -> Worst:
    """How bad it would be if only this service mattered."""
    cuts: tuple[Cut, ...] = (frozenset({service}),)
    return worst_of(
        Question(
            cuts, question.within, question.share, question.excluding, question.allowances, question.caps
        )
    )
