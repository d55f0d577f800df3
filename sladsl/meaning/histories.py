"""An agreement with all its versions, lowered: each clause as each version has it, from when until when."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import Factory, evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import level_rules, name_errors, version_errors
from sladsl.meaning.agreements import Agreed, lower_agreement
from sladsl.meaning.calendars import Calendars, Term
from sladsl.meaning.clauses import Clauses
from sladsl.meaning.covers import Covers, all_of_others
from sladsl.meaning.editions import Edition, Written, first_edition
from sladsl.meaning.examples import Examples
from sladsl.meaning.followers import Followers, Promise
from sladsl.meaning.inheritance import Base, bases_said, inherited, rebuilt
from sladsl.meaning.lives import Lives
from sladsl.meaning.money import Moneys
from sladsl.meaning.money_versions import MoneyOfText, paid_by
from sladsl.meaning.places import Places
from sladsl.meaning.protection import amended_though_protected, protected, replacement
from sladsl.meaning.requirements import Asked, Requirements
from sladsl.meaning.scope import Scope
from sladsl.meaning.texts import Text
from sladsl.meaning.timelines import Timeline, timeline_of
from sladsl.meaning.vocabulary import Vocabulary
from sladsl.policy import model, money
from sladsl.policy.names import as_written, fold
from sladsl.policy.replacements import Replacement
from sladsl.records import frozen
from sladsl.syntax import tree

ANY_AGREEMENT = Agreed(
    model.Agreement("", "", "customer SLA", "1", "", "", "UTC", 0, None, model.Place("", 1, 1, 1, 1, "")),
    Term(2000, 2001),
)


@frozen
class History:
    """An agreement (None: broken and reported), the versions of its clauses, and its worked examples.

    `replaced` are the clauses that it has in place of some that cannot be weakened.
    """

    agreed: Agreed | None
    promises: tuple[Promise, ...]
    examples: tuple[model.Example, ...]
    moneys: tuple[money.Terms, ...]
    replaced: tuple[Replacement, ...] = ()
    asked: tuple[Asked, ...] = ()


@frozen(slots=False)
class Histories:
    """Lowers agreements one at a time."""

    scopes: dict[str, Scope]
    vocabulary: Vocabulary
    calendars: Calendars
    places: Places
    found: list[Diagnostic]
    texts: Mapping[str, Sequence[Text]]  # by folded name of the agreement
    tiers: Mapping[str, Sequence[tree.Tier]]  # likewise
    lines: dict[str, tuple[Timeline, tuple[Base, ...]] | None] = Factory(dict)

    def lower(self, key: str) -> History:
        """The agreement of this folded name, from all texts that are of it."""
        line = self._line(key, ())
        return History(None, (), (), ()) if line is None else self._lowered(*line)

    def _known(self) -> list[str]:
        headings = [text.heading for texts in self.texts.values() for text in texts]
        return [heading.name.text for heading in headings if isinstance(heading, tree.Agreement)]

    def _bases(self, texts: Sequence[Text], path: tuple[str, ...]) -> tuple[Base, ...]:
        """What the agreement builds on, each once; None of those that are not there, or build on it."""
        bases: dict[str, Base] = {}
        for name in bases_said(texts):
            if name.key in path:
                names = [self.texts[key][0].heading.name.text for key in path[path.index(name.key) :]]
                self.found.append(level_rules.builds_on_itself(name, names))
            elif not any(isinstance(text.heading, tree.Agreement) for text in self.texts.get(name.key, ())):
                self.found.append(level_rules.unknown_base(name, self._known()))
            elif (line := self._line(name.key, path)) is not None:
                bases[name.key] = Base(name, line[0])
        return tuple(bases.values())

    def _line(self, key: str, path: tuple[str, ...]) -> tuple[Timeline, tuple[Base, ...]] | None:
        """Its versions, and what it builds on; None where it is broken."""
        if key not in self.lines:
            bases = self._bases(self.texts[key], (*path, key))
            self.lines[key] = self._timeline(self.texts[key], bases)
        return self.lines[key]

    def _timeline(
        self, texts: Sequence[Text], bases: tuple[Base, ...]
    ) -> tuple[Timeline, tuple[Base, ...]] | None:
        own: list[tuple[Text, Agreed]] = []
        aside: list[Text] = []  # they cannot be part of it, but their words are checked
        seen: dict[str, tree.Name] = {}
        broken = False
        for text in texts:
            if isinstance(text.heading, tree.Agreement):
                agreed = lower_agreement(text.heading, self.places, self.found)
                other = seen.setdefault(text.version, text.heading.name)
                if other is not text.heading.name:
                    self.found.append(name_errors.declared_twice("agreement", text.heading.name, other))
                elif agreed is not None:
                    own.append((text, agreed))
                    continue
                broken = True
                aside.append(text)
        amendments = [text for text in texts if isinstance(text.heading, tree.Amendment)]
        if not seen:
            known = self._known()
            self.found.extend(version_errors.amends_nothing(text.heading, known) for text in amendments)
        if broken or not own:
            aside += amendments
            amendments = []
        for text in aside:
            self._check(text)
        if not own:
            return None
        line = timeline_of(
            own, amendments, self.places, self.found, lambda text, at: inherited(bases, text, at, self.found)
        )
        headings = [edition.text.heading for edition in line.editions]
        agreed = Lives(self.places, self.found).lived(line.agreed, headings)
        line = evolve(line, agreed=agreed)
        return evolve(line, editions=rebuilt(line, bases, self.found)), bases

    def _lowered(self, line: Timeline, bases: Sequence[Base]) -> History:
        done: dict[int, list[Promise]] = {}
        versions = _Versions({})
        moneys: list[MoneyOfText] = []
        examples: list[model.Example] = []
        replaced: list[Replacement] = []
        before = line.editions[0]
        covers = Covers(self.scopes, self.vocabulary, self.places, self.found)
        each_complete: list[list[Promise]] = []
        for edition in line.editions:
            written = list(edition.clauses.values())
            covering = covers.of(self._texts_of(line, bases, edition.since), line.agreed.agreement.zone)
            if covering != line.agreed.agreement.covers:
                agreement = evolve(line.agreed.agreement, covers=covering)
                line, done = evolve(line, agreed=evolve(line.agreed, agreement=agreement)), {}
            for each in written:
                if id(each) not in done:
                    done[id(each)] = self._clause(each, line.agreed)
            lowered = [promise for each in written for promise in done[id(each)]]
            places = self.places.renumbered(pair for each in written for pair in each.numbers)
            followers = Followers(self.scopes, self.calendars, places, self.found)
            complete = followers.complete([each.clause for each in written], lowered, line.agreed)
            each_complete.append(complete)
            versions.enter(edition, complete)
            replaced += self._replaced(edition, before, bases, line.agreed, done, complete)
            before = edition
            heading = paid_by(moneys[-1].heading if moneys else None, edition)
            if heading is not None:
                self.found.extend(all_of_others(heading, covering, complete, self._subjects()))
                moneys = [*(each.ended(edition.since) for each in moneys)]
                moneys.append(MoneyOfText(heading, edition.since))
            lowering = Moneys(places, self._subjects(), self._states, self.calendars, self.found)
            tiers = self.tiers.get(edition.text.key, ())
            clauses = [each.clause for each in written]
            moneys[-1].enter(
                lowering.lower(moneys[-1].heading, clauses, complete, line.agreed, tiers),
                complete,
                edition.since,
            )
            examples += self._examples(edition, line.agreed, complete) if edition.own else []
        terms = (each.terms() for each in moneys)
        return History(
            line.agreed,
            versions.all(),
            tuple(examples),
            tuple(each for each in terms if each is not None),
            tuple(each for number, each in enumerate(replaced) if each not in replaced[:number]),
            self._asked(line, each_complete, moneys[0].heading),
        )

    def _texts_of(self, line: Timeline, bases: Sequence[Base], instant: int | None) -> list[tree.Agreement]:
        """The text of the agreement, and of all that it builds on, as of an instant (None: its begin)."""
        begun = [each for each in line.editions if each.since is None or (instant or 0) >= each.since]
        own = [each.text.heading for each in begun if isinstance(each.text.heading, tree.Agreement)]
        at = line.agreed.agreement.begins if instant is None else instant
        further = (self.lines.get(base.name.key) for base in bases)
        below = [text for each in further if each is not None for text in self._texts_of(*each, at)]
        return [*own[-1:], *below]

    def _asked(
        self, line: Timeline, promises: Sequence[Sequence[Promise]], paying: tree.Agreement
    ) -> tuple[Asked, ...]:
        files = {edition.text.file for edition in line.editions if edition.text.requirements}
        if not files:
            return ()
        clauses = {
            file: Clauses(self.scopes[file], self.vocabulary, self.calendars, self.places, self.found)
            for file in files
        }
        moneys = Moneys(self.places, self._subjects(), self._states, self.calendars, self.found)
        tiers = self.tiers.get(line.editions[0].text.key, ())
        lowering = Requirements(clauses, moneys, line.agreed, tiers, self.found)
        return tuple(lowering.lower(line.editions, promises, paying))

    def _replaced(
        self,
        edition: Edition,
        before: Edition,
        bases: Sequence[Base],
        agreed: Agreed,
        done: Mapping[int, Sequence[Promise]],
        complete: Sequence[Promise],
    ) -> Iterator[Replacement]:
        """What stands in the place of clauses that cannot be weakened: inherited ones, or amended."""
        instant = agreed.agreement.begins if edition.since is None else edition.since
        for one in (*protected(bases, instant), *amended_though_protected(edition, before, agreed.agreement)):
            key = one.written.clause.name.key
            own = edition.clauses.get(key)
            if own is None or own.clause is not one.written.clause:
                clauses = {**edition.clauses, key: one.written}
                inherited = self._as_inherited(clauses, one.written, agreed, done)
                yield replacement(edition, agreed.agreement, one, inherited, complete)

    def _as_inherited(
        self,
        clauses: Mapping[str, Written],
        base: Written,
        agreed: Agreed,
        done: Mapping[int, Sequence[Promise]],
    ) -> Sequence[Promise]:
        """The promises of an agreement in which this clause stood; its faults are told where it stands."""
        quiet = evolve(self, found=[], lines={})
        given = [*clauses.values()]
        lowered = [
            promise
            for each in given
            for promise in (quiet._clause(each, agreed) if each is base else done[id(each)])
        ]
        followers = Followers(self.scopes, self.calendars, self.places, quiet.found)
        return followers.complete([each.clause for each in given], lowered, agreed)

    def _subjects(self) -> dict[str, model.Subject]:
        return {fold(each.name): each for each in self.vocabulary.subjects.values()}

    def _clause(self, written: Written, agreed: Agreed) -> list[Promise]:
        places = self.places.renumbered(written.numbers)
        scope = self.scopes[written.file]
        return Clauses(scope, self.vocabulary, self.calendars, places, self.found).lower(
            written.clause, agreed
        )

    def _examples(self, edition: Edition, agreed: Agreed, complete: Sequence[Promise]) -> list[model.Example]:
        if not edition.text.examples:
            return []
        subjects: dict[str, tuple[str, model.Subject]] = {}
        windows: set[str] = set()
        for written in edition.clauses.values():
            clause = written.clause
            promise = next((said for said in clause.sentences if isinstance(said, tree.Promise)), None)
            if promise is None and clause.sentences:
                windows.add(clause.name.key)
            declared = self.scopes[written.file].subject(promise.subject.text) if promise else None
            if declared is not None:
                subject = self.vocabulary.subjects[id(declared.item)]
                subjects[clause.name.key] = (clause.name.text, subject)
        by_id = {fold(each.id): each for each in complete}
        lowering = Examples(
            agreed.agreement, subjects, windows, by_id, self._subjects(), self.places, self.found
        )
        lowered = map(lowering.lower, edition.text.examples)
        return [each for each in lowered if each is not None]

    @cached_property
    def _states(self) -> list[tuple[tree.State, model.State]]:
        """The states of the program, as written and lowered, each once."""
        declared = self.vocabulary.states
        items = {id(each.item): each.item for scope in self.scopes.values() for each in scope.states()}
        return [(item, declared[key]) for key, item in items.items() if key in declared]

    def _check(self, text: Text) -> None:
        """The words of clauses that belong to no agreement that holds."""
        stated = tuple(evolve(part, how="says") for part in text.parts if isinstance(part, tree.Clause))
        edition = first_edition(evolve(text, parts=stated), None, self.found)
        written = list(edition.clauses.values())
        lowered = [promise for each in written for promise in self._clause(each, ANY_AGREEMENT)]
        if isinstance(text.heading, tree.Agreement):
            followers = Followers(self.scopes, self.calendars, self.places, self.found)
            clauses = [each.clause for each in written]
            complete = followers.complete(clauses, lowered, ANY_AGREEMENT)
            lowering = Moneys(self.places, self._subjects(), self._states, self.calendars, self.found)
            lowering.lower(text.heading, clauses, complete, ANY_AGREEMENT)


@frozen
class _Versions:
    """The versions of each clause so far, by folded name; the last of each may go on."""

    by_id: dict[str, list[tuple[Promise, Promise]]]  # as lowered, and with its stretch

    def enter(self, edition: Edition, promises: Sequence[Promise]) -> None:
        """The clauses of the next edition: what is as before goes on, the rest ends or begins here."""
        present = {fold(promise.id): promise for promise in promises}
        for key, versions in self.by_id.items():
            lowered, last = versions[-1]
            if last.until is None and present.get(key) != lowered:
                versions[-1] = lowered, evolve(last, until=edition.since)
        for key, promise in present.items():
            versions = self.by_id.setdefault(key, [])
            if not versions or versions[-1][1].until is not None:
                written = edition.clauses[fold(as_written(promise.id))]
                begun = evolve(promise, since=edition.since, version=edition.version, origin=written.origin)
                versions.append((promise, begun))

    def all(self) -> tuple[Promise, ...]:
        """The versions of each clause in order of time, the clauses in the order of the text."""
        return tuple(version for versions in self.by_id.values() for _, version in versions)
