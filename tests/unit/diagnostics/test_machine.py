"""Findings for other programs."""

import json
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.machine import to_github, to_json, to_sarif
from sladsl.source import SourceText, Span

SOURCE = SourceText.of("my acme.sla", "use itil.\nclause Ρ1:\n  αβγ\n")
SOURCES = {SOURCE.name: SOURCE}
FINDING = Diagnostic(
    "E0210",
    "`Ρ1` mixes alphabets, 100% sure",
    Span("my acme.sla", 17, 19),
    "Greek rho",
    others=[Label(Span("my acme.sla", 0, 9), "used here")],
    notes=["a note"],
    help="type it again",
)


def test_json_has_every_part() -> None:
    assert to_json([FINDING], SOURCES) == [
        {
            "code": "E0210",
            "severity": "error",
            "headline": "`Ρ1` mixes alphabets, 100% sure",
            "file": "my acme.sla",
            "line": 2,
            "column": 8,
            "end_line": 2,
            "end_column": 10,
            "label": "Greek rho",
            "notes": ["a note"],
            "help": "type it again",
            "others": [
                {
                    "file": "my acme.sla",
                    "line": 1,
                    "column": 1,
                    "end_line": 1,
                    "end_column": 10,
                    "label": "used here",
                }
            ],
        }
    ]


def test_places_that_are_not_known_are_null() -> None:
    nowhere, elsewhere = to_json(
        [Diagnostic("W0401", "x", None), Diagnostic("E0101", "x", Span("b.sla", 1, 2))], {}
    )
    assert (nowhere["severity"], nowhere["file"], nowhere["line"]) == ("warning", None, None)
    assert (elsewhere["file"], elsewhere["line"], elsewhere["end_column"]) == ("b.sla", None, None)


def test_github_commands_are_escaped() -> None:
    assert to_github([FINDING], SOURCES) == (
        "::error file=my acme.sla,line=2,endLine=2,col=8,endColumn=10,title=E0210::"
        "`Ρ1` mixes alphabets, 100%25 sure: Greek rho%0Anote: a note%0Ahelp: type it again\n"
    )
    tricky = Diagnostic("W0401", "x\n::error::forged", Span("a,b:c.sla", 0, 1))
    assert to_github([tricky], {}) == "::warning file=a%2Cb%3Ac.sla,title=W0401::x%0A::error::forged\n"


def test_github_gives_no_columns_for_several_lines() -> None:
    several = Diagnostic("E0101", "x", Span("my acme.sla", 4, 12))
    assert to_github([several], SOURCES) == "::error file=my acme.sla,line=1,endLine=2,title=E0101::x\n"


# the parts of the SARIF 2.1.0 schema that we use, with `additionalProperties` closed as it closes them
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
REGION_PART = {"type": "integer", "minimum": 1}
LOCATION: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "message": MESSAGE,
        "physicalLocation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"uri": {"type": "string", "pattern": "^[!-~]*$"}},
                },
                "region": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": dict.fromkeys(
                        ("startLine", "startColumn", "endLine", "endColumn"), REGION_PART
                    ),
                },
            },
        },
    },
}
RULE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "help": MESSAGE,
        "defaultConfiguration": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"level": {"enum": ["none", "note", "warning", "error"]}},
        },
    },
}
RESULT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["message"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION},
        "relatedLocations": {"type": "array", "items": LOCATION, "uniqueItems": True},
    },
}
DRIVER = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "version": {"type": "string"},
        "rules": {"type": "array", "items": RULE, "uniqueItems": True},
    },
}
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"enum": ["2.1.0"]},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {"driver": DRIVER},
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}


def test_sarif_names_rules_places_and_files() -> None:
    log = to_sarif([FINDING, Diagnostic("W0401", "x", None)], SOURCES)
    run = log["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["E0210", "W0401"]
    assert [(each["ruleId"], each["level"]) for each in run["results"]] == [
        ("E0210", "error"),
        ("W0401", "warning"),
    ]
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "my%20acme.sla"},
        "region": {"startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 10},
    }
    assert "locations" not in run["results"][1]


spans = st.none() | st.builds(
    Span, st.sampled_from(["my acme.sla", "b\\ü.sla"]), st.integers(0, 40), st.integers(0, 40)
)
findings = st.builds(
    Diagnostic,
    st.sampled_from(["E0101", "W0401", "E0302"]),
    st.text(max_size=20),
    spans,
    st.text(max_size=9),
    notes=st.lists(st.text(max_size=9), max_size=2),
)


@given(st.lists(findings, max_size=4))
def test_always_valid(given_findings: list[Diagnostic]) -> None:
    log = to_sarif(given_findings, SOURCES)
    jsonschema.validate(log, SARIF)
    json.dumps([log, to_json(given_findings, SOURCES)])
    assert to_github(given_findings, SOURCES).count("\n") == len(given_findings)
