"""Strategies for whole policies that are complete in themselves."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import strategies as st

from sladsl.policy import conditions as c
from sladsl.policy import model as m
from sladsl.policy import values as v
from sladsl.policy.meant import Meant
from sladsl.policy.names import fold
from sladsl.policy.states import Spans
from sladsl.worktime import rules as r
from tests.unit.policy import assumption_parts, parties, plan_parts, requirement_parts
from tests.unit.policy.parties import escalate, may_declare, names, places, some, text

instants = st.integers(-(10**15), 10**16)
zones = st.sampled_from(["Europe/Athens", "UTC", "America/New_York"])
shares = st.fractions(0, 1, max_denominator=10_000)


values = st.one_of(
    st.builds(v.Text, text),
    st.builds(
        v.Number,
        st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9),
        names,
    ),
    st.builds(v.Length, instants),
    st.builds(v.Day, st.dates()),
    st.builds(v.Instant, instants),
)
condition = st.recursive(
    st.one_of(
        st.builds(c.IsOneOf, names, some(values)),
        st.builds(c.Compared, names, st.sampled_from(["below", "at most", "above", "at least"]), values),
        st.builds(c.IsKnown, names),
    ),
    lambda inner: st.one_of(
        st.builds(c.Not, inner), st.builds(c.Both, some(inner)), st.builds(c.Either, some(inner))
    ),
    max_leaves=6,
)
deadlines = st.one_of(
    st.builds(m.Within, st.integers(0, 10**13)),
    st.builds(m.WorkingDays, st.integers(0, 400)),
    st.builds(m.CalendarUnits, st.integers(0, 24), st.integers(0, 400)),
    st.builds(m.EndOf, names),
)
limits = deadlines | st.builds(m.Whichever, st.sampled_from(["later", "earlier"]), some(deadlines, 3, 1))
openings = st.builds(
    lambda opens, length: r.Opening(opens, opens + length),
    st.integers(0, r.DAY_S - 1),
    st.integers(1, r.DAY_S),
)
days = st.lists(
    st.builds(r.DayRule, st.dates(), some(openings, 2), text), max_size=3, unique_by=lambda rule: rule.day
).map(lambda rules: tuple(sorted(rules, key=lambda rule: rule.day)))
rules = st.recursive(
    st.one_of(
        st.builds(r.Always, zones),
        st.builds(
            r.Weekly,
            zones,
            st.tuples(*[some(openings, 2)] * 7),
            days,
            st.none() | st.dates(),
            st.just(date(2030, 1, 1)),
        ),
    ),
    lambda inner: st.one_of(
        st.builds(r.AnyOf, some(inner)), st.builds(r.AllOf, some(inner)), st.builds(r.Except, inner, inner)
    ),
    max_leaves=4,
)
windows = st.builds(
    m.Window,
    st.sampled_from(["calendar", "contract", "rolling"]),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
    st.integers(1, 60),
)
means = st.builds(m.Means, text, names)


def _one(of: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(of)


def _unique(of: st.SearchStrategy[Any], key: Any, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, min_size=least, max_size=3, unique_by=key).map(tuple)


def _rows(
    subjects: tuple[m.Subject, ...], about: str, calendars: tuple[str, ...]
) -> st.SearchStrategy[tuple[m.Row, ...]]:
    """Rows of a table about the fields that the subject has."""
    fields = [field.name for subject in subjects if subject.name == about for field in subject.fields]
    test = st.builds(c.IsOneOf, st.sampled_from(fields), some(values)) if fields else st.just(c.Both(()))
    return some(
        st.builds(
            m.Row,
            some(test | st.builds(c.Not, test)).map(c.Both),
            st.none() | limits,
            st.sampled_from(calendars),
            st.none() | shares,
            some(st.tuples(names, text), 2),
            places,
        )
    )


def _exclusions(subjects: tuple[m.Subject, ...], about: str) -> st.SearchStrategy[tuple[m.Exclusion, ...]]:
    """Excluded states of the case itself, and of what one of its fields names."""
    fields = [field.name for subject in subjects if subject.name == about for field in subject.fields]

    def of(subject: m.Subject) -> st.SearchStrategy[m.Exclusion]:
        events = some(st.sampled_from(["updated", *subject.events]), 2)
        state = st.builds(m.StateOf, names, some(st.builds(m.FromUntil, events, events), 2).map(Spans))
        named = [st.sampled_from(fields)] if fields else []
        field = st.one_of(*([st.none()] if subject.name == about else []), *named)
        return st.builds(m.Exclusion, state, st.just(subject.name), field)

    possible = [subject for subject in subjects if fields or subject.name == about]
    return some(st.sampled_from(possible).flatmap(of)) if possible else st.just(())


@st.composite
def policies(draw: st.DrawFn) -> m.Policy:
    """Policies in which every name is answered to; all classes of the model occur."""
    fields = st.builds(
        m.Field,
        names,
        st.sampled_from(["text", "one of", "number", "length", "date", "time"]),
        some(names),
        text,
    )
    subjects = draw(
        _unique(
            st.builds(m.Subject, names, some(text), names, some(fields), some(names), places),
            lambda s: fold(s.name),
            1,
        )
    )
    of = st.sampled_from([subject.name for subject in subjects])
    spans = st.builds(m.FromUntil, some(names), some(names))
    states = draw(
        _unique(st.builds(m.State, names, of, some(spans), places), lambda s: (s.subject, fold(s.name)))
    )
    actions = st.sampled_from(["start", "stop", "continue", "restart", "void"])
    transitions = st.one_of(
        st.builds(m.Transition, names, actions), st.builds(m.Transition, names, st.just("continue"), limits)
    )
    clocks = draw(
        _unique(
            st.builds(m.Clock, names, of, some(text), some(transitions), places),
            lambda k: (k.subject, fold(k.name)),
            1,
        )
    )
    calendars = draw(
        st.dictionaries(names, st.builds(r.NamedRule, text, zones, rules), min_size=1, max_size=3)
    )
    kinds = st.sampled_from(["customer SLA", "internal SLA", "OLA", "underpinning contract"])
    agreements = draw(
        _unique(
            st.builds(
                lambda begins, lasts, *rest, suppliers, may_declare: m.Agreement(
                    *rest[:-1], begins, lasts and begins + lasts, rest[-1],
                    suppliers=suppliers, may_declare=may_declare,
                ),
                instants, st.none() | st.integers(1, 10**15), names, text, kinds, text, names, names, zones, places,
                suppliers=some(names), may_declare=some(may_declare),
            ),
            lambda agreement: agreement.id,
            1,
        )
    )  # fmt: skip
    clauses = []
    for index in range(draw(st.integers(0, 3))):
        clock = draw(_one(clocks))
        pauses = [state.name for state in states if fold(state.subject) == fold(clock.subject)]
        clauses.append(
            m.Clause(
                draw(_one(agreements)).id,
                f"C{index}",
                draw(text),
                clock.subject,
                draw(st.none() | condition),
                clock.name,
                draw(limits),
                draw(_one(tuple(calendars))),
                draw(some(st.sampled_from(pauses))) if pauses else (),
                draw(st.sampled_from(["current", "opening"])),
                draw(
                    st.none()
                    | st.builds(
                        m.Share, shares, windows, some(names), st.sampled_from(["decision", "opening"])
                    )
                ),
                draw(some(st.builds(m.Warn, names, shares, places))),
                draw(places),
                draw(_rows(subjects, clock.subject, tuple(calendars))),
                draw(_exclusions(subjects, clock.subject)),
                escalations=draw(some(escalate)),
            )
        )
    column = st.none() | names
    times = st.builds(
        m.TimeFormat,
        st.sampled_from(["iso", "day first", "month first", "seconds", "milliseconds"]),
        st.none() | zones,
    )
    columns = draw(st.sampled_from([(None, None, None), ("f", "o", "n")]))
    sources = st.builds(
        m.Source, names, of, st.just("change"), names, names, column, column,
        *map(st.just, columns), times, st.sampled_from([None, ",", "\t"]), some(text), some(means),
        some(st.builds(m.FieldColumn, names, names, some(means))), some(st.builds(m.MomentColumn, names, names)),
        some(st.builds(m.ChangeMeans, names, st.sampled_from(["becoming", "leaving"]), some(text), names)), places,
    )  # fmt: skip
    events = st.builds(m.ExampleEvent, instants, names, names, some(st.tuples(names, values)), places)
    maybe = st.none() | instants
    expectations = st.builds(m.Expectation, names, text, maybe, maybe, maybe, maybe, places)
    examples = (
        m.Example(
            draw(text),
            clause.agreement,
            clause.id,
            draw(some(events)),
            draw(some(expectations)),
            draw(places),
        )
        for clause in clauses
    )
    offered = draw(parties.services())
    return m.Policy(
        draw(some(st.builds(m.SourceFile, names, text))),
        agreements,
        calendars,
        draw(
            some(
                st.builds(m.HolidayNote, names, text, st.integers(2000, 2030), st.integers(2000, 2030), text)
            )
        ),
        subjects,
        states,
        clocks,
        tuple(clauses),
        draw(some(sources)),
        tuple(examples),
        supports=draw(plan_parts.supports(agreements, places)),
        plans=draw(plan_parts.plans(subjects, tuple(clauses), places)),
        services=offered,
        service_groups=draw(parties.service_groups(offered)),
        assumptions=draw(assumption_parts.assumptions(agreements, offered, names, places)),
        parties=draw(st.lists(parties.party, unique_by=lambda each: fold(each.name), max_size=2).map(tuple)),
        roles=draw(parties.roles(agreements)),
        meant=draw(parties.meant(agreements, tuple(clauses))),
        requirements=draw(requirement_parts.requirements(agreements, tuple(clauses), places)),
    )


@pytest.fixture(scope="session")
def any_policy() -> st.SearchStrategy[m.Policy]:
    """Whole policies, for `data.draw`."""
    return policies()


def rich_policy() -> m.Policy:
    """One policy a reader can follow, with a part of every kind."""
    here = m.Place("acme.sla", 12, 3, 14, 40, "Every ticket ...")
    office = r.Weekly(
        "Europe/Athens",
        (*[(r.Opening(28_800, 61_200),)] * 5, (), ()),
        (
            r.DayRule(date(2026, 3, 25), (), "Independence Day"),
            r.DayRule(date(2026, 12, 24), (r.Opening(28_800, 46_800),), ""),
        ),
        date(2026, 1, 1),
        date(2027, 12, 31),
    )
    night = r.Weekly("Europe/Athens", ((r.Opening(79_200, 93_600),), *[()] * 6))
    where = c.Both(
        (
            c.IsOneOf("priority", (v.Text("P1"), v.Text("P2"))),
            c.Not(
                c.Either(
                    (c.IsKnown("site"), c.Compared("cost", "at least", v.Number(Decimal("12.50"), "EUR")))
                )
            ),
        )
    )
    month = m.Window("calendar", "month")
    ticket = m.Subject(
        "ticket",
        ("tickets",),
        "number",
        (
            m.Field("priority", "one of", ("P1", "P2"), "", False, ("rank",), (m.Means("Π1", "P1"),)),
            m.Field("cost", "number", (), "EUR", unit_forms=("euros",)),
            m.Field("site", "text"),
        ),
        ("opened", "resolved", "held", "released", "reopened", "cancelled"),
        here,
        (m.Means("άνοιξε", "opened"), m.Means("ανοίχτηκε", "opened")),
        ("αριθμός",),
    )
    return m.Policy(
        (m.SourceFile("acme.sla", "ab" * 32),),
        (
            m.Agreement(
                "ACME", "Mail for Acme", "customer SLA", "2.1", "Hellas IT", "Acme SA", "Europe/Athens",
                1_767_218_400_000_000, None, here, suppliers=("Telco", "Power Co"),
                may_declare=(m.MayDeclare(("Director", "Desk Manager"), "force majeure", here),),
            ),
        ),
        {
            "office hours": r.NamedRule("office hours", "Europe/Athens", office),
            "all": r.NamedRule("all", "Europe/Athens", r.AnyOf((office, r.Except(r.Always("UTC"), r.AllOf((night,)))))),
        },
        (m.HolidayNote("office hours", "public holidays of Greece", 2026, 2027, "holidays 0.60"),),
        (ticket,),
        (m.State("waiting", "ticket", (m.FromUntil(("held",), ("released", "resolved")),), here),),
        (
            m.Clock(
                "repair",
                "ticket",
                ("repaired",),
                (
                    m.Transition("opened", "start"),
                    m.Transition("resolved", "stop"),
                    m.Transition("reopened", "continue", m.WorkingDays(5)),
                    m.Transition("cancelled", "void"),
                ),
                here,
            ),
        ),
        (
            m.Clause(
                "ACME", "REPAIR", "Repairs", "ticket", where, "repair", m.Within(5_400_000_000), "office hours", ("waiting",),
                "current", m.Share(Fraction(19, 20), month, ("site",), "decision"),
                (m.Warn("Desk Manager", Fraction(3, 4), here),), here,
                escalations=(m.Escalate("Director", "case", here), m.Escalate("Director", "window", here)),
            ),
            m.Clause(
                "ACME", "MONTH", "", "ticket", None, "repair", m.CalendarUnits(1, 2), "all", (), "opening", None, (), here,
            ),
            m.Clause(
                "ACME", "LAST", "", "ticket", c.Compared("site", "above", v.Day(date(2026, 1, 2))), "repair",
                m.EndOf("last day"), "all", (), "opening", None, (), here,
            ),
        ),
        (
            m.Source(
                "desk log", "ticket", "change", "number", "when", None, "ref", None, None, None,
                m.TimeFormat("day first", "Europe/Athens"), ";", ("?",), (m.Means("New", "opened"),),
                (m.FieldColumn("priority", "urgency", (m.Means("1 - High", "P1"),)),),
                (m.MomentColumn("opened", "asked"),), (m.ChangeMeans("state", "leaving", ("On hold", "Stuck"), "released"),), here,
            ),
        ),
        (
            m.Example(
                "a slow one", "ACME", "REPAIR",
                (m.ExampleEvent(1, "T-1", "opened", (("cost", v.Length(3)), ("site", v.Instant(4))), here),),
                (m.Expectation("T-1", "met", None, 5, None, 6, here),), here,
            ),
        ),
        assumptions=assumption_parts.ASSUMPTIONS,
        meant=(Meant("ACME", "W0301", "REPAIR", "nothing is promised of P5", here),),
        services=assumption_parts.SERVICES,
        service_groups=assumption_parts.SERVICE_GROUPS,
        parties=(
            m.Party("Hellas IT", "Hellas IT SA", "12 Stadiou St, Athens", "info@hellas.example", "+30 210 1", here),
            m.Party("Telco", "", "", "", "", here),
        ),
        roles=(
            m.Role("ACME", "Desk Manager", "Maria Pappa", "Hellas IT", "maria@hellas.example", "", here),
            m.Role("ACME", "Director", "", "", "", "", here),
        ),
        requirements=requirement_parts.REQUIREMENTS, required_clauses=requirement_parts.REQUIRED,
        supports=plan_parts.SUPPORTS, plans=plan_parts.PLANS,
    )  # fmt: skip


@pytest.fixture
def rich() -> m.Policy:
    return rich_policy()
