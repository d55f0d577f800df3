"""Two policies compared: agreements beside each other, their terms and parties, then clause by clause."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from attrs import evolve

from sladsl.policy import records, words
from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.names import fold
from sladsl.underpinning.comparison.asked_differences import asked_differences
from sladsl.underpinning.comparison.clauses import come, compared, gone
from sladsl.underpinning.comparison.editions import standing
from sladsl.underpinning.comparison.findings import (
    AgreementFinding,
    ClauseFinding,
    Comparison,
    Difference,
    Effect,
)
from sladsl.underpinning.comparison.money_differences import money_differences
from sladsl.underpinning.comparison.replay import Judge
from sladsl.underpinning.comparison.sides import Side
from sladsl.underpinning.comparison.vocabulary import redefined

AnyClause = Clause | WindowClause
T = TypeVar("T")


def compare(
    old: Policy,
    new: Policy,
    judge: Judge,
    old_version: str | None = None,
    new_version: str | None = None,
    old_agreement: str | None = None,
    new_agreement: str | None = None,
) -> Comparison:
    """Every agreement and clause of either policy, in the order of the new one, what is gone at the end.

    Each agreement stands as its version of the given name has it, or as its last one does. Of a policy for
    which an agreement is named, that one alone is compared.
    """
    old, new = standing(old, old_version), standing(new, new_version)
    pairs, gone_ones = _paired(
        _called(old, old_agreement),
        _called(new, new_agreement),
        lambda each: fold(each.id),
        lambda one, other: True,
    )
    agreements = [_agreement(old, was, new, now, judge) for was, now in pairs]
    agreements += [_agreement(old, was, new, None, judge) for was in gone_ones]
    return Comparison(tuple(agreements), tuple(redefined(old, new)))


def _paired(
    old: tuple[T, ...], new: tuple[T, ...], key: Callable[[T], str], renamed: Callable[[T, T], bool]
) -> tuple[list[tuple[T | None, T]], list[T]]:
    """The new ones each with the old one of the same key; of what is left over, the only one on each side
    that is `renamed`. And the old ones that are gone."""
    by_key = {key(each): each for each in old}
    pairs: list[tuple[T | None, T]] = [(by_key.get(key(each)), each) for each in new]
    met = {key(each) for each in new}
    left = [each for each in old if key(each) not in met]
    come_ones = [each for was, each in pairs if was is None]
    for index, (was, now) in enumerate(pairs):
        if was is not None:
            continue
        same = [each for each in left if renamed(each, now)]
        if len(same) == 1 and sum(renamed(same[0], each) for each in come_ones) == 1:
            pairs[index] = (same[0], now)
            left.remove(same[0])
    return pairs, left


def _called(policy: Policy, name: str | None) -> tuple[Agreement, ...]:
    return tuple(each for each in policy.agreements if name is None or fold(each.id) == fold(name))


def _agreement(
    old: Policy, was: Agreement | None, new: Policy, now: Agreement | None, judge: Judge
) -> AgreementFinding:
    of = now or was
    assert of is not None
    together = was is not None and now is not None and _overlap(was, now)
    clauses = list(_clauses(old, was, new, now, judge, together))
    return AgreementFinding(
        agreement=of.id,
        title=of.title,
        customer=of.customer,
        provider=of.provider,
        zone=of.zone,
        answer="added" if was is None else "removed" if now is None else "kept",
        differences=(
            *_differences(was, now),
            *money_differences(old, was.id, new, now.id),
            *asked_differences(old, was.id, new, now.id),
        )
        if was and now
        else (),
        clauses=tuple(clauses),
        renamed=was.id if was and now and fold(was.id) != fold(now.id) else "",
    )


def _overlap(one: Agreement, other: Agreement) -> bool:
    ends = [each.ends for each in (one, other) if each.ends is not None]
    return max(one.begins, other.begins) < min(ends, default=max(one.begins, other.begins) + 1)


def _clauses(
    old: Policy, was: Agreement | None, new: Policy, now: Agreement | None, judge: Judge, together: bool
) -> Iterator[ClauseFinding]:
    note = ""
    if was is not None and now is not None and not together:
        # The one follows the other in time: the old text is read as if it had gone on.
        moved = evolve(was, begins=now.begins, ends=now.ends)
        old = evolve(old, agreements=tuple(moved if each == was else each for each in old.agreements))
        was = moved
        note = "the texts are never in force together: the old one is read as if it had gone on"
    mine_old, mine_new = _own(old, was), _own(new, now)
    pairs, left = _paired(
        mine_old, mine_new, lambda each: fold(each.id), lambda one, other: one.place.text == other.place.text
    )
    for before, after in pairs:
        assert now is not None
        side = Side(new, now, after)
        if before is None or was is None:
            yield come(side, judge)
            continue
        found = compared(Side(old, was, before), side, judge)
        yield evolve(found, notes=(*found.notes, note)) if note and found.answer != "equivalent" else found
    for before in left:
        assert was is not None
        yield gone(Side(old, was, before), judge)


def _own(policy: Policy, agreement: Agreement | None) -> tuple[AnyClause, ...]:
    every: list[AnyClause] = [*policy.clauses, *policy.window_clauses]
    mine = [each for each in every if agreement is not None and each.agreement == agreement.id]
    return tuple(sorted(mine, key=lambda each: (each.place.file, each.place.line, each.id)))


def _differences(was: Agreement, now: Agreement) -> Iterator[Difference]:
    if (was.begins, was.ends) != (now.begins, now.ends):
        yield Difference("term", _term(was), _term(now), _term_effect(was, now), _term_why(was, now))
    for about, one, other in (
        ("provider", was.provider, now.provider),
        ("customer", was.customer, now.customer),
        ("time zone", was.zone, now.zone),
        ("kind", was.kind, now.kind),
        ("version", was.version, now.version),
        ("title", was.title, now.title),
        ("records", _records(was), _records(now)),
    ):
        if one != other:
            effect: Effect = "either" if about == "records" else "none"
            yield Difference(about, one, other, effect, _WHY.get(about, ""))


def _records(of: Agreement) -> str:
    return f"judged by those of {records.called(of)}" if of.judged_by else ""


_WHY = {
    "records": "what the one party recorded and the other did not may decide otherwise",
    "provider": "another party answers for the promises",
    "customer": "another party holds the promises",
    "time zone": "days, months and times of day are those of another place",
}


def _term(of: Agreement) -> str:
    begins = words.instant(of.begins, of.zone)[:10]
    return f"from {begins}" + ("" if of.ends is None else f" to {words.instant(of.ends - 1, of.zone)[:10]}")


def _term_effect(was: Agreement, now: Agreement) -> Effect:
    """For the customer a promise that is in force for longer is worth more."""
    shorter = now.begins > was.begins or (now.ends is not None and (was.ends is None or now.ends < was.ends))
    longer = now.begins < was.begins or (was.ends is not None and (now.ends is None or now.ends > was.ends))
    return "either" if shorter and longer else "weaker" if shorter else "stricter"


def _term_why(was: Agreement, now: Agreement) -> str:
    said = []
    if now.begins > was.begins:
        said.append(f"nothing is promised before {words.instant(now.begins, now.zone)[:10]}")
    if now.ends is not None and (was.ends is None or now.ends < was.ends):
        said.append(f"nothing is promised after {words.instant(now.ends - 1, now.zone)[:10]}")
    return ", and ".join(said)


def narrowed(of: Comparison, names: Iterable[str]) -> Comparison:
    """Only the clauses of these ids, or AGREEMENT/CLAUSE."""
    wanted = set(map(fold, names))

    def kept(clause: ClauseFinding) -> bool:
        return bool(
            wanted & {fold(clause.clause), fold(f"{clause.agreement}/{clause.clause}"), fold(clause.renamed)}
        )

    agreements = (evolve(each, clauses=tuple(filter(kept, each.clauses))) for each in of.agreements)
    return Comparison(tuple(each for each in agreements if each.clauses), ())
