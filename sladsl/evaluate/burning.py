"""Where the budgets of a clause's groups burned too fast, and when at the pace of late they will be used up.

Each group's windows are looked at together: a stretch of a burn rate may reach into the window before. A
group of a promise about time is of one case.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from sladsl.evaluate.budget_warnings import steps_of
from sladsl.evaluate.burn_rates import (
    Burning,
    Forecast,
    burning_by_steps,
    burning_by_time,
    forecast_by_steps,
    forecast_by_time,
)
from sladsl.evaluate.deadlines import CANNOT_SAY
from sladsl.evaluate.samples import Sample
from sladsl.evaluate.tallies import Tallies, Tally
from sladsl.evaluate.verdicts import WindowVerdict
from sladsl.evaluate.window_terms import Group, WindowTerms
from sladsl.evaluate.windows import windows_of
from sladsl.policy.budgets import allowed_share, lacks_budget
from sladsl.policy.measures import Episodes, TimeShare

MOST_BURNS = 1_000  # of a window
Burns = Mapping[tuple[int, Group], Sequence[Burning]]  # by index of the window, and group


def burns_of(terms: WindowTerms, tallies: Tallies) -> Burns:
    """By window and group where the budget came to burn too fast in it; none where a calendar cannot say."""
    allowed = allowed_share(terms.clause.measure, terms.clause.target)
    if not terms.clause.burn_warnings or not terms.windows or allowed is None:
        return {}
    try:
        found = [
            (group, each)
            for group in {group for _, group in tallies}
            for each in _of_group(terms, group, tallies)
        ]
    except CANNOT_SAY:
        return {}
    return by_window(terms.windows, found)


def by_window(windows: Sequence[tuple[int, int]], found: Iterable[tuple[Group, Burning]]) -> Burns:
    """Each in the windows in which it began, in order of time."""
    found_in: defaultdict[tuple[int, Group], list[Burning]] = defaultdict(list)
    for group, each in sorted(found, key=lambda item: (item[1].begin, item[1].rate, item[1].over_us)):
        for index in windows_of(windows, each.begin):
            if len(found_in[index, group]) < MOST_BURNS:
                found_in[index, group].append(each)
    return found_in


def still(burns: Burns, group: Group) -> bool:
    """Whether the budget of a group burns too fast as of now, in whichever window that began."""
    return any(each.end is None for (_, of), found in burns.items() if of == group for each in found)


def with_burns(
    verdict: WindowVerdict, burned: Sequence[Burning], forecast: Forecast | None, fast_now: bool
) -> WindowVerdict:
    """A window with what is told of its budget; while that burns too fast it is at risk."""
    if not burned and forecast is None and not fast_now:
        return verdict
    at_risk = fast_now and verdict.status == "pending"
    return evolve(
        verdict, burned=tuple(burned), forecast=forecast, status="at risk" if at_risk else verdict.status
    )


def forecast_of(terms: WindowTerms, window: tuple[int, int], tally: Tally) -> Forecast | None:
    """When the budget of a window that is not over will be used up; None where it has none."""
    clause = terms.clause
    measure = clause.measure
    if terms.limit >= window[1] or terms.silent or lacks_budget(measure, clause.target) is not None:
        return None
    if isinstance(measure, Episodes | TimeShare) and not (
        isinstance(measure, Episodes) and measure.what == "number"
    ):
        share = allowed_share(measure, clause.target)
        allowed = clause.target.bound if share is None else share
        spent, now = tally.spent, _known_until(tally, terms.limit)
        try:
            return forecast_by_time(
                terms.calendar, window, now, spent.used, spent.taken_out, allowed, share is not None
            )
        except CANNOT_SAY:
            return None
    at_first, steps = steps_of(clause, tally.samples)
    return forecast_by_steps(window, terms.limit, steps, at_first)


def _of_group(terms: WindowTerms, group: Group, tallies: Tallies) -> Iterator[Burning]:
    own = [(index, tallies[index, group]) for index in range(len(terms.windows)) if (index, group) in tallies]
    clause = terms.clause
    if isinstance(clause.measure, TimeShare):
        used = [span for _, tally in own for span in tally.spent.used]
        taken_out = [span for _, tally in own for span in tally.spent.taken_out]
        about = terms.windows[own[0][0]][0], min(_known_until(tally, terms.limit) for _, tally in own)
        allowed = allowed_share(clause.measure, clause.target) or Fraction()
        if about[0] < about[1]:
            for warn in clause.burn_warnings:
                yield from burning_by_time(warn, terms.calendar, about, used, taken_out, allowed)
        return
    samples: list[Sample] = []
    since = terms.windows[0][0]
    for index, tally in own:  # windows that roll have the same samples in several
        samples += [sample for sample in tally.samples if sample.at >= since]
        since = terms.windows[index][1]
    _, steps = steps_of(clause, samples)
    for warn in clause.burn_warnings:
        yield from burning_by_steps(warn, steps, terms.limit)


def _known_until(tally: Tally, limit: int) -> int:
    """Up to when it is sure what went wrong."""
    return limit if tally.spent.sure_until is None else min(limit, tally.spent.sure_until)
