"""What always holds of two texts compared: of one with itself, of three in a row, of random histories."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.evaluate import Event, judge
from sladsl.policy.conditions import IsOneOf
from sladsl.policy.json import dumps
from sladsl.policy.model import CalendarUnits, Policy, Share, Transition, Window, Within, WorkingDays
from sladsl.policy.values import Text
from sladsl.replaying import replayed
from sladsl.underpinning.comparison import ClauseFinding, compare
from tests.effort import exactly, examples
from tests.unit.evaluate.policies import HOUR, MINUTE, at, policy, value

# the agreement is in force from Monday 2 March to the middle of June; the histories lie in the middle of March
BEGINS, ENDS = at("2026-03-02 00:00"), at("2026-06-15 00:00")
LATE = ENDS - 1

conditions = st.sampled_from(
    [
        None,
        *(
            IsOneOf("priority", tuple(map(Text, each)))
            for each in (("P1",), ("P1", "P2"), ("P1", "P2", "P3"))
        ),
    ]
)
deadlines = st.one_of(
    st.sampled_from([2, 4, 9, 12]).map(lambda n: Within(n * HOUR)),
    st.sampled_from([1, 2]).map(WorkingDays),
    st.just(CalendarUnits(0, 1)),
)
pauses = st.sampled_from([(), ("waiting for customer",), ("waiting for customer", "parked")])
windows = st.sampled_from(
    [
        Window("calendar", "month"),
        Window("calendar", "quarter"),
        Window("calendar", "week"),
        Window("rolling", "day", 30),
    ]
)
shares = st.builds(
    Share,
    st.sampled_from([Fraction(1), Fraction(19, 20), Fraction(9, 10), Fraction(1, 2)]),
    windows,
    st.sampled_from([(), ("site",), ("priority",)]),
    st.just("opening"),
)
PARTS = {
    "where": conditions,
    "deadline": deadlines,
    "calendar": st.sampled_from(["office hours", "always"]),
    "pauses": pauses,
    "fields": st.sampled_from(["current", "opening"]),
    "share": st.one_of(st.none(), shares),
}


@st.composite
def texts(draw: st.DrawFn) -> Policy:
    return written({name: draw(part) for name, part in PARTS.items()})


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Policy, Policy]:
    """A text, and another that differs from it in one or two parts."""
    old = {name: draw(part) for name, part in PARTS.items()}
    changed = draw(st.lists(st.sampled_from(sorted(PARTS)), min_size=1, max_size=2, unique=True))
    new = old | {name: draw(PARTS[name]) for name in changed}
    if old["share"] is not None and new["share"] is not None and "share" in changed:
        part = draw(st.sampled_from(["at_least", "window", "group"]))
        new["share"] = evolve(old["share"], **{part: getattr(new["share"], part)})
    return written(old), written(new)


def written(parts: dict) -> Policy:
    return policy(agreement={"begins": BEGINS, "ends": ENDS}, **parts)


FOUND: dict[tuple[str, str], ClauseFinding] = {}


def found(old: Policy, new: Policy) -> ClauseFinding:
    """Remembered, for many an example is of the same two texts and other histories."""
    pair = dumps(old), dumps(new)
    if pair not in FOUND:
        (FOUND[pair],) = compare(old, new, replayed).clauses
    return FOUND[pair]


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Up to four cases in two weeks of March, most of them opened, held, resolved, some reopened."""
    events, number = [], 0
    for case in range(draw(st.integers(1, 4))):
        now = at("2026-03-09 00:00") + draw(st.integers(0, 300)) * 30 * MINUTE
        named = {
            name: value(draw(st.sampled_from(each))) for name, each in FIELDS.items() if draw(st.booleans())
        }
        kinds = draw(st.lists(st.sampled_from(KINDS), max_size=5))
        for kind in ("opened", *kinds, "resolved"):
            fields = named if kind == "opened" else {}
            if kind == "updated":
                fields = {"priority": value(draw(st.sampled_from(FIELDS["priority"])))}
            events.append(Event(now, "incident", f"INC-{case}", kind, fields, f"e{number}", number))
            number += 1
            now += draw(st.integers(0, 40)) * 30 * MINUTE
    return events


FIELDS = {"priority": ["P1", "P2", "P3"], "site": ["Athens", "Volos"]}
KINDS = ["held", "released", "parked", "unparked", "resolved", "reopened", "updated"]


def broken(text: Policy, events: list[Event]) -> bool:
    """Whether a window or, where the clause has no share, a case is breached in the end."""
    result = judge(text, events, LATE)
    verdicts = result.windows if text.clauses[0].share else result.cases
    return any(each.status == "breached" for each in verdicts)


@given(texts())
@examples(500)
def test_every_text_is_equivalent_to_itself(text: Policy) -> None:
    assert found(text, text).answer == "equivalent"


@given(pairs(), st.data())
@examples(150)
def test_what_is_never_weaker_is_broken_wherever_the_old_text_is(
    pair: tuple[Policy, Policy], data: st.DataObject
) -> None:
    sound(pair, data)


@pytest.mark.slow
@given(pairs(), st.data())
@exactly(3000)
def test_what_is_never_weaker_is_broken_wherever_the_old_text_is_many_times(
    pair: tuple[Policy, Policy], data: st.DataObject
) -> None:
    sound(pair, data)


def sound(pair: tuple[Policy, Policy], data: st.DataObject) -> None:
    """Proofs against random histories; each witness replays; there and back again the answers are opposite."""
    old, new = pair
    finding = found(old, new)
    for witness, breaks, keeps in ((finding.weaker, old, new), (finding.stricter, new, old)):
        if witness is not None:
            assert broken_by(breaks, witness)
            assert not broken_by(keeps, witness)
    for events in (data.draw(histories()) for _ in range(3)):
        if finding.never_weaker and broken(old, events):
            assert broken(new, events)
        if finding.never_stricter and broken(new, events):
            assert broken(old, events)


def broken_by(text: Policy, witness) -> bool:
    result = replayed(text, witness.log.happenings, witness.log.as_of)
    verdicts = result.windows if text.clauses[0].share else result.cases
    return any(each.status == "breached" for each in verdicts)


OPPOSITE = {"stricter": "weaker", "weaker": "stricter"}


@given(pairs())
@examples(60)
def test_back_again_the_answer_is_the_opposite(pair: tuple[Policy, Policy]) -> None:
    there, back = found(*pair).answer, found(*reversed(pair)).answer
    assert back == OPPOSITE.get(there, there)


@given(texts(), texts(), texts())
@examples(40)
def test_stricter_than_stricter_is_stricter(one: Policy, other: Policy, third: Policy) -> None:
    first, second = found(one, other), found(other, third)
    if first.never_weaker and second.never_weaker:
        assert found(one, third).never_weaker


ENDS_TOO = st.sets(st.sampled_from(["parked", "held", "updated"]), max_size=2)
GOES_ON_TOO = st.sets(st.sampled_from(["released", "unparked"]), max_size=2)


@st.composite
def clocks(draw: st.DrawFn) -> tuple[Policy, Policy]:
    """Two texts whose clocks stop and go on with more events, or fewer."""
    pair = draw(pairs())

    def with_turns(text: Policy) -> Policy:
        (clock,) = (each for each in text.clocks if each.name == text.clauses[0].clock)
        more = [Transition(event, "stop") for event in sorted(draw(ENDS_TOO))]
        more += [Transition(event, "continue") for event in sorted(draw(GOES_ON_TOO))]
        turned = evolve(clock, transitions=(*clock.transitions, *more))
        return evolve(text, clocks=tuple(turned if each is clock else each for each in text.clocks))

    return with_turns(pair[0]), with_turns(pair[1])


@given(clocks(), st.data())
@examples(60)
def test_what_is_never_weaker_is_broken_wherever_the_old_text_is_by_whatever_clock(
    pair: tuple[Policy, Policy], data: st.DataObject
) -> None:
    sound(pair, data)
