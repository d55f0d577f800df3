"""Amendments that are drafts: a program without them, and one as if they were agreed."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from sladsl.meaning.modules import Unit
from sladsl.syntax import tree
from sladsl.syntax.tree.life import Draft

# what stands under an amendment, and goes with it
_PARTS = (tree.Clause, tree.Removes, tree.Renumbers, tree.Tier, tree.Example, tree.Requirement)


def has_drafts(units: Iterable[Unit]) -> bool:
    """Whether an amendment is said to be a draft."""
    return any(_is_draft(item) for unit in units for item in unit.module.items)


def without_drafts(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The files as they hold: drafts change nothing."""
    return tuple(evolve(unit, module=evolve(unit.module, items=tuple(_kept(unit)))) for unit in units)


def as_agreed(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The files as if their draft amendments were agreed."""
    return tuple(
        evolve(unit, module=evolve(unit.module, items=tuple(map(_agreed, unit.module.items))))
        for unit in units
    )


def _is_draft(item: tree.Item) -> bool:
    return isinstance(item, tree.Amendment) and any(isinstance(each, Draft) for each in item.sentences)


def _kept(unit: Unit) -> Iterator[tree.Item]:
    under_draft = False
    for item in unit.module.items:
        if isinstance(item, tree.Agreement | tree.Amendment):
            under_draft = _is_draft(item)
            if under_draft:
                continue
        if not (under_draft and isinstance(item, _PARTS)):
            yield item


def _agreed(item: tree.Item) -> tree.Item:
    if not isinstance(item, tree.Amendment):
        return item
    return evolve(item, sentences=tuple(each for each in item.sentences if not isinstance(each, Draft)))
