"""One clause against another: proofs first, then witnesses, then the answer."""

from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import evolve, frozen

from sladsl.policy import level_words, words
from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.names import fold
from sladsl.underpinning.comparison.cases import way
from sladsl.underpinning.comparison.differences import differences
from sladsl.underpinning.comparison.findings import (
    Answer,
    ClauseFinding,
    Difference,
    Log,
    Witness,
    answer_of,
)
from sladsl.underpinning.comparison.level_differences import level_differences
from sladsl.underpinning.comparison.level_logs import Teller
from sladsl.underpinning.comparison.level_ways import level_way
from sladsl.underpinning.comparison.levels import Level, level_of
from sladsl.underpinning.comparison.money_differences import credit_differences
from sladsl.underpinning.comparison.openings import Opening
from sladsl.underpinning.comparison.promises import Promise, promise_of
from sladsl.underpinning.comparison.replay import Judge, Text, alone, first_witness
from sladsl.underpinning.comparison.staging import level_stage, shortened, stage_of

EDGE = (
    "a case counts in the window in which it is decided: near a window's edge the shorter of two deadlines "
    "may decide it in the window before"
)


@frozen
class Side:
    """A clause with its agreement and policy."""

    policy: Policy
    agreement: Agreement
    clause: Clause | WindowClause

    @property
    def text(self) -> Text:
        """The clause alone, ready to judge by."""
        return Text(alone(self.policy, self.clause), self.clause, promised(self.clause))


def promised(clause: Clause | WindowClause) -> str:
    """What a window of the clause is held to."""
    if isinstance(clause, WindowClause):
        return level_words.target(clause.target, clause.unit)
    return "" if clause.share is None else f"at least {words.percent(clause.share.at_least)}"


def compared(old: Side, new: Side, judge: Judge) -> ClauseFinding:
    """The finding on a clause that both texts have."""
    blank = _blank(old, new)
    found = _found(blank, old, new, judge)
    was, now = ((each.agreement.id, each.clause.id) for each in (old, new))
    credits = tuple(credit_differences(old.policy, was, new.policy, now))
    return evolve(found, differences=(*found.differences, *credits))


def _found(blank: ClauseFinding, old: Side, new: Side, judge: Judge) -> ClauseFinding:
    if isinstance(old.clause, Clause) and isinstance(new.clause, Clause):
        return _of_cases(blank, old, new, judge)
    if isinstance(old.clause, WindowClause) and isinstance(new.clause, WindowClause):
        return _of_windows(blank, old, new, judge)
    return _of_both_kinds(blank, old, new, judge)


def gone(old: Side, judge: Judge) -> ClauseFinding:
    """The finding on a clause that the new text lacks."""
    return evolve(_blank(old, None), answer="removed", weaker=_alone(old, judge, "old"), never_stricter=True)


def come(new: Side, judge: Judge) -> ClauseFinding:
    """The finding on a clause that the old text lacked."""
    return evolve(_blank(None, new), answer="added", stricter=_alone(new, judge, "new"), never_weaker=True)


def _of_cases(blank: ClauseFinding, old: Side, new: Side, judge: Judge) -> ClauseFinding:
    was, now = _promise(old), _promise(new)
    changed = differences(old.policy, old.clause, new.policy, new.clause, was, now)
    if was == now:
        return _answered(evolve(blank, differences=changed), None, None, (), ())
    stage = stage_of(was, now)
    if stage is None:
        doubt = "there is no time in which both are in force and know their calendars"
        return evolve(blank, differences=changed, doubts=(doubt,))
    down, up = way(was, now, stage).openings, way(now, was, stage).openings
    texts = old.text, new.text
    weaker = _shown(judge, *texts, down, "old")
    stricter = _shown(judge, *texts, up, "new")
    by_decision = any(each.share is not None and each.share.by == "decision" for each in (was, now))
    notes = (EDGE,) * (by_decision and was.offers != now.offers)
    if shortened(stage, was, now):
        days = [words.instant(us, stage.zone)[:10] for us in (stage.begin, stage.end - 1)]
        notes += (f"compared from {' to '.join(days)}",)
    return _answered(evolve(blank, differences=changed, notes=notes), weaker, stricter, down, up)


def _of_windows(blank: ClauseFinding, old: Side, new: Side, judge: Judge) -> ClauseFinding:
    was, now = _level(old), _level(new)
    changed = tuple(level_differences(was, now))
    stage = level_stage(was, now)
    if stage is None:
        doubt = "there is no time in which both are in force and know their calendars"
        return evolve(blank, differences=changed, doubts=(doubt,))
    down = level_way(was, now, stage, Teller(was, now, stage).logs)
    up = level_way(now, was, stage, Teller(now, was, stage).logs)
    weaker = _shown(judge, old.text, new.text, down[:1], "old")
    stricter = _shown(judge, old.text, new.text, up[:1], "new")
    return _answered(evolve(blank, differences=changed), weaker, stricter, down, up)


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


def _shown(
    judge: Judge, old: Text, new: Text, openings: Iterable[Opening], broken_by: Literal["old", "new"]
) -> Witness | None:
    logs: Iterable[Log] = (log for opening in openings for log in opening.logs())
    return first_witness(judge, old, new, logs, broken_by)


def _alone(side: Side, judge: Judge, which: Literal["old", "new"]) -> Witness | None:
    """A log that breaks the clause where there is no other text."""
    old, new = (side.text, None) if which == "old" else (None, side.text)
    return first_witness(judge, old, new, _breaking(side), which)


def _breaking(side: Side) -> Iterator[Log]:
    """Logs that may break a clause."""
    if isinstance(side.clause, WindowClause):
        level = _level(side)
        stage = level_stage(level, level)
        yield from () if stage is None else Teller(level, level, stage).logs()
        return
    promise = _promise(side)
    over = stage_of(promise, promise)
    openings = () if over is None else way(promise, evolve(promise, subject=""), over).openings
    yield from (log for each in openings for log in each.logs())


def _level(side: Side) -> Level:
    assert isinstance(side.clause, WindowClause)
    return level_of(side.policy, side.agreement, side.clause)


def _promise(side: Side) -> Promise:
    assert isinstance(side.clause, Clause)
    return promise_of(side.policy, side.agreement, side.clause)


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
