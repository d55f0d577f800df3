"""Which rows say again what an earlier row said."""

from hashlib import blake2b

from attrs import field

from sladsl.records import define
from sladsl.sources.cells import Cells
from sladsl.sources.rows import Parsed


@define
class Repeats:
    """Remembers the rows of logs read one after the other. A row repeats an earlier one

    - with a declared event id: if the id came before for the subject;
    - in a log of events or cases: if every cell equals an earlier row's;
    - in a log of changes, where a case may go back to how it was within the same minute: if every cell equals
      the case's row before it; or, in a further log, an earlier log's row, as often as that one had it.

    Sixteen bytes a row are kept, a digest, so that two rows taken for one are beyond any chance.
    """

    _seen: set[bytes] = field(factory=set)
    _times: dict[bytes, int] = field(factory=dict)  # in this log of changes: how often a row came
    _before: dict[tuple[str, str], bytes] = field(factory=dict)  # in it, the row before, by source and case

    def begin_log(self) -> None:
        """From here on the rows are those of a further log."""
        self._times.clear()
        self._before.clear()

    def add(self, source: str, changes: bool, row: Parsed, cells: Cells) -> bool:
        """Whether the row repeats an earlier one; it is remembered either way."""
        if row.id is not None:
            return self._again(_digest("id", row.subject, row.id))
        mark = _digest("row", source, _filled(cells))
        if not changes:
            return self._again(mark)
        if self._before.get((source, row.case)) == mark:
            return True
        self._before[source, row.case] = mark
        self._times[mark] = count = self._times.get(mark, 0) + 1
        return self._again(mark if count == 1 else _digest("again", count, mark))

    def _again(self, mark: bytes) -> bool:
        before = len(self._seen)
        self._seen.add(mark)
        return len(self._seen) == before


def _digest(*parts: object) -> bytes:
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _filled(cells: Cells) -> Cells:
    """The cells without empty ones at the end, which a row of JSON may or may not have."""
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]
