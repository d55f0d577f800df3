"""Proofs of availability: for windows that are alike, prices by which no way of being down is worth its
while.

Of each cell (time in which the same clauses count) its length and price; of each clause's window what it
leaves, and its price. In a cell, every way of being down must take of the limits, at their prices, at least
as much as it is bad. Then no window is worse than all its limits times their prices, and that is at most
what is promised.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sladsl.policy import words
from sladsl.underpinning.answers import Proof
from sladsl.underpinning.downtime import Question, Worst, length_of
from sladsl.underpinning.footing import Footing, keys_of
from sladsl.underpinning.uptime import Incidents
from sladsl.underpinning.worst_windows import WorstWindow, alone, leaves


def rules_of(footing: Footing, window: WorstWindow) -> Iterator[str]:
    """The rules of thumb that the worst of a window is a case of."""
    sizes = {len([each for each in cut if not footing.rests_on_others(each)]) for cut in footing.cuts}
    if sizes == {1}:
        yield "series" if len(footing.cuts) > 1 else "one service"
    elif len(footing.cuts) == 1:
        yield "parallel"
    else:
        yield "so many of" if len(sizes) == 1 else "needs"
    question = window.question
    if any(each.window != window.window for each in question.allowances):
        yield "windows"
    if any(
        length_of(each.within) < length_of(question.within) and each.window == window.window
        for each in question.allowances
    ) or any(_counts_more(footing, window, index) for index in range(len(question.allowances))):
        yield "hours"
    if question.excluding or any(each.excluding for each in question.allowances):
        yield "exclusions"
    if any(isinstance(support, Incidents) for support, _ in footing.supports):
        yield "incidents"
    if window.bad < window.worst.bad:
        yield "independence"


def _counts_more(footing: Footing, window: WorstWindow, index: int) -> bool:
    """Whether a clause counts hours of its window that the promise does not."""
    allowance = window.question.allowances[index]
    whole = allowance.most / allowance.excluded_weight if allowance.excluded_weight else Fraction(0)
    return allowance.window == window.window and whole > length_of(allowance.within)


def proof_of(footing: Footing, windows: Sequence[WorstWindow]) -> Proof:
    """The proof for all windows, like ones together; told by the worst."""
    promise = footing.promise
    if not windows:
        return Proof("no time", "no time counts in any window, so that nothing can be breached")
    worst = min(windows, key=lambda window: (window.left, window.window))
    rules = ", ".join(rules_of(footing, worst))
    promised = (
        f"at most {words.length(promise.most)}" if promise.share is None else words.percent(1 - promise.share)
    )
    says = f"in every window {_share(worst.left)} of the time is good at least, and {promised} is promised"
    numbers = (
        ("share", words.percent(worst.left)),
        ("worst_us", str(worst.bad)),
        ("worst_start", str(worst.window[0])),
        ("worst_end", str(worst.window[1])),
    )
    return Proof(rules, says, footing.keys, numbers, tuple(_alike(footing, windows)))


def _share(share: Fraction) -> str:
    rounded = (share * 100_000).__floor__()
    text = f"{rounded // 1000}.{rounded % 1000:03d}".rstrip("0").rstrip(".")
    return f"{text}%"


def _alike(footing: Footing, windows: Sequence[WorstWindow]) -> Iterator[Proof]:
    groups: dict[tuple[Proof, ...], list[WorstWindow]] = {}
    for window in windows:
        groups.setdefault(tuple(_parts(footing, window)), []).append(window)
    for parts, group in groups.items():
        first = group[0]
        numbers = (
            ("windows", " ".join(f"{begin}-{end}" for begin, end in (each.window for each in group))),
            ("us", str(first.length)),
            ("most", str(first.most)),
            ("bad", str(first.worst.bad)),
            *((("expected", str(first.bad)),) if first.bad < first.worst.bad else ()),
        )
        count = f"{len(group)} windows" if len(group) > 1 else "a window"
        yield Proof("prices", f"{count} of {words.length(first.length)}", footing.keys, numbers, parts)


def _parts(footing: Footing, window: WorstWindow) -> Iterator[Proof]:
    """The prices of a window; where services are assumed to fail independently, those of each alone too."""
    question = window.question
    yield from _prices(footing, question, window.worst)
    if window.bad < window.worst.bad:
        for service in leaves(footing, question):
            worst = alone(question, service)
            numbers = (("service", service), ("bad", str(worst.bad)))
            yield Proof("alone", f"{service} alone", (), numbers, tuple(_prices(footing, question, worst)))


def _prices(footing: Footing, question: Question, worst: Worst) -> Iterator[Proof]:
    yield from _cells(worst)
    yield from _allowances(footing, question, worst)
    for cap, price in zip(question.caps, worst.cap_prices):
        numbers = (("exclusion", cap.exclusion), ("most", str(cap.most)), ("price", str(price)))
        yield Proof("cap", f"at most so much of {cap.exclusion}", (), numbers)


def _cells(worst: Worst) -> Iterator[Proof]:
    for index, (cell, price) in enumerate(zip(worst.cells, worst.cell_prices)):
        numbers = (
            ("us", str(length_of(cell.spans))),
            ("price", str(price)),
            ("allowances", " ".join(map(str, sorted(cell.allowances)))),
            ("caps", " ".join(map(str, sorted(cell.caps)))),
        )
        yield Proof("cell", f"cell {index}", (), numbers)


def _allowances(footing: Footing, question: Question, worst: Worst) -> Iterator[Proof]:
    by_name = {support.name: keys_of(support) for support, _ in footing.supports}
    for allowance, price in zip(question.allowances, worst.allowance_prices):
        numbers = (
            ("service", allowance.service),
            ("most", str(allowance.most)),
            ("excluded_weight", str(allowance.excluded_weight)),
            ("excluding", ", ".join(sorted(allowance.excluding))),
            ("price", str(price)),
        )
        yield Proof("allowance", f"what {allowance.name} leaves", by_name[allowance.name], numbers)
