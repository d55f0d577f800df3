"""Clauses that cannot be weakened: what stands in their place is at least as strict, or it is refused."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.money import Terms, within
from sladsl.policy.names import fold
from sladsl.policy.replacements import Promise, Replacement
from sladsl.records import frozen
from sladsl.underpinning.comparison import replacing_errors
from sladsl.underpinning.comparison.clauses import compared, gone
from sladsl.underpinning.comparison.credit_differences import credit_differences
from sladsl.underpinning.comparison.findings import Difference, Witness
from sladsl.underpinning.comparison.grounds import ground_of, shown
from sladsl.underpinning.comparison.replay import Judge
from sladsl.underpinning.comparison.sides import Side


@frozen
class Loss:
    """What a customer may lose by what stands in a clause's place: verdicts, as a `witness` shows, or as is
    not to be told for the `doubts`; and what changed, less credit among it."""

    witness: Witness | None
    differences: tuple[Difference, ...]
    doubts: tuple[str, ...]


_NO_LOSS = Loss(None, (), ())


def weakened(policy: Policy, replaced: Iterable[Replacement], judge: Judge) -> list[Diagnostic]:
    """E1144 where one is shown to be weaker, E1145 where that cannot be told, in the order of the text.

    W1146 where an amendment is so, for the parties may agree on that.
    """
    order = {file.name: index for index, file in enumerate(policy.files)}
    in_order = sorted(replaced, key=lambda each: (order.get(each.place.file, -1), each.place.start))
    return [*_weakened(policy, in_order, judge)]


def _weakened(policy: Policy, replaced: Iterable[Replacement], judge: Judge) -> Iterator[Diagnostic]:
    for each in replaced:
        if not each.own:
            yield replacing_errors.removed(each)
            continue
        agreement = next(of for of in policy.agreements if of.id == each.agreement)
        agreement = evolve(agreement, versions=())
        old = [Side(_text(policy, each, agreement, 0), agreement, part) for part in each.inherited]
        new = [Side(_text(policy, each, agreement, 1), agreement, part) for part in each.own]
        losses = [_loss(part, new, judge) for part in old]
        key = each.agreement, each.clause
        credit = tuple(credit_differences(old[0].policy, key, new[0].policy, key)) if old else ()
        less = any(of.effect in ("weaker", "either") for of in credit)
        witness = next((of.witness for of in losses if of.witness is not None), None)
        changed = (*(one for of in losses for one in of.differences), *credit)
        doubts = [one for of in losses for one in of.doubts]
        doubts += [f"{of.about}: {of.why}" for of in credit if of.effect == "open"]
        if witness is not None or less:
            yield replacing_errors.is_weaker(each, witness, changed, agreement.zone)
        elif doubts:
            yield replacing_errors.cannot_be_told(each, doubts)


def _text(policy: Policy, of: Replacement, agreement: Agreement, which: int) -> Policy:
    """The policy with nothing of the agreement but the clause as inherited (0), or as replaced (1)."""
    promises = (*(of.inherited, of.own)[which], *of.beside[which])
    payer, at = ((of.base, of.base_at), (of.agreement, of.at))[which]

    def pays(terms: Terms) -> bool:
        return terms.agreement == payer and within(terms, at)

    return evolve(
        policy,
        clauses=tuple(each for each in promises if isinstance(each, Clause)),
        window_clauses=tuple(each for each in promises if isinstance(each, WindowClause)),
        money=tuple(_of(each, agreement, at) for each in policy.money if pays(each)),
    )


def _of(terms: Terms, agreement: Agreement, instant: int) -> Terms:
    """The terms of an instant as if the agreement had them."""
    credits_ = tuple(each for each in terms.credits if within(each, instant))
    return evolve(terms, agreement=agreement.id, credits=credits_)


def _loss(part: Side, own: Sequence[Side], judge: Judge) -> Loss:
    """None where one of the promises in its place is at least as strict; else by the one of the same name."""
    if any(_is_never_weaker(part, each) for each in own):
        return _NO_LOSS
    same = next((each for each in own if fold(each.clause.id) == fold(part.clause.id)), None)
    if same is None:
        lost = Difference("promise", part.clause.place.text, "", "weaker")
        return Loss(gone(part, judge).weaker, (lost,), ("no part of it promises as much",))
    if not _alike(part.clause, same.clause):
        found = compared(part, same, judge)
        return Loss(found.weaker, found.differences, found.doubts)
    ground = ground_of(part, same)
    if ground.doubt:
        return Loss(None, ground.differences, (ground.doubt,))
    openings = ground.down()
    witness = shown(judge, part.text, same.text, openings[: ground.tried], "old")
    return Loss(witness, ground.differences, tuple(each.doubt for each in openings))


def _is_never_weaker(part: Side, own: Side) -> bool:
    if not _alike(part.clause, own.clause):
        return False
    ground = ground_of(part, own)
    return not ground.doubt and not ground.down()


def _alike(one: Promise, other: Promise) -> bool:
    return isinstance(one, Clause) == isinstance(other, Clause)
