"""Whether the windows of one kind divide those of another without a rest."""

from sladsl.policy.model import Window

# each calendar window ends where one of the days, weeks, months that it is made of does
_PARTS = {
    "day": {"day"},
    "week": {"day", "week"},
    "month": {"day", "month"},
    "quarter": {"day", "month", "quarter"},
    "year": {"day", "month", "quarter", "year"},
}


def divides(part: Window, whole: Window, same_zone: bool, same_begin: bool) -> bool:
    """Whether every window of the kind `whole` is made up of windows of the kind `part`.

    `same_zone`, `same_begin`: both agreements have the same zone, and are in force from the same instant.
    """
    if not same_zone:
        return False
    if part == whole:
        return same_begin or part.kind != "contract"
    if whole.kind == "rolling" or part.kind == "rolling":
        days = part.count if part.kind == "rolling" else 1
        fits = whole.count if whole.kind == "rolling" else {"day": 1, "week": 7}.get(whole.unit, 0)
        # the last seven days, at the end of a Sunday, are a calendar week
        return (part.kind == "calendar" and part.unit == "day") or (part.kind == "rolling" and days == fits)
    if part.kind != whole.kind or (part.kind == "contract" and not same_begin):
        # a contract's windows begin and end at midnights, save that they are cut where it begins and ends
        return (part.kind, part.unit, whole.kind) == ("calendar", "day", "contract")
    return part.unit in _PARTS[whole.unit]
