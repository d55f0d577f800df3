"""What is said of states and of promises about windows: name, code, the text below the agreement, its words."""

SERVICES = """use availability. use satisfaction.
service Email.
clause UPTIME: Email shall be available for at least 99.9% of the time per calendar month.
"""
WORKS = "state works of service: as announced by maintenance announced from start until {}."
PROBES = "subject probe, plural probes: identified by id. has answer. has events made. "
ONE_IN_A_ROW = PROBES + "state failing of probe: while answer is no, at least 1 times in a row."
TROUBLE = "state trouble of service is {}. state breakdown of service is {}."
FIX = "clause FIX: Every survey shall be answered within 7 days"


def _clause(sentence: str) -> str:
    return f"{SERVICES}clause C: {sentence}"


SAID_OF_LEVELS = [
    (
        "unknown_thing",
        "E0215",
        _clause("Emial shall be available for at least 1% of the time per week."),
        "Emial",
    ),
    (
        "unknown_condition",
        "E0216",
        _clause("Email shall be usable for at least 1% of the time per week."),
        "usable",
    ),
    (
        "nothing_to_count",
        "E0217",
        _clause("There shall be at most 3 crashes of Email per week."),
        "crashes",
    ),
    (
        "state_circle",
        "E0218",
        SERVICES + TROUBLE.format("breakdown or outage", "trouble or degradation"),
        "trouble",
    ),
    (
        "too_many_parts",
        "E0105",
        SERVICES + f"state big of service is {' or '.join(['outage'] * 1_001)}.",
        "big",
    ),
    (
        "wrong_unit_of_measure",
        "E0315",
        _clause("The longest outage of Email shall be at most 4 per week."),
        "4",
    ),
    (
        "bounds_reversed",
        "E0315",
        _clause("The average rating of surveys shall be between 5 points and 4 points per week."),
        "between 5 points and 4 points",
    ),
    (
        "not_a_share",
        "E0315",
        _clause("There shall be at most 3 outages of Email per week.")
        + "clause ROW: C shall not be below 95% in 3 consecutive weeks.",
        "95%",
    ),
    (
        "share_of_time_out_of_range",
        "E0305",
        _clause("Email shall be available for at least 100.1% of the time per week."),
        "100.1%",
    ),
    (
        "does_not_fit",
        "E0316",
        _clause("Services shall be available for at least 99% of the time per week."),
        "Services",
    ),
    (
        "fields_of_opening",
        "E0316",
        _clause("There shall be at most 3 surveys where site is Athens as opened per week."),
        "where site is Athens as opened",
    ),
    ("of_what", "E0316", _clause("There shall be at most 3 outages per week."), "outages"),
    ("not_measurable", "E0317", _clause("The median of site of Email shall be below 3 per week."), "site"),
    ("not_so_many_in_a_row", "E0314", SERVICES + ONE_IN_A_ROW, "1"),
    ("not_a_time_field", "E0317", SERVICES + WORKS.format("site"), "site"),
    (
        "no_such_statistic",
        "E0317",
        _clause("The shortest outage of Email shall be at most 3 hours per week."),
        "shortest outage",
    ),
    (
        "percentile_out_of_range",
        "E0317",
        _clause("The 100.5th percentile of latency of Email shall be at most 3 hours per week."),
        "100.5th",
    ),
    (
        "share_of_what",
        "E0318",
        _clause("The share of requests of Email shall be below 3% per week."),
        "share of requests",
    ),
    (
        "pausing_state",
        "E0319",
        f"{SERVICES}state sour of survey: while rating is below 2 points. {FIX}, paused while sour.",
        "sour",
    ),
    (
        "bucket_does_not_divide",
        "E0320",
        SERVICES + "state slow of service: every 7 minutes in which the median of latency is above 1 second.",
        "7 minutes",
    ),
    (
        "no_stretches",
        "E0320",
        _clause(
            "The average rating of surveys shall be above 3 points per week, one without data counts as none."
        ),
        "one without data counts as none",
    ),
    (
        "zero_on_a_calendar",
        "E0320",
        _clause(
            "The average over every hour of the share of failed requests of Email shall be below 1% per week,"
            " counting weekdays, one without data counts as none."
        ),
        "one without data counts as none",
    ),
    (
        "notice_on_which_calendar",
        "E0306",
        SERVICES + WORKS.format("finish, with at least 5 working days notice"),
        "5 working days",
    ),
    (
        "withdrawn_without_reference",
        "E0321",
        SERVICES + WORKS.format("finish, unless maintenance cancelled or came up"),
        "maintenance cancelled or came up",
    ),
    (
        "warning_on_a_level",
        "E0505",
        f"{SERVICES}Warn Boss at 50%.",
        "Warn Boss at 50%.",
    ),
    (
        "window_of_opening",
        "E0314",
        _clause("Email shall be available for at least 9% of the time per week of opening."),
        "week",
    ),
    (
        "no_row",
        "E0314",
        f"{SERVICES}clause ROW: UPTIME shall not be missed in 1 consecutive months.",
        "1",
    ),
    ("watches_in_a_clause", "E0508", f"{SERVICES}It watches UPTIME.", "It watches UPTIME."),
    (
        "outcome_of_cases",
        "E0508",
        f"{SERVICES}{FIX.replace('clause', 'outcome')}. It watches UPTIME.",
        "Every survey shall be answered within 7 days.",
    ),
    (
        "outcome_watches_nothing",
        "E0508",
        f"{SERVICES}outcome GOOD: There shall be at most 3 surveys per week.",
        "GOOD",
    ),
    (
        "about_itself",
        "E0508",
        f"{SERVICES}outcome GOOD: There shall be at most 3 surveys per week. It watches GOOD.",
        "GOOD",
    ),
    (
        "in_a_row_of_other_windows",
        "E0508",
        f"{SERVICES}clause ROW: UPTIME shall not be missed in 3 consecutive quarters.",
        "UPTIME",
    ),
    (
        "in_a_row_of_nothing",
        "E0508",
        f"{SERVICES}{FIX}. clause ROW: FIX shall not be missed in 3 consecutive months.",
        "FIX",
    ),
    (
        "in_a_row_of_rows",
        "E0508",
        f"{SERVICES}clause ROW: UPTIME shall not be missed in 3 consecutive months."
        " clause ROWS: ROW shall not be missed in 3 consecutive months.",
        "ROW",
    ),
]
