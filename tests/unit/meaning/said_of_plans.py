"""What is said of plans: name, code, the text below the agreement, its words."""

NET = """
clause FIX: Every incident shall be responded to within 4 hours, counting always.
agreement NET: is an OLA, version 1.0. between Team as provider and Desk as customer.
in force from 2026-01-01 to 2026-12-31. time zone Europe/Athens.
"""
TAKE = "clause TAKE: Every incident shall be responded to within 2 hours, counting always.\n"
PLAN = "plan for response of incident under DESK: work under NET/TAKE. "

SAID_OF_PLANS = [
    ("unknown_agreement", "E1300", f"{NET}supports DESKS. {TAKE}", "DESKS"),
    ("unknown_relied", "E1301", f"{NET}{TAKE}{PLAN}".replace("NET/TAKE", "NET/TAKEN"), "NET/TAKEN"),
    ("no_clause_named", "E1301", f"{NET}{TAKE}{PLAN}".replace("NET/TAKE", "NET"), "NET"),
    ("supports_itself", "E1302", f"{NET}supports NET. {TAKE}", "NET"),
    ("planned_twice", "E1303", f"{NET}{TAKE}{PLAN}{PLAN}", "response"),
    (
        "cannot_assume",
        "E1304",
        f"{NET}{TAKE}{PLAN}assuming at most 1.5 pauses.",
        "assuming at most 1.5 pauses.",
    ),
    (
        "of_another_subject",
        "E1305",
        f"{NET}clause TAKE: Every change shall be approved within 2 hours, counting always.\n{PLAN}",
        "NET/TAKE",
    ),
    (
        "about_windows",
        "E1305",
        f"{NET}clause TAKE: There shall be at most 3 incidents per calendar month.\n{PLAN}",
        "NET/TAKE",
    ),
    ("rests_on_itself", "E1305", f"{NET}{TAKE}{PLAN}".replace("NET/TAKE", "DESK/FIX"), "DESK/FIX"),
    ("nothing_to_plan", "E1306", f"{NET}{TAKE}{PLAN}".replace("for response", "for closure"), "closure"),
]
