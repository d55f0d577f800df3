"""Tiers in words."""

from collections.abc import Iterator

from sladsl.policy import words
from sladsl.policy.model import Agreement
from sladsl.policy.tiers import Tier, TierCases


def tier(of: Tier, agreement: Agreement) -> Iterator[str]:
    """A line a kind of cases that are of the tier."""
    title = f' "{of.title}"' if of.title else ""
    yield f"tier {of.name}{title}:"
    for cases in of.cases:
        yield f"  {_cases(cases, agreement.zone)}"


def _cases(of: TierCases, zone: str) -> str:
    where = "" if of.where is None else f" where {words.condition(of.where)}"
    ends = "" if of.ends is None else f" until {words.instant(of.ends, zone)}"
    value = f"{of.field} {of.value}"
    return f"every {of.subject}{where} has {value} from {words.instant(of.begins, zone)}{ends}"
