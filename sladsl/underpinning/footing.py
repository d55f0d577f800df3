"""What an availability promise rests on: the services it needs, and what supporting clauses let each of
them do."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from sladsl.policy.measures import Episodes
from sladsl.policy.model import Agreement, Policy, WindowClause
from sladsl.policy.names import fold
from sladsl.policy.states import StateOf
from sladsl.records import frozen
from sladsl.underpinning.answers import Key
from sladsl.underpinning.cuts import Cut, cuts_of
from sladsl.underpinning.downtime import Allowance, Question, Span, cut_to
from sladsl.underpinning.exclusions import Assumptions, Excluded, caps, excluded_by
from sladsl.underpinning.needs import names_of, needs_of
from sladsl.underpinning.setting import Setting
from sladsl.underpinning.states_compared import by_instant, implies
from sladsl.underpinning.uptime import (
    Incidents,
    Supporting,
    Uptime,
    allowances,
    counted_in,
    is_about,
    uptime_of,
    whole_number,
    windows_until,
)

Supported = tuple[Supporting, Excluded]


@frozen
class Footing:
    """A promise with all that bears on it, for the instants until `until`. Services go by their folded
    names."""

    policy: Policy
    promise: Uptime
    excluded: Excluded
    cuts: tuple[Cut, ...]
    supports: tuple[Supported, ...]
    others: tuple[str, ...]  # why further clauses about these services do not count, in words
    pieced: tuple[Supported, ...]  # those about a state that several services may make up between them
    until: int
    assumed: Assumptions

    @property
    def services(self) -> tuple[str, ...]:
        """All that are in a cut, the promised one first."""
        found = {self.promise.service: None}
        for cut in self.cuts:
            found.update(dict.fromkeys(sorted(cut)))
        return tuple(found)

    def rests_on_others(self, service: str) -> bool:
        """Whether a service is down only because of others."""
        return needs_of(self.policy)(service) is not None

    @property
    def keys(self) -> tuple[Key, ...]:
        """The supporting clauses."""
        found: dict[Key, None] = {}
        for support, _ in self.supports:
            found.update(dict.fromkeys(keys_of(support)))
        return tuple(found)

    def windows(self) -> tuple[Span, ...]:
        """Of the promise."""
        return self.promise.windows

    def only(self, windows: Iterable[Span]) -> "Footing":
        """The same, asked about some of the windows."""
        return evolve(self, promise=evolve(self.promise, windows=tuple(windows)))

    def question(self, window: Span) -> Question:
        """How bad can this window be? Raises TooManyWindows, OutsideKnownDays."""
        within = counted_in(self.policy, self.promise.clause, self.promise.agreement, window, self.excluded)
        if not within:
            return Question(self.cuts, (), Fraction(0), frozenset(), ())
        found: list[Allowance] = []
        for support, excluded in self.supports:
            given = allowances(self.policy, support, excluded, window)
            found += [each for allowance in given if (each := cut_to(allowance, within)) is not None]
        every = {each.name: each for excluded in self.all_excluded for each in excluded.exclusions}
        limits = [cap for each in every.values() for cap in caps(self.policy, each, within)]
        share = self.promise.share
        return Question(
            self.cuts,
            within,
            Fraction(0) if share is None else share,
            self.excluded.names,
            tuple(found),
            tuple(limits),
        )

    def most(self, question: Question) -> Fraction:
        """What the promise allows in the window of a question."""
        return question.most if self.promise.share is not None else Fraction(self.promise.most)

    def promising(self, share: Fraction) -> "Footing":
        """The same promise, of another share."""
        return evolve(self, promise=evolve(self.promise, share=share))

    @property
    def all_excluded(self) -> tuple[Excluded, ...]:
        """What the promise and its supports exclude."""
        return self.excluded, *(excluded for _, excluded in self.supports)

    def assuming(self, assumed: Assumptions) -> "Footing":
        """The same, with other assumptions about what is excluded."""
        supports = tuple((each, self._excluded_by(each, assumed)) for each, _ in self.supports)
        return evolve(
            self, excluded=self._excluded_by(self.promise, assumed), supports=supports, assumed=assumed
        )

    def _excluded_by(self, of: Supporting, assumed: Assumptions) -> Excluded:
        clause = of.clause if isinstance(of, Uptime) else of.number
        return excluded_by(clause, of.agreement, of.service, assumed)

    def with_share(self, key: Key, share: Fraction) -> "Footing":
        """One supporting clause, of whichever services, with another share."""
        changed = tuple(
            (evolve(support, share=share, strict=False), excluded)
            if isinstance(support, Uptime) and keys_of(support) == (key,)
            else (support, excluded)
            for support, excluded in self.supports
        )
        return evolve(self, supports=changed)

    def as_if_alone(self) -> "Footing":
        """The same, as if no state were made up by several services between them: no proof rests on that."""
        return evolve(self, supports=(*self.supports, *self.pieced), pieced=())

    def with_support(self, new: Uptime) -> "Footing":
        """One supporting clause more."""
        return evolve(self, supports=(*self.supports, (new, Excluded())))


def keys_of(support: Supporting) -> tuple[Key, ...]:
    """The clauses a support is made of."""
    match support:
        case Uptime(clause, agreement):
            return ((agreement.id, clause.id),)
        case Incidents(number, length):
            return (number.agreement, number.id), (length.agreement, length.id)


def agreements_below(setting: Setting, id: str) -> tuple[Agreement, ...]:
    """The agreements that support one, and those that support these, each once; drafts promise nothing."""
    found: dict[str, None] = {}
    waiting = list(setting.below.get(id, ()))
    while waiting:
        each = waiting.pop(0)
        if each not in found and each != id and not setting.agreements[each].life.draft:
            found[each] = None
            waiting += setting.below.get(each, ())
    return tuple(setting.agreements[each] for each in found if each in setting.agreements)


def footing_of(setting: Setting, promise: Uptime, assumed: Assumptions, until: int) -> Footing:
    """What a promise rests on. Raises NeedsItself, TooManyCuts."""
    policy = setting.policy
    cuts = cuts_of(promise.service, needs_of(policy))
    names = names_of(policy)
    below = agreements_below(setting, promise.agreement.id)
    supports: list[Supported] = []
    others: list[str] = []
    pieced: list[Supported] = []
    for service in dict.fromkeys([promise.service, *(each for cut in cuts for each in sorted(cut))]):
        for agreement in below:
            clauses = [
                clause
                for clause in policy.window_clauses
                if clause.agreement == agreement.id and fold(clause.subject) == fold(promise.clause.subject)
            ]
            found = list(_supports(clauses, agreement, service))
            for support in found:
                if bears_on(promise, support):
                    support = _with_windows(setting, support, until)
                    clause = support.clause if isinstance(support, Uptime) else support.number
                    several = pieced if _may_be_pieced(promise, support, cuts) else supports
                    several.append((support, excluded_by(clause, agreement, service, assumed)))
                elif isinstance(support, Uptime):
                    others.append(_other_state(support, promise, names.get(service, service)))
    excluded = excluded_by(promise.clause, promise.agreement, promise.service, assumed)
    promise = _uptime_with_windows(setting, promise, until)
    return Footing(
        policy, promise, excluded, cuts, tuple(supports), tuple(others), tuple(pieced), until, assumed
    )


def _with_windows(setting: Setting, support: Supporting, until: int) -> Supporting:
    if isinstance(support, Uptime):
        return _uptime_with_windows(setting, support, until)
    windows = windows_until((support.number,), support.number, support.agreement, until)
    return evolve(support, windows=windows)


def _uptime_with_windows(setting: Setting, uptime: Uptime, until: int) -> Uptime:
    key = uptime.agreement.id, uptime.clause.id
    versions = [each for each in setting.versions[key] if isinstance(each, WindowClause)]
    return evolve(uptime, windows=windows_until(versions, uptime.clause, uptime.agreement, until))


def bears_on(promise: Uptime, support: Supporting) -> bool:
    """Whether all time that is bad for the promise is bad for the support, where the service of the support
    is down then."""
    if isinstance(support, Incidents):
        return not promise.negated and implies(promise.state.rule, support.state.rule)
    if promise.negated != support.negated:
        return False
    if promise.negated:
        return implies(support.state.rule, promise.state.rule)
    return implies(promise.state.rule, support.state.rule)


def _may_be_pieced(promise: Uptime, support: Supporting, cuts: Sequence[Cut]) -> bool:
    """Whether several services may bring about what none of them is in: a long outage, of short ones."""
    rules = promise.state.rule, support.state.rule
    return not all(support.service in cut for cut in cuts) and not any(map(by_instant, rules))


def _other_state(support: Uptime, promise: Uptime, service: str) -> str:
    return (
        f"{support.name} is about `{support.state.name}` of {service}, and nothing says that it is so "
        f"whenever it is `{promise.state.name}`"
    )


def _supports(clauses: Iterable[WindowClause], agreement: Agreement, service: str) -> Iterator[Supporting]:
    numbers: list[tuple[WindowClause, StateOf, int]] = []
    lengths: list[tuple[WindowClause, StateOf, int]] = []
    for clause in clauses:
        if not is_about(clause, service):
            continue
        uptime = uptime_of(clause, agreement, service)
        if uptime is not None:
            yield uptime
        most = whole_number(clause.target)
        if most is not None and isinstance(clause.measure, Episodes):
            if clause.measure.what == "number":
                numbers.append((clause, clause.measure.state, most))
            if clause.measure.what == "longest":
                lengths.append((clause, clause.measure.state, most))
    for number, state, count in numbers:
        for length, other, longest in lengths:
            alike = (number.calendar, number.excluding) == (length.calendar, length.excluding)
            always = all(each.since is None and each.until is None for each in (number, length))
            if state.rule == other.rule and alike and always:
                yield Incidents(number, length, agreement, service, state, max(count, 0), max(longest, 0))
