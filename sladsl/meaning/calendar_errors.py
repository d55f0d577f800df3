"""What the passes say of dates, times, calendars and agreements."""

from sladsl.diagnostics import Diagnostic, Severity
from sladsl.policy.model import HolidayNote
from sladsl.syntax import tree


def no_such_date(raw: tree.Raw) -> Diagnostic:
    """E0401."""
    return Diagnostic(
        "E0401",
        f"there is no date `{raw.text}`",
        raw.span,
        help="a date is a year (1900 to 2199), a month and a day: `2026-03-31`",
    )


def no_such_time(raw: tree.Raw) -> Diagnostic:
    """E0402."""
    return Diagnostic(
        "E0402",
        f"there is no time `{raw.text}`",
        raw.span,
        help="a time of day goes from `00:00` to `24:00`",
    )


def empty_hours(written: tree.TimeRange) -> Diagnostic:
    """E0403: hours without length."""
    return Diagnostic(
        "E0403",
        "these hours have no length",
        written.span,
        help="a whole day is `00:00 to 24:00`; across midnight is `22:00 to 06:00`",
    )


def hours_overlap(written: tree.TimeRange | tree.Open) -> Diagnostic:
    """E0403: hours that share time with others of the same day."""
    return Diagnostic(
        "E0403",
        "these hours overlap others of the same day",
        written.span,
        notes=["an hour counts once; two that overlap are most often a slip of the pen"],
        help="join them into one, or let one end where the other begins",
    )


def dates_reversed(written: tree.DateRange, most: int) -> Diagnostic:
    """E0403: a range of dates that ends before it begins, or is far too long."""
    return Diagnostic(
        "E0403",
        "these dates run backwards, or are too many",
        written.span,
        help=f"the first date comes first; one calendar holds at most {most} dates",
    )


def never_opens(calendar: tree.Calendar) -> Diagnostic:
    """E0404."""
    return Diagnostic(
        "E0404",
        f"calendar `{calendar.name.text}` never opens",
        calendar.name.span,
        notes=["a clock on it would never move, and no promise on it could be broken"],
        help="say when it is open: `open Monday to Friday 08:00 to 17:00.`",
    )


def made_of_too_many(calendar: tree.Calendar, parts: int, depth: int) -> Diagnostic:
    """E0105: a calendar of calendars of calendars."""
    return Diagnostic(
        "E0105",
        f"calendar `{calendar.name.text}` is made of too many others",
        calendar.name.span,
        notes=[f"at most {parts} of them, at most {depth} within each other"],
        help="give one of them hours of its own: `open Monday to Friday 08:00 to 17:00.`",
    )


def ends_before_begins(in_force: tree.InForce) -> Diagnostic:
    """E0405."""
    return Diagnostic(
        "E0405",
        "the agreement ends before it begins",
        in_force.span,
        help="both dates are days on which it is in force; the last may be the first",
    )


def agreement_lacks(written: tree.Agreement, form: str) -> Diagnostic:
    """E0406."""
    what = {"is": "kind", "be": "parties", "in": "dates", "ti": "time zone"}[form[:2]]
    return Diagnostic(
        "E0406",
        f"agreement `{written.name.text}` does not say its {what}",
        written.name.span,
        notes=["it decides what a day, a month and a case under the agreement are"]
        if what != "parties"
        else [],
        help=f"say, for example, `{form}.`",
    )


def two_of_one_role(between: tree.Between) -> Diagnostic:
    """E0406: both parties have the same role."""
    return Diagnostic(
        "E0406",
        "both parties have the same role",
        between.span,
        help="one is the provider, the other the customer",
    )


def holidays_outrun(written: tree.Holidays, note: HolidayNote) -> Diagnostic:
    """W0401: the term is longer than the known holidays."""
    return Diagnostic(
        "W0401",
        f"holidays of `{written.region.text}` are known only from {note.first_year} to {note.last_year}",
        written.span,
        notes=[
            f"a case that needs another year is judged unknown ({note.package})",
        ],
        help="end the agreement within the known years, or list the dates of the others",
        severity=Severity.WARNING,
    )
