"""Clauses as written."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.amounts import CellAmount
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.tables import CellCalendar, CellShare, CellTest, Column, Nothing, NotPromised
from sladsl.syntax.tree.values import Condition, Duration


@frozen
class Within:
    duration: Duration
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ByEndOf:
    field_name: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ByEndOfNth:
    """`by the end of the next working day` (`nth` None), `by the end of the 2nd working day`."""

    nth: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


Limit = Within | ByEndOf | ByEndOfNth


@frozen
class Whichever:
    """`by the later of 4 hours and the end of their last day`."""

    which: Literal["later", "earlier"]
    limits: tuple[Limit, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Counting:
    calendar: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Paused:
    states: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class LeftOut:
    """`planned maintenance of its service`; `of` None: whose it is, its name says."""

    state: Name
    of: Name | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ExcludingTime:
    """Time that the clock of a case leaves out."""

    states: tuple[LeftOut, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Window:
    kind: Literal["calendar", "contract", "rolling"]
    unit: Literal["day", "week", "month", "quarter", "year"]
    count: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class EmptyKept:
    """`windows without data are kept`."""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class FewCases:
    """`or all but 2 where there are fewer than 40`."""

    may_miss: Raw
    fewer_than: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class IfEnough:
    """`if there are at least 20 requests`."""

    number: Raw
    of: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ShareOf:
    """`at_least` None: the share that the table says, `for that share of incidents`."""

    at_least: Raw | None
    of: Name
    window: Window
    by_opening: bool
    group: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


Cell = CellTest | Limit | Whichever | NotPromised | CellCalendar | CellShare | CellAmount | Nothing


@frozen
class TableRow:
    cells: tuple[Cell, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Table:
    """Rows as wide as the columns; a row that is not is reported and left out: then it is not `whole`."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    whole: bool = True
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Promise:
    subject: Name
    where: Condition | None
    as_opened: bool
    said: Name
    deadline: Limit | Whichever | Table
    modifiers: tuple[Counting | Paused | ExcludingTime | ShareOf | EmptyKept | FewCases | IfEnough, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Escalate:
    """`Escalate to Operations Director on breach`, `... on a missed window`."""

    who: Name
    on: Literal["breach", "missed window"]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Warn:
    who: Name
    at: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class WarnBudget:
    """`Warn Service Manager at 75% of the budget.`"""

    who: Name
    at: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class WarnBurn:
    """`Warn Duty Manager when the budget burns more than 6 times as fast as allowed over 6 hours.`"""

    who: Name
    rate: Raw
    over: tuple[Duration, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
