"""A required level against the clauses that are to meet it.

A clause satisfies a level if it is never weaker: whatever breaks the level breaks the clause. Where none of
several clauses does so alone, the level is not satisfied if one log breaks it and keeps them all.
"""

from collections.abc import Sequence

from sladsl.policy.model import Clause, WindowClause
from sladsl.records import frozen
from sladsl.underpinning.comparison.clauses import compared
from sladsl.underpinning.comparison.findings import Difference, Witness
from sladsl.underpinning.comparison.grounds import ground_of, shown
from sladsl.underpinning.comparison.replay import Judge, first_witness
from sladsl.underpinning.comparison.sides import Side
from sladsl.underpinning.requirements.answers import Part, PartAnswer
from sladsl.underpinning.requirements.eased import eased
from sladsl.underpinning.requirements.hours import calendars_of, ready, strictest, to_be_agreed_of
from sladsl.underpinning.requirements.story import story
from sladsl.underpinning.requirements.stretches import AnyClause, Stretch
from sladsl.underpinning.requirements.together import together

MOST_CLAUSES = 20  # of those that meet one requirement


@frozen
class _Answer:
    answer: PartAnswer
    why: str
    witness: Witness | None = None
    by: AnyClause | None = None


def level_part(level: AnyClause, over: Sequence[Stretch], judge: Judge) -> Part:
    """Whether a required level is satisfied in all the time that it is required."""
    worst = _Answer("satisfied", "")
    for each in over:
        found = _over(level, each, judge)
        if found.answer == "not satisfied" or worst.answer == "satisfied":
            worst = found
        if found.answer == "not satisfied":
            break
    ids = dict.fromkeys(clause.id for each in over for clause in each.clauses)
    told = (
        ()
        if worst.witness is None or worst.by is None
        else story(worst.witness, over[0].agreement.zone, worst.by.id)
    )
    return Part(
        text=level.place.text,
        answer=worst.answer,
        why=worst.why,
        place=level.place,
        clauses=tuple(ids),
        story=told,
        witness=worst.witness,
        by="" if worst.by is None else worst.by.id,
    )


def _over(level: AnyClause, over: Stretch, judge: Judge) -> _Answer:
    """In a stretch of time in which the same clauses are in force."""
    alike = [each for each in over.clauses if _about_the_same(level, each)]
    doubts: list[str] = []
    alone: list[tuple[AnyClause, Witness]] = []
    looked_at = (alike or over.clauses)[:MOST_CLAUSES]
    if len(alike or over.clauses) > len(looked_at):
        doubts.append(f"it is met by {len(over.clauses)} clauses, of which {MOST_CLAUSES} were looked at")
    for clause in looked_at:
        sides = ready(over.level(level), over.side(clause), bool(alike))
        found = _against(sides.level, sides.clause, judge)
        if found.never_weaker and sides.concludes in ("both", "satisfied"):
            return _Answer("satisfied", f"{clause.id} promises at least as much", by=clause)
        if found.weaker is None or sides.concludes in ("satisfied", "nothing"):
            doubts += [f"{clause.id}: {each}" for each in ((sides.doubt,) if sides.doubt else _doubts(found))]
        elif _hangs_on_hours(over.level(level), over):
            doubts.append(f"{clause.id}: it hangs on the hours that are still to be agreed")
        elif kept := _all_kept(found.weaker, sides.level, over, sides.clause, judge):
            why = _why(clause, found, bool(alike)) + (", whatever the hours will be" if sides.doubt else "")
            return _Answer("not satisfied", why, kept, clause)
        else:
            alone.append((clause, found.weaker))
    return _together(level, over, alike[:MOST_CLAUSES], alone, doubts, judge)


def _together(
    level: AnyClause,
    over: Stretch,
    alike: Sequence[AnyClause],
    alone: Sequence[tuple[AnyClause, Witness]],
    doubts: list[str],
    judge: Judge,
) -> _Answer:
    """Where no clause satisfies the level alone."""
    joined = together(over, alike)
    if joined is not None:
        sides = ready(over.level(level), joined, alike=True)
        found = _against(sides.level, sides.clause, judge)
        name = joined.clause.id
        if found.never_weaker and sides.concludes in ("both", "satisfied"):
            return _Answer("satisfied", f"{name} together promise at least as much", by=joined.clause)
        open_ended = _hangs_on_hours(over.level(level), over)
        if found.weaker is not None and sides.concludes in ("both", "not satisfied") and not open_ended:
            kept = _all_kept(found.weaker, sides.level, over, sides.clause, judge)
            if kept is not None:
                return _Answer("not satisfied", f"{name} together promise less", kept, joined.clause)
    if alone and not doubts:
        names = " and ".join(clause.id for clause, _ in alone)
        doubts = [f"alone {names} promise{'s' * (len(alone) == 1)} less, together perhaps not"]
    return _Answer("cannot tell", "; ".join(dict.fromkeys(doubts)))


def _hangs_on_hours(level: Side, over: Stretch) -> bool:
    """Whether a level on hours to be agreed meets clauses on other hours: of long hours one may do, of short
    ones another."""
    return bool(to_be_agreed_of(level)) and any(
        calendars_of(over.side(each)) != calendars_of(level) for each in over.clauses
    )


def _about_the_same(level: AnyClause, clause: AnyClause) -> bool:
    """Whether a clause is about the clock, or the measure, that the level is about."""
    if isinstance(level, Clause) and isinstance(clause, Clause):
        return (level.subject, level.clock) == (clause.subject, clause.clock)
    if isinstance(level, WindowClause) and isinstance(clause, WindowClause):
        return level.subject == clause.subject and type(level.measure) is type(clause.measure)
    return False


def _all_kept(found: Witness, level: Side, over: Stretch, by: Side, judge: Judge) -> Witness | None:
    """A log that breaks the level and keeps this clause and the others that meet it too."""
    others = [strictest(over.side(each)) for each in over.clauses if each.id != by.clause.id]
    apart = [each.clause for each in others if not _about_the_same(level.clause, each.clause)]
    for log in (found.log, eased(found.log, over.policy, (level.clause, by.clause), apart)):
        shown_by = [first_witness(judge, level.text, each.text, [log], "old") for each in (by, *others)]
        if all(each is not None for each in shown_by):
            return shown_by[0]
    return None


def _said(of: Difference) -> str:
    if not of.old:
        return f"{of.about}: {of.new}, of which the requirement says nothing"
    if not of.new:
        return f"{of.about}: {of.old} is required, and not promised"
    return f"{of.about}: {of.old} is required, {of.new} is promised"


@frozen
class _Against:
    never_weaker: bool
    weaker: Witness | None
    differences: tuple[Difference, ...]
    doubts: tuple[str, ...]


def _against(level: Side, clause: Side, judge: Judge) -> _Against:
    """Whether what breaks the level breaks the clause: a proof of it, or a log that shows otherwise."""
    if isinstance(level.clause, Clause) != isinstance(clause.clause, Clause):
        both = compared(level, clause, judge)
        return _Against(both.never_weaker, both.weaker, both.differences, both.doubts)
    ground = ground_of(level, clause)
    if ground.doubt:
        return _Against(False, None, ground.differences, (ground.doubt,))
    ways = ground.down()
    weaker = shown(judge, level.text, clause.text, ways[: ground.tried], "old")
    return _Against(not ways, weaker, ground.differences, tuple(each.doubt for each in ways))


def _doubts(found: _Against) -> list[str]:
    return list(dict.fromkeys(found.doubts)) or ["they could not be compared"]


def _why(clause: AnyClause, found: _Against, alike: bool) -> str:
    """In what the clause falls short, as far as its wording tells."""
    if not alike:
        return f"{clause.id} promises nothing of this kind, and silence is a gap"
    less = [
        _said(each)
        for each in found.differences
        if each.effect in ("weaker", "either") and each.about != "credit"
    ]
    return "; ".join(less) or f"{clause.id} promises less"
