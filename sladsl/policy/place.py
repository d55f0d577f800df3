"""Where a thing was written."""

from attrs import frozen


@frozen
class Place:
    """Where a thing was written: file, first and last line and column (from 1), and the words themselves."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
