"""Works out the parsing tables when a wheel is built, so that no command has to when it starts."""

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LANGUAGES = ("english",)


class ParsingTables(BuildHookInterface[Any]):
    """Puts `english.text.json` and `english.cells.json` beside the grammar in the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the files are collected; an editable install works them out as it runs."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from sladsl.syntax.tables import STARTS, file_name, table

        folder = Path(mkdtemp())
        for language in LANGUAGES:
            for what in STARTS:
                path = folder / file_name(what, language)
                path.write_text(table(what, language), encoding="utf-8")
                build_data["force_include"][str(path)] = f"sladsl/_bundled/grammar/{path.name}"
