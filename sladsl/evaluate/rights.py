"""Rights that arise from windows missed again and again, or from how much was credited: since when, on what
evidence, until when.

Only windows that are over count. A right arises at the end of a missed window, when enough of the last so
many windows of its group were missed; one without data counts among them and is not missed. Each further
missed window for which that holds renews it: then its time runs from there. Where it depends on windows of
which the data does not say, it is unknown.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Literal

from attrs import evolve

from sladsl.evaluate.books import Book
from sladsl.evaluate.clause_windows import clause_windows
from sladsl.evaluate.credit_lines import CreditLine
from sladsl.evaluate.credit_values import Group
from sladsl.evaluate.fees import worth
from sladsl.evaluate.verdicts import Result, WindowVerdict
from sladsl.evaluate.windows import whole_windows
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.money import CreditRight, Right, Terms, within
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.worktime.civil import day_of, local_midnight_us

_OVER = ("met", "breached", "no data", "unknown")


@frozen
class ArisenRight:
    """A right that has arisen, at `since`, the end of a window; renewed at `renewed` the last time.

    `evidence` are the windows missed on which it rests, first those by which it arose. It can be exercised
    until `until` (None: without limit), and is "past" as of later; "unknown" where it may have arisen or not.
    Instants in microseconds UTC.
    """

    agreement: str
    right: Right | CreditRight
    group: Group
    since: int
    renewed: int
    until: int | None
    status: Literal["open", "past", "unknown"]
    evidence: tuple[tuple[int, int], ...]


def rights_of(policy: Policy, result: Result) -> tuple[ArisenRight, ...]:
    """The rights that have arisen, by agreement and as written, then by group and time."""
    found: list[ArisenRight] = []
    windows_as_written = clause_windows(result.windows) if any(each.rights for each in policy.money) else ()
    for agreement in policy.agreements:
        texts = [each for each in policy.money if fold(each.agreement) == fold(agreement.id)]
        said: dict[tuple[object, ...], list[tuple[Terms, Right]]] = {}
        for terms in texts:
            for right in terms.rights:
                said.setdefault(_content(right), []).append((terms, right))
        for versions in said.values():
            book = Book(policy, agreement, versions[0][0], result.as_of)
            by_group: defaultdict[Group, list[WindowVerdict]] = defaultdict(list)
            for each in windows_as_written:
                clause = fold(each.agreement), fold(each.clause)
                if clause == (fold(agreement.id), fold(versions[0][1].clause)) and any(
                    within(terms, each.begin) and within(right, each.begin) for terms, right in versions
                ):
                    by_group[each.group].append(each)
            for group, windows in by_group.items():
                found += _arisen(book, versions[0][1], group, sorted(windows, key=lambda each: each.begin))
        found += _by_credits(policy, agreement, texts, result)
    return tuple(found)


def _by_credits(
    policy: Policy, agreement: Agreement, texts: Sequence[Terms], result: Result
) -> Iterator[ArisenRight]:
    """Rights that arise with the credit with which those of a window come to more than so much."""
    lines = [each for each in result.credits if fold(each.agreement) == fold(agreement.id)]
    for terms in texts:
        for right in terms.credit_rights:
            book = Book(policy, agreement, terms, result.as_of)
            by_window: defaultdict[tuple[int, int], list[CreditLine]] = defaultdict(list)
            for line in lines:
                if within(terms, line.begin):
                    around = next(whole_windows(right.window, agreement, line.end - 1, line.end - 1))
                    by_window[around].append(line)
            for around, own in by_window.items():
                most = worth(terms, agreement, right.most, around)
                if most is not None:
                    yield from _exceeded(book, right, most, own)


def _exceeded(
    book: Book, right: CreditRight, most: Fraction, lines: Sequence[CreditLine]
) -> Iterator[ArisenRight]:
    sure = possible = Fraction(0)
    evidence: dict[tuple[int, int], None] = {}
    maybe: ArisenRight | None = None
    for line in lines:
        sure, possible = sure + Fraction(line.amount), possible + Fraction(line.most)
        evidence[line.begin, line.end] = None
        if possible <= most:
            continue
        until = _until(book, right, line.end)
        past = until is not None and book.as_of >= until
        status: Literal["open", "past", "unknown"] = "unknown"
        if sure > most:
            status = "past" if past else "open"
        arisen = ArisenRight(book.agreement.id, right, (), line.end, line.end, until, status, tuple(evidence))
        if sure > most:
            yield arisen
            return
        maybe = maybe or arisen
    if maybe is not None:
        yield maybe


def _content(right: Right) -> tuple[object, ...]:
    """What a right says, wherever and in whichever version it says so."""
    return right.who, right.action, fold(right.clause), right.below, right.missed, right.of, right.days


def _arisen(
    book: Book, right: Right, group: Group, windows: Sequence[WindowVerdict]
) -> Iterator[ArisenRight]:
    over = [each for each in windows if each.status in _OVER and each.end <= book.limit]
    bad = [is_bad(right, each) for each in over]
    current: ArisenRight | None = None
    for last, window in enumerate(over):
        first = max(last - right.of + 1, 0)
        span = bad[first : last + 1]
        possible = bad[last] is not False and sum(each is not False for each in span) >= right.missed
        sure = bad[last] is True and sum(each is True for each in span) >= right.missed
        if not possible:
            if current is not None and bad[last] is False:
                yield current
                current = None
            continue
        evidence = tuple(
            (each.begin, each.end) for each, is_so in zip(over[first : last + 1], span) if is_so is not False
        )
        until = _until(book, right, window.end)
        status: Literal["open", "past", "unknown"] = "open"
        if not sure:
            status = "unknown"
        elif until is not None and book.as_of >= until:
            status = "past"
        arisen = ArisenRight(book.agreement.id, right, group, window.end, window.end, until, status, evidence)
        if current is None or (current.status == "unknown") != (status == "unknown"):
            if current is not None:
                yield current
            current = arisen
        else:
            more = tuple(each for each in evidence if each not in current.evidence)
            current = evolve(
                current, renewed=window.end, until=until, status=status, evidence=(*current.evidence, *more)
            )
    if current is not None:
        yield current


def is_bad(right: Right, window: WindowVerdict) -> bool | None:
    """Whether the window counts as missed; None: unknown."""
    if window.status == "unknown":
        return None
    if right.below is None:
        return window.status == "breached"
    return window.value is not None and window.value < right.below


def _until(book: Book, right: Right | CreditRight, end: int) -> int | None:
    """The end of the last day on which a right that arose at `end` can be exercised."""
    if right.days is None:
        return None
    zone = book.agreement.zone
    return local_midnight_us(day_of(end, zone) + timedelta(days=right.days), zone)
