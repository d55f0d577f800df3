"""What a clause says of a cycle, stretch by stretch: does it apply, with which target, is it breached."""

from collections.abc import Iterator

from sladsl.evaluate.counting import Countings
from sladsl.evaluate.deadlines import CANNOT_SAY, Undecided, allowance_us, follows_fields, why
from sladsl.evaluate.life import Cycle
from sladsl.evaluate.story import Story
from sladsl.evaluate.terms import RowTerms, Terms
from sladsl.evaluate.truth import Truth, Unknown, Values, truth
from sladsl.policy.model import Clause
from sladsl.records import frozen


@frozen
class Finding:
    """What the fields say in a stretch, and since when they say so.

    `row` is that of the clause's table, `Terms.no_row` where the clause does not apply or none is known.
    """

    applies: Truth
    row: RowTerms
    target: int | Unknown
    since: int
    values: Values


def walk(
    terms: Terms, cycle: Cycle, story: Story, countings: Countings, until: int
) -> tuple[Finding, int | None]:
    """The first finding under which the case is breached, and the breach instant; else the last finding.

    Raises one of CANNOT_SAY where a calendar does not know its days.
    """
    finding: Finding | None = None
    for begin, last, values in _stretches(terms.clause, cycle, story, until):
        applies, row = _applies(terms, values)
        same_row = finding is not None and finding.row is row
        fixed = same_row and row.deadline is not None and not follows_fields(row.deadline)
        target = finding.target if finding and fixed else _target(terms, row, cycle, values)
        same = finding is not None and same_row and (finding.applies, finding.target) == (applies, target)
        finding = Finding(applies, row, target, finding.since if finding and same else begin, values)
        if applies is not True or isinstance(target, Unknown):
            continue
        counting = countings.on(row.calendar, values)
        try:
            if counting.elapsed_us > target and counting.elapsed_at(last) > target:
                at_once = counting.elapsed_at(begin) > target
                return finding, begin if at_once else counting.breach(target)
        except CANNOT_SAY as error:  # of several calendars it must be said which
            raise Undecided(why(error, row.calendar)) from error
    assert finding is not None  # a cycle has a run, and a run has a stretch
    return finding, None


def _applies(terms: Terms, values: Values) -> tuple[Truth, RowTerms]:
    """Whether the clause promises anything of such a case, and by which row."""
    applies = truth(terms.clause.where, values, terms.fields)
    if applies is not True:
        return applies, terms.no_row
    row = terms.row_for(values)
    if isinstance(row, Unknown):
        return row, terms.no_row
    return row.deadline is not None, row


def _stretches(clause: Clause, cycle: Cycle, story: Story, until: int) -> Iterator[tuple[int, int, Values]]:
    """First and last instant of each stretch of a run in which the fields the clause sees do not change."""
    for begin, stop in cycle.runs:
        end = until if stop is None else stop
        if clause.fields == "opening":
            yield begin, end, story.at(cycle.started)
            continue
        marks = [begin, *story.changes(begin, end)]
        for mark, following in zip(marks, [*marks[1:], end + 1]):
            yield mark, following - 1, story.at(mark)


def _target(terms: Terms, row: RowTerms, cycle: Cycle, values: Values) -> int | Unknown:
    if row.deadline is None:
        return 0
    try:
        return allowance_us(row.deadline, cycle.started, row.calendar, terms.agreement.zone, values)
    except CANNOT_SAY as error:
        return Unknown(why(error, row.calendar))
