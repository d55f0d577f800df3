"""Diagnostics for other programs: plain JSON, the annotations of a GitHub workflow, and SARIF 2.1.0."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from sladsl import __version__
from sladsl.diagnostics.diagnostic import Diagnostic, Severity
from sladsl.source import SourceText, Span

Json = dict[str, Any]


def to_json(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceText]) -> list[Json]:
    """One object a finding, ready for `json.dumps`.

    Keys: code, severity (`error`, `warning`), headline, file, line, column, end_line, end_column, label,
    notes (list), help, others (list of objects: file, line, column, end_line, end_column, label). Lines and
    columns count from 1, columns in characters (code points of the NFC text), the end column is that after
    the last character; they are null where there is no place or its text is not among `sources`.
    """
    return [
        {
            "code": each.code,
            "severity": each.severity.value,
            "headline": each.headline,
            **_place(each.span, sources),
            "label": each.label,
            "notes": list(each.notes),
            "help": each.help,
            "others": [{**_place(other.span, sources), "label": other.text} for other in each.others],
        }
        for each in diagnostics
    ]


def _place(span: Span | None, sources: Mapping[str, SourceText]) -> Json:
    line = column = end_line = end_column = None
    if span is not None and (source := sources.get(span.file)):
        start = min(max(span.start, 0), len(source.text))
        line, column = source.position(start)
        end_line, end_column = source.position(min(max(span.end, start), len(source.text)))
    return {
        "file": span.file if span else None,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def to_github(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceText]) -> str:
    """One workflow command a finding, `::error file=...,line=...::...`, each on a line of its own."""
    return "".join(_command(each) + "\n" for each in to_json(diagnostics, sources))


def _command(found: Json) -> str:
    keys = {"file": "file", "line": "line", "endLine": "end_line", "col": "column", "endColumn": "end_column"}
    if found["line"] != found["end_line"]:  # columns mean something to GitHub on one line only
        del keys["col"], keys["endColumn"]
    properties = {name: found[key] for name, key in keys.items() if found[key] is not None}
    properties["title"] = found["code"]
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{found['severity']} {listed}::{_data(_message(found))}"


def _message(found: Json) -> str:
    """The finding as running text: headline, label, notes, help."""
    first = f"{found['headline']}: {found['label']}" if found["label"] else found["headline"]
    help_ = [f"help: {found['help']}"] if found["help"] else []
    return "\n".join([first, *(f"note: {note}" for note in found["notes"]), *help_])


def _data(text: str) -> str:
    # the escapes of actions/toolkit, command.ts: whatever is not escaped could end the command
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_sarif(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceText]) -> Json:
    """A SARIF 2.1.0 log of one run, ready for `json.dumps`; a rule for each code that was met."""
    given = list(diagnostics)
    codes = sorted({each.code for each in given})
    driver = {
        "name": "sladsl",
        "version": __version__,
        "rules": [
            {
                "id": code,
                "help": {"text": f"sladsl explain {code}"},
                "defaultConfiguration": {"level": "warning" if code.startswith("W") else "error"},
            }
            for code in codes
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, codes) for found in to_json(given, sources)],
    }
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }


def _result(found: Json, codes: list[str]) -> Json:
    result: Json = {
        "ruleId": found["code"],
        "ruleIndex": codes.index(found["code"]),
        "level": Severity(found["severity"]).value,
        "message": {"text": _message(found)},
    }
    if found["file"] is not None:
        result["locations"] = [_location(found)]
    if found["others"]:
        result["relatedLocations"] = [
            {**_location(other), "message": {"text": other["label"]}} for other in found["others"]
        ]
    return result


def _location(place: Json) -> Json:
    physical: Json = {"artifactLocation": {"uri": quote(place["file"].replace("\\", "/"), errors="replace")}}
    if place["line"] is not None:
        physical["region"] = {
            "startLine": place["line"],
            "startColumn": place["column"],
            "endLine": place["end_line"],
            "endColumn": place["end_column"],
        }
    return {"physicalLocation": physical}
