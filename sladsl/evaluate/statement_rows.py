"""Statements as rows for other programs, and back: format 1.

A statement is read back to say what has changed since; what anyone may have edited is refused in words.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sladsl.evaluate.corrections import Basis, Stated, WindowKey
from sladsl.evaluate.credit_lines import Key
from sladsl.evaluate.credit_values import Group
from sladsl.evaluate.fee_lines import FeeLine
from sladsl.evaluate.instants import timestamp
from sladsl.evaluate.rows import Row, credit_rows, ratio, right_rows
from sladsl.evaluate.settlement_rows import settlement_row
from sladsl.evaluate.statement import Statement
from sladsl.policy.names import fold
from sladsl.worktime.civil import us_of

STATEMENT_FORMAT = 1
MAX_CHARACTERS = 64 * 2**20
_LARGEST = Decimal(10) ** 18


class NoStatement(ValueError):  # noqa: N818 (it says what the text is)
    """A text is no statement of this format; the message says why."""


def statements_tree(statements: Iterable[Statement]) -> Row:
    """Statements of several agreements or periods, ready for `json.dumps`."""
    return {"format": STATEMENT_FORMAT, "statements": [statement_row(each) for each in statements]}


def statement_row(of: Statement) -> Row:
    """One statement, with what its lines rest on."""
    return {
        "agreement": of.agreement.id,
        "title": of.agreement.title,
        "provider": of.agreement.provider,
        "customer": of.agreement.customer,
        "period": {"from": timestamp(of.begin), "to": timestamp(of.end)},
        "as_of": timestamp(of.as_of),
        "policy": {"hash": of.policy_hash},
        **({"as_if_in_force": True} if of.as_if else {}),
        "currency": of.currency,
        **({"taxes": of.taxes} if of.taxes else {}),
        "lines": credit_rows(of.lines),
        "corrections": [
            {
                "clause": each.clause,
                "number": each.key.number,
                "kind": each.key.kind,
                "window": {"from": timestamp(each.key.begin), "to": timestamp(each.key.end)},
                "group": dict(each.key.group),
                "case": each.key.case or None,
                "stated": f"{each.stated:f}",
                "now": f"{each.now:f}",
                "amount": f"{each.amount:f}",
                "why": each.why,
                "events": list(each.events),
            }
            for each in of.corrections
        ],
        **({} if of.fees is None else {"fees": [_fee(each) for each in of.fees]}),
        "without_credit": [
            {
                "clause": each.clause,
                "window": {"from": timestamp(each.begin), "to": timestamp(each.end)},
                "group": dict(each.group),
                "status": each.status,
            }
            for each in of.silent
        ],
        "rights": right_rows(of.rights),
        **({} if of.settlement is None else {"settlement": settlement_row(of.settlement)}),
        "totals": {
            "total": f"{of.total:f}",
            "claimable": f"{of.claimable:f}",
            "lapsed": f"{of.lapsed:f}",
            "unknown": f"{of.unknown:f}",
            **({} if of.fees is None else {"fees": f"{of.due:f}", "to_pay": f"{of.to_pay:f}"}),
        },
        "basis": [
            {
                "clause": clause,
                "window": {"from": timestamp(begin), "to": timestamp(end)},
                "group": dict(group),
                "status": each.status,
                "value": each.value,
                "parts": [
                    {"what": what, "is": said, "events": list(events)}
                    for what, (said, events) in each.parts.items()
                ],
            }
            for (clause, begin, end, group), each in of.basis.items()
        ],
    }


def _fee(of: FeeLine) -> Row:
    return {
        "fee": of.fee,
        "name": of.name or None,
        "from": timestamp(of.begin),
        "to": timestamp(of.end),
        "exact": ratio(of.exact),
        "amount": f"{of.amount:f}",
        "currency": of.currency,
        "written": {"file": of.place.file, "line": of.place.line, "text": of.place.text},
    }


def stated(texts: Iterable[str | bytes], agreement: str) -> Stated:
    """What statements given before, in the order in which they were given, said of an agreement, added up.

    Raises NoStatement, for hostile text as well.
    """
    found = Stated()
    for text in texts:
        if len(text) > MAX_CHARACTERS:
            raise NoStatement(f"it is larger than {MAX_CHARACTERS} characters")
        try:
            tree = json.loads(text)
        except RecursionError:
            raise NoStatement("it is nested too deep") from None
        except ValueError as fault:
            raise NoStatement(f"it is not JSON: {fault}") from None
        try:
            _add(found, tree, agreement)
        except (KeyError, TypeError, AttributeError, InvalidOperation, OverflowError) as fault:
            raise NoStatement(f"it is no statement: {_said(fault)}") from None
        except NoStatement:
            raise
        except ValueError as fault:
            raise NoStatement(f"it is no statement: {fault}") from None
    return found


def take_as_stated(found: Stated, given: Statement) -> None:
    """Add a statement of the same agreement to those given before."""
    _add(found, statements_tree([given]), given.agreement.id)


def _said(fault: Exception) -> str:
    return f"the key {fault} is missing" if isinstance(fault, KeyError) else "something is of another kind"


def _add(found: Stated, tree: Any, agreement: str) -> None:
    if not isinstance(tree, dict) or tree.get("format") != STATEMENT_FORMAT or "statements" not in tree:
        raise NoStatement(f"it has not the format {STATEMENT_FORMAT}; it is written by `sladsl statement`")
    for row in tree["statements"]:
        if fold(_text(row["agreement"])) != fold(agreement):
            continue
        found.periods.append(_span(row["period"]))
        found.policies[_text(row["policy"]["hash"])] = None
        lines = len(row["lines"])
        for number, line in enumerate((*row["lines"], *row["corrections"])):
            key = _key(line)
            at = key.end if number < lines else found.periods[-1][1]
            found.posted.append((at, key.begin, _money(line["amount"])))
            found.names[key.clause] = _text(line["clause"])
            found.amounts[key] = found.amounts.get(key, Decimal(0)) + _money(line["amount"])
            if line.get("claim") is not None:
                found.claims[key] = _text(line["claim"])
        for basis in row["basis"]:
            begin, end = _span(basis["window"])
            window: WindowKey = (fold(_text(basis["clause"])), begin, end, _group(basis["group"]))
            parts = {
                _text(part["what"]): (_text(part["is"]), tuple(map(_text, part["events"])))
                for part in basis["parts"]
            }
            found.basis[window] = Basis(_text(basis["status"]), _text(basis["value"]), parts)


def _key(line: Mapping[str, Any]) -> Key:
    begin, end = _span(line["window"])
    number = line["number"]
    if type(number) is not int:
        raise NoStatement("the number of a line is not whole")
    case = "" if line["case"] is None else _text(line["case"])
    clause, kind = fold(_text(line["clause"])), _text(line["kind"])
    return Key(clause, number, kind, begin, end, _group(line["group"]), case)


def _span(window: Mapping[str, Any]) -> tuple[int, int]:
    return _instant(window["from"]), _instant(window["to"])


def _instant(text: Any) -> int:
    moment = datetime.fromisoformat(_text(text))
    if moment.tzinfo is None:
        raise NoStatement(f"the time {text} has no zone")
    return us_of(moment)


def _money(text: Any) -> Decimal:
    amount = Decimal(_text(text))
    if not amount.is_finite() or abs(amount) > _LARGEST:
        raise NoStatement(f"{text} is no amount")
    return amount


def _group(row: Any) -> Group:
    return tuple((_text(name), _text(value)) for name, value in row.items())


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise NoStatement("a text is expected where something else stands")
    return value
