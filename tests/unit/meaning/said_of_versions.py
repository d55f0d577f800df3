"""What the passes say of versions: the function, the code, a text below the agreement, the words it underlines."""

FIX = "clause FIX: Every incident shall be resolved within 4 hours, counting always. Warn Lead at 75% of the time.\n"
A1 = "amendment A1 of DESK makes version 1.1 in force from 2026-07-01:\n"
AGAIN = """agreement DESK:
  is a customer SLA, version 2.0.
  between Hellas IT as provider and Acme SA as customer.
  in force from 2027-01-01 to 2027-12-31.
  time zone Europe/Athens.
"""
EARLY = AGAIN.replace("2027-01-01", "2026-07-01")

SAID_OF_VERSIONS = [
    ("amends_nothing", "E1100", FIX + A1.replace("DESK", "DISK"), "DISK"),
    ("on_one_day", "E1101", FIX + A1 + A1.replace("A1", "A2").replace("1.1", "1.2"), "2026-07-01"),
    ("texts_overlap", "E1101", FIX + EARLY + FIX, "2026-07-01"),
    (
        "replaces_another_version",
        "E1101",
        FIX + EARLY + "replaces version 1.5." + FIX,
        "replaces version 1.5.",
    ),
    ("gap_between", "E1102", FIX + AGAIN.replace("2027-01-01", "2027-01-02") + FIX, "2027-01-02"),
    ("version_goes_back", "E1103", FIX + A1.replace("1.1", "1"), "1"),
    ("clause_in_an_amendment", "E1104", A1 + FIX, "FIX"),
    ("change_in_an_agreement", "E1104", FIX + "removes clause FIX.", "FIX"),
    ("change_in_an_agreement", "E1104", FIX + "in clause FIX, 4 hours becomes 2 hours.", "FIX"),
    ("change_in_an_agreement", "E1104", "adds " + FIX, "FIX"),
    ("no_such_clause", "E1105", FIX + A1 + "removes clause FIXED.", "FIXED"),
    ("adds_what_is_there", "E1105", FIX + A1 + "adds " + FIX, "FIX"),
    ("changed_twice", "E1105", FIX + A1 + "replaces " + FIX + "removes clause FIX.", "FIX"),
    ("number_not_there_once", "E1106", FIX + A1 + "in clause FIX, 3 hours becomes 2 hours.", "3 hours"),
    (
        "number_not_there_once",
        "E1106",
        FIX + A1 + "in clause FIX, 240 minutes becomes 2 hours.",
        "240 minutes",
    ),
    (
        "number_of_another_kind",
        "E1106",
        FIX + A1 + "in clause FIX, 75% becomes 3 hours.",
        "75% becomes 3 hours",
    ),
    (
        "removed_but_used",
        "E1107",
        FIX.replace("always.", "always, for at least 5% of incidents per month.")
        + "clause ROW: FIX shall not be missed in 3 consecutive months.\n"
        + A1
        + "removes clause FIX.",
        "FIX",
    ),
    ("signed_too_late", "E1108", FIX + A1 + "signed by Acme SA on 2026-07-02.", "2026-07-01"),
    ("not_retroactive", "E1108", FIX + A1.replace("force", "force retroactively"), "2026-07-01"),
    ("outside_the_term", "E1109", FIX + A1.replace("2026-07", "2027-07"), "2027-07-01"),
    ("ends_before_it_begins", "E1109", FIX + A1 + "ends on 2026-06-30.", "ends on 2026-06-30."),
    ("another_agreement", "E1110", FIX + AGAIN.replace("Athens", "Rome") + FIX, "DESK"),
    ("another_agreement", "E1110", FIX + AGAIN.replace("customer SLA", "OLA") + FIX, "DESK"),
    ("signs_for_nobody", "E1111", FIX + A1 + "signed by M for Acme on 2026-06-02.", "Acme"),
]
