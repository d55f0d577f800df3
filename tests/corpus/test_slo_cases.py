"""Other systems' published figures for percentiles, allowed downtime, error budgets and burn rates.

A case of these that is not reproduced is listed below with the reason.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sladsl.evaluate.budgets import Budget, alert_rate
from sladsl.evaluate.samples import Sample, value_of
from sladsl.policy.percentiles import PercentileMethod
from sladsl.policy.states import FieldValue

CASES = Path(__file__).parents[3] / "shared" / "data" / "slo" / "cases.jsonl"
Case = dict[str, Any]

# what our methods are called there
METHODS: dict[str, PercentileMethod] = {
    "inverted_cdf": "nearest rank",
    "averaged_inverted_cdf": "averaged inverted CDF",
    "closest_observation": "closest observation",
    "interpolated_inverted_cdf": "interpolated inverted CDF",
    "hazen": "Hazen",
    "weibull": "Weibull",
    "linear": "linear",
    "median_unbiased": "median-unbiased",
    "normal_unbiased": "normal-unbiased",
    "lower": "lower",
    "higher": "higher",
}
NOT_OURS = {
    "nan": "a sample that is not a number is no sample here: it is counted as unknown and never sorted",
    "lowest": "the 0th percentile is not in the language (E0317): the lowest is asked for by that word",
    "events": "that system's rule that fewer than 10 events are no report; here a window has the data that it has",
    "alert": "a rule of an alerting system, not of a window",
    "budget": "how long an attack takes to use a budget up: a forecast, not a measure of what happened",
}
EXCEPTIONS = {
    **dict.fromkeys(("prom-028", "prom-029"), "nan"),
    **dict.fromkeys(("prom-030", "prom-031", "prom-032", "prom-033"), "alert"),
    "slogen-007": "events",
    **dict.fromkeys(("openslo-001", "openslo-002", "openslo-003"), "budget"),
}


def cases() -> list[Case]:
    if not CASES.exists():
        return []
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["check"] == "agree"]


def exact(number: Any) -> Fraction:
    return Fraction(str(number))


def share(percent: Any) -> Fraction:
    return exact(percent) / 100


def near(ours: Fraction | None, published: Any, within: Any = "1e-9") -> None:
    assert ours is not None
    assert abs(ours - exact(published)) <= exact(within)


def percentile(given: Case, expected: Case) -> None:
    measure = FieldValue("percentile", "value", exact(given["quantile"]), METHODS[given["method"]])
    samples = [Sample(index, exact(value)) for index, value in enumerate(given["values"])]
    near(value_of(measure, samples), expected["value"])


def allowed_downtime(given: Case, expected: Case) -> None:
    period = exact(given["period_min"]) * 60 if "period_min" in given else exact(given["period_s_assumed"])
    budget = Budget(share(given["objective_percent"]), period, Fraction(0))
    near(budget.allowed, expected["allowed_downtime_s"], expected.get("rounding_s", "1e-9"))


def burn_rate_factor(given: Case, expected: Case) -> None:
    rate = alert_rate(
        share(given["error_budget_percent_of_period"]),
        exact(given["period_days"]) * 24,
        exact(given["long_window_h"]),
    )
    near(rate, expected["burn_rate_factor"])
    near(100 * (1 - share(given["objective_percent"])), expected["error_budget_percent"])


def error_budget(given: Case, expected: Case) -> None:
    if "sli" in given:
        budget = Budget(exact(given["goal"]), Fraction(1), 1 - exact(given["sli"]))
    else:
        good, bad = (max(exact(given[name] or 0), Fraction(0)) for name in ("good", "bad"))  # -1: none
        budget = Budget(exact(given["goal"]), good + bad, bad)
    if not budget.total:
        assert budget.burn_rate is None
        assert expected == {"valid": False}
        return
    near(1 - budget.bad / budget.total, expected["sli"])
    rate = budget.burn_rate
    assert rate is not None
    if "alert" in expected:
        assert (rate > exact(given["burn_rate_threshold"])) == expected["alert"]
    if "burn_rate" in expected:
        near(rate, expected["burn_rate"])
        near(-(budget.bad - budget.allowed) / budget.total, expected["gap"])
        minutes = exact(given["window_s"]) / 60 / budget.total
        near(budget.allowed * minutes, expected["error_budget_minutes"])
        near(budget.bad * minutes, expected["error_minutes"])
        near(budget.left * minutes, expected["error_budget_remaining_minutes"])


def slo_status(given: Case, expected: Case) -> None:
    target = share(given["objective_percent"])
    budget = Budget(target, exact(given["period_min"]), exact(given["downtime_min"]))
    near(budget.allowed, expected["allowed_min"])
    near(-budget.left, expected["over_by_min"])
    assert (budget.left >= 0) == expected["met"]


def availability(given: Case, expected: Case) -> None:
    period, down = exact(given["period_min"]), exact(given["downtime_min"])
    places = len(str(expected["availability_percent"]).partition(".")[2])
    near(100 * (period - down) / period, expected["availability_percent"], f"0.5e-{places}")


OPERATIONS = {
    "percentile": percentile,
    "allowed_downtime": allowed_downtime,
    "burn_rate_factor": burn_rate_factor,
    "error_budget": error_budget,
    "slo_status": slo_status,
    "availability": availability,
}


@pytest.mark.skipif(not CASES.exists(), reason="the published cases are not at hand")
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_published_case(case: Case) -> None:
    if case["id"] in EXCEPTIONS:
        pytest.skip(NOT_OURS[EXCEPTIONS[case["id"]]])
    OPERATIONS[case["op"]](case["given"], case["expected"])


@pytest.mark.skipif(not CASES.exists(), reason="the published cases are not at hand")
def test_every_exception_is_of_a_case() -> None:
    assert set(EXCEPTIONS) - {case["id"] for case in cases()} == set()
