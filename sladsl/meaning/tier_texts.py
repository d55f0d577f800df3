"""The tiers under each agreement and its amendments: one that an amendment replaces ends where the amendment
begins."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from attrs import evolve

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import name_errors, tier_errors
from sladsl.meaning.modules import Unit
from sladsl.syntax import tree

_FIRST, _LAST = date.min.isoformat(), date.max.isoformat()


def tiers_by_agreement(units: Iterable[Unit], found: list[Diagnostic]) -> dict[str, list[tree.Tier]]:
    """The tiers of each agreement, by its folded name, each for the days on which its text holds."""
    under: dict[str, list[tuple[str, tree.Tier]]] = {}
    for unit in units:
        key: str | None = None
        since = ""
        for item in unit.module.items:
            match item:
                case tree.Agreement(name):
                    key, since = name.key, ""
                case tree.Amendment():
                    key, since = item.of.key, item.begins.text
                case tree.Tier(name) if key is None:
                    found.append(name_errors.outside_an_agreement("tier", name))
                case tree.Tier(how="replaces") if not since:
                    found.append(tier_errors.replaced_in_an_agreement(item))
                case tree.Tier():
                    under.setdefault(key or "", []).append((since, item))
                case _:
                    pass
    return {key: _in_time(said, found) for key, said in under.items()}


def _in_time(said: Sequence[tuple[str, tree.Tier]], found: list[Diagnostic]) -> list[tree.Tier]:
    """Of those of one name each up to the next that replaces it."""
    ordered = sorted(said, key=lambda each: each[0])
    kept: list[tree.Tier] = []
    for number, (since, tier) in enumerate(ordered):
        if tier.how == "replaces" and all(each.name.key != tier.name.key for _, each in ordered[:number]):
            found.append(tier_errors.replaces_no_tier(tier, [each.name.text for _, each in ordered[:number]]))
            continue
        later = (
            begins
            for begins, each in ordered[number + 1 :]
            if each.how == "replaces" and each.name.key == tier.name.key
        )
        until = next(later, "")
        held = _between(tier, since if tier.how == "replaces" else "", until)
        applied = any(isinstance(each, tree.Applies) for each in tier.sentences)
        if any(isinstance(each, tree.Applies) for each in held.sentences) or not applied:
            kept.append(held)
        elif not until:
            found.append(tier_errors.replaces_for_no_day(tier, since))
    return kept


def _between(tier: tree.Tier, since: str, until: str) -> tree.Tier:
    """The tier as it applies from a day on and before another (ISO dates; "": no bound)."""
    last = _before(until) if until else ""
    sentences = []
    for each in tier.sentences:
        if isinstance(each, tree.Applies):
            begins = "" if each.begins is None else each.begins.text
            ends = _LAST if each.ends is None else each.ends.text
            if (last and (begins or _FIRST) > last) or (since and ends < since):
                continue
            if since and begins < since:
                each = evolve(each, begins=tree.Raw(since, span=each.span))
            if last and ends > last:
                each = evolve(each, ends=tree.Raw(last, span=each.span))
        sentences.append(each)
    return evolve(tier, sentences=tuple(sentences))


def _before(day: str) -> str:
    """The day before; what is no date is left as it is, and reported where it stands."""
    try:
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day
