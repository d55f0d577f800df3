"""What reading logs gave: events, and what became of every row."""

from collections import Counter

from attrs import Factory, evolve, field

from sladsl.evaluate.events import Event, Origin
from sladsl.evaluate.verdicts import EventCounts
from sladsl.policy.model import Policy, Source
from sladsl.records import define, frozen
from sladsl.sources import choosing
from sladsl.sources.errors import RejectedRow, Unreadable, rows_refused
from sladsl.sources.limits import Limits
from sladsl.sources.repeats import Repeats
from sladsl.sources.rows import UnknownKind
from sladsl.sources.stories import EventRows, Story, Told, story_of
from sladsl.sources.tables import BadRow, Format, Table, beginning

OTHER_KINDS = "(other kinds)"


@frozen
class ReadTable:
    """How one log was read: its format, the source ("" for a plain log), the separator (CSV), its rows, the
    columns nothing was read from, and the declared ones that its first rows do not name (JSON)."""

    file: str
    format: Format
    source: str
    separator: str | None
    rows: int
    unused: tuple[str, ...]
    absent: tuple[str, ...]


@frozen
class Reading:
    """Events in the order of the log, and what became of its rows.

    `counts` are of rows, each in one bucket: read = used + duplicate + unknown + rejected. A used row may
    give several events. `rejected` holds the first 1,000 of the rejected rows. `unknown_kinds` are what the
    vocabulary does not know and how often it came, most frequent first; beyond 10,000 different ones the rest
    stand together under "(other kinds)".
    """

    events: list[Event]
    counts: EventCounts
    rejected: tuple[RejectedRow, ...]
    unknown_kinds: tuple[tuple[str, int], ...]
    tables: tuple[ReadTable, ...]


@define
class Reader:
    """Reads tables one after the other, as one log: a row of the second may repeat one of the first, and a
    case's changes may go on in it."""

    policy: Policy
    source: Source | None
    limits: Limits
    _events: list[Event] = field(init=False, default=Factory(list))
    _stories: dict[str, Story] = field(init=False, default=Factory(dict))
    _keepers: dict[str, str] = field(init=False, default=Factory(dict))
    _repeats: Repeats = field(init=False, default=Factory(Repeats))
    _rejected: list[RejectedRow] = field(init=False, default=Factory(list))
    _kinds: Counter[str] = field(init=False, default=Factory(Counter))
    _tables: list[ReadTable] = field(init=False, default=Factory(list))
    _counts: Counter[str] = field(init=False, default=Factory(Counter))

    def take(self, table: Table) -> None:
        """Read a table to its end. Raises SourceError where it cannot be read at all."""
        source = self.source or choosing.choose(self.policy, table)
        if source is None:
            name, (parse, columns) = choosing.PLAIN, choosing.plain_parser(self.policy, table)
            story = self._stories.setdefault(name, EventRows())
        else:
            name, (parse, columns) = source.name, choosing.parser_of(self.policy, source, table)
            self._keepers[name] = source.kept_by
            story = self._stories.setdefault(name, story_of(source))
        changes = source is not None and source.row == "change"
        self._repeats.begin_log()
        rows = 0
        for row in table.rows:
            rows += 1
            if isinstance(row, BadRow):
                self._reject(table, row.line, row.why, row.text)
                continue
            if len(row.cells) < len(table.columns):
                row.cells.extend([None] * (len(table.columns) - len(row.cells)))
            try:
                parsed = parse(row)
            except Unreadable as unreadable:
                self._reject(table, row.line, unreadable.why, beginning(row.cells, table.separator))
                continue
            except UnknownKind as unknown:
                self._unknown(unknown.kind)
                continue
            if self._keepers.get(name) and parsed.id is not None:  # two parties may number theirs alike
                parsed = evolve(parsed, id=f"{self._keepers[name]}/{parsed.id}")
            if self._repeats.add(name, changes, parsed, row.cells):
                self._counts["duplicate"] += 1
                continue
            self._counts["used"] += 1
            for told in story.add(parsed, Origin(table.file, row.line)):
                self._tell(told, name)
        self._counts["read"] += rows
        self._tables.append(
            ReadTable(
                table.file, table.format, name, table.separator, rows, columns.unused(), tuple(columns.absent)
            )
        )

    def reading(self, *, strict: bool) -> Reading:
        """All that was read. Raises SourceError for `strict` where a row was rejected."""
        for name, story in self._stories.items():
            for told in story.end():
                self._tell(told, name)
        counts = self._counts
        if strict and counts["rejected"]:
            raise rows_refused(counts["rejected"], self._rejected)
        return Reading(
            events=self._events,
            counts=EventCounts(
                **{bucket: counts[bucket] for bucket in ("read", "used", "duplicate", "unknown", "rejected")}
            ),
            rejected=tuple(self._rejected),
            unknown_kinds=tuple(sorted(self._kinds.items(), key=lambda item: (-item[1], item[0]))),
            tables=tuple(self._tables),
        )

    def _tell(self, told: Told, source: str) -> None:
        row, origin = told.row, told.origin
        named = row.id if row.id is not None else f"{origin.file}:{origin.line}"
        self._events.append(
            Event(
                at=told.at,
                subject=row.subject,
                case=row.case,
                kind=told.kind,
                fields=row.fields,
                id=f"{named}:{told.kind}" if told.one_of_several else named,
                order=len(self._events),
                origin=origin,
                kept_by=self._keepers.get(source, ""),
                again=told.again,
            )
        )

    def _reject(self, table: Table, line: int, why: str, text: str) -> None:
        self._counts["rejected"] += 1
        if len(self._rejected) < self.limits.kept_rejected:
            self._rejected.append(RejectedRow(table.file, line, why, text))

    def _unknown(self, kind: str) -> None:
        self._counts["unknown"] += 1
        kind = kind[:200]
        if kind not in self._kinds and len(self._kinds) >= self.limits.kept_kinds:
            kind = OTHER_KINDS
        self._kinds[kind] += 1
