"""What the passes say of versions: amendments, and texts that follow each other."""

from collections.abc import Iterable, Sequence

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.meaning.name_errors import listed
from sladsl.meaning.texts import Text
from sladsl.policy import model
from sladsl.policy.currencies import PLACES
from sladsl.policy.words import instant
from sladsl.source import Span
from sladsl.syntax import tree


def _begin(text: Text) -> Span:
    """Where a text says from when it holds."""
    if isinstance(text.heading, tree.Amendment):
        return text.heading.begins.span
    said = (each.begins.span for each in text.heading.sentences if isinstance(each, tree.InForce))
    return next(said, text.heading.name.span)


def _day(us: int, zone: str) -> str:
    return instant(us, zone)[:10]


def amends_nothing(amendment: tree.Agreement | tree.Amendment, known: Iterable[str]) -> Diagnostic:
    """E1100."""
    of = amendment.of if isinstance(amendment, tree.Amendment) else amendment.name
    names = list(known)
    return Diagnostic(
        "E1100",
        f"there is no agreement `{of.text}` to amend",
        of.span,
        suggestion(of.text, names),
        notes=[f"agreements here: {listed(names)}"] if names else [],
        help="give the file with the agreement together with the amendment",
    )


def on_one_day(text: Text, other: Text) -> Diagnostic:
    """E1101: two versions from the same day."""
    return Diagnostic(
        "E1101",
        f"versions {other.version} and {text.version} are both in force from the same day",
        _begin(text),
        "the same day",
        [Label(_begin(other), f"version {other.version} begins here")],
        notes=["nobody could say by which of them a case of that day is judged"],
        help="make one amendment of the two, or let one of them begin later",
    )


def texts_overlap(text: Text, other: Text) -> Diagnostic:
    """E1101: the text before is still in force."""
    return Diagnostic(
        "E1101",
        f"versions {other.version} and {text.version} are in force at the same time",
        _begin(text),
        f"version {other.version} is still in force then",
        [Label(_begin(other), f"version {other.version} begins here")],
        help=f"say `replaces version {other.version}.`, or let the text before end on the day before",
    )


def replaces_another_version(said: tree.ReplacesVersion, version: str) -> Diagnostic:
    """E1101: the version named is not the one in force."""
    return Diagnostic(
        "E1101",
        f"this cannot replace version {said.version.text}: version {version} is in force then",
        said.span,
        help=f"say `replaces version {version}.`",
    )


def gap_between(text: Text, other: Text, ends: int, later: model.Agreement) -> Diagnostic:
    """E1102."""
    zone = later.zone
    return Diagnostic(
        "E1102",
        f"no version is in force from {_day(ends, zone)} until {_day(later.begins, zone)}",
        _begin(text),
        f"version {text.version} begins here",
        [Label(_begin(other), f"version {other.version} has ended before")],
        notes=["what happens in between would be judged by no text"],
        help="let one begin on the day after the other ends; agreements with a pause between have two names",
    )


def version_goes_back(text: Text, version: str) -> Diagnostic:
    """E1103."""
    return Diagnostic(
        "E1103",
        f"version {text.version} comes after version {version}",
        text.heading.version.span if isinstance(text.heading, tree.Amendment) else text.heading.name.span,
        notes=["the later a version is in force, the higher is its number; 2.10 is higher than 2.9"],
        help=f"give it a number above {version}",
    )


def clause_in_an_amendment(clause: tree.Clause, amendment: tree.Amendment) -> Diagnostic:
    """E1104: is it new, or instead of another?"""
    return Diagnostic(
        "E1104",
        f"amendment `{amendment.name.text}` does not say what becomes of clause `{clause.name.text}`",
        clause.name.span,
        help=f"say `adds clause {clause.name.text}:` or `replaces clause {clause.name.text}:`; "
        "a clause of the agreement itself stands before its amendments",
    )


def change_in_an_agreement(
    part: tree.Clause | tree.Removes | tree.Renumbers, agreement: tree.Agreement | tree.Amendment
) -> Diagnostic:
    """E1104: there is nothing yet to change."""
    name = part.name if isinstance(part, tree.Clause) else part.clause
    return Diagnostic(
        "E1104",
        f"agreement `{agreement.name.text}` has no earlier clause `{name.text}` that could be changed here",
        name.span,
        "changed here",
        notes=["clauses change with an amendment, from a day on"],
        help=f"put it under `amendment A1 of {agreement.name.text} makes version ... in force from ...:`",
    )


def no_such_clause(name: tree.Name, version: str, known: Iterable[str]) -> Diagnostic:
    """E1105."""
    names = list(known)
    return Diagnostic(
        "E1105",
        f"version {version} has no clause `{name.text}`",
        name.span,
        suggestion(name.text, names),
        notes=[f"its clauses: {listed(names)}"] if names else ["it has no clauses"],
        help=f"a new clause is added: `adds clause {name.text}:`",
    )


def adds_what_is_there(clause: tree.Clause, first: tree.Name) -> Diagnostic:
    """E1105."""
    return Diagnostic(
        "E1105",
        f"there is a clause `{clause.name.text}` already",
        clause.name.span,
        "added here",
        [Label(first.span, "it stands here")],
        help=f"say `replaces clause {clause.name.text}:`, or give the new one another name",
    )


def changed_twice(name: tree.Name, first: tree.Name) -> Diagnostic:
    """E1105: one amendment does one thing to a clause."""
    return Diagnostic(
        "E1105",
        f"this amendment changes clause `{name.text}` twice",
        name.span,
        "changed again here",
        [Label(first.span, "changed first here")],
        help="keep one of the two",
    )


def number_not_there_once(
    clause: tree.Clause, change: tree.NumberChange, places: Sequence[Span], words: str, numbers: Sequence[str]
) -> Diagnostic:
    """E1106: the old number is not there, or it is not said which of several is meant."""
    name, old = clause.name.text, f"`{words}`"
    if not places:
        return Diagnostic(
            "E1106",
            f"{old} does not stand in clause `{name}`",
            change.old.span,
            notes=[f"its numbers: {listed(numbers)}"] if numbers else ["it has no numbers"],
            help=f"name one as it is written there, or write the clause anew: `replaces clause {name}: ...`",
        )
    return Diagnostic(
        "E1106",
        f"{old} stands in clause `{name}` more than once",
        change.old.span,
        "which of them becomes another?",
        [Label(place, "it stands here") for place in places],
        help=f"write the clause anew: `replaces clause {name}: ...`",
    )


def number_of_another_kind(change: tree.NumberChange, old: str, new: str) -> Diagnostic:
    """E1106: minutes cannot become percent."""
    names = {"": "a bare number", "a length of time": "a length of time", "th": "an ordinal"}
    kinds = [
        names.get(kind, f"an amount in {kind}" if kind in PLACES else f"`{kind}`") for kind in (old, new)
    ]
    said = f"{kinds[0]} cannot become {kinds[1]}" if old != new else "this length cannot stand there"
    return Diagnostic(
        "E1106",
        said,
        change.span,
        help="a number becomes one in the same unit; for more than that write the clause anew",
    )


def removed_but_used(name: tree.Name, user: tree.Clause) -> Diagnostic:
    """E1107."""
    kind = "outcome" if user.outcome else "clause"
    return Diagnostic(
        "E1107",
        f"clause `{name.text}` is removed, and {kind} `{user.name.text}` still speaks of it",
        name.span,
        "removed here",
        [Label(user.name.span, "it speaks of the removed clause")],
        help=f"replace `{user.name.text}` in the same amendment, or remove it too",
    )


def signed_too_late(amendment: tree.Amendment) -> Diagnostic:
    """E1108: in force before it was signed, and does not say so."""
    return Diagnostic(
        "E1108",
        f"amendment `{amendment.name.text}` is in force before it was signed",
        amendment.begins.span,
        notes=["verdicts already stated may change; whoever reads the text must see that"],
        help=f"if that is meant, say `in force retroactively from {amendment.begins.text}`",
    )


def not_retroactive(amendment: tree.Amendment, unsigned: bool) -> Diagnostic:
    """E1108: it says that it is retroactive, and nothing shows it."""
    why = "it does not say when it was signed" if unsigned else "it was signed before it came into force"
    return Diagnostic(
        "E1108",
        f"amendment `{amendment.name.text}` is not retroactive",
        amendment.begins.span,
        why,
        help="say `signed by ... on ... .` with a later day, or leave out `retroactively`",
    )


def outside_the_term(text: Text, agreement: model.Agreement) -> Diagnostic:
    """E1109: the agreement is not in force on that day."""
    until = "" if agreement.ends is None else f" until {_day(agreement.ends, agreement.zone)}"
    return Diagnostic(
        "E1109",
        f"agreement `{agreement.id}` is not in force on the day this amendment begins",
        _begin(text),
        notes=[f"it is in force from {_day(agreement.begins, agreement.zone)}{until}"],
        help="an amendment that prolongs the agreement begins before its end, and says `ends on ... .`",
    )


def ends_before_it_begins(said: tree.EndsOn, text: Text) -> Diagnostic:
    """E1109."""
    return Diagnostic(
        "E1109",
        "the agreement would end before this amendment begins",
        said.span,
        others=[Label(_begin(text), "it begins here")],
        help="name a later last day",
    )


def another_agreement(text: Text, part: str, one: str, other: str) -> Diagnostic:
    """E1110."""
    return Diagnostic(
        "E1110",
        f"version {text.version} has another {part}: `{one}` instead of `{other}`",
        text.heading.name.span,
        notes=[
            "an agreement keeps its time zone and its kind: its days and months would no longer be one row"
        ],
        help="end the agreement, and make a new one under another name",
    )


def signs_for_nobody(party: tree.Name, parties: Iterable[str]) -> Diagnostic:
    """E1111."""
    names = list(parties)
    return Diagnostic(
        "E1111",
        f"`{party.text}` is not a party of the agreement",
        party.span,
        suggestion(party.text, names),
        notes=[f"the parties are {listed(names)}"],
    )
