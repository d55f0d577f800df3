"""What is said of agreements as a whole."""

from sladsl.policy.model import Agreement
from sladsl.practice.told import Told


def no_outcome(agreement: Agreement, target: str) -> Told:
    """W1212; `target` is a clause of it, "" where it has none of its own."""
    return Told(
        f"`{agreement.id}` has targets and no outcome",
        agreement.place,
        (agreement.id, ""),
        notes=("all targets can be met while the customer is not served: nothing here would say so",),
        help="add what the customer is after, and the clauses that are to bring it about: "
        "`outcome SATISFACTION: The average rating of every survey shall be at least 4 points per "
        f"calendar month. It watches {target or '...'}.`",
    )


def no_review(agreement: Agreement) -> Told:
    """W1213."""
    return Told(
        f"`{agreement.id}` says nothing of when it is reviewed",
        agreement.place,
        (agreement.id, ""),
        notes=("what customers need changes, and an agreement that nobody looks at again soon does not fit",),
        help="say how often, and by whom: `reviewed every 6 months by Service Level Manager.`",
    )
