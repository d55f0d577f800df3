"""Who declared what only some may declare: a state that another declared does not hold by that.

An event says it in its field `declared by`: a role that may, or who holds it. Where it is not said who did,
nobody can say that it was another, and it counts.
"""

from sladsl.evaluate.events import Event
from sladsl.evaluate.truth import folded, said
from sladsl.policy.model import Agreement

DECLARED_BY = "declared by"


def refused(agreement: Agreement, event: Event) -> str:
    """Why an event does not make a state begin: "declared by Shift Lead, who may not"; "" where it does."""
    for may in agreement.may_declare:
        if folded(event.kind) not in map(folded, may.begins):
            continue
        value = next((value for name, value in event.fields.items() if folded(name) == DECLARED_BY), None)
        if value is not None and folded(said(value)) not in map(folded, may.names):
            return f"declared by {said(value)}, who may not"
    return ""
