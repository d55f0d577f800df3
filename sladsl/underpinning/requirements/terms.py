"""What is required of money, and of what may be left out, against what the agreement says.

Each function answers for one stretch of time; the worst of all stretches is the answer.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from attrs import evolve

from sladsl.policy import money_words, settlement_words
from sladsl.policy.model import Clause
from sladsl.policy.money import Cap, Claims, Credit, CreditRight, Right, Terms
from sladsl.policy.names import fold
from sladsl.policy.place import Place
from sladsl.policy.requirements import Requirement
from sladsl.policy.settlement import Settlement
from sladsl.underpinning.comparison.claim_differences import claims_effect
from sladsl.underpinning.comparison.credit_differences import amounts_ordered, cap_order, credit_differences
from sladsl.underpinning.comparison.settlement_differences import settlement_effect
from sladsl.underpinning.requirements.answers import Part, PartAnswer
from sladsl.underpinning.requirements.credits import beside, credits_something, is_above
from sladsl.underpinning.requirements.stretches import AnyClause, Stretch

Found = tuple[PartAnswer, str]
_RANK: dict[PartAnswer, int] = {"satisfied": 0, "cannot tell": 1, "not satisfied": 2}


def terms_parts(asked: Requirement, over: Sequence[Stretch]) -> Iterator[Part]:
    """A part for each thing that is required besides levels."""
    clauses = tuple(dict.fromkeys(each.id for stretch in over for each in stretch.clauses))

    def part(text: str, place: Place, answer: Callable[[Stretch], Found]) -> Part:
        worst = max((answer(each) for each in over), key=lambda found: _RANK[found[0]])
        return Part(text, worst[0], worst[1], place, clauses)

    if asked.credit_owed:
        yield part("a credit is owed when missed", asked.place, _owed)
    if asked.only_excluded is not None:
        allowed = " and ".join(asked.only_excluded)
        text = f"nothing{f' but {allowed}' if allowed else ''} may be excluded"
        yield part(text, asked.place, partial(_excluded, asked.only_excluded))
    if asked.money is None:
        return
    terms = asked.money
    for credit in terms.credits:
        yield part(
            f"{credit.clause} credits {money_words.rule(credit.rule, '%')}",
            credit.place,
            partial(_credit, terms, credit),
        )
    for cap in terms.caps:
        yield part(
            f"credits are capped at {money_words.cap(cap)}",
            cap.place,
            partial(_cap, cap),
        )
    if (claims := terms.claims) is not None:
        text = f"credits can be claimed {money_words.claims(claims)}"
        yield part(text, claims.place, partial(_claims, claims))
    if (way := terms.settlement) is not None:
        text = f"credits are {settlement_words.settlement(way)}"
        yield part(text, way.place, partial(_settlement, way))
    for of_credits in terms.credit_rights:
        text = money_words.right(of_credits)
        yield part(text, of_credits.place, partial(_right_of_credits, of_credits))
    for right in terms.rights:
        yield part(money_words.right(right), right.place, partial(_right, right))


def _terms(of: Stretch) -> Terms | None:
    return next(iter(of.policy.money), None)


def _worst(found: Sequence[Found], otherwise: str) -> Found:
    return max(found, key=lambda each: _RANK[each[0]], default=("satisfied", otherwise))


def _owed(over: Stretch) -> Found:
    terms = _terms(over)
    paying = {
        fold(each.clause) for each in (() if terms is None else terms.credits) if credits_something(each)
    }
    for clause in over.clauses:
        if fold(clause.id.removesuffix(" (longest)")) not in paying:
            return "not satisfied", f"{clause.id} credits nothing, and silence is a gap"
    return "satisfied", "each of the clauses credits something"


def _excluded(allowed: Sequence[str], over: Stretch) -> Found:
    known = set(map(fold, allowed))
    for clause in over.clauses:
        more = [name for name in _left_out(clause) if fold(name) not in known]
        if more:
            return "not satisfied", f"{clause.id} leaves out {' and '.join(more)} too"
    return "satisfied", "nothing else is left out"


def _left_out(clause: AnyClause) -> list[str]:
    if isinstance(clause, Clause):
        return [each.state.name for each in clause.excluding]
    return [each.name for each in clause.excluding]


def _credit(required: Terms, credit: Credit, over: Stretch) -> Found:
    clause = next(
        (each for each in over.clauses if fold(each.id.removesuffix(" (longest)")) == fold(credit.clause)),
        None,
    )
    terms = _terms(over)
    promised = [
        each for each in (() if terms is None else terms.credits) if fold(each.clause) == fold(credit.clause)
    ]
    if clause is None or not promised or terms is None:
        return "not satisfied", f"{credit.clause} credits nothing, and silence is a gap"
    told = f"{credit.clause} credits {'; '.join(money_words.rule(each.rule, '%') for each in promised)}"
    other = beside(credit, promised)
    if not other:
        return "cannot tell", f"{told}, which has no plain order to what is required"
    key = over.agreement.id, credit.clause
    found = list(
        credit_differences(
            evolve(over.policy, money=(evolve(required, credits=(credit,)),)),
            key,
            evolve(over.policy, money=(evolve(terms, credits=tuple(other)),)),
            key,
        )
    )
    match {each.effect for each in found}:
        case effects if effects <= {"none", "stricter"}:
            small = terms.paid_above
            if small is not None and not is_above(credit, small.least):
                paid = f"credits are paid where they come to {money_words.paid_above(small)}"
                return "cannot tell", f"{told}, and {paid}"
            return "satisfied", told
        case effects if "open" in effects:
            return "cannot tell", f"{told}, which has no plain order to what is required"
        case _:
            return "not satisfied", told


def _cap(required: Cap, over: Stretch) -> Found:
    terms = _terms(over)
    if terms is None or not terms.credits:
        return "not satisfied", "nothing is credited, and silence is a gap"
    found: list[Found] = []
    for cap in terms.caps:
        told = f"credits are {money_words.cap(cap)}"
        if cap.window == required.window and fold(cap.each) == fold(required.each):
            order = cap_order(required, cap)
            answer: PartAnswer = (
                "cannot tell" if order is None else "not satisfied" if order < 0 else "satisfied"
            )
            found.append((answer, told))
        elif cap.window == required.window and cap.each and not required.each:
            # no less than what is required for all of them together may be left of each
            order = amounts_ordered(required.most, cap.most)
            answer = "cannot tell" if order is None else "not satisfied" if order < 0 else "satisfied"
            found.append((answer, told))
        elif (
            (_longer(cap, required) or cap.window == required.window)
            and fold(cap.each) in ("", fold(required.each))
            and amounts_ordered(required.most, cap.most) == -1
        ):
            found.append(("not satisfied", told))
        else:
            other = "of other things" if fold(cap.each) != fold(required.each) else "over another time"
            found.append(("cannot tell", f"{told}, {other} than what is required"))
    return _worst(found, "credits are not capped")


_UNITS = ("day", "week", "month", "quarter", "year")


def _longer(cap: Cap, other: Cap) -> bool:
    """Whether it holds over a longer time of the same kind; the term is the longest."""
    if cap.window is None or other.window is None:
        return cap.window is None
    alike = cap.window.kind == other.window.kind != "rolling"
    return alike and _UNITS.index(cap.window.unit) > _UNITS.index(other.window.unit)


def _claims(required: Claims, over: Stretch) -> Found:
    terms = _terms(over)
    if terms is None or not terms.credits:
        return "not satisfied", "nothing is credited that could be claimed, and silence is a gap"
    if terms.claims is None:
        return "satisfied", "credits need not be claimed"
    told = f"a credit lapses that is not claimed {money_words.claims(terms.claims)}"
    match claims_effect(required, terms.claims, (over.policy, over.policy), over.agreement):
        case "open":
            return "cannot tell", told
        case "weaker" | "either":
            return "not satisfied", told
        case _:
            return "satisfied", told


def _settlement(required: Settlement, over: Stretch) -> Found:
    terms = _terms(over)
    if terms is None or not terms.credits:
        return "not satisfied", "nothing is credited that could be settled, and silence is a gap"
    if terms.settlement is None:
        return "not satisfied", "how credits are settled is not said, and silence is a gap"
    told = f"credits are {settlement_words.settlement(terms.settlement)}"
    match settlement_effect(over.policy, required, over.policy, terms.settlement):
        case "none" | "stricter":
            return "satisfied", told
        case "weaker":
            return "not satisfied", told
        case _:
            return "cannot tell", f"{told}, which has no plain order to what is required"


def _right(required: Right, over: Stretch) -> Found:
    terms = _terms(over)
    found: list[Found] = []
    for right in () if terms is None else terms.rights:
        if (right.who, right.action, fold(right.clause)) == (
            required.who,
            required.action,
            fold(required.clause),
        ):
            told = money_words.right(right)
            if arises(right, required) and _lasts(right, required):
                return "satisfied", told
            found.append(("not satisfied", told))
    return _worst(found, "") if found else ("not satisfied", "no such right is given, and silence is a gap")


def _right_of_credits(required: CreditRight, over: Stretch) -> Found:
    """One that arises from no more credits, of the same windows."""
    terms = _terms(over)
    found: list[Found] = []
    for right in () if terms is None else terms.credit_rights:
        if (right.who, right.action) == (required.who, required.action):
            told = money_words.right(right)
            order = amounts_ordered(right.most, required.most) if right.window == required.window else None
            if order is None:
                found.append(("cannot tell", f"{told}, which has no plain order to what is required"))
            elif order >= 0 and _lasts(right, required):
                return "satisfied", told
            else:
                found.append(("not satisfied", told))
    if any(answer == "cannot tell" for answer, _ in found):
        return next(each for each in found if each[0] == "cannot tell")
    return _worst(found, "") if found else ("not satisfied", "no such right is given, and silence is a gap")


def _lasts(right: Right | CreditRight, required: Right | CreditRight) -> bool:
    return right.days is None or (required.days is not None and right.days >= required.days)


def arises(right: Right, required: Right) -> bool:
    """Whether the right arises whenever the required one would.

    It does if no way to lay `required.missed` misses into `required.of` windows leaves less than
    `right.missed` of them in every `right.of` in a row: as many as can be laid so are those that repeat one
    less than that at the begin of each `right.of`.
    """
    if right.below is not None and (required.below is None or right.below < required.below):
        return False
    less = right.missed - 1
    whole, rest = divmod(required.of, right.of)
    return required.missed > less * whole + min(less, rest)
