"""One clause against another: proofs first, then witnesses, then the answer."""

from collections.abc import Iterator
from typing import Literal

from attrs import evolve

from sladsl.policy.model import Clause, WindowClause
from sladsl.policy.names import fold
from sladsl.underpinning.comparison.cases import way
from sladsl.underpinning.comparison.credit_differences import credit_differences
from sladsl.underpinning.comparison.findings import Answer, ClauseFinding, Difference, Log, Witness, answer_of
from sladsl.underpinning.comparison.grounds import ground_of, level_in, promise_in, shown
from sladsl.underpinning.comparison.level_logs import Teller
from sladsl.underpinning.comparison.openings import Opening
from sladsl.underpinning.comparison.replay import Judge, first_witness
from sladsl.underpinning.comparison.sides import Side
from sladsl.underpinning.comparison.staging import level_stage, stage_of


def compared(old: Side, new: Side, judge: Judge) -> ClauseFinding:
    """The finding on a clause that both texts have."""
    blank = _blank(old, new)
    found = _found(blank, old, new, judge)
    was, now = ((each.agreement.id, each.clause.id) for each in (old, new))
    credits = tuple(credit_differences(old.policy, was, new.policy, now))
    return evolve(found, differences=(*found.differences, *credits))


def _found(blank: ClauseFinding, old: Side, new: Side, judge: Judge) -> ClauseFinding:
    if isinstance(old.clause, Clause) == isinstance(new.clause, Clause):
        return _with_ways(blank, old, new, judge)
    return _of_both_kinds(blank, old, new, judge)


def gone(old: Side, judge: Judge) -> ClauseFinding:
    """The finding on a clause that the new text lacks."""
    return evolve(_blank(old, None), answer="removed", weaker=_alone(old, judge, "old"), never_stricter=True)


def come(new: Side, judge: Judge) -> ClauseFinding:
    """The finding on a clause that the old text lacked."""
    return evolve(_blank(None, new), answer="added", stricter=_alone(new, judge, "new"), never_weaker=True)


def _with_ways(blank: ClauseFinding, old: Side, new: Side, judge: Judge) -> ClauseFinding:
    ground = ground_of(old, new)
    blank = evolve(blank, differences=ground.differences, notes=ground.notes)
    if ground.doubt:
        return evolve(blank, doubts=(ground.doubt,))
    down, up = ground.down(), ground.up()
    weaker = shown(judge, old.text, new.text, down[: ground.tried], "old")
    stricter = shown(judge, old.text, new.text, up[: ground.tried], "new")
    return _answered(blank, weaker, stricter, down, up)


def _of_both_kinds(blank: ClauseFinding, old: Side, new: Side, judge: Judge) -> ClauseFinding:
    """One is about cases, the other about windows: each is broken by logs of its own."""
    logs = {"old": _breaking(old), "new": _breaking(new)}
    weaker = first_witness(judge, old.text, new.text, logs["old"], "old")
    stricter = first_witness(judge, old.text, new.text, logs["new"], "new")
    doubts = () if weaker and stricter else ("one is about cases, the other about whole windows",)
    change = Difference("kind", _KINDS[type(old.clause)], _KINDS[type(new.clause)], "either")
    answer = answer_of(weaker, stricter, False, False)
    return evolve(
        blank, answer=answer, weaker=weaker, stricter=stricter, doubts=doubts, differences=(change,)
    )


_KINDS = {Clause: "a promise about each case", WindowClause: "a promise about whole windows"}


def _answered(
    blank: ClauseFinding,
    weaker: Witness | None,
    stricter: Witness | None,
    down: tuple[Opening, ...],
    up: tuple[Opening, ...],
) -> ClauseFinding:
    answer = answer_of(weaker, stricter, not down, not up)
    doubts = list[str]()
    if weaker is None and down:
        doubts += [f"it may be weaker: {each.doubt}" for each in down]
    if stricter is None and up:
        doubts += [f"it may be stricter: {each.doubt}" for each in up]
    return evolve(
        blank,
        answer=answer,
        weaker=weaker,
        stricter=stricter,
        never_weaker=not down,
        never_stricter=not up,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _alone(side: Side, judge: Judge, which: Literal["old", "new"]) -> Witness | None:
    """A log that breaks the clause where there is no other text."""
    old, new = (side.text, None) if which == "old" else (None, side.text)
    return first_witness(judge, old, new, _breaking(side), which)


def _breaking(side: Side) -> Iterator[Log]:
    """Logs that may break a clause."""
    if isinstance(side.clause, WindowClause):
        level = level_in(side)
        stage = level_stage(level, level)
        yield from () if stage is None else Teller(level, level, stage).logs()
        return
    promise = promise_in(side)
    over = stage_of(promise, promise)
    openings = () if over is None else way(promise, evolve(promise, subject=""), over).openings
    yield from (log for each in openings for log in each.logs())


def _blank(old: Side | None, new: Side | None) -> ClauseFinding:
    of = new or old
    assert of is not None
    answer: Answer = "cannot tell"
    return ClauseFinding(
        agreement=of.agreement.id,
        clause=of.clause.id,
        kind=of.clause.kind if isinstance(of.clause, WindowClause) else "clause",
        answer=answer,
        old_text="" if old is None else old.clause.place.text,
        new_text="" if new is None else new.clause.place.text,
        old_place="" if old is None else f"{old.clause.place.file}:{old.clause.place.line}",
        new_place="" if new is None else f"{new.clause.place.file}:{new.clause.place.line}",
        zone=of.agreement.zone,
        renamed=old.clause.id if old and new and fold(old.clause.id) != fold(new.clause.id) else "",
    )
