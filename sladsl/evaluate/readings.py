"""States that readings decide: while the latest one satisfies a condition, and stretch by stretch."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise

from sladsl.evaluate.reading_shares import answers_of
from sladsl.evaluate.samples import Fields, Sample, fields_in, gives, meets, number_of, samples_of, value_of
from sladsl.evaluate.state_spans import Held
from sladsl.evaluate.story import Story
from sladsl.evaluate.truth import Unknown, truth
from sladsl.policy.states import Buckets, EventCount, ReadingShare, WhileReading
from sladsl.worktime.spans import Spans, clipped, merged, without

_EITHER = frozenset({True, False})


def while_reading(
    rule: WhileReading, story: Story, fields: Fields, begin: int, as_of: int, least: int = 1
) -> Held:
    """While the latest reading satisfies the condition; unknown before the first and once it is stale.

    All events of an instant set their fields before the condition is asked. With `least`, only in runs of at
    least so many readings that satisfy it.
    """
    names = fields_in(rule.condition)
    edges: dict[int, tuple[str, ...]] = {}
    for event in story.events:
        if gives(event, names):
            edges[event.at] = (*edges.get(event.at, ()), event.id)
    answers = [
        None if isinstance(answer := truth(rule.condition, story.at(at), fields), Unknown) else answer
        for at in edges
    ]
    open_since = None
    if least > 1:
        answers, first = _in_runs(answers, least)
        open_since = None if first is None else [*edges][first]
    holds: Spans = []
    decided: Spans = []
    for (at, following), satisfied in zip(pairwise([*edges, as_of]), answers):
        end = following if rule.stale_us is None else min(following, at + rule.stale_us)
        if satisfied is not None:
            decided.append((at, end))
            if satisfied:
                holds.append((at, end))
    return Held(merged(holds), without([(begin, as_of)], merged(decided)), edges, open_since)


def _in_runs(answers: Sequence[bool | None], least: int) -> tuple[list[bool | None], int | None]:
    """Of each reading whether it is one of a run that is long enough, None where that is not known; and the
    first of those that further readings decide."""
    found: list[bool | None] = []
    waiting: int | None = None
    for satisfied, possible in groupby(answers, lambda answer: answer is not False):
        run = list(possible)
        open_ended = len(found) + len(run) == len(answers)
        if not satisfied:
            found += run
            continue
        for sure, given in groupby(run, lambda answer: answer is True):
            part = list(given)
            if sure and len(part) >= least:
                found += part
            elif len(run) >= least or open_ended:
                if open_ended and waiting is None:
                    waiting = len(found)
                found += [None] * len(part)
            else:
                found += [False] * len(part)
    return found, waiting


def buckets(rule: Buckets, story: Story, fields: Fields, begin: int, as_of: int) -> Held:
    """The stretches of `us`, counted from 1970, whose measure is as the target says.

    Where events are counted, a stretch without any has the data 0, from that of the case's first event on.
    Stretches without samples are never gone through one by one: they all have the same answer.
    """
    now = as_of // rule.us * rule.us  # the begin of the stretch that is not over
    sampled: defaultdict[int, list[Sample]] = defaultdict(list)
    for sample in samples_of(rule.measure, story, fields):
        sampled[sample.at // rule.us * rule.us].append(sample)
    nothing = frozenset({False} if rule.without_data == "no" else _EITHER)
    answers = [
        (start, start + rule.us, _answers(rule, samples, nothing))
        for start, samples in sampled.items()
        if start < now
    ]
    first = story.events[0].at // rule.us * rule.us if isinstance(rule.measure, EventCount) else now
    empty = without([(begin, now)] if begin < now else [], sorted((a, b) for a, b, _ in answers))
    answers += [(*span, nothing) for span in clipped(empty, begin, first)]
    answers += [(*span, _answers(rule, [], nothing)) for span in clipped(empty, first, now)]
    holds = merged((a, b) for a, b, answer in answers if answer == {True})
    unknown = [(now, as_of), *((a, b) for a, b, answer in answers if answer == _EITHER)]
    open_since = now if now < as_of else None
    return Held(clipped(holds, begin, as_of), clipped(merged(unknown), begin, as_of), {}, open_since)


def _answers(rule: Buckets, samples: list[Sample], nothing: frozenset[bool]) -> frozenset[bool]:
    """Whether a stretch's measure is as the target says, both if that is not known; `nothing`: where there is
    no data, or not enough."""
    if isinstance(rule.measure, ReadingShare):
        answers = answers_of(samples, rule.target, rule.least)
        return frozenset().union(*(nothing if each is None else {each} for each in answers))
    if rule.least and number_of(rule.measure, samples) < rule.least:
        return nothing
    value = value_of(rule.measure, samples)
    return nothing if value is None else frozenset({meets(rule.target, value)})
