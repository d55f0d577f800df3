"""Promises about windows that follow from one supporting clause about the same, or from numbers of outages.

- The same measure of the same service, on the same hours, with the same left out, and at least as strict:
  every window of the promise is a window of the clause; for what only grows with the window, part of one.
- The number of outages of a service that needs others: each of its outages begins with one of theirs, so
  that the numbers add up, over all windows of theirs that reach into its own.
- The longest outage of a service that needs others, each of which has to be up: `outages_in_series`.
- The longest outage where one service decides, or all of several have to be down: at most the longest of
  one.

All else, latencies above all, does not follow from what is promised of parts: nothing is said of how they
add up.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from sladsl.evaluate.windows import TooManyWindows
from sladsl.policy.conditions import fields_of
from sladsl.policy.measures import CaseCount, CasesInARow, Episodes, EventCount, FieldValue, InARow, Misses
from sladsl.policy.model import Agreement, Target, WindowClause
from sladsl.policy.names import fold
from sladsl.underpinning import said
from sladsl.underpinning.answers import Answer, Assumed, CannotTell, Covered, Key, Proof
from sladsl.underpinning.asked import ended_sooner
from sladsl.underpinning.cuts import Cut, NeedsItself, TooManyCuts, cuts_of
from sladsl.underpinning.downtime import Span
from sladsl.underpinning.footing import agreements_below
from sladsl.underpinning.needs import names_of, needs_of, rests_on
from sladsl.underpinning.outage_witness import broken
from sladsl.underpinning.outages_in_series import in_series
from sladsl.underpinning.setting import AnyClause, Setting
from sladsl.underpinning.states_compared import by_instant, may_be_unknown
from sladsl.underpinning.tiered import tiers_of
from sladsl.underpinning.uptime import is_about, reaching, whole_number, windows_until
from sladsl.worktime.civil import DAY_US
from sladsl.worktime.rules import Always

OPEN_ENDED = 3_652 * DAY_US  # of an agreement without an end, its first ten years

Below = tuple[WindowClause, Agreement]


def direct(setting: Setting, clause: AnyClause) -> tuple[Answer, tuple[Key, ...]] | None:
    """Whether one clause below, or the numbers of outages of several, imply a promise about windows."""
    if not isinstance(clause, WindowClause):
        return None
    agreement = setting.agreements[clause.agreement]
    below = [
        (each, lower)
        for lower in agreements_below(setting, agreement.id)
        for each in setting.policy.window_clauses
        if each.agreement == lower.id and fold(each.subject) == fold(clause.subject)
    ]
    try:
        windows = _windows(setting, clause, agreement)
        alike = [
            each for each in below if _same(setting, clause, each[0]) and _cut_alike(clause, agreement, each)
        ]
        for each, lower in alike:
            if at_least_as_strict(each.target, clause.target) and _within(
                clause, windows, _windows(setting, each, lower)
            ):
                key = lower.id, each.id
                text = f"{lower.id}/{each.id} promises the same or more in every window"
                sooner = ended_sooner(setting, agreement.id, (lower.id,))
                return Covered(Proof("the same clause", text, (key,)), sooner), (key,)
        found = _of_outages(setting, clause, agreement, windows, below)
        if found is None or isinstance(found[0], CannotTell):
            refuted = broken(setting, clause, agreement, windows, below)
            found = refuted or found
    except TooManyWindows as fault:
        return CannotTell(str(fault)), ()
    if found is not None:
        return found
    keys = tuple((lower.id, each.id) for each, lower in alike)
    if alike:
        listed = said.listed(f"{id}/{name}" for id, name in keys)
        return CannotTell(f"{listed} is about the same, but not as strict in every window"), keys
    reason = "no supporting clause promises the same, and nothing says how what is promised of parts adds up"
    return CannotTell(reason), ()


def _windows(setting: Setting, clause: WindowClause, agreement: Agreement) -> tuple[Span, ...]:
    until = agreement.begins + OPEN_ENDED if agreement.ends is None else agreement.ends
    key = agreement.id, clause.id
    versions = [each for each in setting.versions[key] if isinstance(each, WindowClause)]
    return windows_until(versions, clause, agreement, until)


def _same(setting: Setting, clause: WindowClause, other: WindowClause) -> bool:
    """Whether another clause measures the same of the same, but for window and target."""
    calendars = setting.policy.calendars
    one_case = clause.case is not None and is_about(other, clause.case) and clause.where is None
    about = (clause.case, clause.each, clause.where) == (other.case, other.each, other.where)
    return (
        (about or one_case)
        and _tiers_alike(setting, clause, other)
        and other.kind == "clause"
        and clause.measure == other.measure
        and clause.group == other.group
        and calendars[clause.calendar].rule == calendars[other.calendar].rule
        and clause.excluding == other.excluding
        and clause.unknown == other.unknown
        and clause.unit == other.unit
        and other.least <= clause.least  # of windows with fewer the other promises nothing
        and clause.unknown_readings == other.unknown_readings
    )


def _tiers_alike(setting: Setting, clause: WindowClause, other: WindowClause) -> bool:
    """Whether both agreements give cases the same tiers, where it matters which they have."""
    names = {*map(fold, clause.group), *map(fold, fields_of(clause.where) if clause.where else ())}
    one, two = (tiers_of(setting.policy, each.agreement, clause.subject) for each in (clause, other))
    return one == two or not any(fold(each.field) in names for each in (*one, *two))


def _cut_alike(clause: WindowClause, agreement: Agreement, other: Below) -> bool:
    """Whether outages that go on while an agreement begins or ends count in the same way under both."""
    if agreement.life.suspensions != other[1].life.suspensions:
        return False
    match clause.measure:
        case InARow() | CasesInARow() | Misses():  # of other clauses of its own agreement
            return False
        case Episodes("number"):
            return agreement.begins == other[1].begins
        case Episodes("average" | "between"):
            return (agreement.begins, agreement.ends) == (other[1].begins, other[1].ends)
        case _:
            return True


def at_least_as_strict(one: Target, other: Target) -> bool:
    """Whether whatever meets the one meets the other."""
    low, above = _from(one)
    high, below = _until(one)
    least, more = _from(other)
    most, less = _until(other)
    from_enough = least is None or (low is not None and (low > least or (low == least and above >= more)))
    until_enough = most is None or (high is not None and (high < most or (high == most and below >= less)))
    return from_enough and until_enough


def _from(target: Target) -> tuple[Fraction | None, bool]:
    """The least value, and whether it has to be more than that."""
    if target.order in ("at least", "above", "between"):
        return target.bound, target.order == "above"
    return None, False


def _until(target: Target) -> tuple[Fraction | None, bool]:
    """The most value, and whether it has to be less than that."""
    if target.order in ("at most", "below"):
        return target.bound, target.order == "below"
    return (target.upper, False) if target.order == "between" else (None, False)


def _within(clause: WindowClause, windows: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether every window is one of the others; of what only grows, whether it is part of one."""
    every = set(others)
    grows = clause.target.order in ("at most", "below") and _only_grows(clause)
    return all(
        window in every
        or (grows and any(begin <= window[0] and window[1] <= end for begin, end in reaching(others, window)))
        for window in windows
    )


def _only_grows(clause: WindowClause) -> bool:
    match clause.measure:
        case EventCount() | CaseCount() | FieldValue("most"):
            return True
        case Episodes(what):
            return what == "number"
        case _:
            return False


# --- numbers and lengths of outages ---------------------------------------------------------------


def _of_outages(
    setting: Setting,
    clause: WindowClause,
    agreement: Agreement,
    windows: Sequence[Span],
    below: Sequence[Below],
) -> tuple[Answer, tuple[Key, ...]] | None:
    measure = clause.measure
    most = whole_number(clause.target)
    named = clause.case is not None and clause.where is None
    if not isinstance(measure, Episodes) or most is None or not named or may_be_unknown(measure.state.rule):
        return None
    try:
        cuts = cuts_of(fold(clause.case or ""), needs_of(setting.policy))
    except (NeedsItself, TooManyCuts):
        return None
    needing = {service for cut in cuts for service in cut if needs_of(setting.policy)(service) is not None}
    leaves: list[Cut] = [cut - needing for cut in cuts]
    if len(leaves) > 1 and not by_instant(measure.state.rule):
        reason = f"stretches of several services that are no `{measure.state.name}` may make one together"
        return CannotTell(reason), ()
    similar = [
        each
        for each in below
        if _alike_outages(setting, clause, each[0]) and each[1].life.suspensions == agreement.life.suspensions
    ]
    names = names_of(setting.policy)
    text = rests_on(names.get(fold(clause.case or ""), clause.case or ""), measure.state)
    if measure.what == "number":
        text = text.replace("only while what it needs is", "while what it needs is, and only then")
    assumed: tuple[Assumed, ...] = (Assumed("needs", text),) if needing else ()
    assumed += ended_sooner(setting, agreement.id, dict.fromkeys(each[1].id for each in similar))
    if measure.what == "number":
        services = sorted(frozenset[str]().union(*leaves))
        return _numbers(setting, agreement, most, services, windows, similar, assumed)
    if measure.what == "longest" and len(leaves) == 1:
        return _longest(setting, clause, most, leaves[0], windows, similar, assumed)
    always = isinstance(setting.policy.calendars[clause.calendar].rule, Always)
    if measure.what == "longest" and leaves and all(leaves) and always:
        counting = evolve(clause, measure=evolve(measure, what="number"))
        counts = [
            each
            for each in below
            if _alike_outages(setting, counting, each[0])
            and each[1].life.suspensions == agreement.life.suspensions
        ]
        with_windows = [
            [(each, lower, _windows(setting, each, lower)) for each, lower in several]
            for several in (similar, counts)
        ]
        lengths, numbers = with_windows
        ended = ended_sooner(setting, agreement.id, dict.fromkeys(each[1].id for each in (*similar, *counts)))
        assumed = tuple(dict.fromkeys((*assumed, *ended)))
        return in_series(most, leaves, windows, lengths, numbers, assumed, names)
    return None


def _alike_outages(setting: Setting, clause: WindowClause, other: WindowClause) -> bool:
    calendars = setting.policy.calendars
    return (
        other.measure == clause.measure
        and calendars[clause.calendar].rule == calendars[other.calendar].rule
        and not clause.excluding
        and not other.excluding
        and whole_number(other.target) is not None
        and other.since is None
        and other.until is None
    )


def _numbers(
    setting: Setting,
    agreement: Agreement,
    most: int,
    services: Sequence[str],
    windows: Sequence[Span],
    similar: Sequence[Below],
    assumed: tuple[Assumed, ...],
) -> tuple[Answer, tuple[Key, ...]] | None:
    """The numbers of all services, over all of their windows that reach into one of the promise."""
    keys: dict[Key, None] = {}
    totals = dict.fromkeys(windows, 0)
    for service in services:
        own = [each for each in similar if is_about(each[0], service)]
        found = [(each, lower, _windows(setting, each, lower)) for each, lower in own]
        if not found:
            name = names_of(setting.policy).get(service, service)
            return CannotTell(f"no supporting clause promises how many outages {name} has"), tuple(keys)
        keys.update(((lower.id, each.id), None) for each, lower, _ in found)
        for window in windows:
            counts = list(_counts(window, found))
            if not counts:
                return CannotTell(f"{service} is promised nothing in some windows"), tuple(keys)
            totals[window] += min(counts)
    first = windows[0] if windows else (0, 0)
    if any(lower.begins < first[0] for _, lower in similar) and agreement.begins == first[0]:
        totals[first] += 1  # one that goes on as the agreement begins, begun before it did
    worst = max(totals.values(), default=0)
    if worst <= most:
        says = f"in no window there can be more than {worst} outages"
        proof = Proof("numbers of outages", says, tuple(keys), (("number", str(worst)),))
        return Covered(proof, assumed), tuple(keys)
    return CannotTell(f"there may be {worst} outages in a window, and {most} are promised"), tuple(keys)


def _counts(window: Span, found: Sequence[tuple[WindowClause, Agreement, tuple[Span, ...]]]) -> Iterator[int]:
    for each, lower, own in found:
        covers = lower.begins <= window[0] and (lower.ends is None or window[1] <= lower.ends)
        number = whole_number(each.target)
        if covers and number is not None:
            rolling = each.window.kind == "rolling"
            whole = any(begin <= window[0] and window[1] <= end for begin, end in reaching(own, window))
            if whole or not rolling:
                yield number * (1 if whole else len(reaching(own, window)))


def _longest(
    setting: Setting,
    clause: WindowClause,
    most: int,
    leaf: Cut,
    windows: Sequence[Span],
    similar: Sequence[Below],
    assumed: tuple[Assumed, ...],
) -> tuple[Answer, tuple[Key, ...]] | None:
    """All of the services have to be down: no outage lasts longer than one of any of them."""
    reasons: list[str] = []
    for service in sorted(leaf):
        for each, lower in similar:
            if not is_about(each, service):
                continue
            begins = min((begin for begin, _ in windows), default=lower.begins)
            last = max((end for _, end in windows), default=lower.begins)
            covers = lower.begins <= begins and (lower.ends is None or last <= lower.ends)
            longest = whole_number(each.target)
            key = lower.id, each.id
            if covers and longest is not None and longest <= most:
                says = f"no outage lasts longer than {said.length(longest)}, as {lower.id}/{each.id} promises"
                proof = Proof("longest outage", says, (key,), (("longest_us", str(longest)),))
                return Covered(proof, assumed), (key,)
            reasons.append(f"{lower.id}/{each.id}")
    if reasons:
        return CannotTell(f"{said.listed(reasons)} is about the same, but lets outages last longer"), ()
    return CannotTell(f"no supporting clause promises how long an outage of {clause.case} lasts"), ()
