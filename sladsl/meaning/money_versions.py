"""What the versions of one text of an agreement say of money, from when until when."""

from collections.abc import Sequence
from typing import TypeVar

from attrs import Factory, define, evolve

from sladsl.meaning.editions import Edition
from sladsl.meaning.followers import Promise
from sladsl.policy import money
from sladsl.policy.names import fold
from sladsl.syntax import tree
from sladsl.syntax.tree.money import Fee

T = TypeVar("T", money.Credit, money.Right)


@define
class MoneyOfText:
    """The terms of one text with its amendments: fee, caps and claims are the text's, credits and rights
    are those of each version."""

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
    """What says the fee from an edition on: a text of its own, or the text so far with an amendment's fee in
    place of its own; None: as before."""
    own = edition.text.heading
    if not edition.own:
        return None
    if isinstance(own, tree.Agreement) or heading is None:
        return own if isinstance(own, tree.Agreement) else None
    fees = [said for said in own.sentences if isinstance(said, Fee)]
    if not fees:
        return None
    kept = tuple(said for said in heading.sentences if not isinstance(said, Fee))
    return evolve(heading, sentences=(*kept, *fees))


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
