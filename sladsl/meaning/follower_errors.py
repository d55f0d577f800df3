"""What the passes say of clauses that speak of others: windows and cases in a row, and outcomes."""

from collections.abc import Iterable

from sladsl.diagnostics import Diagnostic
from sladsl.policy import model
from sladsl.syntax import tree


def not_a_share(row: tree.InARow, below: tree.Raw) -> Diagnostic:
    """E0315: `OUTAGES shall not be below 95% in 3 consecutive months`."""
    name = row.clause.text
    return Diagnostic(
        "E0315",
        f"clause `{name}` promises no share that could be below `{below.text}`",
        below.span,
        help=f"say `{name} shall not be missed in {row.count.text} consecutive {row.unit}s`",
    )


def watches_in_a_clause(watches: tree.Watches) -> Diagnostic:
    """E0508."""
    return Diagnostic(
        "E0508",
        "only an outcome watches clauses",
        watches.span,
        help="begin with `outcome NAME:` in place of `clause NAME:`",
    )


def outcome_watches_nothing(outcome: tree.Clause, clauses: Iterable[str]) -> Diagnostic:
    """E0508."""
    names = " and ".join(list(clauses)[:2]) or "RESPONSE"
    return Diagnostic(
        "E0508",
        f"outcome `{outcome.name.text}` watches no clause",
        outcome.name.span,
        notes=["an outcome is what the customer wants; the clauses it watches are how it is promised"],
        help=f"name them: `It watches {names}.`",
    )


def about_itself(name: tree.Name, why: str) -> Diagnostic:
    """E0508: an outcome that watches itself, a row of its own windows."""
    return Diagnostic("E0508", f"clause `{name.text}` {why}", name.span, help="name another clause")


def in_a_row_of_other_windows(written: tree.InARow, window: model.Window) -> Diagnostic:
    """E0508: three months of a clause that is judged by the quarter."""
    if window.kind == "rolling":
        return Diagnostic(
            "E0508",
            f"the windows of `{written.clause.text}` overlap, and so none follows another",
            written.clause.span,
            help="count windows of a clause by the month, the quarter or the year",
        )
    return Diagnostic(
        "E0508",
        f"the windows of `{written.clause.text}` are {window.kind} {window.unit}s, not {written.unit}s",
        written.clause.span,
        help=f"say `in {written.count.text} consecutive {window.unit}s`",
    )


def in_a_row_of_nothing(written: tree.InARow) -> Diagnostic:
    """E0508: the clause named has no windows."""
    return Diagnostic(
        "E0508",
        f"clause `{written.clause.text}` has no windows that could follow each other",
        written.clause.span,
        help="give it a share: `, for at least 95% of cases per calendar month`",
    )


def in_a_row_of_rows(written: tree.InARow) -> Diagnostic:
    """E0508: the clause named is about windows in a row itself."""
    return Diagnostic(
        "E0508",
        f"clause `{written.clause.text}` is itself about windows in a row",
        written.clause.span,
        help="name the clause whose windows are meant",
    )


def no_row(written: tree.InARow) -> Diagnostic:
    """E0314: 1 consecutive month, or a million."""
    return Diagnostic(
        "E0314",
        "windows in a row are a whole number from 2 to 1000",
        written.count.span,
        help=f"say, for example, `in 3 consecutive {written.unit}s`",
    )


def no_cases_in_a_row(written: tree.CasesInARow) -> Diagnostic:
    """E0340: `UPTIME shall not be missed by 3 consecutive cases`, of an availability."""
    return Diagnostic(
        "E0340",
        f"clause `{written.clause.text}` has no cases that could follow each other",
        written.clause.span,
        notes=["cases are what a clock judges: `Every incident shall be resolved within 4 hours, ...`"],
        help=f"count its windows: `{written.clause.text} shall not be missed in {written.count.text} "
        "consecutive months`",
    )


def no_row_of_cases(written: tree.CasesInARow) -> Diagnostic:
    """E0314: 1 consecutive incident, or a million."""
    return Diagnostic(
        "E0314",
        "cases in a row are a whole number from 2 to 1000",
        written.count.span,
        help=f"say, for example, `by 3 consecutive {written.of.text}`",
    )


def group_of_a_row(written: tree.CasesInARow) -> Diagnostic:
    """E0340: `per calendar month and site`."""
    return Diagnostic(
        "E0340",
        "cases follow each other as the clause that is missed puts them together",
        written.span,
        notes=["its share says by which fields, and each group has a row of its own"],
        help="say only over which time: `per calendar month`",
    )


def no_misses(name: tree.Name) -> Diagnostic:
    """E0347: `misses of UPTIME`, of an availability."""
    return Diagnostic(
        "E0347",
        f"clause `{name.text}` has no cases that could miss it",
        name.span,
        notes=["cases are what a clock judges: `Every incident shall be resolved within 4 hours, ...`"],
        help="name clauses about each case",
    )


def misses_without_a_limit(said: tree.Misses) -> Diagnostic:
    """E0347: `at least 3 misses`."""
    return Diagnostic(
        "E0347",
        "misses are promised to be few",
        said.bound.span,
        help="say how many there may be: `There shall be at most 2 misses of ...`",
    )


def misses_by_group(said: tree.Misses) -> Diagnostic:
    """E0347: misses of incidents and of surveys, or `per calendar month and site`."""
    return Diagnostic(
        "E0347",
        "misses are counted together, of clauses about one subject",
        said.span,
        help="count those of each subject by themselves, and say only over which time: `per calendar month`",
    )
