"""Whether the records by which an agreement is judged are kept by anybody."""

from collections.abc import Iterable, Iterator

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import party_errors
from sladsl.meaning.modules import Unit
from sladsl.policy.model import Policy
from sladsl.policy.names import fold
from sladsl.policy.records import counts, subjects_of
from sladsl.syntax import tree


def unkept(units: Iterable[Unit], policy: Policy) -> Iterator[Diagnostic]:
    """An agreement whose promises are about what only others keep logs of: no event would ever count."""
    agreements = {fold(each.id): each for each in policy.agreements}
    for item in (item for unit in units for item in unit.module.items):
        said = (
            next((each for each in item.sentences if isinstance(each, tree.JudgedBy)), None)
            if isinstance(item, tree.Agreement)
            else None
        )
        if said is None or not isinstance(item, tree.Agreement):
            continue
        agreement = agreements[item.name.key]
        about = subjects_of(policy, agreement)
        for subject in policy.subjects:
            of = [each for each in policy.sources if fold(each.subject) == fold(subject.name)]
            if fold(subject.name) in about and of and not any(counts(agreement, s.kept_by) for s in of):
                yield party_errors.records_not_kept(said, agreement, subject.name, of)
