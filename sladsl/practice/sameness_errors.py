"""What is said of one promise for what differs."""

from collections.abc import Sequence

from sladsl.policy import words
from sladsl.policy.catalogue import Service
from sladsl.policy.conditions import IsOneOf
from sladsl.policy.model import Agreement, Clause, Row
from sladsl.practice.promises import Promise
from sladsl.practice.told import Told

MOST = 3


def one_for_all(promise: Promise, services: Sequence[Service]) -> Told:
    """W1210."""
    named = ", ".join(f"`{each.name}`" for each in services[:MOST])
    more = f" and {len(services) - MOST} more" if len(services) > MOST else ""
    return Told(
        f"`{promise.id}` promises the same of all services: {named}{more}",
        promise.place,
        (promise.agreement, promise.id),
        notes=(
            "what is right for one of them is too much for another, or not enough",
            "services of one group are taken to be alike",
        ),
        help="promise of each what it needs, or of those in a group what they have in common",
    )


def copied_clause(second: Promise, first: Promise, one: IsOneOf, other: IsOneOf) -> Told:
    """W1211 of two clauses."""
    return Told(
        f"`{second.id}` is `{first.id}` once more, for another {one.field}",
        second.place,
        (second.agreement, second.id),
        label=words.condition(other),
        others=((first.place, words.condition(one)),),
        notes=_NOTES,
        help=_HELP,
    )


def copied_row(clause: Clause, second: Row, first: Row, one: IsOneOf, other: IsOneOf) -> Told:
    """W1211 of two rows."""
    return Told(
        f"two rows of `{clause.id}` are the same but for the {one.field}",
        second.place,
        (clause.agreement, clause.id),
        label=words.condition(other),
        others=((first.place, words.condition(one)),),
        notes=_NOTES,
        help=_HELP,
    )


def though_they_differ(clause: Clause, other: Clause, field: str) -> Told:
    """W1211 of one clause for sites of which another says that they differ."""
    return Told(
        f"`{clause.id}` promises the same at every {field}, and their hours differ under `{other.id}`",
        clause.place,
        (clause.agreement, clause.id),
        others=((other.place, f"the hours are those of the {field}"),),
        notes=_NOTES,
        help=f"count the hours of the {field} here too, in a table or by a calendar that it chooses",
    )


def copied_agreement(second: Agreement, first: Agreement) -> Told:
    """W1211 of two agreements."""
    return Told(
        f"`{second.id}` promises what `{first.id}` does, clause by clause",
        second.place,
        (second.id, ""),
        others=((first.place, "the same promises"),),
        notes=_NOTES,
        help=f"promise of each what can be kept there; what they share is said once: `builds on {first.id}.`",
    )


_NOTES = ("what is easily kept in a town of many technicians is not kept on an island",)
_HELP = "promise of each what can be kept there, or say it once of both: `where site is Athens or Patras`"
