"""Clauses about windows: what is measured in each window and group, and the verdict on it.

- The cases: the one that the clause names, else all of its subject; one group each (`each`), or together.
- The windows: from the first event of these cases in force up to as of now; of a named case without any
  event, from the agreement's begin. Every group seen has a row for every window.
- A sample counts in the window of its instant, if the clause applies then, the calendar is open, the
  agreement is in force and no excluded state holds. If it is not known whether the clause applies, it is left
  out and counted as unknown.
- Time and episodes: see `time_measures` and `episodes`; statuses: `tallies`; percentiles: `samples`; states:
  `states`; runs of windows of another clause: `in_a_row`.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from sladsl.evaluate.burning import burns_of, forecast_of, still, with_burns
from sladsl.evaluate.cases_in_a_row import runs_of_cases
from sladsl.evaluate.clause_windows import clause_windows
from sladsl.evaluate.deadlines import CANNOT_SAY
from sladsl.evaluate.episodes import tally_episodes
from sladsl.evaluate.in_a_row import runs_of
from sladsl.evaluate.misses import misses_in
from sladsl.evaluate.order import natural
from sladsl.evaluate.reading_shares import perhaps
from sladsl.evaluate.records import Records
from sladsl.evaluate.samples import Sampled, samples_of
from sladsl.evaluate.shares import Counted
from sladsl.evaluate.story import Story
from sladsl.evaluate.tallies import Tallies, Tally, verdict_of
from sladsl.evaluate.time_measures import tally_time
from sladsl.evaluate.truth import Unknown, folded
from sladsl.evaluate.verdicts import WindowVerdict
from sladsl.evaluate.window_terms import Group, WindowTerms, ledger_of, window_terms_of
from sladsl.evaluate.windows import MOST_WINDOWS, TooManyWindows, windows_of
from sladsl.policy.measures import CasesInARow, Episodes, InARow, Misses, ReadingShare, TimeShare
from sladsl.policy.model import Policy
from sladsl.policy.names import of_lengths


def with_measured(
    policy: Policy,
    records: Records,
    shares: Iterable[WindowVerdict],
    cases: Mapping[tuple[str, str], Sequence[Counted]],
    as_of: int,
) -> tuple[WindowVerdict, ...]:
    """By agreement the verdicts of its shares of cases, as given, then those of its clauses about windows.

    `cases` are the verdicts on cases by agreement and clause (folded). Raises TooManyWindows, and ValueError
    for a clause that names what the policy lacks, or whose runs of windows are, in the end, its own.
    """
    given: defaultdict[str, list[WindowVerdict]] = defaultdict(list)
    for verdict in shares:
        given[verdict.agreement].append(verdict)
    found: list[WindowVerdict] = []
    for agreement in policy.agreements:
        all_terms = list(window_terms_of(policy, agreement, records.of(agreement), as_of))
        known: dict[str, list[WindowVerdict]] = {
            folded(clause.id): [] for clause in policy.clauses if clause.agreement == agreement.id
        }
        for verdict in given[agreement.id]:
            known[folded(verdict.clause)].append(verdict)
        waiting = list(all_terms)
        while waiting:
            undone = {folded(terms.clause.id) for terms in waiting}
            ready = [
                terms
                for terms in waiting
                if (needed := _needs(terms)) is None
                or (needed in known and undone.isdisjoint(_parts(needed)))
            ]
            if not ready:
                ids = ", ".join(f"`{terms.clause.id}`" for terms in waiting)
                raise ValueError(f"no clause that {ids} could count the windows of")
            for terms in ready:
                others = clause_windows(each for id in _parts(_needs(terms)) for each in known.get(id, ()))
                known.setdefault(folded(terms.clause.id), []).extend(measured(terms, others, cases))
            waiting = [terms for terms in waiting if terms not in ready]
        found += given[agreement.id]
        for id in dict.fromkeys(folded(terms.clause.id) for terms in all_terms):
            found += known[id]
    return tuple(found)


def measured(
    terms: WindowTerms,
    others: Sequence[WindowVerdict],
    cases: Mapping[tuple[str, str], Sequence[Counted]],
) -> list[WindowVerdict]:
    """The verdicts of one clause by window and group; `others` are those of the clause it counts."""
    measure = terms.clause.measure
    if isinstance(measure, CasesInARow):
        key = folded(terms.agreement.id), folded(measure.clause)
        return list(runs_of_cases(terms, cases.get(key, ())))
    if isinstance(measure, Misses):
        agreement = folded(terms.agreement.id)
        about = [cases.get((agreement, folded(each)), ()) for each in measure.clauses]
        return list(misses_in(terms, [item for items in about for item in items]))
    if isinstance(measure, InARow):
        return list(runs_of(terms, measure, others))
    if not terms.windows:
        return []
    groups = dict.fromkeys(_groups_at_least(terms))
    _checked(terms, len(groups))
    tallies = _tallied(terms, measure)
    groups.update((group, None) for _, group in tallies)
    if terms.clause.group and terms.others:  # what is seen in a window of another version is seen
        elsewhere = _tallied(evolve(terms, windows=terms.others), measure)
        groups.update((group, None) for _, group in elsewhere)
    _checked(terms, len(groups))
    ordered = sorted(groups, key=lambda group: [natural(value) for _, value in group])
    burns = burns_of(terms, tallies)
    verdicts = []
    for index, window in enumerate(terms.windows):
        for group in ordered:
            tally = tallies.get((index, group), Tally())
            verdict = verdict_of(terms, window, group, tally)
            forecast = forecast_of(terms, window, tally)
            verdicts.append(with_burns(verdict, burns.get((index, group), ()), forecast, still(burns, group)))
    return verdicts


def _tallied(terms: WindowTerms, measure: TimeShare | Episodes | Sampled) -> Tallies:
    """What is measured of all cases, by window and group."""
    tallies: Tallies = defaultdict(Tally)
    if isinstance(measure, TimeShare | Episodes):
        for case, story in terms.stories.items():
            ledger = ledger_of(terms, story, measure.state)
            tally_time(terms, measure, case, story, ledger, tallies)
            if isinstance(measure, Episodes):
                tally_episodes(terms, measure, case, story, ledger, tallies)
    else:
        for case, story in terms.stories.items():
            _tally_samples(terms, measure, case, story, tallies)
    return tallies


def _needs(terms: WindowTerms) -> str | None:
    measure = terms.clause.measure
    return folded(measure.clause) if isinstance(measure, InARow) else None


def _parts(clause: str | None) -> tuple[str, ...]:
    """The ids (folded) of a clause and of its part about lengths, if it has one."""
    return () if clause is None else (clause, of_lengths(clause))


def _groups_at_least(terms: WindowTerms) -> list[Group]:
    """The groups that have rows though nothing be measured of them."""
    if terms.clause.group:
        return []
    if not terms.clause.each:
        return [()]
    standings = [terms.standing(case, story, terms.limit) for case, story in terms.stories.items()]
    return [group for applies, group in standings if applies is not False]


def _checked(terms: WindowTerms, groups: int) -> None:
    if groups * len(terms.windows) > MOST_WINDOWS:
        raise TooManyWindows(
            f"clause `{terms.clause.id}` would have {groups:,} groups in {len(terms.windows):,} windows, "
            f"more than {MOST_WINDOWS:,} in all: take longer windows or fewer groups"
        )


def _tally_samples(terms: WindowTerms, measure: Sampled, case: str, story: Story, tallies: Tallies) -> None:
    ledger = ledger_of(terms, story, None)
    excluded = ledger.excluded
    ends = terms.in_force.ends
    for sample in samples_of(measure, story, terms.fields):
        if sample.at < terms.in_force.begins or (ends is not None and sample.at >= ends):
            continue
        index = bisect_right(excluded, sample.at, key=lambda span: span[0]) - 1
        if index >= 0 and sample.at < excluded[index][1]:
            continue
        applies, group = terms.standing(case, story, sample.at)
        if applies is False:
            continue
        try:
            is_open = terms.calendar.is_open_us(sample.at)
        except CANNOT_SAY:
            is_open = None
        waits, may_shrink = ledger.is_open(sample.at + 1), ledger.may_exclude(sample.at + 1)
        for index in windows_of(terms.windows, sample.at):
            tally = tallies[index, group]
            tally.is_open |= waits
            tally.may_shrink |= may_shrink
            if is_open is None:
                tally.no_answer = True
            elif is_open and isinstance(applies, Unknown):
                tally.unknown += 1
                if isinstance(measure, ReadingShare):
                    tally.samples.append(perhaps(sample))
            elif is_open:
                tally.samples.append(sample)
                tally.unknown += sample.value is None
