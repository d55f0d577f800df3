"""Can the promises be kept? Of each clause a proof, a counterexample that is replayed, or why neither.

A clause is asked about where an agreement supports its agreement or a plan says how it is kept. Rules, one a
file, answer; the first that is for such a clause has the word (`rules.py`).
"""

from sladsl.underpinning.answers import (
    Answer,
    Assumed,
    CannotTell,
    ClauseCoverage,
    Counterexample,
    Coverage,
    Covered,
    Happening,
    Key,
    NotCovered,
    Proof,
    Repair,
)
from sladsl.underpinning.cover import cover
from sladsl.underpinning.setting import Judge, Judged, Setting

__all__ = [
    "Answer",
    "Assumed",
    "CannotTell",
    "ClauseCoverage",
    "Counterexample",
    "Coverage",
    "Covered",
    "Happening",
    "Judge",
    "Judged",
    "Key",
    "NotCovered",
    "Proof",
    "Repair",
    "Setting",
    "cover",
]
