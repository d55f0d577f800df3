"""Warnings that are meant, in words, and that they fit the policy."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sladsl.policy.meant import Meant
from sladsl.policy.names import fold

if TYPE_CHECKING:
    from sladsl.policy.model import Policy

_WARNING = re.compile(r"W[0-9]{4}", re.ASCII)


def meant(of: Meant) -> str:
    """As the agreement says it."""
    clause = f" of {of.clause}" if of.clause else ""
    return f'{of.code}{clause} is meant, because "{of.because}"'


def meant_faults(policy: "Policy") -> Iterator[str]:
    """What is no warning, and names that nothing answers to."""
    agreements = {agreement.id for agreement in policy.agreements}
    clauses = {(each.agreement, fold(each.id)) for each in policy.clauses}
    clauses |= {(each.agreement, fold(each.id)) for each in policy.window_clauses}
    for each in policy.meant:
        if each.agreement not in agreements:
            yield f"a warning is meant by an agreement `{each.agreement}` that is not there"
        elif each.clause and (each.agreement, fold(each.clause)) not in clauses:
            yield f"a warning is meant of a clause `{each.agreement}/{each.clause}` that is not there"
        if not _WARNING.fullmatch(each.code):
            yield f"`{each.code[:20]}` is meant, and is the code of no warning"
