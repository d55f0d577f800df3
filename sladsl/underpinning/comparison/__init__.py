"""Two policies compared, clause by clause: stricter, weaker, and the case that shows it."""

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
