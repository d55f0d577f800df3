"""Is one promise made for what differs: for all services of a catalogue, or copied from site to site?"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

from attrs import evolve

from sladsl.policy.catalogue import Service, needed, services_in
from sladsl.policy.conditions import Both, Condition, IsOneOf, fields_of
from sladsl.policy.forms import names_of
from sladsl.policy.model import Agreement, Clause, Field, Place, Policy, Row, Subject
from sladsl.policy.names import fold
from sladsl.practice import sameness_errors
from sladsl.practice.offers import SERVICE, offers_of
from sladsl.practice.promises import Promise, cases_of, windows_of, with_promises
from sladsl.practice.told import Told
from sladsl.worktime.rules import Always

# what a field is called that says where a case is
SITES = frozenset(
    map(
        fold,
        (
            "site", "location", "region", "branch", "office", "country", "city", "town", "area", "island",
            "building", "store", "plant", "τοποθεσία", "περιοχή", "υποκατάστημα", "κατάστημα", "χώρα",
            "πόλη", "νησί", "κτίριο",
        ),
    )
)  # fmt: skip
_NOWHERE = Place("", 0, 0, 0, 0, "")


# --- one for the whole catalogue ------------------------------------------------------------------


def one_for_all(policy: Policy) -> Iterator[Told]:
    """Promises that treat unlike services alike, without a word about which service it is."""
    unlike = unlike_services(policy)
    if len(unlike) < 2:
        return
    subjects = {fold(subject.name): subject for subject in policy.subjects}
    levels = {fold(each.agreement) for each in policy.tiers}
    for agreement, promises in with_promises(policy):
        for level in windows_of(promises):
            every = level.case is None and level.where is None and not level.group
            if fold(level.subject) == SERVICE and every and level.kind == "clause":
                yield sameness_errors.one_for_all(level, unlike)
        cases = cases_of(promises)
        clocks = Counter(map(_clock_of, cases))
        for clause in cases:
            field = _service_field(subjects[fold(clause.subject)], unlike)
            alone = clocks[_clock_of(clause)] == 1
            plain = clause.where is None and not clause.rows and not (clause.share and clause.share.group)
            if field is not None and alone and plain and fold(agreement.id) not in levels:
                yield sameness_errors.one_for_all(clause, unlike)


def unlike_services(policy: Policy) -> list[Service]:
    """What is offered or, where nothing is, what nothing else needs; none where all of it is of one group."""
    offered = [service for service, offers in offers_of(policy).values() if offers]
    inner = {fold(name) for each in policy.services if each.needs is not None for name in needed(each.needs)}
    found = offered or [each for each in policy.services if fold(each.name) not in inner]
    names = {fold(each.name) for each in found}
    groups = {fold(group.name): group for group in policy.service_groups}
    of_one = any(names <= set(map(fold, services_in(group, groups))) for group in groups.values())
    return [] if of_one else found


def _service_field(subject: Subject, services: Iterable[Service]) -> Field | None:
    """The field of a case that says which service it is about."""
    names = {fold(service.name) for service in services}
    for field in subject.fields:
        listed = names.intersection(map(fold, field.values))
        if SERVICE in map(fold, names_of(field)) or len(listed) > 1:
            return field
    return None


def _clock_of(clause: Clause) -> tuple[str, str]:
    return fold(clause.subject), fold(clause.clock)


# --- copied from site to site ---------------------------------------------------------------------


def copied(policy: Policy) -> Iterator[Told]:
    """Clauses, rows and agreements that are another one's but for the site."""
    subjects = {fold(subject.name): subject for subject in policy.subjects}
    for _, promises in with_promises(policy):
        yield from _copied_clauses(promises, subjects)
        cases = cases_of(promises)
        for clause in cases:
            yield from _copied_rows(clause, subjects[fold(clause.subject)])
        yield from _though_they_differ(policy, cases, subjects)
    yield from _copied_agreements(policy)


def _copied_clauses(promises: Sequence[Promise], subjects: dict[str, Subject]) -> Iterator[Told]:
    first: dict[Hashable, tuple[Promise, IsOneOf]] = {}
    for promise in promises:
        sites = _sites(promise.where, subjects[fold(promise.subject)])
        alike = _but_for_where(promise) if sites else ""
        for site, rest in sites:
            other, values = first.setdefault((alike, rest), (promise, site))
            if values != site:
                yield sameness_errors.copied_clause(promise, other, values, site)
                break


def _copied_rows(clause: Clause, subject: Subject) -> Iterator[Told]:
    first: dict[Hashable, tuple[Row, IsOneOf]] = {}
    for row in clause.rows:
        for site, rest in _sites(row.where, subject) if row.deadline is not None else ():
            alike = row.deadline, row.calendar, row.at_least
            other, values = first.setdefault((alike, rest), (row, site))
            if values != site:
                yield sameness_errors.copied_row(clause, row, other, values, site)
                break


def _though_they_differ(
    policy: Policy, cases: Sequence[Clause], subjects: dict[str, Subject]
) -> Iterator[Told]:
    """Clauses that do not ask for the site, where others of the same cases count other hours at each site.

    What is promised round the clock is promised whatever the hours.
    """
    by_clock: dict[tuple[str, str], list[tuple[Clause, str, str]]] = {}  # a field for the site, a calendar
    for clause in cases:
        parts = [(row.where, row.calendar) for row in clause.rows if row.deadline is not None]
        for where, calendar in [(clause.where, clause.calendar), *parts]:
            if field := _site_of(where, subjects[fold(clause.subject)]):
                key = fold(clause.subject), fold(clause.clock)
                by_clock.setdefault(key, []).append((clause, field, calendar))
    differing: dict[str, tuple[Clause, str]] = {}
    for (about, _), parts_of in by_clock.items():
        if len({calendar for *_, calendar in parts_of}) > 1:
            differing.setdefault(about, parts_of[0][:2])
    for clause in cases:
        asks = any(_site_of(each, subjects[fold(clause.subject)]) for each in _conditions(clause))
        if asks or isinstance(policy.calendars[clause.calendar].rule, Always):
            continue
        if found := differing.get(fold(clause.subject)):
            yield sameness_errors.though_they_differ(clause, *found)


def _conditions(clause: Clause) -> list[Condition | None]:
    return [clause.where, *(row.where for row in clause.rows)]


def _site_of(condition: Condition | None, subject: Subject) -> str:
    """The field of a condition that says where a case is; "" where none does."""
    asked = () if condition is None else fields_of(condition)
    for field in subject.fields:
        if field.name in asked and not SITES.isdisjoint(map(fold, names_of(field))):
            return field.name
    return ""


def _copied_agreements(policy: Policy) -> Iterator[Told]:
    """Agreements of the same two parties at the same time, in one file, with all the same promises."""
    seen: dict[Hashable, list[Agreement]] = {}
    for agreement, own in with_promises(policy):
        if not own or agreement.builds_on:
            continue
        promised = frozenset((each.id, _but_for_where(each), repr(each.where)) for each in own)
        parties = fold(agreement.provider), fold(agreement.customer)
        alike = seen.setdefault((agreement.place.file, agreement.kind, parties, promised), [])
        first = next((each for each in alike if _together(each, agreement)), None)
        if first is not None:
            yield sameness_errors.copied_agreement(agreement, first)
        alike.append(agreement)


def _together(one: Agreement, other: Agreement) -> bool:
    """Whether there is a time at which both are in force."""
    return (one.ends is None or other.begins < one.ends) and (other.ends is None or one.begins < other.ends)


def _but_for_where(promise: Promise) -> Hashable:
    """What is promised, whoever it is promised to and wherever it stands."""
    plain = evolve(
        promise, agreement="", id="", title="", where=None, place=_NOWHERE, since=None, until=None,
        version="", origin="", warnings=(), escalations=(),
    )  # fmt: skip
    if isinstance(plain, Clause):
        rows = tuple(evolve(row, place=_NOWHERE) for row in plain.rows)
        return repr(evolve(plain, rows=rows, budget_warnings=()))
    return repr(plain)


def _sites(condition: Condition | None, subject: Subject) -> list[tuple[IsOneOf, Hashable]]:
    """The tests of a condition that ask for a site, each with what else is asked."""
    parts = condition.parts if isinstance(condition, Both) else () if condition is None else (condition,)
    return [
        (part, (fold(part.field), frozenset(repr(other) for other in parts if other is not part)))
        for part in parts
        if isinstance(part, IsOneOf) and _site_of(part, subject)
    ]
