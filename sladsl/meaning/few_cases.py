"""How many cases may miss where there are few: from `or all but 2 where there are fewer than 40`."""

from collections.abc import Sequence
from itertools import pairwise

from sladsl.diagnostics import Diagnostic
from sladsl.meaning import few_case_errors, readings
from sladsl.policy.few_cases import FewCases
from sladsl.syntax import tree

MOST = 1_000


def few_cases(
    said: Sequence[tree.FewCases], share: tree.ShareOf | None, found: list[Diagnostic]
) -> tuple[FewCases, ...]:
    """In order of the bounds; none with diagnostics."""
    if share is None:
        found.extend(few_case_errors.no_share(each) for each in said)
        return ()
    read: list[tuple[FewCases, tree.FewCases]] = []
    for each in said:
        numbers = [_whole(raw, found) for raw in (each.fewer_than, each.may_miss)]
        if numbers[0] is None or numbers[1] is None:
            return ()
        few = FewCases(numbers[0], numbers[1])
        if few.may_miss >= few.fewer_than - 1:
            found.append(few_case_errors.never_missed(each))
            return ()
        read.append((few, each))
    read.sort(
        key=lambda pair: pair[0].fewer_than
    )  # the sort is stable: as written, where the bound is the same
    for (one, first), (other, second) in pairwise(read):
        if one.fewer_than == other.fewer_than:
            found.append(few_case_errors.said_twice(second, first.span))
            return ()
        if other.may_miss < one.may_miss:
            found.append(few_case_errors.fewer_of_more(second, first))
            return ()
    return tuple(few for few, _ in read)


def _whole(raw: tree.Raw, found: list[Diagnostic]) -> int | None:
    number = readings.a_number(raw)
    if number != int(number) or not 0 <= number <= MOST:
        found.append(few_case_errors.not_whole(raw, MOST))
        return None
    return int(number)
