"""Agreements, clauses, services and parties as a graph: what rests on what, and what fails with what."""

from typing import TYPE_CHECKING, Literal, assert_never

from sladsl.policy.catalogue import Need, NeedsAll, NeedsAny, NeedsService, NeedsSome, needed
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.underpinning.answers import CannotTell, Coverage, Covered, Key, NotCovered

if TYPE_CHECKING:
    import networkx

    from sladsl.underpinning.failing import StillCovered

Kind = Literal["agreement", "clause", "service", "party"]
Node = tuple[Kind, str]  # a clause as AGREEMENT/CLAUSE
State = Literal["covered", "not covered", "cannot tell", "not asked"]

MOST_PROVED = 200
_ABOVE = ("customer SLA", "internal SLA")
_WORST: tuple[State, ...] = ("not covered", "cannot tell", "covered", "not asked")


@frozen
class Radius:
    """What fails if one thing does: clauses, by agreement and id, and services."""

    of: Node
    clauses: tuple[Key, ...]
    services: tuple[str, ...]


def graph_of(policy: Policy, coverage: Coverage) -> "networkx.DiGraph[Node]":
    """An edge from each thing to what it rests on; its `why` says how: "supports", "part", "needs"."""
    import networkx

    graph: networkx.DiGraph[Node] = networkx.DiGraph()
    for agreement in policy.agreements:
        graph.add_edge(("agreement", agreement.id), ("party", agreement.provider), why="promises")
    for support in policy.supports:
        graph.add_edge(("agreement", support.supported), ("agreement", support.agreement), why="supports")
    for key in _keys(policy):
        graph.add_edge(("clause", _called(key)), ("agreement", key[0]), why="part")
    for each in coverage.clauses:
        above = ("clause", _called((each.agreement, each.clause)))
        for below in each.supporting:
            graph.add_edge(above, ("clause", _called(below)), why="rests on")
            if below[0] != each.agreement:
                graph.add_edge(("agreement", each.agreement), ("agreement", below[0]), why="supports")
    for service in policy.services:
        graph.add_node(("service", service.name))
        for name in needed(service.needs) if service.needs is not None else ():
            graph.add_edge(("service", service.name), ("service", name), why="needs")
    for level in policy.window_clauses:
        if level.case is not None:
            graph.add_edge(
                ("clause", _called((level.agreement, level.id))), ("service", level.case), why="about"
            )
    return graph


def _called(key: Key) -> str:
    return f"{key[0]}/{key[1]}"


def _keys(policy: Policy) -> list[Key]:
    """Every clause, once."""
    keys = [(each.agreement, each.id) for each in policy.clauses]
    return list(dict.fromkeys([*keys, *((each.agreement, each.id) for each in policy.window_clauses)]))


def found(policy: Policy, name: str) -> tuple[Node, ...]:
    """The agreement, clause, service or party that goes by a name: none, or several where kinds share it."""
    wanted = fold(name)
    nodes: dict[Node, None] = {}
    for agreement in policy.agreements:
        if fold(agreement.id) == wanted:
            nodes["agreement", agreement.id] = None
        if fold(agreement.provider) == wanted:
            nodes["party", agreement.provider] = None
    for key in _keys(policy):
        if wanted in (fold(key[1]), fold(_called(key))):
            nodes["clause", _called(key)] = None
    for service in policy.services:
        if fold(service.name) == wanted:
            nodes["service", service.name] = None
    return tuple(nodes)


def radius(policy: Policy, coverage: Coverage, node: Node, still: "StillCovered | None" = None) -> Radius:
    """What can no longer be kept if it fails: an agreement with its clauses, a party with all it promises.

    A promise about a service fails with the service, which fails as what it needs says; a service also
    fails with every agreement that promises something about it. All that was covered fails if what is left
    no longer covers it: `still` proves it anew. Of what was not, or without `still`: a promise about cases
    fails with any step of its plan; without a plan, unless another clause below is for every case.
    """
    agreements = {
        each.id
        for each in policy.agreements
        if ("agreement", each.id) == node or ("party", each.provider) == node
    }
    clauses = {key for key in _keys(policy) if key[0] in agreements or ("clause", _called(key)) == node}
    given = frozenset(clauses)
    services = {each.name for each in policy.services if ("service", each.name) == node}
    below = {(each.agreement, each.clause): each.supporting for each in coverage.clauses}
    asked = {(each.agreement, each.clause) for each in coverage.clauses}
    open_ones = {
        (each.agreement, each.clause) for each in coverage.clauses if not isinstance(each.answer, Covered)
    }
    about: dict[str, set[Key]] = {}
    for level in policy.window_clauses:
        if level.case is not None:
            about.setdefault(fold(level.case), set()).add((level.agreement, level.id))
    grew = True
    while grew:
        before = len(clauses) + len(services)
        for service in policy.services:
            promised = about.get(fold(service.name), set()) - asked  # by those who provide it
            if (promised and promised <= clauses) or (service.needs and _fails(service.needs, services)):
                services.add(service.name)
        for level in policy.window_clauses:
            if level.case is not None and fold(level.case) in map(fold, services) and level.kind == "clause":
                clauses.add((level.agreement, level.id))
        named = {key for keys in about.values() for key in keys}
        for key, supporting in below.items():
            left = [each for each in supporting if each not in clauses]
            if key in clauses or len(left) == len(supporting):
                continue
            if still is not None and key not in open_ones:
                fails = not still(key, frozenset(clauses))
            else:
                fails = key not in named and not _is_enough(policy, key, left)
            if fails:
                clauses.add(key)
        grew = len(clauses) + len(services) > before
    hit = tuple(key for key in _keys(policy) if key in clauses and key not in given)
    return Radius(node, hit, tuple(each.name for each in policy.services if each.name in services))


def _is_enough(policy: Policy, key: Key, left: list[Key]) -> bool:
    """Whether, without a plan that says who does what, another clause below is still for every case."""
    clock = next(((c.subject, c.clock) for c in policy.clauses if (c.agreement, c.id) == key), None)
    if any((p.agreement, (p.subject, p.clock)) == (key[0], clock) for p in policy.plans):
        return False
    others = [c for c in policy.clauses if (c.agreement, c.id) in left]
    return any(each.where is None and not each.rows for each in others)


def _fails(need: Need, failed: set[str]) -> bool:
    match need:
        case NeedsService(name):
            return fold(name) in map(fold, failed)
        case NeedsAll(parts):
            return any(_fails(part, failed) for part in parts)
        case NeedsAny(parts):
            return all(_fails(part, failed) for part in parts)
        case NeedsSome(count, parts):
            return sum(not _fails(part, failed) for part in parts) < count
        case never:
            assert_never(never)


def single_points(
    policy: Policy, coverage: Coverage, still: "StillCovered | None" = None
) -> tuple[Radius, ...]:
    """Every agreement below others with which promises above fail, the one with most of them first.

    Of more than MOST_PROVED agreements nothing is proved anew.
    """
    if len(policy.agreements) > MOST_PROVED:
        still = None
    above = {each.id for each in policy.agreements if each.kind in _ABOVE}
    radii = [
        radius(policy, coverage, ("agreement", each.id), still)
        for each in policy.agreements
        if each.kind not in _ABOVE
    ]
    hit = [each for each in radii if any(agreement in above for agreement, _ in each.clauses)]
    return tuple(sorted(hit, key=lambda each: -len(each.clauses)))


def orphans(policy: Policy, coverage: Coverage) -> tuple[Agreement, ...]:
    """OLAs and underpinning contracts that nothing rests on."""
    used = {agreement for each in coverage.clauses for agreement, _ in each.supporting}
    return tuple(each for each in policy.agreements if each.kind not in _ABOVE and each.id not in used)


def uncovered_services(policy: Policy) -> tuple[str, ...]:
    """Services that no SLA promises anything about, and that no other service needs."""
    above = {each.id for each in policy.agreements if each.kind in _ABOVE}
    levels = [level for level in policy.window_clauses if level.agreement in above]
    promised = {fold(level.case) for level in levels if level.case is not None}
    inside = {fold(name) for each in policy.services if each.needs is not None for name in needed(each.needs)}
    names = [each.name for each in policy.services]
    return tuple(name for name in names if fold(name) not in promised | inside)


def states(policy: Policy, coverage: Coverage) -> dict[str, State]:
    """The worst that is said of the clauses of each agreement."""
    result: dict[str, State] = {each.id: "not asked" for each in policy.agreements}
    for each in coverage.clauses:
        state: State
        match each.answer:
            case Covered():
                state = "covered"
            case NotCovered():
                state = "not covered"
            case CannotTell():
                state = "cannot tell"
        result[each.agreement] = min(result[each.agreement], state, key=_WORST.index)
    return result
