"""Tiers: which cases of which subjects have which level of service, and from when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise, product
from math import prod

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import name_errors, readings, tier_errors
from sladsl.meaning.conditions import Reader
from sladsl.meaning.places import Places
from sladsl.policy import model, tiers
from sladsl.policy.conditions import fields_of
from sladsl.policy.forms import field_called, value_called
from sladsl.policy.names import fold
from sladsl.policy.regions import Case, holds, points_of, said
from sladsl.records import frozen
from sladsl.syntax import tree

FIELDS = ("level", "tier")
"""The field of a subject that says its tier goes by one of these names."""

MOST_CASES = 100_000

Stretch = tuple[int, int | None]
Cases = tuple[tiers.TierCases, tree.Applies]


@frozen
class Tiers:
    """Lowers the tiers of a program. `agreements` and `subjects` are by folded name; `used` are the folded
    names of the subjects that an agreement promises something of."""

    places: Places
    agreements: Mapping[str, model.Agreement]
    subjects: Mapping[str, model.Subject]
    used: Mapping[str, Iterable[str]]
    found: list[Diagnostic]

    def lower(self, under: Mapping[str, Sequence[tree.Tier]]) -> tuple[tiers.Tier, ...]:
        """All tiers, as written; `under` are those of each agreement, by its folded name."""
        return tuple(tier for key, group in under.items() for tier in self._of_agreement(key, group))

    def _of_agreement(self, key: str, group: Sequence[tree.Tier]) -> list[tiers.Tier]:
        agreement = self.agreements.get(key)
        if agreement is None:  # its heading is wrong, and that is reported
            return []
        first: dict[str, tree.Name] = {}
        lowered: list[tuple[tiers.Tier, list[Cases]]] = []
        for tier in group:
            other = first.setdefault(tier.name.key, tier.name)
            if other is not tier.name and tier.how != "replaces":
                self.found.append(name_errors.declared_twice("tier", tier.name, other))
                continue
            lowered.append(self._tier(tier, agreement))
        for (one, cases), (other_tier, others) in combinations(lowered, 2):
            self._apart(one, cases, other_tier, others)
        every = [each for _, cases in lowered for each in cases]
        for subject in dict.fromkeys(each.subject for each, _ in every):
            self._without_gaps([each for each in every if each[0].subject == subject], agreement.zone)
        by_name: dict[str, tiers.Tier] = {}
        for each, _ in lowered:
            before = by_name.setdefault(fold(each.name), each)
            if before is not each:
                applies = tuple(united((*before.applies, *each.applies)))
                by_name[fold(each.name)] = evolve(before, cases=(*before.cases, *each.cases), applies=applies)
        return [*by_name.values()]

    def _tier(self, tier: tree.Tier, agreement: model.Agreement) -> tuple[tiers.Tier, list[Cases]]:
        cases: list[Cases] = []
        stretches: list[Stretch] = []
        before = len(self.found)
        subjects = list(self._subjects(tier, agreement))
        levels_are_wrong = len(self.found) > before
        sentences = [each for each in tier.sentences if isinstance(each, tree.Applies)]
        if not sentences:
            self.found.append(tier_errors.applies_to_nothing(tier))
        for said_ in sentences:
            stretch = stretch_of(said_, agreement, self.found)
            if stretch is None:
                continue
            stretches.append(stretch)
            nothing = not subjects and not levels_are_wrong and fold(agreement.id) in self.used
            if said_.where is not None and nothing:
                self.found.append(tier_errors.nothing_has_a_level(tier, said_))
            for subject, field, value in subjects:
                where = None
                if said_.where is not None:
                    where = Reader(subject, agreement.zone, self.found).condition(said_.where)
                    if where is None:
                        continue
                    if fold(field) in map(fold, fields_of(where)):
                        self.found.append(tier_errors.tier_by_itself(said_, field))
                        continue
                cases.append((tiers.TierCases(subject.name, field, value, where, *stretch), said_))
        lowered = tiers.Tier(
            agreement.id,
            tier.name.text,
            tier.title.text if tier.title else "",
            tuple(each for each, _ in cases),
            tuple(united(stretches)),
            self.places.of(tier.name.span),
        )
        return lowered, cases

    def _subjects(
        self, tier: tree.Tier, agreement: model.Agreement
    ) -> Iterable[tuple[model.Subject, str, str]]:
        """The subjects whose cases have a level, with the field and the tier as its value."""
        for key in dict.fromkeys(self.used.get(fold(agreement.id), ())):
            subject = self.subjects[key]
            field = next((each for name in FIELDS if (each := field_called(subject, name))), None)
            if field is None or field.type not in ("one of", "text"):
                continue
            value = tier.name.text if field.type == "text" else value_called(field, tier.name.text)
            if value is None:
                self.found.append(tier_errors.not_a_level(tier, subject, field))
            else:
                yield subject, field.name, value

    def _apart(
        self, one: tiers.Tier, cases: Iterable[Cases], other: tiers.Tier, others: Iterable[Cases]
    ) -> None:
        """No case may be of two tiers at once."""
        for (mine, said_), (theirs, again) in product(cases, list(others)):
            since = max(mine.begins, theirs.begins)
            until = min((each for each in (mine.ends, theirs.ends) if each is not None), default=None)
            if mine.subject != theirs.subject or (until is not None and until <= since):
                continue
            witness = self._of_both(mine, theirs)
            if witness is not None:
                self.found.append(tier_errors.two_tiers(again, other.name, said_, one.name, witness))
                return

    def _without_gaps(self, cases: Sequence[Cases], zone: str) -> None:
        """No kind of case loses its tier for some days between two of them."""
        told: set[tuple[int, int]] = set()
        for case in self._kinds(cases):
            own = [each for each in cases if each[0].where is None or holds(each[0].where, case) is True]
            for one, other in pairwise(sorted(own, key=lambda each: each[0].begins)):
                begins = other[0].begins
                ends = (each[0].ends or begins for each in own if each[0].begins < begins)
                gap = max(ends, default=begins), begins
                if gap[0] < gap[1] and gap not in told:
                    told.add(gap)
                    self.found.append(tier_errors.gap(other[1], one[1], case, gap, zone))

    def _kinds(self, cases: Sequence[Cases]) -> Iterator[Case]:
        """Each kind of case that the conditions can tell apart; none where they are too many."""
        asked = [each.where for each, _ in cases if each.where is not None]
        names = {fold(name) for condition in asked for name in fields_of(condition)}
        subject = self.subjects[fold(cases[0][0].subject)]
        points = {f.name: points_of(f, asked) for f in subject.fields if fold(f.name) in names}
        if prod(map(len, points.values())) <= MOST_CASES:
            for values in product(*points.values()):
                yield dict(zip(points, values))

    def _of_both(self, one: tiers.TierCases, other: tiers.TierCases) -> str | None:
        """A case that both are for, in words; None: there is none."""
        asked = [each.where for each in (one, other) if each.where is not None]
        names = {fold(name) for condition in asked for name in fields_of(condition)}
        fields = [each for each in self.subjects[fold(one.subject)].fields if fold(each.name) in names]
        points = {field.name: points_of(field, asked) for field in fields}
        if prod(map(len, points.values())) > MOST_CASES:
            return None
        for values in product(*points.values()):
            case = dict(zip(points, values))
            if all(holds(condition, case) is True for condition in asked):
                return said(case)
        return None


def united(stretches: Iterable[Stretch]) -> Iterable[Stretch]:
    """The stretches in order, those that touch joined."""
    joined: list[Stretch] = []
    for begins, ends in sorted(stretches, key=lambda each: each[0]):
        if not joined or (joined[-1][1] is not None and joined[-1][1] < begins):
            joined.append((begins, ends))
            continue
        before = joined[-1][1]
        joined[-1] = (joined[-1][0], None if before is None or ends is None else max(before, ends))
    return joined


def stretch_of(said_: tree.Applies, agreement: model.Agreement, found: list[Diagnostic]) -> Stretch | None:
    """When it applies, or None with a diagnostic."""
    first = None if said_.begins is None else readings.a_date(said_.begins, found)
    last = None if said_.ends is None else readings.a_date(said_.ends, found)
    if (said_.begins is not None and first is None) or (said_.ends is not None and last is None):
        return None
    begins = agreement.begins if first is None else readings.day_begin(first, agreement.zone)
    ends = agreement.ends if last is None else readings.day_end(last, agreement.zone)
    if ends is not None and ends <= begins:
        found.append(tier_errors.never_applies(said_))
        return None
    return begins, ends
