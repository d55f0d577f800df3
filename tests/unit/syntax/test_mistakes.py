"""What is said of a mistake: the user's words, what is expected instead, the word that was meant."""

import pytest

from sladsl.diagnostics import Diagnostic
from tests.unit.syntax.trees import read


def mistake(text: str) -> Diagnostic:
    """The one mistake of a text."""
    (found,) = read(text).diagnostics
    return found


def said_of(promise: str) -> tuple[Diagnostic, str]:
    """The mistake of a sentence, and the words it underlines."""
    text = f"clause C: {promise}"
    found = mistake(text)
    assert found.span is not None
    return found, text[found.span.start : found.span.end]


def test_the_users_words_are_cited_and_what_is_expected_is_listed() -> None:
    found = mistake("calendar hours: open Monday till Friday 08:00 to 17:00.")
    assert found.code == "E0101"
    assert found.headline == "`till` does not fit here"
    assert found.label == "expected `,`, a time (08:00), `and`, `from` or `to`"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("calendar hours: opne Monday 08:00 to 17:00.", "open"),
        ("calender hours: open always.", "calendar"),
        ("calendar hours: open Mondey 08:00 to 17:00.", "Monday"),
        ("agreement A: in forse from 2026-01-01.", "force"),
    ],
)
def test_a_misspelt_key_word(text: str, meant: str) -> None:
    assert mistake(text).help.casefold() == f"did you mean `{meant}`?".casefold()


@pytest.mark.parametrize(
    ("promise", "slip", "meant"),
    [
        ("Every incident shal be resolved within 4 hours.", "shal", "shall"),
        ("Every incident shall be resolved wihtin 4 hours.", "wihtin", "within"),
        ("Every incident must be resolved within 4 hours.", "must", "shall"),
        ("Every service request should be fulfilled within 4 hours.", "should", "shall"),
        ("Every incident shall be resolved in 4 hours.", "in", "within"),
    ],
)
def test_a_key_word_mistaken_and_swallowed_by_a_name(promise: str, slip: str, meant: str) -> None:
    found, words = said_of(promise)
    assert (words, found.headline) == (slip, f"`{slip}` does not fit here")
    assert found.help == f"did you mean `{meant}`?"
    text = f"clause C: {promise}"
    # only there the sentence stops making sense
    assert [text[label.span.start : label.span.end] for label in found.others] == ["4"]


@pytest.mark.parametrize(
    ("promise", "slip", "meant", "stops"),
    [
        ("Evry incident shall be resolved within 4 hours.", "Evry", "every", "within"),
        ("Evry incident where site is A shall be resolved by the end of the day.", "Evry", "every", "by"),
        ("Ther shall be at most 3 outages of Email per month.", "Ther", "there", "3"),
        ("Email shall be up at least 99% of the time per month.", "at least", "for at least", "99%"),
        ("Email shall be down at most 1% of the time per month.", "at most", "for at most", "1%"),
    ],
)
def test_a_sentence_taken_for_one_about_a_service(promise: str, slip: str, meant: str, stops: str) -> None:
    found, words = said_of(promise)
    assert (words, found.help) == (slip, f"did you mean `{meant}`?")
    text = f"clause C: {promise}"
    assert [text[label.span.start : label.span.end] for label in found.others] == [stops]


@pytest.mark.parametrize(
    ("promise", "words", "name", "help_"),
    [
        ("Incidents shall be resolved within 4 hours.", "within", "Incidents", "begins with `every`"),
        ("All the orders where a is b shall be sent by 9.", "by", "All the orders", "begins with `every`"),
        (
            "The uptime of Email shall be at least 99% per month.",
            "99%",
            "The uptime of Email",
            "how it is measured",
        ),
    ],
)
def test_what_no_service_can_be_promised_to_be(promise: str, words: str, name: str, help_: str) -> None:
    found, underlined = said_of(promise)
    assert underlined == words
    assert help_ in found.help
    text = f"clause C: {promise}"
    (label,) = found.others
    assert (text[label.span.start : label.span.end], label.text) == (name, "read as the name of a service")


def test_a_share_of_time_without_its_key_words() -> None:
    found, underlined = said_of("Email shall be up 99.9% of the time per month.")
    assert (underlined, found.help) == ("99.9%", "write `for at least 99.9%`, or `for at most 99.9%`")


@pytest.mark.parametrize(
    ("text", "words", "help_"),
    [
        ("within four hours", "four", "write numbers in digits: `4`"),
        ("within fifteen minutes", "fifteen", "write numbers in digits: `15`"),
        ("within 30 min", "min", "did you mean `minutes`?"),
        ("within 4h", "4h", "write `4 hours`"),
        ("within 90sec", "90sec", "write `90 seconds`"),
        ("within 1 day, for at least 95 percent of cases per week", "95", "write `95%`"),
        ("within 1 day, for at least 99.5 per cent of cases per week", "99.5", "write `99.5%`"),
    ],
)
def test_a_usual_way_to_write_it(text: str, words: str, help_: str) -> None:
    found, underlined = said_of(f"Every incident shall be resolved {text}.")
    assert (found.code, underlined, found.help) == ("E0101", words, help_)


@pytest.mark.parametrize(
    ("sentence", "words", "help_"),
    [
        ("open Monday to Friday 8.00 to 17.00.", "8.00", "a time is written `08:00`"),
        ("open Monday to Friday 8h30 to 17h00.", "8h30", "a time is written `08:30`"),
        ("open Monday-Friday 08:00 to 17:00.", "Monday-Friday", "write `Monday to Friday`"),
        ("closed on 25.12.2026.", "25.12.2026", "a date is written year first: `2026-03-31`"),
        ("closed on 12/25/2026.", "12/25/2026", "a date is written year first: `2026-03-31`"),
    ],
)
def test_a_usual_way_to_write_hours_and_dates(sentence: str, words: str, help_: str) -> None:
    text = f"calendar c: {sentence}"
    found = mistake(text)
    assert found.span is not None
    assert (found.code, text[found.span.start : found.span.end], found.help) == ("E0101", words, help_)


def test_a_key_word_in_a_name() -> None:
    found, words = said_of("Every incident shall be resolved within 4 hours, counting hours and more.")
    assert words == "and"
    assert found.notes == (
        "a name that contains a key word can be put in back-quotes, a value in quotation marks",
    )


def test_a_character_of_no_word() -> None:
    found, words = said_of("Every incident shall be resolved within 4 hours; counting always.")
    assert (found.code, found.headline, words) == ("E0107", "`;` is not a character of the language", ";")


@pytest.mark.parametrize("mark", ['"', "“", "`"])
def test_a_quoted_text_that_is_not_closed(mark: str) -> None:
    text = f"clause C {mark}Repairs:\n  Every incident shall be resolved within 4 hours."
    found = mistake(text)
    assert found.code == "E0104"
    assert found.span is not None
    assert text[found.span.start : found.span.end] == f"{mark}Repairs:"


def test_or_before_and() -> None:
    found, words = said_of("Every x where a is P1 or P2 and b is Q shall be done within 1 hour.")
    assert (found.code, words) == ("E0106", "and")


def test_a_very_long_word_is_cited_in_part() -> None:
    found = mistake("w" * 100_000)
    assert found.headline == f"`{'w' * 59}…` does not fit here"
    assert found.span is not None
    assert (found.span.start, found.span.end) == (0, 100_000)


@pytest.mark.parametrize(
    ("number", "label", "help_"),
    [
        ("2,5", "the decimal sign is a point", "write `2.5`"),
        ("99,95", "the decimal sign is a point", "write `99.95`"),
        ("0,500", "the decimal sign is a point", "write `0.5`"),  # thousands do not begin with a nought
        ("1500,25", "the decimal sign is a point", "write `1500.25`"),
        ("1.234,56", "the decimal sign is a point", "write `1 234.56`"),
        ("12 000,50", "the decimal sign is a point", "write `12 000.5`"),
        ("1,234,567", "thousands are grouped by a space", "write `1 234 567` or `1234567`"),
        ("1,234.50", "thousands are grouped by a space", "write `1 234.50` or `1234.50`"),
        # twelve thousand, or twelve
        (
            "12,000",
            "thousands, or a decimal sign?",
            "write `12 000` or `12000` if it groups thousands, `12` if it is the decimal sign",
        ),
        (
            "1,500",
            "thousands, or a decimal sign?",
            "write `1 500` or `1500` if it groups thousands, `1.5` if it is the decimal sign",
        ),
        ("1,2,3", "", "the decimal sign is a point; thousands are grouped by a space or not at all"),
    ],
)
def test_a_number_with_a_comma(number: str, label: str, help_: str) -> None:
    found, words = said_of(f"Every incident shall be resolved within {number} hours.")
    assert (found.code, words) == ("E0103", number)
    assert (found.label, found.help) == (label, help_)
    assert found.headline == f"a number is written with a comma: `{number}`"


def test_a_share_with_a_comma() -> None:
    found, words = said_of(
        "Every x shall be done within 1 hour, for at least 99,9% of cases per calendar month."
    )
    assert (found.code, words, found.help) == ("E0103", "99,9", "write `99.9`")


def test_a_list_of_numbers_is_no_number() -> None:
    assert read("subject x: has level, one of 1,2,3. has events made.").diagnostics == ()


@pytest.mark.parametrize("text", ["calendar c: open Monday 08:00,09:00.", "calendar c: closed 2026-01-01,5."])
def test_times_and_dates_with_a_comma_are_no_numbers(text: str) -> None:
    assert mistake(text).code == "E0101"
