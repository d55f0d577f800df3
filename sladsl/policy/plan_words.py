"""Plans in words, and which agreement supports which."""

from collections.abc import Iterator
from typing import assert_never

from sladsl.policy import words
from sladsl.policy.plans import (
    ArrivalShare,
    Assumption,
    AtMost,
    AtOnce,
    Plan,
    Relied,
    SameWindow,
    Steady,
    Step,
    Supports,
)


def supports(all_of_them: tuple[Supports, ...], agreement: str) -> str:
    """ "supports ACME-MAIL and BETA-MAIL"; "" where it supports none."""
    above = [each.supported for each in all_of_them if each.agreement == agreement]
    return f"supports {' and '.join(above)}" if above else ""


def plan(of: Plan) -> Iterator[str]:
    """A line a step, then one an assumption."""
    yield f"plan for the {of.clock} of every {of.subject}:"
    for number, stage in enumerate(of.stages):
        for place, each in enumerate(stage):
            order = "at the same time " if place else "then " if number else ""
            yield f"  {order}{step(each)}"
    for assumed in of.assumptions:
        yield f"  assuming {assumption(assumed)}"


def step(of: Step) -> str:
    """ "repair by Network Team under NET-OLA/REPAIR where ..., or under ..."."""
    by = f" by {of.by}" if of.by else ""
    if not of.under:
        return f"{of.name}{by}, which nobody promises"
    return f"{of.name}{by} under {', or under '.join(map(relied, of.under))}"


def relied(of: Relied) -> str:
    """ "NET-OLA/REPAIR where category is network"."""
    where = "" if of.where is None else f" where {words.condition(of.where)}"
    return f"{of.agreement}/{of.clause}{where}"


def assumption(of: Assumption) -> str:
    """ "at most 2 pauses of a case"."""
    match of:
        case AtOnce(event, after):
            return f"that `{event}` comes at once after {' and '.join(f'`{each}`' for each in after)}"
        case Steady(fields):
            return f"that a case keeps the {' and '.join(fields)} it was opened with"
        case AtMost(what, count):
            return f"at most {count} {what} of a case" if count else f"no {what} of a case"
        case ArrivalShare(agreement, clause, at_least):
            share = words.percent(at_least)
            return f"that at least {share} of the cases of {agreement}/{clause} are those planned for"
        case SameWindow():
            return "that a case counts in the same window under every clause"
        case never:
            assert_never(never)
