"""Suspended agreements, of which no clock and no time of a window counts; and drafts, which are not judged.

A clock that starts in it is void. A paused stretch stays paused: it does not count either.
"""

from collections.abc import Iterator

from attrs import evolve

from sladsl.evaluate.life import Cycle
from sladsl.evaluate.state_spans import Held
from sladsl.evaluate.verdicts import Segment
from sladsl.policy.model import Agreement, Policy
from sladsl.worktime.spans import Spans


def spans_of(agreement: Agreement) -> Spans:
    """When it is suspended, in order."""
    return [(each.begins, each.ends) for each in agreement.life.suspensions]


def name_of(agreement: Agreement, begin: int) -> str:
    """ "suspension of ACME-MAIL (the data centre moves)": the one that holds from this instant."""
    reasons = [each.reason for each in agreement.life.suspensions if each.begins <= begin < each.ends]
    reason = f" ({reasons[0]})" if reasons and reasons[0] else ""
    return f"suspension of {agreement.id}{reason}"


def held_of(agreement: Agreement) -> list[tuple[str, Held]]:
    """Each suspension as a state that is left out of windows."""
    return [(name_of(agreement, begin), Held([(begin, end)], [], {})) for begin, end in spans_of(agreement)]


def without_suspensions(cycle: Cycle, agreement: Agreement, until: int) -> Cycle:
    """The cycle with what it counted while the agreement was suspended, up to an instant, left out."""
    if not agreement.life.suspensions:
        return cycle
    pieces = tuple(piece for segment in cycle.segments for piece in _pieces(segment, agreement, until))
    return evolve(cycle, segments=pieces)


def _pieces(segment: Segment, agreement: Agreement, until: int) -> Iterator[Segment]:
    if segment.kind != "counted":
        yield segment
        return
    at, opened = segment.begin, segment.events[:1]
    for begin, end in spans_of(agreement):
        last = until if segment.end is None else segment.end
        if end <= at or begin >= last:
            continue
        if begin > at:
            yield evolve(segment, begin=at, end=begin, events=opened)
            opened = ("",)
        stops = segment.end is not None and end >= segment.end
        left = segment.end if stops else end if segment.end is not None or end <= last else None
        closing = segment.events[1:] if stops else ()
        name = name_of(agreement, max(at, begin))
        yield evolve(
            segment,
            begin=max(at, begin),
            end=left,
            kind="excluded",
            states=(name,),
            events=(*opened, *closing),
        )
        opened = ("",)
        if left is None or stops:
            return
        at = end
    if segment.end is None or at < segment.end:
        yield evolve(segment, begin=at, events=(*opened, *segment.events[1:]))


def judged_of(policy: Policy) -> Policy:
    """The policy without the agreements that are drafts."""
    drafts = {agreement.id for agreement in policy.agreements if agreement.life.draft}
    if not drafts:
        return policy
    return evolve(
        policy,
        agreements=tuple(each for each in policy.agreements if each.id not in drafts),
        clauses=tuple(each for each in policy.clauses if each.agreement not in drafts),
        window_clauses=tuple(each for each in policy.window_clauses if each.agreement not in drafts),
        money=tuple(each for each in policy.money if each.agreement not in drafts),
    )


def as_if_in_force(policy: Policy) -> Policy:
    """The policy with its drafts taken for agreements, its draft amendments agreed."""
    policy = policy if policy.if_agreed is None else policy.if_agreed
    return evolve(
        policy,
        agreements=tuple(
            evolve(each, life=evolve(each.life, draft=False)) if each.life.draft else each
            for each in policy.agreements
        ),
    )
