"""What has changed since a credit was stated: a line of its own, never an edit.

A statement keeps, beside its lines, what they rest on: of each window that is over the value, the cases that
were not met and the events behind them. Of a later judgement the difference to what was stated is a
correcting line, with the cases and events that are new, gone or otherwise since. What one statement corrected
is stated by it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import Factory

from sladsl.evaluate.credit_lines import CreditLine, Key
from sladsl.evaluate.credit_values import Group
from sladsl.evaluate.events import Event
from sladsl.evaluate.instants import timestamp
from sladsl.evaluate.rows import ratio
from sladsl.evaluate.verdicts import CaseVerdict, Result, WindowVerdict
from sladsl.policy import level_words
from sladsl.policy.names import fold, of_lengths
from sladsl.policy.place import Place
from sladsl.records import define, frozen

MOST_EVENTS = 50
MOST_CASES = 2_000  # of a window; of more only those that were not met are kept
WindowKey = tuple[str, int, int, Group]  # the clause, folded, the window and the group


@frozen
class Basis:
    """What the credits of a window rest on: its verdict, and by case, or stretch, the events."""

    status: str
    value: str
    parts: Mapping[str, tuple[str, tuple[str, ...]]]  # what is so of it, and the ids of its events


@define
class Stated:
    """What earlier statements of one agreement said, added up."""

    periods: list[tuple[int, int]] = Factory(list)
    amounts: dict[Key, Decimal] = Factory(dict)
    claims: dict[Key, str] = Factory(dict)
    names: dict[str, str] = Factory(dict)  # of clauses, as written
    basis: dict[WindowKey, Basis] = Factory(dict)
    policies: dict[str, None] = Factory(dict)
    posted: list[tuple[int, int, Decimal]] = Factory(list)  # where it counts, its window's begin, how much

    def covers(self, end: int) -> bool:
        """Whether windows that end at this instant were stated."""
        return any(begin < end <= last for begin, last in self.periods)


@frozen
class Correction:
    """The difference between what was stated of a credit and what it is now. `events` are ids, the first
    50."""

    key: Key
    clause: str
    stated: Decimal
    now: Decimal
    why: str
    events: tuple[str, ...]
    place: Place | None

    @property
    def amount(self) -> Decimal:
        """What the correcting line adds."""
        return self.now - self.stated


def corrections(
    stated: Stated,
    lines: Sequence[CreditLine],
    result: Result,
    agreement: str,
    policy_hash: str,
    events: Iterable[Event] = (),
) -> Iterator[Correction]:
    """The correcting lines, by window.

    `lines` are all credits of the agreement as they are now. Among the `events`, those judged, is the one
    that made a case void.
    """
    now = {line.key: line for line in lines if stated.covers(line.end)}
    basis = basis_of(result, lines, agreement, stated.covers)
    cases: dict[str, dict[str, CaseVerdict]] = {}
    for case in result.cases:
        if fold(case.agreement) == fold(agreement):
            cases.setdefault(fold(case.clause), {})[_named(case)] = case
    every = tuple(events)
    other_text = bool(stated.policies) and list(stated.policies) != [policy_hash]
    for key in sorted(
        {*now, *stated.amounts}, key=lambda each: (each.end, each.clause, each.number, each.group, each.case)
    ):
        line = now.get(key)
        before = stated.amounts.get(key)
        after = None if line is None else line.amount
        if (before or 0) == (after or 0):
            continue
        before = (after or Decimal(0)) * 0 if before is None else before
        after = before * 0 if after is None else after
        window = (key.clause, key.begin, key.end, key.group)
        present = cases.get(key.clause, {})
        told, named = _changes(key, stated.basis.get(window), basis.get(window), present)
        lengths = (of_lengths(key.clause), *window[1:])
        more, also = _changes(key, stated.basis.get(lengths), basis.get(lengths), {})
        told = [*told, *(f"the longest {each}" for each in more if each not in told)]
        named = tuple(dict.fromkeys((*named, *also, *_voiding(present, told, every))))[:MOST_EVENTS]
        if line is not None and line.claim != stated.claims.get(key, line.claim):
            told, named = [f"{line.claim}, was {stated.claims[key]}"], ()
        elif not told and other_text:
            told = ["the text of the agreement is another one"]
        elif not told:
            told = ["caps leave more or less, as other credits changed"]
        clause = stated.names.get(key.clause, key.clause) if line is None else line.clause
        place = None if line is None else line.place
        yield Correction(key, clause, before, after, "; ".join(told[:8]), named, place)


def _changes(
    key: Key, was: Basis | None, now: Basis | None, present: Mapping[str, CaseVerdict]
) -> tuple[list[str], tuple[str, ...]]:
    """What is otherwise with a window, in words, and the events by which it is."""
    told, events = list[str](), dict[str, None]()
    old, new = (was.parts if was else {}), (now.parts if now else {})
    for name in sorted({*old, *new}):
        before, after = old.get(name), new.get(name)
        if before == after or (key.case and name != key.case):
            continue
        if after is None:
            verdict = present.get(name)
            after = ("not so any more", ()) if verdict is None else (_so(verdict), _events(verdict))
        if before is None or before[0] != after[0]:
            told.append(f"{name} {after[0]}" + (f", was {before[0]}" if before is not None else ""))
        known = set(before[1]) if before is not None else set()
        events.update((id, None) for id in after[1] if id not in known)
    if was is not None and now is not None and (was.status, was.value) != (now.status, now.value):
        told.insert(0, f"{now.status} at {now.value}, was {was.status} at {was.value}")
    return told, tuple(events)[:MOST_EVENTS]


def basis_of(
    result: Result, lines: Iterable[CreditLine], agreement: str, wanted: Callable[[int], bool]
) -> dict[WindowKey, Basis]:
    """What the windows and cases of an agreement rest on, of those whose window's end is `wanted`."""
    decided: dict[tuple[str, Group], list[CaseVerdict]] = {}
    for case in result.cases:
        if fold(case.agreement) == fold(agreement) and case.status in ("met", "breached", "unknown"):
            decided.setdefault((fold(case.clause), case.group), []).append(case)
    found: dict[WindowKey, Basis] = {}
    for window in result.windows:
        if fold(window.agreement) != fold(agreement) or not wanted(window.end):
            continue
        if window.status in ("pending", "at risk"):
            continue
        key = (fold(window.clause), window.begin, window.end, window.group)
        parts = dict(_parts(window, decided.get((key[0], window.group), ())))
        found[key] = Basis(window.status, _value(window), parts)
    for line in lines:
        key = (fold(line.clause), line.begin, line.end, line.group)
        if line.case and wanted(line.end) and key not in found:
            cases = decided.get((key[0], line.group), ())
            span = [
                case
                for case in cases
                if case.status != "met" and line.begin <= (case.decided_at or line.begin) < line.end
            ]
            found[key] = Basis("", "", {_named(case): (case.status, _events(case)) for case in span})
    return found


def _parts(
    window: WindowVerdict, cases: Iterable[CaseVerdict]
) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    if window.measured is not None:
        for each in window.measured.evidence:
            what = each.state if each.kind == "state" else f"{each.state or 'time'} {each.kind}"
            name = f"{what} of {each.case} from {timestamp(each.begin)}"
            yield name, (f"until {timestamp(each.end)}", each.events)
        return
    own = [case for case in cases if _counts_in(case, window)]
    few = len(own) <= MOST_CASES
    for case in own:
        if few or case.status != "met":
            yield _named(case), (case.status, _events(case))


def _voiding(
    present: Mapping[str, CaseVerdict], told: Sequence[str], events: Sequence[Event]
) -> tuple[str, ...]:
    """The events by which cases that are told of became void."""
    about: dict[str, CaseVerdict] = {}
    for each in told:
        name = each.partition(" void by `")[0]
        if name != each and (case := present.get(name)) is not None:
            about[fold(case.case)] = case
    return tuple(
        event.id
        for event in (events if about else ())
        if (case := about.get(fold(event.case))) is not None and f"`{event.kind}`" in case.reason
    )


def _so(case: CaseVerdict) -> str:
    return case.reason if case.status == "void" and case.reason else case.status


def _counts_in(case: CaseVerdict, window: WindowVerdict) -> bool:
    at = case.started if case.decided_at is None else case.decided_at
    return at is not None and window.begin <= at < window.end


def _named(case: CaseVerdict) -> str:
    return case.case if case.cycle == 1 else f"{case.case} ({case.cycle})"


def _events(case: CaseVerdict) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for segment in case.segments for id in segment.events))


def _value(window: WindowVerdict) -> str:
    if window.value is None:
        return "no value"
    if window.measured is None or window.measured.unit == "%":
        return f"{ratio(window.value * 100)}%"
    return level_words.amount(window.value, window.measured.unit)
