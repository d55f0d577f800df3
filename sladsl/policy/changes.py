"""How an agreement came to be what it is: who signed, and its versions."""

from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class Signing:
    """`who` signed, for the party `of` where that is said (else ""), at the begin of a day: `on`."""

    who: str
    of: str
    on: int
    place: Place


@frozen
class Version:
    """A version of an agreement: from `since` on, until the next one's, its text is this one's.

    `amendment` is the id of the amendment that made it; "" for the first, or where the agreement was written
    anew. A `retroactive` one was signed after it came into force, and says so. `provider`, `customer` and
    `ends` are what this version says; `changes` are the sentences that make it ("removes clause OUTAGES").
    """

    version: str
    since: int
    amendment: str
    retroactive: bool
    provider: str
    customer: str
    ends: int | None
    signed: tuple[Signing, ...]
    changes: tuple[str, ...]
    place: Place

    @property
    def made_on(self) -> int | None:
        """The last signature; None where nobody is said to have signed."""
        return max((signing.on for signing in self.signed), default=None)
