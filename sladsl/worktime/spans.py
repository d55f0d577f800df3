"""Sets of instants as sorted lists of disjoint half-open spans."""

from collections.abc import Iterable, Sequence

Spans = list[tuple[int, int]]


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """The union of spans in any order; those that touch are one."""
    result: Spans = []
    for begin, end in sorted(spans):
        if result and begin <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        elif begin < end:
            result.append((begin, end))
    return result


def clipped(spans: Iterable[tuple[int, int]], begin: int, end: int) -> Spans:
    """What lies between `begin` and `end`."""
    return [(max(a, begin), min(b, end)) for a, b in spans if a < end and b > begin]


def common(left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]]) -> Spans:
    """What lies in both of two sorted lists."""
    result: Spans = []
    i = j = 0
    while i < len(left) and j < len(right):
        begin, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if begin < end:
            result.append((begin, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return result


def without(left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]]) -> Spans:
    """What lies in the first of two sorted lists and not in the second."""
    result: Spans = []
    j = 0
    for begin, end in left:
        while j < len(right) and right[j][1] <= begin:
            j += 1
        k = j
        while k < len(right) and right[k][0] < end:
            if right[k][0] > begin:
                result.append((begin, right[k][0]))
            begin = max(begin, right[k][1])
            k += 1
        if begin < end:
            result.append((begin, end))
    return result
