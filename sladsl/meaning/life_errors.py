"""What the passes say of the life of an agreement."""

from collections.abc import Iterable
from datetime import date

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.policy import model
from sladsl.policy.version_words import day
from sladsl.syntax import tree
from sladsl.syntax.tree import life


def _term(agreement: model.Agreement) -> str:
    ends = agreement.ends
    until = "" if ends is None else f" until {day(ends, agreement.zone)}"
    return f"it is in force from {day(agreement.begins, agreement.zone)}{until}"


def not_of_the_calendar(said: tree.Duration) -> Diagnostic:
    """E1122: notice and terms are told in days, weeks, months and years."""
    return Diagnostic(
        "E1122",
        "notice, renewals and reviews are in days, weeks, months or years",
        said.span,
        help="say `90 days` or `3 months`",
    )


def renews_nothing(said: life.Renews | life.Renewed, agreement: model.Agreement) -> Diagnostic:
    """E1122: there is no end that would move, or it would not move on."""
    return Diagnostic(
        "E1122",
        "this renewal does not prolong the agreement",
        said.span,
        notes=[_term(agreement)],
        help="a renewal moves the end of a term: `in force from ... to ... .`",
    )


def nothing_to_end(said: life.NotRenewed) -> Diagnostic:
    """E1122."""
    return Diagnostic(
        "E1122",
        "there is no renewal that this notice could end",
        said.span,
        help="say `terminated on ... .`, or by how much the agreement renews: `renews by 12 months ... .`",
    )


def suspension_reversed(said: life.Suspended) -> Diagnostic:
    """E1120."""
    return Diagnostic("E1120", "this suspension ends before it begins", said.span)


def suspended_outside(said: life.Suspended, agreement: model.Agreement) -> Diagnostic:
    """E1120."""
    return Diagnostic(
        "E1120",
        "the agreement is not in force in all of this suspension",
        said.span,
        notes=[_term(agreement)],
        help="suspend it for days on which it is in force",
    )


def suspended_twice(said: life.Suspended) -> Diagnostic:
    """E1120."""
    return Diagnostic(
        "E1120",
        "this suspension overlaps another",
        said.span,
        help="make one of the two",
    )


def terminated_outside(said: life.Terminated, agreement: model.Agreement) -> Diagnostic:
    """E1121."""
    return Diagnostic(
        "E1121",
        "the agreement is not in force then, and cannot be terminated",
        said.on.span,
        notes=[_term(agreement)],
    )


def terminated_too_early(said: life.Terminated, earliest: date) -> Diagnostic:
    """E1121: the notice has not run out."""
    return Diagnostic(
        "E1121",
        f"the notice runs until {earliest}",
        said.on.span,
        "terminated before that",
        help=f"terminate it on {earliest} or later; where the parties agree on an earlier end, make an "
        "amendment that says `ends on ... .`",
    )


def terminated_by_nobody(by: tree.Name, parties: Iterable[str]) -> Diagnostic:
    """E1121."""
    names = list(parties)
    return Diagnostic(
        "E1121",
        f"`{by.text}` is not a party of the agreement",
        by.span,
        suggestion(by.text, names),
        notes=[f"the parties are {listed(names)}"],
    )


def notice_not_said(said: life.Terminated) -> Diagnostic:
    """W1120."""
    return Diagnostic(
        "W1120",
        "nobody can tell whether notice was given in time",
        said.span,
        help="say `, notice given on ...`",
    )


def notice_too_late(said: life.NotRenewed, term: date, ends: date) -> Diagnostic:
    """W1121."""
    return Diagnostic(
        "W1121",
        f"this notice comes too late to end the agreement on {term}",
        said.given.span,
        f"it ends on {ends}",
    )
