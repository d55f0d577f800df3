"""What holds of caps for each thing and of fees by name, whatever the outages; and the same amounts worked out again with
`Decimal` alone, from the lengths of the outages."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sladsl.compile import compile_texts
from sladsl.evaluate import Event, judge
from sladsl.evaluate.credit_lines import CreditLine
from sladsl.evaluate.fees import fee_of
from sladsl.evaluate.periods import instants, periods_of
from sladsl.evaluate.statement import statement
from sladsl.source import SourceText
from tests.effort import examples
from tests.unit.evaluate.policies import MINUTE, at

TEXT = """
use availability.
service Mail.
service Net.
service Web.
agreement AGREED:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone UTC.
  fee for hosting EUR 333.33 per calendar month.
  fee for mail EUR 100.01 per calendar month.
  fee for support EUR 100 per calendar year.
  fee for set-up EUR 77 once.
  credits are capped at 30% of the hosting fee for each service per calendar month.
  credits are capped at EUR 150 for each service over the term.
  credits are capped at EUR 220.22 per calendar month.

clause UPTIME:
  Every service shall be available for at least 99.9% of the time per calendar month.
  Credit 1.7% of the monthly fee for every full 50 minutes of downtime.
clause EMAIL:
  Mail shall be available for at least 99% of the time per calendar month.
  Credit 11.1% of the mail fee when missed.
"""
POLICY = compile_texts([SourceText.of("a.sla", TEXT)]).or_raise()
NAMES = ("Mail", "Net", "Web")
CENT = Decimal("0.01")
MONTHS = ("2026-01", "2026-02", "2026-03")
OF_EACH, TERM, ALL = Decimal("99.999"), Decimal(150), Decimal("220.22")
MONTHLY = Fraction("433.34") + Fraction(100, 12)

# by month and service: for how many minutes of the tenth it is down
outages = st.lists(
    st.tuples(st.sampled_from(range(3)), st.sampled_from(NAMES), st.integers(1, 1_440)),
    max_size=9,
    unique_by=lambda each: each[:2],
)
Outages = Sequence[tuple[int, str, int]]


def lines_of(downs: Outages) -> tuple[CreditLine, ...]:
    events = [Event(at("2026-01-01 00:00"), "service", name, "came up", {}, f"u{name}") for name in NAMES]
    for month, name, minutes in downs:
        begin = at(f"{MONTHS[month]}-10 00:00")
        events.append(Event(begin, "service", name, "went down", {}, f"d{month}{name}"))
        events.append(Event(begin + minutes * MINUTE, "service", name, "came up", {}, f"u{month}{name}"))
    return judge(POLICY, events, at("2026-04-01 00:00")).credits


def again(downs: Outages) -> list[tuple[str, int, str, Decimal]]:
    """The lines that are more than nothing, by clause, month and service."""
    found = []
    term: defaultdict[str, Decimal] = defaultdict(Decimal)
    for month, days in enumerate((31, 28, 31)):
        used: defaultdict[str, Decimal] = defaultdict(Decimal)
        down = {name: minutes for of, name, minutes in downs if of == month}
        owed = [
            ("UPTIME", name, MONTHLY * Fraction(17, 1000) * (minutes // 50))
            for name, minutes in sorted(down.items())
            if minutes * 1000 > days * 1_440
        ]
        if down.get("Mail", 0) * 100 > days * 1_440:
            owed.append(("EMAIL", "Mail", Fraction("100.01") * Fraction(111, 1000)))
        for clause, name, amount in owed:
            room = min(OF_EACH - used[name], TERM - term[name], ALL - sum(used.values()))
            exact = min(amount, Fraction(room))
            paid = (Decimal(exact.numerator) / exact.denominator).quantize(CENT, ROUND_HALF_EVEN)
            paid = min(paid, room.quantize(CENT, ROUND_FLOOR))
            used[name] += paid
            term[name] += paid
            if paid:
                found.append((clause, month, name, paid))
    return sorted(found)


def service_of(line: CreditLine) -> str:
    return dict(line.group).get("service", "Mail")


@given(outages)
@examples(100)
def test_worked_out_again_with_decimals(downs: Outages) -> None:
    ends = [instants(periods_of(month)[0], "UTC")[1] for month in MONTHS]
    told = [
        (line.clause, ends.index(line.end), service_of(line), line.amount)
        for line in lines_of(downs)
        if line.amount
    ]
    assert sorted(told) == again(downs)


@given(outages)
@examples(60)
def test_no_thing_is_credited_above_its_cap_and_lines_add_up(downs: Outages) -> None:
    lines = lines_of(downs)
    by_month: defaultdict[tuple[int, str], Decimal] = defaultdict(Decimal)
    by_term: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        assert 0 <= line.amount <= OF_EACH
        by_month[line.end, service_of(line)] += line.amount
        by_term[service_of(line)] += line.amount
    assert all(amount <= OF_EACH for amount in by_month.values())
    assert all(amount <= TERM for amount in by_term.values())
    (agreement,) = POLICY.agreements
    result = evolve(judge(POLICY, (), at("2026-04-01 00:00")), credits=lines)
    for month in MONTHS:
        of = statement(POLICY, result, agreement, *instants(periods_of(month)[0], "UTC"), "sha256:0")
        assert of.total == sum((line.amount for line in of.lines), Decimal(0)) <= ALL


def test_the_monthly_fee_is_that_of_all_names_but_those_due_once() -> None:
    (agreement,), (terms,) = POLICY.agreements, POLICY.money
    window = instants(periods_of("2026-02")[0], "UTC")
    named = [fee_of(terms, agreement, "monthly fee", window, fee.name) for fee in terms.fees]
    assert sum(each for each in named if each is not None) == MONTHLY
    assert fee_of(terms, agreement, "monthly fee", window) == MONTHLY
    assert fee_of(terms, agreement, "one-time fee", window, "set-up") == 77
    assert fee_of(terms, agreement, "monthly fee", window, "set-up") is None
