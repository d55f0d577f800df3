"""Decision tables as written: columns of conditions, and what each row promises."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Value


@frozen
class Column:
    """`kind` says what its cells are ("unread": its heading could not be read); `name` is its heading."""

    kind: Literal["field", "within", "counting", "at least", "credit", "credit per case", "unread"]
    name: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class CellTest:
    """A condition on the column's field: `any`, values, or an order. `between` has two values."""

    word: Literal[
        "any", "is", "is not", "above", "below", "at least", "at most", "before", "after", "between"
    ]
    values: tuple[Value, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NotPromised:
    """Of such cases nothing is promised, and that is meant."""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Nothing:
    """`-`: beside `not promised` there is no calendar and no share to name."""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class CellCalendar:
    name: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class CellShare:
    share: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)
