"""What holds of every credit, whatever the events; and the same amounts worked out again with `Decimal` alone.

An agreement of three clauses, with steps by share, steps by downtime and credits per case, under caps of a clause, of
the month and of the term, is judged on random months. The recomputation below takes nothing from it but the verdicts.
"""

import json
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sladsl.compile import compile_texts
from sladsl.evaluate import Event, Result, judge
from sladsl.evaluate.credit_lines import CreditLine
from sladsl.evaluate.periods import instants, periods_of
from sladsl.evaluate.statement import Statement, statement
from sladsl.evaluate.statement_rows import stated, statements_tree
from sladsl.source import SourceText
from tests.effort import examples
from tests.unit.evaluate.policies import DAY, HOUR, MINUTE, at

TEXT = """
use itil.
use availability.
service Email.
agreement A:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone UTC.
  fee EUR 1000.37 per calendar month.
  credits are capped at 30% of the monthly fee per calendar month.
  credits are capped at EUR 533.33 over the term.

clause FIX:
  Every incident shall be resolved within 4 hours, counting always, for at least 90% of incidents per calendar month.
  Credit 3.3% of the monthly fee when below 90%, 11.7% when at most 60%, EUR 250 when below 25%.

clause UPTIME:
  Email shall be available for at least 99% of the time per calendar month.
  Credit 0.7% of the monthly fee for every started 0.5 points below the target.
  Credits are capped at 17% of the monthly fee.

clause LATE:
  Every incident shall be resolved within 8 hours, counting always.
  Credit EUR 7.77 for every case breached.
"""
POLICY = compile_texts([SourceText.of("a.sla", TEXT)]).or_raise()
FEE, MONTH_CAP, TERM_CAP = Decimal("1000.37"), Decimal("300.111"), Decimal("533.33")
CENT = Decimal("0.01")
MONTHS = ("2026-01", "2026-02", "2026-03")
END = at("2026-04-01 00:00")

# an incident: the hour of the first quarter it is opened in, and how long it takes; or of Email, how long it is down
incidents = st.lists(st.tuples(st.integers(0, 2_100), st.integers(1, 12)), max_size=12)
outages = st.lists(
    st.tuples(st.integers(0, 80), st.integers(1, 40)), max_size=8, unique_by=lambda each: each[0]
)


def events_of(cases: Sequence[tuple[int, int]], downs: Sequence[tuple[int, int]]) -> list[Event]:
    begin = at("2026-01-01 00:00")
    found = [Event(begin, "service", "Email", "came up", {}, "up")]
    for number, (hour, took) in enumerate(cases):
        opened = begin + hour * HOUR
        found.append(Event(opened, "incident", f"I-{number}", "opened", {}, f"o{number}"))
        resolved = opened + took * HOUR - 30 * MINUTE
        found.append(Event(resolved, "incident", f"I-{number}", "resolved", {}, f"r{number}"))
    for day, hours in downs:
        down = begin + day * DAY
        found.append(Event(down, "service", "Email", "went down", {}, f"d{day}"))
        found.append(
            Event(min(down + hours * HOUR, down + DAY - 1), "service", "Email", "came up", {}, f"u{day}")
        )
    return found


def again(result: Result) -> list[tuple[str, int, str, Decimal]]:
    """The lines by clause, window's end and case, from the verdicts alone, with `Decimal`."""
    with localcontext() as context:
        context.prec = 60
        found: list[tuple[int, int, int, str, str, Decimal]] = []
        for window in result.windows:
            if window.status != "breached" or window.end > result.as_of or window.value is None:
                continue
            value = Decimal(window.value.numerator) / Decimal(window.value.denominator)
            if window.clause == "FIX":
                amount = FEE * Decimal("0.033")
                if value <= Decimal("0.6"):
                    amount = FEE * Decimal("0.117")
                if value < Decimal("0.25"):
                    amount = Decimal(250)
                found.append((window.end, 0, window.end, "", "FIX", amount))
            if window.clause == "UPTIME":
                steps = ((Decimal("0.99") - value) / Decimal("0.005")).to_integral_value("ROUND_CEILING")
                amount = min(FEE * Decimal("0.007") * steps, FEE * Decimal("0.17"))
                found.append((window.end, 1, window.end, "", "UPTIME", amount))
        ends = [instants(days, "UTC")[1] for month in (*MONTHS, "2026-04") for days in periods_of(month)]
        for case in result.cases:
            if case.clause == "LATE" and case.status == "breached" and case.decided_at is not None:
                end = next(each for each in ends if case.decided_at < each)
                found.append((end, 2, case.decided_at, case.case, "LATE", Decimal("7.77")))
        months: dict[int, Decimal] = {}
        term = TERM_CAP
        lines = []
        for end, _, _, case_, clause, amount in sorted(
            found, key=lambda each: (*each[:3], int(each[3][2:] or 0))
        ):
            room = min(months.setdefault(end, MONTH_CAP), term)
            paid = min(amount, room).quantize(CENT, ROUND_HALF_EVEN)
            paid = min(paid, room.quantize(CENT, ROUND_FLOOR))
            months[end] -= paid
            term -= paid
            lines.append((clause, end, case_, paid))
        return sorted(lines)


def told(lines: Sequence[CreditLine]) -> list[tuple[str, int, str, Decimal]]:
    return sorted((line.clause, line.end, line.case, line.amount) for line in lines)


def statements(result: Result) -> list[Statement]:
    (agreement,) = POLICY.agreements
    spans = [instants(periods_of(month)[0], "UTC") for month in MONTHS]
    return [statement(POLICY, result, agreement, *span, "sha256:0") for span in spans]


@given(incidents, outages)
@examples(150)
def test_worked_out_again_with_decimals(cases: list[tuple[int, int]], downs: list[tuple[int, int]]) -> None:
    result = judge(POLICY, events_of(cases, downs), END)
    assert told(result.credits) == again(result)


@given(incidents, outages)
@examples(60)
def test_never_above_a_cap_and_lines_add_up(
    cases: list[tuple[int, int]], downs: list[tuple[int, int]]
) -> None:
    result = judge(POLICY, events_of(cases, downs), END)
    of_quarter = statements(result)
    for each in of_quarter:
        assert each.total == sum((line.amount for line in each.lines), Decimal(0))
        assert 0 <= each.total <= MONTH_CAP
        assert sum(line.amount for line in each.lines if line.clause == "UPTIME") <= FEE * Decimal("0.17")
        assert all(line.amount == line.amount.quantize(CENT) for line in each.lines)
    assert sum(each.total for each in of_quarter) <= TERM_CAP


@given(incidents, outages, st.integers(1, 12))
@examples(60)
def test_worse_service_is_never_credited_less(
    cases: list[tuple[int, int]], downs: list[tuple[int, int]], more: int
) -> None:
    """One outage longer, the others as they were; and all incidents later."""
    longer = [(day, hours + more if number == 0 else hours) for number, (day, hours) in enumerate(downs)]
    before, after = (judge(POLICY, events_of(cases, each), END) for each in (downs, longer))
    totals = [sum((line.amount for line in each.credits), Decimal(0)) for each in (before, after)]
    assert totals[0] <= totals[1]
    rates = [{(w.clause, w.begin): w.value for w in each.windows} for each in (before, after)]
    assert all((rates[1][key] or Fraction(0)) <= (value or Fraction(1)) for key, value in rates[0].items())


@given(incidents, outages, incidents)
@examples(60)
def test_what_was_stated_and_its_corrections_are_what_is_credited(
    cases: list[tuple[int, int]], downs: list[tuple[int, int]], late: list[tuple[int, int]]
) -> None:
    """January was stated on what was known; in the end all statements add up to what is credited now, and no line of the
    first is said again."""
    (agreement,) = POLICY.agreements
    january, february, march = (instants(periods_of(month)[0], "UTC") for month in MONTHS)
    first = statement(
        POLICY, judge(POLICY, events_of(cases, downs), january[1]), agreement, *january, "sha256:0"
    )
    now = judge(POLICY, events_of([*cases, *late], downs), END)
    texts = [json.dumps(statements_tree([first]))]
    second = statement(POLICY, now, agreement, *february, "sha256:0", stated(texts, "A"))
    texts.append(json.dumps(statements_tree([second])))
    third = statement(POLICY, now, agreement, *march, "sha256:0", stated(texts, "A"))
    assert not {line.key for line in first.lines} & {line.key for line in second.lines}
    assert third.corrections == ()
    assert first.total + second.total + third.total == sum(
        (line.amount for line in now.credits if line.end <= END), Decimal(0)
    )
    assert all(each.why for each in second.corrections)
    texts.append(json.dumps(statements_tree([third])))
    for period in (january, february, march):
        nothing = statement(POLICY, now, agreement, *period, "sha256:0", stated(texts, "A"))
        assert (nothing.lines, nothing.corrections) == ((), ())


@given(incidents, outages, st.randoms(use_true_random=False))
@examples(30)
def test_the_order_of_the_log_does_not_matter(
    cases: list[tuple[int, int]], downs: list[tuple[int, int]], random: object
) -> None:
    events = events_of(cases, downs)
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judge(POLICY, shuffled, END).credits == judge(POLICY, events, END).credits
