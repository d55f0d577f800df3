"""Events as the engines take them."""

from collections.abc import Mapping

from attrs import field

from sladsl.policy.values import Value
from sladsl.records import frozen


@frozen
class Origin:
    """Where an event was read: a file and the line (or row) in it, counted from 1."""

    file: str
    line: int


@frozen
class Event:
    """Something that happened to one case.

    `at` is in microseconds UTC; `kind`, `subject` and the field names are as the policy declares them
    (an engine folds and checks them); `case` is the case's key. `id` is the identity under which it is
    counted once. `order` is its place in the source, the last tie-break at one instant: it travels
    with the event, so that delivery order never matters. `kept_by` is the party that keeps the log it was
    recorded in; "": nobody is said to. `again`: it is what an earlier event of the case told, of this kind
    and instant; what its fields are now counts, and nothing happens a second time.
    """

    at: int
    subject: str
    case: str
    kind: str
    fields: Mapping[str, Value]
    id: str
    order: int = 0
    origin: Origin | None = field(default=None, eq=False)
    kept_by: str = ""
    again: bool = False
