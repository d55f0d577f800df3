"""What breaks a promise about single outages, played back: their number in a window, how long one lasts."""

from collections.abc import Iterator, Sequence

from sladsl.policy.measures import Episodes
from sladsl.policy.model import Agreement, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.states import StateOf
from sladsl.underpinning import said
from sladsl.underpinning.answers import Answer, Counterexample, Happening, Key, NotCovered
from sladsl.underpinning.cuts import NeedsItself, TooManyCuts, cuts_of
from sladsl.underpinning.downtime import Span
from sladsl.underpinning.driven import CannotDrive, driven
from sladsl.underpinning.needs import names_of, needs_of
from sladsl.underpinning.outage_runs import Piece, Run, limits_of, longest_run, many_outages, shortest
from sladsl.underpinning.promises import calendar_of
from sladsl.underpinning.setting import Setting
from sladsl.underpinning.states_compared import implies
from sladsl.underpinning.uptime import reaching, whole_number, windows_until
from sladsl.worktime import OutsideKnownDays
from sladsl.worktime.civil import DAY_US
from sladsl.worktime.spans import merged

OPEN_ENDED = 3_652 * DAY_US
MOST_LINES = 12

Below = tuple[WindowClause, Agreement]


def broken(
    setting: Setting,
    clause: WindowClause,
    agreement: Agreement,
    windows: Sequence[Span],
    below: Sequence[Below],
) -> tuple[Answer, tuple[Key, ...]] | None:
    """The promise refuted by outages that keep all that is promised of what it needs; None where none were
    found."""
    measure, most = clause.measure, whole_number(clause.target)
    named = clause.case is not None and clause.where is None and not clause.group
    if not isinstance(measure, Episodes) or measure.what not in ("longest", "number") or most is None:
        return None
    if not named or not windows:
        return None
    service = fold(clause.case or "")
    try:
        cuts = cuts_of(service, needs_of(setting.policy))
        services = tuple(dict.fromkeys([service, *(each for cut in cuts for each in sorted(cut))]))
        limits = limits_of(setting, below, measure.state, services)
        calendar = calendar_of(setting.policy.calendars[clause.calendar])
        needs = needs_of(setting.policy)
        leaves = tuple(frozenset(each for each in cut if needs(each) is None) for cut in cuts)
        run = Run(cuts, limits, calendar, windows[0][0], windows[-1][1], shortest(measure.state), leaves)
        if measure.what == "longest":
            pieces = longest_run(run, most)
        else:
            pieces = many_outages(run, windows, most)
        if pieces is None:
            return None
        shown = _shown(setting, clause, agreement, windows, below, pieces, services)
    except (NeedsItself, TooManyCuts, OutsideKnownDays, CannotDrive):
        return None
    key = agreement.id, clause.id
    if setting.replay(key, shown):
        return None
    begin, end = max(pieces[0].begin, windows[0][0]), pieces[-1].end
    us = calendar.elapsed_us(begin, end)
    name = names_of(setting.policy).get(service, clause.case or "")
    if measure.what == "longest":
        in_turn = " by outages that follow on one another" if len(pieces) > 1 else ""
        why = f"{name} may be down for {said.length(us)} in one go{in_turn}"
        why += f", and at most {said.length(most)} is promised"
    else:
        why = f"{name} may be down {most + 1} times in one window, and {most} are promised"
    numbers = (("worst_us", str(us)), ("worst_start", str(begin)), ("worst_end", str(end)))
    return NotCovered("downtime", why, shown, numbers=numbers), shown.kept


def _shown(
    setting: Setting,
    clause: WindowClause,
    agreement: Agreement,
    windows: Sequence[Span],
    below: Sequence[Below],
    pieces: Sequence[Piece],
    services: Sequence[str],
) -> Counterexample:
    """The pieces as events of each service, and in words. Raises CannotDrive."""
    names = names_of(setting.policy)
    measure = clause.measure
    assert isinstance(measure, Episodes)
    kept = [each for each in below if _is_of(each[0], services)]
    begin, end = pieces[0].begin, pieces[-1].end
    reached = [*reaching(windows, (begin, end))]
    for each, lower in kept:
        until = lower.ends if lower.ends is not None else lower.begins + OPEN_ENDED
        versions = [v for v in setting.versions[lower.id, each.id] if isinstance(v, WindowClause)]
        reached += reaching(windows_until(versions, each, lower, until), (begin, end))
    seen = min(a for a, _ in (*reached, (begin, end))), max(b for _, b in (*reached, (begin, end)))
    subject = setting.subjects[fold(clause.subject)]
    happenings: list[Happening] = []
    first, *others = services
    down = {service: merged([(p.begin, p.end) for p in pieces if service in p.down]) for service in services}
    for service in (*others, first):
        for state in _states(measure.state, kept):
            name = names.get(service, clause.case or service)
            happenings += driven(state.rule, subject, name, down[service], seen)
    unique = {(each.at, each.case, each.kind, str(each.fields)): each for each in happenings}
    ordered = tuple(sorted(unique.values(), key=lambda each: each.at))
    keys = tuple(dict.fromkeys((lower.id, each.id) for each, lower in kept))
    story = tuple(_story(setting, clause, agreement, pieces, services, keys))
    return Counterexample(ordered, max(seen[1], *(each.at for each in ordered)), keys, story)


def _is_of(clause: WindowClause, services: Sequence[str]) -> bool:
    """Whether a clause says something of one of the services, or of all together."""
    return clause.kind == "clause" and (clause.case is None or fold(clause.case) in services)


def _states(state: StateOf, kept: Sequence[Below]) -> Iterator[StateOf]:
    """The state itself, and those that clauses are about and that come with it."""
    found = [state]
    for each, _ in kept:
        its = getattr(each.measure, "state", None)
        if isinstance(its, StateOf) and implies(state.rule, its.rule):
            found.append(its)
    rules: list[object] = []
    for its in found:
        if its.rule not in rules:
            rules.append(its.rule)
            yield its


def _story(
    setting: Setting,
    clause: WindowClause,
    agreement: Agreement,
    pieces: Sequence[Piece],
    services: Sequence[str],
    keys: Sequence[Key],
) -> Iterator[str]:
    names = names_of(setting.policy)
    needs = needs_of(setting.policy)
    for piece in pieces[:MOST_LINES]:
        leaves = [each for each in services if each in piece.down and needs(each) is None]
        down = [names.get(each, clause.case or each) for each in leaves]
        when = f"{said.time(piece.begin, agreement.zone)} to {said.time(piece.end, agreement.zone)}"
        yield f"{when}  {said.listed(down)} {'is' if len(down) == 1 else 'are'} down"
    if len(pieces) > MOST_LINES:
        yield f"and {len(pieces) - MOST_LINES} stretches more"
    if needs(services[0]) is not None:
        long = isinstance(clause.measure, Episodes) and clause.measure.what == "longest"
        when = "all that time" if long else "whenever what it needs is"
        yield f"{names.get(services[0], clause.case or '')} is down {when}"
    if keys:
        listed = said.listed(f"{id}/{name}" for id, name in keys)
        yield f"{listed} {'is' if len(keys) == 1 else 'are'} kept"
    yield f"{agreement.id}/{clause.id} is breached"
