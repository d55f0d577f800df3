"""The rows of expectations about services and parties."""

from collections.abc import Sequence

from sladsl.policy.catalogue_words import need
from sladsl.policy.model import Policy
from tests.spec.tables import NOTHING
from tests.spec.tellings import Rows, rows_of


def services(policy: Policy, columns: Sequence[str]) -> Rows:
    """A line a service of the program."""
    return rows_of(
        policy.services,
        columns,
        {
            "service": lambda service: service.name,
            "title": lambda service: service.title or NOTHING,
            "needs": lambda service: NOTHING if service.needs is None else need(service.needs),
        },
    )
