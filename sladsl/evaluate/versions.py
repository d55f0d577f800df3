"""The versions of a clause, each with its windows.

The windows of a clause run on over its versions. A window belongs to the version in force when it began;
a later version's windows begin where the last window of the one before ended, in one row with them if
they are of the same kind. Where a clause is added or removed its windows are cut. One that lies in
a suspension altogether is none.
"""

from collections.abc import Sequence

from sladsl.evaluate.windows import windows_between
from sladsl.policy.model import Agreement, Clause, Window, WindowClause
from sladsl.policy.versions import stretch
from sladsl.records import frozen

Windows = list[tuple[int, int]]


@frozen
class InForce:
    """A version of a clause is in force from `since` until `until` (instants; None: no end).

    `begins` and `ends` are of the whole row of versions that follow each other without a gap: before and
    after it the clause is not there. `earliest`, `latest`: whether none at all comes before or after.
    """

    since: int
    until: int | None
    begins: int
    ends: int | None
    earliest: bool
    latest: bool

    def holds(self, instant: int) -> bool:
        """Whether this version is in force."""
        return self.since <= instant and (self.until is None or instant < self.until)


def stretches(versions: Sequence[Clause | WindowClause], agreement: Agreement) -> list[InForce]:
    """When each version of a clause is in force; they are given in order of time."""
    spans = [stretch(version, agreement) for version in versions]
    rows: list[list[tuple[int, int | None]]] = []
    for span in spans:
        if rows and rows[-1][-1][1] == span[0]:
            rows[-1].append(span)
        else:
            rows.append([span])
    ordered = [(span, row[0][0], row[-1][1]) for row in rows for span in row]
    return [
        InForce(*span, begins, ends, number == 0, number == len(ordered) - 1)
        for number, (span, begins, ends) in enumerate(ordered)
    ]


def windows_by_version(
    kinds: Sequence[Window | None], stretches: Sequence[InForce], agreement: Agreement, first: int, last: int
) -> list[Windows]:
    """The windows of each version, of the kind that it has (None: none), from `first` to `last` as in
    `windows_between`. Raises TooManyWindows."""
    found: list[Windows] = []
    suspended = [(each.begins, each.ends) for each in agreement.life.suspensions]
    before: Window | None = None
    floor = reached = agreement.begins  # no window begins before; where the last one so far ended
    for kind, each in zip(kinds, stretches, strict=True):
        is_new = each.since == each.begins
        if is_new or kind is None or kind != before:
            floor = each.since if is_new else max(each.since, reached)
        windows: Windows = []
        if kind is not None:
            until = last if each.ends is None else min(last, each.ends - 1)
            for begin, end in windows_between(kind, agreement, max(first, floor), until):
                begin, end = max(begin, floor), end if each.ends is None else min(end, each.ends)
                gone = any(first <= begin and end <= last for first, last in suspended)
                if begin < end and each.holds(begin) and not gone:
                    windows.append((begin, end))
        reached = max([each.since if is_new else reached, *(end for _, end in windows)])
        before = kind
        found.append(windows)
    return found
