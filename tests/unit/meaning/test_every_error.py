"""Each thing that the passes of the meaning can say is said of some text, with its code and its place."""

import inspect
from types import ModuleType
from typing import Any

import pytest

from sladsl.compile import STANDARD, check_text, compile_texts
from sladsl.diagnostics import Diagnostic
from sladsl.meaning import (
    Library,
    budget_errors,
    calendar_errors,
    catalogue_errors,
    clause_errors,
    difference_errors,
    enough_errors,
    example_errors,
    exclusion_errors,
    follower_errors,
    level_errors,
    meant_errors,
    name_errors,
    party_errors,
    plan_errors,
    reading_share_errors,
    requirement_errors,
    table_errors,
    version_errors,
    vocabulary_errors,
)
from sladsl.source import SourceText
from tests.unit.meaning.programs import AGREEMENT, ORDERS
from tests.unit.meaning.said_of_levels import SAID_OF_LEVELS
from tests.unit.meaning.said_of_measures import SAID_OF_MEASURES
from tests.unit.meaning.said_of_plans import SAID_OF_PLANS
from tests.unit.meaning.said_of_requirements import SAID_OF_REQUIREMENTS
from tests.unit.meaning.said_of_tables import SAID_OF_TABLES
from tests.unit.meaning.said_of_versions import SAID_OF_VERSIONS

MODULES = (
    budget_errors,
    calendar_errors,
    catalogue_errors,
    clause_errors,
    difference_errors,
    enough_errors,
    example_errors,
    exclusion_errors,
    follower_errors,
    level_errors,
    meant_errors,
    name_errors,
    plan_errors,
    party_errors,
    reading_share_errors,
    requirement_errors,
    table_errors,
    version_errors,
    vocabulary_errors,
)
HOURS = "calendar hours: open Monday to Friday 08:00 to 17:00."
FIX = "clause FIX: Every incident shall be resolved within 4 hours, counting always"
HEAVY = "clause HEAVY: Every order where {} shall be delivered within 1 day."
LOG = 'source log of incident: each row is an event. the case is column "c". the time is column "t". times are ISO 8601.'

KEPT = LOG.replace(": each", ": the log is kept by Others. each") + ' the event is column "e".'


def heavy(condition: str) -> str:
    return ORDERS + HEAVY.format(condition)


# what is said, its code, the text below the agreement, the words it underlines
SAID = [
    ("no_such_date", "E0401", "calendar c: open 2026-02-29 08:00 to 09:00.", "2026-02-29"),
    ("unknown_service", "E1201", "service Mail needs Power.", "Power"),
    ("needs_itself", "E1202", "service Mail needs mail.", "mail"),
    ("not_so_many", "E1203", "service Chat. service Mail needs 2 of (Chat).", "2"),
    ("group_has_itself", "E1253", "service group Mail has mail.", "mail"),
    ("empty_group", "E1254", "service group Mail: offered to all customers.", "Mail"),
    ("needed_twice", "E1204", "service Chat. service Mail needs Chat and chat.", "chat"),
    (
        "unknown_role",
        "E1205",
        "role Director is Maria Pappa. " + FIX + ". Escalate to the Boss on breach.",
        "Boss",
    ),
    ("unknown_party", "E1206", "role Director, of Nobody at All.", "Nobody at All"),
    (
        "no_state_to_declare",
        "E1207",
        "only the Director may declare war.",
        "war",
    ),
    (
        "escalates_windows_without",
        "E1208",
        FIX + ". Escalate to the Boss on a missed window.",
        "Escalate to the Boss on a missed window.",
    ),
    (
        "records_not_kept",
        "E1209",
        "is judged by the records of the customer. " + FIX + ". " + KEPT,
        "customer",
    ),
    ("no_such_code", "E1250", 'W0311 is meant, because "so". ', "W0311"),
    ("cannot_be_meant", "E1251", 'E0401 is meant, because "so". ', "E0401"),
    ("no_reason", "E1252", 'W0401 of FIX is meant, because "". ' + FIX + ".", '""'),
    ("no_such_time", "E0402", "calendar c: open Monday 08:00 to 24:01.", "24:01"),
    ("empty_hours", "E0403", "calendar c: open Monday 08:00 to 08:00.", "08:00 to 08:00"),
    (
        "hours_overlap",
        "E0403",
        "calendar c: open Monday 08:00 to 12:00, 11:59 to 13:00.",
        "11:59 to 13:00",
    ),
    (
        "dates_reversed",
        "E0403",
        "calendar c: open 2026-02-02 to 2026-02-01 08:00 to 09:00.",
        "2026-02-02 to 2026-02-01",
    ),
    ("never_opens", "E0404", "calendar island time: closed on Sunday.", "island time"),
    ("made_of_too_many", "E0105", "calendar c is always" + " or always" * 1_000 + ".", "c"),
    ("wrong_type", "E0301", heavy("weight is heavy"), "heavy"),
    ("wrong_unit", "E0301", heavy("weight is above 12 lb"), "12 lb"),
    ("not_a_word", "E0301", "subject s: has f, one of Gold, 2 hours. has events made.", "2 hours"),
    ("not_among_values", "E0302", heavy("level is Glod"), "Glod"),
    ("cannot_be_ordered", "E0303", heavy("level is above Silver"), "level is above Silver"),
    ("one_value_only", "E0303", heavy("pieces is above 3 or 4"), "pieces is above 3 or 4"),
    (
        "days_on_a_calendar",
        "E0304",
        "clause C: Every incident shall be resolved within 2 days, counting office hours.",
        "2 days",
    ),
    ("share_out_of_range", "E0305", FIX + ", for at least 100.5% of incidents per calendar month.", "100.5%"),
    (
        "no_calendar_named",
        "E0306",
        "clause C: Every incident shall be resolved within 4 hours.",
        "within 4 hours",
    ),
    (
        "not_a_date_field",
        "E0308",
        "clause C: Every incident shall be resolved by the end of the site.",
        "site",
    ),
    (
        "pause_cannot_move_a_date",
        "E0309",
        ORDERS
        + "state away of order: from placed until delivered."
        + "clause C: Every order shall be delivered by the end of the due day, paused while away.",
        "paused while away",
    ),
    (
        "units_mixed",
        "E0311",
        "clause C: Every incident shall be resolved within 1 day 4 hours, counting always.",
        "1 day 4 hours",
    ),
    (
        "not_an_exact_length",
        "E0311",
        heavy("effort is above 3 hours").replace("3 hours", "3 hours")
        + 'example "e" of HEAVY: 2026-03-02 10:00 O-1 placed. Then O-1 is met after 2 months.',
        "2 months",
    ),
    (
        "not_whole",
        "E0311",
        "clause C: Every incident shall be resolved within 1.5 working days, counting always.",
        "1.5 working days",
    ),
    (
        "length_out_of_range",
        "E0311",
        "clause C: Every incident shall be resolved within 0.0001 ms, counting always.",
        "0.0001 ms",
    ),
    ("share_of_other_things", "E0312", FIX + ", for at least 90% of orders per calendar month.", "orders"),
    (
        "no_time_at_all",
        "E0313",
        "clause C: Every incident shall be resolved within 0 minutes, counting always.",
        "0 minutes",
    ),
    (
        "window_out_of_range",
        "E0314",
        FIX + ", for at least 90% of cases per rolling 0 days.",
        "rolling 0 days",
    ),
    ("contract_window", "E0314", FIX + ", for at least 90% of cases per contract week.", "contract week"),
    ("clause_without_promise", "E0501", "clause QUIET: Warn Director at 50%.", "QUIET"),
    (
        "two_promises",
        "E0502",
        f"{FIX}. Every incident shall be closed within 1 day.",
        "Every incident shall be closed within 1 day.",
    ),
    ("warning_out_of_range", "E0505", f"{FIX}. Warn Director at 100%.", "100%"),
    ("unknown_module", "E0201", "use itli.", "itli"),
    (
        "unknown_calendar",
        "E0202",
        "clause C: Every incident shall be resolved within 1 hour, counting ofice hours.",
        "ofice hours",
    ),
    ("unknown_subject", "E0203", "clause C: Every incidnet shall be resolved within 1 day.", "incidnet"),
    ("unknown_state", "E0204", FIX + ", paused while on hold.", "on hold"),
    ("unknown_verb", "E0205", "clause C: Every incident shall be mended within 1 day.", "mended"),
    (
        "unknown_field",
        "E0206",
        "clause C: Every incident where prioritty is P1 shall be resolved within 1 day.",
        "prioritty",
    ),
    ("unknown_event", "E0207", "state s of incident: from parked until resolved.", "parked"),
    (
        "unknown_clause",
        "E0208",
        f'{FIX}. example "e" of FIXX: 2026-03-02 10:00 I opened. Then I is running.',
        "FIXX",
    ),
    (
        "example_of_no_case",
        "E0208",
        "clause N: There shall be at most 2 incidents per calendar month. "
        'example "e" of N: 2026-03-02 10:00 I opened. Then I is met.',
        "N",
    ),
    ("declared_twice", "E0209", f"{HOURS} {HOURS.replace('hours', 'Hours', 1)}", "Hours"),
    ("mixed_alphabets", "E0210", "clause Ρ1-LATE: Every incident shall be resolved within 1 day.", "Ρ1-LATE"),
    ("calendar_circle", "E0211", "calendar x is x or always.", "x"),
    ("unknown_zone", "E0213", "calendar c: open always. time zone Europe/Athns.", "Europe/Athns"),
    ("unknown_holidays", "E0214", "calendar c: open always. closed on public holidays of Grece.", "Grece"),
    (
        "of_another_subject",
        "E0310",
        FIX + ", paused while waiting for requester.",
        "waiting for requester",
    ),
    ("said_twice", "E0307", FIX + ", counting office hours.", "counting office hours"),
    ("subject_without_events", "E0506", "subject idea: has note.", "idea"),
    ("state_without_events", "E0507", "state s of incident:", "s"),
    ("begins_and_ends", "E0507", "state s of incident: from held until held.", "held"),
    ("clock_cannot", "E0503", "clock k of incident: starts when opened.", "k"),
    ("event_moves_twice", "E0504", "clock k of incident: starts when opened. stops when opened.", "opened"),
    ("source_lacks", "E0701", LOG, "log"),
    (
        "sentence_for_other_rows",
        "E0702",
        'source log of incident: each row is a case. the case is column "c". times are ISO 8601.'
        ' event opened is at column "o". "New" means opened.',
        '"New" means opened.',
    ),
    (
        "no_windows",
        "E0314",
        f"{FIX}, windows without data are kept.",
        "windows without data are kept",
    ),
    (
        "unit_of_no_length",
        "E0702",
        f'{LOG} the event is column "e". "New" means opened. field site is column "s", in ms.',
        ", in ms",
    ),
    (
        "separator_too_long",
        "E0702",
        f'{LOG} the event is column "e". "New" means opened. columns are separated by ";;".',
        '";;"',
    ),
    (
        "means_two_things",
        "E0703",
        f'{LOG} the event is column "e". "New" means opened. "new" means closed.',
        '"new"',
    ),
    (
        "example_expects_nothing",
        "E0801",
        f'{FIX}. example "idle" of FIX: 2026-03-02 10:00 I opened.',
        '"idle"',
    ),
    *SAID_OF_LEVELS,
    *SAID_OF_MEASURES,
    *SAID_OF_PLANS,
    *SAID_OF_REQUIREMENTS,
    *SAID_OF_TABLES,
    *SAID_OF_VERSIONS,
]
# those that a text below a good agreement cannot bring about
ELSEWHERE = {
    "holidays_outrun": (
        "W0401",
        AGREEMENT.replace("2026-12-31", "2198-12-31")
        + "calendar c: open Monday 08:00 to 09:00. closed on public holidays of Greece.",
    ),
    "ends_before_begins": ("E0405", AGREEMENT.replace("2026-12-31", "2025-12-31")),
    "agreement_lacks": ("E0406", AGREEMENT.replace("  time zone Europe/Athens.\n", "")),
    "two_of_one_role": ("E0406", AGREEMENT.replace("as customer", "as provider")),
    "outside_an_agreement": ("E0212", f"use itil. {FIX}."),
}
BY_FILES = {"too_many_files"}
NOT_SAYINGS = {"listed", "type_of"}


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Diagnostic]]:
    """What each function of the modules answered while the test ran."""
    answers: dict[str, list[Diagnostic]] = {}

    def watched(module: ModuleType, name: str) -> None:
        function = getattr(module, name)

        def noted(*arguments: Any, **named: Any) -> Diagnostic:
            answer: Diagnostic = function(*arguments, **named)
            answers.setdefault(name, []).append(answer)
            return answer

        monkeypatch.setattr(module, name, noted)

    for module in MODULES:
        for name in sayings(module):
            watched(module, name)
    return answers


def sayings(module: ModuleType) -> list[str]:
    """The public functions of a module of errors."""
    own = inspect.getmembers(module, inspect.isfunction)
    return [
        name
        for name, function in own
        if function.__module__ == module.__name__ and not name.startswith("_") and name not in NOT_SAYINGS
    ]


def test_every_function_has_a_text() -> None:
    known = {name for module in MODULES for name in sayings(module)}
    assert {name for name, *_ in SAID} | ELSEWHERE.keys() | BY_FILES == known


@pytest.mark.parametrize(("name", "code", "text", "words"), SAID, ids=[name for name, *_ in SAID])
def test_it_is_said(spy: dict[str, list[Diagnostic]], name: str, code: str, text: str, words: str) -> None:
    program = AGREEMENT + text
    found = check_text(program)
    assert [each.code for each in found] == [code]
    (diagnostic,) = found
    assert diagnostic in spy[name]
    assert diagnostic.span is not None
    assert program[diagnostic.span.start : diagnostic.span.end] == words


@pytest.mark.parametrize("name", ELSEWHERE)
def test_it_is_said_of_an_agreement(spy: dict[str, list[Diagnostic]], name: str) -> None:
    code, text = ELSEWHERE[name]
    found = check_text(text)
    assert [each.code for each in found] == [code]
    assert found[0] in spy[name]


def test_it_is_said_of_files(spy: dict[str, list[Diagnostic]]) -> None:
    def next_file(path: str, user: str) -> SourceText:
        return SourceText.of(path, f'use "{int(path) + 1}".')

    library = Library(STANDARD.names, STANDARD.standard, next_file)
    (found,) = compile_texts([SourceText.of("0", 'use "1".')], library).diagnostics
    assert found.code == "E0105"
    assert found in spy["too_many_files"]


def test_headlines_and_help_are_whole() -> None:
    for _, _, text, _ in SAID:
        for found in check_text(AGREEMENT + text):
            for said in (found.headline, found.label, found.help, *found.notes):
                assert "{" not in said
                assert "None" not in said
                assert said.count("`") % 2 == 0
                assert not found.headline.endswith(".")
