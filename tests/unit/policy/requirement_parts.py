"""Requirements: one with everything that can be required, and strategies."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from sladsl.policy import model as m
from sladsl.policy import money as mo
from sladsl.policy.requirements import Requirement

here = m.Place("acme.sla", 12, 3, 14, 40, "Every ticket ...")
MONTH = m.Window("calendar", "month")
REQUIREMENTS = (
    Requirement(
        "ACME", "R-1", "Acme SA", "what is broken works again soon", ("REPAIR", "MONTH"), here, 5, True, ("waiting",),
        mo.Terms(
            "ACME", None, (mo.Cap(mo.FeeShare(Fraction(1, 10), "amount at risk"), MONTH, here),),
            mo.AtRisk(mo.Money(Decimal(100), "EUR"), MONTH, here), mo.Claims("month", 0, 15, here),
            (mo.Credit("REPAIR", mo.WhenMissed(mo.FeeShare(Fraction(3, 100), "amount at risk")), None, None, here),),
            (mo.Right("customer", "terminate", "REPAIR", None, 3, 3, None, here),),
        ),
    ),
    Requirement("ACME", "R-2", "Acme SA", "kindness", (), here),
    Requirement(
        "ACME", "R-3", "Acme SA", "time to claim", (), here,
        money=mo.Terms("ACME", None, (), None, mo.Claims(None, 0, 0, here, 10, "office hours"), (), ()),
    ),
)  # fmt: skip


REQUIRED = (
    m.Clause(
        "ACME", "R-1", "", "ticket", None, "repair", m.Within(3_600_000_000), "office hours", (), "current",
        m.Share(Fraction(9, 10), MONTH, (), "decision"), (), here,
    ),
)  # fmt: skip


def requirements(
    agreements: tuple[m.Agreement, ...], clauses: tuple[m.Clause, ...], places: st.SearchStrategy[Any]
) -> st.SearchStrategy[tuple[Requirement, ...]]:
    """Requirements of the agreements, met by some of their clauses."""

    def of(agreement: m.Agreement) -> st.SearchStrategy[Requirement]:
        ids = [each.id for each in clauses if each.agreement == agreement.id]
        met = st.lists(st.sampled_from(ids), max_size=2).map(tuple) if ids else st.just(())
        words = st.text(max_size=6)
        excluded = st.none() | st.lists(words, max_size=2).map(tuple)
        since = st.none() | st.integers(0, 9)
        return st.builds(
            Requirement,
            st.just(agreement.id),
            words,
            words,
            words,
            met,
            places,
            since,
            st.booleans(),
            excluded,
        )

    if not agreements:
        return st.just(())
    every = st.lists(
        st.sampled_from(agreements).flatmap(of), max_size=2, unique_by=lambda r: (r.agreement, r.id)
    )
    return every.map(tuple)
