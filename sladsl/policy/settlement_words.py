"""How credits are settled, in words."""

from typing import assert_never

from sladsl.policy import words
from sladsl.policy.money import Base
from sladsl.policy.settlement import FeeUnit, PaidWithin, SetAgainst, Settlement

FEES: dict[FeeUnit, Base] = {"month": "monthly fee", "quarter": "quarterly fee", "year": "yearly fee"}


def settlement(of: Settlement) -> str:
    """ "set against the next monthly fee, and never paid out", "paid within 30 days of the statement"."""
    match of:
        case SetAgainst():
            never = ", and never paid out" if of.never_paid_out else ""
            return f"set against the next {FEES[of.unit]}{never}"
        case PaidWithin():
            return f"paid within {time(of)} of the {of.after}{counting(of)}"
        case never_:
            assert_never(never_)


def time(of: PaidWithin) -> str:
    """ "30 days", "10 working days", "1 month and 3 days"."""
    if of.calendar:
        return words.many(of.working_days, "working day")
    parts = [words.many(of.months, "month")] if of.months else []
    parts += [words.many(of.days, "day")] if of.days or not parts else []
    return " and ".join(parts)


def counting(of: PaidWithin) -> str:
    """ ", counting business hours", where working days are counted."""
    return f", counting {of.calendar}" if of.calendar else ""
