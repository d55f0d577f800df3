"""A clause that cannot be weakened, and what is in its place: where others build on it, or amended.

Not a part of the policy: what the compiler asks about it before it hands the policy out.
"""

from sladsl.policy.model import Clause, WindowClause
from sladsl.records import frozen
from sladsl.source import Span

Promise = Clause | WindowClause


@frozen
class Replacement:
    """Of an agreement what a clause would promise as inherited, and what it promises as replaced there.

    Both are promises of `agreement`, in its zone and term; where the clause is removed `own` is empty.
    `base` is the agreement that it is inherited from, as it stands at the instant `base_at`; what replaces it
    holds at `at`. An `amendment` of that name replaces a clause of the agreement itself.
    `beside` are the agreement's other promises on which a verdict on these may rest, (as inherited, as they
    are).
    """

    agreement: str
    clause: str
    base: str
    base_at: int
    at: int
    inherited: tuple[Promise, ...]
    own: tuple[Promise, ...]
    beside: tuple[tuple[Promise, ...], tuple[Promise, ...]]
    place: Span  # what puts something else in its place
    protected: Span  # the name of the clause that cannot be weakened
    amendment: str = ""
