"""Results for other programs: JSON (format 1), JSON lines and CSV say the same, and what was worked out by hand."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.unit.cli.desk import AGREEMENT, LOG, fine, judged, table

pytestmark = pytest.mark.usefixtures("desk")

RUN = ("run", "desk.sla", "--events", "log.csv")

INSTANT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$"}
MAYBE_INSTANT = {"oneOf": [{"type": "null"}, INSTANT]}
SECONDS = {"type": "number", "minimum": 0}
RATIO = {"type": "string", "pattern": r"^(0|1|0\.\d{0,11}[1-9])$"}
COUNT = {"type": "integer", "minimum": 0}
TEXT = {"type": "string"}
GROUP = {"type": "object", "additionalProperties": TEXT}


def record(**properties: Any) -> dict[str, Any]:
    """An object with these keys at least; only `more` may come beside them."""
    return {"type": "object", "required": list(properties), "properties": properties}


CASE = record(
    agreement=TEXT,
    clause=TEXT,
    case=TEXT,
    group=GROUP,
    status={"enum": ["met", "breached", "running", "at risk", "void", "unknown"]},
    started=MAYBE_INSTANT,
    due=MAYBE_INSTANT,
    breach_at=MAYBE_INSTANT,
    stopped=MAYBE_INSTANT,
    elapsed_s=SECONDS,
    paused_s=SECONDS,
    target_s={"oneOf": [{"type": "null"}, SECONDS]},
)
WINDOW = record(
    agreement=TEXT,
    clause=TEXT,
    window=record(**{"from": INSTANT, "to": INSTANT}),
    group=GROUP,
    status={"enum": ["met", "breached", "pending", "at risk", "no data", "unknown"]},
    value={"oneOf": [{"type": "null"}, RATIO]},
    target=RATIO,
    met=COUNT,
    breached=COUNT,
    unknown=COUNT,
)
EVENTS = record(read=COUNT, used=COUNT, duplicate=COUNT, unknown=COUNT, rejected=COUNT)
RESULT = {
    **record(
        format={"const": 1},
        as_of=INSTANT,
        policy=record(hash={"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}),
        cases={"type": "array", "items": CASE},
        windows={"type": "array", "items": WINDOW},
        credits={"type": "array"},
        rights={"type": "array"},
        watermelons={"type": "array"},
        escalations={"type": "array"},
        passed_over={"type": "array"},
        events=EVENTS,
    ),
    "additionalProperties": False,
}


def test_the_json_is_of_format_1(desk: Path) -> None:
    jsonschema.validate(judged(), RESULT)
    empty = "at,event,case\n"
    (desk / "none.csv").write_text(empty, encoding="utf-8")
    jsonschema.validate(
        json.loads(fine("run", "desk.sla", "--events", "none.csv", "--format", "json")), RESULT
    )
    # nobody knows which priority these have; one of them began a quarter of a second late
    odd = "at,event,case\n2026-03-02 09:00:00.25,opened,X\n2026-03-02 10:00,resolved,X\n"
    (desk / "odd.csv").write_text(odd, encoding="utf-8")
    result = json.loads(fine("run", "desk.sla", "--events", "odd.csv", "--format", "json"))
    jsonschema.validate(result, RESULT)
    assert [case["status"] for case in result["cases"]] == ["unknown", "met"]
    assert result["cases"][1]["elapsed_s"] == 3599.75
    assert result["cases"][1]["started"] == "2026-03-02T07:00:00.250000Z"


def test_the_numbers() -> None:
    result = judged()
    assert result["as_of"] == "2026-03-10T08:00:00Z"
    assert result["events"] == {"read": 9, "used": 9, "duplicate": 0, "unknown": 0, "rejected": 0}
    assert result["credits"] == []
    first, second, *_ = result["cases"]
    # half of 30 minutes were over at 09:15, and on the Friday at 17:00
    assert first["warned"] == [{"who": "Service Desk Manager", "at": "2026-03-02T07:15:00Z"}]
    assert second["warned"] == [{"who": "Service Desk Manager", "at": "2026-03-06T15:00:00Z"}]
    by_case = {(case["clause"], case["case"]): case for case in result["cases"]}
    # 4 hours from 09:00, and the hour that waited: 14:00 in Athens
    waited = by_case["FIX", "INC-1"]
    expected = {
        "status": "met",
        "started": "2026-03-02T07:00:00Z",
        "due": "2026-03-02T12:00:00Z",
        "breach_at": "2026-03-02T12:00:00Z",
        "stopped": "2026-03-02T11:00:00Z",
        "decided_at": "2026-03-02T11:00:00Z",
        "elapsed_s": 3 * 3600,
        "paused_s": 3600,
        "target_s": 4 * 3600,
        "margin_s": 3600,
    }
    assert {key: waited[key] for key in expected} == expected
    # 15 minutes of Friday, so 3 h 45 min of Monday: 11:45 in Athens; it took until 12:00
    late = by_case["FIX", "INC-2"]
    expected = {
        "status": "breached",
        "started": "2026-03-06T14:45:00Z",
        "due": "2026-03-09T09:45:00Z",
        "breach_at": "2026-03-09T09:45:00Z",
        "stopped": "2026-03-09T10:00:00Z",
        "decided_at": "2026-03-09T09:45:00Z",
        "elapsed_s": 4 * 3600 + 900,
        "paused_s": 0,
        "margin_s": -900,
    }
    assert {key: late[key] for key in expected} == expected
    running = by_case["FIX", "INC-3"]
    assert (running["status"], running["stopped"], running["decided_at"]) == ("running", None, None)


def test_the_windows() -> None:
    # March of Athens, which begins in winter time and ends in summer time
    windows = judged()["windows"]
    assert {(w["window"]["from"], w["window"]["to"]) for w in windows} == {
        ("2026-02-28T22:00:00Z", "2026-03-31T21:00:00Z")
    }
    assert [(w["group"], w["value"], w["target"], w["met"], w["breached"]) for w in windows] == [
        ({"site": "Athens"}, "1", "0.5", 1, 0),
        ({"site": "Patras"}, "0", "0.5", 0, 1),
    ]


def test_json_lines_say_the_same() -> None:
    lines = [json.loads(line) for line in fine(*RUN, "--format", "jsonl").splitlines()]
    head, *rows = lines
    whole = judged()
    assert head == {"type": "result", **{k: whole[k] for k in ("format", "as_of", "policy", "events")}}
    for kind, key in (("case", "cases"), ("window", "windows")):
        assert [
            {k: v for k, v in row.items() if k != "type"} for row in rows if row["type"] == kind
        ] == whole[key]
    assert len(rows) == len(whole["cases"]) + len(whole["windows"])


def said(value: object) -> str:
    return "" if value is None else str(value)


def test_csv_says_the_same() -> None:
    whole = judged()
    cases = table(fine(*RUN, "--format", "csv"))
    plain = [key for key in whole["cases"][0] if key not in ("group", "warned")]
    assert [[row[key] for key in plain] for row in cases] == [
        [said(case[key]) for key in plain] for case in whole["cases"]
    ]
    assert cases[0]["group"] == "site=Athens"
    assert cases[0]["warned"] == "Service Desk Manager 2026-03-02T07:15:00Z"
    windows = table(fine(*RUN, "--format", "csv", "--table", "windows"))
    plain = [
        key for key in whole["windows"][0] if key not in ("group", "window", "warned", "burned", "forecast")
    ]
    assert [[row[key] for key in plain] for row in windows] == [
        [said(window[key]) for key in plain] for window in whole["windows"]
    ]
    assert [(row["from"], row["to"]) for row in windows] == [
        (window["window"]["from"], window["window"]["to"]) for window in whole["windows"]
    ]


def test_csv_gives_a_spreadsheet_no_formula(desk: Path) -> None:
    cases = ["=1+1", "+1", "-1", "@SUM(A1)", 'with "quotes", a comma']
    rows = ["at,event,case,priority,site"]
    quoted = [case.replace('"', '""') for case in cases]
    rows += [f'2026-03-02 09:00,opened,"{case}",P1,=site' for case in quoted]
    (desk / "formulas.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    read = table(fine("run", "desk.sla", "--events", "formulas.csv", "--format", "csv", "--clause", "FIX"))
    assert {row["case"] for row in read} == {"'=1+1", "'+1", "'-1", "'@SUM(A1)", 'with "quotes", a comma'}
    assert not any(value.startswith(("=", "+", "@")) for row in read for value in row.values())
    # numbers below zero stay numbers
    late = table(fine(*RUN, "--format", "csv", "--case", "INC-2", "--clause", "FIX"))
    assert late[0]["margin_s"] == "-900"


def test_letters_of_any_alphabet_come_out_as_they_went_in(desk: Path) -> None:
    (desk / "greek.csv").write_text(LOG.replace("INC-1", "ΥΠ-1 «α»"), encoding="utf-8")
    (desk / "greek.sla").write_text(AGREEMENT.replace("Our Company", "Εταιρεία"), encoding="utf-8")
    for form in ("json", "jsonl", "csv", "text"):
        words = ("run", "greek.sla", "--events", "greek.csv", "--format", form, "--case", "ΥΠ-1 «α»")
        text = fine(*words)
        assert "ΥΠ-1 «α»" in text or form == "text"
    assert "Εταιρεία for" in text
