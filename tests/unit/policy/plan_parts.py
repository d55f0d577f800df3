"""Supporting agreements and plans: strategies, and one of each kind for a reader."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from sladsl.policy import conditions as c
from sladsl.policy import model as m
from sladsl.policy import plans as pl
from sladsl.policy.names import fold

text = st.text(max_size=6)
here = m.Place("acme.sla", 12, 3, 14, 40, "Every ticket ...")

SUPPORTS = (pl.Supports("ACME", "ACME", here),)
PLANS = (
    pl.Plan(
        "ACME", "ticket", "repair",
        (
            (pl.Step("triage", "", (), here),),
            (
                pl.Step("repair", "Network Team", (pl.Relied("ACME", "MONTH", c.IsKnown("site"), here),), here),
                pl.Step("notice", "", (pl.Relied("ACME", "MONTH", None, here),), here),
            ),
        ),
        (
            pl.AtOnce("held", ("opened", "reopened"), here), pl.Steady(("site", "cost"), here),
            pl.AtMost("pauses", 2, here), pl.AtMost("reopenings", 0, here),
            pl.ArrivalShare("ACME", "MONTH", Fraction(1, 2), here), pl.SameWindow(here),
        ),
        here,
    ),
)  # fmt: skip


def some(of: st.SearchStrategy[Any], most: int = 3, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, min_size=least, max_size=most).map(tuple)


def supports(
    agreements: tuple[m.Agreement, ...], places: st.SearchStrategy[m.Place]
) -> st.SearchStrategy[tuple[pl.Supports, ...]]:
    ids = [agreement.id for agreement in agreements]
    return (
        some(st.builds(pl.Supports, st.sampled_from(ids), st.sampled_from(ids), places))
        if ids
        else st.just(())
    )


def plans(
    subjects: tuple[m.Subject, ...], clauses: tuple[m.Clause, ...], places: st.SearchStrategy[m.Place]
) -> st.SearchStrategy[tuple[pl.Plan, ...]]:
    """A plan for each clause, that rests on clauses of its subject."""

    def of(clause: m.Clause) -> st.SearchStrategy[pl.Plan]:
        subject = next(each for each in subjects if fold(each.name) == fold(clause.subject))
        related = [each for each in clauses if fold(each.subject) == fold(subject.name)]
        events = st.sampled_from([*subject.events, "updated"])
        field_names = [field.name for field in subject.fields]
        asked = st.sampled_from(field_names) if field_names else st.nothing()
        where = st.none() | (st.builds(c.IsKnown, asked) if field_names else st.none())
        relied = st.sampled_from(related).flatmap(
            lambda each: st.builds(pl.Relied, st.just(each.agreement), st.just(each.id), where, places)
        )
        step = st.builds(pl.Step, text, text, some(relied), places)
        shared = st.sampled_from(related).flatmap(
            lambda each: st.builds(
                pl.ArrivalShare, st.just(each.agreement), st.just(each.id),
                st.fractions(0, 1, max_denominator=99).filter(bool), places,
            )
        )  # fmt: skip
        assumed = st.one_of(
            st.builds(pl.AtOnce, events, some(events), places),
            st.builds(pl.Steady, some(asked) if field_names else st.just(()), places),
            st.builds(pl.AtMost, st.sampled_from(["pauses", "reopenings"]), st.integers(0, 9), places),
            shared,
            st.builds(pl.SameWindow, places),
        )
        stages = some(some(step, least=1), least=1)
        return st.builds(
            pl.Plan, st.just(clause.agreement), st.just(subject.name), st.just(clause.clock), stages,
            some(assumed), places,
        )  # fmt: skip

    return st.tuples(*map(of, clauses[:1]))
