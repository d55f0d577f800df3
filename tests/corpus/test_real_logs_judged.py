"""The whole help desk log and the whole ServiceNow log, judged by the examples' agreements.

The verdicts are computed a second time here from the raw rows with plain loops over days: no code of
the engines, no calendar tables.
"""

import csv
import gzip
import io
import zipfile
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest

from sladsl.compile import compile_texts
from sladsl.evaluate import Result, judge
from sladsl.evaluate.timeline import timeline
from sladsl.policy.model import Policy
from sladsl.source import SourceText
from sladsl.sources import Reading, read

EXAMPLES = Path(__file__).parents[2] / "examples"
Judged = tuple[Policy, Reading, Result]


def judged(agreement: Path, log: Path) -> Judged:
    text = SourceText.of(agreement.name, agreement.read_text(encoding="utf-8"))
    policy = compile_texts([text]).or_raise()
    reading = read(policy, log)
    return policy, reading, judge(policy, reading.events)


def hours_between(start: datetime, end: datetime, opens: time, closes: time, closed: set[date]) -> timedelta:
    """Working time by walking over local days; both instants in one zone."""
    total, zone = timedelta(), start.tzinfo
    day = start.date()
    while day <= end.date():
        if day.weekday() < 5 and day not in closed:
            begin = max(datetime.combine(day, opens, zone).astimezone(UTC), start.astimezone(UTC))
            until = min(datetime.combine(day, closes, zone).astimezone(UTC), end.astimezone(UTC))
            total += max(until - begin, timedelta())
        day += timedelta(days=1)
    return total


def adds_up(reading: Reading, rows: int) -> None:
    counts = reading.counts
    assert counts.read == rows
    assert counts.read == counts.used + counts.duplicate + counts.unknown + counts.rejected


def timelines_add_up(policy: Policy, result: Result, step: int) -> None:
    clauses = {(clause.agreement, clause.id): clause for clause in policy.clauses}
    for verdict in result.cases[::step]:
        if verdict.started is None:
            continue
        intervals = timeline(policy, clauses[verdict.agreement, verdict.clause], verdict, result.as_of)
        counted = sum(each.end - each.begin for each in intervals if each.counted)
        assert counted == verdict.elapsed_us, verdict.case
        assert not intervals or intervals[0].begin == verdict.started
        assert all(one.end == other.begin for one, other in pairwise(intervals))


@pytest.fixture(scope="module")
def help_desk() -> Judged:
    log = Path(__file__).parents[2].parent / "shared/data/logs/helpdesk_it/helpdesk.csv.gz"
    if not log.exists():
        pytest.skip("../shared/data/logs/helpdesk_it is absent")
    return judged(EXAMPLES / "helpdesk/helpdesk.sla", log)


@pytest.fixture(scope="module")
def incidents() -> Judged:
    log = Path(__file__).parents[2].parent / "shared/data/logs/uci_incident/incident_event_log.zip"
    if not log.exists():
        pytest.skip("../shared/data/logs/uci_incident is absent")
    return judged(EXAMPLES / "incidents/incidents.sla", log)


def test_no_row_of_the_help_desk_log_is_lost(help_desk: Judged) -> None:
    adds_up(help_desk[1], 21_348)
    assert help_desk[1].counts.rejected == 0


def test_no_row_of_the_incident_log_is_lost(incidents: Judged) -> None:
    adds_up(incidents[1], 141_712)
    assert incidents[1].counts.rejected == 0


def test_every_timeline_of_the_help_desk_adds_up(help_desk: Judged) -> None:
    timelines_add_up(help_desk[0], help_desk[2], 3)


def test_timelines_of_the_incidents_add_up(incidents: Judged) -> None:
    timelines_add_up(incidents[0], incidents[2], 25)


def test_help_desk_responses_agree_with_plain_loops(help_desk: Judged) -> None:
    log = Path(__file__).parents[2].parent / "shared/data/logs/helpdesk_it/helpdesk.csv.gz"
    opened = {"Insert ticket", "Assign seriousness", "Create SW anomaly"}
    answered = {"Take in charge ticket", "Require upgrade", "Schedule intervention"}
    answered |= {"Resolve ticket", "Resolve SW anomaly", "Closed"}
    rome, closed = ZoneInfo("Europe/Rome"), set(holidays.country_holidays("IT", years=range(2009, 2016)))
    rows: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    with gzip.open(log, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            at = datetime.fromisoformat(row["time:timestamp"]).astimezone(rome)
            rows[row["case"]].append((at, row["concept:name"]))
    expected: dict[str, timedelta] = {}
    for case, events in rows.items():
        events.sort(key=lambda event: event[0])
        starts = [at for at, kind in events if kind in opened]
        if starts:
            stops = [at for at, kind in events if kind in answered and at >= starts[0]]
            if stops:
                expected[case] = hours_between(starts[0], stops[0], time(8, 30), time(18, 30), closed)
    verdicts = {v.case: v for v in help_desk[2].cases if v.clause == "TAKE-UP" and v.stopped is not None}
    assert verdicts.keys() == expected.keys()
    for case, verdict in verdicts.items():
        assert timedelta(microseconds=verdict.elapsed_us) == expected[case], case
        assert verdict.status == ("met" if expected[case] <= timedelta(hours=4) else "breached"), case


def test_incidents_taken_up_agree_with_plain_loops(incidents: Judged) -> None:
    log = Path(__file__).parents[2].parent / "shared/data/logs/uci_incident/incident_event_log.zip"
    opened: dict[str, datetime] = {}
    taken: dict[str, datetime] = {}
    written_before: set[str] = set()  # a few incidents have a row from before they were opened
    with zipfile.ZipFile(log) as archive, archive.open(archive.namelist()[0]) as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8", newline="")):
            case = row["number"]
            at = datetime.strptime(row["sys_updated_at"], "%d/%m/%Y %H:%M").replace(tzinfo=UTC)
            start = datetime.strptime(row["opened_at"], "%d/%m/%Y %H:%M").replace(tzinfo=UTC)
            opened[case] = min(start, opened.get(case, start))
            if at < start:
                written_before.add(case)
            if row["incident_state"] not in ("New", "-100"):
                taken[case] = min(at, taken.get(case, at))
    verdicts = {v.case: v for v in incidents[2].cases if v.clause == "TAKE-UP"}
    assert verdicts.keys() == opened.keys()
    differing = []
    for case, verdict in verdicts.items():
        used = hours_between(opened[case], taken[case], time(8), time(18), set())
        status = "met" if used <= timedelta(hours=4) else "breached"
        if (timedelta(microseconds=verdict.elapsed_us), verdict.status) != (used, status):
            differing.append(case)
    assert set(differing) <= written_before
