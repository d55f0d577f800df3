"""What a calendar cannot answer."""

from datetime import date


class OutsideKnownDays(Exception):  # noqa: N818  (it says what is so, not that the code failed)
    """The instant lies outside the days for which the calendar's holidays are known."""

    def __init__(self, first: date | None, last: date | None) -> None:
        self.first, self.last = first, last
        if (first, last) == (date.max, date.min):
            super().__init__("its hours are still to be agreed")
            return
        bounds = " ".join(f"{word} {day}" for word, day in (("from", first), ("to", last)) if day)
        super().__init__(f"its holidays are known only {bounds}")


class NeverOpens(Exception):  # noqa: N818
    """The calendar does not open for so much time, however long one waits."""

    def __init__(self) -> None:
        super().__init__("the calendar does not open again for so long")


class OutOfRange(ValueError):  # noqa: N818
    """The instant lies outside the years 1900 to 2199."""

    def __init__(self) -> None:
        super().__init__("instants go from the year 1900 to the end of 2199")
