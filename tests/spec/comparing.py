"""The rows of the expectations about two texts compared."""

from collections.abc import Callable, Iterator, Sequence

from sladsl.policy import words
from sladsl.policy.names import fold
from sladsl.underpinning.comparison import ClauseFinding, Comparison, Difference, Said, Witness
from tests.spec.pages import Block
from tests.spec.tables import NOTHING, shown_day, shown_time
from tests.spec.tellings import CannotTell, Rows, rows_of


def clauses(found: Comparison, block: Block, columns: Sequence[str]) -> Rows:
    """A line a clause, as the new text has them; `weaker` and `stricter` name the witness's cases."""
    known: dict[str, Callable[[ClauseFinding], str]] = {
        "agreement": lambda c: c.agreement,
        "clause": lambda c: c.clause,
        "was": lambda c: c.renamed or NOTHING,
        "answer": lambda c: c.answer,
        "weaker": lambda c: _shown(c.weaker),
        "stricter": lambda c: _shown(c.stricter),
        "cannot tell": lambda c: "; ".join(c.doubts) or NOTHING,
        "notes": lambda c: "; ".join(c.notes) or NOTHING,
    }
    return rows_of([each for each in found.clauses if _is_of(each, block)], columns, known)


def differences(found: Comparison, block: Block, columns: Sequence[str]) -> Rows:
    """A line a difference: of the block's `clause`, of the `vocabulary`, else of the agreements themselves."""
    if "vocabulary" in block.options:
        changed = list(found.vocabulary)
    elif "clause" in block.options:
        changed = [each for clause in found.clauses if _is_of(clause, block) for each in clause.differences]
    else:
        changed = [each for agreement in found.agreements for each in agreement.differences]
    known: dict[str, Callable[[Difference], str]] = {
        "about": lambda d: d.about,
        "old": lambda d: d.old or NOTHING,
        "new": lambda d: d.new or NOTHING,
        "effect": lambda d: d.effect,
        "why": lambda d: d.why or NOTHING,
    }
    return rows_of(changed, columns, known)


def story(found: Comparison, block: Block, columns: Sequence[str]) -> Rows:
    """The witness of the block's `clause` that shows it `weaker` or `stricter`: its events, cases that are alike
    once, then what the old text and the new one say."""
    clause = next((each for each in found.clauses if _is_of(each, block)), None)
    if clause is None:
        raise CannotTell("there is no such clause")
    witness = clause.stricter if "stricter" in block.options else clause.weaker
    if witness is None:
        raise CannotTell(f"no witness: {clause.answer}; {'; '.join(clause.doubts)}")
    lines = [*_events(witness, clause.zone), *_verdicts(witness, clause.zone)]
    known: dict[str, Callable[[tuple[str, str, str]], str]] = {
        "at": lambda line: line[0],
        "case": lambda line: line[1],
        "what": lambda line: line[2],
    }
    return rows_of(lines, columns, known)


def _is_of(clause: ClauseFinding, block: Block) -> bool:
    return fold(block.options.get("clause", clause.clause)) == fold(clause.clause)


def _shown(witness: Witness | None) -> str:
    if witness is None:
        return NOTHING
    cases = len({each.case for each in witness.log.happenings})
    return "1 case" if cases == 1 else f"{cases} cases"


def _events(witness: Witness, zone: str) -> Iterator[tuple[str, str, str]]:
    repeats = witness.log.repeats
    for each in witness.log.happenings:
        if repeats and each.case not in repeats:
            continue
        fields = ", ".join(f"{name} {words.value(value)}" for name, value in each.fields.items())
        many = repeats.get(each.case, 1)
        times = "" if many == 1 else f" ({many} such cases)"
        yield shown_time(each.at, zone), each.case, f"{each.kind}{f' with {fields}' if fields else ''}{times}"


def _verdicts(witness: Witness, zone: str) -> Iterator[tuple[str, str, str]]:
    for name, said, cases in (
        ("old", witness.old, witness.old_cases),
        ("new", witness.new, witness.new_cases),
    ):
        yield name, said.case or NOTHING, _verdict(said, zone)
        if said.unit == "window":
            yield from ((name, each.case, _verdict(each, zone)) for each in cases)


def _verdict(said: Said, zone: str) -> str:
    if said.unit == "nothing":
        return "says nothing"
    if said.unit == "case":
        return f"{said.status}, due {shown_time(said.due, zone)}"
    group = "".join(f", {name} {value}" for name, value in said.group)
    value = said.value or "no data"
    assert said.begin is not None
    assert said.end is not None
    window = f"from {shown_day(said.begin, zone)} to {shown_day(said.end, zone)}"
    return f"{said.status}: {value} {window}{group}"
