"""Agreements made to go on for ever, or to be very long, end in an answer or in a clear finding."""

from datetime import date, timedelta

import pytest

from sladsl.compile import check_text, compile_texts, covered
from sladsl.source import SourceText
from sladsl.underpinning import Covered

WORDS = """\
use itil.
clock whole of incident, said "put right":
  starts when opened.
  stops when resolved or closed.
"""
WEEK = "calendar hours of work:\n  open every day 08:00 to 17:00.\n"


def agreement(
    name: str, kind: str, more: str = "", until: str = "2026-12-31", within: str = "8 hours, counting always"
) -> str:
    return f"""\
agreement {name} "{name}":
  is {kind}, version 1.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2026-01-01 to {until}.
  time zone Europe/Athens.
  {more}
clause FIX:
  Every incident shall be put right within {within}.
"""  # fmt: skip


def codes(text: str) -> set[str]:
    return {each.code for each in check_text(text)}


@pytest.mark.parametrize("length", [2, 3, 200])
def test_agreements_that_support_each_other(length: int) -> None:
    links = [agreement(f"A{n}X", "an OLA", f"supports A{(n + 1) % length}X.") for n in range(length)]
    assert "E1302" in codes(WORDS + "".join(links))


def test_a_plan_that_refers_to_itself() -> None:
    plan = "plan for whole of incident under ONE:\n  all of it under ONE/FIX.\n"
    assert codes(WORDS + agreement("ONE", "a customer SLA") + plan) == {"E1305"}


def test_a_term_of_a_hundred_years() -> None:
    above = agreement("ONE", "a customer SLA", until="2125-12-31", within="72 hours, counting always")
    below = agreement("TWO", "an OLA", "supports ONE.", "2125-12-31", "8 hours, counting hours of work")
    policy = compile_texts([SourceText.of("century.sla", WORDS + WEEK + above + below)]).or_raise()
    (answer,) = (each.answer for each in covered(policy).clauses)
    assert isinstance(answer, Covered)


def test_a_calendar_with_five_thousand_exceptions() -> None:
    # every other day is closed for 27 years: begun at 17:00 of an open day, eight hours last until the
    # next but one, 39 hours to its opening, eight of it, and 39 to the next opening after: 39 + 8 + ... < 90
    closed = "".join(f"  closed on {date(2026, 1, 1) + timedelta(days=2 * n)}.\n" for n in range(5_000))
    above = agreement("ONE", "a customer SLA", until="2055-12-31", within="90 hours, counting always")
    below = agreement("TWO", "an OLA", "supports ONE.", "2055-12-31", "8 hours, counting hours of work")
    assert codes(WORDS + WEEK + closed + above + below) == set()
