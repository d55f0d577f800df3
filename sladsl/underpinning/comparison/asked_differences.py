"""What changed in what the customer asked for: told, though no verdict rests on it."""

from collections.abc import Iterator

from sladsl.policy import requirement_words
from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.policy.requirements import Requirement
from sladsl.underpinning.comparison.findings import Difference


def asked_differences(old: Policy, was: str, new: Policy, now: str) -> Iterator[Difference]:
    """Of an agreement, by its id in either policy: a requirement that came, went or was put otherwise."""
    one, other = _told(old, was), _told(new, now)
    for key in dict.fromkeys([*other, *one]):
        before, after = one.get(key, ("", "")), other.get(key, ("", ""))
        if before[1] != after[1]:
            name = after[0] or before[0]
            yield Difference(
                f"requirement {name}", before[1], after[1], "none", "what is asked for binds nobody"
            )


def _told(policy: Policy, agreement: str) -> dict[str, tuple[str, str]]:
    """By folded id, the id and the requirement in words."""
    own = (each for each in policy.requirements if each.agreement == agreement)
    return {fold(each.id): (each.id, _words(each, policy)) for each in own}


def _words(of: Requirement, policy: Policy) -> str:
    zone = next(each.zone for each in policy.agreements if each.id == of.agreement)
    levels = [
        each.place.text
        for each in policy.required_clauses
        if (each.agreement, each.id) == (of.agreement, of.id)
    ]
    levels += [
        each.place.text
        for each in policy.required_windows
        if (each.agreement, each.id) == (of.agreement, of.id)
    ]
    said = requirement_words.requirement(of, zone).partition(" of ")[2]
    return "; ".join([said, *levels, *requirement_words.besides(of, policy, zone)])
