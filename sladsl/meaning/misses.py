"""How many cases of other clauses may miss them in a window."""

from fractions import Fraction

from sladsl.meaning import follower_errors, readings
from sladsl.meaning.about_cases import AboutCases
from sladsl.meaning.windows import a_window
from sladsl.policy import measures, model
from sladsl.policy.names import fold
from sladsl.syntax import tree


def misses(about: AboutCases, said: tree.Misses) -> model.WindowClause | None:
    """The promise."""
    clauses: list[model.Clause] = []
    for name in said.clauses:
        followed = about.followed(name, "cannot be about its own misses", follower_errors.no_misses)
        if followed is None:
            return None
        clauses.append(followed)
    window, bound = a_window(said.window, about.found), said.bound
    number = readings.a_number(bound.value.number) if isinstance(bound.value, tree.Quantity) else None
    if number is None or bound.order not in ("at most", "below"):
        about.found.append(follower_errors.misses_without_a_limit(said))
        return None
    if said.group or said.by_opening or len({fold(each.subject) for each in clauses}) > 1:
        about.found.append(follower_errors.misses_by_group(said))
        return None
    if window is None:
        return None
    measure = measures.Misses(tuple(dict.fromkeys(each.id for each in clauses)))
    target = model.Target(bound.order, Fraction(number))
    return about.promise(said.span, clauses[0].subject, measure, target, window)
