"""Verdicts before they are decided, and the rows of cycles that are not reckoned at all."""

from attrs import evolve

from sladsl.evaluate.groups import group_of
from sladsl.evaluate.life import Cycle
from sladsl.evaluate.story import Story
from sladsl.evaluate.terms import RowTerms, Terms
from sladsl.evaluate.truth import Unknown, Values, truth
from sladsl.evaluate.verdicts import CaseVerdict, Segment, Status


def until_of(cycle: Cycle, limit: int) -> int:
    """The instant a cycle is judged at: its stop, what ended it, or as of now."""
    if cycle.stopped is not None:
        return cycle.stopped
    return limit if cycle.ended is None else cycle.ended.at


def cut(segments: tuple[Segment, ...], end: int) -> tuple[Segment, ...]:
    """The segments, the one still open ended."""
    return tuple(evolve(segment, end=end) if segment.end is None else segment for segment in segments)


def unjudged(
    terms: Terms, case: str, cycle: Cycle, story: Story, limit: int, status: Status, reason: str
) -> CaseVerdict | None:
    """The row of a cycle that is not reckoned at all, unless the clause does not apply to it."""
    opening = terms.clause.fields == "opening"
    values = story.at(cycle.started if opening else until_of(cycle, limit))
    if truth(terms.clause.where, values, terms.fields) is False:
        return None
    row = terms.row_for(values)
    if isinstance(row, Unknown):
        row = terms.no_row
    elif row.deadline is None:
        return None
    return evolve(blank(terms, case, cycle, values, row), status=status, reason=reason, row=row.number)


def blank(terms: Terms, case: str, cycle: Cycle, values: Values, row: RowTerms) -> CaseVerdict:
    """A verdict that says nothing yet."""
    clause = terms.clause
    return CaseVerdict(
        agreement=clause.agreement,
        clause=clause.id,
        case=case,
        cycle=cycle.number,
        status="unknown",
        reason="",
        group=group_of(terms, values, row),
        started=cycle.started,
        due=None,
        breach_at=None,
        stopped=cycle.stopped,
        decided_at=None,
        elapsed_us=0,
        paused_us=0,
        target_us=None,
        warned=(),
        segments=(),
        calendar="" if row is terms.no_row and not terms.one_calendar else row.calendar_id,
        version=clause.version or terms.agreement.version,
    )
