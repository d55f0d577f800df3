"""What is said of claims that are too late before there is an answer."""

from datetime import date

from sladsl.policy.model import Agreement
from sladsl.policy.money import Claims, Credit
from sladsl.practice.told import Told
from sladsl.worktime.civil import day_of


def early(agreement: Agreement, credit: Credit, claims: Claims, example: tuple[int, int, int]) -> Told:
    """W1006; the example is of an incident at the window's begin: that, the end of its time, the window's."""
    incident, until, end = (_day(agreement, at, last) for at, last in zip(example, (False, True, True)))
    return Told(
        f"a claim can be too late before it is known whether `{credit.clause}` was missed",
        claims.place,
        (agreement.id, credit.clause),
        label=f"of an incident on {incident} it is over with {until}, and the window with {end}",
        notes=("the customer has to claim what may not be owed, or goes without",),
        help="let the time run from the end of the window: `within 15 days of the end of the month`",
    )


def _day(agreement: Agreement, instant: int, last: bool) -> date:
    """The date, or the last one before an instant."""
    return day_of(instant - last, agreement.zone)
