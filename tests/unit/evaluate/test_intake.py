"""Events sorted out: spelling, duplicates, what the vocabulary does not know."""

from itertools import permutations

import pytest
from attrs import evolve

from sladsl.evaluate.intake import take_in
from sladsl.policy.values import Text
from tests.unit.evaluate.policies import INCIDENT, event


def test_declared_spellings() -> None:
    given = evolve(
        event("09:00", "  OPENED ", PRIORITY="p1", Site="Athens", colour="red"), subject="Incidents"
    )
    (taken,) = take_in((INCIDENT,), [given]).cases["incident"]["INC-1"]
    assert (taken.subject, taken.kind) == ("incident", "opened")
    assert taken.fields == {"priority": Text("P1"), "site": Text("Athens"), "colour": Text("red")}


def test_a_value_outside_its_list_stays() -> None:
    (taken,) = take_in((INCIDENT,), [event("09:00", "opened", priority="P9")]).cases["incident"]["INC-1"]
    assert taken.fields == {"priority": Text("P9")}


def test_counts() -> None:
    events = [
        event("09:00", "opened", id="1"),
        event("09:00", "opened", id="1"),
        event("09:00", "opened", id="1"),
        event("10:00", "updated", id="2", priority="P1"),
        event("10:00", "sneezed", id="3"),
        event("10:00", "sneezed", id="4"),
        evolve(event("10:00", "opened", id="5"), subject="comet"),
    ]
    taken = take_in((INCIDENT,), events)
    counts = taken.counts
    assert (counts.read, counts.used, counts.duplicate, counts.unknown, counts.rejected) == (7, 2, 2, 3, 0)
    assert taken.unknown_kinds == (("sneezed", 2), ("opened of comet", 1))
    assert taken.last == events[3].at


def test_differing_events_of_one_id_are_one_whatever_the_delivery() -> None:
    events = [
        event("09:30", "opened", id="1"),
        event("09:00", "opened", id="1", order=2),
        event("09:00", "resolved", id="1", order=1),
    ]
    for delivered in permutations(events):
        taken = take_in((INCIDENT,), delivered)
        assert taken.cases == {"incident": {"INC-1": (events[2],)}}
        assert taken.counts.duplicate == 2


def test_events_are_ordered_by_instant_source_order_and_id() -> None:
    ordered = [
        event("09:00", "opened", order=7, id="z"),
        event("10:00", "held", order=1, id="y"),
        event("10:00", "parked", order=2, id="b"),
        event("10:00", "released", order=2, id="c"),
    ]
    for delivered in permutations(ordered):
        assert take_in((INCIDENT,), delivered).cases["incident"]["INC-1"] == tuple(ordered)


def test_an_instant_outside_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="years 1901 to 2198"):
        take_in((INCIDENT,), [evolve(event("09:00", "opened"), at=10**30)])
