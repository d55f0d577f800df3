"""How many units there are, of those that a log tells of: accounts in use, lines rented.

A unit counts on each day, of the agreement's zone, at whose end it is in the state; one that is put into use
and out of it on the same day counts on none.
"""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby

from attrs import evolve

from sladsl.evaluate.story import Story
from sladsl.evaluate.truth import folded
from sladsl.policy.model import Agreement
from sladsl.policy.money import Terms, Units
from sladsl.worktime.civil import day_of, local_midnight_us


def with_counted(terms: Terms, agreement: Agreement, stories: Mapping[str, Mapping[str, Story]]) -> Terms:
    """The terms, with the numbers of the units that are counted."""
    return evolve(terms, units=tuple(_counted(each, agreement, stories) for each in terms.units))


def _counted(units: Units, agreement: Agreement, stories: Mapping[str, Mapping[str, Story]]) -> Units:
    if not units.subject:
        return units
    change: Counter[int] = Counter()
    of_subject = next((each for name, each in stories.items() if folded(name) == folded(units.subject)), {})
    for story in of_subject.values():
        for at, step in _steps(units, story):
            change[local_midnight_us(day_of(at, agreement.zone), agreement.zone)] += step
    number, numbers = 0, list[tuple[int, Decimal]]()
    for at in sorted(change):
        number += change[at]
        numbers.append((at, Decimal(number)))
    return evolve(units, numbers=tuple(numbers))


def _steps(units: Units, story: Story) -> list[tuple[int, int]]:
    """The instants at which the case enters (1) and leaves (-1) the state; ends come before begins."""
    holding: set[int] = set()
    steps: list[tuple[int, int]] = []
    for at, events in groupby(story.events, key=lambda event: event.at):
        kinds = {folded(event.kind) for event in events}
        before = bool(holding)
        for number, span in enumerate(units.spans):
            if kinds & set(map(folded, span.ends)):
                holding.discard(number)
            if kinds & set(map(folded, span.begins)):
                holding.add(number)
        if bool(holding) != before:
            steps.append((at, 1 if holding else -1))
    return steps
