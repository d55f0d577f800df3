"""What is said of tiers."""

from collections.abc import Sequence

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.policy import model, regions, words
from sladsl.policy.forms import values_by_name
from sladsl.syntax import tree


def not_a_level(tier: tree.Tier, subject: model.Subject, field: model.Field) -> Diagnostic:
    """E1060: the cases that the agreement is about cannot have this level."""
    return Diagnostic(
        "E1060",
        f"`{tier.name.text}` is not a {field.name} that `{subject.name}` can have",
        tier.name.span,
        suggestion(tier.name.text, [name for name, _ in values_by_name(field)]),
        notes=[f"`{field.name}` of `{subject.name}` is one of {listed(field.values)}"],
        help="name the tier as the list does, or add it where the subject is declared",
    )


def two_tiers(
    again: tree.Applies, name: str, first: tree.Applies, first_name: str, witness: str
) -> Diagnostic:
    """E1061: one case, two tiers."""
    return Diagnostic(
        "E1061",
        f"a case may be of the tiers `{first_name}` and `{name}` at once",
        again.span,
        f"`{name}` applies here",
        [Label(first.span, f"`{first_name}` applies here")],
        notes=[f"for example {witness}"],
        help="let one end before the other begins, `from ... to ...`, or keep their cases apart",
    )


def applies_to_nothing(tier: tree.Tier) -> Diagnostic:
    """E1062: nobody has the tier."""
    return Diagnostic(
        "E1062",
        f"tier `{tier.name.text}` applies to nothing",
        tier.name.span,
        help="say to what: `applies where customer is Acme SA, from 2026-01-01.`, or to all: `applies.`",
    )


def never_applies(said: tree.Applies) -> Diagnostic:
    """E1062: its dates leave no day, or lie outside the agreement's."""
    return Diagnostic(
        "E1062",
        "this applies on no day",
        said.span,
        notes=["both days belong to the time, and it ends with the agreement"],
        help="put the earlier date first, within the time in which the agreement is in force",
    )


def nothing_has_a_level(tier: tree.Tier, said: tree.Applies) -> Diagnostic:
    """E1063: a condition on cases that have no tier."""
    return Diagnostic(
        "E1063",
        f"`{tier.name.text}` is for some cases, and no promise is about cases that have a level",
        said.span,
        help="declare the field, `has level, one of Gold, Silver.`, or let the tier apply to all: `applies.`",
    )


def tier_by_itself(said: tree.Applies, field: str) -> Diagnostic:
    """E1063: the level decides the level."""
    return Diagnostic(
        "E1063",
        f"the tier says what the `{field}` is, so that it cannot depend on it",
        said.span,
        help="say by another field whose tier it is: `applies where customer is Acme SA.`",
    )


def gap(
    said: tree.Applies, before: tree.Applies, case: regions.Case, span: tuple[int, int], zone: str
) -> Diagnostic:
    """W1005: between two tiers there are days without one."""
    last = words.instant(span[1] - 1, zone)[:10]
    of = "" if not case else f" of {regions.said(case)}"
    return Diagnostic(
        "W1005",
        f"from {words.instant(span[0], zone)[:10]} to {last} a case{of} has no tier",
        said.span,
        "it has one again from here on",
        [Label(before.span, "and had one up to here")],
        help="let the one begin when the other ends, or declare a tier for the time between",
    )


def replaced_in_an_agreement(tier: tree.Tier) -> Diagnostic:
    """E1067: only an amendment replaces a tier."""
    return Diagnostic(
        "E1067",
        f"tier `{tier.name.text}` replaces another in the text of an agreement",
        tier.name.span,
        help=f"write `tier {tier.name.text}:` here, or put this under an `amendment ... in force from ...`",
    )


def replaces_no_tier(tier: tree.Tier, known: Sequence[str]) -> Diagnostic:
    """E1067: there is none of its name."""
    return Diagnostic(
        "E1067",
        f"there is no tier `{tier.name.text}` to replace",
        tier.name.span,
        suggestion(tier.name.text, list(known)),
        notes=[f"the agreement has: {listed(known)}"] if known else [],
        help=f"write `tier {tier.name.text}:` for one that is new",
    )


def replaces_for_no_day(tier: tree.Tier, since: str) -> Diagnostic:
    """E1067: all its days lie before the amendment."""
    return Diagnostic(
        "E1067",
        f"tier `{tier.name.text}` applies on no day from {since} on, when it replaces the other",
        tier.name.span,
        help="let it apply to a later day, or leave the other as it is",
    )
