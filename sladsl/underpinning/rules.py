"""The rules, in the order in which they are asked.

A rule is given the setting and a clause. It answers for the clauses it is for, with the clauses below that it
looked at, and says None of all others.
"""

from collections.abc import Callable

from sladsl.underpinning.answers import Answer, Key
from sladsl.underpinning.availability import availability
from sladsl.underpinning.direct import direct
from sladsl.underpinning.setting import AnyClause, Setting
from sladsl.underpinning.turnaround import turnaround

Rule = Callable[[Setting, AnyClause], tuple[Answer, tuple[Key, ...]] | None]

RULES: tuple[Rule, ...] = (turnaround, availability, direct)
