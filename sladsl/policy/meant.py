"""Warnings that an agreement means: what a check would warn of, and the parties want it so."""

from sladsl.policy.place import Place
from sladsl.records import frozen

UNUSED = "W1240"  # the warning that a meaning has nothing to be about; not to be meant itself


@frozen
class Meant:
    """The warning `code` is meant where it is of this agreement, of its clause `clause` ("": of any part)."""

    agreement: str
    code: str
    clause: str
    because: str
    place: Place
