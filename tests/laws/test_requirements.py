"""What always holds of requirements: answers stand up to random histories, and to whatever hours are agreed."""

from collections.abc import Sequence
from functools import cache

from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from sladsl.compile import asked_for, compile_texts
from sladsl.policy.model import Policy
from sladsl.policy.values import Text
from sladsl.replaying import replayed
from sladsl.source import SourceText
from sladsl.underpinning import Happening
from sladsl.underpinning.contradictions.promises import idle_clauses
from sladsl.underpinning.requirements import Part
from tests.effort import examples
from tests.unit.evaluate.policies import MINUTE, at

BEGINS, ENDS = at("2026-03-02 00:00"), at("2026-05-01 00:00")
HEAD = """\
use itil.
agreement DESK:
  is a customer SLA, version 1.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2026-03-01 to 2026-04-30.
  time zone Europe/Athens.
calendar day hours: open Monday to Friday 08:00 to 17:00.
calendar open hours: {}
"""
TO_BE_AGREED = "hours to be agreed."
AGREED = (
    "open always.",
    "open Monday to Saturday 10:00 to 14:00.",
    "open every day 03:00 to 03:10, 23:50 to 24:00.",
)


@frozen
class Said:
    """A promise about incidents of these priorities (none: of all)."""

    priorities: tuple[str, ...]
    verb: str
    length: str
    calendar: str
    share: str

    def text(self) -> str:
        where = f" where priority is {' or '.join(self.priorities)}" if self.priorities else ""
        share = f", for at least {self.share} of incidents per calendar month" if self.share else ""
        return f"Every incident{where} shall be {self.verb} within {self.length}, counting {self.calendar}{share}."


promises = st.builds(
    Said,
    st.sampled_from([(), ("P1",), ("P2",), ("P1", "P2")]),
    st.sampled_from(["responded to", "responded to", "resolved"]),
    st.sampled_from(["30 minutes", "2 hours", "8 hours", "1 working day"]),
    st.sampled_from(["always", "day hours", "open hours"]),
    st.sampled_from(["", "", "50%", "90%"]),
)
programs = st.tuples(promises, st.lists(promises, min_size=1, max_size=3))
cases = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2", "P3"]),
        st.integers(0, 20 * 24 * 60),  # the minute at which it is opened
        st.integers(0, 3 * 24 * 60),
        st.integers(0, 3 * 24 * 60),
    ),
    min_size=1,
    max_size=8,
)


@cache
def compiled(level: Said, clauses: tuple[Said, ...], hours: str) -> Policy:
    names = [f"C{number}" for number in range(len(clauses))]
    text = HEAD.format(hours)
    text += "".join(f"clause {name}:\n  {each.text()}\n" for name, each in zip(names, clauses))
    text += f'requirement R of Acme SA: "r", met by {" and ".join(names)}.\n  {level.text()}\n'
    return compile_texts([SourceText.of("law.sla", text)]).or_raise()


def broken(policy: Policy, happenings: Sequence[Happening], as_of: int) -> set[str]:
    """The clauses that are broken, the required level among them: by a case, of a share by a window."""
    beside = evolve(policy, clauses=(*policy.clauses, *policy.required_clauses), required_clauses=())
    told = replayed(beside, happenings, as_of)
    shares = {each.id for each in beside.clauses if each.share is not None}
    late = {each.clause for each in told.cases if each.status == "breached"} - shares
    return late | {each.clause for each in told.windows if each.status == "breached"}


def history(found: list[tuple[str, int, int, int]]) -> list[Happening]:
    made: list[Happening] = []
    for number, (priority, *waits) in enumerate(found):
        at = BEGINS
        for kind, wait in zip(("opened", "responded", "resolved"), waits):
            at += wait * MINUTE
            fields = {"priority": Text(priority)} if kind == "opened" else {}
            made.append(Happening(at, "incident", f"I-{number}", kind, fields))
    return sorted(made, key=lambda each: each.at)


@cache
def answered(level: Said, clauses: tuple[Said, ...]) -> Part:
    ((part,),) = (each.parts for each in asked_for(compiled(level, clauses, TO_BE_AGREED)))
    return part


def answer(level: Said, clauses: list[Said]) -> Part:
    """What is answered while the hours are to be agreed."""
    return answered(level, tuple(clauses))


@examples(30)
@given(programs, cases)
def test_answers_stand_whatever_hours_are_agreed(
    program: tuple[Said, list[Said]], found: list[tuple[str, int, int, int]]
) -> None:
    level, clauses = program
    part = answer(level, clauses)
    for hours in AGREED:
        settled = compiled(level, tuple(clauses), hours)
        match part.answer:
            case "satisfied":
                assert broken(settled, history(found), ENDS) != {"R"}, hours
            case "not satisfied" if level.calendar != "open hours":  # else it is dated on other hours
                assert part.witness is not None
                log = part.witness.log
                assert broken(settled, log.happenings, log.as_of) == {"R"}, hours
            case _:
                pass


@examples(25)
@given(promises)
def test_what_is_promised_satisfies_what_asks_for_just_that(said: Said) -> None:
    assert answer(said, [said]).answer == "satisfied"


@examples(40)
@given(st.lists(promises, min_size=2, max_size=4), st.lists(cases, min_size=1, max_size=4))
def test_no_history_breaks_an_idle_clause_and_keeps_the_other(
    said: list[Said], found: list[list[tuple[str, int, int, int]]]
) -> None:
    policy = compiled(said[0], tuple(said), TO_BE_AGREED)
    idle = list(idle_clauses(policy))
    for hours in AGREED:
        settled = compiled(said[0], tuple(said), hours)
        for each in idle:
            for one in found:
                missed = broken(settled, history(one), ENDS)
                assert each.more.id in missed or each.less.id not in missed, hours
