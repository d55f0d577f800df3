"""Do the clauses satisfy what the customer asked for? Of each requirement an answer, and what shows it."""

from sladsl.underpinning.requirements.answering import answered
from sladsl.underpinning.requirements.answers import Answer, Part, RequirementAnswer, unasked

__all__ = ["Answer", "Part", "RequirementAnswer", "answered", "unasked"]
