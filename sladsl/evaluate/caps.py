"""From what clauses credit to what is paid: caps in order, and one rounding.

Caps bite in this order: the clause's, the amount at risk, the agreement's per window, the agreement's over
its term; those for each thing before those of all together, each thing with a room of its own. What is
credited first uses a cap up first: in order of the windows' ends, then of the clauses as written, then of the
cases' decisions. The line is rounded once, half to even, to the smallest amount of its currency; where that
would lift the sum above a cap, it is rounded down, so that no cap is ever exceeded by a cent. Where credits
of a window are paid only above a sum, those that do not come to more are not, and use nothing up; of what
lapsed or is unknown none is in that sum.

No amendment empties a cap: a credit comes under the caps of its own text, and what was credited under the
texts before it has used them up too.
"""

from collections.abc import Iterable, Sequence, Set
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from sladsl.evaluate.books import Book
from sladsl.evaluate.credits import Owed
from sladsl.evaluate.fees import worth
from sladsl.evaluate.order import natural
from sladsl.evaluate.windows import whole_windows
from sladsl.policy import words
from sladsl.policy.currencies import PLACES
from sladsl.policy.model import WindowClause
from sladsl.policy.money import Cap
from sladsl.policy.names import fold
from sladsl.policy.states import Window
from sladsl.records import define, frozen


@frozen
class Capped:
    """A cap that an amount came under: what it was before and after it (exactly), and the most it lets
    through."""

    cap: str  # "clause", "amount at risk", "term for each service"; "least": too little to be paid
    before: Fraction
    after: Fraction
    most: Fraction


@define
class _Room:
    """What of a cap is used up in one of its windows."""

    used: Fraction = Fraction(0)


RoomKey = tuple[str, str, int, str]
Rooms = dict[RoomKey, _Room]


@frozen
class Paid:
    """What is left of a credit after all caps: `amount` rounded, `most` likewise if all that is unknown turns
    out badly."""

    owed: Owed
    caps: tuple[Capped, ...]
    amount: Decimal
    most: Decimal


def paid(books: Sequence[tuple[Book, Sequence[Owed]]], currency: str, lapsed: Set[int]) -> list[Paid]:
    """The credits of an agreement, given by its texts in turn, after caps: in the order in which they use the
    caps up.

    Those whose `id` is among the `lapsed` are capped and rounded as the others, and use nothing up.
    """
    written = [fold(each.clause) for book, _ in books for each in book.terms.credits]
    order = {clause: number for number, clause in reversed(list(enumerate(written)))}
    rooms: Rooms = {}
    ordered = sorted(
        ((book, each) for book, every in books for each in every),
        key=lambda pair: (
            pair[1].end,
            order[fold(pair[1].credit.clause)],
            pair[1].decided,
            natural(pair[1].case),
            [natural(value) for _, value in pair[1].group],
        ),
    )
    found: list[Paid] = []
    for _, together in groupby(ordered, key=lambda pair: _together(*pair)):
        used = {key: room.used for key, room in rooms.items()}
        pairs = list(together)
        given = [_paid(book, each, currency, rooms, id(each) not in lapsed) for book, each in pairs]
        least = _least(*pairs[0])
        counted = [each for each in given if id(each.owed) not in lapsed]
        if least is not None and sum(Fraction(each.amount) for each in counted) <= least:
            for key, room in rooms.items():
                room.used = used.get(key, Fraction(0))
            too_little = sum(Fraction(each.most) for each in counted) <= least
            given = [_unpaid(each, least, too_little) for each in given]
        found += given
    return found


def _together(book: Book, owed: Owed) -> tuple[int, int]:
    """What is paid or not together: the credits of a window of which too small a sum is not paid."""
    above = book.terms.paid_above
    return (id(book), _around(book, above.window, owed.end)[1]) if above is not None else (0, id(owed))


def _least(book: Book, owed: Owed) -> Fraction | None:
    above = book.terms.paid_above
    if above is None:
        return None
    return worth(book.terms, book.agreement, above.least, _around(book, above.window, owed.end))


def _unpaid(paid: Paid, least: Fraction, too_little: bool) -> Paid:
    """What is too little to be paid; it may be more if what is unknown turned out badly."""
    caps = (*paid.caps, Capped("least", Fraction(paid.amount), Fraction(0), least))
    return Paid(paid.owed, caps, paid.amount * 0, paid.amount * 0 if too_little else paid.most)


def _paid(book: Book, owed: Owed, currency: str, rooms: Rooms, counts: bool) -> Paid:
    amount, most = owed.least, owed.most
    caps: list[Capped] = []
    used: list[_Room] = []
    left: Fraction | None = None
    for name, key, full in _caps(book, owed):
        room = rooms.setdefault(key, _Room())
        free = max(full - room.used, Fraction(0))
        after = min(amount, free)
        caps.append(Capped(name, amount, after, full))
        amount, most = after, min(most, free)
        left = free if left is None else min(left, free)
        used.append(room)
    due = rounded(amount, currency, left)
    if counts:
        for room in used:
            room.used += Fraction(due)
    return Paid(owed, tuple(caps), due, max(due, rounded(most, currency, left)))


def _caps(book: Book, owed: Owed) -> Iterable[tuple[str, RoomKey, Fraction]]:
    """The caps over a credit in order: a name, what tells its rooms apart, and the most it lets through."""
    terms, agreement = book.terms, book.agreement
    span = (owed.begin, owed.end)
    if owed.credit.cap is not None:
        most = worth(terms, agreement, owed.credit.cap.most, span)
        if most is not None:
            thing = thing_of(book, owed, owed.credit.cap.each)
            if thing is not None:
                key = ("clause", fold(owed.credit.clause), owed.end, thing)
                yield f"clause{_each(owed.credit.cap)}", key, most
    if owed.at_risk and terms.at_risk is not None:
        around = _around(book, terms.at_risk.window, owed.end)
        most = worth(terms, agreement, terms.at_risk.amount, around)
        if most is not None:
            yield "amount at risk", ("at risk", "", around[1], ""), most
    names: list[str] = []
    for cap in sorted(terms.caps, key=lambda each: (each.window is None, not each.each)):
        thing = thing_of(book, owed, cap.each)
        if thing is None:
            continue
        names.append(_name(cap))
        which = names.count(names[-1])  # an agreement may have two caps per month, of which one is an amount
        around = _term(book, owed) if cap.window is None else _around(book, cap.window, owed.end)
        most = worth(terms, agreement, cap.most, around)
        if most is not None:
            key = (names[-1], str(which), 0 if cap.window is None else around[1], thing)
            yield names[-1], key, most


def _name(cap: Cap) -> str:
    return ("term" if cap.window is None else words.window(cap.window)) + _each(cap)


def _each(cap: Cap) -> str:
    return f" for each {cap.each}" if cap.each else ""


def thing_of(book: Book, owed: Owed, each: str) -> str | None:
    """Which of the things that a cap is for each of a credit is of; None: of no one of them, so that it does
    not come under the cap. "" where the cap is of all together."""
    if not each:
        return ""
    for name, value in owed.group:
        if fold(name) == fold(each):
            return value
    promise = book.promise(owed.credit)
    if promise is None or fold(promise.subject) != fold(each):
        return None
    named = promise.case if isinstance(promise, WindowClause) else None
    return owed.case or named


def _around(book: Book, window: Window, end: int) -> tuple[int, int]:
    """The window of a cap in which a credit's own window ends."""
    return next(whole_windows(window, book.agreement, end - 1, end - 1))


def _term(book: Book, owed: Owed) -> tuple[int, int]:
    return book.agreement.begins, book.agreement.ends or max(book.as_of, owed.end)


def rounded(amount: Fraction, currency: str, left: Fraction | None) -> Decimal:
    """To the smallest amount of the currency, half to even, never above what caps leave."""
    places = PLACES.get(currency, 2)
    scale = 10**places
    whole = round(amount * scale)  # half to even
    if left is not None and whole > left * scale:
        whole = (left * scale).__floor__()
    return Decimal(whole).scaleb(-places)
