"""The rules, in the order in which they are asked.

A rule is given the setting and a clause. It answers for the clauses it is for, with the clauses below that it
looked at, and says None of all others.
"""

from collections.abc import Callable
from typing import assert_never

from sladsl.policy.model import Clause, WindowClause
from sladsl.underpinning.answers import Answer, Key
from sladsl.underpinning.setting import AnyClause, Setting

Rule = Callable[[Setting, AnyClause], tuple[Answer, tuple[Key, ...]] | None]


def rules_for(clause: AnyClause) -> tuple[Rule, ...]:
    """Those for promises of cases, or of windows; only what is asked is loaded."""
    match clause:
        case Clause():
            from sladsl.underpinning.turnaround import turnaround

            return (turnaround,)
        case WindowClause():
            from sladsl.underpinning.availability import availability
            from sladsl.underpinning.direct import direct

            return (availability, direct)
        case never:
            assert_never(never)
