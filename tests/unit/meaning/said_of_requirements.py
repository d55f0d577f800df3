"""What the passes say of requirements: the function, the code, a text below the agreement, the words it underlines."""

FIX = "clause FIX: Every incident shall be resolved within 4 hours, counting always.\n"
ASKED = 'requirement R-1 of Acme SA: "soon", met by {}.'

SAID_OF_REQUIREMENTS = [
    ("met_by_nothing", "E1261", FIX + ASKED.format("FIX and FIXED"), "FIXED"),
    (
        "no_state_to_exclude",
        "E1263",
        FIX + ASKED.format("FIX") + " Nothing but the weather may be excluded.",
        "weather",
    ),
]
