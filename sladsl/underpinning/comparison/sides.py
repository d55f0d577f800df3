"""A clause as one of two texts has it."""

from sladsl.policy import level_words, words
from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.records import frozen
from sladsl.underpinning.comparison.replay import Text, alone


@frozen
class Side:
    """A clause with its agreement and policy."""

    policy: Policy
    agreement: Agreement
    clause: Clause | WindowClause

    @property
    def text(self) -> Text:
        """The clause alone, ready to judge by."""
        return Text(alone(self.policy, self.clause), self.clause, promised(self.clause))


def promised(clause: Clause | WindowClause) -> str:
    """What a window of the clause is held to."""
    if isinstance(clause, WindowClause):
        return level_words.target(clause.target, clause.unit)
    return "" if clause.share is None else f"at least {words.percent(clause.share.at_least)}"
