"""Strategies for parties, roles and services, and for the names and places of all parts of a policy."""

from typing import Any

from hypothesis import strategies as st

from sladsl.policy import catalogue as k
from sladsl.policy import model as m
from sladsl.policy.meant import Meant
from sladsl.policy.names import fold

text = st.text(max_size=6)
names = st.sampled_from(["opened", "Site A", "όνομα", "closed", "P1", 'a "b"', "x\ny"])
places = st.builds(m.Place, text, *[st.integers(1, 99)] * 4, text)


def some(of: st.SearchStrategy[Any], most: int = 3, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, min_size=least, max_size=most).map(tuple)


party = st.builds(m.Party, names, text, text, text, text, places)
may_declare = st.builds(m.MayDeclare, some(names, 2, 1), names, places)
offers = st.builds(k.Offer, some(names, 2), places)
escalate = st.builds(m.Escalate, names, st.sampled_from(["case", "window"]), places)


def roles(agreements: tuple[m.Agreement, ...]) -> st.SearchStrategy[tuple[m.Role, ...]]:
    """Roles of these agreements, each once."""
    if not agreements:
        return st.just(())
    role = st.builds(m.Role, st.sampled_from([each.id for each in agreements]), names, *[text] * 4, places)
    return st.lists(role, unique_by=lambda each: (each.agreement, fold(each.name)), max_size=3).map(tuple)


@st.composite
def services(draw: st.DrawFn) -> tuple[m.Service, ...]:
    """Services each of which needs only those before it."""
    drawn: list[m.Service] = []
    for name in draw(st.lists(names, unique_by=fold, max_size=3)):
        need = st.none()
        if drawn:
            one = st.builds(k.NeedsService, st.sampled_from([each.name for each in drawn]))
            need = st.none() | st.recursive(
                one,
                lambda inner: st.one_of(
                    st.builds(k.NeedsAll, some(inner, 3, 1)),
                    st.builds(k.NeedsAny, some(inner, 3, 1)),
                    some(inner, 3, 1).flatmap(
                        lambda of: st.builds(k.NeedsSome, st.integers(1, len(of)), st.just(of))
                    ),
                ),
                max_leaves=4,
            )
        offer = draw(st.none() | offers)
        drawn.append(
            m.Service(name, draw(text), draw(need), draw(st.none() | places), draw(places), draw(text), offer)
        )
    return tuple(drawn)


@st.composite
def service_groups(draw: st.DrawFn, known: tuple[m.Service, ...]) -> tuple[k.ServiceGroup, ...]:
    """Groups each of which holds only those before it."""
    taken = {fold(service.name) for service in known}
    free = st.sampled_from(["Messaging", "Ομάδα", "a/b"]).filter(lambda name: fold(name) not in taken)
    drawn: list[k.ServiceGroup] = []
    for name in draw(st.lists(free, unique_by=fold, max_size=2)) if known else []:
        services = draw(some(st.sampled_from([service.name for service in known]), 3, 1))
        groups = draw(some(st.sampled_from([each.name for each in drawn]))) if drawn else ()
        offer = draw(st.none() | offers)
        group = k.ServiceGroup(name, draw(text), services, groups, draw(text), offer, draw(places))
        drawn.append(group)
    return tuple(drawn)


def meant(
    agreements: tuple[m.Agreement, ...], clauses: tuple[m.Clause, ...]
) -> st.SearchStrategy[tuple[Meant, ...]]:
    """Warnings that agreements mean, some of a clause."""
    codes = st.sampled_from(["W0301", "W0401"])
    of = [(each.id, "") for each in agreements] + [(each.agreement, each.id) for each in clauses]
    if not of:
        return st.just(())
    return some(
        st.tuples(st.sampled_from(of), codes, text, places).map(
            lambda drawn: Meant(drawn[0][0], drawn[1], drawn[0][1], *drawn[2:])
        )
    )
