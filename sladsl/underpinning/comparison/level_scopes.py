"""Two promises about windows: which cases they are about, and which of them count together."""

from collections.abc import Iterator

from sladsl.policy.measures import Episodes, TimeShare
from sladsl.policy.states import Lasting, StateRule
from sladsl.underpinning.comparison.level_cells import LevelCell, level_cells
from sladsl.underpinning.comparison.levels import Level, is_growing, shape_of

STAYS = "what a {} is chosen or grouped by is taken to stay as it is while it is measured"

BEGINS = (
    "an episode counts in the window in which what counts of it begins: near a window's edge that may be "
    "another one where other time counts"
)


def scopes(broken: Level, kept: Level) -> Iterator[tuple[str, str]]:
    """Ways in which what breaks the one promise may not be seen by the other, or is made up for there."""
    was, now = broken.clause, kept.clause
    if broken.meaning(was.case) != kept.meaning(now.case):
        yield "scope", "they are about other things"
        return
    shape, growing = shape_of(now.measure, kept.subject), is_growing(kept)
    if was.each != now.each and not (now.each and shape == "mean") and not (was.each and growing):
        yield "scope", "each by itself, or all together"
    cells = level_cells(broken, kept)
    if cells is None:
        yield "condition", "the conditions tell too many kinds of cases apart to look at each"
        return
    for cell in cells:
        if cell.one == "in" and cell.other != "in":
            yield "condition", f"nothing is promised: {cell.told}"
            return
    if _one_a_window(broken, kept):
        return
    if growing:
        if shape == "sum" and not _same_group_stays(cells):
            yield "grouping", "cases are grouped otherwise"
        return
    for late in (cell for cell in cells if cell.one == "in"):
        for each in cells:
            with_it = each.other != "out" and each.other_key == late.other_key
            known = each.one == "in" or (each.one == each.other == "unknown")
            was_with_it = known and each.one_key == late.one_key
            if with_it and not was_with_it:
                yield "condition", f"others make up for it: {each.told}"
                return
    if shape == "other" and not _same_group_stays(cells):
        yield "grouping", "cases are grouped otherwise"


def _one_a_window(broken: Level, kept: Level) -> bool:
    """Whether in a window nothing else can count beside a thing, and of that all or nothing: a share of its
    time, whose fields are seen once."""
    alone = broken.clause.case is not None or (broken.clause.each and kept.clause.each)
    return alone and isinstance(kept.clause.measure, TimeShare)


def _same_group_stays(cells: list[LevelCell]) -> bool:
    """Whether cases that are counted together under the broken promise are so under the kept one."""
    groups: dict[object, object] = {}
    mine = [cell for cell in cells if cell.one == "in"]
    return all(groups.setdefault(cell.one_key, cell.other_key) == cell.other_key for cell in mine)


def sees_fields_otherwise(one: Level, other: Level) -> bool:
    """Whether the two look at the fields of one thing at different instants.

    A share of time sees them at the end of each window, episodes at the begin of what counts of each.
    """
    by_fields = [
        each.clause.where is not None or (each.clause.group and not _one_a_window(one, other))
        for each in (one, other)
    ]
    if not any(by_fields):
        return False
    match one.clause.measure, other.clause.measure:
        case TimeShare(), TimeShare():
            same_term = one.agreement.begins == other.agreement.begins or one.clause.window.kind != "contract"
            same_zone = one.agreement.zone == other.agreement.zone
            return not (one.clause.window == other.clause.window and same_zone and same_term)
        case Episodes(_, state), Episodes(_, other_state):
            same_begin = one.meaning(_whole(state.rule)) == other.meaning(_whole(other_state.rule))
            same_hours = one.named == other.named and one.excluding == other.excluding
            return not (same_begin and same_hours)
        case _:
            return False


def _whole(rule: StateRule) -> StateRule:
    """What a state that only has to last begins with."""
    return _whole(rule.of) if isinstance(rule, Lasting) else rule


def counts_from_another_begin(one: Level, other: Level) -> bool:
    """Whether what counts of an episode, which says in which window it counts, may begin at two instants."""
    measures = one.clause.measure, other.clause.measure
    if not all(isinstance(each, Episodes) and each.what == "number" for each in measures):
        return False
    return one.named != other.named or one.excluding != other.excluding
