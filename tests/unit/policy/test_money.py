"""What a policy says of money: to JSON and back, for a reader, and refused where it cannot be."""

import json
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from attrs import evolve

from sladsl.compile import compile_texts
from sladsl.policy import money
from sladsl.policy.currencies import PLACES
from sladsl.policy.json import PolicyFormatError, dumps, loads
from sladsl.policy.model import Policy
from sladsl.policy.money import FeeShare, Money
from sladsl.policy.printed import printed
from sladsl.policy.rounded import Rounded
from sladsl.policy.sound import faults
from sladsl.policy.states import Window
from sladsl.source import SourceText

TEXT = """
use itil.
use availability.
use claims.
service Email.
agreement A:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone UTC.
  fee EUR 1000 per calendar month.
  EUR 300 is at risk per calendar quarter.
  credits are capped at 30% of the monthly fee per calendar month.
  credits are capped at EUR 533.33 over the term.
  credits are claimed within 1 month and 3 days of the end of the quarter.
  credits are earned back when met in each of the next 2 months.
  Provider may renegotiate within 30 days when FIX is below 80% in any 2 of 3 months.
clause FIX:
  Every incident shall be resolved within 4 hours, counting always, for at least 90% of incidents per calendar month.
  Credit 3% of the monthly fee when below 90%, 11.5% when at most 60%.
  Credit EUR 5 for every case breached.
  Credit EUR 5 for every started hour late.
clause UPTIME:
  Email shall be available for at least 99% of the time per calendar month.
  Credit 1% of the yearly fee for every started 0.5 points below 98%.
  Credit EUR 5 for every full 30 minutes of downtime.
  Credit 2.5 times the fee for the downtime.
  Credit 100% of the amount at risk when missed.
  Credits are capped at 17% of the fee for the period.
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    compiled = compile_texts([SourceText.of("a.sla", TEXT)])
    assert compiled.diagnostics == ()
    return compiled.or_raise()


def test_to_json_and_back(policy: Policy) -> None:
    text = dumps(policy)
    assert loads(text) == policy
    schema = json.loads(files("sladsl.policy").joinpath("policy.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(text), schema)


def test_for_a_reader(policy: Policy) -> None:
    page = " ".join(printed(policy).split())
    for said in (
        "the fee is EUR 1000 per calendar month",
        "EUR 300 is at risk per calendar quarter",
        "credits are at most 30% of the monthly fee per calendar month",
        "credits are at most EUR 533.33 over the term",
        "a credit lapses that is not claimed within 1 month and 3 days of the end of its quarter",
        "FIX credits 11.5% of the monthly fee at most 60%; 3% of the monthly fee above 60% and below 90%",
        "FIX credits EUR 5 for every case breached",
        "FIX credits EUR 5 for every started 1 hour by which a case is late",
        "UPTIME credits 1% of the yearly fee for every started 0.5% beyond 98%",
        "UPTIME credits EUR 5 for every full 30 minutes of downtime when missed",
        "UPTIME credits 2.5 times the fee for the downtime when missed",
        "UPTIME credits 100% of the amount at risk when missed",
        "UPTIME credits at most 17% of the fee for the period per window",
        "FIX: a credit is given back where the next 2 windows are met",
        "the provider may renegotiate when FIX is below 80% in any 2 of 3 windows, for 30 days",
    ):
        assert said in page


def edited(policy: Policy, **changes: Any) -> Policy:
    return evolve(policy, money=(evolve(policy.money[0], **changes),))


def with_rule(policy: Policy, number: int, rule: money.CreditRule) -> Policy:
    credits_ = list(policy.money[0].credits)
    credits_[number] = evolve(credits_[number], rule=rule)
    return edited(policy, credits=tuple(credits_))


FIVE = Money(Decimal(5), "EUR")


def working(policy: Policy, **said: Any) -> money.Claims:
    """Claims within five working days of the incident, with what else is said."""
    place = policy.agreements[0].place
    return evolve(money.Claims(None, 0, 0, place, 5, "always"), **said)


def test_claims_of_the_incident(policy: Policy) -> None:
    changed = edited(policy, claims=working(policy))
    assert faults(changed) == []
    assert loads(dumps(changed)) == changed
    page = " ".join(printed(changed).split())
    assert (
        "a credit lapses that is not claimed within 5 working days of the incident, counting always" in page
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda p: edited(p, agreement="B"), "of an agreement that is not there"),
        (lambda p: evolve(p, money=p.money * 2), "is said twice"),
        (lambda p: edited(p, fee=None), "which is not said"),
        (lambda p: edited(p, at_risk=None), "which is not said"),
        (lambda p: edited(p, fee=evolve(p.money[0].fee, currency="USD")), "is in several currencies"),
        (lambda p: edited(p, fee=evolve(p.money[0].fee, currency="XXX")), "does not exist"),
        (lambda p: edited(p, fee=evolve(p.money[0].fee, amount=Decimal(-1))), "has an amount below 0"),
        (lambda p: edited(p, fee=evolve(p.money[0].fee, per=Window("rolling", "day", 30))), "not per month"),
        (
            lambda p: edited(
                p, at_risk=evolve(p.money[0].at_risk, amount=FeeShare(Fraction(1), "amount at risk"))
            ),
            "of itself",
        ),
        (lambda p: edited(p, credits=(evolve(p.money[0].credits[0], clause="X"),)), "credits a clause `X`"),
        (
            lambda p: edited(p, rights=(evolve(p.money[0].rights[0], clause="X"),)),
            "gives a right for a clause `X`",
        ),
        (lambda p: edited(p, rights=(evolve(p.money[0].rights[0], missed=4),)), "that never arises"),
        (lambda p: edited(p, claims=evolve(p.money[0].claims, days=-1)), "before they are due"),
        (lambda p: edited(p, claims=working(p, working_days=-1)), "before they are due"),
        (lambda p: edited(p, claims=working(p, days=3)), "in working days and in days of the calendar"),
        (lambda p: edited(p, claims=working(p, calendar="X")), "a calendar `X` that is not there"),
        (lambda p: edited(p, claims=working(p, calendar="")), "working days without a calendar"),
        (lambda p: edited(p, claims=working(p, working_days=0)), "a calendar without working days"),
        (lambda p: with_rule(p, 0, money.PerStep(FIVE, Fraction(0), "full", None)), "steps of nothing"),
        (lambda p: with_rule(p, 0, money.PerDowntime(FIVE, 0, "full")), "steps of no time"),
        (lambda p: with_rule(p, 0, money.RowAmounts("window", (FIVE,))), "rows that its table does not have"),
        (lambda p: with_rule(p, 3, money.PerCase(FIVE)), "the clause is about windows"),
        (
            lambda p: with_rule(p, 0, money.Steps(p.money[0].credits[0].rule.bands[::-1])),
            "out of order or overlap",
        ),
        (
            lambda p: with_rule(
                p,
                0,
                money.Steps(
                    tuple(
                        evolve(b, low_included=True, high_included=True)
                        for b in p.money[0].credits[0].rule.bands
                    )
                ),
            ),
            "two bands for one value",
        ),
        (
            lambda p: with_rule(p, 0, money.WhenMissed(FeeShare(Fraction(-1), "monthly fee"))),
            "a part below 0",
        ),
        (
            lambda p: with_rule(p, 0, money.WhenMissed(FeeShare(Fraction(1), "monthly fee", "hosting"))),
            "speaks of the monthly hosting fee, which is not said",
        ),
        (
            lambda p: with_rule(p, 0, money.WhenMissed(FeeShare(Fraction(1), "one-time fee"))),
            "speaks of the one-time fee, which is not said",
        ),
        (
            lambda p: edited(
                p,
                one_time_fees=(money.OneTimeFee("set-up", Decimal(-5), "EUR", None, p.agreements[0].place),),
            ),
            "has an amount below 0",
        ),
        (
            lambda p: with_rule(
                p, 0, evolve(p.money[0].credits[0].rule, rounded=Rounded(Fraction(0), "half up"))
            ),
            "rounded to nothing",
        ),
    ],
)
def test_what_cannot_be_is_refused(policy: Policy, change: Any, said: str) -> None:
    assert faults(policy) == []
    wrong = change(policy)
    assert any(said in fault for fault in faults(wrong)), faults(wrong)
    with pytest.raises(PolicyFormatError):
        loads(dumps(wrong))


def test_amounts_as_written(policy: Policy) -> None:
    text = dumps(policy).replace('"amount": "1000", "currency": "EUR"', '"amount": "NaN", "currency": "EUR"')
    assert "NaN" in text
    with pytest.raises(PolicyFormatError):
        loads(text)


def test_currencies() -> None:
    assert {PLACES[code] for code in ("EUR", "USD", "GBP", "CHF", "SEK")} == {2}
    assert (PLACES["JPY"], PLACES["KWD"], PLACES["CLF"]) == (0, 3, 4)
    assert all(len(code) == 3 and code.isupper() for code in PLACES)
