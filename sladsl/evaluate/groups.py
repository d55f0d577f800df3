"""In which group a case counts: by its own version of the clause, and by the version a window belongs to."""

from collections.abc import Sequence
from fractions import Fraction

from sladsl.evaluate.story import Story
from sladsl.evaluate.terms import RowTerms, Terms
from sladsl.evaluate.truth import Unknown, Values, folded, said, truth
from sladsl.evaluate.verdicts import CaseVerdict
from sladsl.records import frozen

NOT_STATED = "(not stated)"
Group = tuple[tuple[str, str], ...]


@frozen
class Placed:
    """The group, and the share promised of it where that is its row's own.

    `meant`: the version promises something of such a case, or it is not known whether it does.
    """

    group: Group
    at_least: Fraction | None
    meant: bool


def group_of(terms: Terms, values: Values, row: RowTerms) -> Group:
    """Where the rows have shares of their own, a case is counted with its row's cases; if it is not known
    which row that is, with those that state the same."""
    share = terms.clause.share
    group = tuple(_stated(values, name) for name in (share.group if share else ()))
    if row.at_least is not None:
        return row.label + group
    if row is terms.no_row and any(each.at_least is not None for each in terms.rows):
        return tuple(_stated(values, name) for name, _ in terms.rows[0].label) + group
    return group


def placed(
    versions: Sequence[Terms], number: int, verdict: CaseVerdict, story: Story, limit: int
) -> tuple[Placed, ...]:
    """The group under each version of the clause; the verdict is of the one with this number."""
    found = []
    for other, terms in enumerate(versions):
        if other == number:
            rows = terms.clause.rows
            own = None if verdict.row is None else rows[verdict.row].at_least
            found.append(Placed(verdict.group, own, True))
            continue
        decided = verdict.stopped if verdict.decided_at is None else verdict.decided_at
        at = limit if decided is None else decided
        if terms.clause.fields == "opening" and verdict.started is not None:
            at = verdict.started
        values = story.at(at)
        row = terms.row_for(values)
        row = terms.no_row if isinstance(row, Unknown) else row
        meant = truth(terms.clause.where, values, terms.fields) is not False
        found.append(Placed(group_of(terms, values, row), row.at_least, meant))
    return tuple(found)


def _stated(values: Values, name: str) -> tuple[str, str]:
    value = values.get(folded(name))
    return name, NOT_STATED if value is None else said(value)
