"""Are the versions of clauses and agreements in order of time? Asked of a policy read from JSON."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.names import fold


def version_faults(policy: Policy) -> Iterator[str]:
    """Versions that overlap, stand out of order or apart."""
    for agreement in policy.agreements:
        if any(later.since <= earlier.since for earlier, later in pairwise(agreement.versions)):
            yield f"the versions of the agreement `{agreement.id}` are out of order"
        yield from _of_life(agreement)
    yield from _of_clauses(policy.clauses)
    yield from _of_clauses(policy.window_clauses)
    stretches: dict[tuple[str, str], list[Clause | WindowClause]] = {}
    every: list[Clause | WindowClause] = [*policy.clauses, *policy.window_clauses]
    for clause in every:
        stretches.setdefault((clause.agreement, fold(clause.id)), []).append(clause)
    for versions in stretches.values():
        ordered = sorted(versions, key=lambda clause: (clause.since is not None, clause.since or 0))
        for earlier, later in pairwise(ordered):
            if later.since is None or earlier.until is None or earlier.until > later.since:
                yield f"{_called(later)} has versions that are in force at the same time"
                break


def _of_life(agreement: Agreement) -> Iterator[str]:
    life, called = agreement.life, f"the agreement `{agreement.id}`"
    if any(each.ends <= each.begins for each in life.suspensions):
        yield f"{called} has a suspension that ends before it begins"
    if any(later.begins < earlier.ends for earlier, later in pairwise(life.suspensions)):
        yield f"{called} has suspensions out of order, or that overlap"
    lengths = [] if life.notice is None else [life.notice]
    lengths += [] if life.renewal is None else [life.renewal.by]
    lengths += [] if life.reviews is None else [life.reviews.every]
    if any(each.months < 0 or each.days < 0 for each in lengths):
        yield f"{called} has a notice, a renewal or reviews of less than no time"


def _of_clauses(clauses: Sequence[Clause | WindowClause]) -> Iterator[str]:
    done: set[tuple[str, str]] = set()
    before: tuple[str, str] | None = None
    for clause in clauses:
        key = clause.agreement, fold(clause.id)
        if clause.since is not None and clause.until is not None and clause.until <= clause.since:
            yield f"a version of {_called(clause)} ends before it begins"
        if key != before and key in done:
            yield f"{_called(clause)} has versions that do not stand together"
        done.add(key)
        before = key
    for earlier, later in pairwise(clauses):
        if (earlier.agreement, fold(earlier.id)) == (later.agreement, fold(later.id)) and (
            later.since is None or (earlier.since is not None and later.since <= earlier.since)
        ):
            yield f"{_called(later)} has versions that are out of order"


def _called(clause: Clause | WindowClause) -> str:
    return f"the clause `{clause.agreement}/{clause.id}`"
