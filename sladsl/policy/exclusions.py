"""What a clause leaves out of the clocks of its cases."""

from sladsl.policy.states import StateOf
from sladsl.records import frozen


@frozen
class Exclusion:
    """Time in which `state` holds does not count: of the case itself (`field` None), or of the one of
    `subject` that the case's `field` names.

    A thing of which there is no event has no state that events or announcements alone say. What the data does
    not say (a monitor that stopped, a case that does not name its thing) is time that may or may not count.
    """

    state: StateOf
    subject: str
    field: str | None
