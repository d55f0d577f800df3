"""Clauses of which the text says that they cannot be weakened, and what stands in their place."""

from collections.abc import Iterator, Sequence

from sladsl.meaning.editions import Edition, Written
from sladsl.meaning.inheritance import Base
from sladsl.policy import model
from sladsl.policy.measures import CasesInARow, InARow, Misses
from sladsl.policy.names import as_written, fold
from sladsl.policy.replacements import Promise, Replacement
from sladsl.records import frozen
from sladsl.syntax import tree


@frozen
class Protected:
    """Such a clause, the agreement whose it is, and an instant at which it is so there.

    `amendment` names what changes the agreement's own clause; "" where it is inherited.
    """

    written: Written
    agreement: str
    at: int
    amendment: str = ""


def protected(bases: Sequence[Base], instant: int) -> Iterator[Protected]:
    """The inherited ones."""
    found: dict[str, Protected] = {}
    for base in bases:
        for key, written in base.at(instant).clauses.items():
            if _says_so(written):
                found[key] = Protected(written, base.id, instant)
    yield from found.values()


def amended_though_protected(edition: Edition, before: Edition, of: model.Agreement) -> Iterator[Protected]:
    """The agreement's own that an amendment changes or removes."""
    heading = edition.text.heading
    if not isinstance(heading, tree.Amendment) or not edition.own or edition is before:
        return
    for key, written in before.clauses.items():
        now = edition.clauses.get(key)
        own = not written.origin.startswith("agreement ")
        if own and _says_so(written) and (now is None or now.clause is not written.clause):
            yield Protected(written, of.id, before.since or of.begins, heading.name.text)


def replacement(
    edition: Edition,
    of: model.Agreement,
    protected: Protected,
    inherited: Sequence[Promise],
    complete: Sequence[Promise],
) -> Replacement:
    """One of these beside what an edition of an agreement has in its place, if anything.

    `inherited` and `complete` are the edition's promises, with the one and with the other.
    """
    name, place = protected.written.clause.name, edition.text.heading.name.span
    own = edition.clauses.get(name.key)
    if own is not None:
        changed_here = own.numbers and not own.origin.startswith("agreement ")
        place = own.numbers[-1][1] if changed_here else own.clause.name.span
    before, after = (_of_clause(name.key, each) for each in (inherited, () if own is None else complete))
    return Replacement(
        agreement=of.id,
        clause=name.text,
        base=protected.agreement,
        base_at=protected.at,
        at=of.begins if edition.since is None else edition.since,
        inherited=before,
        own=after,
        beside=(_counted_by(before, inherited), _counted_by(after, complete)),
        place=place,
        protected=name.span,
        amendment=protected.amendment,
    )


def _says_so(written: Written) -> bool:
    return any(isinstance(said, tree.NotWeakened) for said in written.clause.sentences)


def _of_clause(key: str, promises: Sequence[Promise]) -> tuple[Promise, ...]:
    return tuple(each for each in promises if fold(as_written(each.id)) == key)


def _counted_by(promises: Sequence[Promise], of: Sequence[Promise]) -> tuple[Promise, ...]:
    """The promises of which these count how they are missed."""
    measures = (each.measure for each in promises if isinstance(each, model.WindowClause))
    names: set[str] = set()
    for measure in measures:
        match measure:
            case InARow(clause) | CasesInARow(clause):
                names.add(fold(clause))
            case Misses(clauses):
                names |= set(map(fold, clauses))
            case _:
                pass
    return tuple(each for each in of if fold(each.id) in names)
