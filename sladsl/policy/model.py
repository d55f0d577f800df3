"""The compiled policy as attrs classes. Everything is frozen, small and plain: tables and trees, no code.

Times are integer microseconds UTC, shares are `Fraction`, names are as declared (compare with
`names.fold`). Every part that a verdict may rest on carries the `Place` it was written at.
"""

from fractions import Fraction
from typing import Literal

from attrs import field

from sladsl.policy.assumptions import Assumption
from sladsl.policy.catalogue import Service, ServiceGroup
from sladsl.policy.changes import Signing, Version
from sladsl.policy.conditions import Condition
from sladsl.policy.covers import Covered
from sladsl.policy.deadlines import CalendarUnits, Deadline, EndOf, Whichever, Within, WorkingDays
from sladsl.policy.examples import Example, ExampleEvent, Expectation
from sladsl.policy.exclusions import Exclusion
from sladsl.policy.few_cases import FewCases
from sladsl.policy.life import Life
from sladsl.policy.logs import ChangeMeans, FieldColumn, Means, MomentColumn, Source, TimeFormat
from sladsl.policy.meant import Meant
from sladsl.policy.measures import Measure, UnknownTime
from sladsl.policy.money import Terms
from sladsl.policy.parties import Escalate, MayDeclare, Party, Role
from sladsl.policy.place import Place
from sladsl.policy.plans import Plan, Supports
from sladsl.policy.requirements import Requirement
from sladsl.policy.states import Empty, FromUntil, SampleMeasure, StateOf, Target, Window
from sladsl.policy.tiers import Tier
from sladsl.policy.warnings import BurnWarn, Warn
from sladsl.policy.window_examples import WindowExpectation
from sladsl.records import frozen
from sladsl.worktime.rules import NamedRule

FORMAT = 1

__all__ = [
    "FORMAT", "Action", "Agreement", "BurnWarn", "CalendarUnits", "ChangeMeans", "Clause", "Clock",
    "Deadline", "EndOf", "Escalate", "Example", "ExampleEvent", "Exclusion", "Expectation", "Field",
    "FieldColumn", "FieldType", "FromUntil", "HolidayNote", "MayDeclare", "Means", "Measure",
    "MomentColumn", "Party", "Place", "Policy", "Role", "Row", "SampleMeasure", "Service", "Share",
    "Signing", "Source", "SourceFile", "State", "StateOf", "Subject", "Target", "TimeFormat",
    "Transition", "Version", "Warn", "Whichever", "Window", "WindowClause", "WindowExpectation",
    "Within", "WorkingDays",
]  # fmt: skip


# --- vocabulary -----------------------------------------------------------------------------------

Level = Literal["", "corporate", "customer", "service"]
FieldType = Literal["text", "one of", "number", "length", "date", "time"]


@frozen
class Field:
    """A field of a subject. `values` for "one of", in declared order; `unit` for "number".

    `forms`, `unit_forms` and, of its values, `value_forms` are further names of them (see `policy.forms`).
    A `reading` is measured again and again (a latency), other fields are said once of a case, or corrected.
    """

    name: str
    type: FieldType
    values: tuple[str, ...] = ()
    unit: str = ""
    reading: bool = False
    forms: tuple[str, ...] = ()
    value_forms: tuple[Means, ...] = ()
    unit_forms: tuple[str, ...] = ()


@frozen
class Subject:
    """What a clause is about: a ticket, an order, a leaver. `plurals` are its other forms.

    `event_forms` and `key_forms` are further names of its events and its key, such as in another language.
    Every subject also knows the event `updated`, which only carries fields.
    """

    name: str
    plurals: tuple[str, ...]
    key: str  # the name its identifier goes by ("id")
    fields: tuple[Field, ...]
    events: tuple[str, ...]
    place: Place
    event_forms: tuple[Means, ...] = ()
    key_forms: tuple[str, ...] = ()


@frozen
class State:
    """A condition that a case is in for some time. It holds while at least one of `spans` holds."""

    name: str
    subject: str
    spans: tuple[FromUntil, ...]
    place: Place


Action = Literal["start", "stop", "continue", "restart", "void"]


@frozen
class Transition:
    """`event` does `action` to the clock; `within` bounds how long after the stop it may still continue."""

    event: str
    action: Action
    within: "Deadline | None" = None


@frozen
class Clock:
    """What is counted. `said` is the verb the clauses use ("responded to")."""

    name: str
    subject: str
    said: tuple[str, ...]
    transitions: tuple[Transition, ...]
    place: Place


# --- promises -------------------------------------------------------------------------------------


@frozen
class Row:
    """A row of a decision table: for cases that satisfy `where`, this deadline on this calendar.

    `deadline` None: of such cases nothing is promised. `at_least` is the row's own share, then counted
    under `label` (column and cell, as written).
    """

    where: Condition
    deadline: Deadline | None
    calendar: str
    at_least: Fraction | None
    label: tuple[tuple[str, str], ...]
    place: Place


@frozen
class Share:
    """At least this share of the cases, per window and per combination of the `group` fields.

    `by` is the instant that decides a case's window: "decision" (met at its stop, breached at its
    breach instant) or "opening" (its start). `empty` is what a window without cases is. `few` says how many
    may miss where there are few, in order of the bounds.
    """

    at_least: Fraction
    window: Window
    group: tuple[str, ...]
    by: Literal["decision", "opening"]
    empty: Empty = "no data"
    few: tuple[FewCases, ...] = ()


@frozen
class Clause:
    """Every `subject` where `where` shall bring `clock` to its stop by `deadline`.

    `calendar` is an id of `Policy.calendars`. `pauses` are names of states: the clock does not count
    while any of them holds. `fields` says which values `where` and `deadline` see: "current" (at
    the stop, or as of now while it runs) or "opening" (at the start).

    With `rows` the one whose condition holds says deadline and calendar (the compiler sees to it that there
    are not two); a case that none is for is unknown. `deadline` and `calendar` are then those of the first.

    Time does not count either in which one of `excluding` holds. `warnings` are of a case's time,
    `budget_warnings` and `burn_warnings` of what the share allows to go wrong.

    A clause is one version of it: this text is in force from `since` (None: from the agreement's begin) until
    `until` (None: to its end), as `version` of the agreement has it; `origin` says where it comes from
    ("" or "amendment A1"). The versions of one clause stand together in order of time (`policy/versions.py`).
    A window of fewer than `least` cases is as one without any.
    """

    agreement: str
    id: str
    title: str
    subject: str
    where: Condition | None
    clock: str
    deadline: Deadline
    calendar: str
    pauses: tuple[str, ...]
    fields: Literal["current", "opening"]
    share: Share | None
    warnings: tuple[Warn, ...]
    place: Place
    rows: tuple[Row, ...] = ()
    excluding: tuple[Exclusion, ...] = ()
    budget_warnings: tuple[Warn, ...] = ()
    since: int | None = None
    until: int | None = None
    version: str = ""
    origin: str = ""
    escalations: tuple[Escalate, ...] = ()
    least: int = 0
    burn_warnings: tuple[BurnWarn, ...] = ()


@frozen
class WindowClause:
    """A promise about a whole window: the `measure`, taken over it, is as the `target` says.

    Of the cases of `subject` that satisfy `where`: of the one whose key is `case`, of each by itself
    (`each`), or of all together. Only time in force counts in which `calendar` is open, less the states
    `excluding`.
    `where` and `group` see the fields as they stand at the sample, at the episode's begin or, for a share of
    time, at the window's end or as of now. `unknown` says what time of which the data does not say counts as:
    "against" is as time that the target does not want (not available where so much has to be, down where at
    most so much may be), "in favour" as time that it does.

    A window that rests on fewer than `least` readings, cases or, of a ratio, units of the whole is as one
    without data. `unknown_readings`: a reading that is no number is left out, or stands in the order of the
    others beyond all that the target wants least ("against") or most ("in favour").

    An outcome (what the customer wants, rather than how it is promised) names the clauses it `watches`.
    `since`, `until`, `version` and `origin` as for `Clause`.
    """

    agreement: str
    id: str
    title: str
    kind: Literal["clause", "outcome"]
    subject: str
    case: str | None
    each: bool
    where: Condition | None
    measure: Measure
    target: Target
    unit: str  # "%", "time", a field's unit, or "" for a count
    calendar: str
    excluding: tuple[StateOf, ...]
    unknown: UnknownTime
    window: Window
    group: tuple[str, ...]
    watches: tuple[str, ...]
    place: Place
    empty: Empty = "no data"
    warnings: tuple[Warn, ...] = ()  # of the budget
    since: int | None = None
    until: int | None = None
    version: str = ""
    origin: str = ""
    escalations: tuple[Escalate, ...] = ()
    least: int = 0
    unknown_readings: UnknownTime = "left out"
    burn_warnings: tuple[BurnWarn, ...] = ()


@frozen
class Agreement:
    """Who promises whom, and when it is in force: from `begins` until `ends` (instants; None: no end).

    `version` and the parties are those it began with, `ends` is what its last version says; `versions` are
    all of them in order of time. Clauses inherited from the agreements it `builds_on` are its own too.
    """

    id: str
    title: str
    kind: Literal["customer SLA", "internal SLA", "OLA", "underpinning contract"]
    version: str
    provider: str
    customer: str
    zone: str
    begins: int
    ends: int | None
    place: Place
    versions: tuple[Version, ...] = ()
    life: Life = field(factory=Life)
    level: Level = ""
    builds_on: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    may_declare: tuple[MayDeclare, ...] = ()
    covers: tuple[Covered, ...] = ()
    judged_by: str = ""  # whose records decide: a party, or `provider` or `customer`; "": everybody's


@frozen
class SourceFile:
    """A file the policy was compiled from, and the SHA-256 of its text (in UTF-8, NFC, with LF)."""

    name: str
    sha256: str


@frozen
class HolidayNote:
    """Which holidays were resolved for a calendar, for which years, by which release of which package."""

    calendar: str
    region: str
    first_year: int
    last_year: int
    package: str


@frozen
class Policy:
    """All that judging needs. `calendars` maps an id to its rule; ids are names, made unique by zone;
    `calendar_forms` are further names of them."""

    files: tuple[SourceFile, ...]
    agreements: tuple[Agreement, ...]
    calendars: dict[str, NamedRule]
    holidays: tuple[HolidayNote, ...]
    subjects: tuple[Subject, ...]
    states: tuple[State, ...]
    clocks: tuple[Clock, ...]
    clauses: tuple[Clause, ...]
    sources: tuple[Source, ...]
    examples: tuple[Example, ...]
    window_clauses: tuple[WindowClause, ...] = ()
    services: tuple[Service, ...] = ()
    supports: tuple[Supports, ...] = ()
    plans: tuple[Plan, ...] = ()
    money: tuple[Terms, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    parties: tuple[Party, ...] = ()
    roles: tuple[Role, ...] = ()
    tiers: tuple[Tier, ...] = ()
    meant: tuple[Meant, ...] = ()
    service_groups: tuple[ServiceGroup, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    required_clauses: tuple[Clause, ...] = ()  # the levels of requirements, under their ids
    required_windows: tuple[WindowClause, ...] = ()
    calendar_forms: tuple[Means, ...] = ()
    if_agreed: "Policy | None" = None  # what it were if its draft amendments were agreed; None: it has none
    format: int = FORMAT
