"""What the passes say of decision tables."""

from collections.abc import Sequence

from sladsl.diagnostics import Diagnostic, Label
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
    place = table.columns[0].span.to(table.columns[-1].span) if table.columns else table.span
    names = {"field": "of conditions", "within": "`within`", "counting": "`counting`"}
    return Diagnostic("E0324", f"the table has no column {names[kind]}", place, help=_COLUMNS[kind])


def share_not_said(share: tree.ShareOf) -> Diagnostic:
    """E0324: `for that share` without a column of shares, or a column without that sentence."""
    return Diagnostic(
        "E0324",
        "which share of the cases is promised is not said",
        share.span,
        help="give the table a column `at least`, or say it here: `for at least 90% of incidents`",
    )


def share_said_twice(share: tree.ShareOf) -> Diagnostic:
    """E0324: the table has shares, and the sentence one for all."""
    return Diagnostic(
        "E0324",
        "the table says the shares, and so does this",
        share.span,
        help="say `for that share of incidents per calendar month`",
    )


def too_many_cases(table: tree.Table) -> Diagnostic:
    """E0325."""
    return Diagnostic(
        "E0325",
        "the table tells apart more cases than can be checked",
        table.columns[0].span.to(table.columns[-1].span),
        notes=["whether two rows are for one case is tried for every combination of values"],
        help="make two clauses of it, each with fewer columns",
    )


def gap(table: tree.Table, witnesses: Sequence[str], count: int) -> Diagnostic:
    """W0301."""
    more = f" and {count - len(witnesses)} more" if count > len(witnesses) else ""
    return Diagnostic(
        "W0301",
        f"no row is for {witnesses[0]}",
        table.columns[0].span.to(table.columns[-1].span),
        notes=[f"nor for {'; '.join(witnesses[1:])}{more}"] if len(witnesses) > 1 else [],
        help="such a case will be unknown; add a row, with `not promised` where nothing is meant",
    )
