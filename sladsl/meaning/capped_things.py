"""What `for each service` of a cap is: a subject, or a field by whose values clauses are judged."""

from collections.abc import Iterable, Mapping, Sequence

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import cap_errors
from sladsl.meaning.credited_values import Promise
from sladsl.policy import model
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree
from sladsl.syntax.tree import money as written


@frozen
class CappedThings:
    """Finds the things of the caps of one agreement."""

    subjects: Mapping[str, model.Subject]  # by folded name
    found: list[Diagnostic]

    def of(self, said: written.Cap, crediting: Sequence[Promise], promises: Sequence[Promise]) -> str | None:
        """The name by which the things are told apart, "" where the cap is of all together; None with a
        diagnostic.

        One of the `crediting` clauses that does not tell them apart does not come under the cap; where none
        credits, any of the `promises` may tell them.
        """
        if said.each is None:
            return ""
        name = self._name(said.each)
        outside = [each for each in crediting if not tells_apart(each, name)]
        every = crediting or promises
        if not any(tells_apart(each, name) for each in every):
            known = dict.fromkeys(thing for each in every for thing in things_of(each))
            self.found.append(cap_errors.nothing_is_judged_by(said.each, list(known)))
            return None
        if outside:
            self.found.append(cap_errors.does_not_come_under(said.each, outside[0].id))
        return name

    def limits(self, said: written.Cap, promise: Promise) -> bool:
        """Whether what the clause credits comes under the cap."""
        return said.each is None or tells_apart(promise, self._name(said.each))

    def _name(self, said: tree.Name) -> str:
        subject = next(
            (each for each in self.subjects.values() if said.key in map(fold, (each.name, *each.plurals))),
            None,
        )
        return said.text if subject is None else subject.name


def things_of(promise: Promise) -> Iterable[str]:
    """By what the credits of a clause can be told apart."""
    yield promise.subject
    if isinstance(promise, model.WindowClause):
        yield from promise.group
        return
    if promise.share is not None:
        yield from promise.share.group
    if promise.rows:
        yield from (name for name, _ in promise.rows[0].label)


def tells_apart(promise: Promise, each: str) -> bool:
    """Whether each credit of the clause is of one such thing.

    A share of cases is of many of them; a promise about every service, or about one by name, is not.
    """
    things = [fold(name) for name in things_of(promise)]
    if fold(each) in things[1:]:
        return True
    of_subject = fold(each) == things[0]
    if isinstance(promise, model.Clause):
        return of_subject and promise.share is None
    return of_subject and (promise.each or promise.case is not None)
