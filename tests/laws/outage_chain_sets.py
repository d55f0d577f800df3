"""Agreement sets about single outages, drawn by a number: how many there are of what a service needs, and how long each lasts.

The histories that go with them are runs: the services that are needed take turns to be down, touching, around instants
at which windows begin; each for as long as it may be, or for so short that it is no outage at all.
"""

from collections.abc import Iterator
from random import Random

from sladsl.compile import compile_texts
from sladsl.evaluate import Event, judge
from sladsl.policy.model import Policy
from sladsl.records import frozen
from sladsl.source import SourceText
from sladsl.worktime.spans import Spans, clipped, common, merged
from tests.unit.evaluate.policies import DAY, HOUR, at

PARTS = ("Server", "North", "South")
NEEDS = (
    "Server and North",
    "Server and North and South",
    "Server and any of (North, South)",
    "any of (North, South)",
)
BEGIN, END = at("2026-01-01 00:00"), at("2026-04-01 00:00")
AS_OF = END + 100 * DAY
STATES = ("outage", "long outage")


@frozen
class Drawn:
    """A set by its text: what is promised of each part (number, longest in hours, window), and what Email needs."""

    policy: Policy
    needs: str
    limits: dict[str, tuple[int | None, int | None, str]]


def drawn(number: int) -> Drawn:
    """The set of this number."""
    random = Random(number)
    needs, state = random.choice(NEEDS), random.choice(["outage", "outage", "outage", "long outage"])
    plural = f"{state}s"
    limits: dict[str, tuple[int | None, int | None, str]] = {}
    below: list[str] = []
    for part in PARTS:
        window = random.choice(["calendar day", "calendar week", "calendar month", "calendar month"])
        count = random.choice([1, 1, 2, 3, None])
        longest = random.choice([1, 2, 3, None, 2])
        limits[part] = count, longest, window
        if count is not None:
            below.append(f"clause {part}-N: There shall be at most {count} {plural} of {part} per {window}.")
        if longest is not None:
            below.append(
                f"clause {part}-L: No {state} of {part} shall last more than {longest} hours per {window}."
            )
        if random.random() < 0.15:
            below.append(
                f"clause {part}-U: {part} shall be available for at least 98% of the time per calendar month."
            )
    asked = random.choice(
        [
            f"No {state} of Email shall last more than {random.choice([2, 3, 4, 6, 8, 11])} hours per calendar month.",
            f"No {state} of Email shall last more than {random.choice([5, 7, 9, 12, 15, 20])} hours per calendar month.",
            f"There shall be at most {random.choice([1, 2, 3, 4, 6, 9])} {plural} of Email per calendar month.",
        ]
    )
    begins = random.choice(["2026-01-01", "2026-01-01", "2025-12-01"])
    ends = random.choice(["2026-03-31", "2026-03-31", "2026-12-31", "2026-03-20"])
    text = f"""
use availability.
service Server. service North. service South.
service Email needs {needs}.
state long outage of service, plural long outages, said "long down", otherwise "well":
  from went down until came up, lasting at least 10 minutes.
agreement TOP:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-01 to 2026-03-31.
  time zone UTC.
clause T: {asked}
agreement BELOW:
  is an OLA, version 1.0.
  between Q as provider and P as customer.
  in force from {begins} to {ends}.
  time zone UTC.
  supports TOP.
{chr(10).join(below)}
"""
    return Drawn(compile_texts([SourceText.of("set.sla", text)]).or_raise(), needs, limits)


def breached_by_chance(of: Drawn, seed: int) -> bool | None:
    """Whether the promise is breached in a run of outages; None where what is below is not kept."""
    random = Random(seed)
    down: dict[str, Spans] = {part: [] for part in PARTS}
    for _ in range(random.choice([1, 1, 2, 3])):
        _run(of, random, down)
    spans = {part: clipped(merged(each), BEGIN - 40 * DAY, END + DAY) for part, each in down.items()}
    spans["Email"] = _email(of.needs, spans)
    result = judge(of.policy, list(_events(spans)), AS_OF)
    if any(window.agreement == "BELOW" and window.status == "breached" for window in result.windows):
        return None
    return any(window.agreement == "TOP" and window.status == "breached" for window in result.windows)


def _run(of: Drawn, random: Random, down: dict[str, Spans]) -> None:
    """Parts in turn, each as often as it may be at once, up to and after an instant at which windows begin."""
    edge = random.choice(
        [
            BEGIN,
            at("2026-02-01 00:00"),
            at("2026-02-09 00:00"),
            at("2026-03-02 00:00"),
            at("2026-03-21 00:00"),
        ]
    )
    edge += random.choice([0, 0, 0, random.randrange(5) * DAY])
    start = edge - random.randrange(0, 9) * HOUR + random.choice([0, 0, -1, 1])
    order = random.sample(PARTS, random.choice([1, 2, 2, 3, 3]))
    left = {(part, side): of.limits[part][0] or 2 for part in PARTS for side in (False, True)}
    now = start
    for turn in range(random.choice([2, 4, 8, 12])):
        part = order[turn % len(order)]
        longest = of.limits[part][1] or random.choice([1, 2, 9])
        length = longest * HOUR if random.random() < 0.8 else random.choice([9 * HOUR // 60, HOUR])
        if length >= 10 * HOUR // 60:
            if not left[part, now >= edge]:
                continue
            left[part, now >= edge] -= 1
        down[part].append((now, now + length))
        if random.random() < 0.15 and len(order) > 1:
            down[order[(turn + 1) % len(order)]].append((now, now + length))
        now += length + random.choice([0, 0, 0, 0, HOUR])


def _email(needs: str, down: dict[str, Spans]) -> Spans:
    north, south, server = down["North"], down["South"], down["Server"]
    both = common(north, south)
    return merged(
        {
            "Server and North": [*server, *north],
            "Server and North and South": [*server, *north, *south],
            "Server and any of (North, South)": [*server, *both],
            "any of (North, South)": both,
        }[needs]
    )


def _events(spans: dict[str, Spans]) -> Iterator[Event]:
    number = 0
    for name, own in spans.items():
        told = [(BEGIN - 50 * DAY, "came up")]
        told += [each for begin, end in own for each in ((begin, "went down"), (end, "came up"))]
        for instant, kind in told:
            number += 1
            yield Event(instant, "service", name, kind, {}, str(number), number)
