"""Tiers, levels of service, as written."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.money import Fee
from sladsl.syntax.tree.names import Name, Raw
from sladsl.syntax.tree.values import Condition


@frozen
class Applies:
    """`applies where customer is Acme SA, from 2026-01-01 to 2026-06-30`: both days are in it."""

    where: Condition | None
    begins: Raw | None
    ends: Raw | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Tier:
    """`how` says whether it stands in the place of one of its name, from an amendment's begin on."""

    name: Name
    title: Raw | None
    sentences: tuple[Applies | Fee, ...]
    how: Literal["says", "replaces"] = "says"
    span: Span = field(eq=False, repr=False, kw_only=True)
