"""What is said of credits that make a breach cheap."""

from fractions import Fraction

from sladsl.policy.currencies import PLACES
from sladsl.policy.model import WindowClause
from sladsl.policy.money import Credit
from sladsl.practice.told import Told


def cheap(
    level: WindowClause, credit: Credit, value: Fraction, amounts: tuple[Fraction, Fraction], currency: str
) -> Told:
    """W1216; `amounts` are what is credited, and the fee for the time without service."""
    credited, fee = (_money(each, currency) for each in amounts)
    return Told(
        f"at {_percent(value)} `{level.id}` credits {credited}, and {fee} are paid for what was not provided",
        credit.place,
        (level.agreement, level.id),
        notes=("the provider is the better off the less it serves",),
        help="credit no less than the fee for the time without service: "
        "`Credit 1 times the fee for the downtime.`, or a last step of 100%",
    )


def _money(amount: Fraction, currency: str) -> str:
    return f"{currency} {_rounded(amount, PLACES.get(currency, 2))}".strip()


def _percent(share: Fraction) -> str:
    return f"{_rounded(share * 100, 2).rstrip('0').rstrip('.')}%"


def _rounded(number: Fraction, places: int) -> str:
    whole, rest = divmod(round(number * 10**places), 10**places)
    return f"{whole}.{rest:0{places}}" if places else str(whole)
