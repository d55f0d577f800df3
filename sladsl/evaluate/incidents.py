"""The last moment in a window that counted against its promise: from there the time of a claim runs that is
said to be counted "of the incident".

- Of a share of time: the end of the last bad stretch, cut at the window's end.
- Of a number or a total length of episodes: the end of the last one counted; of the longest one: of the last
  one that is too long. Each is cut at the window's end.
- Of a number of events, cases or misses, or of a total: the last that was counted. Of a lowest or highest
  reading: the last beyond the bound.
- Of a share of cases, and of misses in a row: when the last breached case of the window was breached.
- Of what no single moment is to blame for (averages, percentiles, shares of readings, too few of something,
  windows in a row): none, which is the window's end.

Where several moments count the last one does, which is kindest to who has to claim. Stretches are trimmed to
what the clause's calendar counts. Where the verdict is unknown, what may have counted does too.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from sladsl.evaluate.samples import Sample, meets
from sladsl.evaluate.verdicts import WindowStatus
from sladsl.evaluate.window_terms import WindowTerms
from sladsl.policy.measures import CaseCount, CasesInARow, Episodes, Misses, TimeShare
from sladsl.policy.model import WindowClause
from sladsl.policy.states import EventCount, FieldValue
from sladsl.worktime.spans import Spans, merged, without

Moment = int | None  # an instant in microseconds UTC; None: no single one


def has_moment(clause: WindowClause) -> bool:
    """Whether a single moment can be to blame where the clause is missed."""
    at_most = clause.target.order in ("at most", "below")
    match clause.measure:
        case TimeShare():
            return clause.target.order != "between"
        case Episodes(what):
            return at_most and what in ("number", "total", "longest")
        case EventCount() | CaseCount() | CasesInARow() | Misses() | FieldValue(statistic="total" | "most"):
            return at_most
        case FieldValue(statistic="least"):
            return clause.target.order in ("at least", "above")
        case _:
            return False


def latest(moments: Iterable[Moment]) -> Moment:
    """The last of those that there are."""
    return max((each for each in moments if each is not None), default=None)


def to_tell(status: WindowStatus, surely: Moment, perhaps: Moment) -> Moment:
    """The moment of a window that is so, of those that surely counted and those that perhaps did."""
    if status == "unknown":
        return None if perhaps is None else latest((surely, perhaps))
    return surely if status == "breached" else None


def end_of(terms: WindowTerms, spans: Spans) -> Moment:
    """The end of the last of these spans of which something counts by the clause's calendar. Raises one of
    CANNOT_SAY."""
    for begin, end in reversed(spans):
        if terms.calendar.elapsed_us(begin, end):
            return terms.calendar.previous_close_us(end)
    return None


def of_time(
    terms: WindowTerms, measure: TimeShare, eligible: Spans, unknown: Spans, inside: Spans
) -> tuple[Moment, Moment]:
    """Of the time of one case in a window: when it was bad last, surely and perhaps. Raises as above."""
    if not has_moment(terms.clause):
        return None, None
    wants_more = terms.clause.target.order in ("at least", "above")
    bad = inside if wants_more != measure.inside else without(eligible, merged([*inside, *unknown]))
    against = terms.clause.unknown == "against"
    perhaps = end_of(terms, unknown)
    return latest((end_of(terms, bad), perhaps if against else None)), perhaps


def of_episode(terms: WindowTerms, measure: Episodes, pieces: Spans, length_us: int) -> Moment:
    """The end of what lies of an episode in a window, if the episode counts against the promise.

    Raises as above.
    """
    target = terms.clause.target
    short = measure.what == "longest" and meets(target, Fraction(length_us))
    return end_of(terms, pieces) if has_moment(terms.clause) and not short else None


def of_samples(clause: WindowClause, samples: Sequence[Sample]) -> tuple[Moment, Moment]:
    """When the last sample was that counts against the promise, surely and perhaps."""
    if not has_moment(clause):
        return None, None
    told = [(each.at, each.value) for each in samples if each.value is not None]
    match clause.measure:
        case EventCount() | CaseCount():
            bad = [at for at, _ in told]
        case FieldValue(statistic="total"):
            bad = [at for at, value in told if value]
        case FieldValue():
            bad = [at for at, value in told if not meets(clause.target, value)]
        case _:
            return None, None
    unknown = latest(each.at for each in samples if each.value is None)
    counts = clause.unknown_readings == "against"
    return latest([*bad, unknown if counts else None]), unknown
