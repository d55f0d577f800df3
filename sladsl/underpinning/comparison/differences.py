"""What changed between two clauses, part by part in words, and what each change means for the customer."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from sladsl.policy import level_words, words
from sladsl.policy.model import BurnWarn, Clause, Escalate, Policy, Row, Share, Warn, WindowClause
from sladsl.underpinning.comparison.cases import way
from sladsl.underpinning.comparison.findings import Difference, Effect
from sladsl.underpinning.comparison.openings import Opening
from sladsl.underpinning.comparison.promises import Promise
from sladsl.underpinning.comparison.staging import stage_of


def differences(
    old_policy: Policy,
    old: Clause | WindowClause,
    new_policy: Policy,
    new: Clause | WindowClause,
    was: Promise,
    now: Promise,
) -> tuple[Difference, ...]:
    """Each part of a clause about cases that is said, or meant, otherwise."""
    assert isinstance(old, Clause)
    assert isinstance(new, Clause)
    return tuple(_differences(old_policy, old, new_policy, new, was, now))


def _differences(
    old_policy: Policy, old: Clause, new_policy: Policy, new: Clause, was: Promise, now: Promise
) -> Iterator[Difference]:
    if was.subject != now.subject:
        yield Difference("subject", f"every {was.spelled}", f"every {now.spelled}", "either")
        return
    if was.turns != now.turns:
        yield _with_effect("clock", (old.clock, new.clock), was, evolve(was, turns=now.turns))
    if was.where != now.where:
        told = _where(old), _where(new)
        yield _with_effect("condition", told, was, evolve(was, where=now.where))
    yield from _offers(old_policy, old, new_policy, new, was, now)
    if was.pauses != now.pauses:
        told = " or ".join(old.pauses), " or ".join(new.pauses)
        yield _with_effect("pauses", told, was, evolve(was, pauses=now.pauses))
    if was.excluding != now.excluding:
        told = _excluded(old), _excluded(new)
        yield _with_effect("exclusions", told, was, evolve(was, excluding=now.excluding))
    if was.beside != now.beside:
        changed = [one[0] for one, other in zip(was.beside, now.beside) if one != other]
        yield Difference(" and ".join(changed).replace("_", " "), "", "", "open", "it is not compared")
    if was.fields_as != now.fields_as:
        said = {"current": "fields as they are", "opening": "fields as they were at the start"}
        told = said[was.fields_as], said[now.fields_as]
        yield _with_effect("fields", told, was, evolve(was, fields_as=now.fields_as))
    yield from _shares(old, new, was, now)
    if was.least != now.least:
        told = _least(was.least), _least(now.least)
        yield _with_effect("enough data", told, was, evolve(was, least=now.least))
    if (told := (escalations(old.escalations), escalations(new.escalations)))[0] != told[1]:
        yield Difference("escalation", *told, "none", "an escalation decides no verdict")
    for about, one, other in (
        ("warnings", old.warnings, new.warnings),
        ("budget warnings", old.budget_warnings, new.budget_warnings),
    ):
        if warned(one) != warned(other):
            yield Difference(about, warned(one), warned(other), "none", "a warning decides no verdict")
    told = _burns(old.burn_warnings), _burns(new.burn_warnings)
    if told[0] != told[1]:
        yield Difference("burn rates", *told, "none", "a warning decides no verdict")


def _burns(warnings: tuple[BurnWarn, ...]) -> str:
    return ", ".join(f"{warn.who} when {level_words.burning(warn)}" for warn in warnings)


def _least(of: int) -> str:
    return f"of {of} cases or more" if of else ""


_OF = {"case": "case that is late", "window": "window that is missed"}


def escalations(of: Sequence[Escalate]) -> str:
    """To whom, and on what."""
    return "; ".join(f"{each.who} of each {_OF[each.on]}" for each in of)


def _where(clause: Clause) -> str:
    return "" if clause.where is None else f"where {words.condition(clause.where)}"


def _excluded(clause: Clause) -> str:
    return " and ".join(each.state.name for each in clause.excluding)


def warned(warnings: tuple[Warn, ...]) -> str:
    """Who is warned, and when."""
    return ", ".join(f"{warn.who} at {words.percent(warn.at)}" for warn in warnings)


def _shares(old: Clause, new: Clause, was: Promise, now: Promise) -> Iterator[Difference]:
    if was.share == now.share:
        return
    if was.share is None or now.share is None:
        told = _told_share(old.share), _told_share(new.share)
        yield _with_effect("share", told, was, evolve(was, share=now.share))
        return
    one, other = was.share, now.share
    if one.at_least != other.at_least and not (was.own_shares and now.own_shares):
        told = f"at least {words.percent(one.at_least)}", f"at least {words.percent(other.at_least)}"
        yield _with_effect("share", told, was, evolve(was, share=evolve(one, at_least=other.at_least)))
    if one.few != other.few:
        told = _told_few(one), _told_few(other)
        yield _with_effect("few cases", told, was, evolve(was, share=evolve(one, few=other.few)))
    if one.window != other.window:
        told = f"per {words.window(one.window)}", f"per {words.window(other.window)}"
        yield _with_effect("window", told, was, evolve(was, share=evolve(one, window=other.window)))
    if one.group != other.group:
        told = _grouped(old), _grouped(new)
        yield _with_effect("grouping", told, was, evolve(was, share=evolve(one, group=other.group)))
    if one.by != other.by:
        said = {"decision": "in the window it is decided in", "opening": "in the window it starts in"}
        told = said[one.by], said[other.by]
        yield _with_effect("counting", told, was, evolve(was, share=evolve(one, by=other.by)))
    if one.empty != other.empty:
        said = {"no data": "a window without cases has no verdict", "met": "a window without cases is met"}
        yield Difference("empty windows", said[one.empty], said[other.empty], "none", "neither is a breach")


def _told_share(of: Share | None) -> str:
    return "each case by itself" if of is None else words.share(of)


def _told_few(of: Share) -> str:
    return words.few(of) or "the share, however few there are"


def _grouped(clause: Clause) -> str:
    group = clause.share.group if clause.share else ()
    return f"per {' and '.join(group)}" if group else "all together"


def _offers(
    old_policy: Policy, old: Clause, new_policy: Policy, new: Clause, was: Promise, now: Promise
) -> Iterator[Difference]:
    if was.offers == now.offers:
        return
    if not old.rows and not new.rows:
        (one,), (other,) = was.offers, now.offers
        assert one.hours is not None
        assert other.hours is not None
        if one.hours.deadline != other.hours.deadline:
            hours = evolve(one.hours, deadline=other.hours.deadline)
            told = words.deadline(old.deadline), words.deadline(new.deadline)
            yield _with_effect("deadline", told, was, evolve(was, offers=(evolve(one, hours=hours),)))
        if one.hours.named != other.hours.named:
            hours = evolve(one.hours, named=other.hours.named)
            told = _calendars(_named(old_policy, old.calendar), _named(new_policy, new.calendar))
            yield _with_effect("hours", told, was, evolve(was, offers=(evolve(one, hours=hours),)))
        return
    yield from _rows(old_policy, old, new_policy, new, was, now)


def _calendars(old: str, new: str) -> tuple[str, str]:
    return f"counting {old}", f"counting {new}{', defined otherwise' if old == new else ''}"


def _named(policy: Policy, id: str) -> str:
    return policy.calendars[id].name


def _rows(
    old_policy: Policy, old: Clause, new_policy: Policy, new: Clause, was: Promise, now: Promise
) -> Iterator[Difference]:
    """Row by row: those that are for the same cases beside each other, then what is left."""
    told_old, told_new = _told_rows(old_policy, old), _told_rows(new_policy, new)
    left = list(zip(was.offers, told_old))
    unmatched = []
    for offer, told in zip(now.offers, told_new):
        beside = next((each for each in left if each[0].where == offer.where), None)
        if beside is None:
            unmatched.append(told)
            continue
        left.remove(beside)
        if beside[0] != offer:
            offers = tuple(offer if each == beside[0] else each for each in was.offers)
            yield _with_effect("row", (beside[1], told), was, evolve(was, offers=offers))
    for _, was_told in left:
        yield Difference("row", was_told, "", "open", "no row of the new table is for just these cases")
    for told in unmatched:
        yield Difference("row", "", told, "open", "no row of the old table was for just these cases")


def _told_rows(policy: Policy, clause: Clause) -> list[str]:
    if not clause.rows:
        return [f"every case: {words.deadline(clause.deadline)}, counting {_named(policy, clause.calendar)}"]
    return [_told_row(policy, row) for row in clause.rows]


def _told_row(policy: Policy, row: Row) -> str:
    if row.deadline is None:
        return f"{words.cases(row.where)}: nothing is promised"
    least = "" if row.at_least is None else f", for at least {words.percent(row.at_least)}"
    when = f"{words.deadline(row.deadline)}, counting {_named(policy, row.calendar)}"
    return f"{words.cases(row.where)}: {when}{least}"


def _with_effect(about: str, told: tuple[str, str], was: Promise, changed: Promise) -> Difference:
    """What this change alone does, by proof where there is one."""
    stage = stage_of(was, changed)
    if stage is None:
        return Difference(about, *told, "open")
    down, up = way(was, changed, stage).openings, way(changed, was, stage).openings
    return Difference(about, *told, effect_of(down, up), _by_how_much(down, up))


def effect_of(down: tuple[Opening, ...], up: tuple[Opening, ...]) -> Effect:
    """Of the ways that may be open."""
    if down and up:
        return "either"
    return "weaker" if down else "stricter" if up else "none"


def _by_how_much(down: tuple[Opening, ...], up: tuple[Opening, ...]) -> str:
    gaps = [[each.gap.worst.us for each in openings if each.gap is not None] for openings in (down, up)]
    said = [f"{words.length(max(us))} {word}" for us, word in zip(gaps, ("later", "earlier")) if us]
    return f"a case falls due up to {' or '.join(said)}" if said else ""
