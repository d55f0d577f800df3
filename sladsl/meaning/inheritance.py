"""Agreements that build on others: the clauses they inherit, as those of each base stand from day to day."""

from collections.abc import Sequence

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import level_rules
from sladsl.meaning.editions import Edition, Written, amended, first_edition
from sladsl.meaning.texts import Text
from sladsl.meaning.timelines import Timeline
from sladsl.records import frozen
from sladsl.syntax import tree


@frozen
class Base:
    """An agreement that another builds on, under the name it is called there."""

    name: tree.Name
    line: Timeline

    def at(self, instant: int) -> Edition:
        """Its text at an instant."""
        begun = [each for each in self.line.editions if each.since is None or each.since <= instant]
        return begun[-1]

    @property
    def id(self) -> str:
        """As it is declared."""
        return self.line.agreed.agreement.id


def bases_said(texts: Sequence[Text]) -> list[tree.Name]:
    """The agreements that these texts say they build on."""
    return [
        name
        for text in texts
        for said in text.heading.sentences
        if isinstance(said, tree.BuildsOn)
        for name in said.bases
    ]


def inherited(bases: Sequence[Base], text: Text, instant: int, found: list[Diagnostic]) -> dict[str, Written]:
    """The clauses of the bases at an instant, for a text that may replace some of them."""
    replaced = {part.name.key for part in text.parts if isinstance(part, tree.Clause)}
    clauses: dict[str, Written] = {}
    for base in bases:
        for key, written in base.at(instant).clauses.items():
            origin = f"agreement {base.id}"
            if written.origin:
                origin = (
                    written.origin
                    if written.origin.startswith("agreement ")
                    else f"{written.origin} of {base.id}"
                )
            other = clauses.setdefault(key, evolve(written, origin=origin))
            if other.clause != written.clause and key not in replaced:
                found.append(
                    level_rules.two_inherited(
                        base.name, other.clause.name, written.clause.name, [each.id for each in bases]
                    )
                )
    return clauses


def rebuilt(line: Timeline, bases: Sequence[Base], found: list[Diagnostic]) -> tuple[Edition, ...]:
    """The editions of an agreement on top of its bases: one more wherever a base changes."""
    if not bases:
        return line.editions
    agreement = line.agreed.agreement
    for base in bases:
        other = base.line.agreed.agreement
        ends_early = other.ends is not None and (agreement.ends is None or other.ends < agreement.ends)
        if other.begins > agreement.begins or ends_early:
            found.append(level_rules.base_not_in_force(base.name, other))
            return line.editions
    ends = agreement.ends
    changes = {
        each.since
        for base in bases
        for each in base.line.editions
        if each.since is not None and each.since > agreement.begins and (ends is None or each.since < ends)
    }
    own = {each.since: each for each in line.editions}
    instants = sorted({*changes, *(since for since in own if since is not None)})
    editions: list[Edition] = []
    for instant in (None, *instants):
        at = agreement.begins if instant is None else instant
        begun = [each for each in line.editions if each.since is None or each.since <= at]
        edition: Edition | None = None
        for each in begun:
            text = each.text
            if isinstance(text.heading, tree.Agreement):
                edition = first_edition(text, instant, found, inherited(bases, text, at, found))
            elif edition is not None:
                edition = amended(edition, text, instant, found)
        assert edition is not None
        editions.append(evolve(edition, own=instant in own))
    return tuple(editions)
