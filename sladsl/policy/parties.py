"""Parties and roles in the compiled policy: who is who, and how they are reached."""

from typing import Literal

from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class Party:
    """A party as declared; what was not said is ""."""

    name: str
    title: str
    address: str
    mail: str
    phone: str
    place: Place


@frozen
class Role:
    """A role as an agreement sees it: `holder` is the person, `party` the one it is of; "" where not said.

    Mail and phone are the role's own, else those of its party.
    """

    agreement: str
    name: str
    holder: str
    party: str
    mail: str
    phone: str
    place: Place


@frozen
class MayDeclare:
    """Only these roles may declare that this state holds.

    `begins` are the events by which it does, `names` who may have declared one: the roles, and their holders.
    """

    roles: tuple[str, ...]
    state: str
    place: Place
    begins: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@frozen
class Escalate:
    """Tell `who` of each case that is breached, or of each window that is missed."""

    who: str
    on: Literal["case", "window"]
    place: Place
