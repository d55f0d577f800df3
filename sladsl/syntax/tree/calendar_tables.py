"""Calendars that a field of the case chooses, as written."""

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.clauses import Table
from sladsl.syntax.tree.names import Name


@frozen
class CalendarBy:
    """`calendar hours of its site:` with a table of sites and calendars."""

    name: Name
    table: Table
    forms: tuple[Name, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)
