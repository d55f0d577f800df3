"""What the versions of one text of an agreement say of money, from when until when."""

from collections.abc import Sequence
from typing import TypeVar, assert_never

from attrs import Factory, evolve

from sladsl.meaning.editions import Edition
from sladsl.meaning.followers import Promise
from sladsl.policy import money
from sladsl.policy.names import fold
from sladsl.records import define
from sladsl.syntax import tree
from sladsl.syntax.tree import money as written

T = TypeVar("T", money.Credit, money.Right)


@define
class MoneyOfText:
    """The terms of one text with those amendments that leave its fee, caps and claims as they are: credits
    and rights are those of each version."""

    heading: tree.Agreement
    since: int | None
    until: int | None = None
    first: money.Terms | None = None
    credits: list[tuple[object, money.Credit]] = Factory(list)  # with what it goes on with
    rights: list[tuple[object, money.Right]] = Factory(list)

    def ended(self, until: int | None) -> "MoneyOfText":
        """The same, where another text begins."""
        return self if self.until is not None else evolve(self, until=until)

    def enter(self, terms: money.Terms | None, promises: Sequence[Promise], since: int | None) -> None:
        """The terms as the version from `since` on has them."""
        self.first = self.first or terms
        by_id = {fold(promise.id): promise for promise in reversed(promises)}
        credits_ = () if terms is None else terms.credits
        _go_on(self.credits, [((by_id.get(fold(each.clause)), each), each) for each in credits_], since)
        _go_on(self.rights, [(each, each) for each in (() if terms is None else terms.rights)], since)

    def terms(self) -> money.Terms | None:
        """All of it; None where no version speaks of money."""
        if self.first is None:
            return None
        return evolve(
            self.first,
            credits=tuple(each for _, each in self.credits),
            rights=tuple(each for _, each in self.rights),
            since=self.since,
            until=self.until,
        )


def paid_by(heading: tree.Agreement | None, edition: Edition) -> tree.Agreement | None:
    """What says the fee, the caps and the claims from an edition on: a text of its own, or the text so far
    with what an amendment says of the same in its place; None: as before."""
    own = edition.text.heading
    if not edition.own:
        return None
    if isinstance(own, tree.Agreement) or heading is None:
        return own if isinstance(own, tree.Agreement) else None
    said = [each for each in own.sentences if isinstance(each, written.AgreementMoney)]
    if not said:
        return None
    replaced = {_about(each) for each in said}
    kept = tuple(
        each
        for each in heading.sentences
        if not isinstance(each, written.AgreementMoney) or _about(each) not in replaced
    )
    return evolve(heading, sentences=(*kept, *said))


def _about(said: written.AgreementMoney) -> tuple[object, ...]:
    """What a sentence is about; an amendment's stands in the place of those about the same."""
    match said:
        case written.Fee(name=name):
            return "fee", "" if name is None else name.key
        case written.FeeOnce(_, _, name):
            return "fee once", "" if name is None else name.key
        case written.ThereAre(units) | written.CountedWhile(units):
            return "units", units.key
        case written.Cap(_, per, _, each):
            about = "" if each is None else each.key
            return "cap", about, None if per is None else (per.kind, per.unit)
        case written.Right(who, action, _, clause):
            return "right", who, action, clause.key
        case written.RightOfCredits(who, action):
            return "right of credits", who, action
        case written.SetAgainst() | written.PaidWithin():
            return ("settlement",)
        case (
            written.AtRisk()
            | written.PaidAbove()
            | written.CreditsGoBy()
            | written.Taxes()
            | written.Claimed()
            | written.EarnedBack()
        ):
            return (type(said),)
        case never:
            assert_never(never)


def _go_on(known: list[tuple[object, T]], present: list[tuple[object, T]], since: int | None) -> None:
    """What is as before goes on; the rest ends, or begins, here."""
    open_ = [index for index, (_, each) in enumerate(known) if each.until is None]
    left = list(present)
    for index in open_:
        key, item = known[index]
        same = next((number for number, (other, _) in enumerate(left) if other == key), None)
        if same is None:
            known[index] = key, evolve(item, until=since)
        else:
            del left[same]
    known.extend((key, evolve(item, since=since)) for key, item in left)
