"""An agreement as it holds at an instant, in words: its text, where each clause comes from, what was not said
and holds all the same, its life."""

from collections.abc import Iterator
from typing import Any

from sladsl.policy import defaults, money_words, requirement_words, version_words
from sladsl.policy.life import Review, reviews_of
from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.money import within
from sladsl.policy.printed import (
    clause_lines,
    covered_lines,
    level_lines,
    requirement_lines,
    rests_lines,
    wrapped,
)
from sladsl.policy.version_words import day
from sladsl.policy.versions import drafted, stretch, version_at
from sladsl.records import frozen


@frozen
class Effective:
    """An agreement as of an instant: the clauses in force then, as written."""

    policy: Policy
    agreement: Agreement
    as_of: int

    @property
    def clauses(self) -> list[Clause | WindowClause]:
        """Those in force."""
        every: list[Clause | WindowClause] = [*self.policy.clauses, *self.policy.window_clauses]
        found = []
        for each in every:
            if each.agreement != self.agreement.id:
                continue
            begins, ends = stretch(each, self.agreement)
            if max(begins, self.agreement.begins) <= self.instant and (ends is None or self.instant < ends):
                found.append(each)
        return found

    @property
    def instant(self) -> int:
        """As of then, or the first or last instant at which the agreement is in force."""
        ends = self.agreement.ends
        instant = max(self.as_of, self.agreement.begins)
        return instant if ends is None else min(instant, ends - 1)

    @property
    def status(self) -> str:
        """ "draft", "agreed", "signed", "in force", "suspended", "terminated" or "expired"."""
        agreement = self.agreement
        if agreement.life.draft:
            return "draft"
        if self.as_of < agreement.begins:
            signed = [each.on for each in agreement.versions[0].signed] if agreement.versions else []
            return "signed" if signed and max(signed) <= self.as_of else "agreed"
        if agreement.ends is not None and self.as_of >= agreement.ends:
            return "terminated" if agreement.life.termination else "expired"
        held = any(each.begins <= self.as_of < each.ends for each in agreement.life.suspensions)
        return "suspended" if held else "in force"

    @property
    def reviews(self) -> list[Review]:
        """Those that have fallen due, and the next."""
        agreement, reviews = self.agreement, self.agreement.life.reviews
        if reviews is None:
            return []
        return reviews_of(reviews, agreement.begins, agreement.ends, agreement.zone, self.as_of)


def said(of: Effective) -> str:
    """The whole of it, at most 100 columns wide where names allow."""
    lines = [*_head(of), ""]
    for clause in of.clauses:
        zone = of.agreement.zone
        if isinstance(clause, Clause):
            lines += clause_lines(of.policy, clause, zone)
        else:
            lines += level_lines(of.policy, clause, zone)
        for default in defaults.of_clause(of.policy, clause, of.agreement):
            lines += wrapped(default, "    ")
        lines.append("")
    for asked in requirement_words.of_agreement(of.policy, of.agreement):
        lines += [*requirement_lines(of.policy, asked, of.agreement.zone), ""]
    if money := _money(of):
        lines += ["  Money", *(line for each in money for line in wrapped(each, "    ")), ""]
    lines.append("  Not said otherwise")
    for default in defaults.of_agreement(of.agreement):
        lines += wrapped(default, "    ")
    return "\n".join(" ".join(line.splitlines()).rstrip() for line in lines) + "\n"


def tree(of: Effective) -> dict[str, Any]:
    """The same for programs: instants in microseconds UTC are left to the caller to write."""
    agreement = of.agreement
    version = version_at(agreement, of.instant)
    return {
        "agreement": agreement.id,
        "title": agreement.title,
        "kind": agreement.kind,
        "as_of": of.as_of,
        "status": of.status,
        "version": version.version if version else agreement.version,
        "provider": version.provider if version else agreement.provider,
        "customer": version.customer if version else agreement.customer,
        "in_force": {"from": agreement.begins, "until": agreement.ends},
        "zone": agreement.zone,
        "versions": [
            {
                "version": each.version,
                "from": each.since,
                "amendment": each.amendment,
                "retroactive": each.retroactive,
                "signed": [{"by": one.who, "for": one.of, "on": one.on} for one in each.signed],
                "changes": list(each.changes),
            }
            for each in agreement.versions
        ],
        "life": list(version_words.life(agreement)),
        "reviews": [{"due": each.due, "status": each.status, "held": each.held} for each in of.reviews],
        "clauses": [_clause(of, each) for each in of.clauses],
        "requirements": [
            {"requirement": each.id, "party": each.party, "words": each.words, "met_by": list(each.met_by)}
            for each in requirement_words.of_agreement(of.policy, of.agreement)
        ],
        "money": _money(of),
        "meant": [
            {"code": each.code, "clause": each.clause, "because": each.because}
            for each in of.policy.meant
            if each.agreement == agreement.id
        ],
        "defaults": defaults.of_agreement(agreement),
    }


def _clause(of: Effective, clause: Clause | WindowClause) -> dict[str, Any]:
    begins, ends = stretch(clause, of.agreement)
    return {
        "clause": clause.id,
        "title": clause.title,
        "version": clause.version,
        "from": begins,
        "until": ends,
        "origin": clause.origin,
        "written": {"file": clause.place.file, "line": clause.place.line, "text": clause.place.text},
        "defaults": defaults.of_clause(of.policy, clause, of.agreement),
    }


def _head(of: Effective) -> Iterator[str]:
    agreement, zone = of.agreement, of.agreement.zone
    version = version_at(agreement, of.instant)
    number = version.version if version else agreement.version
    title = f' "{agreement.title}"' if agreement.title else ""
    when = f"{of.status} as of {day(of.as_of, zone)}"
    yield f"{agreement.id}{title}: {agreement.kind}, version {number}, {when}"
    provider, customer = (
        (version.provider, version.customer) if version else (agreement.provider, agreement.customer)
    )
    yield from wrapped(f"between {provider} as provider and {customer} as customer", "  ")
    yield from covered_lines(agreement)
    ends = "" if agreement.ends is None else f" until {day(agreement.ends, zone)}"
    yield f"  in force from {day(agreement.begins, zone)}{ends}, time zone {zone}"
    for each in agreement.versions if len(agreement.versions) > 1 else ():
        yield from wrapped(version_words.version(each, zone), "  ")
    for each in drafted(of.policy, agreement):
        yield from wrapped(f"draft: {version_words.version(each, zone)}", "  ")
    for each in agreement.versions:
        if text := version_words.signed(each.signed, zone):
            yield from wrapped(f"version {each.version} {text}", "  ")
    for line in version_words.life(agreement):
        yield from wrapped(line, "  ")
    for review in of.reviews:
        held = "" if review.held is None else f", held {day(review.held, zone)}"
        yield f"    review of {day(review.due, zone)}: {review.status}{held}"
    yield from rests_lines(of.policy, agreement)


def _money(of: Effective) -> list[str]:
    """What is said of money then."""
    units = {each.id: each.unit for each in of.policy.window_clauses if each.agreement == of.agreement.id}
    found: list[str] = []
    for terms in of.policy.money:
        if terms.agreement == of.agreement.id and within(terms, of.instant):
            found += money_words.terms(money_words.as_of(terms, of.instant), units, of.agreement.zone)
    return found
