"""Records that differ: a promise judged by one party's records rests on promises judged by another's."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from sladsl.policy import records
from sladsl.policy.model import Agreement
from sladsl.underpinning.answers import Answer, Assumed, Covered, Key


def told_alike(
    agreements: Mapping[str, Agreement], agreement: str, supporting: Iterable[Key], answer: Answer
) -> Answer:
    """A proof holds of what happens; where the records that decide are not the same, it is under the
    assumption that they tell the same. A counterexample is one as it is: all may have recorded it."""
    if not isinstance(answer, Covered):
        return answer
    below = [agreements[id] for id in dict.fromkeys(id for id, _ in supporting) if id in agreements]
    found = tuple(_differing(agreements[agreement], below))
    return evolve(answer, assumptions=(*answer.assumptions, *found)) if found else answer


def _differing(above: Agreement, below: Iterable[Agreement]) -> Iterator[Assumed]:
    for each in below:
        if records.deciding(each) != records.deciding(above):
            text = f"the records by which {each.id} is judged tell the same as those by which {above.id} is"
            yield Assumed("same records", text, each.place)
