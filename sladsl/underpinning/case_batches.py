"""Histories of many cases, put together from batches of cases that go alike."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from sladsl.policy.regions import Case
from sladsl.policy.regions import said as cases_said
from sladsl.policy.values import Value
from sladsl.records import frozen
from sladsl.underpinning import said
from sladsl.underpinning.answers import Counterexample, Happening, Key
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.handover import Known
from sladsl.underpinning.kinds import Kind, Promise
from sladsl.underpinning.witness import event_of, first_event, milestone

MOST_CASES = 2_000
MINUTE = 60_000_000


@frozen
class Batch:
    """So many cases of these fields, begun at `start`.

    All steps are `done` at an instant; or those before the step `late_in` are done at once (`slow`: each
    takes all its time), and from that one on all at `done`, if that is before the term ends: else never. Of
    others they begin with the step of the promise `since`. If `changing`, the event of that number gives
    other values, and all events are a minute apart; after them comes the event `void`.
    """

    count: int
    start: int
    case: Case
    done: int
    late_in: tuple[int, int] | None = None
    slow: bool = False
    since: Promise | None = None
    changing: tuple[int, Case] | None = None
    void: str = ""


def history(
    asked: Asked, kind: Kind, batches: Sequence[Batch], breach: int, as_of: int
) -> Counterexample | None:
    """All of the batches; None where these are more cases than anybody reads."""
    if sum(each.count for each in batches) > MOST_CASES:
        return None
    known = [each for each in asked.course(kind).known if each.since]
    positions = {id(leg): (n, p) for n, stage in enumerate(kind.way) for p, leg in enumerate(stage)}
    happenings: list[Happening] = []
    late: list[str] = []
    first = 1
    for batch in batches:
        of_kind = evolve(kind, example=batch.case)
        skipped = next((n for n, each in enumerate(known) if _is_by(each, batch.since)), 0)
        for number in range(first, first + batch.count):
            name = f"CASE-{number}"
            opened = first_event(asked, of_kind, batch.start)
            if batch.since is not None:
                opened = evolve(opened, kind=_start_of(asked, batch.since))
            happenings.append(evolve(opened, case=name))
            for place, (each, at) in enumerate(_course(batch, known[skipped:], positions)):
                happening = evolve(event_of(asked, of_kind, milestone(asked, each), at), case=name)
                if batch.changing is not None:
                    at, new = batch.start + (place + 1) * MINUTE, batch.changing
                    happening = evolve(happening, at=at, fields=_given(new[1]) if place == new[0] else {})
                if at < asked.term.end or batch.late_in is None:
                    happenings.append(happening)
            if batch.void:
                happenings.append(
                    evolve(event_of(asked, of_kind, batch.void, batch.done + MINUTE), case=name)
                )
            if batch.late_in is not None:
                late.append(name)
        first += batch.count
    kept: dict[Key, None] = {}
    for stage in kind.way:
        for leg in stage:
            kept.update(dict.fromkeys(promise.key for promise in leg.promises))
    breached = breach, _breached(asked, kind, late, breach)
    story = tuple(line for _, line in sorted([*_story(asked, kind, batches), breached]))
    ordered = tuple(sorted(happenings, key=lambda each: each.at))
    return Counterexample(ordered, as_of, tuple(kept), story)


def _given(case: Case) -> dict[str, Value]:
    return {name: value for name, value in case.items() if value is not None}


def _start_of(asked: Asked, promise: Promise) -> str:
    """The event with which a case under the promise begins."""
    clock = asked.setting.clock_of(promise.clause)
    return next(each.event for each in clock.transitions if each.action in ("start", "restart"))


def _is_by(known: Known, promise: Promise | None) -> bool:
    if known.leg is None or promise is None:
        return False
    return any(each.key == promise.key for each in known.leg.promises)


def _course(
    batch: Batch, known: Sequence[Known], positions: dict[int, tuple[int, int]]
) -> Iterator[tuple[Known, int]]:
    """When what is known of comes."""
    at = batch.done if batch.late_in is None else batch.start
    for each in known:
        position = positions.get(id(each.leg))
        if batch.late_in is not None:
            if position == batch.late_in:
                at = batch.done
            elif batch.slow and at != batch.done:
                at = max(at, each.by(batch.start))
        yield each, at


def _story(asked: Asked, kind: Kind, batches: Sequence[Batch]) -> Iterator[tuple[int, str]]:
    """A line for all that begin at an instant."""
    zone = kind.target.agreement.zone
    told: dict[int, list[Batch]] = {}
    for batch in batches:
        told.setdefault(batch.start, []).append(batch)
    for start in sorted(told):
        own = [each for each in told[start] if each.count]
        opened = said.counted(sum(each.count for each in own), "case")
        parts = []
        for each in own:
            if each.late_in is None:
                apart: Case = {n: v for n, v in _given(each.case).items() if kind.example.get(n) != v}
                fields = f" with {cases_said(apart)}" if apart else ""
                at_once = "at once" if each.done == each.start else f"at {said.time(each.done, zone)}"
                if each.changing is not None:
                    at_once = f"within minutes, by then with {cases_said(each.changing[1])}"
                if each.void:
                    at_once = f"{at_once}, and then {each.void}"
                many = "all" if len(own) == 1 else said.counted(each.count, "case")
                parts.append(f"{many}{fields} done {at_once}")
        yield start, f"{said.time(start, zone)}  {', '.join([f'{opened} opened', *parts])}"


def _breached(asked: Asked, kind: Kind, late: Sequence[str], breach: int) -> str:
    more = " and more" if len(late) > 5 else ""
    return (
        f"{said.time(breach, kind.target.agreement.zone)}  {said.listed(late[:5])}{more} breached under "
        f"{asked.key[0]}/{asked.key[1]}"
    )
