"""The numbers that would close a gap of availability: less promised, or more of one of the clauses it rests
on.

As few places of the percentage as do; each number is tried before it is said.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from math import ceil, floor

from attrs import evolve

from sladsl.policy import words
from sladsl.policy.measures import TimeShare
from sladsl.policy.names import fold
from sladsl.underpinning.answers import Repair
from sladsl.underpinning.exclusions import Bound
from sladsl.underpinning.footing import Footing, keys_of
from sladsl.underpinning.needs import names_of
from sladsl.underpinning.uptime import Uptime
from sladsl.underpinning.worst_windows import WorstWindow, worst_windows

MOST_STEPS = 40
MINUTE = 60_000_000
MOST_MINUTES = 31 * 24 * 60
PLACES = (2, 3, 4, 5)  # of the percentage


def mendings(footing: Footing, missed: Sequence[WorstWindow]) -> Iterator[Repair]:
    """The changes of one number that close the gap; where that is not enough, of one clause more."""
    # to promise less, to be promised more, to exclude less makes no window worse
    footing = footing.only(window.window for window in missed)
    promise = footing.promise
    alone = len(footing.services) == 1 + sum(map(footing.rests_on_others, footing.services))
    shares = {
        keys_of(support)[0]: support.share
        for support, _ in footing.supports
        if isinstance(support, Uptime) and support.share is not None
    }
    for key, now in shares.items():
        share = _most(partial(footing.with_share, key), now)
        if share is not None:
            yield Repair(f"{key[0]}/{key[1]} {words.percent(1 - share)}", key, str(1 - share))
    names = names_of(footing.policy)
    promised = {support.service for support, _ in footing.supports}
    for service in footing.services:
        if service in promised or footing.rests_on_others(service) or promise.share is None:
            continue
        own = evolve(promise, service=service, share=Fraction(0))

        def added(share: Fraction, of: Uptime = own) -> Footing:
            return footing.with_support(evolve(of, share=share))

        share = _most(added, promise.share if alone else Fraction(1))
        if share is not None:
            name = names.get(service, promise.clause.case or service)
            yield Repair(f"a clause by which {name} is {_kept(own, share)}")
    yield from _of_exclusions(footing)
    if promise.share is not None:
        share = _least(footing, missed)
        if share is not None:
            text = f"promise {words.percent(1 - share)}"
            yield Repair(text, (promise.agreement.id, promise.clause.id), str(1 - share))


def _kept(promise: Uptime, share: Fraction) -> str:
    """What would have to be promised of a service, in the words of the promise above."""
    measure = promise.clause.measure
    assert isinstance(measure, TimeShare)
    window = words.window(promise.clause.window)
    if measure.inside != promise.negated:
        return f"{measure.said} for at most {words.percent(share)} of the time per {window}"
    return f"{measure.said} for at least {words.percent(1 - share)} of the time per {window}"


def _of_exclusions(footing: Footing) -> Iterator[Repair]:
    """What might be assumed of exclusions: of all services alike, or so much a window of the promise."""
    states = {
        fold(each.state.name): each.state.name
        for excluded in footing.all_excluded
        for each in excluded.exclusions
    }
    if not states:
        return
    if _closes(footing.assuming(evolve(footing.assumed, alike=True))):
        yield Repair("the agreement may assume the same exclusions for all services")
    clause, agreement = footing.promise.clause, footing.promise.agreement
    for key, name in states.items():

        def limited(minutes: int, key: str = key) -> Footing:
            bound = key, Bound(minutes * MINUTE, clause.window, agreement)
            return footing.assuming(evolve(footing.assumed, bounds=(*footing.assumed.bounds, bound)))

        if not _closes(limited(0)):
            continue
        least, most = 0, MOST_MINUTES
        while least < most:
            middle = (least + most + 1) // 2
            if _closes(limited(middle)):
                least = middle
            else:
                most = middle - 1
        if least:
            limit = f"{words.length(least * MINUTE)} of {name} per {words.window(clause.window)}"
            yield Repair(f"the agreement may assume at most {limit}", None, str(least * MINUTE))


def _closes(footing: Footing) -> bool:
    return all(window.kept for window in worst_windows(footing))


def _most(changed: Callable[[Fraction], Footing], now: Fraction) -> Fraction | None:
    """The largest share of bad time that closes the gap, rounded to few places; None if not even 0 does.

    What a window can be at worst is a concave function of the share, so that bisection finds the one place.
    """
    if not _closes(changed(Fraction(0))):
        return None
    low, high = Fraction(0), now
    for places in PLACES:
        unit = Fraction(1, 100 * 10**places)
        least, most = ceil(low / unit), floor(high / unit)
        # `least` closes it; find the last that does
        while least < most:
            middle = (least + most + 1) // 2
            if _closes(changed(middle * unit)):
                least = middle
            else:
                most = middle - 1
        if least:
            return least * unit
        high = unit
    return None


def _least(footing: Footing, missed: Sequence[WorstWindow]) -> Fraction | None:
    """The least share of bad time to allow that closes the gap, rounded up to few places; None: not below
    all."""
    share = max(window.bad / window.length for window in missed)
    for _ in range(MOST_STEPS):
        unit = Fraction(1, 10_000)
        rounded = ceil(share / unit) * unit
        if rounded >= 1:
            return None
        found = [window for window in worst_windows(footing.promising(rounded)) if not window.kept]
        if not found:
            return rounded
        share = max(rounded + Fraction(1, 10_000), max(window.bad / window.length for window in found))
    return None
