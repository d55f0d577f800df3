"""Which columns a source names, and where they stand in a log."""

from collections.abc import Iterable, Sequence

from attrs import field

from sladsl.policy.model import Source
from sladsl.policy.names import fold
from sladsl.records import define
from sladsl.sources import errors
from sladsl.sources.tables import Table


def needed(source: Source) -> list[str]:
    """The columns without which no row of the source can be read."""
    parts = [source.case_column, source.time_column, source.kind_column]
    parts += [source.field_column, source.old_column, source.new_column]
    return [part for part in parts if part is not None]


def declared(source: Source) -> list[str]:
    """Every column the source names, once. In a log of changes by field, field names are no columns."""
    names = needed(source)
    if source.id_column is not None:
        names.append(source.id_column)
    names += [moment.column for moment in source.moments]
    if source.field_column is None:
        names += [said.column for said in source.fields] + [change.column for change in source.changes]
    return list(dict.fromkeys(names))


def missing(names: Iterable[str], columns: Sequence[str]) -> list[str]:
    """The names that are no column: compared as written, else folded."""
    present = set(columns) | {fold(column) for column in columns}
    return [name for name in names if name not in present and fold(name) not in present]


@define
class Columns:
    """The places of a source's columns in one table. Raises SourceError when some are missing or doubled."""

    table: Table
    source_name: str  # "" for the plain log
    used: set[int] = field(factory=set)
    absent: list[str] = field(factory=list)

    def require(self, names: Sequence[str], draft: str = "") -> None:
        """`draft` is the declaration of a source to begin with where the log has none of them."""
        lacking = missing(names, self.table.columns)
        if lacking:
            draft = draft if len(lacking) == len(names) else ""
            raise errors.columns_missing(
                self.table.file, self.source_name, lacking, self.table.columns, draft
            )

    def place(self, name: str) -> int:
        """Where the column stands; in a table whose rows name their own columns it is made room for."""
        columns = self.table.columns
        found = [at for at, column in enumerate(columns) if column == name]
        found = found or [at for at, column in enumerate(columns) if fold(column) == fold(name)]
        if len(found) > 1:
            raise errors.column_twice(self.table.file, name, len(found))
        if not found:
            if self.table.reserve is None:
                raise errors.columns_missing(self.table.file, self.source_name, [name], columns)
            self.absent.append(name)
            found = [self.table.reserve(name)]
        self.used.add(found[0])
        return found[0]

    def unused(self) -> tuple[str, ...]:
        """The log's columns that nothing was read from."""
        return tuple(column for at, column in enumerate(self.table.columns) if at not in self.used)
