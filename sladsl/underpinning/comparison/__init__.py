"""Two policies compared, clause by clause: stricter, weaker, and the case that shows it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sladsl.underpinning.comparison.agreements import compare, narrowed
    from sladsl.underpinning.comparison.clauses import compared
    from sladsl.underpinning.comparison.editions import has_version
    from sladsl.underpinning.comparison.findings import (
        AgreementFinding,
        Answer,
        ClauseFinding,
        Comparison,
        Difference,
        Log,
        Said,
        Witness,
    )
    from sladsl.underpinning.comparison.replacing import weakened
    from sladsl.underpinning.comparison.replay import Judge
    from sladsl.underpinning.comparison.sides import Side

__all__ = [
    "AgreementFinding",
    "Answer",
    "ClauseFinding",
    "Comparison",
    "Difference",
    "Judge",
    "Log",
    "Said",
    "Side",
    "Witness",
    "compare",
    "compared",
    "has_version",
    "narrowed",
    "weakened",
]

# loaded when first asked for: most checks compare nothing
_HOME = {
    "AgreementFinding": "findings",
    "Answer": "findings",
    "ClauseFinding": "findings",
    "Comparison": "findings",
    "Difference": "findings",
    "Judge": "replay",
    "Log": "findings",
    "Said": "findings",
    "Side": "sides",
    "Witness": "findings",
    "compare": "agreements",
    "compared": "clauses",
    "has_version": "editions",
    "narrowed": "agreements",
    "weakened": "replacing",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'sladsl.underpinning.comparison' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"sladsl.underpinning.comparison.{_HOME[name]}"), name)
