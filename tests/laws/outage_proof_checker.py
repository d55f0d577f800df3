"""Checks a proof of availability from the policy's JSON alone. It shares no code with what finds proofs.

For every window of the promise, reckoned anew with dates: which time counts, what each supporting clause leaves, and
whether, at the prices of the proof, no way of being down is worth more than it takes of that. Exclusions and numbers
of outages it does not know, and refuses.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise, product
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]
Span = tuple[int, int]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Refused(Exception):  # noqa: N818 (it says what became of the proof)
    """The proof does not prove it; the message says what is wrong."""


class NotKnown(Refused):
    """The proof is of a kind that this checker does not know."""


def check(policy: Json, answer: Json) -> int:
    """How many windows were checked. Raises Refused unless the proof shows that its clause is covered."""
    clause = _clause(policy, answer["agreement"], answer["clause"])
    parts = {span: part for part in answer["proof"]["parts"] for span in part["numbers"]["windows"].split()}
    checked = 0
    for window in _windows(policy, clause):
        within = _open(policy, clause, window)
        if not within:
            continue
        part = parts.get(f"{window[0]}-{window[1]}")
        if part is None:
            raise Refused(f"nothing is said of the window {window}")
        _window(policy, clause, within, part)
        checked += 1
    return checked


def _window(policy: Json, clause: Json, within: list[Span], part: Json) -> None:
    if any(each["rule"] == "cap" for each in part["parts"]) or clause["excluding"]:
        raise NotKnown("exclusions")
    told = [each for each in part["parts"] if each["rule"] == "allowance"]
    count: defaultdict[tuple[str, str], int] = defaultdict(int)
    left: list[tuple[str, Fraction, Fraction, list[Span]]] = []  # service, most, price, spans
    for each in told:
        if len(each["uses"]) != 1 or each["numbers"]["excluding"]:
            raise NotKnown("numbers of outages, exclusions")
        service = each["numbers"]["service"]
        name = each["uses"][0]
        supporting = _clause(policy, *name.split("/"))
        if not _about(supporting, service):
            raise Refused(f"{name} is not about {service}")
        own = [
            (window, spans)
            for window in _windows(policy, supporting)
            if (spans := _common(_open(policy, supporting, window), within))
        ]
        window, spans = own[count[name, service]]
        count[name, service] += 1
        bound = _bad_share(supporting)
        most = bound * sum(end - begin for begin, end in _open(policy, supporting, window))
        if most != Fraction(each["numbers"]["most"]):
            raise Refused(f"{name} leaves {most}, not {each['numbers']['most']}")
        left.append((service, most, Fraction(each["numbers"]["price"]), spans))
    cells = _cells(within, [spans for *_, spans in left])
    prices = {}
    for each in part["parts"]:
        if each["rule"] == "cell":
            signature = frozenset(map(int, each["numbers"]["allowances"].split()))
            prices[signature] = Fraction(each["numbers"]["price"])
    total = Fraction(0)
    for signature, length in cells.items():
        if signature not in prices:
            raise Refused(f"nothing is said of a cell of {length}")
        total += prices[signature] * length
    total += sum(most * price for _, most, price, _ in left)
    if any(price < 0 for price in (*prices.values(), *(each[2] for each in left))):
        raise Refused("a price is negative")
    if total > _bad_share(clause) * sum(end - begin for begin, end in within):
        raise Refused(f"at these prices {total} may be down")
    for signature in cells:
        for down in _situations(policy, _fold(clause["case"])):
            paid = prices[signature] + sum(left[n][2] for n in signature if left[n][0] in down)
            if paid < 1:
                raise Refused(f"{sorted(down)} may be down for too little")


def _situations(policy: Json, service: str) -> Iterator[frozenset[str]]:
    """All sets of services that may be down together, the promised one among them."""
    needs = {_fold(each["name"]): each["needs"] for each in policy["services"]}
    names = sorted({*needs, service})
    for choice in product([False, True], repeat=len(names)):
        down = frozenset(name for name, so in zip(names, choice) if so)
        possible = all(needs.get(name) is None or not _works(needs[name], down) for name in down)
        if service in down and possible:
            yield down


def _works(need: Json, down: frozenset[str]) -> bool:
    if need["type"] == "service":
        return _fold(need["service"]) not in down
    parts = [_works(each, down) for each in need["of"]]
    least = {"all of": len(parts), "any of": 1}.get(need["type"], need.get("least"))
    return sum(parts) >= least


def _cells(within: list[Span], limits: list[list[Span]]) -> dict[frozenset[int], int]:
    """How long which limits count together."""
    edges = sorted({edge for spans in (within, *limits) for span in spans for edge in span})
    found: defaultdict[frozenset[int], int] = defaultdict(int)
    for begin, end in pairwise(edges):
        if any(a <= begin and end <= b for a, b in within):
            held = frozenset(
                n for n, spans in enumerate(limits) if any(a <= begin and end <= b for a, b in spans)
            )
            found[held] += end - begin
    return dict(found)


# --- the policy -----------------------------------------------------------------------------------


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _clause(policy: Json, agreement: str, id: str) -> Json:
    found: Json = next(c for c in policy["window_clauses"] if (c["agreement"], c["id"]) == (agreement, id))
    if found["measure"]["type"] != "time share" or found["measure"]["inside"]:
        raise NotKnown("other measures than availability")
    if found["excluding"] or found["target"]["order"] != "at least":
        raise NotKnown("exclusions, other targets")
    return found


def _about(clause: Json, service: str) -> bool:
    named = clause["case"]
    return clause["where"] is None and (clause["each"] if named is None else _fold(named) == service)


def _bad_share(clause: Json) -> Fraction:
    return 1 - Fraction(clause["target"]["bound"])


def _agreement(policy: Json, clause: Json) -> Json:
    found: Json = next(a for a in policy["agreements"] if a["id"] == clause["agreement"])
    return found


def _at(day: date, seconds: int, zone: ZoneInfo) -> int:
    wall = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001
    since = wall.replace(tzinfo=zone).astimezone(UTC) - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000


def _day(us: int, zone: ZoneInfo) -> date:
    return (EPOCH + timedelta(microseconds=us)).astimezone(zone).date()


def _windows(policy: Json, clause: Json) -> list[Span]:
    """All windows of the term, cut where it begins and ends."""
    agreement, window = _agreement(policy, clause), clause["window"]
    zone = ZoneInfo(agreement["zone"])
    begins, ends = agreement["begins"], agreement["ends"]
    first, last = _day(begins, zone), _day(ends, zone)
    if window["kind"] == "rolling":
        days = [first + timedelta(days=n + 1) for n in range((last - first).days)]
        pairs = [(day - timedelta(days=window["count"]), day) for day in days]
    else:
        starts = _starts(window, first, last)
        pairs = list(pairwise(starts))
    spans = [(max(_at(a, 0, zone), begins), min(_at(b, 0, zone), ends)) for a, b in pairs]
    return [span for span in spans if span[0] < span[1]]


def _starts(window: Json, first: date, last: date) -> list[date]:
    unit = window["unit"]
    if unit in ("day", "week"):
        at = first - timedelta(days=first.weekday() if unit == "week" else 0)
        step = timedelta(days=7 if unit == "week" else 1)
        found = [at]
        while found[-1] < last:
            found.append(found[-1] + step)
        return found
    step_months = MONTHS[unit]
    day = first.day if window["kind"] == "contract" else 1
    month = (
        first.month if window["kind"] == "contract" else (first.month - 1) // step_months * step_months + 1
    )
    found = [date(first.year, month, day)]
    while found[-1] < last:
        months = found[-1].year * 12 + found[-1].month - 1 + step_months
        found.append(date(months // 12, months % 12 + 1, day))  # the sets begin on no day beyond the 28th
    return found


def _open(policy: Json, clause: Json, span: Span) -> list[Span]:
    """When the clause's calendar is open."""
    rule = policy["calendars"][clause["calendar"]]["rule"]
    if rule["type"] == "always":
        return [span]
    if rule["type"] != "weekly" or rule["days"]:
        raise NotKnown("calendars with dates")
    zone = ZoneInfo(rule["zone"])
    found, day = [], _day(span[0], zone) - timedelta(days=1)
    while _at(day, 0, zone) < span[1]:
        for each in rule["week"][day.weekday()]:
            found.append((_at(day, each["opens"], zone), _at(day, each["closes"], zone)))
        day += timedelta(days=1)
    return _common(found, [span])


def _common(one: list[Span], other: list[Span]) -> list[Span]:
    return [(max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) < min(b, d)]
