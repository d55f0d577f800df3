"""The rows of `coverage` and `counterexample` blocks."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from sladsl.compile import covered, exposed, exposed_in_all
from sladsl.policy.json import dumps, loads
from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.underpinning import CannotTell, ClauseCoverage, Coverage, Covered, Happening, NotCovered
from sladsl.underpinning.exposure import Exposure
from sladsl.underpinning.exposure_totals import Total
from sladsl.underpinning.rows import plain
from tests.spec.pages import Block
from tests.spec.tables import NOTHING, shown_length, shown_time
from tests.spec.tellings import CannotTell as NothingSuch
from tests.spec.tellings import Rows, rows_of


def answers(policy: Policy, block: Block, columns: Sequence[str]) -> Rows:
    """A line a clause."""
    found = [each for each in _covered(policy).clauses if _is_asked(each, block)]
    zone = policy.agreements[0].zone

    def number(name: str, shown: Callable[[int], str]) -> Callable[[ClauseCoverage], str]:
        def told(each: ClauseCoverage) -> str:
            numbers = _numbers(each)
            return shown(int(numbers[name])) if name in numbers else NOTHING

        return told

    known: dict[str, Callable[[ClauseCoverage], str]] = {
        "clause": lambda each: f"{each.agreement}/{each.clause}",
        "version": lambda each: each.version or NOTHING,
        "status": _status,
        "gap": lambda each: each.answer.gap if isinstance(each.answer, NotCovered) else NOTHING,
        "why": _why,
        "worst": number("worst_us", shown_length),
        "start": number("worst_start", lambda us: shown_time(us, zone)),
        "end": number("worst_end", lambda us: shown_time(us, zone)),
        "share": lambda each: _numbers(each).get("share", NOTHING),
        "rule": lambda each: each.answer.proof.rule if isinstance(each.answer, Covered) else NOTHING,
        "rests on": lambda each: ", ".join("/".join(key) for key in each.supporting) or NOTHING,
        "assuming": _assumed,
        "closed by": _repairs,
    }
    return rows_of(found, columns, known)


def counterexample(policy: Policy, block: Block, columns: Sequence[str]) -> Rows:
    """A line an event of the counterexample to the clause that the block names."""
    zone = policy.agreements[0].zone
    found = [each for each in _covered(policy).clauses if _is_asked(each, block)]
    if len(found) != 1 or not isinstance(found[0].answer, NotCovered):
        raise NothingSuch("the block does not name one clause that is not covered")
    known: dict[str, Callable[[Happening], str]] = {
        "at": lambda each: shown_time(each.at, zone),
        "case": lambda each: each.case,
        "event": lambda each: each.kind,
        "with": lambda each: ", ".join(f"{name} {plain(of)}" for name, of in each.fields.items()) or NOTHING,
    }
    return rows_of(found[0].answer.counterexample.happenings, columns, known)


def balances(policy: Policy, block: Block, columns: Sequence[str]) -> Rows:
    """A line a clause that credits: owed at worst, recovered, and left; with `total` an agreement."""
    found: Sequence[Exposure | Total] = (
        exposed_in_all(policy) if "total" in block.options else exposed(policy)
    )

    def window(each: Exposure | Total) -> int:
        return each.windows[0][0] if isinstance(each, Total) else each.window[0]

    known: dict[str, Callable[[Exposure | Total], str]] = {
        "clause": lambda each: NOTHING if isinstance(each, Total) else f"{each.agreement}/{each.clause}",
        "agreement": lambda each: each.agreement,
        "owed": lambda each: f"{each.currency} {each.owed}",
        "recovered": lambda each: ", ".join(f"{amount} {id}" for id, amount in each.recovered) or NOTHING,
        "left": lambda each: f"{each.currency} {each.left}",
        "at most": lambda each: f"{each.currency} {each.at_most}",
        "window": lambda each: shown_time(window(each), policy.agreements[0].zone),
    }
    return rows_of(found, columns, known)


def _covered(policy: Policy) -> Coverage:
    return _kept(dumps(policy))


@lru_cache(maxsize=64)
def _kept(text: str) -> Coverage:
    return covered(loads(text))


def _is_asked(each: ClauseCoverage, block: Block) -> bool:
    named = block.options.get("clause")
    return named is None or fold(named) in (fold(each.clause), fold(f"{each.agreement}/{each.clause}"))


def _status(each: ClauseCoverage) -> str:
    match each.answer:
        case Covered(_, assumptions):
            return "under assumptions" if assumptions else "guaranteed"
        case NotCovered():
            return "not covered"
        case CannotTell():
            return "cannot tell"


def _why(each: ClauseCoverage) -> str:
    match each.answer:
        case Covered(proof):
            return proof.says
        case NotCovered() as answer:
            return answer.why
        case CannotTell(reason):
            return reason


def _numbers(each: ClauseCoverage) -> dict[str, str]:
    match each.answer:
        case Covered(proof):
            return dict(proof.numbers)
        case NotCovered() as answer:
            return dict(answer.numbers)
        case CannotTell():
            return {}


def _assumed(each: ClauseCoverage) -> str:
    if isinstance(each.answer, CannotTell):
        return NOTHING
    return "; ".join(assumed.text for assumed in each.answer.assumptions) or NOTHING


def _repairs(each: ClauseCoverage) -> str:
    if not isinstance(each.answer, NotCovered):
        return NOTHING
    return "; ".join(repair.text for repair in each.answer.repairs) or NOTHING
