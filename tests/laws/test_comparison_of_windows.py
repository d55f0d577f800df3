"""What always holds of two promises about whole windows compared; and how often nothing can be told."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import islice
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

from sladsl.evaluate import Event, judge
from sladsl.policy.conditions import IsOneOf
from sladsl.policy.measures import CaseCount, CaseShare, Episodes, EventCount, TimeShare
from sladsl.policy.model import Policy, StateOf, Target, Window, WindowClause
from sladsl.policy.states import FieldRatio, FieldValue, Lasting
from sladsl.policy.values import Length, Number, Text
from sladsl.replaying import replayed
from sladsl.underpinning.comparison import ClauseFinding, Log, Side, Witness, compare
from sladsl.underpinning.comparison.grounds import ground_of, level_in
from sladsl.underpinning.comparison.level_logs import Teller
from sladsl.underpinning.comparison.level_scopes import BEGINS as ANOTHER_BEGIN
from sladsl.underpinning.comparison.replay import first_witness
from sladsl.underpinning.comparison.staging import level_stage
from tests.effort import exactly, examples
from tests.laws import test_comparison as of_cases
from tests.unit.evaluate.measured import CLAUSE, DOWN, DOWN_RULE, WORK, promise
from tests.unit.evaluate.policies import DAY, HOUR, MINUTE, at

BEGINS, ENDS = at("2026-01-01 00:00"), at("2026-09-01 00:00")
LATE = ENDS - 1

LONG_DOWN = StateOf("down", Lasting(DOWN_RULE, 30 * MINUTE))
downs = st.sampled_from([DOWN, LONG_DOWN])
shares = st.sampled_from([Fraction(9, 10), Fraction(99, 100), Fraction(999, 1000)])
lengths = st.sampled_from([HOUR, 2 * HOUR, 8 * HOUR]).map(Fraction)
small = st.sampled_from([1, 2, 3, 6]).map(Fraction)
above, below = st.sampled_from(["at least", "above"]), st.sampled_from(["at most", "below"])
# a measure, its unit, and the targets that make sense of it
MEASURES = [
    (st.builds(TimeShare, downs, st.just(False), st.just("up")), "%", st.builds(Target, above, shares)),
    (st.builds(Episodes, st.just("number"), downs), "", st.builds(Target, below, small)),
    (st.builds(Episodes, st.sampled_from(["longest", "total"]), downs), "time", st.builds(Target, below, lengths)),
    (
        st.builds(FieldValue, st.sampled_from(["average", "most", "percentile"]), st.just("latency"),
                  st.sampled_from([Fraction(9, 10), Fraction(99, 100)])),
        "time",
        st.builds(Target, below, lengths),
    ),
    (st.just(CaseCount()), "", st.builds(Target, below, small)),
    (st.sampled_from([("failed",), ("failed", "dropped")]).map(EventCount), "", st.builds(Target, below, small)),
    (st.just(FieldRatio("failures", "requests")), "%", st.builds(Target, below, st.just(Fraction(1, 10)))),
    (
        st.sampled_from([("Gold",), ("Silver",)]).map(lambda each: CaseShare(IsOneOf("tier", tuple(map(Text, each))))),
        "%",
        st.builds(Target, above, shares),
    ),
]  # fmt: skip
PARTS: dict[str, st.SearchStrategy[Any]] = {
    "calendar": st.sampled_from(["always", "office hours"]),
    "window": st.sampled_from(
        [
            Window("calendar", "month"),
            Window("calendar", "quarter"),
            Window("calendar", "week"),
            Window("rolling", "day", 30),
        ]
    ),
    "excluding": st.sampled_from([(), (WORK,)]),
    "group": st.sampled_from([(), ("site",)]),
}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Policy, Policy]:
    """A promise, and another that differs from it in one or two parts."""
    measures, unit, targets = draw(st.sampled_from(MEASURES))
    single = unit == "time" or draw(st.booleans())
    own: dict[str, st.SearchStrategy[Any]] = {"measure": measures, "target": targets, **PARTS}
    old = {name: draw(part) for name, part in own.items()}
    changed = draw(st.lists(st.sampled_from(sorted(own)), min_size=1, max_size=2, unique=True))
    new = old | {name: draw(own[name]) for name in changed}
    case = "Email" if single and not isinstance(old["measure"], CaseCount | CaseShare) else None
    if case is None and isinstance(old["measure"], TimeShare | Episodes):
        case = "Email"
    return (written(old, unit, case), written(new, unit, case))


@st.composite
def harsher_pairs(draw: st.DrawFn) -> tuple[Policy, Policy]:
    """Such a pair that is about a tier of service only, about every service, each service by itself, or
    stands on enough data."""
    old, new = draw(pairs())
    texts = [old.window_clauses[0], new.window_clauses[0]]
    timed = isinstance(texts[0].measure, TimeShare | Episodes)
    if draw(st.booleans()):
        texts = [evolve(each, where=GOLD) for each in texts]
    if draw(st.booleans()):
        texts = [evolve(each, case=None, each=draw(st.booleans())) for each in texts]
    if timed and draw(st.booleans()):
        counted = draw(st.sampled_from(["left out", "against", "in favour"]))
        texts = [evolve(each, unknown=counted) for each in texts]
    if isinstance(texts[0].measure, FieldValue | FieldRatio | CaseShare) and draw(st.booleans()):
        texts = [evolve(each, least=draw(st.sampled_from([0, 2, 3]))) for each in texts]
    return with_only(texts[0]), with_only(texts[1])


@st.composite
def counted(draw: st.DrawFn) -> tuple[Policy, Policy]:
    """Few outages, or little of them, in windows of one kind and of another, by site or not."""
    kinds = [(Episodes("number", DOWN), ""), (EventCount(("failed",)), ""), (Episodes("total", DOWN), "time")]
    measure, unit = draw(st.sampled_from(kinds))
    bounds = st.sampled_from([1, 2, 3, 5, 6, 8, 9]).map(
        lambda n: Fraction(n * (HOUR if unit == "time" else 1))
    )
    parts = {"target": st.builds(Target, st.just("at most"), bounds)} | {
        name: PARTS[name] for name in ("window", "group")
    }
    plain = {"measure": measure, "calendar": "always", "excluding": ()}
    one, other = ({name: draw(part) for name, part in parts.items()} for _ in range(2))
    return written(plain | one, unit, "Email"), written(plain | other, unit, "Email")


GOLD = IsOneOf("tier", (Text("Gold"),))


def written(parts: dict[str, Any], unit: str, case: str | None) -> Policy:
    return with_only(evolve(CLAUSE, unit=unit, case=case, **parts))


def with_only(clause: WindowClause) -> Policy:
    return evolve(promise(clause, agreement={"begins": BEGINS, "ends": ENDS}), clauses=())


# near the edges of months, quarters and weeks: a Thursday, a Saturday, a Sunday, and Mondays
EDGES = [at(f"{day} 00:00") for day in ("2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-03-30", "2026-06-01")]  # fmt: skip


@st.composite
def told(draw: st.DrawFn, moves: bool) -> list[Event]:
    """Outages, works and measurements in spring, many of them near the edges of windows; of two services that
    stay as they are or, with `moves`, go from site to site and from tier to tier."""
    events: list[Event] = []
    focus = draw(st.sampled_from([None, *EDGES]))
    for number in range(draw(st.integers(1, 14))):
        name = draw(st.sampled_from(["Email", "Email", "Files"]))
        when = at("2026-02-20 00:00") + draw(st.integers(0, 90 * 24)) * HOUR
        if focus is not None and draw(st.booleans()):
            when = focus + draw(st.integers(-100, 60)) * HOUR
        if draw(st.booleans()):
            kinds = draw(st.sampled_from([("failed", "restored"), ("work began", "work ended")]))
            long = draw(st.sampled_from([10 * MINUTE, 45 * MINUTE, HOUR, 9 * HOUR, 3 * DAY]))
            several = [(when, kinds[0], {}), (when + long, kinds[1], {})]
        elif moves and draw(st.booleans()):
            part, values = draw(
                st.sampled_from([("site", ["Athens", "Volos"]), ("tier", ["Gold", "Silver"])])
            )
            several = [(when, "updated", {part: Text(draw(st.sampled_from(values)))})]
        else:
            measured = {
                "latency": Length(draw(st.sampled_from([MINUTE, HOUR, 3 * HOUR, 9 * HOUR]))),
                "failures": Number(Decimal(draw(st.integers(0, 5)))),
                "requests": Number(Decimal(10)),
            }
            several = [(when, draw(st.sampled_from(["measured", "dropped"])), measured)]
        for instant, kind, fields in several:
            events.append(Event(instant, "service", name, kind, fields, f"e{len(events)}", number))
    # of each service it is known what it is from the start
    tiers = [draw(st.sampled_from(["Gold", "Silver"])) for _ in range(2)]
    sites = [draw(st.sampled_from(["Athens", "Volos"])) for _ in range(2)]
    begin = draw(st.sampled_from([BEGINS, at("2026-02-19 00:00")]))
    first = [
        Event(begin, "service", name, "updated", {"tier": Text(tier), "site": Text(site)}, name)
        for name, tier, site in zip(("Email", "Files"), tiers, sites)
    ]
    return [*first, *events]


def found(old: Policy, new: Policy) -> ClauseFinding:
    (only,) = compare(old, new, replayed).clauses
    return only


def broken(text: Policy, events: list[Event]) -> bool:
    return any(each.status == "breached" for each in judge(text, events, LATE).windows)


def parted(old: Policy, new: Policy, most: int) -> Iterator[Log]:
    """Of the logs that are made up to part two texts, which is where one would look, those that do."""
    sides = [Side(each, each.agreements[0], each.window_clauses[0]) for each in (old, new)]
    was, now = map(level_in, sides)
    stage = level_stage(was, now)
    assert stage is not None
    for log in islice(Teller(was, now, stage).logs(), most):
        if len(log.happenings) <= 500 and first_witness(replayed, sides[0].text, sides[1].text, [log], "old"):
            yield log


@cache
def nothing_parts(broken_text: WindowClause, kept_text: WindowClause, most: int) -> bool:
    """Remembered, for many an example is of the same two texts and other histories."""
    return not any(parted(with_only(broken_text), with_only(kept_text), most))


def sides_of(pair: tuple[Policy, Policy]) -> tuple[Side, Side]:
    old, new = (Side(each, each.agreements[0], each.window_clauses[0]) for each in pair)
    return old, new


def sound(pair: tuple[Policy, Policy], data: st.DataObject, most: int) -> None:
    """What is excluded is in no history: neither in those made up to find it, nor in any other."""
    old, new = pair
    ground = ground_of(*sides_of(pair))
    if ANOTHER_BEGIN in ground.notes:
        return
    never = [
        (one, other)
        for ways, one, other in ((ground.down, old, new), (ground.up, new, old))
        if not ground.doubt and not ways()
    ]
    for broken_text, kept_text in never:
        assert nothing_parts(broken_text.window_clauses[0], kept_text.window_clauses[0], most)
    # what an answer takes for granted, it notes: that services stay as they are
    moves = not ground.notes
    for events in (data.draw(told(moves)) for _ in range(5 if never else 0)):
        for broken_text, kept_text in never:
            if broken(broken_text, events):
                assert broken(kept_text, events)


def replays(witness: Witness, broken_text: Policy, kept_text: Policy) -> None:
    seen = [
        replayed(text, witness.log.happenings, witness.log.as_of).windows for text in (broken_text, kept_text)
    ]
    assert [any(each.status == "breached" for each in windows) for windows in seen] == [True, False]


@given(pairs())
@examples(60)
def test_every_promise_is_equivalent_to_itself(pair: tuple[Policy, Policy]) -> None:
    assert found(pair[0], pair[0]).answer == "equivalent"


@given(harsher_pairs(), st.data())
@examples(100)
def test_what_is_never_weaker_is_broken_wherever_the_old_text_is(
    pair: tuple[Policy, Policy], data: st.DataObject
) -> None:
    sound(pair, data, 15)


@given(counted())
@examples(60)
def test_nothing_made_up_to_part_counts_over_windows_does_where_that_is_excluded(
    pair: tuple[Policy, Policy],
) -> None:
    if not ground_of(*sides_of(pair)).down():
        assert not any(parted(*pair, 40))


@given(harsher_pairs())
@examples(40)
def test_a_witness_breaks_the_one_text_and_keeps_the_other(pair: tuple[Policy, Policy]) -> None:
    old, new = sides_of(pair)
    ground = ground_of(old, new)
    logs = (log for opening in ground.down()[: ground.tried] for log in opening.logs())
    if witness := first_witness(replayed, old.text, new.text, islice(logs, 12), "old"):
        replays(witness, *pair)


@pytest.mark.slow
@given(harsher_pairs(), st.data())
@exactly(2000)
def test_what_is_never_weaker_is_broken_wherever_the_old_text_is_many_times(
    pair: tuple[Policy, Policy], data: st.DataObject
) -> None:
    sound(pair, data, 150)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "drawn"), [("cases", of_cases.pairs()), ("windows", pairs())])
def test_how_often_it_cannot_tell(name: str, drawn: st.SearchStrategy[tuple[Policy, Policy]]) -> None:
    answers: Counter[str] = Counter()

    @given(drawn)
    @exactly(400, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def count(pair: tuple[Policy, Policy]) -> None:
        answers[found(*pair).answer] += 1

    count()
    share = Fraction(answers["cannot tell"], answers.total())
    assert share < Fraction(1, 20), f"{name}: {dict(answers)}"
