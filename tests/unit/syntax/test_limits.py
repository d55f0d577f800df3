"""Texts of strangers: whatever comes, a diagnostic in bounded time and no exception."""

import time
import unicodedata

import pytest

from sladsl.compile import check_text
from sladsl.diagnostics import Diagnostic
from sladsl.syntax import tree
from sladsl.syntax.limits import MAX_CHARACTERS, MAX_DIGITS, MAX_PARENTHESES
from tests.unit.syntax.trees import S, n, only, read

LONGEST = 20  # seconds of the processor, however many others want it; the texts below take a tenth of it
AGREEMENT = (
    "use itil.\nagreement A:\n  is a customer SLA.\n  between X as provider and Y as customer.\n"
    "  in force from 2026-01-01 to 2026-12-31.\n  time zone Europe/Athens.\n"
)


def promise(words: str = "", within: str = "4 hours") -> str:
    return (
        f"{AGREEMENT}clause C: Every incident {words} shall be resolved within {within}, counting always.\n"
    )


def nested(depth: int) -> str:
    return promise("where " + "(" * depth + "priority is P1" + ")" * depth)


def chain(length: int) -> str:
    """Calendars that are each the next one."""
    links = "".join(f"calendar c{i} is c{i + 1}.\n" for i in range(length))
    return f"{links}calendar c{length}: open always.\n"


def in_time(text: str) -> list[Diagnostic]:
    """What is found, and soon."""
    begin = time.process_time()
    found = check_text(text)
    assert time.process_time() - begin < LONGEST
    return found


REFUSED = {
    "10,000 parentheses": (nested(10_000), "E0105"),
    "one parenthesis too many": (nested(MAX_PARENTHESES + 1), "E0105"),
    "parentheses that nobody closes": (promise("where " + "(" * 10_000), "E0105"),
    "negations": (promise("where " + "not (" * 10_000 + "priority is P1" + ")" * 10_000), "E0105"),
    "calendars in parentheses": (f"calendar c is {'(' * 5_000}always{')' * 5_000}.", "E0105"),
    "a line of 10 MB": ("x" * 10_000_000, "E0105"),
    "a file of 10 MB": ("use itil.\n" * 1_000_000, "E0105"),
    "one word": ("x" * (MAX_CHARACTERS - 1), "E0101"),
    "one line of words": ("x " * 1_000_000, "E0101"),
    "open quotation marks": ("“" * 300_000, "E0104"),
    "open quotation marks in a sentence": (promise("“" * 300_000), "E0104"),
    "quotation marks": ('"' * 1_000_001, "E0101"),
    "commas in numbers": ("1," * 500_000, "E0103"),
    "a number of 400,000 digits": (promise(within="9" * 400_000 + " hours"), "E0105"),
    "a fraction of 400,000 digits": (promise(within="0." + "9" * 400_000 + " hours"), "E0105"),
    "a number of 1,000 digits": (promise(within="9" * MAX_DIGITS + " hours"), "E0311"),
    "so many working days": (promise(within="9" * MAX_DIGITS + " working days"), "E0311"),
    "a chain of calendars": (chain(2_000), "E0105"),
    "a calendar of a thousand million parts": (
        "".join(f"calendar c{i} is c{i + 1} or c{i + 1}.\n" for i in range(30))
        + "calendar c30: open always.\n",
        "E0105",
    ),
    "a calendar except 5,000 others": ("calendar c is weekdays" + " except weekends" * 5_000 + ".", "E0105"),
    "dates of 10,000 years": (
        "calendar c:\n" + "  open 1950-01-01 to 2000-01-01 08:00 to 09:00.\n" * 200,
        "E0403",
    ),
    "a zero byte": ("clause \0:", "E0107"),
    "bytes": (bytes(range(256)).decode("latin-1") * 1_000, "E0107"),
    "a lone surrogate": ("agreement \ud800:", "E0107"),
    "a lone surrogate in a title": (f'{AGREEMENT}clause C "\udcff":', "E0107"),
    "a lone surrogate in a comment": ("# \udfff\n", "E0107"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_soon(name: str) -> None:
    text, code = REFUSED[name]
    found = in_time(text)
    assert found
    assert found[0].code == code
    assert len(found) <= 2_000


READ = {
    "fifty parentheses": nested(MAX_PARENTHESES),
    "fifty negations": promise(
        "where " + "not (" * MAX_PARENTHESES + "priority is P1" + ")" * MAX_PARENTHESES
    ),
    "a condition of 5,000 parts": promise("where " + " and ".join(["priority is P1"] * 5_000)),
    "a choice of 5,000 parts": promise("where " + " or ".join(["priority is P1"] * 5_000)),
    "a list of 5,000 values": promise("where priority is one of " + ", ".join(["P1"] * 5_000)),
    "5,000 values after `or`": promise("where priority is P1" + " or P2" * 5_000),
    "500 clauses": AGREEMENT
    + "".join(f"clause C{i}: Every incident shall be resolved within 1 day.\n" for i in range(500)),
    "fifty calendars in a chain": chain(50),
    "a calendar of 900": "calendar c is weekdays" + " or weekends" * 900 + ".",
    "parentheses in comments and titles": "# (((\n" * 60 + f'use "{"(" * 60}".',
    "parentheses of many sentences": "".join(f"calendar c{i} is (always).\n" for i in range(60)),
    "a byte order mark": "\ufeffuse itil.\r\n",
}


@pytest.mark.parametrize("name", READ)
def test_read_soon(name: str) -> None:
    assert {found.code for found in in_time(READ[name])} <= {"E0201"}


def test_parentheses_left_open_do_not_add_up_over_sentences() -> None:
    found = read("calendar c is (always.\n" * 60).diagnostics
    assert {each.code for each in found} == {"E0101"}
    assert len(found) == 25


def test_a_word_processors_file() -> None:
    (found,) = check_text("PK\x03\x04\0\0\x08")
    assert found.headline == "the file holds U+0000, which is no character of a text"


def test_decomposed_letters_are_the_same_name() -> None:
    word = "ώρες γραφείου"
    decomposed = unicodedata.normalize("NFD", word)
    assert decomposed != word
    written = only(f"calendar {decomposed}: open always.")
    assert isinstance(written, tree.Calendar)
    assert written.name.text == word
    clause = "clause C: Every incident shall be resolved within 1 hour, counting {}.\n"
    declared = f"calendar {decomposed}: open Monday 08:00 to 17:00.\n"
    assert check_text(AGREEMENT + declared + clause.format(word)) == []
    assert check_text(AGREEMENT + declared + clause.format("ΏΡΕΣ ΓΡΑΦΕΊΟΥ")) == []


def test_mixed_alphabets_in_a_name() -> None:
    (found,) = check_text(AGREEMENT + "clause Ρ1-LATE: Every incident shall be resolved within 1 day.\n")
    assert found.code == "E0210"  # a Greek capital rho
    assert check_text(AGREEMENT + "clause P1-LATE: Every incident shall be resolved within 1 day.\n") == []


@pytest.mark.parametrize("number", ["৪", "٤", "４", "²", "④", "Ⅳ"])
def test_digits_of_other_alphabets_are_no_numbers(number: str) -> None:
    (found,) = check_text(
        promise(within=f"{number} hours")
    )  # the first is a Bengali four that looks like an 8
    assert found.code in ("E0101", "E0107")
    assert number in found.headline


def test_a_name_of_many_kinds_of_letter() -> None:
    written = only("calendar Île-de-France naïve 営業時間 часы: open always.")
    assert isinstance(written, tree.Calendar)
    assert written == tree.Calendar(
        n("Île-de-France naïve 営業時間 часы"), (tree.Open(None, (), span=S),), span=S
    )
