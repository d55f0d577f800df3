"""To whom a clause's breaches went up, in a line each."""

from collections.abc import Iterator, Sequence

from rich.padding import Padding
from rich.text import Text

from sladsl.cli import shown
from sladsl.diagnostics.excerpt import visible
from sladsl.evaluate import Result
from sladsl.policy.contacts import Contacts
from sladsl.policy.model import Agreement, Clause, WindowClause


def escalations_told(
    agreement: Agreement, versions: Sequence[Clause | WindowClause], result: Result, contacts: Contacts
) -> Iterator[Padding]:
    """`escalated to Operations Director (...): 3 breached cases, the last at ...`."""
    key = (versions[0].agreement, versions[0].id)
    of_clause = [each for each in result.escalations if (each.agreement, each.clause) == key]
    for who, about_cases in dict.fromkeys((each.who, each.case is not None) for each in of_clause):
        told = [each for each in of_clause if (each.who, each.case is not None) == (who, about_cases)]
        what = "breached case" if about_cases else "missed window"
        last = shown.time(max(each.at for each in told), agreement.zone)
        line = Text.assemble(
            ("escalated", "dim"),
            f" to {visible(contacts.told(agreement.id, who))}: ",
            f"{shown.many(len(told), what)}, the last at {last}",
        )
        yield Padding(line, (0, 0, 0, 2))
