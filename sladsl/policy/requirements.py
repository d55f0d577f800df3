"""What the customer asked for, and by which clauses it is met."""

from sladsl.policy.money import Terms
from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class Requirement:
    """What `party` asked for, in its own `words`; `met_by` are ids of clauses of the agreement.

    What of it can be compared is required of these clauses: the levels are the clauses of
    `Policy.required_clauses` and `required_windows` of this agreement and id. `money` are the least credits
    (named by clause), the lowest caps, the shortest time to claim and the rights; `credit_owed` that some
    credit is, and of time nothing may be left out but the states `only_excluded` (None: whatever is agreed).

    It is asked for from `since` on (None: from the agreement's begin).
    """

    agreement: str
    id: str
    party: str
    words: str
    met_by: tuple[str, ...]
    place: Place
    since: int | None = None
    credit_owed: bool = False
    only_excluded: tuple[str, ...] | None = None
    money: Terms | None = None
