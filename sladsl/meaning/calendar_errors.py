"""What the passes say of dates, times, calendars and agreements."""

import re
from calendar import month_name, monthrange

from sladsl.diagnostics import Diagnostic, Severity
from sladsl.policy.model import HolidayNote
from sladsl.syntax import tree


def no_such_date(raw: tree.Raw) -> Diagnostic:
    """E0401."""
    return Diagnostic(
        "E0401",
        f"there is no date `{raw.text}`",
        raw.span,
        help=_last_day(raw.text) or "a date is a year (1900 to 2199), a month and a day: `2026-03-31`",
    )


def _last_day(text: str) -> str:
    """What is known of the month of a date whose day is wrong; "" where the month or year is."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-\d{2}", text)
    year, month = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (1900 <= year < 2200 and 1 <= month <= 12):
        return ""
    return f"{month_name[month]} {year} has {monthrange(year, month)[1]} days"


def no_such_time(raw: tree.Raw) -> Diagnostic:
    """E0402."""
    return Diagnostic(
        "E0402",
        f"there is no time `{raw.text}`",
        raw.span,
        help="a time of day goes from `00:00` to `24:00`; a shift across midnight is `22:00 to 06:00`",
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
    if written.last is not None and written.last.text < written.first.text:
        headline, help_ = "these dates run backwards", "the earlier date comes first: is the year right?"
    else:
        headline, help_ = "these dates are too many", f"one calendar holds at most {most} dates"
    return Diagnostic("E0403", headline, written.span, help=help_)


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


_MUST_SAY = {  # by how the sentence begins
    "is": ("kind", "it is a customer SLA, an internal SLA, an OLA or an underpinning contract"),
    "be": ("parties", "every promise is made by one party, the provider, to the other, the customer"),
    "in": ("dates", "they decide which cases fall under the agreement"),
    "ti": ("time zone", "it decides when a day and a month begin and end"),
}


def agreement_lacks(written: tree.Agreement, form: str) -> Diagnostic:
    """E0406."""
    what, why = _MUST_SAY[form[:2]]
    return Diagnostic(
        "E0406",
        f"agreement `{written.name.text}` does not say its {what}",
        written.name.span,
        notes=[why],
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


def holidays_outrun(written: tree.Holidays, note: HolidayNote, first: int, last: int) -> Diagnostic:
    """W0401: the years `first` to `last` of the term are not all known."""
    bounds = [f"before {note.first_year}"] * (first < note.first_year)
    bounds += [f"after {note.last_year}"] * (last > note.last_year)
    return Diagnostic(
        "W0401",
        f"the holidays of `{written.region.text}` are not known {' and '.join(bounds)}",
        written.span,
        notes=[
            f"they are needed from {first} to {last}: the years of the agreement and one on either side",
            f"a case that needs a year that is not known is judged unknown ({note.package})",
        ],
        help="end the agreement within the known years, or list the dates of the others",
        severity=Severity.WARNING,
    )
