"""The rows of expectations about an agreement's versions: which text holds when."""

from collections.abc import Callable, Sequence
from operator import itemgetter

from sladsl.policy.effective import Effective, said
from sladsl.policy.life import Review
from sladsl.policy.model import Clause, Policy, Signing, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.versions import stretch
from tests.spec.pages import Block
from tests.spec.tables import NOTHING, shown_day
from tests.spec.tellings import Rows, rows_of


def texts(policy: Policy, block: Block, columns: Sequence[str]) -> Rows:
    """A line a version of a clause, as the policy has them; of one `clause`, or those in force `from` a day."""
    agreements = {agreement.id: agreement for agreement in policy.agreements}

    def day(clause: Clause | WindowClause, which: int) -> str:
        agreement = agreements[clause.agreement]
        return shown_day(stretch(clause, agreement)[which], agreement.zone)

    known: dict[str, Callable[[Clause | WindowClause], str]] = {
        "agreement": lambda c: c.agreement,
        "clause": lambda c: c.id,
        "version": lambda c: c.version,
        "from": lambda c: day(c, 0),
        "until": lambda c: day(c, 1),
        "origin": lambda c: c.origin or NOTHING,
        "line": lambda c: str(c.place.line),
        "text": lambda c: c.place.text,
    }
    wanted = block.options
    clauses = [
        clause
        for clause in (*policy.clauses, *policy.window_clauses)
        if ("clause" not in wanted or fold(wanted["clause"]) == fold(clause.id))
        and ("from" not in wanted or wanted["from"] == day(clause, 0))
    ]
    return rows_of(clauses, columns, known)


def versions(policy: Policy, block: Block, columns: Sequence[str]) -> Rows:
    """A line a version of an agreement."""

    def signers(signed: Sequence[Signing], zone: str) -> str:
        names = (f"{each.who} for {each.of}" if each.of else each.who for each in signed)
        days = (shown_day(each.on, zone) for each in signed)
        return "; ".join(f"{who} {day}" for who, day in zip(names, days)) or NOTHING

    rows = [
        {
            "agreement": agreement.id,
            "version": version.version,
            "from": shown_day(version.since, agreement.zone),
            "until": shown_day(following, agreement.zone),
            "made by": (version.amendment or NOTHING) + ", retroactively" * version.retroactive,
            "parties": f"{version.provider} for {version.customer}",
            "ends": shown_day(version.ends, agreement.zone),
            "signed": signers(version.signed, agreement.zone),
            "changes": "; ".join(version.changes) or NOTHING,
        }
        for agreement in policy.agreements
        for version, following in zip(
            agreement.versions, [*(each.since for each in agreement.versions[1:]), None]
        )
    ]
    known: dict[str, Callable[[dict[str, str]], str]] = {name: itemgetter(name) for name in rows[0]}
    return rows_of(rows, columns, known)


def reviews(policy: Policy, as_of: int | None, columns: Sequence[str]) -> Rows:
    """A line a review of the first agreement that has fallen due, and the next one."""
    agreement = policy.agreements[0]
    found = Effective(policy, agreement, agreement.begins if as_of is None else as_of).reviews
    known: dict[str, Callable[[Review], str]] = {
        "due": lambda review: shown_day(review.due, agreement.zone),
        "status": lambda review: review.status,
        "held": lambda review: shown_day(review.held, agreement.zone),
    }
    return rows_of(found, columns, known)


def shown(policy: Policy, block: Block, as_of: int | None) -> str:
    """The first agreement in words, or the one that `agreement` names; with `clause`, what is said of that, with `requirements` what was asked for, with `head` what comes before
    all."""
    name = block.options.get("agreement", policy.agreements[0].id)
    agreement = next(each for each in policy.agreements if each.id == name)
    text = said(Effective(policy, agreement, agreement.begins if as_of is None else as_of))
    paragraphs = text.split("\n\n")
    if "head" in block.options:
        return paragraphs[0] + "\n"
    if "requirements" in block.options:
        return "\n".join(f"{each}\n" for each in paragraphs if each.startswith("  requirement "))
    if "money" in block.options:
        return next(each for each in paragraphs if each.startswith("  Money")) + "\n"
    if name := block.options.get("clause"):
        own = f"  {agreement.id}/{name}"
        return next(each for each in paragraphs if each.startswith((f"{own} ", f"{own}\n"))) + "\n"
    return text
