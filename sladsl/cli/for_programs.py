"""Findings in the forms that other programs read."""

import json
from collections.abc import Iterable, Mapping
from typing import Literal

from sladsl.diagnostics import Diagnostic
from sladsl.source import SourceText

ForPrograms = Literal["json", "sarif", "github"]
Form = Literal["text", "json", "sarif", "github"]


def written(found: Iterable[Diagnostic], sources: Mapping[str, SourceText], form: ForPrograms) -> str:
    """A list in JSON, a SARIF log of one run, or a workflow command a line for GitHub."""
    from sladsl.diagnostics import machine

    match form:
        case "json":
            return json.dumps(machine.to_json(found, sources), ensure_ascii=False, indent=2) + "\n"
        case "sarif":
            return json.dumps(machine.to_sarif(found, sources), ensure_ascii=False, indent=2) + "\n"
        case "github":
            return machine.to_github(found, sources)
