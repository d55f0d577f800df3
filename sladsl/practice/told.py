"""A piece of advice, before its places are looked up in texts."""

from sladsl.policy.place import Place
from sladsl.records import frozen


@frozen
class Told:
    """As a `Diagnostic`, with places; `about` is the agreement and the clause ("": none)."""

    headline: str
    place: Place
    about: tuple[str, str]
    label: str = ""
    others: tuple[tuple[Place, str], ...] = ()
    notes: tuple[str, ...] = ()
    help: str = ""
