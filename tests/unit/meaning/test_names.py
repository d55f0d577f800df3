"""Which declaration a name means: modules, files, shadowing, forms."""

import pytest

from sladsl.compile import STANDARD, Compiled, compile_texts
from sladsl.meaning import Library
from sladsl.source import SourceText
from sladsl.worktime.rules import Weekly
from tests.unit.meaning.programs import AGREEMENT, codes, policy_of

FIX = "clause FIX: Every incident shall be resolved within 4 hours, counting {}."
NINE_TO_TEN = "calendar office hours: open Monday 09:00 to 10:00."


def program(files: dict[str, str], *given: str) -> Compiled:
    """Compile the files `given`, which use the others."""

    def file(path: str, user: str) -> SourceText | None:
        return SourceText.of(path, files[path]) if path in files else None

    library = Library(STANDARD.names, STANDARD.standard, file)
    return compile_texts([SourceText.of(name, files[name]) for name in given], library)


def monday(compiled: Compiled, calendar: str = "office hours") -> list[tuple[int, int]]:
    """The hours of Monday, in hours of the day."""
    rule = compiled.or_raise().calendars[calendar].rule
    assert isinstance(rule, Weekly)
    return [(each.opens // 3600, each.closes // 3600) for each in rule.week[0]]


def test_a_module_is_seen_only_by_who_uses_it() -> None:
    assert codes(AGREEMENT.replace("use itil.\n", "") + FIX.format("always")) == ["E0203"]
    assert codes(AGREEMENT.replace("use calendars.\n", "") + FIX.format("office hours")) == ["E0202"]


def test_the_prelude_is_used_by_everyone() -> None:
    assert codes("calendar both is weekdays or weekends.") == []


def test_ones_own_calendar_shadows_a_modules() -> None:
    compiled = program({"a.sla": AGREEMENT + NINE_TO_TEN + FIX.format("office hours")}, "a.sla")
    assert monday(compiled) == [(9, 10)]


def test_a_calendar_may_be_made_of_the_one_it_shadows() -> None:
    policy = policy_of("calendar office hours is office hours except Friday." + FIX.format("office hours"))
    assert "except" in type(policy.calendars["office hours"].rule).__name__.casefold()


def test_of_two_used_files_the_last_is_nearest() -> None:
    late = NINE_TO_TEN.replace("09:00 to 10:00", "20:00 to 21:00")
    text = AGREEMENT + FIX.format("office hours")
    uses = text.replace("use calendars.", 'use "early.sla". use "late.sla".')
    assert monday(program({"a": uses, "early.sla": NINE_TO_TEN, "late.sla": late}, "a")) == [(20, 21)]


def test_what_a_used_file_uses_is_not_passed_on() -> None:
    files = {
        "a": AGREEMENT.replace("use calendars.", 'use "b".') + FIX.format("office hours"),
        "b": "use calendars.",
    }
    assert [found.code for found in program(files, "a").diagnostics] == ["E0202"]


def test_files_may_use_each_other() -> None:
    files = {
        "a": 'use "b". calendar one: open always.\n' + AGREEMENT + FIX.format("two"),
        "b": 'use "a". calendar two is one.',
    }
    assert program(files, "a").diagnostics == ()


def test_a_file_that_is_not_there() -> None:
    (found,) = program({"a": 'use "b".'}, "a").diagnostics
    assert (found.code, found.headline) == ("E0201", "file `b` cannot be read")


def test_a_mistake_in_a_used_file_is_told_there() -> None:
    compiled = program({"a": 'use "b".', "b": "calendar c: open Monday 25:00 to 26:00."}, "a")
    assert compiled.policy is None
    assert {found.span.file for found in compiled.diagnostics if found.span} == {"b"}


def test_a_module_is_named_in_capitals_too() -> None:
    assert codes("use ITIL. use Calendars.") == []


@pytest.mark.parametrize("name", ["Office Hours", "OFFICE  hours", "office\nhours", "`office hours`"])
def test_names_compare_without_capitals_and_blanks(name: str) -> None:
    assert policy_of(FIX.format(name)).clauses[0].calendar == "office hours"


@pytest.mark.parametrize("form", ["incident", "incidents", "ticket", "Tickets"])
def test_a_subject_goes_by_its_forms(form: str) -> None:
    text = f"clause FIX: Every {form} shall be resolved within 1 day, for at least 5% of {form} per calendar day."
    assert policy_of(text).clauses[0].subject == "incident"


def test_a_form_of_two_subjects() -> None:
    text = "subject a, also thing: has events made. subject b, also thing: has events made."
    assert codes(text) == ["E0209"]


def test_a_subject_is_declared_once_in_a_program() -> None:
    files = {"a": 'use "b". subject Order: has events made.', "b": "subject order: has events made."}
    (found,) = program(files, "a").diagnostics
    assert (found.code, found.span and found.span.file) == ("E0209", "a")


def test_states_of_two_subjects_may_share_a_name() -> None:
    text = "".join(
        f"subject {name}: has events made, kept. state held of {name}: from made until kept.\n"
        for name in "xy"
    )
    assert codes(text) == []


def test_clauses_of_two_agreements_may_share_a_name() -> None:
    text = FIX.format("always")
    other = AGREEMENT.replace("use itil.\nuse calendars.\n", "").replace("DESK", "LINE")
    assert [clause.agreement for clause in policy_of(text + "\n" + other + text).clauses] == ["DESK", "LINE"]
    assert codes(AGREEMENT + text + text.replace("FIX", "Fix")) == ["E0209"]


def test_an_example_shows_a_clause_of_its_own_agreement_wherever_it_stands() -> None:
    example = 'example "e" of fix: 2026-03-02 10:00 I-1 opened. Then I-1 is running.\n'
    (shown,) = policy_of(example + FIX.format("always")).examples
    assert (shown.agreement, shown.clause) == ("DESK", "FIX")


def test_a_source_of_a_used_file_belongs_to_the_program() -> None:
    log = (
        'use itil. source log of incident: each row is an event. the case is column "c". the time is column "t".'
        ' the event is column "e". times are ISO 8601.'
    )
    files = {"a": 'use "b".\n' + AGREEMENT + FIX.format("always"), "b": log}
    assert [source.name for source in program(files, "a").or_raise().sources] == ["log"]


def test_a_clause_of_a_used_file_stands_under_no_agreement() -> None:
    files = {"a": 'use "b".\n' + AGREEMENT, "b": "use itil. " + FIX.format("always")}
    assert [found.code for found in program(files, "a").diagnostics] == ["E0212"]


def test_hours_that_nothing_counts_are_no_part_of_the_policy() -> None:
    holidays = "calendar c: open Monday 08:00 to 09:00. closed on public holidays of Greece."
    compiled = program({"a": 'use "b".', "b": holidays}, "a")
    assert compiled.diagnostics == ()
    assert (compiled.or_raise().calendars, compiled.or_raise().holidays) == ({}, ())
