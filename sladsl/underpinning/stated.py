"""What an agreement states as assumed, as the rules of availability reckon with it, and what they rest on."""

from collections.abc import Iterator

from sladsl.policy import assumption_words
from sladsl.policy.assumptions import (
    Assumption,
    ExcludedAlike,
    ExcludedAtMost,
    IndependentFailures,
    MonitoredAlways,
)
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.underpinning.answers import Assumed
from sladsl.underpinning.exclusions import Assumptions, Bound
from sladsl.underpinning.footing import Footing, agreements_below
from sladsl.underpinning.needs import names_of, rests_on
from sladsl.underpinning.setting import Setting
from sladsl.underpinning.states_compared import may_be_unknown
from sladsl.underpinning.uptime import Uptime


@frozen
class Stated:
    """The assumptions of an agreement and of those below it."""

    assumptions: tuple[Assumption, ...]
    bounds: tuple[tuple[str, Bound], ...]

    @classmethod
    def of(cls, setting: Setting, promise: Uptime) -> "Stated":
        """Those that bear on a promise."""
        below = agreements_below(setting, promise.agreement.id)
        ids = {promise.agreement.id, *(each.id for each in below)}
        stated = tuple(each for each in setting.policy.assumptions if each.agreement in ids)
        bounds = tuple(
            (fold(each.state), Bound(each.us, each.window, setting.agreements[each.agreement]))
            for each in stated
            if isinstance(each, ExcludedAtMost)
        )
        return cls(stated, bounds)

    @property
    def exclusions(self) -> Assumptions:
        """Of what is excluded."""
        return Assumptions(any(isinstance(each, ExcludedAlike) for each in self.assumptions), self.bounds)

    @property
    def monitored(self) -> bool:
        """Whether no time is unknown."""
        return any(isinstance(each, MonitoredAlways) for each in self.assumptions)

    def independent(self, footing: Footing) -> frozenset[str]:
        """The services that fail independently of each other."""
        found: set[str] = set()
        for each in self.assumptions:
            if isinstance(each, IndependentFailures):
                found.update(map(fold, each.services) if each.services else footing.services)
        return frozenset(found)

    def used(self, footing: Footing, independently: bool) -> Iterator[Assumed]:
        """The entries of the ledger that a result rests on."""
        yield from _needs(footing)
        states = {fold(each.state.name) for excluded in footing.all_excluded for each in excluded.exclusions}
        for each in self.assumptions:
            match each:
                case ExcludedAlike():
                    rested_on = bool(states)
                case ExcludedAtMost(state=state):
                    rested_on = fold(state) in states
                case MonitoredAlways():
                    rested_on = bool(hidden(footing))
                case IndependentFailures():
                    rested_on = independently
            if rested_on:
                kind = type(each).__name__
                yield Assumed(_KINDS[kind], assumption_words.assumed(each), each.place)


_KINDS = {
    "IndependentFailures": "independent failures",
    "ExcludedAlike": "excluded alike",
    "ExcludedAtMost": "excluded at most",
    "MonitoredAlways": "monitored always",
}


def _needs(footing: Footing) -> Iterator[Assumed]:
    names = names_of(footing.policy)
    places = {fold(service.name): service.needs_place for service in footing.policy.services}
    for service in footing.services:
        if footing.rests_on_others(service):
            text = rests_on(names.get(service, service), footing.promise.state)
            yield Assumed("needs", text, places.get(service))


def hidden(footing: Footing) -> str:
    """Why time of which the data does not say might hide downtime, or be taken for it; "" where it cannot."""
    promise = footing.promise
    if may_be_unknown(promise.state.rule) and promise.clause.unknown != "in favour":
        return _hidden(promise.name, promise.state.name)
    for support, _ in footing.supports:
        clause = support.clause if isinstance(support, Uptime) else support.number
        if may_be_unknown(support.state.rule) and clause.unknown != "against":
            return _hidden(support.name, support.state.name)
    return ""


def _hidden(name: str, state: str) -> str:
    return (
        f"`{state}` is told by a monitor, and of how much time it does not say is not promised in {name}: "
        "an agreement may assume complete monitoring"
    )
