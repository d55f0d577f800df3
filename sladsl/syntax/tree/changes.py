"""Signing, amendments and what they change, as written."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.amounts import Money
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Duration, Quantity


@frozen
class Signer:
    """Who signed, and `party` for whom where that is said."""

    name: Name
    party: Name | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Signed:
    signers: tuple[Signer, ...]
    on: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ReplacesVersion:
    """`replaces version 1.0`: where this text begins, that one ends."""

    version: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class LevelIs:
    """`applies at corporate level`."""

    level: Literal["corporate", "customer", "service"]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class BuildsOn:
    """`builds on CORP-BASE`: its clauses hold here too."""

    bases: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NotWeakened:
    """`It cannot be weakened`: a text that replaces the clause has to be at least as strict."""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class EndsOn:
    """An amendment's new last day of the agreement."""

    ends: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Removes:
    """`removes clause OUTAGES`."""

    clause: Name
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class NumberChange:
    """`15 minutes becomes 10 minutes`, `EUR 400 becomes EUR 500`."""

    old: Quantity | Duration | Money
    new: Quantity | Duration | Money
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Renumbers:
    """`in clause P1-RESPONSE, 15 minutes becomes 10 minutes`."""

    clause: Name
    changes: tuple[NumberChange, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
