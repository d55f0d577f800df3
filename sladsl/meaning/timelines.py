"""When each text of an agreement holds: its editions in order of time, and what is said of each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import name_errors, readings, version_errors
from sladsl.meaning.agreements import Agreed, later_term, parties_of, signings
from sladsl.meaning.editions import Edition, Written, amended, first_edition
from sladsl.meaning.places import Places
from sladsl.meaning.texts import Text
from sladsl.policy import model
from sladsl.records import frozen
from sladsl.syntax import tree

Inherited = Callable[[Text, int], Mapping[str, Written]]  # what a text builds on, from an instant on


@frozen
class Timeline:
    """An agreement with all its versions: `agreed` has the last day that the last of them says."""

    agreed: Agreed
    editions: tuple[Edition, ...]


@frozen
class _Entry:
    """A later text, and the instant from which it is to hold; `agreed` None: it is an amendment."""

    since: int
    text: Text
    agreed: Agreed | None


def timeline_of(
    own: Sequence[tuple[Text, Agreed]],
    amendments: Sequence[Text],
    places: Places,
    found: list[Diagnostic],
    inherited: Inherited,
) -> Timeline:
    """The editions of an agreement from its own texts (one at least) and its amendments."""
    (first, agreed), *later = sorted(own, key=lambda pair: pair[1].agreement.begins)
    zone = agreed.agreement.zone
    entries = [_Entry(each.agreement.begins, text, each) for text, each in later]
    for text in amendments:
        assert isinstance(text.heading, tree.Amendment)
        begins = readings.a_date(text.heading.begins, found)
        if begins is not None:
            entries.append(_Entry(readings.day_begin(begins, zone), text, None))
    edition = first_edition(first, None, found, inherited(first, agreed.agreement.begins))
    line = _Line(agreed, [edition], [*agreed.agreement.versions], agreed.agreement, places, found, inherited)
    for entry in sorted(entries, key=lambda entry: entry.since):
        line = line.followed_by(entry)
    agreement = evolve(line.agreed.agreement, versions=tuple(line.versions))
    return Timeline(Agreed(agreement, line.agreed.term), tuple(line.editions))


@frozen
class _Line:
    """What is known up to some version; `now` is the agreement as that version has it."""

    agreed: Agreed
    editions: list[Edition]
    versions: list[model.Version]
    now: model.Agreement
    places: Places
    found: list[Diagnostic]
    inherited: Inherited

    def followed_by(self, entry: _Entry) -> "_Line":
        """The same with one more version; as it is, with diagnostics, where that one cannot follow."""
        before = len(self.found)
        if entry.agreed is None:
            self._check_amendment(entry)
        else:
            self._check_text(entry, entry.agreed)
        last = self.editions[-1]
        since = last.since if last.since is not None else self.now.begins
        if entry.since == since:
            self.found.append(version_errors.on_one_day(entry.text, last.text))
        elif _number(entry.text.version) <= _number(last.version):
            self.found.append(version_errors.version_goes_back(entry.text, last.version))
        if len(self.found) > before:
            return self
        return self._amended(entry) if entry.agreed is None else self._anew(entry, entry.agreed)

    def _check_amendment(self, entry: _Entry) -> None:
        ends = self.now.ends
        if entry.since < self.now.begins or (ends is not None and entry.since >= ends):
            self.found.append(version_errors.outside_the_term(entry.text, self.now))

    def _check_text(self, entry: _Entry, agreed: Agreed) -> None:
        later, ends, last = agreed.agreement, self.now.ends, self.editions[-1]
        for part, one, other in (
            ("time zone", later.zone, self.now.zone),
            ("kind", later.kind, self.now.kind),
        ):
            if one != other:
                self.found.append(version_errors.another_agreement(entry.text, part, one, other))
                return
        said = [s for s in entry.text.heading.sentences if isinstance(s, tree.ReplacesVersion)]
        for again in said[1:]:
            self.found.append(name_errors.said_twice(again.span, said[0].span))
        if said and _number(said[0].version.text) != _number(last.version):
            self.found.append(version_errors.replaces_another_version(said[0], last.version))
        elif ends is not None and entry.since > ends:
            self.found.append(version_errors.gap_between(entry.text, last.text, ends, later))
        elif not said and (ends is None or entry.since < ends):
            self.found.append(version_errors.texts_overlap(entry.text, last.text))

    def _amended(self, entry: _Entry) -> "_Line":
        heading, zone = entry.text.heading, self.now.zone
        assert isinstance(heading, tree.Amendment)
        between = [each for each in heading.sentences if isinstance(each, tree.Between)]
        ends_on = [each for each in heading.sentences if isinstance(each, tree.EndsOn)]
        for said in (between, ends_on):
            for again in said[1:]:
                self.found.append(name_errors.said_twice(again.span, said[0].span))
        parties = parties_of(between[0], self.found) if between else None
        provider, customer = parties or (self.now.provider, self.now.customer)
        agreed, now = self.agreed, evolve(self.now, provider=provider, customer=customer)
        ends: date | None = readings.a_date(ends_on[0].ends, self.found) if ends_on else None
        if ends is not None:
            if readings.day_end(ends, zone) <= entry.since:
                self.found.append(version_errors.ends_before_it_begins(ends_on[0], entry.text))
                return self
            agreed = later_term(agreed, ends)
            now = evolve(now, ends=agreed.agreement.ends)
        known = [*_said_between(self.editions), *between]
        signed = signings(heading.sentences, known, zone, self.places, self.found)
        version = self._version(entry, now, signed, heading.name.text, heading.retroactively)
        self._check_retroactive(heading, version)
        self.editions.append(amended(self.editions[-1], entry.text, entry.since, self.found))
        self.versions.append(version)
        return evolve(self, agreed=agreed, now=now)

    def _anew(self, entry: _Entry, later: Agreed) -> "_Line":
        text, agreement = entry.text, later.agreement
        now = evolve(self.now, provider=agreement.provider, customer=agreement.customer, ends=agreement.ends)
        self.editions.append(first_edition(text, entry.since, self.found, self.inherited(text, entry.since)))
        self.versions.append(self._version(entry, now, agreement.versions[0].signed, "", False))
        term = evolve(self.agreed.term, last_year=max(self.agreed.term.last_year, later.term.last_year))
        agreed = Agreed(evolve(self.agreed.agreement, ends=agreement.ends), term)
        return evolve(self, agreed=agreed, now=now)

    def _version(
        self,
        entry: _Entry,
        now: model.Agreement,
        signed: tuple[model.Signing, ...],
        amendment: str,
        retroactive: bool,
    ) -> model.Version:
        return model.Version(
            version=entry.text.version,
            since=entry.since,
            amendment=amendment,
            retroactive=retroactive,
            provider=now.provider,
            customer=now.customer,
            ends=now.ends,
            signed=signed,
            changes=tuple(_changes(entry.text, self.places)) if amendment else ("is written anew",),
            place=self.places.of(entry.text.heading.name.span),
        )

    def _check_retroactive(self, heading: tree.Amendment, version: model.Version) -> None:
        late = version.made_on is not None and version.made_on > version.since
        if late and not heading.retroactively:
            self.found.append(version_errors.signed_too_late(heading))
        elif heading.retroactively and not late:
            self.found.append(version_errors.not_retroactive(heading, version.made_on is None))


def _said_between(editions: Sequence[Edition]) -> list[tree.Between]:
    return [
        said
        for edition in editions
        for said in edition.text.heading.sentences
        if isinstance(said, tree.Between)
    ]


def _changes(text: Text, places: Places) -> list[str]:
    """What an amendment does, a phrase a change, as written."""
    said = [places.of(each.span).text for each in text.heading.sentences if not isinstance(each, tree.Signed)]
    for part in text.parts:
        if isinstance(part, tree.Clause):
            said.append(f"{part.how} clause {part.name.text}")
        else:
            said.append(places.of(part.span).text)
    return [each.removesuffix(".") for each in said]


def _number(version: str) -> tuple[int, ...]:
    """2.10 is later than 2.9, and 2 the same as 2.0."""
    parts = [int(part) for part in version.split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)
