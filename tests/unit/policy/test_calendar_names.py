"""A policy's calendars by any of their names."""

from pathlib import Path

import sladsl


def test_a_calendar_is_found_by_any_of_its_names(tmp_path: Path) -> None:
    text = tmp_path / "greek.sla"
    text.write_text(
        "use itil. use calendars. agreement A: is an internal SLA. between IT as provider and Sales as customer. "
        "in force from 2026-01-01 to 2026-12-31. time zone Europe/Athens. "
        "clause FIX: Every incident shall be resolved within 4 hours, counting ώρες γραφείου.",
        encoding="utf-8",
    )
    policy = sladsl.load(text)
    for name in ("office hours", "Office Hours", "ώρες γραφείου", "ΩΡΕΣ ΓΡΑΦΕΙΟΥ"):
        assert policy.calendars[name].rule == policy.calendars["office hours"].rule
    assert list(policy.calendars) == ["office hours"]
    assert "ώρες γραφείου" in policy.calendars
    assert "ώρες" not in policy.calendars
    again = tmp_path / "policy.json"
    again.write_text(policy.dumps(), encoding="utf-8")
    assert "ώρες γραφείου" in sladsl.load(again).calendars
