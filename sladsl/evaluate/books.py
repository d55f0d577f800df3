"""What reckoning the credits of an agreement by one of its texts needs."""

from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.money import Credit, Terms
from sladsl.policy.names import fold
from sladsl.records import frozen


@frozen
class Book:
    """What reckoning the credits of one agreement needs."""

    policy: Policy
    agreement: Agreement
    terms: Terms
    as_of: int

    @property
    def limit(self) -> int:
        """As of now, or the agreement's end."""
        ends = self.agreement.ends
        return self.as_of if ends is None else min(self.as_of, ends)

    def number(self, credit: Credit) -> int:
        """Which of its clause's rules a credit is, from 1."""
        own = [
            each
            for each in self.terms.credits
            if fold(each.clause) == fold(credit.clause) and each.since == credit.since
        ]
        return own.index(credit) + 1

    def promise(self, credit: Credit) -> Clause | WindowClause | None:
        """The clause that a credit belongs to, in its version."""
        since = credit.since if credit.since is not None else self.agreement.begins
        return promise_of(self.policy, self.agreement.id, credit.clause, since)


def promise_of(
    policy: Policy, agreement: str, clause: str, instant: int | None = None
) -> Clause | WindowClause | None:
    """The clause of an agreement by its id: its version in force at an instant, else the first."""
    every: tuple[Clause | WindowClause, ...] = (*policy.clauses, *policy.window_clauses)
    key = (fold(agreement), fold(clause))
    versions = [each for each in every if (fold(each.agreement), fold(each.id)) == key]
    for each in versions:
        begun = each.since is None or instant is None or each.since <= instant
        if begun and (each.until is None or instant is None or instant < each.until):
            return each
    return versions[-1] if versions else None
