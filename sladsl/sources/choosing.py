"""Which source reads a log; and the plain log, which needs none."""

from collections.abc import Iterator, Sequence

from sladsl.policy.forms import names_of
from sladsl.policy.model import FieldColumn, Place, Policy, Source, Subject, TimeFormat
from sladsl.policy.names import fold
from sladsl.records import define
from sladsl.sources import errors
from sladsl.sources.columns import Columns, declared, missing, needed
from sladsl.sources.rows import Parse, Parsed, RowParser, UnknownKind, subject_called
from sladsl.sources.tables import Row, Table

PLAIN = ""
"""The name of the plain log among sources."""

_NOWHERE = Place("", 0, 0, 0, 0, "")


def source_called(policy: Policy, name: str) -> Source:
    """Raises SourceError with the nearest name."""
    for source in policy.sources:
        if fold(source.name) == fold(name):
            return source
    raise errors.unknown_source(name, [source.name for source in policy.sources])


def choose(policy: Policy, table: Table) -> Source | None:
    """The policy's only source; of several, the only one whose columns the log has; None: the plain log.

    A table that has the columns of no source, but says itself at, event, subject and case, is a plain log.
    Raises SourceError where none or several fit.
    """
    if not policy.sources:
        return None
    columns = needed if table.reserve is not None else declared
    fitting = [source for source in policy.sources if not missing(columns(source), table.columns)]
    if not fitting and table.reserve is None and says_all_itself(table.columns):
        return None
    if len(policy.sources) == 1:
        return policy.sources[0]
    if len(fitting) == 1:
        return fitting[0]
    names = [source.name for source in policy.sources]
    raise errors.no_single_source(table.file, [source.name for source in fitting], names, table.columns)


def says_all_itself(columns: Sequence[str]) -> bool:
    """Whether these are the columns of a plain log of which every row says what it is about."""
    has = set(map(fold, columns))
    return {"at", "subject", "case"} <= has and bool({"event", "kind"} & has)


def plain_header(policy: Policy, fields: Sequence[str]) -> list[str]:
    """The columns of such a log with these fields, called so that no source of the policy takes it for its
    own, if there is a way."""
    headers = [["at", kind, "subject", "case", *fields] for kind in ("event", "kind")]
    own = (each for each in headers if all(missing(declared(source), each) for source in policy.sources))
    return next(own, headers[0])


def parser_of(policy: Policy, source: Source, table: Table) -> tuple[Parse, Columns]:
    """How the source reads this table's rows. Raises SourceError when columns are missing or doubled."""
    subject = subject_called(policy, source.subject)
    if subject is None:
        named, about = errors.quoted(source.name), errors.quoted(source.subject)
        why = f"the source {named} is about {about}, which is not declared"
        raise errors.no_subject(table.file, [s.name for s in policy.subjects], why)
    columns = Columns(table, source.name)
    columns.require(needed(source) if table.reserve is not None else declared(source))
    return RowParser.of(source, subject, columns), columns


def plain_parser(policy: Policy, table: Table) -> tuple[Parse, Columns]:
    """How a log without a declaration is read: columns `at` (ISO 8601), `event` or `kind`, `case` or the name
    the subject's key goes by, perhaps `id` and `subject`; any other column named like a field is that field.

    Times without an offset are in the zone that all agreements share. Raises SourceError.
    """
    columns = Columns(table, PLAIN)
    about = _subjects(policy)
    has = {fold(column): column for column in table.columns}
    if not about or ("subject" not in has and len(about) != 1):
        why = "its cases may be of several subjects" if about else "there is nothing to judge"
        raise errors.no_subject(table.file, [subject.name for subject in about], why)
    zones = {agreement.zone for agreement in policy.agreements}
    times = TimeFormat("iso", zones.pop() if len(zones) == 1 else None)
    kind = "kind" if "kind" in has and "event" not in has else "event"
    parsers: dict[str, RowParser] = {}
    candidates = about if "subject" not in has else list(policy.subjects)
    for subject in candidates:
        named = (key for key in (subject.key, *subject.key_forms) if fold(key) in has)
        case = "case" if "case" in has else next(named, "case")
        columns.require(["at", kind, case], _draft(policy, subject, table.columns))
        id_column = "id" if "id" in has and fold(case) != "id" else None
        taken = {"at", kind, fold(case), "subject", "id"}
        fields = tuple(_columns_of_fields(subject, has, taken, table.file))
        source = Source(
            PLAIN, subject.name, "event", case, "at", kind, id_column, None, None, None, times, None, (), (),
            fields, (), (), _NOWHERE,
        )  # fmt: skip
        parser = RowParser.of(source, subject, columns)
        for name in (subject.name, *subject.plurals):
            parsers[fold(name)] = parser
    if "subject" not in has:
        return next(iter(parsers.values())), columns
    return _BySubject(parsers, columns.place("subject")), columns


def _draft(policy: Policy, subject: Subject, columns: Sequence[str]) -> str:
    """A declaration to begin with, as most exports are: a row a case, its number first, a column a moment."""
    watched = {fold(clause.clock) for clause in policy.clauses}
    clocks = [
        clock for clock in policy.clocks if clock.subject == subject.name and fold(clock.name) in watched
    ]
    moving = [
        next((each.event for each in clock.transitions if each.action == action), "")
        for clock in clocks
        for action in ("start", "stop")
    ]
    events = list(dict.fromkeys(filter(None, moving))) or list(subject.events[:2])
    zone = next((agreement.zone for agreement in policy.agreements), "UTC")
    sentences = [
        f"source log of {subject.name}: each row is a case",
        f'the case is column "{columns[0] if columns else "..."}"',
        *(f'event {event} is at column "..."' for event in events),
        f"times are day first, in time zone {zone}",
    ]
    return ". ".join(sentences) + "."


def _columns_of_fields(
    subject: Subject, has: dict[str, str], taken: set[str], file: str
) -> Iterator[FieldColumn]:
    """The columns named like fields, by any of the names of each; one under two of them is refused."""
    for field in subject.fields:
        found = {fold(name) for name in names_of(field)} & (has.keys() - taken)
        if len(found) > 1:
            raise errors.column_twice(file, field.name, len(found))
        yield from (FieldColumn(field.name, has[name]) for name in found)


@define
class _BySubject:
    """A plain log whose rows say what they are about."""

    _parsers: dict[str, RowParser]
    _place: int

    def __call__(self, row: Row) -> Parsed:
        named = row.cells[self._place]
        if not isinstance(named, str) or not named.strip():
            raise errors.Unreadable("the subject is not filled in")
        parser = self._parsers.get(fold(named))
        if parser is None:
            raise UnknownKind(f"event of {named.strip()}")
        return parser(row)


def _subjects(policy: Policy) -> list[Subject]:
    """The subjects that clauses are about; all of the policy's where it has no clause."""
    used = {fold(clause.subject) for clause in policy.clauses}
    used |= {fold(clause.subject) for clause in policy.window_clauses}
    return [subject for subject in policy.subjects if not used or fold(subject.name) in used]
