"""A file as written."""

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.agreements import Agreement, Amendment
from sladsl.syntax.tree.calendar_tables import CalendarBy
from sladsl.syntax.tree.calendars import Calendar
from sladsl.syntax.tree.catalogue import Service, ServiceGroup
from sladsl.syntax.tree.changes import Removes, Renumbers
from sladsl.syntax.tree.examples import Example
from sladsl.syntax.tree.headings import Clause
from sladsl.syntax.tree.names import Raw
from sladsl.syntax.tree.parties import PartyIs, Role
from sladsl.syntax.tree.plans import Plan
from sladsl.syntax.tree.requirements import Requirement
from sladsl.syntax.tree.sources import Source
from sladsl.syntax.tree.states import State
from sladsl.syntax.tree.tiers import Tier
from sladsl.syntax.tree.vocabulary import Clock, Subject


@frozen
class Use:
    module: Raw
    is_file: bool
    span: Span = field(eq=False, repr=False, kw_only=True)


Item = (
    Use
    | Agreement
    | Amendment
    | Removes
    | Renumbers
    | PartyIs
    | Role
    | Calendar
    | CalendarBy
    | Subject
    | Service
    | ServiceGroup
    | State
    | Clock
    | Clause
    | Source
    | Example
    | Plan
    | Tier
    | Requirement
)


@frozen
class Module:
    """A file's headings in the order of the text."""

    items: tuple[Item, ...]
