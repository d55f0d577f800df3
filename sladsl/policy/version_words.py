"""The versions of an agreement, and when a clause is in force, in words."""

from collections.abc import Iterator
from textwrap import wrap

from sladsl.policy.changes import Signing, Version
from sladsl.policy.life import Length
from sladsl.policy.model import Agreement, Clause, WindowClause
from sladsl.policy.words import instant, many

WIDTH = 100


def day(us: int, zone: str) -> str:
    """The local date of an instant, with the time where that is not a midnight."""
    return instant(us, zone)[:16].removesuffix(" 00:00")


def signed(signings: tuple[Signing, ...], zone: str) -> str:
    """ "signed by Maria Doukas for Hellas IT on 2026-06-30"; "" where nobody is said to have signed."""
    names = [f"{each.who}{f' for {each.of}' if each.of else ''} on {day(each.on, zone)}" for each in signings]
    return f"signed by {' and '.join(names)}" if names else ""


def version(of: Version, zone: str) -> str:
    """ "version 2.2 from 2026-07-15, amendment A1: removes clause OUTAGES"."""
    back = "retroactively " if of.retroactive else ""
    made = f", amendment {of.amendment}" if of.amendment else ""
    changes = f": {'; '.join(of.changes)}" if of.changes else ""
    return f"version {of.version} {back}from {day(of.since, zone)}{made}{changes}"


def versions(agreement: Agreement) -> Iterator[str]:
    """The signatures of an agreement, its later versions and its life, a paragraph each."""
    zone = agreement.zone
    for each in agreement.versions:
        later = each is not agreement.versions[0]
        if later:
            yield from _wrapped(version(each, zone))
        if text := signed(each.signed, zone):
            yield from _wrapped(text, "    " if later else "  ")
    for line in life(agreement):
        yield from _wrapped(line)


def life(agreement: Agreement) -> Iterator[str]:
    """What befell an agreement, and what may, a line each."""
    lived, zone = agreement.life, agreement.zone
    if agreement.level:
        yield f"applies at {agreement.level} level"
    if agreement.builds_on:
        yield f"builds on {' and '.join(agreement.builds_on)}"
    if lived.draft:
        yield "a draft: it is not judged as a contract"
    for each in lived.suspensions:
        reason = f" ({each.reason})" if each.reason else ""
        yield f"suspended from {day(each.begins, zone)} until {day(each.ends, zone)}{reason}"
    if lived.notice is not None:
        yield f"can be terminated with {_length(lived.notice)} notice"
    if (ended := lived.termination) is not None:
        by = f" by {ended.by}" if ended.by else ""
        given = "" if ended.given is None else f", notice given on {day(ended.given, zone)}"
        yield f"terminated as of {day(ended.at, zone)}{by}{given}"
    if (renewal := lived.renewal) is not None:
        most = "" if renewal.most is None else f", at most {many(renewal.most, 'time')}"
        unless = "" if renewal.notice is None else f", unless ended with {_length(renewal.notice)} notice"
        gone = "" if renewal.ended is None else f"; notice was given on {day(renewal.ended, zone)}"
        yield f"renews by {_length(renewal.by)}{most}{unless}{gone}"
    if (reviews := lived.reviews) is not None:
        yield f"reviewed every {_length(reviews.every)} by {reviews.by}"


def _length(of: Length) -> str:
    parts = [many(of.months, "month")] if of.months else []
    parts += [many(of.days, "day")] if of.days or not parts else []
    return " and ".join(parts)


def held(clause: Clause | WindowClause, zone: str) -> Iterator[str]:
    """From when until when a version of a clause is in force, and where it comes from; nothing where it is
    the agreement's own for all its term."""
    source = f"{'from' if clause.origin.startswith('agreement ') else 'by'} {clause.origin}"
    if clause.since is None and clause.until is None:
        if clause.origin:
            yield f"    inherited, {source}"
        return
    since = "" if clause.since is None else f" from {day(clause.since, zone)}"
    until = "" if clause.until is None else f" until {day(clause.until, zone)}"
    origin = f", {source}" if clause.origin else ""
    yield f"    version {clause.version}{since}{until}{origin}"


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
