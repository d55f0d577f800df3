"""From files to a policy: every pass reports what it finds and goes on."""

import hashlib
from collections.abc import Iterable

from attrs import evolve

from sladsl.diagnostics import Diagnostic, Severity
from sladsl.meaning import name_errors
from sladsl.meaning.agreements import Agreed
from sladsl.meaning.assumptions import Assumed
from sladsl.meaning.calendars import Calendars, Term
from sladsl.meaning.catalogue import Catalogue
from sladsl.meaning.declarers import declarers
from sladsl.meaning.draft_amendments import as_agreed, has_drafts, without_drafts
from sladsl.meaning.followers import Promise
from sladsl.meaning.group_words import with_groups
from sladsl.meaning.histories import Histories
from sladsl.meaning.meant import Meanings
from sladsl.meaning.modules import Unit
from sladsl.meaning.money import CLAIM
from sladsl.meaning.parties import Parties
from sladsl.meaning.places import Places
from sladsl.meaning.plans import Plans
from sladsl.meaning.public_holidays import Resolver
from sladsl.meaning.records import unkept
from sladsl.meaning.requirements import required
from sladsl.meaning.scope import Scope, scopes
from sladsl.meaning.service_groups import ServiceGroups
from sladsl.meaning.sources import Sources
from sladsl.meaning.states import States
from sladsl.meaning.tables import calendars_of
from sladsl.meaning.texts import Text, texts_of
from sladsl.meaning.tier_texts import tiers_by_agreement
from sladsl.meaning.tiers import Tiers
from sladsl.meaning.vocabulary import (
    Vocabulary,
    check_states_and_clocks,
    lower_clock,
    lower_state,
    lower_subject,
)
from sladsl.policy import model
from sladsl.policy.catalogue import names_of_services
from sladsl.policy.meant import Meant
from sladsl.policy.names import fold
from sladsl.policy.replacements import Replacement
from sladsl.policy.tiers import Tier
from sladsl.records import frozen
from sladsl.syntax import tree
from sladsl.worktime.public_holidays import Ask, known


@frozen
class Lowered:
    """The policy, unless there is an error, and everything found on the way, in the order of the text.

    Warnings are not yet without those that are `meant`.
    """

    policy: model.Policy | None
    diagnostics: tuple[Diagnostic, ...]
    meant: tuple[Meant, ...]
    replaced: tuple[Replacement, ...] = ()  # what stands in the place of clauses that cannot be weakened


def lower(units: tuple[Unit, ...], holidays: Ask = known, every_agreement: tuple[str, ...] = ()) -> Lowered:
    """Check the units against each other and lower them to one policy; where amendments are drafts, also to
    what it were if they were agreed. `holidays` tells those of a country; `every_agreement` names
    those of other programs too, for did-you-mean."""
    units = with_groups(units)
    if not has_drafts(units):
        return _lower(units, holidays, every_agreement)
    held = _lower(without_drafts(units), holidays, every_agreement)
    agreed = _lower(as_agreed(units), holidays, every_agreement)
    diagnostics = _in_order((*held.diagnostics, *agreed.diagnostics), units)
    if held.policy is None or agreed.policy is None:
        return evolve(held, policy=None, diagnostics=diagnostics)
    policy = evolve(held.policy, if_agreed=agreed.policy)
    return Lowered(policy, diagnostics, agreed.meant, (*held.replaced, *agreed.replaced))


def _in_order(found: Iterable[Diagnostic], units: tuple[Unit, ...]) -> tuple[Diagnostic, ...]:
    """Each once, in the order of the text."""
    order = {unit.name: index for index, unit in enumerate(units)}
    return tuple(
        sorted(
            dict.fromkeys(found),
            key=lambda d: (order.get(d.span.file, -1), d.span.start) if d.span else (-1, 0),
        )
    )


def _lower(units: tuple[Unit, ...], holidays: Ask, every_agreement: tuple[str, ...]) -> Lowered:
    by_file, found = scopes(units)
    places = Places(unit.source for unit in units)
    vocabulary = _vocabulary(units, by_file, places, found)
    calendars = Calendars(by_file, Resolver(holidays), found)
    _check_states(units, by_file, vocabulary, calendars, found)
    texts: dict[str, list[Text]] = {}
    for unit in units:
        for text in texts_of(unit, found):
            texts.setdefault(text.key, []).append(text)
    under = tiers_by_agreement(units, found)
    lowering = Histories(by_file, vocabulary, calendars, places, found, texts, under)
    histories = {key: lowering.lower(key) for key in texts}
    promises = [promise for history in histories.values() for promise in history.promises]
    moneys = [terms for history in histories.values() for terms in history.moneys]
    asked = [each for history in histories.values() for each in history.asked]
    required_clauses, required_windows = required(asked)
    sources: list[model.Source] = []
    by_unit: dict[str, list[Text]] = {}
    for text in (text for given in texts.values() for text in given):
        by_unit.setdefault(text.file, []).append(text)
    for unit in units:
        scope = by_file[unit.name]
        for item in unit.module.items:
            if isinstance(item, tree.Source):
                source = Sources(scope, vocabulary, places, found).lower(item)
                sources += [] if source is None else [source]
        last = max(by_unit.get(unit.name, ()), key=lambda text: text.heading.span.start, default=None)
        _own_calendars(unit, histories[last.key].agreed if last else None, calendars, found)
    parties = Parties.of(units, by_file, places, found)
    services = Catalogue(places, found).services(units)
    groups = ServiceGroups(names_of_services(services), places, found).of(units)
    clauses = tuple(each for each in promises if isinstance(each, model.Clause))
    window_clauses = tuple(each for each in promises if isinstance(each, model.WindowClause))
    agreements = {key: each.agreed.agreement for key, each in histories.items() if each.agreed is not None}
    supports, plans = Plans(
        by_file, vocabulary, places, agreements, clauses, window_clauses, found, every_agreement
    ).lower(units)
    assumed = Assumed(services, tuple(promises), places, found).of(units)
    tiers = _tiers(under, places, agreements, vocabulary, tuple(promises), found)
    ids = {key: [each.id for each in history.promises] for key, history in histories.items()}
    meant = Meanings(ids, places, found).of(units)
    diagnostics = _in_order(found, units)
    if any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        return Lowered(None, diagnostics, meant)
    used = {promise.subject for promise in promises} | {source.subject for source in sources}
    every = (*promises, *required_clauses)
    used |= {each.subject for p in every if isinstance(p, model.Clause) for each in p.excluding}
    used |= {each.subject for each in required_clauses} | {each.subject for each in required_windows}
    used |= {units.subject for terms in moneys for units in terms.units}
    if any(terms.claims is not None for terms in moneys):
        used |= {each.name for each in vocabulary.subjects.values() if fold(each.name) == fold(CLAIM)}
    policy = model.Policy(
        files=tuple(
            model.SourceFile(
                unit.name, hashlib.sha256(unit.source.text.encode("utf-8", "surrogatepass")).hexdigest()
            )
            for unit in units
        ),
        agreements=tuple(
            declarers(each.agreed.agreement, tuple(vocabulary.states.values()), parties.roles)
            for each in histories.values()
            if each.agreed is not None
        ),
        calendars=dict(calendars.rules),
        holidays=tuple(calendars.notes),
        calendar_forms=tuple(model.Means(text, id) for text, id in calendars.forms.items()),
        subjects=tuple(each for each in vocabulary.subjects.values() if each.name in used),
        states=tuple(each for each in vocabulary.states.values() if each.subject in used),
        clocks=tuple(each for each in vocabulary.clocks.values() if each.subject in used),
        clauses=clauses,
        window_clauses=window_clauses,
        services=services,
        service_groups=groups,
        assumptions=assumed,
        parties=parties.parties,
        roles=parties.roles,
        sources=tuple(sources),
        examples=tuple(example for each in histories.values() for example in each.examples),
        supports=supports,
        plans=plans,
        money=tuple(moneys),
        tiers=tiers,
        meant=meant,
        requirements=tuple(each.requirement for each in asked),
        required_clauses=required_clauses,
        required_windows=required_windows,
    )
    replaced = tuple(each for of in histories.values() for each in of.replaced)
    if wrong := tuple(unkept(units, policy)):
        return Lowered(None, _in_order((*diagnostics, *wrong), units), meant)
    return Lowered(policy, diagnostics, meant, replaced)


def _vocabulary(
    units: tuple[Unit, ...], by_file: dict[str, Scope], places: Places, found: list[Diagnostic]
) -> Vocabulary:
    vocabulary = Vocabulary({}, {}, {})
    first: dict[tuple[str, ...], tree.Name] = {}
    for unit in units:
        for item in unit.module.items:
            match item:
                case tree.Subject(name):
                    _once(first, ("subject", name.key), name, found)
                    vocabulary.subjects[id(item)] = lower_subject(item, places, found)
                case tree.State(name, of):
                    _once(first, ("state", of.key, name.key), name, found)
                case tree.Clock(name, of):
                    _once(first, ("clock", of.key, name.key), name, found)
                case _:
                    pass
    for unit in units:
        scope = by_file[unit.name]
        for item in unit.module.items:
            if isinstance(item, tree.State | tree.Clock):
                subject = vocabulary.subject(item.subject, scope, found)
                if subject is None:
                    continue
                if isinstance(item, tree.State):
                    vocabulary.states[id(item)] = lower_state(item, subject, places, found)
                else:
                    vocabulary.clocks[id(item)] = lower_clock(item, subject, places, found)
    check_states_and_clocks(units, vocabulary, found)
    return vocabulary


def _check_states(
    units: tuple[Unit, ...],
    by_file: dict[str, Scope],
    vocabulary: Vocabulary,
    calendars: Calendars,
    found: list[Diagnostic],
) -> None:
    """States nothing measures are checked too; a clause lowers them once more, in its own zone."""
    for unit in units:
        scope = by_file[unit.name]
        for item in unit.module.items:
            declared = scope.subject(item.subject.text) if isinstance(item, tree.State) else None
            if isinstance(item, tree.State) and declared is not None:
                subject = vocabulary.subjects[id(declared.item)]
                States(scope, vocabulary, calendars, subject, "UTC", None, found).rule(item, (item,))


def _once(
    first: dict[tuple[str, ...], tree.Name], key: tuple[str, ...], name: tree.Name, found: list[Diagnostic]
) -> None:
    """What a policy knows by name is declared once in a program, in whichever file."""
    other = first.setdefault(key, name)
    if other is not name and other.span.file != name.span.file:
        found.append(name_errors.declared_twice(key[0], name, other))


def _own_calendars(unit: Unit, agreed: Agreed | None, calendars: Calendars, found: list[Diagnostic]) -> None:
    """Calendars nothing counts on are checked too; under no agreement they do not weigh on the policy."""
    zone = agreed.agreement.zone if agreed else "UTC"
    term = agreed.term if agreed else Term(2000, 2001)
    then, before = calendars.copy(), len(found)
    for item in unit.module.items:
        if isinstance(item, tree.Calendar):
            calendars.id_of(item.name, unit.name, zone, term)
        elif isinstance(item, tree.CalendarBy):
            for name in calendars_of(item):
                calendars.id_of(name, unit.name, zone, term)
    if agreed is None:
        calendars.go_back(then)
        # of which years holidays must be known, only an agreement says
        found[before:] = [d for d in found[before:] if d.severity is Severity.ERROR]


def _tiers(
    under: dict[str, list[tree.Tier]],
    places: Places,
    agreements: dict[str, model.Agreement],
    vocabulary: Vocabulary,
    promises: tuple[Promise, ...],
    found: list[Diagnostic],
) -> tuple[Tier, ...]:
    """The tiers of the program's agreements, of the cases that each promises something of."""
    subjects = {fold(each.name): each for each in vocabulary.subjects.values()}
    used: dict[str, list[str]] = {}
    for promise in promises:
        used.setdefault(fold(promise.agreement), []).append(fold(promise.subject))
    return Tiers(places, agreements, subjects, used, found).lower(under)
