"""Requirements in words."""

from collections.abc import Iterator

from attrs import evolve

from sladsl.policy import money_words
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.requirements import Requirement
from sladsl.policy.version_words import day


def requirement(of: Requirement, zone: str) -> str:
    """`requirement R-12 of Acme SA: "answers soon", met by P1-RESPONSE`."""
    met = f", met by {' and '.join(of.met_by)}" if of.met_by else ", met by no clause"
    since = "" if of.since is None else f", from {day(of.since, zone)} on"
    return f'requirement {of.id} of {of.party}: "{of.words}"{met}{since}'


def besides(of: Requirement, policy: Policy, zone: str) -> Iterator[str]:
    """What it requires beside levels, a line each."""
    if of.credit_owed:
        yield "a credit is owed when missed"
    if of.money is not None:
        units = {each.id: each.unit for each in policy.window_clauses if each.agreement == of.agreement}
        said = evolve(of.money, fee=None, further_fees=(), units=(), at_risk=None)
        yield from money_words.terms(said, units, zone)
    if of.only_excluded is not None:
        yield f"nothing{' but ' if of.only_excluded else ''}{' and '.join(of.only_excluded)} may be excluded"


def of_agreement(policy: Policy, agreement: Agreement) -> list[Requirement]:
    """What was asked for, in the order of the text."""
    return [each for each in policy.requirements if each.agreement == agreement.id]
