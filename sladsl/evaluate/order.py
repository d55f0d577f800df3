"""The order a reader expects of keys that end in numbers: INC-2 before INC-10."""

import re

_PARTS = re.compile(r"([0-9]+)")


def natural(key: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """A sort key: runs of digits by their number, the rest as text; the key itself breaks ties."""
    parts = _PARTS.split(key)
    # Digits compare by length and then as text, which is their number whatever their length.
    return tuple(
        (len(part.lstrip("0")), part.lstrip("0")) if index % 2 else (0, part)
        for index, part in enumerate(parts)
    ), key
