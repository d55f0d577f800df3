"""One row of a log, understood: whose it is, when, what it says. Which events it makes, `stories` says."""

from collections.abc import Callable, Mapping

from sladsl.policy.forms import events_by_name
from sladsl.policy.model import Policy, Source, Subject
from sladsl.policy.names import fold
from sladsl.policy.values import Value
from sladsl.records import define, frozen
from sladsl.sources.cells import Cell, Cells, shown
from sladsl.sources.columns import Columns
from sladsl.sources.errors import Unreadable, quoted
from sladsl.sources.tables import Row
from sladsl.sources.times import Times
from sladsl.sources.values import FieldReader


class UnknownKind(Exception):  # noqa: N818  # a row's fate, not a fault
    """The row can be read, but what it reports is not in the vocabulary."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


@frozen
class Parsed:
    """A row understood. `at` and `kind` are of the row's own event; a case table has neither.

    `moments` are the events whose times stand in columns of their own. `states` are the folded texts of the
    columns whose changes mean something; in a log of changes by field they are (field, old, new).
    """

    subject: str
    case: str
    id: str | None
    at: int | None
    kind: str | None
    moments: tuple[tuple[str, int], ...]
    fields: Mapping[str, Value]
    states: tuple[str | None, ...]


Parse = Callable[[Row], Parsed]
"""Raises Unreadable where the row cannot be read, UnknownKind where what it reports is not known."""


@define
class RowParser:
    """Reads the rows of one table by one source."""

    source: Source
    _case: int
    _time: int | None
    _kind: int | None
    _id: int | None
    _change: tuple[int, int, int] | None  # places of field, old and new value
    _fields: tuple[tuple[str, int, FieldReader], ...]
    _moments: tuple[tuple[str, int], ...]
    _states: tuple[int, ...]
    _by_name: dict[str, tuple[FieldReader, ...]]  # in a log of changes by field: readers by folded field name
    _kinds: dict[str, str]
    _missing: frozenset[str]
    _times: Times

    @classmethod
    def of(cls, source: Source, subject: Subject, columns: Columns) -> "RowParser":
        """Find the source's columns in a table. Raises SourceError."""

        def place(name: str | None) -> int | None:
            return None if name is None else columns.place(name)

        times = Times(source.times)
        absent = frozenset(fold(text) for text in source.missing)
        known = {fold(field.name): field for field in subject.fields}
        readers = [
            (said, FieldReader(known[fold(said.field)], said.means, absent, times, said.unit_us))
            for said in source.fields
            if fold(said.field) in known
        ]
        field, old, new = map(place, (source.field_column, source.old_column, source.new_column))
        change = None if field is None or old is None or new is None else (field, old, new)
        by_name: dict[str, tuple[FieldReader, ...]] = {}
        if change is not None:
            for watched in source.changes:
                by_name.setdefault(fold(watched.column), ())
            for said, reader in readers:
                by_name[fold(said.column)] = (*by_name.get(fold(said.column), ()), reader)
        kinds = {fold(name): event for name, event in events_by_name(subject)}
        return cls(
            source=source,
            case=columns.place(source.case_column),
            time=place(source.time_column) if source.row != "case" else None,
            kind=place(source.kind_column) if source.row == "event" else None,
            id=place(source.id_column),
            change=change,
            fields=()
            if change
            else tuple((reader.about.name, columns.place(said.column), reader) for said, reader in readers),
            moments=tuple((moment.event, columns.place(moment.column)) for moment in source.moments),
            states=() if change else tuple(columns.place(name) for name in watched_columns(source)),
            by_name=by_name,
            kinds=kinds | {fold(said.text): said.meaning for said in source.kinds},
            missing=absent,
            times=times,
        )

    def __call__(self, row: Row) -> Parsed:
        cells = row.cells
        case = self._text(cells[self._case])
        if case is None:
            raise Unreadable(f"the case ({quoted(self.source.case_column)}) is not filled in")
        at = None
        if self._time is not None:
            if self._absent(cells[self._time]):
                raise Unreadable(f"the time ({quoted(self.source.time_column or '')}) is not filled in")
            at = self._times.moment(cells[self._time])
        kind = None if self._kind is None else self._known_kind(cells[self._kind])
        fields: Mapping[str, Value]
        states: tuple[str | None, ...]
        if self._change is not None:
            fields, states = self._changed(cells, self._change)
        else:
            fields = {
                name: value
                for name, place, reader in self._fields
                if (value := reader.value(cells[place])) is not None
            }
            states = tuple(self._state(cells[place]) for place in self._states)
        moments = tuple(
            (event, self._times.moment(cells[place]))
            for event, place in self._moments
            if not self._absent(cells[place])
        )
        if at is None and not moments:
            raise Unreadable("no moment is filled in")
        named = None if self._id is None else self._text(cells[self._id])
        return Parsed(self.source.subject, case, named, at, kind, moments, fields, states)

    def _known_kind(self, cell: Cell) -> str:
        text = self._text(cell)
        if text is None:
            raise Unreadable(f"the event ({quoted(self.source.kind_column or '')}) is not filled in")
        kind = self._kinds.get(text) or self._kinds.get(fold(text))
        if kind is None:
            raise UnknownKind(text)
        return kind

    def _changed(
        self, cells: Cells, places: tuple[int, int, int]
    ) -> tuple[dict[str, Value], tuple[str | None, ...]]:
        field, old, new = (cells[place] for place in places)
        name = self._text(field)
        if name is None:
            raise Unreadable(f"the field ({quoted(self.source.field_column or '')}) is not filled in")
        readers = self._by_name.get(fold(name))
        if readers is None:
            raise UnknownKind(f"change of {name}")
        values = {reader.about.name: value for reader in readers if (value := reader.value(new)) is not None}
        return values, (fold(name), self._state(old), self._state(new))

    def _text(self, cell: Cell) -> str | None:
        text = cell.strip() if isinstance(cell, str) else shown(cell)
        return None if not text or (self._missing and fold(text) in self._missing) else text

    def _absent(self, cell: Cell) -> bool:
        return cell is None or (isinstance(cell, str) and self._text(cell) is None)

    def _state(self, cell: Cell) -> str | None:
        text = self._text(cell)
        return None if text is None else fold(text)


def watched_columns(source: Source) -> tuple[str, ...]:
    """The columns whose changes mean something, each once."""
    return tuple(dict.fromkeys(change.column for change in source.changes))


def subject_called(policy: Policy, name: str) -> Subject | None:
    """The policy's subject of this name, or with this plural."""
    key = fold(name)
    return next((s for s in policy.subjects if key in map(fold, (s.name, *s.plurals))), None)
