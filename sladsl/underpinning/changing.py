"""What a promise about cases rests on may change: clauses are amended, agreements suspended, tiers given.

Found are the instants between which all of it stays as it is.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import prod

from sladsl.policy.model import Clause
from sladsl.policy.names import fold
from sladsl.policy.versions import stretch
from sladsl.records import frozen
from sladsl.underpinning.answers import CannotTell, Key
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.kinds import conditions_of, fields_asked
from sladsl.underpinning.tiered import tiers_of

MOST = 200  # ways in which the stretches of several stages go together

Span = tuple[int, int]


@frozen
class Changing:
    """The clauses (by their keys) of each stage, and the stretches in which what they say stays the same.

    With the first stage goes the promise itself; it has the edges of the others too. Where there is something
    `unproved`, not all ways are among these: a case that is late is one, but without any nothing is known.
    """

    stages: tuple[frozenset[Key], ...]
    spans: tuple[tuple[Span, ...], ...]
    tiered: dict[str, int]  # the stage in which the tiers of an agreement matter that change
    why: str
    unproved: str = ""


def changing(asked: Asked) -> Changing | CannotTell | None:
    """What changes of that on which a promise rests; None where nothing does."""
    stages = tuple(
        frozenset((each.agreement, each.id) for step in stage for each, _, _ in step.under)
        for stage in asked.route.stages
    )
    found: list[set[int]] = []
    reasons: list[str] = []
    tiered: dict[str, int] = {}
    unproved = ""
    for number, keys in enumerate(stages):
        until = asked.term.end if number else asked.starts_before
        marks: set[int] = set()
        above = [] if number else [asked.clause.agreement]
        for id in dict.fromkeys([*above, *sorted(id for id, _ in keys)]):
            given = list(_tiers(asked, id, keys))
            own = {e for each in given for e in each if e is not None and asked.term.begin < e < until}
            if own and tiered.setdefault(id, number) != number:
                unproved = unproved or f"{id} changes its tiers, and several steps are done under it"
            held = list(_held(asked, id))
            inside = {edge for each in held for edge in each if asked.term.begin < edge < until}
            # also of a tier that is over before, or given only after
            if any(begin > asked.term.begin or (end is not None and end < until) for begin, end in given):
                reasons.append(f"the tiers of {id} change")
            # what begins before it may go on into it
            if any(begin < asked.term.end and end > asked.term.begin for begin, end in held):
                reasons.append(f"{id} is suspended")
            marks |= own | inside
        for key in sorted(keys):
            edges = {edge for each in versions_of(asked, key) for edge in _edges(asked, each)}
            reasons += [f"{key[0]}/{key[1]} is amended"] if edges else []
            marks |= {each for each in edges if asked.term.begin < each < until}
        if marks and any(keys & others for n, others in enumerate(stages) if n != number):
            shared = sorted(key for n, others in enumerate(stages) if n != number for key in keys & others)
            several = f"several steps are done under {'/'.join(shared[0])}"
            unproved = unproved or f"{reasons[-1]}, and {several}"
        found.append(marks)
    if not reasons:
        return None
    why = f"{reasons[0]} while {asked.clause.agreement} is in force"
    found[0] = {each for each in set[int]().union(*found) if each < asked.starts_before}
    ends = [asked.starts_before, *(asked.term.end for _ in found[1:])]
    spans = tuple(tuple(pairwise([asked.term.begin, *sorted(m), end])) for m, end in zip(found, ends))
    if prod(map(len, spans)) > MOST:
        return CannotTell(unproved or f"{why}, and so often that not all of it was looked at")
    return Changing(stages, spans, tiered, why, unproved)


def versions_of(asked: Asked, key: Key) -> list[Clause]:
    return [each for each in asked.setting.versions[key] if isinstance(each, Clause)]


def _edges(asked: Asked, clause: Clause) -> Iterator[int]:
    """When a version of a clause begins and ends, where its agreement does not."""
    agreement = asked.setting.agreements[clause.agreement]
    begins, ends = stretch(clause, agreement)
    if begins > agreement.begins:
        yield begins
    if ends is not None and ends != agreement.ends:
        yield ends


def _tiers(asked: Asked, id: str, keys: frozenset[Key]) -> Iterator[tuple[int, int | None]]:
    """From when until when an agreement gives tiers that matter to its clauses in a stage."""
    below = [each for key in sorted(keys) if key[0] == id for each in versions_of(asked, key)]
    conditions = [where for each in below for where in (each.where, *(row.where for row in each.rows))]
    if id == asked.clause.agreement:
        conditions += conditions_of(asked.setting, asked.clause, asked.route)
    names = set(map(fold, fields_asked(where for where in conditions if where is not None)))
    for each in tiers_of(asked.setting.policy, id, asked.clause.subject):
        if fold(each.field) in names:
            yield each.begins, each.ends


def _held(asked: Asked, id: str) -> Iterator[Span]:
    """When an agreement is suspended."""
    for each in asked.setting.agreements[id].life.suspensions:
        yield each.begins, each.ends


def suspended_at(asked: Asked, id: str, instant: int) -> bool:
    return any(begin <= instant < end for begin, end in _held(asked, id))
