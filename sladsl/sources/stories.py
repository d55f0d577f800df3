"""From understood rows to events: what one row, or the rows of one case in their order, tell."""

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from attrs import Factory, field

from sladsl.evaluate.events import Origin
from sladsl.policy.forms import EVERY_SUBJECT_KNOWS
from sladsl.policy.model import ChangeMeans, Source
from sladsl.policy.names import fold
from sladsl.records import define, frozen
from sladsl.sources.rows import Parsed, watched_columns


@frozen
class Told:
    """An event: the row it comes from, where that is, the instant, the kind, if the row tells several, and if
    an earlier row of the case told it."""

    row: Parsed
    origin: Origin
    at: int
    kind: str
    one_of_several: bool
    again: bool = False


class Story(Protocol):
    """Rows are added in the order of the log. Some stories can only be told once all rows are known."""

    def add(self, row: Parsed, origin: Origin) -> Iterator[Told]:
        """What can be told at once."""

    def end(self) -> Iterator[Told]:
        """What could only be told now."""


def story_of(source: Source) -> Story:
    """The story that the source's kind of row tells."""
    return ChangeRows(source) if source.row == "change" else EventRows()


@define
class EventRows:
    """A row is an event, a case with a column a moment, or both.

    A moment that a later row of the case repeats is told again where the row has no instant of its own, for
    the fields are then those of its moments.
    """

    _known: set[tuple[str, str, int]] = field(factory=set)

    def add(self, row: Parsed, origin: Origin) -> Iterator[Told]:
        happened = [] if row.at is None or row.kind is None else [(row.at, row.kind)]
        fresh = _once(row, self._known)
        happened += [(at, event) for event, at in row.moments] if row.at is None else fresh
        again = {(at, event) for event, at in row.moments}.difference(fresh)
        yield from _told(row, origin, happened, again)

    def end(self) -> Iterator[Told]:
        return iter(())


@frozen
class _Change:
    """A watched column (or field) with the folded values that matter."""

    column: str
    becoming: bool
    values: frozenset[str]
    event: str

    @classmethod
    def of(cls, said: ChangeMeans) -> "_Change":
        values = frozenset(map(fold, said.values))
        return cls(fold(said.column), said.direction == "becoming", values, said.event)

    def fires(self, old: str | None, new: str | None) -> bool:
        if old == new:
            return False
        if self.becoming:
            return new in self.values
        return old in self.values and new not in self.values


@define
class ChangeRows:
    """A row is the case after a change, or one changed field. A case's rows count by time, then as given.

    A row whose change means nothing is still the event `updated`, which carries the case's fields.
    """

    source: Source
    _rows: dict[str, list[tuple[int, int, Parsed, Origin]]] = field(init=False, default=Factory(dict))
    _added: int = field(init=False, default=0)

    def add(self, row: Parsed, origin: Origin) -> Iterator[Told]:
        assert row.at is not None, "a log of changes has a time column"
        self._added += 1
        self._rows.setdefault(row.case, []).append((row.at, self._added, row, origin))
        return iter(())

    def end(self) -> Iterator[Told]:
        changes = [_Change.of(said) for said in self.source.changes]
        columns = [fold(name) for name in watched_columns(self.source)]
        by_field = self.source.field_column is not None
        for rows in self._rows.values():
            rows.sort(key=lambda entry: entry[:2])
            known: set[tuple[str, str, int]] = set()
            before: dict[str, str | None] = {}
            for at, _, row, origin in rows:
                if by_field:
                    name, old, new = row.states
                    fired = [c.event for c in changes if c.column == name and c.fires(old, new)]
                else:
                    after = dict(zip(columns, row.states))
                    fired = [c.event for c in changes if c.fires(before.get(c.column), after[c.column])]
                    before = after
                happened = [(at, event) for event in dict.fromkeys(fired or [EVERY_SUBJECT_KNOWS])]
                yield from _told(row, origin, _once(row, known) + happened)
        self._rows.clear()


def _once(row: Parsed, known: set[tuple[str, str, int]]) -> list[tuple[int, str]]:
    """The row's moments that no earlier row of the case told."""
    fresh = []
    for event, at in row.moments:
        if (row.case, event, at) not in known:
            known.add((row.case, event, at))
            fresh.append((at, event))
    return fresh


def _told(
    row: Parsed, origin: Origin, happened: Sequence[tuple[int, str]], again: Collection[tuple[int, str]] = ()
) -> Iterator[Told]:
    for at, event in happened:
        yield Told(row, origin, at, event, len(happened) > 1, (at, event) in again)
