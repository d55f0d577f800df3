"""The rows of expectations about money."""

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve

from sladsl.evaluate import Result, judge
from sladsl.evaluate.corrections import Correction, Stated
from sladsl.evaluate.credit_lines import CreditLine, Key
from sladsl.evaluate.fee_lines import FeeLine, fee_lines
from sladsl.evaluate.periods import instants, periods_of
from sladsl.evaluate.rights import ArisenRight
from sladsl.evaluate.statement import Silent, Statement, statement
from sladsl.evaluate.statement_rows import stated, statements_tree
from sladsl.policy.json import policy_hash
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.names import fold
from tests.spec.pages import Block
from tests.spec.tables import NOTHING, instant, shown_day, shown_time
from tests.spec.tellings import CannotTell, Rows

if TYPE_CHECKING:
    from tests.spec.running import Run

T = TypeVar("T")


def rows(things: Sequence[T], columns: Sequence[str], known: dict[str, Callable[[T], str]]) -> Rows:
    """A line each, with the columns that are asked for."""
    for column in columns:
        if column not in known:
            raise CannotTell(f"there is no column `{column}`; there are: {', '.join(known)}")
    return [tuple(known[column](thing) for column in columns) for thing in things]


def credits_(policy: Policy, result: Result, block: Block, columns: Sequence[str]) -> Rows:
    """A line a credit, or one given back; with `clause` and `case` only those."""
    zones = {agreement.id: agreement.zone for agreement in policy.agreements}
    known: dict[str, Callable[[CreditLine], str]] = {
        "agreement": lambda c: c.agreement,
        "clause": lambda c: c.clause,
        "kind": lambda c: c.kind,
        "from": lambda c: shown_day(c.begin, zones[c.agreement]),
        "to": lambda c: shown_day(c.end, zones[c.agreement]),
        "group": lambda c: ", ".join(f"{name} {value}" for name, value in c.group) or NOTHING,
        "case": lambda c: c.case or NOTHING,
        "step": lambda c: c.step,
        "why": lambda c: c.why or NOTHING,
        "base": lambda c: NOTHING if c.base is None else _exact(c.base),
        "before": lambda c: _exact(c.before),
        "caps": lambda c: ", ".join(cap.cap for cap in c.caps if cap.after < cap.before) or NOTHING,
        "amount": lambda c: f"{c.currency} {_grouped(c.amount)}",
        "reckoned": lambda c: _grouped(c.reckoned),
        "at most": lambda c: _grouped(c.most),
        "claim": lambda c: c.claim or NOTHING,
        "claim until": lambda c: shown_time(c.claim_until, zones[c.agreement]),
        "claimed": lambda c: shown_time(c.claimed_at, zones[c.agreement]),
        "too late": lambda c: shown_time(c.claimed_late, zones[c.agreement]),
        "incident": lambda c: shown_time(c.incident, zones[c.agreement]),
        "line": lambda c: str(c.place.line),
    }
    chosen = [
        each
        for each in result.credits
        if block.options.get("clause") is None or fold(each.clause) == fold(block.options["clause"])
    ]
    return rows(chosen, columns, known)


def rights(policy: Policy, result: Result, columns: Sequence[str]) -> Rows:
    """A line a right that has arisen."""
    zones = {agreement.id: agreement.zone for agreement in policy.agreements}
    known: dict[str, Callable[[ArisenRight], str]] = {
        "who": lambda r: r.right.who,
        "action": lambda r: r.right.action,
        "clause": lambda r: r.right.clause,
        "group": lambda r: ", ".join(f"{name} {value}" for name, value in r.group) or NOTHING,
        "status": lambda r: r.status,
        "since": lambda r: shown_day(r.since, zones[r.agreement]),
        "renewed": lambda r: shown_day(r.renewed, zones[r.agreement]),
        "until": lambda r: NOTHING if r.until is None else shown_day(r.until, zones[r.agreement]),
        "evidence": lambda r: ", ".join(shown_day(begin, zones[r.agreement]) for begin, _ in r.evidence),
    }
    return rows(result.rights, columns, known)


def _grouped(amount: Decimal) -> str:
    return f"{amount:f}"


def _exact(of: Fraction) -> str:
    """A decimal where it has an end, else a fraction."""
    scaled = of * 10**6
    return f"{Decimal(int(scaled)).scaleb(-6).normalize():f}" if scaled.denominator == 1 else str(of)


def statement_told(run: "Run", block: Block) -> Statement:
    """The statement of the block's `period`, after the one that was `stated` before."""
    agreement = _agreement(run, block.options.get("agreement"))
    stated_before = None
    if "stated" in block.options:
        earlier = [
            each for each in run.reading.events if each.origin is None or "late" not in each.origin.file
        ]
        as_of = instant(block.options["stated-as-of"], run.zone)
        before = _statement(run, agreement, block.options["stated"], judge(run.policy, earlier, as_of), None)
        text = json.dumps(statements_tree([before]))
        stated_before = stated([text], agreement.id)
    return _statement(run, agreement, block.options["period"], run.result(block), stated_before)


def statement_lines(run: "Run", block: Block, columns: Sequence[str]) -> Rows:
    """A line a line of the statement of the block's `period`, corrections after them, and the total.

    `stated=2026-03 stated-as-of=2026-04-01`: a statement was given before, without the events of the log called late.csv.
    """
    of = statement_told(run, block)
    agreement, zone = of.agreement, of.agreement.zone
    known: dict[str, Callable[[CreditLine | Correction | None], str]] = {
        "kind": lambda c: c.kind if isinstance(c, CreditLine) else "correction" if c else "total",
        "clause": lambda c: c.clause if c else NOTHING,
        "from": lambda c: NOTHING if c is None else shown_day(_key(c).begin, zone),
        "case": lambda c: (_key(c).case if c else "") or NOTHING,
        "step": lambda c: c.step if isinstance(c, CreditLine) else NOTHING,
        "amount": lambda c: f"{c.amount if c else of.total:f}",
        "stated": lambda c: f"{c.stated:f}" if isinstance(c, Correction) else NOTHING,
        "at most": lambda c: f"{c.most:f}" if isinstance(c, CreditLine) else NOTHING,
        "why": lambda c: (c.why if isinstance(c, Correction) else "") or NOTHING,
        "events": lambda c: (", ".join(c.events) if isinstance(c, Correction) else "") or NOTHING,
    }
    found = rows([*of.lines, *of.corrections, None], columns, known)
    if of.taxes:
        found.append(tuple({"kind": "taxes", "amount": of.taxes}.get(name, NOTHING) for name in columns))
    if "fees" in block.options:
        span = instants(*periods_of(block.options["period"]), zone)
        fees = tuple(fee_lines(run.policy, agreement, *span, run.reading.events, of.as_of))
        told = evolve(of, fees=fees)
        found += [_fee_row(columns, zone, each) for each in fees]
        for kind, amount in (("fees", told.due), ("to pay", told.to_pay)):
            found.append(
                tuple({"kind": kind, "amount": f"{amount:f}"}.get(name, NOTHING) for name in columns)
            )
    return found


def _fee_row(columns: Sequence[str], zone: str, of: FeeLine) -> tuple[str, ...]:
    said = {"kind": "fee", "from": shown_day(of.begin, zone), "step": of.fee, "amount": f"{of.amount:f}"}
    return tuple(said.get(name, NOTHING) for name in columns)


def silent(run: "Run", block: Block, columns: Sequence[str]) -> Rows:
    """A line a window of a clause that credits, of which the statement's lines do not tell."""
    of = _statement(run, run.policy.agreements[0], block.options["period"], run.result(block), None)
    known: dict[str, Callable[[Silent], str]] = {
        "clause": lambda s: s.clause,
        "from": lambda s: shown_day(s.begin, run.zone),
        "status": lambda s: s.status,
    }
    return rows(of.silent, columns, known)


def _key(of: CreditLine | Correction) -> Key:
    return of.key


def _agreement(run: "Run", name: str | None) -> Agreement:
    return next(each for each in run.policy.agreements if name is None or each.id == name)


def _statement(
    run: "Run", agreement: Agreement, period: str, result: Result, before: Stated | None
) -> Statement:
    (days,) = periods_of(period)
    begin, end = instants(days, agreement.zone)
    return statement(
        run.policy, result, agreement, begin, end, policy_hash(run.policy), before, run.reading.events
    )
