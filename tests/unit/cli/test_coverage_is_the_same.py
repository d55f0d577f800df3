"""What is said does not hang on the order in which Python happens to keep sets."""

import os
import subprocess
import sys
from pathlib import Path

DRAFT = Path(__file__).resolve().parents[3] / "examples" / "supply-chain" / "first-draft"


def said(seed: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "sladsl", "coverage", *map(str, sorted(DRAFT.glob("*.sla")))],
        env={**os.environ, "PYTHONHASHSEED": seed},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    ).stdout


def test_two_runs_say_the_same() -> None:
    # these two kept `Line North` and `Line South` in different orders
    assert "Line North is down" in said("5")
    assert said("5") == said("7")
