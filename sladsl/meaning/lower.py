"""From files to a policy: every pass reports what it finds and goes on."""

import hashlib

from attrs import frozen

from sladsl.diagnostics import Diagnostic, Severity
from sladsl.meaning import name_errors
from sladsl.meaning.agreements import Agreed, lower_agreement
from sladsl.meaning.calendars import Calendars, Term
from sladsl.meaning.catalogue import Catalogue
from sladsl.meaning.clauses import Clauses
from sladsl.meaning.examples import Examples
from sladsl.meaning.followers import Followers, Promise
from sladsl.meaning.modules import Unit
from sladsl.meaning.money import CLAIM, Moneys
from sladsl.meaning.places import Places
from sladsl.meaning.plans import Plans
from sladsl.meaning.public_holidays import Resolver
from sladsl.meaning.scope import Scope, scopes
from sladsl.meaning.sources import Sources
from sladsl.meaning.states import States
from sladsl.meaning.tables import calendars_of
from sladsl.meaning.vocabulary import Vocabulary, lower_clock, lower_state, lower_subject
from sladsl.policy import model, money
from sladsl.policy.names import fold
from sladsl.syntax import tree


@frozen
class Lowered:
    """The policy, unless there is an error, and everything found on the way, in the order of the text."""

    policy: model.Policy | None
    diagnostics: tuple[Diagnostic, ...]


def lower(units: tuple[Unit, ...]) -> Lowered:
    """Check the units against each other and lower them to one policy."""
    by_file, found = scopes(units)
    places = Places(unit.source for unit in units)
    vocabulary = _vocabulary(units, by_file, places, found)
    calendars = Calendars(by_file, Resolver(), found)
    _check_states(units, by_file, vocabulary, calendars, found)
    agreements: dict[str, tuple[Agreed, tree.Agreement]] = {}
    promises: list[Promise] = []
    sources: list[model.Source] = []
    examples: list[model.Example] = []
    moneys: list[money.Terms] = []
    for unit in units:
        body = _File(unit, by_file[unit.name], vocabulary, calendars, places, found)
        body.lower(agreements, promises, sources, examples, moneys)
    services = Catalogue(places, found).services(units)
    clauses = tuple(each for each in promises if isinstance(each, model.Clause))
    window_clauses = tuple(each for each in promises if isinstance(each, model.WindowClause))
    known = {key: agreed.agreement for key, (agreed, _) in agreements.items()}
    supports, plans = Plans(by_file, vocabulary, places, known, clauses, window_clauses, found).lower(units)
    order = {unit.name: index for index, unit in enumerate(units)}
    diagnostics = tuple(
        sorted(
            dict.fromkeys(found),
            key=lambda d: (order.get(d.span.file, -1), d.span.start) if d.span else (-1, 0),
        )
    )
    if any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        return Lowered(None, diagnostics)
    used = {promise.subject for promise in promises} | {source.subject for source in sources}
    used |= {each.subject for p in promises if isinstance(p, model.Clause) for each in p.excluding}
    if any(terms.claims is not None for terms in moneys):
        used |= {each.name for each in vocabulary.subjects.values() if fold(each.name) == fold(CLAIM)}
    policy = model.Policy(
        files=tuple(
            model.SourceFile(
                unit.name, hashlib.sha256(unit.source.text.encode("utf-8", "surrogatepass")).hexdigest()
            )
            for unit in units
        ),
        agreements=tuple(agreed.agreement for agreed, _ in agreements.values()),
        calendars=dict(calendars.rules),
        holidays=tuple(calendars.notes),
        subjects=tuple(each for each in vocabulary.subjects.values() if each.name in used),
        states=tuple(each for each in vocabulary.states.values() if each.subject in used),
        clocks=tuple(each for each in vocabulary.clocks.values() if each.subject in used),
        clauses=clauses,
        window_clauses=window_clauses,
        services=services,
        sources=tuple(sources),
        examples=tuple(examples),
        supports=supports,
        plans=plans,
        money=tuple(moneys),
    )
    return Lowered(policy, diagnostics)


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


@frozen
class _File:
    """The agreements of one file, each with the clauses and examples that follow its heading."""

    unit: Unit
    scope: Scope
    vocabulary: Vocabulary
    calendars: Calendars
    places: Places
    found: list[Diagnostic]

    def lower(
        self,
        agreements: dict[str, tuple[Agreed, tree.Agreement]],
        promises: list[Promise],
        sources: list[model.Source],
        examples: list[model.Example],
        moneys: list[money.Terms],
    ) -> None:
        agreed: Agreed | None = None
        heading: tree.Agreement | None = None
        ids: dict[str, tree.Name] = {}
        subjects: dict[str, tuple[str, model.Subject]] = {}
        pending: list[tuple[tree.Example, Agreed]] = []
        written: list[tree.Clause] = []
        lowered: list[Promise] = []
        lowering = Clauses(self.scope, self.vocabulary, self.calendars, self.places, self.found)

        def finish() -> None:
            under = agreed or Agreed(_ANY_AGREEMENT, Term(2000, 2001))
            followers = Followers(self.scope, self.calendars, self.places, self.found)
            complete = followers.complete(written, lowered, under)
            promises.extend(complete)
            if heading is not None:
                subject_of = {fold(each.name): each for each in self.vocabulary.subjects.values()}
                lowering_money = Moneys(self.places, subject_of, self.found)
                terms = lowering_money.lower(heading, written, complete, under)
                moneys.extend([] if terms is None else [terms])
            windows = {
                each.name.key
                for each in written
                if each.sentences and not any(isinstance(said, tree.Promise) for said in each.sentences)
            }
            written.clear()
            lowered.clear()
            for example, under in pending:
                each = Examples(under.agreement, subjects, windows, self.places, self.found).lower(example)
                if each is not None:
                    examples.append(each)
            pending.clear()
            ids.clear()
            subjects.clear()

        for item in self.unit.module.items:
            match item:
                case tree.Agreement(name):
                    finish()
                    heading = item
                    agreed = lower_agreement(item, self.places, self.found)
                    if name.key in agreements:
                        other = agreements[name.key][1]
                        self.found.append(name_errors.declared_twice("agreement", name, other.name))
                    if agreed is not None:
                        agreements.setdefault(name.key, (agreed, item))
                case tree.Clause(name):
                    if heading is None:
                        self.found.append(name_errors.outside_an_agreement("clause", name))
                        continue
                    if name.key in ids:
                        self.found.append(name_errors.declared_twice("clause", name, ids[name.key]))
                    else:
                        written.append(item)
                    ids.setdefault(name.key, name)
                    self._clause(item, agreed, lowering, lowered, subjects)
                case tree.Example(_, of):
                    if heading is None:
                        self.found.append(name_errors.outside_an_agreement("example", of))
                    elif agreed is not None:
                        pending.append((item, agreed))
                case tree.Source():
                    source = Sources(self.scope, self.vocabulary, self.places, self.found).lower(item)
                    if source is not None:
                        sources.append(source)
                case _:
                    pass
        finish()
        self._own_calendars(agreed)

    def _clause(
        self,
        item: tree.Clause,
        agreed: Agreed | None,
        lowering: Clauses,
        lowered: list[Promise],
        subjects: dict[str, tuple[str, model.Subject]],
    ) -> None:
        if agreed is None:  # its agreement is broken and reported; its own words are still checked
            agreed = Agreed(_ANY_AGREEMENT, Term(2000, 2001))
        lowered.extend(lowering.lower(item, agreed))
        promise = next((s for s in item.sentences if isinstance(s, tree.Promise)), None)
        declared = self.scope.subject(promise.subject.text) if promise else None
        if declared is not None:
            subjects[item.name.key] = (item.name.text, self.vocabulary.subjects[id(declared.item)])

    def _own_calendars(self, agreed: Agreed | None) -> None:
        """Calendars nothing counts on are checked too; under no agreement they do not weigh on the policy."""
        zone = agreed.agreement.zone if agreed else "UTC"
        term = agreed.term if agreed else Term(2000, 2001)
        then, before = self.calendars.copy(), len(self.found)
        for item in self.unit.module.items:
            if isinstance(item, tree.Calendar):
                self.calendars.id_of(item.name, self.unit.name, zone, term)
            elif isinstance(item, tree.CalendarBy):
                for name in calendars_of(item):
                    self.calendars.id_of(name, self.unit.name, zone, term)
        if agreed is None:
            self.calendars.go_back(then)
            # of which years holidays must be known, only an agreement says
            self.found[before:] = [d for d in self.found[before:] if d.severity is Severity.ERROR]


_ANY_AGREEMENT = model.Agreement(
    "", "", "customer SLA", "1", "", "", "UTC", 0, None, model.Place("", 1, 1, 1, 1, "")
)
