"""The figures that practitioners have to know by heart, each on a real calendar, worst window named.

The expected numbers are worked out by hand in the comments.
"""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from sladsl.policy.model import Agreement, Window
from sladsl.underpinning.cuts import Needs, any_of
from sladsl.underpinning.downtime import Allowance, Cap, Worst, length_of, worst_of
from sladsl.underpinning.placement import placed
from sladsl.worktime import Calendar
from sladsl.worktime.civil import day_of
from tests.unit.evaluate.policies import HOUR, MINUTE, at
from tests.unit.underpinning.outages import (
    DAY,
    MONTH,
    QUARTER,
    ROLLING,
    allowances,
    opened,
    question,
    share,
    term,
    windows,
)

WEEK = {day: [("08:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
ALWAYS = Calendar.always("UTC")
OFFICE = Calendar.weekly("Europe/Athens", WEEK)
YEAR = term("2026-01-01 00:00", "2027-01-01 00:00")


def least_available(
    promised: Window,
    supporting: Window,
    percent: str,
    above: Calendar = ALWAYS,
    below: Calendar = ALWAYS,
    agreement: Agreement = YEAR,
) -> tuple[Fraction, str]:
    """The worst availability over all windows of the term, and the local day the first such window
    begins."""
    found: list[tuple[Fraction, int]] = []
    for begin, end in windows(promised, agreement):
        within = opened(above, begin, end)
        if not within:
            continue
        limits = allowances("E", percent, supporting, agreement, below, (begin, end))
        worst = worst_of(question(within, percent, limits))
        found.append((1 - worst.bad / length_of(within), begin))
    least, begin = min(found)
    return least, day_of(begin, "UTC").isoformat()


def test_a_quarter_gives_a_month_a_third_of_itself() -> None:
    # 0.1% of 92 days are 132.48 min; of a month of 31 days (44 640 min), they are 0.29677%.
    # 0.1% of the first quarter, 90 days, are 129.6 min: of February's 40 320 min they are 0.32143%, the
    # worst.
    assert least_available(MONTH, QUARTER, "99.9") == (1 - Fraction("129.6") / 40_320, "2026-02-01")
    july = term("2026-07-01 00:00", "2026-10-01 00:00")
    assert least_available(MONTH, QUARTER, "99.9", agreement=july) == (
        1 - Fraction("132.48") / 43_200,  # September, with 30 days: 99.693%
        "2026-09-01",
    )
    thirds = 1 - 3 * share("99.9")
    assert thirds == Fraction("0.997")  # where all months are as long


def test_a_month_gives_thirty_rolling_days_two_months() -> None:
    # 0.1% of July and of August, 44.64 min each, may lie around midnight, of 30 days' 43 200 min.
    summer = term("2026-06-01 00:00", "2026-09-30 00:00")
    whole = [window for window in windows(ROLLING, summer) if window[1] - window[0] == 720 * HOUR]
    worst = max(
        worst_of(question([window], "99.9", allowances("E", "99.9", MONTH, summer, ALWAYS, window))).bad
        for window in whole
    )
    assert worst == Fraction("89.28") * MINUTE
    spring = term("2026-04-01 00:00", "2026-05-31 00:00")  # 30 days and 30 days: 99.8%
    begin, end = next(window for window in windows(ROLLING, spring) if window[1] == at("2026-05-16 00:00"))
    limits = allowances("E", "99.9", MONTH, spring, ALWAYS, (begin, end))
    assert 1 - worst_of(question([(begin, end)], "99.9", limits)).bad / (720 * HOUR) == Fraction("0.998")


def test_the_first_of_rolling_windows_is_a_day() -> None:
    # It is cut where the agreement begins: January's 44.64 min of one day's 1440.
    assert least_available(ROLLING, MONTH, "99.9") == (Fraction("0.969"), "2026-01-01")


def test_a_month_gives_a_day_all_its_downtime() -> None:
    # 0.1% of 30 days are 43.2 min; of a day's 1440 they are 3%. A month of 31 days: 44.64 min, 3.1%.
    assert least_available(DAY, MONTH, "99.9") == (Fraction("0.969"), "2026-01-01")
    april = term("2026-04-01 00:00", "2026-05-01 00:00")
    assert least_available(DAY, MONTH, "99.9", agreement=april) == (Fraction("0.97"), "2026-04-01")


def test_round_the_clock_seen_in_office_hours() -> None:
    # February 2027 has 20 working days, 180 office hours; 0.1% of 672 h are 40.32 min of 10 800: 99.627%.
    # With 21 working days in 30 days: 43.2 of 11 340 min.
    june = term("2026-05-31 21:00", "2026-06-30 21:00", "Europe/Athens")  # 22 working days
    least, _ = least_available(MONTH, MONTH, "99.9", above=OFFICE, agreement=june)
    assert least == 1 - Fraction("43.2") / (22 * 540)
    holiday = Calendar.weekly(
        "Europe/Athens",
        WEEK,
        closed=["2026-06-01"],  # the Monday of the Holy Spirit
    )
    least, _ = least_available(MONTH, MONTH, "99.9", above=holiday, agreement=june)
    assert least == 1 - Fraction("43.2") / (21 * 540)
    assert round(least, 4) == Fraction("0.9962")


def test_office_hours_seen_round_the_clock() -> None:
    # June 2026: 22 working days of 9 h are 198 of 720 h, and 99.9% of them are promised; nothing of the
    # other 522.
    june = term("2026-05-31 21:00", "2026-06-30 21:00", "Europe/Athens")
    least, _ = least_available(MONTH, MONTH, "99.9", below=OFFICE, agreement=june)
    assert least == Fraction("0.999") * 198 / 720


def test_months_in_which_the_clocks_change() -> None:
    # March 2026 in Athens has 743 h and office hours of 22 days; 0.1% of 743 h are 44.58 min of 11 880.
    march = term("2026-02-28 22:00", "2026-03-31 21:00", "Europe/Athens")
    least, _ = least_available(MONTH, MONTH, "99.9", above=OFFICE, agreement=march)
    assert least == 1 - Fraction("44.58") / (22 * 540)


def test_cut_windows_count() -> None:
    # In force until 8 June: of June's 0.1% the cut window has 0.1% of 7 days, as the clause above.
    week = term("2026-06-01 00:00", "2026-06-08 00:00")
    assert least_available(MONTH, MONTH, "99.9", agreement=week)[0] == Fraction("0.999")


def test_excluded_on_one_side() -> None:
    # 240 min are excluded, of the other 42 960 0.1% may be down, 42.96 min: 282.96 of 43 200 min.
    within = ((0, 720 * HOUR),)
    limit = Allowance(
        "E", within, share("99.9") * 720 * HOUR, frozenset({"maintenance"}), share("99.9"), "E", within[0]
    )
    worst = worst_of(question(within, "99.9", [limit], caps=[Cap("maintenance", within, Fraction(4 * HOUR))]))
    assert 1 - worst.bad / (720 * HOUR) == Fraction("0.99345")
    assert length_of(placed(worst.parts).down["E"]) == 282 * MINUTE + 57_600_000  # 282.96 min
    assert length_of(placed(worst.parts).excluded["maintenance"]) == 240 * MINUTE


def test_excluded_without_a_cap_leaves_nothing() -> None:
    within = ((0, 720 * HOUR),)
    limit = Allowance(
        "E", within, share("99.9") * 720 * HOUR, frozenset({"maintenance"}), share("99.9"), "E", within[0]
    )
    assert worst_of(question(within, "99.9", [limit])).bad == 720 * HOUR


def _of_a_month(*given: tuple[str, str], least: int = 0) -> tuple[Worst, Fraction]:
    within = ((0, 720 * HOUR),)
    limits = [
        Allowance(name, within, share(percent) * 720 * HOUR, frozenset(), Fraction(0), name, within[0])
        for name, percent in given
    ]
    needs = Needs(least or len(given), tuple(name for name, _ in given))
    worst = worst_of(question(within, "99.9", limits, needs))
    return worst, 1 - worst.bad / (720 * HOUR)


@pytest.mark.parametrize(
    ("given", "least", "available"),
    [
        ([("A", "99.9"), ("B", "99.9")], 2, "0.998"),  # in series: one outage after the other
        ([("A", "99.95"), ("B", "99.9"), ("C", "99")], 3, "0.9885"),
        ([("A", "99.9"), ("B", "99.5")], 1, "0.999"),  # redundant: both at once
        ([("A", "99.9"), ("B", "99.9"), ("C", "99.9")], 2, "0.9985"),  # two of three
        ([("A", "99.99"), ("B", "99.9"), ("C", "99")], 2, "0.9989"),  # 0.01% + 0.1%, against 1.11% / 2
    ],
)
def test_services_of_one_window(given: Sequence[tuple[str, str]], least: int, available: str) -> None:
    worst, found = _of_a_month(*given, least=least)
    assert found == Fraction(available)
    story = placed(worst.parts)
    for name, percent in given:  # each keeps its own promise, exactly
        assert length_of(story.down.get(name, [])) <= share(percent) * 720 * HOUR
    assert length_of(story.down["E"]) == worst.bad


def test_redundancy_within_a_series() -> None:
    # Mail 99.95, LAN 99.95, either line 99.5: 0.05 + 0.05 + 0.5
    within = ((0, 720 * HOUR),)
    needs = Needs(3, ("Mail", "LAN", any_of("North", "South")))
    limits = [
        Allowance(name, within, share(percent) * 720 * HOUR, frozenset(), Fraction(0), name, within[0])
        for name, percent in [("Mail", "99.95"), ("LAN", "99.95"), ("North", "99.5"), ("South", "99.5")]
    ]
    worst = worst_of(question(within, "99.9", limits, needs))
    assert 1 - worst.bad / (720 * HOUR) == Fraction("0.994")
