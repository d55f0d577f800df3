"""A small agreement and its log, for the tests of the commands; and `sladsl` called in this process.

2 March 2026 is a Monday. Athens is two hours ahead of UTC until 29 March, then three.
"""

import csv
import io
import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from sladsl.cli import main

AGREEMENT = """\
use itil.

agreement DESK "Service desk":
  is a customer SLA, version 1.0.
  between Our Company as provider and Our Customer as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.

calendar desk hours:
  open Monday to Friday 08:00 to 17:00.

clause ANSWER "Somebody answers":
  Every incident where priority is P1
  shall be responded to within 30 minutes,
  counting desk hours,
  for at least 50% of incidents per calendar month and site.
  Warn Service Desk Manager at 50% of the time.

clause FIX "It works again":
  Every incident
  shall be resolved within 4 hours,
  counting desk hours, paused while waiting for customer.
"""

LOG = """\
at,event,case,priority,site
2026-03-02 09:00,opened,INC-1,P1,Athens
2026-03-02 09:20,responded,INC-1,P1,Athens
2026-03-02 10:00,held,INC-1,P1,Athens
2026-03-02 11:00,released,INC-1,P1,Athens
2026-03-02 13:00,resolved,INC-1,P1,Athens
2026-03-06 16:45,opened,INC-2,P1,Patras
2026-03-09 08:30,responded,INC-2,P1,Patras
2026-03-09 12:00,resolved,INC-2,P1,Patras
2026-03-10 10:00,opened,INC-3,P3,Athens
"""


def sladsl(*words: str, stdin: str | bytes = b"") -> Result:
    """`sladsl WORDS`. Whatever it does, no traceback reaches the user."""
    result = CliRunner().invoke(main, [str(word) for word in words], input=stdin)
    assert "Traceback" not in result.output
    assert result.exit_code == 3 or "internal fault" not in result.output
    return result


def fine(*words: str, stdin: str | bytes = b"") -> str:
    """What `sladsl WORDS` writes to stdout; it ends well and has nothing to say."""
    result = sladsl(*words, stdin=stdin)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def judged(*words: str) -> Any:
    """The result of `sladsl run` on the desk's log, as JSON."""
    return json.loads(fine("run", "desk.sla", "--events", "log.csv", "--format", "json", *words))


def table(text: str) -> list[dict[str, str]]:
    """CSV read back."""
    return list(csv.DictReader(io.StringIO(text)))


def write_desk(folder: Path) -> None:
    """The agreement and the log into a folder."""
    (folder / "desk.sla").write_text(AGREEMENT, encoding="utf-8")
    (folder / "log.csv").write_text(LOG, encoding="utf-8")
