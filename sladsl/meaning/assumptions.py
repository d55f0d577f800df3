"""What agreements assume: sentences that proofs may rest on, and nobody promises."""

from collections.abc import Iterable, Iterator

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import assumption_errors, catalogue_errors, readings
from sladsl.meaning.modules import Unit
from sladsl.meaning.places import Places
from sladsl.meaning.windows import a_window
from sladsl.policy import assumptions, model
from sladsl.policy.catalogue import Service
from sladsl.policy.names import fold
from sladsl.records import frozen
from sladsl.syntax import tree


@frozen
class Assumed:
    """Lowers the assumptions of a program, whose services and promises are known by now."""

    services: tuple[Service, ...]
    promises: tuple[model.Clause | model.WindowClause, ...]
    places: Places
    found: list[Diagnostic]

    def of(self, units: Iterable[Unit]) -> tuple[assumptions.Assumption, ...]:
        """In the order of the text."""
        return tuple(
            assumed
            for unit in units
            for item in unit.module.items
            if isinstance(item, tree.Agreement)
            for assumed in self._of_agreement(item)
        )

    def _of_agreement(self, agreement: tree.Agreement) -> Iterator[assumptions.Assumption]:
        id = agreement.name.text
        for said in agreement.sentences:
            match said:
                case tree.AssumesIndependence(names):
                    services = [name for each in names if (name := self._service(each)) is not None]
                    if len(services) == len(names):
                        yield assumptions.IndependentFailures(id, tuple(services), self.places.of(said.span))
                case tree.AssumesSameExclusions():
                    yield assumptions.ExcludedAlike(id, self.places.of(said.span))
                case tree.AssumesLimit(most, state, written):
                    us, window = readings.microseconds(most, self.found), a_window(written, self.found)
                    name = self._excluded(state)
                    if us is not None and window is not None and name is not None:
                        yield assumptions.ExcludedAtMost(id, name, us, window, self.places.of(said.span))
                case tree.AssumesMonitoring():
                    yield assumptions.MonitoredAlways(id, self.places.of(said.span))
                case _:
                    pass

    def _service(self, name: tree.Name) -> str | None:
        known = {fold(service.name): service.name for service in self.services}
        if name.key not in known:
            self.found.append(catalogue_errors.unknown_service(name, known.values()))
        return known.get(name.key)

    def _excluded(self, state: tree.Name) -> str | None:
        """The state's name as declared; it has to be one that some promise excludes."""
        known = {
            fold(each.name): each.name
            for promise in self.promises
            if isinstance(promise, model.WindowClause)
            for each in promise.excluding
        }
        if state.key not in known:
            self.found.append(assumption_errors.not_excluded(state, known.values()))
        return known.get(state.key)
