"""Worked examples, tried: what an expectation says is compared, and nothing else."""

import pytest
from attrs import evolve

from sladsl.evaluate.trials import Trial, events_of, trials
from sladsl.policy.model import Example, ExampleEvent, Expectation
from sladsl.policy.values import Text
from tests.unit.evaluate.policies import CLAUSE, HOUR, PLACE, at, policy

# opened at 09:00, solved at 14:00: five office hours where four are allowed
LATE = Example(
    "late",
    "ACME",
    "RESOLUTION",
    (
        ExampleEvent(at("09:00"), "INC-1", "opened", (("priority", Text("P1")),), evolve(PLACE, line=7)),
        ExampleEvent(at("14:00"), "INC-1", "resolved", (), evolve(PLACE, line=8)),
    ),
    (),
    PLACE,
)


def expected(status: str, **said: int) -> Expectation:
    known = {"at": None, "elapsed_us": None, "due": None, "breach_at": None} | said
    return Expectation(case="INC-1", status=status, place=PLACE, **known)


def tried(*expectations: Expectation, **clause: object) -> list[Trial]:
    example = evolve(LATE, expectations=expectations)
    return list(trials(evolve(policy(**clause), examples=(example,))))


@pytest.mark.parametrize(
    ("said", "differs"),
    [
        pytest.param(expected("breached"), (), id="the status alone"),
        pytest.param(expected("met"), ("status",), id="another status"),
        pytest.param(
            expected("breached", elapsed_us=5 * HOUR, due=at("13:00"), breach_at=at("13:00")), (), id="all"
        ),
        pytest.param(expected("breached", elapsed_us=5 * HOUR - 1), ("elapsed",), id="a microsecond less"),
        pytest.param(expected("breached", due=at("12:59")), ("due",), id="due"),
        pytest.param(expected("breached", breach_at=at("13:01")), ("breach",), id="breach"),
        pytest.param(
            expected("met", elapsed_us=0, due=0, breach_at=0),
            ("status", "elapsed", "due", "breach"),
            id="nothing fits",
        ),
        pytest.param(expected("not judged"), ("status",), id="it is judged"),
    ],
)
def test_what_differs(said: Expectation, differs: tuple[str, ...]) -> None:
    (trial,) = tried(said)
    assert trial.differs == differs
    assert trial.expected == said
    assert trial.verdict is not None
    assert trial.as_of == at("14:00")


def test_each_expectation_holds_for_its_own_instant() -> None:
    early, due, late = tried(
        expected("running", at=at("10:00"), elapsed_us=HOUR),
        expected("running", at=at("13:00"), elapsed_us=4 * HOUR),
        expected("breached", at=at("13:00") + 1),
    )
    assert [trial.differs for trial in (early, due, late)] == [(), (), ()]
    assert [trial.as_of for trial in (early, due, late)] == [at("10:00"), at("13:00"), at("13:00") + 1]


def test_the_last_run_of_a_clock_is_meant() -> None:
    again = ExampleEvent(at("2026-03-03 09:00"), "INC-1", "resubmitted", (), PLACE)
    example = evolve(LATE, events=(*LATE.events, again), expectations=(expected("running"),))
    (trial,) = trials(evolve(policy(), examples=(example,)))
    assert trial.differs == ()
    assert trial.verdict is not None
    assert trial.verdict.cycle == 2


def test_a_case_that_the_clause_does_not_judge() -> None:
    other = evolve(expected("not judged"), case="INC-2")
    held, missed = tried(other, evolve(other, status="met"))
    assert (held.verdict, held.differs) == (None, ())
    assert (missed.verdict, missed.differs) == (None, ("status",))


def test_only_its_own_clause_is_asked() -> None:
    one, two = CLAUSE, evolve(CLAUSE, id="OTHER", deadline=evolve(CLAUSE.deadline, us=6 * HOUR))
    given = evolve(policy(), clauses=(one, two))
    told = {}
    for clause in (one, two):
        example = evolve(LATE, clause=clause.id, expectations=(expected("met"),))
        (trial,) = trials(evolve(given, examples=(example,)))
        told[trial.clause.id] = trial.differs
    assert told == {"RESOLUTION": ("status",), "OTHER": ()}


def test_its_lines_are_events_with_their_places() -> None:
    first, second = events_of(LATE, CLAUSE)
    assert (first.subject, first.kind, first.at, first.fields) == (
        "incident",
        "opened",
        at("09:00"),
        {"priority": Text("P1")},
    )
    assert first.origin is not None
    assert (first.origin.file, first.origin.line) == ("test.sla", 7)
    assert first.id != second.id
    # two like lines are two events, and stay in their order
    twice = evolve(LATE, events=(LATE.events[0], LATE.events[0]))
    assert [each.order for each in events_of(twice, CLAUSE)] == [0, 1]
    assert len({each.id for each in events_of(twice, CLAUSE)}) == 2


def test_no_examples() -> None:
    assert list(trials(policy())) == []
