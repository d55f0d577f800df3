"""What a provider is left with: the history that was found leaves as much, and none leaves more than the bound."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from sladsl.compile import compile_texts, exposed, exposed_in_all
from sladsl.policy.model import Policy
from sladsl.replaying import replayed
from sladsl.source import SourceText
from sladsl.underpinning import Happening
from sladsl.worktime.spans import Spans, clipped, merged
from tests.effort import numbers
from tests.unit.evaluate.policies import DAY, HOUR, at

BEGIN, END = at("2026-04-01 00:00"), at("2026-05-01 00:00")
PARTS = ("Line", "Host")
PROMISED = ("Email", "Files")


def drawn(random: Random) -> Policy:
    """One or two promises that credit, on one or two suppliers that may."""
    clauses = []
    for service in PROMISED[: random.choice([1, 1, 2])]:
        low, high = random.choice([(99, 99.9), (95, 99), (98, 99.5)])
        credit = random.choice(
            [
                f"Credit {random.choice([5, 10])}% of the monthly fee when below {high}%, 25% when below {low}%.",
                "Credit EUR 100 for every started 0.1 percentage points below the target.",
            ]
        )
        clauses.append(
            f"clause {service}: {service} shall be available for at least {high}% of the time per calendar month.\n"
            f"  {credit}"
        )
    cap = random.choice(["", "credits are capped at 30% of the monthly fee per calendar month."])
    below = []
    for part in PARTS:
        share, window = (
            random.choice([99, 99.5, 99.9, 98]),
            random.choice(["month", "month", "month", "week"]),
        )
        pays = random.choice(
            ["", f"Credit {random.choice([20, 50])}% of the monthly fee when below {share}%."]
        )
        capped = random.choice(["", "", "credits are capped at 60% of the monthly fee per calendar month."])
        below.append(
            f"""
agreement UC-{part}:
  is an underpinning contract, version 1.0.
  between Telco as provider and P as customer.
  in force from 2026-04-01 to 2026-04-30.
  time zone UTC.
  fee EUR {random.choice([500, 2000, 9000])} per calendar month.
  supports TOP.
  {capped}
clause UP: {part} shall be available for at least {share}% of the time per calendar {window}.
  {pays}
"""
        )
    text = f"""
use availability.
service Line. service Host.
service Email needs {random.choice(["Line", "Line and Host", "any of (Line, Host)"])}.
service Files needs {random.choice(["Line", "Host"])}.
agreement TOP:
  is a customer SLA, version 1.0.
  between P as provider and C as customer.
  in force from 2026-04-01 to 2026-04-30.
  time zone UTC.
  fee EUR 12000 per calendar month.
  {cap}
{chr(10).join(clauses)}
{"".join(below[: random.choice([1, 2, 2])])}
"""
    return compile_texts([SourceText.of("set.sla", text)]).or_raise()


def _events(down: dict[str, Spans]) -> Iterator[Happening]:
    for service, spans in down.items():
        yield Happening(BEGIN, "service", service, "came up")
        for begin, end in spans:
            yield Happening(begin, "service", service, "went down")
            yield Happening(end, "service", service, "came up")


def _left(policy: Policy, down: dict[str, Spans], clauses: tuple[str, ...]) -> Decimal:
    """Owed under these clauses less what comes back, if suppliers are down so and what needs them whenever they are."""
    lines = replayed(policy, sorted(_events(down), key=lambda each: each.at), END + DAY).credits
    owed = sum((e.reckoned for e in lines if e.agreement == "TOP" and e.clause in clauses), Decimal(0))
    return owed - sum((e.reckoned for e in lines if e.agreement != "TOP"), Decimal(0))


def _outages(random: Random) -> dict[str, Spans]:
    down: dict[str, Spans] = {}
    for part in PARTS:
        spans = []
        for _ in range(random.choice([0, 1, 1, 2, 4])):
            begin = BEGIN + random.randrange(30) * DAY + random.randrange(24) * HOUR
            minutes = random.choice([40, 43, 44, 200, 216, 217, 430, 440, 870, 2000, 30000])
            spans.append((begin, begin + minutes * HOUR // 60))
        down[part] = clipped(merged(spans), BEGIN, END)
    if random.random() < 0.3:
        down["Host"] = down["Line"]
    return down


def test_no_history_leaves_more_than_the_bound() -> None:
    exact = bounds = 0
    for number in numbers(40):
        random = Random(number)
        policy = drawn(random)
        found = [(each.left, each.at_most, (each.clause,)) for each in exposed(policy)]
        found += [(each.left, each.at_most, each.clauses) for each in exposed_in_all(policy)]
        for left, at_most, _ in found:
            assert left <= at_most, number
            bounds, exact = bounds + 1, exact + (left == at_most)
        for _ in range(6):
            down = _outages(random)
            shared = random.choice([down["Line"], down["Host"], merged([*down["Line"], *down["Host"]])])
            down |= dict.fromkeys(PROMISED, shared)
            for _, at_most, clauses in found:
                assert _possible(policy, down) is False or _left(policy, down, clauses) <= at_most, number
    assert exact > bounds / 2 > 0


def _possible(policy: Policy, down: dict[str, Spans]) -> bool:
    """Whether what needs others is down only while they are."""
    needs = {each.name: str(each.needs) for each in policy.services if each.needs is not None}
    for service, said in needs.items():
        parts = [part for part in PARTS if repr(part) in said]
        either = merged([span for part in parts for span in down[part]])
        allowed = either
        if "NeedsAny" in said:
            first, second = (down[part] for part in parts)
            allowed = [span for a, b in first for span in clipped(second, a, b)]
        inside = [span for a, b in allowed for span in clipped(down[service], a, b)]
        if sum(b - a for a, b in merged(inside)) != sum(b - a for a, b in down[service]):
            return False
    return True
