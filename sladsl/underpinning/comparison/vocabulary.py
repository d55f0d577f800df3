"""What both policies have under one name and mean otherwise: calendars, subjects, states, clocks."""

from collections.abc import Iterator

from sladsl.policy.model import Clock, Policy, State, Subject
from sladsl.policy.names import fold
from sladsl.underpinning.comparison.findings import Difference
from sladsl.underpinning.comparison.folding import folded_deadline, folded_span, plain_calendar

_WHY = "what follows for a clause is said there"


def redefined(old: Policy, new: Policy) -> Iterator[Difference]:
    """A difference a name. What it does to a clause is the clause's own finding."""
    calendars = {fold(id): named for id, named in old.calendars.items()}
    for id, named in new.calendars.items():
        before = calendars.get(fold(id))
        if before is not None and plain_calendar(before) != plain_calendar(named):
            yield Difference("calendar", before.name, named.name, "open", _WHY)
    subjects = {fold(each.name): each for each in old.subjects}
    for subject in new.subjects:
        if (was := subjects.get(fold(subject.name))) is not None:
            yield from _subject(was, subject)
    states = {(fold(each.subject), fold(each.name)): each for each in old.states}
    for state in new.states:
        was_state = states.get((fold(state.subject), fold(state.name)))
        if was_state is not None and _spans(was_state) != _spans(state):
            told = f"{state.name} of {state.subject}"
            yield Difference("state", f"{told}: {_said(was_state)}", f"{told}: {_said(state)}", "open", _WHY)
    clocks = {(fold(each.subject), fold(each.name)): each for each in old.clocks}
    for clock in new.clocks:
        was_clock = clocks.get((fold(clock.subject), fold(clock.name)))
        if was_clock is not None and _turns(was_clock) != _turns(clock):
            told = f"{clock.name} of {clock.subject}"
            yield Difference(
                "clock", f"{told}: {_driven(was_clock)}", f"{told}: {_driven(clock)}", "open", _WHY
            )


def _subject(was: Subject, now: Subject) -> Iterator[Difference]:
    before = {fold(field.name): field for field in was.fields}
    for field in now.fields:
        old = before.get(fold(field.name))
        if old is None or (old.type, old.unit, old.reading) == (field.type, field.unit, field.reading):
            if old is not None and set(map(fold, old.values)) != set(map(fold, field.values)):
                told = f"{field.name} of {now.name}, one of"
                listed = f"{told} {', '.join(old.values)}", f"{told} {', '.join(field.values)}"
                yield Difference("field", *listed, "open", _WHY)
            continue
        told = f"{field.name} of {now.name}"
        yield Difference("field", f"{told}, a {old.type}", f"{told}, a {field.type}", "open", _WHY)


def _spans(of: State) -> frozenset[object]:
    return frozenset(map(folded_span, of.spans))


def _said(of: State) -> str:
    return "; ".join(f"from {' or '.join(span.begins)} until {' or '.join(span.ends)}" for span in of.spans)


def _turns(of: Clock) -> frozenset[object]:
    return frozenset(
        (fold(each.event), each.action, None if each.within is None else folded_deadline(each.within))
        for each in of.transitions
    )


def _driven(of: Clock) -> str:
    does = {
        "start": "starts",
        "stop": "stops",
        "continue": "continues",
        "restart": "starts afresh",
        "void": "is void",
    }
    said: dict[str, list[str]] = {}
    for each in of.transitions:
        said.setdefault(does[each.action], []).append(each.event)
    return ", ".join(f"{verb} when {' or '.join(events)}" for verb, events in said.items())
