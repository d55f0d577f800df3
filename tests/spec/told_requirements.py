"""The rows of the expectations about requirements."""

from collections.abc import Callable, Sequence

from sladsl.compile import asked_for
from sladsl.policy import words
from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.underpinning.requirements import Part, RequirementAnswer
from tests.spec.pages import Block
from tests.spec.tables import NOTHING
from tests.spec.tellings import CannotTell, Rows, rows_of


def answers(policy: Policy, columns: Sequence[str]) -> Rows:
    """A line a requirement."""
    known: dict[str, Callable[[RequirementAnswer], str]] = {
        "requirement": lambda a: a.requirement.id,
        "of": lambda a: a.requirement.party,
        "met by": lambda a: ", ".join(a.requirement.met_by) or NOTHING,
        "answer": lambda a: a.answer,
        "why": lambda a: "; ".join(part.why for part in a.parts if part.answer != "satisfied") or NOTHING,
        "lapses": lambda a: NOTHING if a.lapses is None else words.instant(a.lapses, a.zone)[:10],
    }
    return rows_of(asked_for(policy), columns, known)


def parts(policy: Policy, block: Block, columns: Sequence[str]) -> Rows:
    """A line a thing that the block's `requirement` requires, in the order of the text."""
    numbered = list(enumerate(_asked(policy, block).parts, 1))
    known: dict[str, Callable[[tuple[int, Part]], str]] = {
        "nr": lambda part: str(part[0]),
        "answer": lambda part: part[1].answer,
        "by": lambda part: part[1].by or NOTHING,
        "why": lambda part: part[1].why or NOTHING,
    }
    return rows_of(numbered, columns, known)


def story(policy: Policy, block: Block, columns: Sequence[str]) -> Rows:
    """The history that shows part `nr` of the block's `requirement` not to be satisfied."""
    part = _asked(policy, block).parts[int(block.options.get("nr", "1")) - 1]
    if not part.story:
        raise CannotTell(f"no history: {part.answer}, {part.why}")
    known: dict[str, Callable[[str], str]] = {"what": lambda line: line}
    return rows_of(part.story, columns, known)


def _asked(policy: Policy, block: Block) -> RequirementAnswer:
    wanted = fold(block.options["requirement"])
    return next(each for each in asked_for(policy) if fold(each.requirement.id) == wanted)
