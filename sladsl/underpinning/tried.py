"""Repairs are tried before they are told: written into the policy, and the clause asked about again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from sladsl.policy.model import Clause, Policy, Within
from sladsl.policy.plans import Plan, Relied
from sladsl.underpinning.answers import Answer, CannotTell, Covered, Gap, Key, NotCovered, Repair
from sladsl.underpinning.asked import Asked
from sladsl.underpinning.narrowing import below_of, only
from sladsl.underpinning.setting import Setting

Again = Callable[[Setting, Clause], Answer]


def applied(policy: Policy, gap: Gap, repair: Repair, above: Clause) -> Policy:
    """The policy with what the repair of such a gap of the clause `above` says, and all else as it was."""
    match gap:
        case "time" | "share":
            return _with_number(policy, gap, repair, above)
        case "term":
            return _in_force(policy, repair)
        case "scope":
            return _for_every_case(policy, repair.of)
        case _:
            return policy


def _with_number(policy: Policy, gap: Gap, repair: Repair, above: Clause) -> Policy:
    def changed(clause: Clause) -> Clause:
        key = clause.agreement, clause.id
        if key != repair.of or (key == (above.agreement, above.id) and clause != above):
            return clause
        if gap == "share":
            share = Fraction(repair.number)
            if repair.row is not None:
                return _with_row(clause, repair.row, share)
            return evolve(clause, share=clause.share and evolve(clause.share, at_least=share))
        if repair.row is not None:
            return _with_row(clause, repair.row, Within(int(repair.number)))
        return evolve(clause, deadline=Within(int(repair.number)))

    return evolve(policy, clauses=tuple(map(changed, policy.clauses)))


def _with_row(clause: Clause, number: int, new: Within | Fraction) -> Clause:
    row = clause.rows[number]
    row = evolve(row, deadline=new) if isinstance(new, Within) else evolve(row, at_least=new)
    return evolve(clause, rows=(*clause.rows[:number], row, *clause.rows[number + 1 :]))


def _in_force(policy: Policy, repair: Repair) -> Policy:
    """Of what the clause stands in, the term as long as that."""
    at, id = int(repair.number), (repair.of or ("", ""))[0]
    return evolve(
        policy,
        agreements=tuple(
            each
            if each.id != id
            else evolve(each, begins=at)
            if at < each.begins
            else evolve(each, ends=at if each.ends is None else max(each.ends, at))
            for each in policy.agreements
        ),
    )


def _for_every_case(policy: Policy, of: Key | None) -> Policy:
    """The clause, and the plans that rely on it, without a condition."""

    def relied(each: Relied) -> Relied:
        return evolve(each, where=None) if (each.agreement, each.clause) == of else each

    def planned(plan: Plan) -> Plan:
        stages = tuple(
            tuple(evolve(step, under=tuple(map(relied, step.under))) for step in stage)
            for stage in plan.stages
        )
        return evolve(plan, stages=stages)

    return evolve(
        policy,
        clauses=tuple(
            evolve(each, where=None) if (each.agreement, each.id) == of else each for each in policy.clauses
        ),
        plans=tuple(map(planned, policy.plans)),
    )


def joined(asked: Asked, several: Iterable[Sequence[Repair]]) -> Iterator[Repair]:
    """Repairs of the same gap of several kinds of cases: of each number the one that does for all."""
    found: dict[tuple[Key | None, int | None], Repair] = {}
    for repair in (each for repairs in several for each in repairs):
        known = found.setdefault((repair.of, repair.row), repair)
        if repair.number and known.number:
            stricter = Fraction(repair.number) < Fraction(known.number)
            if stricter != (repair.of == asked.key):
                found[repair.of, repair.row] = repair
    yield from found.values()


def that_do(
    asked: Asked, gap: Gap, repairs: Iterable[Repair], answers: Sequence[Answer], again: Again
) -> Iterator[Repair]:
    """Those after which no such gap is left; what else was wrong with other kinds of cases may be."""
    others = {each.gap for each in answers if isinstance(each, NotCovered)} - {gap}
    unknown = {each.reason for each in answers if isinstance(each, CannotTell)}
    several = tuple(repairs)
    if not several:
        return
    id = asked.clause.agreement
    policy = only(asked.setting, below_of(asked.setting, id) | {id})
    place = policy.clauses.index(asked.clause)
    for repair in several:
        changed = applied(policy, gap, repair, asked.clause)
        match again(Setting(changed, asked.setting.judge), changed.clauses[place]):
            case Covered():
                yield repair
            case NotCovered(left):
                if left in others or (left == "share" and gap != "share"):
                    yield repair
            case CannotTell(reason):
                if reason in unknown:
                    yield repair
