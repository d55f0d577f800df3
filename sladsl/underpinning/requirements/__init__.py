"""Do the clauses satisfy what the customer asked for? Of each requirement an answer, and what shows it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sladsl.underpinning.requirements.answering import answered
    from sladsl.underpinning.requirements.answers import Answer, Part, RequirementAnswer, unasked

__all__ = [
    "Answer",
    "Part",
    "RequirementAnswer",
    "answered",
    "unasked",
]

# loaded when first asked for: most agreements state no requirement
_HOME = {
    "Answer": "answers",
    "Part": "answers",
    "RequirementAnswer": "answers",
    "answered": "answering",
    "unasked": "answers",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'sladsl.underpinning.requirements' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"sladsl.underpinning.requirements.{_HOME[name]}"), name)
