"""When one stretch between events surely lies in another."""

from sladsl.policy.model import FromUntil


def holds_within(one: FromUntil, other: FromUntil) -> bool:
    """Whether the other surely holds whenever this one does; both folded."""
    return set(one.begins) <= set(other.begins) and set(other.ends) <= set(one.ends)
