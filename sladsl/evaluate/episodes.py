"""The episodes of a state, each in the window it begins in, and their time in each window.

An episode is one however often the calendar closes or an excluded stretch interrupts it: its length is what
counts of it, it begins with the first of that, and one of which nothing counts is none. It is cut where the
agreement begins and ends, and where the days end that the calendar knows.

Unknown time: left out and in favour, the state does not hold in it; against, it does, or not, as is worse
for the target. An episode of which it is not known whether the clause applies is counted as unknown.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from fractions import Fraction

from sladsl.evaluate.incidents import of_episode
from sladsl.evaluate.samples import Sample
from sladsl.evaluate.state_spans import between
from sladsl.evaluate.story import Story
from sladsl.evaluate.tallies import Tallies
from sladsl.evaluate.time_measures import Span, open_us, trimmed
from sladsl.evaluate.truth import Unknown
from sladsl.evaluate.verdicts import Evidence
from sladsl.evaluate.window_terms import Group, Ledger, WindowTerms, keeps_budget
from sladsl.evaluate.windows import windows_of
from sladsl.policy.measures import Episodes
from sladsl.records import frozen
from sladsl.worktime.spans import Spans, clipped, without


@frozen
class Episode:
    """One of a case: from when to when, the first instant that counts, the pieces not excluded, the open time
    since the end of the one before (None: the first)."""

    run: Span
    begin: int
    pieces: Spans
    gap_us: int | None
    events: tuple[str, ...]


def tally_episodes(
    terms: WindowTerms, measure: Episodes, case: str, story: Story, ledger: Ledger, tallies: Tallies
) -> None:
    """Enter a case's episodes into the tallies, by its group at the begin of each."""
    for episode in _episodes(terms, measure, ledger):
        applies, group = terms.standing(case, story, episode.begin)
        if applies is False:
            continue
        if measure.what == "total":
            _enter_time(terms, measure, case, episode, isinstance(applies, Unknown), group, tallies)
            continue
        for index in windows_of(terms.windows, episode.begin):
            tally = tallies[index, group]
            length_us, window = open_us(terms, episode.pieces), terms.windows[index]
            counted = of_episode(terms, measure, between(episode.pieces, *window), length_us)
            if isinstance(applies, Unknown):
                tally.unknown += 1
                tally.blame(None, counted)
                continue
            tally.blame(counted, counted)
            tally.lengths.append(length_us)
            if keeps_budget(terms):
                tally.samples.append(Sample(episode.begin, Fraction(1)))
            tally.gaps += [] if episode.gap_us is None else [episode.gap_us]
            end = episode.run[1]
            tally.goes_on |= end == terms.as_of or ledger.is_open(end + 1)
            tally.may_shrink |= ledger.may_exclude(end)
            tally.evidence.append(_shown(terms, measure, case, episode, episode.run))


def _enter_time(
    terms: WindowTerms,
    measure: Episodes,
    case: str,
    episode: Episode,
    doubtful: bool,
    group: Group,
    tallies: Tallies,
) -> None:
    """An episode's time in each window it reaches."""
    first = bisect_right(terms.windows, episode.run[0], key=lambda window: window[1])
    last = bisect_left(terms.windows, episode.run[1], key=lambda window: window[0])
    for index in range(first, last):
        window = terms.windows[index]
        inside_us = open_us(terms, between(episode.pieces, *window))
        if not inside_us:
            continue
        tally = tallies[index, group]
        counted = of_episode(terms, measure, between(episode.pieces, *window), inside_us)
        tally.blame(None if doubtful else counted, counted)
        if doubtful:
            tally.unknown += 1
            continue
        tally.lengths.append(inside_us)
        if keeps_budget(terms):
            tally.spent.used += between(episode.pieces, *window)
        (part,) = clipped([episode.run], *window)
        tally.evidence.append(_shown(terms, measure, case, episode, part))


def _shown(terms: WindowTerms, measure: Episodes, case: str, episode: Episode, part: Span) -> Evidence:
    return Evidence(*trimmed(terms, part), "state", measure.state.name, case, episode.events)


def _episodes(terms: WindowTerms, measure: Episodes, ledger: Ledger) -> Iterator[Episode]:
    calendar, held = terms.calendar, ledger.state
    first = max(terms.in_force.begins, calendar.known_from_us)
    last = min(terms.limit, calendar.known_until_us)
    previous: int | None = None
    for whole in held.possible if _holds_where_unknown(terms, measure) else held.holds:
        for run in clipped([whole], first, last):
            pieces = without([run], between(ledger.excluded, *run))
            counted = next((begin for begin, end in pieces if calendar.elapsed_us(begin, end)), None)
            if counted is None:
                continue
            begin = calendar.next_open_us(counted)
            gap_us = None
            if previous is not None:
                gap_us = open_us(
                    terms, without([(previous, begin)], between(ledger.excluded, previous, begin))
                )
            yield Episode(run, begin, pieces, gap_us, held.events(whole))
            previous = run[1]


def _holds_where_unknown(terms: WindowTerms, measure: Episodes) -> bool:
    """Against whom unknown time counts: more of the state is worse, or less of it."""
    if terms.clause.unknown != "against":
        return False
    more_is_worse = terms.clause.target.order in ("at most", "below")
    return more_is_worse != (measure.what == "between")
