"""A case's time in each window, and the share of it that is in a state.

Only time counts that is in force, in which the clause's calendar is open, and that is not excluded; time of
which it is not known whether it is excluded is not. Windows that end before a case's first event know nothing
of the case. Of a case of which it is not known whether the clause applies, all time is unknown.

Unknown time that counts against the promise is time that it does not want: not available where so much is to
be available, down where at most so much may be down. In its favour is the opposite.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from sladsl.evaluate.deadlines import CANNOT_SAY
from sladsl.evaluate.incidents import end_of, of_time
from sladsl.evaluate.state_spans import Held, between
from sladsl.evaluate.story import Story
from sladsl.evaluate.tallies import Tallies, Tally
from sladsl.evaluate.truth import Unknown
from sladsl.evaluate.verdicts import Evidence
from sladsl.evaluate.window_terms import Ledger, WindowTerms, keeps_budget
from sladsl.policy.measures import Episodes, TimeShare
from sladsl.policy.model import WindowClause
from sladsl.worktime.spans import Spans, merged, without

Span = tuple[int, int]


def tally_time(
    terms: WindowTerms,
    measure: TimeShare | Episodes,
    case: str,
    story: Story,
    ledger: Ledger,
    tallies: Tallies,
) -> None:
    """Enter a case's time into the tallies of all windows, by its group at each window's end or as of now."""
    for index, (begin, end) in enumerate(terms.windows):
        span = begin, min(end, terms.limit)
        if span[0] >= span[1] or (story.events and story.events[0].at >= end):
            continue
        applies, group = terms.standing(case, story, min(end - 1, terms.limit), begin)
        if applies is False:
            continue
        tallies[index, group].is_open |= ledger.is_open(end)
        tallies[index, group].may_shrink |= ledger.may_exclude(end)
        try:
            _enter(terms, measure, case, ledger, span, isinstance(applies, Unknown), tallies[index, group])
        except CANNOT_SAY:
            tallies[index, group].no_answer = True


def open_us(terms: WindowTerms, spans: Spans) -> int:
    """How much of these spans counts by the clause's calendar. Raises one of CANNOT_SAY."""
    return sum(terms.calendar.elapsed_us(begin, end) for begin, end in spans)


def _enter(
    terms: WindowTerms,
    measure: TimeShare | Episodes,
    case: str,
    ledger: Ledger,
    span: Span,
    doubtful: bool,
    tally: Tally,
) -> None:
    """One window's time; `doubtful`: it is not known whether the clause applies."""
    excluded = between(ledger.excluded, *span)
    eligible = without([span], excluded)
    unknown = eligible if doubtful else without(between(ledger.state.unknown, *span), excluded)
    inside = [] if doubtful else without(between(ledger.state.holds, *span), excluded)
    eligible_us, unknown_us = open_us(terms, eligible), open_us(terms, unknown)
    tally.eligible_us += eligible_us
    tally.unknown_us += unknown_us
    tally.excluded_us += open_us(terms, excluded)
    name = measure.state.name
    if isinstance(measure, TimeShare):
        inside_us = open_us(terms, inside)
        good_us = inside_us if measure.inside else eligible_us - unknown_us - inside_us
        tally.good_us += good_us + (unknown_us if _adds_unknown(terms.clause) else 0)
        tally.counted_us += eligible_us - (unknown_us if terms.clause.unknown == "left out" else 0)
        tally.evidence += _evidence(terms, "state", name, case, ledger.state, ledger.state.holds, inside)
        if keeps_budget(terms):
            _spend(terms, measure, ledger, (eligible, excluded, unknown, inside), tally)
        tally.blame(*of_time(terms, measure, eligible, unknown, inside))
    else:
        tally.blame(None, end_of(terms, unknown))
    whole = eligible if doubtful else ledger.state.unknown
    tally.evidence += _evidence(terms, "unknown", name, case, ledger.state, whole, unknown)
    for other, held in ledger.excluding:
        pieces = between(held.holds, *span)
        tally.evidence += _evidence(terms, "excluded", other, case, held, held.holds, pieces)
        for whole_span, why in held.refused:
            pieces = between([whole_span], *span)
            tally.evidence += _evidence(terms, "refused", f"{other} {why}", case, held, [whole_span], pieces)


def _spend(
    terms: WindowTerms,
    measure: TimeShare,
    ledger: Ledger,
    time: tuple[Spans, Spans, Spans, Spans],
    tally: Tally,
) -> None:
    """Time that uses the budget up, and time that it is no share of."""
    eligible, excluded, unknown, inside = time
    wants_more = terms.clause.target.order in ("at least", "above")
    outside = without(eligible, merged([*inside, *unknown]))
    tally.spent.used += inside if wants_more != measure.inside else outside
    tally.spent.used += unknown if terms.clause.unknown == "against" else []
    tally.spent.taken_out += excluded + (unknown if terms.clause.unknown == "left out" else [])
    tally.spent.wait_from(held.open_since for held in (ledger.state, *(held for _, held in ledger.excluding)))


def _adds_unknown(clause: WindowClause) -> bool:
    """Whether unknown time counts as if it were measured: against the promise or in its favour."""
    more_is_worse = clause.target.order in ("at most", "below")
    return clause.unknown == ("against" if more_is_worse else "in favour")


def trimmed(terms: WindowTerms, span: Span) -> Span:
    """The span from its first instant that counts by the calendar to its last; it has some."""
    begin = terms.calendar.next_open_us(span[0])
    return begin, terms.calendar.previous_close_us(span[1])


def _evidence(
    terms: WindowTerms,
    kind: Literal["state", "excluded", "unknown", "refused"],
    state: str,
    case: str,
    held: Held,
    whole: Sequence[Span],
    pieces: Spans,
) -> list[Evidence]:
    """The pieces in which something counts, with the events at the ends of the whole spans they are of."""
    found = []
    for begin, end in pieces:
        if terms.calendar.elapsed_us(begin, end):
            around = whole[bisect_right(whole, begin, key=lambda span: span[0]) - 1]
            found.append(Evidence(*trimmed(terms, (begin, end)), kind, state, case, held.events(around)))
    return found
