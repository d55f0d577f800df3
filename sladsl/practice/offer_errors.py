"""What is said of what is offered and promised."""

from collections.abc import Sequence

from sladsl.policy.catalogue import Offer, Service
from sladsl.policy.model import Agreement, WindowClause
from sladsl.practice.told import Told


def unpromised(service: Service, offer: Offer, customer: str, agreements: Sequence[Agreement]) -> Told:
    """W1230."""
    plain = [each.id for each in agreements if not each.life.draft]
    drafts = [each.id for each in agreements if each.life.draft]
    label = f"not in {' or '.join(f'`{name}`' for name in plain)}"
    if not plain:
        verb = "is a draft" if len(drafts) == 1 else "are drafts"
        label = f"{' and '.join(f'`{name}`' for name in drafts)} {verb}"
    return Told(
        f"`{service.name}` is offered to `{customer}`, and nothing of it is promised",
        offer.place,
        ((plain or drafts)[0], ""),
        label=label,
        help=f"promise something of it in an agreement with `{customer}`: "
        f"`{service.name} shall be available for at least 99.5% of the time per calendar month.`",
    )


def without_agreement(service: Service, offer: Offer, customer: str) -> Told:
    """W1232."""
    return Told(
        f"`{service.name}` is offered to `{customer}`, and there is no agreement with it",
        offer.place,
        ("", ""),
        label=f"no customer or internal SLA has `{customer}` as its customer",
        help="give the file with its agreement too, or write one",
    )


def unoffered(level: WindowClause, service: Service, agreement: Agreement, offers: Sequence[Offer]) -> Told:
    """W1231."""
    customer = agreement.versions[-1].customer if agreement.versions else agreement.customer
    parties = " and ".join(f"`{name}`" for offer in offers for name in offer.parties)
    return Told(
        f"`{service.name}` is promised to `{customer}`, and is not offered to it",
        level.place,
        (level.agreement, level.id),
        others=tuple((offer.place, "to whom it is offered") for offer in offers),
        notes=(f"it is offered to {parties}",),
        help=f"offer it: `service {service.name} is offered to {customer}.`, or take the promise out",
    )
