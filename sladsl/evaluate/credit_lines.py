"""The credits of all agreements as lines: after caps, claimed or not, and given back where they are earned
back."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from attrs import evolve

from sladsl.evaluate.books import Book
from sladsl.evaluate.caps import Capped, Paid, paid
from sladsl.evaluate.claims import Claimed, claims_of
from sladsl.evaluate.clause_windows import clause_windows
from sladsl.evaluate.credit_values import Group
from sladsl.evaluate.credits import Owed, Verdicts, owed
from sladsl.evaluate.fees import currency_of
from sladsl.evaluate.story import Story
from sladsl.evaluate.units import with_counted
from sladsl.evaluate.verdicts import Result, WindowVerdict
from sladsl.policy.model import Policy
from sladsl.policy.money import within
from sladsl.policy.names import fold
from sladsl.policy.place import Place
from sladsl.records import frozen

ClaimState = Literal["", "claimed", "claimable", "lapsed"]


@frozen
class CreditLine:
    """A credit, or one that is given back ("earned back": a negative amount, in the last of the windows that
    earned it).

    `amount` is what is due and counts in totals: in any case, whatever is unknown; nothing while a claim is
    needed and not made. `reckoned` is what it is once claimed, `most` what it could be if all that is unknown
    turned out badly. `claimed_late` is when it was claimed too late; `incident` the instant from which
    the time for its claim runs, where that is of an incident. `before` is the exact amount before all caps;
    `base` the fee it is a part of. Instants in microseconds UTC; the line belongs to the period in which its
    window ends.
    """

    agreement: str
    clause: str
    number: int  # of the rule among those of its clause, from 1
    kind: Literal["credit", "earned back"]
    begin: int
    end: int
    group: Group
    case: str
    step: str
    currency: str
    base: Fraction | None
    before: Fraction
    caps: tuple[Capped, ...]
    reckoned: Decimal
    most: Decimal
    amount: Decimal
    claim: ClaimState
    claim_until: int | None
    claimed_at: int | None
    why: str
    place: Place
    claimed_late: int | None = None
    incident: int | None = None

    @property
    def capped(self) -> bool:
        """Whether a cap made it less."""
        return any(cap.after < cap.before for cap in self.caps)

    @property
    def unknown(self) -> bool:
        """Whether it depends on what the data does not say."""
        return self.most > self.reckoned

    @property
    def key(self) -> "Key":
        """What tells a line from every other one."""
        return Key(fold(self.clause), self.number, self.kind, self.begin, self.end, self.group, self.case)


@frozen
class Key:
    """What tells a line of an agreement from every other one. `clause` is folded."""

    clause: str
    number: int
    kind: str
    begin: int
    end: int
    group: Group
    case: str


def credit_lines(
    policy: Policy, result: Result, stories: Mapping[str, Mapping[str, Story]]
) -> tuple[CreditLine, ...]:
    """The credits by agreement as written, in order of the windows' ends. `stories` by subject and case;
    those of claims are looked at."""
    agreements = {fold(each.id): each for each in policy.agreements}
    texts: dict[tuple[str, str], list[Book]] = {}
    for terms in policy.money:
        agreement = agreements.get(fold(terms.agreement))
        if agreement is not None:
            book = Book(policy, agreement, with_counted(terms, agreement, stories), result.as_of)
            texts.setdefault((fold(agreement.id), currency_of(terms)), []).append(book)
    found: list[CreditLine] = []
    verdicts = Verdicts.of(result) if texts else Verdicts({}, {})
    for (_, currency), books in texts.items():
        found += _lines(books, currency, result, verdicts, stories)
    return tuple(found)


def _lines(
    books: Sequence[Book],
    currency: str,
    result: Result,
    verdicts: Verdicts,
    stories: Mapping[str, Mapping[str, Story]],
) -> list[CreditLine]:
    """Those of one agreement, given by its texts in turn."""
    every = [(book, [each for each in owed(book, verdicts) if each.most > 0]) for book in books]
    states: dict[int, Claimed] = {}
    by: dict[int, Book] = {}
    for book, own in every:
        claimed = claims_of(book, stories)
        for each in own:
            states[id(each)] = claimed.state(each)
            by[id(each)] = book
    lapsed = {key for key, state in states.items() if state.state == "lapsed"}
    lines: list[CreditLine] = []
    of_text: dict[int, list[CreditLine]] = {}
    for given in paid(every, currency, lapsed):
        line = _line(given, currency, states[id(given.owed)])
        lines.append(line)
        of_text.setdefault(id(by[id(given.owed)]), []).append(line)
    back = [each for book in books for each in _earned_back(book, of_text.get(id(book), ()), result.windows)]
    return sorted([*lines, *back], key=lambda each: (each.end, each.kind))


def _line(of: Paid, currency: str, claim: Claimed) -> CreditLine:
    due = of.amount if claim.state in ("", "claimed") else of.amount * 0
    each: Owed = of.owed
    return CreditLine(
        agreement=each.agreement,
        clause=each.credit.clause,
        number=each.number,
        kind="credit",
        begin=each.begin,
        end=each.end,
        group=each.group,
        case=each.case,
        step=each.step,
        currency=currency,
        base=each.base,
        before=each.least,
        caps=of.caps,
        reckoned=of.amount,
        most=of.most,
        amount=due,
        claim=claim.state,
        claim_until=claim.until,
        claimed_at=claim.at,
        why=each.why,
        place=each.place,
        claimed_late=claim.late,
        incident=claim.incident,
    )


def _earned_back(
    book: Book, lines: Sequence[CreditLine], windows: Sequence[WindowVerdict]
) -> Iterator[CreditLine]:
    """The credits that good windows after them take back."""
    if all(each.earn_back is None for each in book.terms.credits):
        return
    by_group: dict[tuple[str, Group], list[WindowVerdict]] = {}
    for window in sorted(clause_windows(windows), key=lambda window: window.begin):
        if fold(window.agreement) == fold(book.agreement.id):
            by_group.setdefault((fold(window.clause), window.group), []).append(window)
    for line in lines:
        back = next(
            (
                each.earn_back
                for each in book.terms.credits
                if fold(each.clause) == fold(line.clause) and each.earn_back and within(each, line.begin)
            ),
            None,
        )
        if back is None or line.amount == 0:
            continue
        own = by_group.get((fold(line.clause), line.group), [])
        first = bisect_left(own, line.end, key=lambda window: window.begin)
        following = own[first : first + back.windows]
        over = [window for window in following if window.status == "met" and window.end <= book.limit]
        if len(over) == back.windows:
            step = f"met in each of the next {back.windows}" if back.windows > 1 else "met in the next"
            yield evolve(
                line,
                kind="earned back",
                end=over[-1].end,
                step=step,
                caps=(),
                before=Fraction(-line.amount),
                reckoned=-line.amount,
                most=-line.amount,
                amount=-line.amount,
                claim="",
                claim_until=None,
                claimed_at=None,
                why="",
                place=back.place,
                claimed_late=None,
                incident=None,
            )
