"""Writes events-2026.csv: a year of mail at Aegean Books, the same year each time.

What goes wrong is planned by hand below, so that it can be reckoned by hand what it costs; at which hour
things happen is drawn. Run it in this folder: `python make_events.py`.
"""

import csv
import random
from datetime import date, datetime, timedelta
from pathlib import Path

HEAD = [
    "at",
    "event",
    "subject",
    "case",
    "priority",
    "site",
    "category",
    "start",
    "finish",
    "reference",
    "rating",
]
HOLIDAYS = ["01-01", "01-06", "02-23", "03-25", "04-10", "04-13", "05-01", "06-01", "10-28", "12-25"]
# the incidents of an ordinary month, and which of them, from 0, are answered or mended late
INCIDENTS = [
    "P1 Silver",
    "P2 Gold",
    "P2 Silver",
    "P2 Silver",
    "P2 Bronze",
    "P3 Silver",
    "P3 Gold",
    "P4 Bronze",
]
SITES = {"Gold": "Head Office", "Silver": "Syros", "Bronze": "Warehouse"}
ANSWERED_LATE = {2: (1, 6), 8: (2, 6)}
MENDED_LATE = {3: (0,), 5: (2, 4), 6: (0,), 11: (5,), 12: (3,)}
MINUTES = {"P1": 30, "P2 Gold": 60, "P2": 120, "P3 Gold": 240, "P3": 480, "P4": 480}

# what cannot be drawn: outages, maintenance, force majeure, and the days on which a rule turns
TOLD = """
2026-01-01 00:00,came up
2026-01-14 11:20,went down
2026-01-14 11:50,came up
2026-03-19 09:10,went down
2026-03-19 11:10,came up
2026-04-07 12:00,maintenance announced,2026-04-18 22:00,2026-04-19 06:00,CHG-41
2026-04-18 22:00,went down
2026-04-19 06:40,came up
2026-05-20 15:00,went down
2026-05-20 16:00,came up
2026-06-10 06:30,went down
2026-06-10 15:30,came up
2026-07-08 10:00,went down
2026-07-08 10:30,came up
2026-08-26 08:00,went down
2026-08-26 12:00,came up
2026-09-16 03:00,force majeure began
2026-09-16 03:00,went down
2026-09-16 13:00,came up
2026-09-16 13:00,force majeure ended
2026-10-21 10:00:00,went down
2026-10-21 10:22:20,came up
2026-11-05 20:00,maintenance announced,2026-11-07 22:00,2026-11-07 23:00,CHG-44
2026-11-07 22:00,went down
2026-11-07 23:00,came up
2026-12-02 10:00,went down
2026-12-02 10:01,came up
2026-12-03 10:00,went down
2026-12-03 10:01,came up
2026-12-09 10:00,went down
2026-12-09 10:01,came up
2026-12-10 10:00,went down
2026-12-10 10:01,came up
"""
# new mailboxes: asked for, and there
MAILBOXES = """
2026-10-08 10:00 2026-10-13 10:00, 2026-10-14 16:00 2026-10-15 09:00
2026-10-15 09:00 2026-10-16 12:00, 2026-10-20 11:00 2026-10-22 09:30, 2026-10-26 15:00 2026-10-27 18:00
2026-11-03 10:00 2026-11-04 11:00, 2026-11-06 12:00 2026-11-09 16:00, 2026-11-11 09:00 2026-11-13 08:30
2026-11-17 14:00 2026-11-18 09:00, 2026-11-23 10:00 2026-11-26 10:00
2026-12-01 10:00 2026-12-02 17:30, 2026-12-08 09:00 2026-12-08 16:00, 2026-12-23 12:00 2026-12-24 12:00
"""
STARS = {2: "54544445", 5: "43354344", 8: "33435243", 11: "44544534"}

Row = dict[str, str]


def row(at: datetime | str, event: str, subject: str, case: str, **fields: str) -> Row:
    return {"at": str(at)[:19], "event": event, "subject": subject, "case": case, **fields}


def working(day: date) -> bool:
    return day.weekday() < 5 and f"{day:%m-%d}" not in HOLIDAYS


def later(at: datetime, days: int) -> datetime:
    """So many working days later, at the same time of day."""
    while days:
        at += timedelta(days=1)
        days -= working(at.date())
    return at


def incident(drawn: random.Random, month: int, kind: str, slow: bool, late: bool) -> list[Row]:
    """Opened, answered, now and then held for an hour, mended and closed."""
    priority, level = kind.split()
    days = [date(2026, month, day) for day in range(3, 19) if working(date(2026, month, day))]
    at = datetime.combine(days[int(drawn.random() * len(days))], datetime.min.time())
    at += timedelta(minutes=510 + int(drawn.random() * 90))  # from 08:30 to 10:00
    if priority == "P1":
        at += timedelta(minutes=int(drawn.random() * 720))
    allowed = MINUTES.get(kind, MINUTES[priority])
    if kind == "P1 Silver" and month > 10:
        allowed = 15
    answered = at + timedelta(
        minutes=int(allowed * (1.1 + drawn.random() / 3 if slow else 0.1 + drawn.random() * 0.8))
    )
    if priority == "P1":
        mended = at + timedelta(
            minutes=int(255 + drawn.random() * 120 if late else 70 + drawn.random() * 150)
        )
    elif priority == "P2":
        mended = later(at, 2) if late else at + timedelta(minutes=int(240 + drawn.random() * 220))
    else:
        mended = later(at, 6 if late else 1) + timedelta(hours=6)
    case = f"{at:%m%d-%H%M}"
    rows = [
        row(at, "opened", "incident", case, priority=priority, site=SITES[level]),
        row(answered, "responded", "incident", case),
    ]
    if priority == "P2" and drawn.random() < 0.25:
        rows.append(row(answered + timedelta(minutes=20), "held", "incident", case))
        rows.append(row(answered + timedelta(minutes=80), "released", "incident", case))
    rows.append(row(mended, "resolved", "incident", case))
    rows.append(row(mended + timedelta(hours=2), "closed", "incident", case))
    return rows


def year() -> list[Row]:
    drawn = random.Random(20260101)
    rows: list[Row] = []
    for month in range(1, 13):
        kinds = INCIDENTS + ["P1 Gold"] * (month == 6)
        for number, kind in enumerate(kinds):
            if month == 10 and kind == "P1 Silver":
                continue
            slow, late = number in ANSWERED_LATE.get(month, ()), number in MENDED_LATE.get(month, ())
            rows += incident(drawn, month, kind, slow, late)
        for number, stars in enumerate(STARS.get(month - 1, "")):
            at = datetime.fromisoformat(f"2026-{month:02}-{12 + number} 10:00") + timedelta(
                minutes=int(drawn.random() * 400)
            )
            rows.append(row(at, "answered", "survey", f"S-{month:02}{number}", rating=stars))
    for day, minutes in (
        ("14 22:10", 25),
        ("16 22:10", 25),
    ):  # the day before the second amendment, and the day after
        at = datetime.fromisoformat(f"2026-10-{day}")
        case = f"{at:%m%d-%H%M}"
        rows.append(row(at, "opened", "incident", case, priority="P1", site="Piraeus"))
        rows.append(row(at + timedelta(minutes=minutes), "responded", "incident", case))
        rows.append(row(at + timedelta(hours=3), "resolved", "incident", case))
    for line in TOLD.split("\n")[1:-1]:
        at, event, *more = line.split(",")
        rows.append(
            row(
                at,
                event,
                "service",
                "Email",
                **dict(zip(("start", "finish", "reference"), more, strict=False)),
            )
        )
    for number, line in enumerate(MAILBOXES.replace("\n", ", ").strip(", ").split(", "), start=1):
        words = line.split()
        case = f"R-{number:02}"
        rows.append(row(" ".join(words[:2]), "requested", "service request", case, category="new mailbox"))
        rows.append(row(" ".join(words[2:]), "fulfilled", "service request", case))
    return sorted(rows, key=lambda each: each["at"])


if __name__ == "__main__":
    with Path("events-2026.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEAD, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(year())
