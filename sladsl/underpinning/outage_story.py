"""The worst window as a history: the events of each service, and the story in words."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from attrs import evolve

from sladsl.policy import words
from sladsl.policy.names import fold
from sladsl.policy.states import StateOf
from sladsl.underpinning import said
from sladsl.underpinning.answers import Counterexample, Happening
from sladsl.underpinning.downtime import Span
from sladsl.underpinning.driven import driven
from sladsl.underpinning.exclusions import Exclusion
from sladsl.underpinning.footing import Footing
from sladsl.underpinning.needs import names_of
from sladsl.underpinning.placement import Outages, Placed, down_by, fewer, placed
from sladsl.underpinning.setting import Setting
from sladsl.underpinning.uptime import Incidents
from sladsl.underpinning.worst_windows import WorstWindow
from sladsl.worktime.civil import day_of
from sladsl.worktime.spans import Spans, clipped, common, merged, without

MOST_LINES = 12


def why(footing: Footing, worst: WorstWindow) -> str:
    """Why it is not covered, in a sentence."""
    promise = footing.promise
    zone = promise.agreement.zone
    begin, end = day_of(worst.window[0], zone), day_of(worst.window[1] - 1, zone)
    when = f"on {begin}" if begin == end else f"from {begin} to {end}"
    service = names_of(footing.policy).get(promise.service, promise.clause.case or promise.service)
    how_bad = said.length(int(worst.bad))
    state = f"{'not ' if promise.negated else ''}in `{promise.state.name}`"
    text = f"{service} may be {state} for {how_bad} {when}"
    if any(part.way.excluded & worst.question.excluding for part in worst.worst.parts):
        text = f"so much may be excluded of the time of {service} {when} that what is left is too bad"
    if promise.share is None:
        return f"{text}, and at most {words.length(promise.most)} is promised"
    good = words.percent(1 - promise.share)
    all_of_it = ", all the time that counts" if worst.bad == worst.length else ""
    text += f"{all_of_it}, and {good} is promised"
    unpromised = _unpromised(footing)
    if unpromised:
        text += f": no supporting clause is about {said.listed(unpromised)}"
    elif free := _unlimited(footing, worst):
        text += f": {free}"
    elif footing.others and all_of_it:
        text += f": {footing.others[0]}"
    return text


def _unlimited(footing: Footing, worst: WorstWindow) -> str:
    """That a clause leaves any amount of time out of its count; "" if that is not what makes it bad."""
    names = names_of(footing.policy)
    used = {name for part in worst.worst.parts for name in part.way.excluded}
    for support, excluded in footing.supports:
        for each in excluded.exclusions:
            if each.name in used and not each.bounds:
                service = names.get(support.service, support.service)
                return f"{support.name} excludes {each.state.name} of {service} without a limit"
    for each in footing.excluded.exclusions:
        if each.name in used and not each.bounds:
            return f"{footing.promise.name} itself excludes {each.state.name} without a limit"
    return ""


def _unpromised(footing: Footing) -> list[str]:
    """The services of which nothing is promised, where one of them would be enough."""
    promised = {support.service for support, _ in footing.supports}
    names = names_of(footing.policy)
    free = [cut for cut in footing.cuts if not cut & promised]
    own = footing.promise.service
    found = dict.fromkeys(
        names.get(each, each) for cut in free for each in sorted(cut) if each != own or len(cut) == 1
    )
    return list(found)


def shown(setting: Setting, footing: Footing, worst: WorstWindow) -> Iterator[Counterexample]:
    """The outages of the worst window as events; where outages are limited in number, then with only as
    many of them. Raises CannotDrive."""
    few = [support for support, _ in footing.supports if isinstance(support, Incidents)]
    apart = {each.service: Outages(each.longest, each.count * _windows(worst, each)) for each in few}
    case = placed(worst.worst.parts, apart)
    yield _told(setting, footing, worst, case)
    if few:
        down = dict(case.down)
        for each in few:
            limit = Outages(each.longest, each.count)
            down[each.service] = fewer(evolve(case, down=down), each.service, each.windows, limit)
        for service in reversed(footing.services):
            if footing.rests_on_others(service):
                cuts = [cut for cut in footing.cuts if service in cut]
                allowed = down_by(cuts, {**down, **_between(footing, down)}, service)
                down[service] = common(down.get(service, []), allowed)
        yield _told(setting, footing, worst, evolve(case, down=down))


def _between(footing: Footing, down: Mapping[str, Spans]) -> dict[str, Spans]:
    """Services that rest on others are no reason by themselves: taken as down, so that the others
    decide."""
    every = merged(span for spans in down.values() for span in spans)
    return {service: every for service in footing.services if footing.rests_on_others(service)}


def _told(setting: Setting, footing: Footing, worst: WorstWindow, case: Placed) -> Counterexample:
    windows = [worst.window, *(each.window for each in worst.question.allowances)]
    happenings, as_of = told_of(setting, footing, windows, case)
    return Counterexample(happenings, as_of, footing.keys, tuple(_story(footing, worst, case)))


def told_of(
    setting: Setting, footing: Footing, windows: Sequence[Span], case: Placed
) -> tuple[tuple[Happening, ...], int]:
    """What was placed as events, and the instant as of which all of these windows are over. Raises
    CannotDrive."""
    subject = setting.subjects[fold(footing.promise.clause.subject)]
    seen = min(begin for begin, _ in windows), max(end for _, end in windows)
    happenings: list[Happening] = []
    first, *others = footing.services
    for service in (*others, first):
        name = _called(footing, service)
        for state, negated in _states(footing, service):
            down = case.down.get(service, [])
            holds = without([seen], down) if negated else down
            happenings += driven(state.rule, subject, name, holds, seen)
        for number, exclusion in enumerate(_exclusions(_every(footing), service)):
            spans = case.excluded.get(exclusion.name, [])
            happenings += driven(exclusion.state.rule, subject, name, spans, seen, str(number))
    unique = {(each.at, each.case, each.kind, str(each.fields)): each for each in happenings}
    ordered = tuple(sorted(unique.values(), key=lambda each: each.at))
    return ordered, max(seen[1], *(each.at for each in ordered))


def _called(footing: Footing, service: str) -> str:
    return names_of(footing.policy).get(service, footing.promise.clause.case or service)


def _every(footing: Footing) -> dict[str, Exclusion]:
    return {each.name: each for excluded in footing.all_excluded for each in excluded.exclusions}


def _windows(worst: WorstWindow, support: Incidents) -> int:
    """How many windows of a clause reach into the worst one."""
    return len({each.window for each in worst.question.allowances if each.name == support.name}) or 1


def _states(footing: Footing, service: str) -> Iterator[tuple[StateOf, bool]]:
    """What a service is in while it is down, each once."""
    found: list[tuple[StateOf, bool]] = []
    if service == footing.promise.service:
        found.append((footing.promise.state, footing.promise.negated))
    for support, _ in footing.supports:
        if support.service == service:
            found.append((support.state, getattr(support, "negated", False)))
    if not found:
        found.append((footing.promise.state, footing.promise.negated))
    seen: list[tuple[object, bool]] = []
    for state, negated in found:
        if (state.rule, negated) not in seen:
            seen.append((state.rule, negated))
            yield state, negated


def _exclusions(every: dict[str, Exclusion], service: str) -> Iterator[Exclusion]:
    for each in every.values():
        if each.service in ("", service):
            yield each


def _story(footing: Footing, worst: WorstWindow, case: Placed) -> Iterator[str]:
    every = _every(footing)
    zone = footing.promise.agreement.zone
    lines: list[tuple[Span, str]] = []
    for service, spans in case.down.items():
        lines += [(span, f"{_called(footing, service)} is down") for span in _bridged(spans, worst)]
    for name, spans in case.excluded.items():
        exclusion = every[name]
        of = "every service" if not exclusion.service else _called(footing, exclusion.service)
        lines += [(span, f"{exclusion.state.name} of {of}") for span in _bridged(spans, worst)]
    lines.sort(key=lambda line: (line[0], footing.promise.service in fold(line[1]), line[1]))
    for (begin, end), what in lines[:MOST_LINES]:
        yield f"{said.time(begin, zone)} to {said.time(end, zone)}  {what}"
    if len(lines) > MOST_LINES:
        yield f"and {len(lines) - MOST_LINES} stretches more"
    promise = footing.promise
    if footing.keys:
        kept = said.listed(f"{agreement}/{clause}" for agreement, clause in footing.keys)
        yield f"{kept} {'is' if len(footing.keys) == 1 else 'are'} kept"
    yield f"{promise.name} is breached: {_left(worst)}"


def _left(worst: WorstWindow) -> str:
    return f"{_about(worst)} of the time is good at worst"


def _about(worst: WorstWindow) -> str:
    share = worst.left
    rounded = round(share * 100_000)
    text = f"{rounded // 1000}.{rounded % 1000:03d}".rstrip("0").rstrip(".")
    return f"{text}%" if share * 100_000 == rounded else f"about {text}%"


def _bridged(spans: Spans, worst: WorstWindow) -> Iterator[Span]:
    """Outages as people tell them: what lies between two of them and counts for nobody left out."""
    gaps = without([worst.window], worst.question.within)
    found: Spans = []
    for span in spans:
        if found and not without([(found[-1][1], span[0])], clipped(gaps, found[-1][1], span[0])):
            found[-1] = found[-1][0], span[1]
        else:
            found.append(span)
    return chain(found)
