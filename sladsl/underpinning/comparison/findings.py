"""What a comparison finds: of every clause an answer, of every way in which two texts part a witness."""

from collections.abc import Mapping
from typing import Literal

from attrs import field

from sladsl.records import frozen
from sladsl.underpinning.answers import Happening

Answer = Literal[
    "equivalent", "stricter", "weaker", "incomparable", "added", "removed", "cannot tell"
]  # of the new text, seen by the customer: stricter is what the provider has to do more for
Effect = Literal["none", "stricter", "weaker", "either", "open"]


@frozen
class Log:
    """A made-up history, and the instant as of which it is judged. `tells` says in words what it is about.

    `repeats` counts the cases of the log that are alike, by the first of them: the story tells them once.
    """

    happenings: tuple[Happening, ...]
    as_of: int
    tells: str = ""
    repeats: Mapping[str, int] = field(factory=dict)


@frozen
class Said:
    """What one text says of a witness: the verdict that matters, and the instants a reader wants to see.

    `unit` is what was judged: one "case", one "window", or "nothing" where the text is silent. Instants in
    microseconds UTC, lengths in microseconds. `value` is what was measured in the window, in words, and
    `promised` what it is held to.
    """

    unit: Literal["case", "window", "nothing"]
    status: str
    reason: str = ""
    case: str = ""
    started: int | None = None
    due: int | None = None
    breach_at: int | None = None
    elapsed_us: int | None = None
    target_us: int | None = None
    begin: int | None = None
    end: int | None = None
    group: tuple[tuple[str, str], ...] = ()
    value: str = ""
    promised: str = ""


@frozen
class Witness:
    """A log that the two texts judge differently, replayed: it breaks one of them and not the other.

    `old_cases` and `new_cases` are what each says of the cases that the story tells one by one.
    """

    broken_by: Literal["old", "new"]
    log: Log
    old: Said
    new: Said
    old_cases: tuple[Said, ...] = ()
    new_cases: tuple[Said, ...] = ()


@frozen
class Difference:
    """One thing that changed. `old` and `new` are how the texts put it, "" where one does not mention it.

    `effect` is what the new text's wording means for the customer, taken alone: "either" for both ways,
    "open" where it cannot be told, "none" where no verdict rests on it.
    """

    about: str
    old: str
    new: str
    effect: Effect
    why: str = ""


@frozen
class ClauseFinding:
    """How the new text of a clause stands to the old one.

    `weaker` is a witness that is broken under the old text only, `stricter` one that is under the new only.
    `never_weaker` and `never_stricter` say that there is proved to be none. `doubts` are the reasons why
    something could not be decided; `notes` what the answer takes for granted.
    """

    agreement: str
    clause: str
    kind: Literal["clause", "outcome"]
    answer: Answer
    old_text: str
    new_text: str
    old_place: str
    new_place: str
    zone: str
    renamed: str = ""  # what the clause was called in the old text, where that differs
    differences: tuple[Difference, ...] = ()
    weaker: Witness | None = None
    stricter: Witness | None = None
    never_weaker: bool = False
    never_stricter: bool = False
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_weaker_somewhere(self) -> bool:
        """Whether the customer is shown to lose something, in verdicts or in credits."""
        less = any(
            each.about == "credit" and each.effect in ("weaker", "either") for each in self.differences
        )
        return less or self.weaker is not None or self.answer in ("weaker", "removed", "incomparable")


@frozen
class AgreementFinding:
    """What changed about an agreement beside its clauses. `answer` is "added" or "removed" of a whole one."""

    agreement: str
    title: str
    customer: str
    provider: str
    zone: str
    answer: Literal["kept", "added", "removed"]
    differences: tuple[Difference, ...]
    clauses: tuple[ClauseFinding, ...]
    renamed: str = ""


@frozen
class Comparison:
    """All agreements of two policies. `vocabulary` is what is defined otherwise under the same name."""

    agreements: tuple[AgreementFinding, ...]
    vocabulary: tuple[Difference, ...]

    @property
    def clauses(self) -> tuple[ClauseFinding, ...]:
        """Every clause of every agreement."""
        return tuple(clause for agreement in self.agreements for clause in agreement.clauses)


def answer_of(
    weaker: Witness | None, stricter: Witness | None, never_weaker: bool, never_stricter: bool
) -> Answer:
    """The answer that witnesses and proofs add up to."""
    if weaker is not None and stricter is not None:
        return "incomparable"
    if never_weaker and never_stricter:
        return "equivalent"
    if never_weaker and stricter is not None:
        return "stricter"
    if never_stricter and weaker is not None:
        return "weaker"
    return "cannot tell"
