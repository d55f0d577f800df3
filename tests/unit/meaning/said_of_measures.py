"""What is said of differences of shares: name, code, the text below the agreement, its words."""

from tests.unit.meaning.said_of_levels import SERVICES

LIKELY = "likelihood is at least 9"

SAID_OF_MEASURES = [
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
]
