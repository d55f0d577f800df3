"""What agreements assume, and of which services: some for the policy of `conftest.py`, and any that fit a policy."""

from typing import Any

from hypothesis import strategies as st

from sladsl.policy import assumptions as a
from sladsl.policy import catalogue as k
from sladsl.policy import model as m

_HERE = m.Place("acme.sla", 12, 3, 14, 40, "Every ticket ...")
_MONTH = m.Window("calendar", "month")
ASSUMPTIONS: tuple[a.Assumption, ...] = (
    a.IndependentFailures("ACME", ("ISP North", "ISP South"), _HERE),
    a.ExcludedAlike("ACME", _HERE),
    a.ExcludedAtMost("ACME", "maintenance", 14_400_000_000, _MONTH, _HERE),
    a.MonitoredAlways("ACME", _HERE),
)
SERVICES: tuple[m.Service, ...] = (
    m.Service(
        "Email",
        "Managed mail",
        k.NeedsAll(
            (
                k.NeedsService("Office LAN"),
                k.NeedsSome(1, (k.NeedsService("ISP North"), k.NeedsAny((k.NeedsService("ISP South"),)))),
            )
        ),
        _HERE,
        _HERE,
        "mailboxes of 50 GB",
        k.Offer(("Acme SA", "City of Athens"), _HERE),
    ),
    *(m.Service(name, "", None, None, _HERE) for name in ("Office LAN", "ISP North", "ISP South")),
)
SERVICE_GROUPS = (
    k.ServiceGroup("Lines", "", ("ISP North", "ISP South"), (), "two ways out", None, _HERE),
    k.ServiceGroup("All", "The catalogue", ("Email",), ("Lines",), "", k.Offer((), _HERE), _HERE),
)


def assumptions(
    agreements: tuple[m.Agreement, ...],
    known: tuple[m.Service, ...],
    names: st.SearchStrategy[str],
    places: st.SearchStrategy[m.Place],
) -> st.SearchStrategy[tuple[Any, ...]]:
    """What these agreements assume, of these services."""
    of = st.sampled_from([agreement.id for agreement in agreements])
    named = (
        st.lists(st.sampled_from([service.name for service in known]), max_size=2) if known else st.just([])
    )
    return st.lists(
        st.one_of(
            st.builds(a.IndependentFailures, of, named.map(tuple), places),
            st.builds(a.ExcludedAlike, of, places),
            st.builds(a.ExcludedAtMost, of, names, st.integers(0, 10**9), st.just(_MONTH), places),
            st.builds(a.MonitoredAlways, of, places),
        ),
        max_size=3,
    ).map(tuple)
