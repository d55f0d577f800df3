"""Worked examples: what happens to a case, and what must come out."""

from sladsl.policy.place import Place
from sladsl.policy.values import Value
from sladsl.policy.window_examples import WindowExpectation
from sladsl.records import frozen


@frozen
class ExampleEvent:
    """One line of a worked example: at this instant, this event of this case, with these fields.

    The case is one of `subject`, where that is another than the clause's.
    """

    at: int
    case: str
    kind: str
    fields: tuple[tuple[str, Value], ...]
    place: Place
    subject: str = ""


@frozen
class Expectation:
    """What the example says must come out; None: not said. `at` is the as-of instant (None: last event)."""

    case: str
    status: str
    at: int | None
    elapsed_us: int | None
    due: int | None
    breach_at: int | None
    place: Place


@frozen
class Example:
    """A worked example inside the contract."""

    title: str
    agreement: str
    clause: str
    events: tuple[ExampleEvent, ...]
    expectations: tuple[Expectation, ...]
    place: Place
    windows: tuple[WindowExpectation, ...] = ()
