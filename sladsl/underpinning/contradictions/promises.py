"""Two clauses about the same cases, or the same measure, one of which asks for no more than the other."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import permutations
from typing import TYPE_CHECKING

from attrs import evolve

from sladsl.policy.measures import CasesInARow, InARow, Misses
from sladsl.policy.model import Agreement, Clause, Policy, WindowClause, Within
from sladsl.policy.money import Terms
from sladsl.policy.names import fold
from sladsl.policy.versions import stretch
from sladsl.records import frozen
from sladsl.underpinning.comparison.meanings import meaning_of

if TYPE_CHECKING:
    from sladsl.underpinning.comparison import Side

AnyClause = Clause | WindowClause
MOST_ALIKE = 12  # clauses about the same, of which each two are compared
_NO_END = 1 << 62


@frozen
class Idle:
    """`less` is kept whenever `more` is, and no money hangs on it; `same`: also the other way round."""

    agreement: Agreement
    less: AnyClause
    more: AnyClause
    same: bool


def idle_clauses(policy: Policy) -> Iterator[Idle]:
    """Each clause that asks for nothing another one does not ask for, once.

    Inherited ones are left out: what a base promises to everybody is a floor, and stays one under a stricter
    clause. So are outcomes, and clauses with credits, rights or other clauses of their own. A promise of each
    case is not set against one of a share of them: that one says how a month went.
    """
    agreements = {each.id: each for each in policy.agreements}
    for clauses in _about_the_same(policy):
        agreement = agreements[clauses[0].agreement]
        needed = _needed(policy, agreement)
        told: set[int] = set()
        for less, more in permutations(clauses, 2):
            if _name(less) in needed or {id(less), id(more)} & told or _name(less) == _name(more):
                continue
            sides = _together(policy, agreement, less, more)
            if sides is None or _apart(policy, less, more) or _asks_more(less, more):
                continue
            same = _no_more(*sides)
            if same is None or (same and _after(more, less) and _name(more) not in needed):
                continue  # the later of two that say the same is the one too many
            told.add(id(less))
            yield Idle(agreement, less, more, same)


def _no_more(less: "Side", more: "Side") -> bool | None:
    """Whether both ask the same, where the first asks for nothing that the second does not; else None."""
    from sladsl.underpinning.comparison.grounds import ground_of
    from sladsl.underpinning.requirements.hours import ready

    read = ready(less, more, alike=True)
    ground = ground_of(read.level, read.clause)
    if read.concludes not in ("both", "satisfied") or ground.doubt or ground.down():
        return None
    return read.concludes == "both" and not ground.up()


def _asks_more(one: AnyClause, other: AnyClause) -> bool:
    """Whether one asks for more than the other at first sight, so that nothing need be proved."""
    if not isinstance(one, Clause) or not isinstance(other, Clause) or one.rows or other.rows:
        return False
    if one.share is not None and other.share is not None and one.share.at_least > other.share.at_least:
        return True
    match one.deadline, other.deadline:
        case Within(us), Within(more_us):
            return one.calendar == other.calendar and us < more_us
        case _:
            return False


def _name(clause: AnyClause) -> str:
    """Of both parts of a clause that promises two things, that of the clause; folded."""
    return fold(clause.id.removesuffix(" (longest)"))


def _apart(policy: Policy, one: AnyClause, other: AnyClause) -> bool:
    """Whether no case is of both, told by their conditions alone."""
    if not isinstance(one, Clause) or one.where is None or other.where is None:
        return False
    from sladsl.underpinning.requirements.hours import meet

    subject = next(each for each in policy.subjects if fold(each.name) == fold(one.subject))
    return not meet(one.where, other.where, subject)


def _after(one: AnyClause, other: AnyClause) -> bool:
    return (one.place.line, one.place.column) > (other.place.line, other.place.column)


def _about_the_same(policy: Policy) -> Iterator[Sequence[AnyClause]]:
    found: dict[Hashable, list[AnyClause]] = {}
    for clause in policy.clauses:
        by_case = clause.share is None
        key: Hashable = ("cases", clause.agreement, fold(clause.subject), fold(clause.clock), by_case)
        found.setdefault(key, []).append(clause)
    for level in policy.window_clauses:
        if level.kind == "clause":
            about = (level.case, level.each, level.where, level.measure, level.unit, level.unknown)
            key = ("windows", level.agreement, fold(level.subject), meaning_of(about, {}))
            found.setdefault(key, []).append(level)
    for clauses in found.values():
        own = [each for each in clauses if not each.origin.startswith("agreement ")]
        if 2 <= len(own) <= MOST_ALIKE:
            yield own


def _needed(policy: Policy, agreement: Agreement) -> set[str]:
    """The folded ids of clauses that money, or another clause, hangs on."""
    terms: list[Terms] = [each for each in policy.money if each.agreement == agreement.id]
    ids = {fold(each.clause) for of in terms for each in of.credits}
    ids |= {fold(each.clause) for of in terms for each in of.rights}
    for level in policy.window_clauses:
        if level.agreement == agreement.id:
            ids |= set(map(fold, level.watches))
            if isinstance(level.measure, InARow | CasesInARow):
                ids.add(fold(level.measure.clause))
            if isinstance(level.measure, Misses):
                ids |= set(map(fold, level.measure.clauses))
    return ids


def _together(
    policy: Policy, agreement: Agreement, one: AnyClause, other: AnyClause
) -> "tuple[Side, Side] | None":
    """Both in the stretch in which both are in force; None: there is none."""
    from sladsl.underpinning.comparison.sides import Side

    spans = [stretch(each, agreement) for each in (one, other)]
    begin = max(since for since, _ in spans)
    end = min(_NO_END if until is None else until for _, until in spans)
    if begin >= end:
        return None
    then = evolve(agreement, begins=begin, ends=None if end == _NO_END else end, versions=())
    return Side(policy, then, _plain(one)), Side(policy, then, _plain(other))


def _plain(clause: AnyClause) -> AnyClause:
    if isinstance(clause, Clause):
        return evolve(clause, since=None, until=None, warnings=(), budget_warnings=(), escalations=())
    return evolve(clause, since=None, until=None, warnings=(), escalations=(), watches=())
