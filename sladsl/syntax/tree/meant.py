"""Warnings that are meant, as written."""

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.names import Name, Raw


@frozen
class Meant:
    """`W1213 of clause FIX is meant, because "..."`; without a clause: wherever in the agreement."""

    codes: tuple[Raw, ...]
    clause: Name | None
    because: Raw
    span: Span = field(eq=False, repr=False, kw_only=True)
