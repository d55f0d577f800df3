"""The compiler on one screen: text -> tree -> checked -> policy."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from sladsl import bundled, practice
from sladsl.diagnostics import Diagnostic, PolicyError, Severity
from sladsl.meaning import Library, gather, lower, owned
from sladsl.meaning.absences import without_absences
from sladsl.policy.model import Policy
from sladsl.records import frozen
from sladsl.replaying import judged, replayed
from sladsl.source import SourceText
from sladsl.underpinning import Coverage, Setting, cover
from sladsl.underpinning.findings import findings
from sladsl.underpinning.terms import terms_findings, weakened

if TYPE_CHECKING:  # these are loaded by those who ask for them
    from sladsl.underpinning.exposure import Exposure
    from sladsl.underpinning.exposure_totals import Total
    from sladsl.underpinning.failing import StillCovered
    from sladsl.underpinning.requirements import RequirementAnswer


@frozen
class Compiled:
    """The policy (None where there is an error), what was found, and the texts the findings point into."""

    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, SourceText]

    def or_raise(self) -> Policy:
        """The policy; raises PolicyError where there is none."""
        if self.policy is None:
            raise PolicyError(self.diagnostics)
        return self.policy


def compile_texts(texts: Iterable[SourceText], library: Library | None = None) -> Compiled:
    """Compile files given together; `library` says where used modules come from."""
    library = library or STANDARD
    units, found = gather(texts, library)
    sources = {unit.name: unit.source for unit in units}
    lowered = lower(units, library.holidays, library.agreements)
    known = without_absences(lowered.diagnostics, found, units)
    policy = None if found else lowered.policy
    weaker = [] if policy is None else weakened(policy, lowered.replaced, replayed)
    if any(each.severity is Severity.ERROR for each in weaker):
        policy = None
    looked_for = None if policy is None else practice.of_texts
    every = owned((*found, *known, *weaker), units)
    return Compiled(policy, practice.but_meant(every, lowered.meant, sources, looked_for), sources)


def check_text(text: str, name: str = "agreement.sla", *, all_practice: bool = False) -> list[Diagnostic]:
    """What is wrong with one text; an empty list where nothing is."""
    compiled = compile_texts([SourceText.of(name, text)])
    return [*compiled.diagnostics, *gaps(compiled.policy, compiled.sources, all_practice)]


def covered(policy: Policy) -> Coverage:
    """Whether what rests on other agreements can be kept; the evaluator plays counterexamples back."""
    return cover(policy, judged)


def provable_without(policy: Policy) -> "StillCovered":
    """Whether a clause is still covered if some below it fail."""
    from sladsl.underpinning.failing import still_covered

    return still_covered(policy, judged)


def asked_for(policy: Policy) -> "tuple[RequirementAnswer, ...]":
    """Whether the clauses satisfy what the customer asked for."""
    from sladsl.underpinning.requirements import answered

    return answered(policy, replayed)


def exposed(policy: Policy) -> "tuple[Exposure, ...]":
    """What providers are left with where a promise of availability is missed at its worst."""
    from sladsl.underpinning.exposure import exposures

    return exposures(Setting(policy, judged), lambda *given: replayed(*given).credits)


def exposed_in_all(policy: Policy) -> "tuple[Total, ...]":
    """The same of whole agreements, all of their promises of availability missed together."""
    from sladsl.underpinning.exposure_totals import totals

    return totals(Setting(policy, judged), lambda *given: replayed(*given).credits)


def gaps(
    policy: Policy | None, sources: Mapping[str, SourceText], all_practice: bool = False
) -> list[Diagnostic]:
    """What `covered` and requirements find wrong, and what good practice advises; of no policy nothing."""
    if policy is None:
        return []
    asked = terms_findings(policy, sources, replayed)
    found = (*findings(covered(policy), sources), *asked, *practice.advice(policy, sources, all_practice))
    return list(practice.but_meant(found, policy.meant, sources, practice.of_policies(all_practice)))


@lru_cache(maxsize=64)
def _standard(name: str) -> SourceText | None:
    if name not in bundled.stdlib_names():
        return None
    return SourceText.of(f"{name}.sla", bundled.stdlib_text(name))


STANDARD = Library(bundled.stdlib_names(), _standard, lambda path, user: None)
