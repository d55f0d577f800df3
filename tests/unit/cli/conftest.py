"""The folder the commands run in."""

from pathlib import Path

import pytest

from tests.unit.cli.desk import write_desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `desk.sla` and `log.csv`, and the working directory."""
    write_desk(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "SLADSL_TRACE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path
