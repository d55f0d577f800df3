"""How much of a log is read: logs come from strangers."""

from sladsl.records import frozen


@frozen
class Limits:
    """Bounds on one log, in bytes unless said otherwise. Past a row's bound the row is rejected; past the
    log's, reading ends with a `SourceError`."""

    total: int = 8 * 2**30  # after unpacking
    ratio: int = 1_000  # unpacked to packed size, asked only beyond `ratio_from`
    ratio_from: int = 256 * 2**20
    line: int = 8 * 2**20
    cell: int = 2**20  # characters
    columns: int = 4_096  # columns
    kept_rejected: int = 1_000  # rows
    kept_kinds: int = 10_000  # distinct unknown kinds


LIMITS = Limits()
