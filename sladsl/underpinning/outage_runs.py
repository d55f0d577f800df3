"""A history that breaks a promise about single outages: that follow on one another, or come often.

A service is down while one of the least sets of services is that bring it down. So its outage is a run of
stretches, each with one such set down, touching; no service may be down for longer in one go than is
promised, nor begin more outages in a window, nor be down there for longer in all. Such a run is looked for
from instants at which windows begin, for there it may use up what two of them leave; which set is next is
tried, the one of which most is left first. Where that does not do, what is down is held down while others
are, so that it need not begin anew. What is found is played back; what is not found need not be impossible.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, islice
from math import floor

from attrs import evolve

from sladsl.policy.measures import Episodes
from sladsl.policy.model import Agreement, WindowClause
from sladsl.policy.states import Lasting, StateOf
from sladsl.records import define, frozen
from sladsl.underpinning.cuts import Cut
from sladsl.underpinning.promises import calendar_of, openings
from sladsl.underpinning.setting import Setting
from sladsl.underpinning.states_compared import implies
from sladsl.underpinning.uptime import is_about, reaching, uptime_of, whole_number, windows_until
from sladsl.worktime import Calendar, NeverOpens, OutOfRange, OutsideKnownDays
from sladsl.worktime.spans import clipped

Span = tuple[int, int]
MINUTE, HOUR = 60_000_000, 3_600_000_000
MOST_PIECES = 400
MOST_STEPS = 600  # of one search
MOST_STARTS = 120
MOST_EDGES = 64  # within one window
MOST_HELD = 8  # ways to hold some of the services down


@frozen
class Limit:
    """What a clause promises of a service: `kind` longest, time (in microseconds) or number, by window."""

    service: str
    kind: str
    windows: tuple[Span, ...]
    most: tuple[int, ...]  # of each window; one where it is the longest
    calendar: Calendar
    short: int = 0  # what is no longer than that is none for it


@frozen
class Piece:
    """From when until when the services of a cut are down together."""

    begin: int
    end: int
    down: Cut


@frozen
class Run:
    """What is asked: pieces of the `cuts` within limits. What is no longer than `short` is no outage."""

    cuts: tuple[Cut, ...]
    limits: Mapping[str, tuple[Limit, ...]]
    calendar: Calendar
    begins: int
    ends: int
    short: int
    leaves: tuple[Cut, ...]  # the cuts without what rests on others
    holding: bool = False  # whether what is down stays so while others are


@define
class _Searching:
    steps: int
    best: list[Piece]
    reached: int


def limits_of(
    setting: Setting, below: Sequence[tuple[WindowClause, Agreement]], state: StateOf, services: Sequence[str]
) -> dict[str, tuple[Limit, ...]]:
    """What clauses promise of each service, about whatever is so while the state is. Raises TooManyWindows,
    OutsideKnownDays."""
    found: dict[str, tuple[Limit, ...]] = {}
    for service in services:
        own = [each for each in below if is_about(each[0], service)]
        found[service] = tuple(limit for each in own for limit in _limits(setting, *each, state, service))
    return found


def _limits(
    setting: Setting, clause: WindowClause, agreement: Agreement, state: StateOf, service: str
) -> Iterator[Limit]:
    named = setting.policy.calendars[clause.calendar]
    calendar, most = calendar_of(named), whole_number(clause.target)
    versions = [each for each in setting.versions[agreement.id, clause.id] if isinstance(each, WindowClause)]
    until = agreement.ends if agreement.ends is not None else agreement.begins + 3_652 * 24 * HOUR
    windows = windows_until(versions, clause, agreement, until)
    measure = clause.measure
    if isinstance(measure, Episodes) and most is not None and implies(state.rule, measure.state.rule):
        short = shortest(measure.state)
        if measure.what == "longest":
            yield Limit(service, "longest", windows, (max(most, 0),), calendar, short)
        if measure.what == "number":
            yield Limit(service, "number", windows, (max(most, 0),) * len(windows), calendar, short)
    uptime = uptime_of(clause, agreement, service)
    if uptime is not None and not uptime.negated and implies(state.rule, uptime.state.rule):
        allowed: list[int] = []
        for window in windows:
            counted = sum(end - begin for begin, end in openings(named, *window))
            most_us = Fraction(uptime.most) if uptime.share is None else uptime.share * counted
            allowed.append(max(floor(most_us) - (uptime.strict and most_us == floor(most_us)), 0))
        yield Limit(service, "time", windows, tuple(allowed), calendar, shortest(uptime.state))


# --- one long outage


def longest_run(run: Run, most: int) -> list[Piece] | None:
    """Touching pieces whose counted time is more than `most`; None where none were found."""
    held = len(run.cuts) > 1 and any(len(leaf) > 1 for leaf in run.leaves)
    found = _longest(run, most)
    return _longest(evolve(run, holding=True), most) if found is None and held else found


def _longest(run: Run, most: int) -> list[Piece] | None:
    first = _from(run, run.begins, most)
    if first.reached > most:
        return first.best
    sums = [0]
    for piece in first.best:
        sums.append(sums[-1] + piece.end - piece.begin)
    tried: set[int] = set()
    known = [limit.windows[0][0] for limits in run.limits.values() for limit in limits if limit.windows]
    floor = min(run.begins, max([begin for begin in known if begin <= run.begins], default=run.begins))
    for edge in _edges(run):
        for before in sums[:8]:
            start = edge - before
            if start in tried or not floor <= start < run.ends or len(tried) > MOST_STARTS:
                continue
            tried.add(start)
            found = _from(run, start, most)
            if found.reached > most:
                return found.best
    return None


def _edges(run: Run) -> list[int]:
    """Where windows begin and end: of each clause the first few, and the last."""
    edges: dict[int, None] = {}
    for limits in run.limits.values():
        for limit in limits:
            inside = [edge for window in limit.windows for edge in window if run.begins <= edge <= run.ends]
            edges.update(dict.fromkeys([*inside[:6], *inside[-2:]]))
    return sorted(edges)


def _from(run: Run, start: int, most: int) -> _Searching:
    searching = _Searching(0, [], 0)
    _further(run, start, start, [], most, searching)
    return searching


def _further(run: Run, start: int, at: int, pieces: list[Piece], most: int, searching: _Searching) -> bool:
    """Whether the run can be made long enough from here."""
    try:
        reached = run.calendar.elapsed_us(max(start, run.begins), max(at, run.begins))
    except OutsideKnownDays:
        return False
    if reached > searching.reached:
        searching.best, searching.reached = list(pieces), reached
    if reached > most:
        return True
    searching.steps += 1
    if searching.steps > MOST_STEPS or len(pieces) >= MOST_PIECES or at >= run.ends:
        return False
    for end, cut in _options(run, at, pieces, most - reached + HOUR):
        if _further(run, start, end, [*pieces, Piece(at, end, cut)], most, searching):
            return True
    return False


def _options(run: Run, at: int, pieces: Sequence[Piece], wanted: int) -> Iterator[tuple[int, Cut]]:
    """The cuts that may be down next, each with its latest end; that with most left first."""
    found: list[tuple[tuple[int, int, int], int, Cut]] = []
    for number, cut in enumerate(run.cuts):
        end, left = min(_due(run.calendar, at, wanted), run.ends), MOST_PIECES
        for service in sorted(cut):
            begin = _begun(pieces, service, at)
            for limit in run.limits.get(service, ()):
                end, left = _within(limit, pieces, begin, at, end, left)
        if run.short and (end <= at or left <= 0):
            end, left = _short(run, cut, pieces, at)
        if end > at and left > 0:
            found.append(((-left, at - end, number), end, cut | _staying(run, pieces, at, end)))
    yield from ((end, cut) for _, end, cut in sorted(found, key=lambda each: each[0]))


def _staying(run: Run, pieces: Sequence[Piece], at: int, end: int) -> Cut:
    """Of what is down, which may be so up to an end in the same outages."""
    if not run.holding or not pieces or pieces[-1].end != at:
        return frozenset()
    own = frozenset[str]().union(*run.leaves)
    return frozenset(each for each in pieces[-1].down & own if _may_stay(run, pieces, each, end))


def _may_stay(run: Run, pieces: Sequence[Piece], service: str, until: int) -> bool:
    """Whether the outage of a service that is down in the last piece may last until an instant."""
    at, end, left = pieces[-1].end, until, 1
    begin = _begun(pieces, service, at)
    for limit in run.limits.get(service, ()):
        end, left = _within(limit, pieces, begin, at, end, left)
    return end >= until and left > 0


def _short(run: Run, cut: Cut, pieces: Sequence[Piece], at: int) -> tuple[int, int]:
    """The latest end of a stretch that is no outage of any of these services, and how many more may begin."""
    end, left = min(at + run.short, run.ends), 1
    for service in sorted(cut):
        begin = _begun(pieces, service, at)
        for limit in run.limits.get(service, ()):
            if limit.short and begin < at:
                return at, 0
            if not limit.short:
                end, left = _within(limit, pieces, begin, at, end, left)
    return end, left


def _due(calendar: Calendar, at: int, us: int) -> int:
    try:
        return calendar.due_us(at, us)
    except (NeverOpens, OutsideKnownDays, OutOfRange):
        return at


def _begun(pieces: Sequence[Piece], service: str, at: int) -> int:
    """When the outage of a service began that goes on at an instant; the instant itself where none does."""
    for piece in reversed(pieces):
        if piece.end != at or service not in piece.down:
            break
        at = piece.begin
    return at


def _outages(pieces: Sequence[Piece], service: str, short: int) -> list[Span]:
    """Those so far, but for short ones."""
    found: list[Span] = []
    for piece in pieces:
        if service in piece.down:
            if found and found[-1][1] == piece.begin:
                found[-1] = found[-1][0], piece.end
            else:
                found.append((piece.begin, piece.end))
    return [(begin, end) for begin, end in found if end - begin > short]


def _within(
    limit: Limit, pieces: Sequence[Piece], begin: int, at: int, end: int, left: int
) -> tuple[int, int]:
    """The latest end within a limit of an outage begun at `begin`, and how many more may begin."""
    outages = _outages(pieces, limit.service, limit.short)
    match limit.kind:
        case "longest":
            # one that goes on as the agreement begins is cut there
            first = max(begin, limit.windows[0][0]) if limit.windows else end
            if first < end and any(window[0] <= first < window[1] for window in limit.windows):
                end = min(end, max(at, _due(limit.calendar, first, limit.most[0])))
        case "number" if at - begin <= limit.short:
            counted = [_counted(limit.calendar, outage[0]) for outage in outages]
            own = _counted(limit.calendar, begin)
            for window, most in zip(limit.windows, limit.most):
                if window[0] <= own < window[1]:
                    left = min(left, most - sum(window[0] <= each < window[1] for each in counted))
        case "time":
            allowed = dict(zip(limit.windows, limit.most))
            for window in reaching(limit.windows, (at, end)):
                used = sum(b - a for a, b in clipped(outages, *window))
                end = min(end, max(at, window[0]) + max(allowed[window] - used, 0))
        case _:
            pass
    return end, left


def _counted(calendar: Calendar, begin: int) -> int:
    """The first instant of an outage that counts, by which its window is told."""
    try:
        return calendar.next_open_us(begin)
    except (NeverOpens, OutsideKnownDays):
        return begin


# --- many outages


def many_outages(run: Run, windows: Sequence[Span], most: int) -> list[Piece] | None:
    """More than `most` outages that begin in one window, a minute each; None where none were found."""
    if most >= MOST_PIECES:
        return None
    for number, window in enumerate((*windows[:12], *windows[-2:])):
        edges = _edges_in(run, window)
        for start in (window[0], *(_before(run, (window[0], *edges[:4])) if number < 3 else ())):
            pieces = _many_from(run, window, edges, start, most)
            if pieces is not None:
                return pieces
    return None


def _before(run: Run, edges: Sequence[int]) -> Iterator[int]:
    """So long before each edge that what is held down over it serves once or a few times on either side."""
    for edge in edges:
        for times in (1, 2, 3):
            start = edge - times * (run.short + 2 * MINUTE)
            if start >= run.begins:
                yield start


def _many_from(run: Run, window: Span, edges: Sequence[int], start: int, most: int) -> list[Piece] | None:
    """As many as come one after the other, those that begin in the window counted."""
    at, pieces, count = start, list[Piece](), 0
    while at < min(window[1], run.ends) and count <= most and len(pieces) < MOST_PIECES:
        found = _made_up(run, pieces, at) or _held(run, pieces, at) or _one(run, pieces, at)
        if found:
            pieces += found
            count += at >= window[0]
            at = found[-1].end + MINUTE
        else:
            at = next((edge for edge in (window[0], *edges) if edge > at), window[1])
    return pieces if count > most else None


def _edges_in(run: Run, window: Span) -> list[int]:
    """The first instants in a window at which windows of clauses begin or end."""
    limits = [limit for several in run.limits.values() for limit in several]
    inside = {edge for limit in limits for each in reaching(limit.windows, window) for edge in each}
    return sorted(edge for edge in inside if window[0] < edge < window[1])[:MOST_EDGES]


def _one(run: Run, pieces: Sequence[Piece], at: int) -> list[Piece]:
    options = _options(run, at, pieces, run.short + MINUTE)
    return [Piece(at, end, cut) for end, cut in options if end - at > run.short][:1]


def _held(run: Run, pieces: Sequence[Piece], at: int) -> list[Piece]:
    """An outage for which some of what was down before stays down until then, and the others are again."""
    if not pieces or pieces[-1].end >= at:
        return []
    last = pieces[-1]
    own = sorted(last.down & frozenset[str]().union(*run.leaves))
    several = (frozenset(each) for size in range(len(own) - 1, 0, -1) for each in combinations(own, size))
    for held in islice(several, MOST_HELD):
        if any(leaf <= held for leaf in run.leaves):
            continue
        if all(_may_stay(run, pieces, each, at + run.short + MINUTE) for each in held):
            stays = Piece(last.end, at, held)
            found = _one(run, [*pieces, stays], at)
            if found:
                return [stays, *found]
    return []


def _made_up(run: Run, pieces: Sequence[Piece], at: int) -> list[Piece]:
    """Of a state that lasts, an outage made up of two stretches that are none by themselves."""
    found: list[Piece] = []
    for _ in range(2 if run.short else 0):
        now = found[-1].end if found else at
        for cut in run.cuts:
            end, left = _short(run, cut, [*pieces, *found], now)
            if end > now and left > 0:
                found.append(Piece(now, end, cut))
                break
    return found if len(found) == 2 else []


def shortest(state: StateOf) -> int:
    """Stretches of so long, or less, are not in the state; 0 where all are."""
    rule = state.rule
    return 0 if not isinstance(rule, Lasting) or rule.us < 2 * MINUTE else rule.us - MINUTE
