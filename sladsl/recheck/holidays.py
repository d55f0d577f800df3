"""The holidays of countries that earlier checks asked for."""

from attrs import Factory

from sladsl.records import define
from sladsl.worktime.public_holidays import Known, known

Question = tuple[str, str | None, str, int, int]  # country, subdivision, category, first and last year
Holidays = dict[Question, Known]

MOST = 200  # that are kept


@define
class Remembered:
    """Answers from what is known; `asked` are the questions that were put, with the answers."""

    known: Holidays
    asked: Holidays = Factory(dict)

    def __call__(
        self, country: str, subdivision: str | None, category: str, first_year: int, last_year: int
    ) -> Known:
        """Raises UnknownRegion."""
        question = (country, subdivision, category, first_year, last_year)
        found = self.known.get(question) or known(*question)
        self.asked[question] = found
        return found


def latest(holidays: Holidays, asked: Holidays) -> Holidays:
    """Those that were asked for last, as many as are kept."""
    before = [(question, its) for question, its in holidays.items() if question not in asked]
    return dict([*before, *asked.items()][-MOST:])
