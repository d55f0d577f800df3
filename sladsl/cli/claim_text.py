"""How a credit stands that has to be claimed: until when, and for which incident."""

from sladsl.cli import shown
from sladsl.cli.shown import money
from sladsl.evaluate.credit_lines import CreditLine
from sladsl.worktime.civil import day_of


def claim_told(line: CreditLine, zone: str) -> str:
    """`not claimed; 25.00 can be until the end of 2026-05-30`; blank where no claim is needed."""
    until, late = _until(line, zone), line.claimed_late
    match line.claim:
        case "":
            return ""
        case "claimed":
            told = f"claimed on {shown.time(line.claimed_at, zone)}"
        case "claimable":
            told = f"not claimed; {money(line.reckoned)} can be {until}"
        case "lapsed" if late is None:
            told = f"lapsed: {money(line.reckoned)} was not claimed {until}"
        case "lapsed":
            told = f"lapsed: {money(line.reckoned)} was claimed on {shown.time(late, zone)}, "
            told += f"{_how_late(line, late, zone)} too late; it could be {until}"
    return told + (f", for the incident of {incident_told(line, zone)}" if line.incident is not None else "")


def incident_told(line: CreditLine, zone: str) -> str:
    """`2026-01-10 13:00`; what goes on to the end of the window is of the day that ends there: `2026-01-31
    24:00`."""
    if line.incident == line.end:
        return f"{day_of(line.end - 1, zone)} 24:00"
    return shown.time(line.incident, zone)


def _until(line: CreditLine, zone: str) -> str:
    if line.claim_until is None:
        return "until a day that its calendar does not know"
    return f"until the end of {day_of(line.claim_until - 1, zone)}"


def _how_late(line: CreditLine, late: int, zone: str) -> str:
    assert line.claim_until is not None, "nobody is too late for a day that is not known"
    days = (day_of(late, zone) - day_of(line.claim_until - 1, zone)).days
    return "a day" if days == 1 else shown.many(days, "day")
