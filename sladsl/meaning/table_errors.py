"""What the passes say of decision tables."""

from collections.abc import Sequence

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.did_you_mean import closest
from sladsl.source import Span
from sladsl.syntax import tree

_COLUMNS = {
    "within": "say how soon: a column `within`",
    "counting": "say which hours count: a column `counting`",
    "field": "say of which cases a row is: a column with the name of a field",
}


def overlap(first: tree.TableRow, second: tree.TableRow, witness: str) -> Diagnostic:
    """E0322."""
    return Diagnostic(
        "E0322",
        f"two rows are for {witness}",
        second.span,
        "this row",
        [Label(first.span, "and this one")],
        notes=["which of two promises holds must not depend on the order of the rows"],
        help="narrow one of them until no case has two rows",
    )


def never_reached(row: tree.TableRow) -> Diagnostic:
    """E0323."""
    return Diagnostic(
        "E0323",
        "no case can ever have this row",
        row.span,
        notes=["its conditions contradict each other, or the clause's `where`"],
        help="take the row away, or widen the clause",
    )


def no_column(table: tree.Table, kind: str) -> Diagnostic:
    """E0324."""
    names = {"field": "of conditions", "within": "`within`", "counting": "`counting`"}
    place, label = _head(table), ""
    if column := next((c for c in table.columns if kind != "field" and closest(c.name.text, [kind])), None):
        place, label = column.span, f"did you mean `{kind}`?"
    return Diagnostic("E0324", f"the table has no column {names[kind]}", place, label, help=_COLUMNS[kind])


def column_of_no_use(column: tree.Column) -> Diagnostic:
    """E0324: how soon and how often are not said by a table of calendars."""
    return Diagnostic(
        "E0324",
        f"a table of calendars has no column `{column.kind}`",
        column.span,
        help="say it in the clauses that count on the calendar",
    )


def share_not_said(share: tree.ShareOf, a_table: bool) -> Diagnostic:
    """E0324: `for that share` without a column of shares."""
    column = "give the table a column `at least`, or " if a_table else ""
    return Diagnostic(
        "E0324",
        "which share of the cases is promised is not said",
        share.span,
        help=f"{column}say it here: `for at least 90% of {share.of.text}`",
    )


def share_without_window(column: tree.Column, cases: str) -> Diagnostic:
    """E0324: a column of shares, and nothing says over which time."""
    return Diagnostic(
        "E0324",
        "over which time the shares are reckoned is not said",
        column.span,
        help=f"end the sentence with `, for that share of {cases} per calendar month`",
    )


def nothing_promised(table: tree.Table) -> Diagnostic:
    """E0501: every row says `not promised`."""
    return Diagnostic(
        "E0501",
        "no row of the table promises anything",
        _head(table),
        help="say in one row how soon, or take the clause away",
    )


def share_said_twice(share: tree.ShareOf) -> Diagnostic:
    """E0324: the table has shares, and the sentence one for all."""
    return Diagnostic(
        "E0324",
        "the table says the shares, and so does this",
        share.span,
        help=f"say `for that share of {share.of.text}` here, or take the column away",
    )


def too_many_cases(table: tree.Table) -> Diagnostic:
    """E0325."""
    return Diagnostic(
        "E0325",
        "the table tells apart more cases than can be checked",
        _head(table),
        notes=["whether two rows are for one case is tried for every combination of values"],
        help="make two clauses of it, each with fewer columns",
    )


def gap(table: tree.Table, witnesses: Sequence[str], count: int) -> Diagnostic:
    """W0301."""
    more = f"; and {count - len(witnesses)} more" if count > len(witnesses) else ""
    return Diagnostic(
        "W0301",
        f"no row is for {witnesses[0]}",
        _head(table),
        notes=[f"nor for {'; '.join(witnesses[1:])}{more}"] if len(witnesses) > 1 else [],
        help="such a case will be unknown; add a row, with `not promised` where nothing is meant",
    )


def _head(table: tree.Table) -> Span:
    return table.columns[0].span.to(table.columns[-1].span)
