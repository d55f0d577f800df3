"""How long a service can be down in one go that needs several, each of which has to be up.

Its outage may be made up of outages of theirs that follow on one another. Were it longer than some length, a
stretch of just more than that length at its begin would be wholly covered by outages of theirs that begin in
it (and one of each that goes on as the agreement begins). Of each there are at most as many as are promised
in the windows that the stretch reaches into, and none is longer than is promised: where all of that comes to
no more than the length, there is no such outage. Of several that have to be down together, the one that is
down least decides. Where of one of them nobody says how many: between two of its outages others have to be
down, so that at most one more of it than of all others reaches out of theirs.
"""

from collections.abc import Iterator, Mapping, Sequence

from sladsl.policy.model import Agreement, WindowClause
from sladsl.records import frozen
from sladsl.underpinning import said
from sladsl.underpinning.answers import Answer, Assumed, CannotTell, Covered, Key, Proof
from sladsl.underpinning.cuts import Cut
from sladsl.underpinning.downtime import Span
from sladsl.underpinning.uptime import is_about, whole_number

RULE = "outages in series"

Promised = tuple[WindowClause, Agreement, tuple[Span, ...]]  # with its windows


@frozen
class Few:
    """So many outages of at most such a length (microseconds) begin in each of the windows; of `beside`, one
    more goes on as the promise above begins."""

    number: int
    longest: int
    windows: tuple[Span, ...]
    beside: bool
    keys: tuple[Key, ...]

    def within(self, us: int) -> int:
        """How long these are at most in a stretch of just more than so long."""
        return self.pieces(us) * self.longest

    def pieces(self, us: int) -> int:
        """How many of these there are at most in such a stretch."""
        return self.number * _touched(self.windows, us) + self.beside


def in_series(
    most: int,
    leaves: Sequence[Cut],
    windows: Sequence[Span],
    lengths: Sequence[Promised],
    numbers: Sequence[Promised],
    assumed: tuple[Assumed, ...],
    names: Mapping[str, str],
) -> tuple[Answer, tuple[Key, ...]]:
    """The answer for a promise of at most so long; `windows` are its own, `names` those of services."""
    of_leaves: list[list[Few]] = []
    between: tuple[int, Key] | None = None
    for leaf in leaves:
        few = [each for service in sorted(leaf) for each in _few(service, windows, lengths, numbers)]
        own = min(
            (each for service in sorted(leaf) for each in _each(service, windows, lengths)), default=None
        )
        if not few and own is not None and between is None:
            between = own
            continue
        if not few:
            listed = said.listed((names.get(each, each) for each in sorted(leaf)), "or")
            reason = f"no supporting clauses promise how many outages {listed} has, and how long each lasts"
            return CannotTell(f"{reason}: they may follow on others without end"), ()
        of_leaves.append(few)
    longest, last = 0, -1
    chosen: list[Few] = []
    while longest != last and longest <= most:
        chosen = [min(few, key=lambda each: each.within(longest)) for few in of_leaves]
        total = sum(each.within(longest) for each in chosen)
        if between is not None:
            total += (sum(each.pieces(longest) for each in chosen) + 1) * between[0]
        longest, last = total, longest
    found = [key for each in chosen for key in each.keys] + ([between[1]] if between else [])
    keys = tuple(dict.fromkeys(found))
    told = said.length(longest)
    if longest > most:
        return CannotTell(f"outages that follow on one another may come to {told} or more"), keys
    says = f"outages that follow on one another come to at most {told}"
    return Covered(Proof(RULE, says, keys, (("longest_us", str(longest)),)), assumed), keys


def _each(service: str, windows: Sequence[Span], lengths: Sequence[Promised]) -> Iterator[tuple[int, Key]]:
    """How long each of a service's outages is at most, at all times of the promise."""
    for length, agreement, _ in lengths:
        longest = whole_number(length.target)
        if is_about(length, service) and longest is not None and _lasts(agreement, windows):
            yield longest, (agreement.id, length.id)


def _few(
    service: str, windows: Sequence[Span], lengths: Sequence[Promised], numbers: Sequence[Promised]
) -> Iterator[Few]:
    """What is promised of a service at all times of the promise: each number with each length."""
    for length, of_length, _ in lengths:
        for number, of_number, own in numbers:
            if not (is_about(length, service) and is_about(number, service)):
                continue
            longest, count = whole_number(length.target), whole_number(number.target)
            if longest is None or count is None or number.window.kind == "rolling":
                continue
            if all(_lasts(each, windows) for each in (of_length, of_number)):
                keys = (of_number.id, number.id), (of_length.id, length.id)
                begin = windows[0][0] if windows else of_number.begins
                yield Few(count, longest, own, of_number.begins < begin, keys)


def _lasts(lower: Agreement, windows: Sequence[Span]) -> bool:
    begins = min((begin for begin, _ in windows), default=lower.begins)
    last = max((end for _, end in windows), default=lower.begins)
    return lower.begins <= begins and (lower.ends is None or last <= lower.ends)


def _touched(windows: tuple[Span, ...], us: int) -> int:
    """How many of these windows a stretch of a microsecond more than so long reaches into at most."""
    most, first = 1, 0
    for last, (begin, _) in enumerate(windows):
        while begin - windows[first][1] >= us and first < last:
            first += 1
        most = max(most, last - first + 1)
    return most
