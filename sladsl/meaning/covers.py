"""Whose cases an agreement is about: `covers incidents and surveys where customer is Acme SA`."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import Factory, evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import cover_errors, name_errors
from sladsl.meaning.conditions import Reader
from sladsl.meaning.followers import Promise
from sladsl.meaning.places import Places
from sladsl.meaning.scope import Scope
from sladsl.meaning.vocabulary import Vocabulary
from sladsl.policy import model
from sladsl.policy.conditions import fields_of
from sladsl.policy.covers import Covered, narrowed
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree

Covering = tuple[Covered, ...]


@frozen
class Covers:
    """Lowers what the texts of agreements say of whose cases they are about, each sentence once."""

    scopes: Mapping[str, Scope]  # by file
    vocabulary: Vocabulary
    places: Places
    found: list[Diagnostic]
    known: dict[tuple[int, str], Covering] = Factory(dict)  # by the sentence, and the zone it is read in

    def of(self, headings: Sequence[tree.Agreement], zone: str) -> Covering:
        """What the texts say, one for each subject: an agreement's own, and those it builds on."""
        found: dict[str, Covered] = {}
        for heading in headings:
            for covered in self._of(heading, zone):
                before = found.get(fold(covered.subject))
                where = narrowed(None if before is None else before.where, covered.where)
                assert where is not None
                found[fold(covered.subject)] = evolve(covered, where=where)
        return tuple(found.values())

    def _of(self, heading: tree.Agreement, zone: str) -> Iterator[Covered]:
        said = [each for each in heading.sentences if isinstance(each, tree.Covers)]
        first: dict[str, tree.Name] = {}
        for sentence in said:
            key = id(sentence), zone
            if key not in self.known:
                self.known[key] = tuple(self._read(sentence, zone, first))
            yield from self.known[key]

    def _read(self, said: tree.Covers, zone: str, first: dict[str, tree.Name]) -> Iterator[Covered]:
        for name in said.subjects:
            subject = self.vocabulary.subject(name, self.scopes[said.span.file], self.found)
            if subject is None:
                continue
            other = first.setdefault(fold(subject.name), name)
            if other is not name:
                self.found.append(name_errors.said_twice(name.span, other.span))
                continue
            where = Reader(subject, zone, self.found).condition(said.where)
            if where is not None:
                yield Covered(subject.name, where, self.places.of(said.span))


def all_of_others(
    heading: tree.Agreement,
    covering: Covering,
    promises: Sequence[Promise],
    subjects: Mapping[str, model.Subject],
) -> Iterator[Diagnostic]:
    """Subjects of the clauses whose cases could be told apart like those that are covered, and are not."""
    said = next((each for each in heading.sentences if isinstance(each, tree.Covers)), None)
    if said is None:
        return
    limited = {fold(each.subject) for each in covering}
    first = {fold(each.subject): each.id for each in reversed(promises)}
    for key, clause in first.items():
        has = {fold(field.name) for field in subjects[key].fields}
        alike = (each for each in covering if {fold(name) for name in fields_of(each.where)} <= has)
        if key not in limited and (covered := next(alike, None)) is not None:
            yield cover_errors.all_of_another(said, covered, subjects[key], clause)
