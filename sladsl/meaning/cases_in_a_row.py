"""How many cases in a row may miss another clause."""

from fractions import Fraction

from sladsl.meaning import clause_errors, follower_errors, readings
from sladsl.meaning.about_cases import AboutCases
from sladsl.meaning.scope import Scope, forms_of
from sladsl.meaning.windows import a_window
from sladsl.policy import measures, model
from sladsl.policy.names import fold
from sladsl.syntax import tree


def cases_in_a_row(about: AboutCases, row: tree.CasesInARow, scope: Scope) -> model.WindowClause | None:
    """The promise, in the scope of the file it stands in."""
    found = about.found
    followed = about.followed(
        row.clause, "cannot be about its own cases in a row", lambda _: follower_errors.no_cases_in_a_row(row)
    )
    if followed is None:
        return None
    window, count = a_window(row.window, found), readings.a_number(row.count)
    if count != int(count) or not 2 <= count <= 1_000:
        found.append(follower_errors.no_row_of_cases(row))
        return None
    declared = scope.subject(followed.subject)
    forms = ["cases", *(forms_of(declared.item) if declared else ())]
    if row.of.key not in map(fold, forms):
        subject = tree.Name(followed.subject, span=row.clause.span)
        found.append(clause_errors.share_of_other_things(row.of, subject, forms))
    if row.group or row.by_opening:
        found.append(follower_errors.group_of_a_row(row))
    if window is None:
        return None
    measure, target = measures.CasesInARow(followed.id), model.Target("below", Fraction(int(count)))
    return about.promise(row.span, followed.subject, measure, target, window)
