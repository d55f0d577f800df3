"""The compiler on one screen: text -> tree -> checked -> policy."""

from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

from sladsl import bundled
from sladsl.diagnostics import Diagnostic, PolicyError
from sladsl.meaning import Library, gather, lower
from sladsl.policy.model import Policy
from sladsl.source import SourceText

# What seems to be missing where a sentence did not parse may well stand in that sentence.
ABSENCES = frozenset(
    {"E0208", "E0404", "E0406", "E0501", "E0503", "E0506", "E0507", "E0701", "E0801", "E1201"}
)


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
    units, found = gather(texts, library or STANDARD)
    sources = {unit.name: unit.source for unit in units}
    lowered = lower(units)
    broken = {diagnostic.span.file for diagnostic in found if diagnostic.span}
    meant = (d for d in lowered.diagnostics if not (d.span and d.span.file in broken and d.code in ABSENCES))
    diagnostics = (*found, *meant)
    return Compiled(None if found else lowered.policy, diagnostics, sources)


def check_text(text: str, name: str = "agreement.sla") -> list[Diagnostic]:
    """What is wrong with one text; an empty list where nothing is."""
    return list(compile_texts([SourceText.of(name, text)]).diagnostics)


@lru_cache(maxsize=64)
def _standard(name: str) -> SourceText | None:
    if name not in bundled.stdlib_names():
        return None
    return SourceText.of(f"{name}.sla", bundled.stdlib_text(name))


STANDARD = Library(bundled.stdlib_names(), _standard, lambda path, user: None)
