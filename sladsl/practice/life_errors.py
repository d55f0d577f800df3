"""What is said of the life of an agreement."""

from sladsl.policy.model import Agreement
from sladsl.practice.told import Told


def no_review(agreement: Agreement) -> Told:
    """W1213."""
    return Told(
        f"`{agreement.id}` says nothing of when it is reviewed",
        agreement.place,
        (agreement.id, ""),
        notes=("what customers need changes, and an agreement that nobody looks at again soon does not fit",),
        help="say how often, and by whom: `reviewed every 6 months by Service Level Manager.`",
    )
