"""The headings of promises as written."""

from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span
from sladsl.syntax.tree.changes import NotWeakened
from sladsl.syntax.tree.clauses import Escalate, Promise, Warn, WarnBudget, WarnBurn
from sladsl.syntax.tree.levels import CasesInARow, InARow, Level, Misses
from sladsl.syntax.tree.money import ClauseMoney
from sladsl.syntax.tree.names import Name, Raw

PromiseSentence = Promise | Level | InARow | CasesInARow | Misses


@frozen
class Watches:
    """`It watches RESPONSE and UPTIME.`"""

    clauses: tuple[Name, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Clause:
    """A clause, or an outcome: what the customer wants, and by which clauses it is promised.

    `how` is the word before `clause`: one that an amendment `adds`, or one that `replaces` another.
    """

    name: Name
    title: Raw | None
    sentences: tuple[
        PromiseSentence | Warn | WarnBudget | WarnBurn | Escalate | Watches | NotWeakened | ClauseMoney, ...
    ]
    outcome: bool = False
    how: Literal["says", "adds", "replaces"] = "says"
    span: Span = field(eq=False, repr=False, kw_only=True)
