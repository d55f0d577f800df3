"""A year of managed mail: what each month credits, reckoned again from the verdicts with decimals alone.

Nothing of the reckoning below is shared with the evaluator of money: from the windows and cases it takes only how many
were met and missed and what was measured, and the contract's steps, caps and fees are said here once more.
"""

import csv
import io
import runpy
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import sladsl

FOLDER = Path(__file__).parents[2] / "examples" / "managed-mail"
MONTHS = range(1, 13)
# as in the README, where it is said how
BY_HAND = dict(
    zip(
        MONTHS,
        map(Decimal, ["0", "400", "880", "0", "200", "2400", "450", "1800", "0", "200", "490", "280"]),
        strict=True,
    )
)


@cache
def judged() -> sladsl.Result:
    policy = sladsl.load(FOLDER / "managed-mail.md")
    return policy.run(FOLDER / "events-2026.csv", datetime(2026, 12, 31, 22, tzinfo=UTC))


def fee(month: int) -> Decimal:
    return Decimal(8000) if month < 7 else Decimal(9000)


def month_of(window: dict) -> int:
    """The month that a window is of: that in which it ends, less a day."""
    return (window["to"] - timedelta(days=1)).month


def part(of: dict, steps: str) -> Decimal:
    """The part of the fee that the deepest step below which the value lies credits: `95:2 85:5`, in percent."""
    value = Decimal(of["value"].numerator) * 100 / Decimal(of["value"].denominator)
    passed = [pair.split(":") for pair in steps.split() if value < Decimal(pair.split(":")[0])]
    return max((Decimal(percent) / 100 for _, percent in passed), default=Decimal(0))


def credited(month: int) -> Iterator[tuple[str, Decimal]]:
    """What each clause credits in a month before the caps of the agreement, in the order of the contract."""
    windows = defaultdict(list)
    for window in judged().windows:
        if window["to"] <= judged().as_of and month_of(window) == month:
            windows[window["clause"]].append(window)
    late = defaultdict(list)
    for case in judged().cases:
        local = case["decided_at"]
        if case["status"] == "breached" and local.month == month:
            late[case["clause"]].append(case)
    (response,) = windows["RESPONSE"]
    yield "RESPONSE", fee(month) * part(response, "95:2 85:5 70:10")
    resolution = Decimal(0)
    for case in late["RESOLUTION"]:
        resolution += {0: Decimal(100), 1: Decimal(25)}.get(case["row"], Decimal(0))
    for window in windows["RESOLUTION"]:
        if window["status"] == "breached":
            by_priority = {"P1": fee(month) * Decimal("0.05"), "P2": Decimal(150)}
            resolution += by_priority.get(window["group"]["priority"], Decimal(0))
    yield "RESOLUTION", min(resolution, fee(month) * Decimal("0.06"))
    (uptime,) = windows["UPTIME"]
    yield "UPTIME", fee(month) * part(uptime, f"{'99.9' if month < 7 else '99.95'}:5 99.5:15 99:25")
    for clause in ("FAILURES", "LONGEST"):
        (window,) = windows[clause]
        yield clause, Decimal(400 * (window["status"] == "breached"))
    yield "MAILBOXES", 20 * Decimal(len(late["MAILBOXES"]))


@cache
def totals() -> dict[int, Decimal]:
    """By month, after the caps of the month and of the term, and with what is earned back."""
    found, left = {}, Decimal(7500)
    response: dict[int, Decimal] = {}
    for month in MONTHS:
        room = min(left, fee(month) * Decimal("0.3"))
        due = Decimal(0)
        for clause, amount in credited(month):
            given = min(amount, room - due)
            due += given
            if clause == "RESPONSE":
                response[month] = given
        left -= due
        earned = (
            response.get(month - 3, Decimal(0))
            if not any(response[month - n] for n in range(min(3, month)))
            else 0
        )
        found[month] = due - earned
    return found


@pytest.mark.parametrize("month", MONTHS)
def test_a_statement_adds_up(month: int) -> None:
    statement = judged().statement(f"2026-{month:02}")
    assert sum((line.amount for line in statement.lines), Decimal(0)) == totals()[month]
    assert totals()[month] == BY_HAND[month]


def test_a_month_lessens_the_fee_of_the_next_and_december_is_paid() -> None:
    for month in range(1, 12):
        settled = judged().statement(f"2026-{month:02}").settlement
        assert settled is not None
        (entry,) = settled.against
        assert (entry.fee, entry.amount, entry.carried) == (fee(month + 1), BY_HAND[month], 0)
    last = judged().statement("2026-12").settlement
    assert last is not None
    assert last.at_end is not None
    assert (last.against, last.at_end.paid_out, last.at_end.lapsed) == ((), BY_HAND[12], 0)


def test_each_clause_credits_what_its_windows_say() -> None:
    """Before the caps of the agreement, clause by clause: that lines of a month are right, and not only their sum."""
    for month in MONTHS:
        lines: dict[str, Decimal] = defaultdict(Decimal)
        for line in judged().statement(f"2026-{month:02}").lines:
            if line.kind == "credit":
                own = [cap.after for cap in line.caps if cap.cap == "clause"] or [line.before]
                lines[line.clause] += Decimal(own[0].numerator) / Decimal(own[0].denominator)
        assert {clause: amount for clause, amount in credited(month) if amount} == lines


def test_the_year_is_written_by_its_script() -> None:
    script = runpy.run_path(str(FOLDER / "make_events.py"))
    out = io.StringIO()
    writer = csv.DictWriter(out, script["HEAD"], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(script["year"]())
    assert out.getvalue() == (FOLDER / "events-2026.csv").read_text(encoding="utf-8")


def test_every_row_is_used_and_every_window_decided() -> None:
    assert (judged().events.read, judged().events.used) == (511, 511)
    over = [window for window in judged().windows if window["to"] <= judged().as_of]
    assert {window["status"] for window in over} == {"met", "breached"}


def test_the_second_amendment_divides_two_incidents() -> None:
    """Both are answered after 25 minutes, before and after the day from which 15 are promised."""
    of = {case["case"]: case for case in judged().cases if case["clause"] == "RESPONSE"}
    assert (of["1014-2210"]["status"], of["1014-2210"]["version"]) == ("met", "1.0")
    assert (of["1016-2210"]["status"], of["1016-2210"]["version"]) == ("breached", "1.2")
    cut = [window["from"].date() for window in judged().windows if window["clause"] == "MAILBOXES"]
    assert cut[0] == date(2026, 10, 15)
