"""What is said of differences of shares, excluded time, caps, cases in a row, budgets and examples of windows: name, code, the text below the agreement, its words."""

from tests.unit.meaning.said_of_levels import SERVICES, WORKS

LIKELY = "likelihood is at least 9"
DESK = "use itil. use availability. "
FAST = "Warn Duty Manager when the budget burns more than {} times as fast as allowed over 1 hour"
FIX = "clause FIX: Every incident shall be resolved within 4 hours, counting always"

REQUESTS = """subject site, plural sites: identified by name. has tier. has readings of status, a number.
  has readings of wait, a length of time. has events request served (also requests).
"""
DOWN = "state down of site: every minute in which "

SAID_OF_MEASURES = [
    (
        "unknown_reading",
        "E0560",
        f"{REQUESTS}{DOWN}for at least 5% of calls, the status is at least 500.",
        "calls",
    ),
    (
        "no_values",
        "E0560",
        f"{REQUESTS}{DOWN}at least 5% of requests are above 5 seconds.",
        "requests",
    ),
    (
        "nothing_read",
        "E0561",
        f"{REQUESTS}{DOWN}for at least 5% of requests, the tier is Gold.",
        "requests",
    ),
    (
        "among_other_things",
        "E0562",
        f"{REQUESTS}clause C: The average wait of sites, among those where tier is Gold, shall be below 1 hour per month.",
        "tier is Gold",
    ),
    (
        "share_of_which",
        "E0562",
        f"{REQUESTS}clause C: The share of requests of sites shall be above 4% per month.",
        "requests",
    ),
    (
        "not_a_share",
        "E0305",
        f"{REQUESTS}{DOWN}more than 101% of status are at least 500.",
        "101%",
    ),
    (
        "not_a_share_of_cases",
        "E0330",
        f"{SERVICES}clause C: The average rating of surveys where {LIKELY} less the share where {LIKELY} "
        "shall be at least 4 points per month.",
        "average rating",
    ),
    (
        "not_an_answer",
        "E0330",
        f"{SERVICES}clause C: The net promoter score of site of surveys shall be above 4 points per month.",
        "site",
    ),
    (
        "out_of_reach",
        "E0330",
        f"{SERVICES}clause C: The net promoter score of likelihood of surveys shall be below -101 points per month.",
        "below -101 points",
    ),
    (
        "measured_of_what",
        "E0316",
        f"{SERVICES}clause C: The average rating where {LIKELY} shall be at least 4 points per month.",
        f"where {LIKELY}",
    ),
    (
        "whose_state",
        "E0331",
        f"{DESK}state suspension of incident: from held until released. {FIX}, excluding suspension.",
        "suspension",
    ),
    ("names_no_subject", "E0332", f"{DESK}{FIX}, excluding suspension of its site.", "site"),
    (
        "exclusion_cannot_move_a_date",
        "E0309",
        "use availability. subject leaver: has last day, a date. has service. has events told, gone. "
        'clock leaving of leaver, said "gone": starts when told. stops when gone. '
        "clause OUT: Every leaver shall be gone by the end of their last day, excluding suspension.",
        "excluding suspension",
    ),
    (
        "cap_out_of_range",
        "E0333",
        f"{SERVICES}{WORKS.format('finish, at most 0 times per month')}",
        "0",
    ),
    (
        "cap_that_rolls",
        "E0333",
        f"{SERVICES}{WORKS.format('finish, at most 2 times per rolling 7 days')}",
        "rolling 7 days",
    ),
    (
        "no_cases_in_a_row",
        "E0340",
        f"{SERVICES}clause ROW: UPTIME shall not be missed by 3 consecutive cases per month.",
        "UPTIME",
    ),
    (
        "no_row_of_cases",
        "E0314",
        f"{DESK}{FIX}. clause ROW: FIX shall not be missed by 1 consecutive cases per month.",
        "1",
    ),
    (
        "group_of_a_row",
        "E0340",
        f"{DESK}{FIX}. clause ROW: FIX shall not be missed by 2 consecutive cases per month and site.",
        "FIX shall not be missed by 2 consecutive cases per month and site.",
    ),
    (
        "no_budget",
        "E0341",
        f"{DESK}{FIX}. Warn Duty Manager at 75% of the budget.",
        "Warn Duty Manager at 75% of the budget.",
    ),
    (
        "warning_of_budget_out_of_range",
        "E0505",
        f"{SERVICES} Warn Duty Manager at 100% of the budget.",
        "100%",
    ),
    (
        "clause_without_windows",
        "E0342",
        f'{DESK}{FIX}. example "x" of FIX: 2026-04-10 10:00 I-1 opened. Then the month of 2026-04-01 is met.',
        "Then the month of 2026-04-01 is met.",
    ),
    (
        "other_windows",
        "E0342",
        f'{SERVICES}example "x" of UPTIME: 2026-04-10 10:00 Email went down. Then the week of 2026-04-01 is met.',
        "Then the week of 2026-04-01 is met.",
    ),
    (
        "not_in_force",
        "E0342",
        f'{SERVICES}example "x" of UPTIME: 2026-04-10 10:00 Email went down. Then the month of 1999-04-01 is met.',
        "1999-04-01",
    ),
    (
        "unknown_percentile_method",
        "E0343",
        f"{SERVICES}clause C: The 9th percentile by Hasen of latency of Email shall be below 1 ms per month.",
        "Hasen",
    ),
    (
        "least_of_other_things",
        "E0344",
        f"{SERVICES}clause C: There shall be at most 3 outages of Email per month, if there are at least 2 outages.",
        ", if there are at least 2 outages",
    ),
    (
        "least_out_of_range",
        "E0344",
        f"{SERVICES}clause C: The highest latency of Email shall be below 1 ms per month, "
        "if there are at least 0 readings.",
        "0",
    ),
    (
        "no_place_for_unknown",
        "E0345",
        f"{SERVICES}clause C: The average latency of Email shall be below 1 ms per month, "
        "unknown readings count for the provider.",
        "unknown readings count for the provider",
    ),
    (
        "no_rate",
        "E0346",
        f"{SERVICES}clause C: There shall be at most 3 outages of Email per month. {FAST.format(6)}.",
        f"{FAST.format(6)}.",
    ),
    ("rate_never_reached", "E0346", f"{SERVICES} {FAST.format(1000)}.", "1000"),
    (
        "stretches_that_say_nothing",
        "E0346",
        f"{SERVICES} {FAST.format(6)} and over 60 minutes.",
        f"{FAST.format(6)} and over 60 minutes.",
    ),
    (
        "no_misses",
        "E0347",
        f"{SERVICES}clause C: There shall be at most 2 misses of UPTIME per month.",
        "UPTIME",
    ),
    (
        "misses_without_a_limit",
        "E0347",
        f"{DESK}{FIX}. clause C: There shall be at least 2 misses of FIX per month.",
        "at least 2",
    ),
    (
        "misses_by_group",
        "E0347",
        f"{DESK}{FIX}. clause C: There shall be at most 2 misses of FIX per month and site.",
        "There shall be at most 2 misses of FIX per month and site.",
    ),
]
