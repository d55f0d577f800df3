"""Signing, amendments and what they change, as written."""

from attrs import field, frozen

from sladsl.source import Span
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
    """`15 minutes becomes 10 minutes`."""

    old: Quantity | Duration
    new: Quantity | Duration
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Renumbers:
    """`in clause P1-RESPONSE, 15 minutes becomes 10 minutes`."""

    clause: Name
    changes: tuple[NumberChange, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
