"""What checking says of a clause: covered with a proof, not covered with a counterexample, or why neither."""

from collections.abc import Mapping
from typing import Literal

from attrs import Factory

from sladsl.policy.place import Place
from sladsl.policy.values import Value
from sladsl.records import frozen

Key = tuple[str, str]  # an agreement's id and a clause's

# what a promise lacks; each is told under a code of its own
Gap = Literal["time", "nobody", "scope", "term", "unbounded", "share", "notice", "downtime"]


@frozen
class Assumed:
    """An entry of the ledger: what a result rests on besides the supporting clauses, and where it is stated.

    `kind` is the tag of the policy's assumption, or the word of the rule that needs it.
    """

    kind: str
    text: str
    place: Place | None = None


@frozen
class Proof:
    """A step of reasoning: by `rule`, from the clauses `uses`, with these numbers.

    Numbers are exact and plain: lengths and instants in integer microseconds, shares as fractions. `says` is
    the step in words. A rule is described where it is applied; a checker needs the policy and this alone.
    """

    rule: str
    says: str
    uses: tuple[Key, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    parts: tuple["Proof", ...] = ()


@frozen
class Happening:
    """An event of a counterexample: at this instant, of this case, with these fields."""

    at: int
    subject: str
    case: str
    kind: str
    fields: Mapping[str, Value] = Factory(dict)


@frozen
class Counterexample:
    """A history in which the clauses `kept` are kept as of `as_of` and the clause asked about is breached."""

    happenings: tuple[Happening, ...]
    as_of: int
    kept: tuple[Key, ...]
    story: tuple[str, ...]


@frozen
class Repair:
    """The smallest change that closes a gap, in words; where it is a change of one number, that too.

    `number` is the length (microseconds) or the share of 1 that the clause `of` (in its `row` where it has a
    table) would have to promise, or the instant up to or from which its agreement would have to be in force.
    """

    text: str
    of: Key | None = None
    number: str = ""
    row: int | None = None


@frozen
class Covered:
    """Whatever happens, the clause is kept if the supporting clauses are and what is assumed is so."""

    proof: Proof
    assumptions: tuple[Assumed, ...] = ()


@frozen
class NotCovered:
    """Supporting clauses kept, and the clause breached: the counterexample shows how."""

    gap: Gap
    why: str
    counterexample: Counterexample
    repairs: tuple[Repair, ...] = ()
    assumptions: tuple[Assumed, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()  # as in a proof
    place: Place | None = None  # of the step or supporting clause that is to blame


@frozen
class CannotTell:
    """Neither, and why. `fault` is set where a counterexample did not replay: a fault of ours."""

    reason: str
    fault: bool = False


Answer = Covered | NotCovered | CannotTell


@frozen
class ClauseCoverage:
    """The answer for one clause, and the clauses below it that were looked at."""

    agreement: str
    clause: str
    answer: Answer
    supporting: tuple[Key, ...]
    place: Place
    version: str = ""  # of the agreement, that has this text of the clause


@frozen
class Coverage:
    """The answers for all clauses that rest on others, in the order of the policy."""

    clauses: tuple[ClauseCoverage, ...]

    @property
    def ledger(self) -> tuple[Assumed, ...]:
        """Every assumption that some result rests on, once."""
        found = [
            assumed
            for each in self.clauses
            if not isinstance(each.answer, CannotTell)
            for assumed in each.answer.assumptions
        ]
        return tuple(dict.fromkeys(found))
