"""Checking ten thousand agreements, and again after one clause is edited.

`python -m tests.bench.check_many [--customers N] [--sladsl COMMAND]` prints seconds and memory of whole processes, and
beside them a hand-written peer that does what a spreadsheet does: it reads the same files and adds up the hours of
each plan, calendars left aside. COMMAND is an installed sladsl, which comes with its parsing tables; a checkout has to
work them out each time. Of an edit it is the middle one of five.
"""

import argparse
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.many_agreements import write

EDITS = (71, 95, 300, 41, 500)  # hours that one customer is promised instead; some are too few
_CLAUSE = re.compile(r"agreement (\S+) .*?clause \w+:\n.*? within (\d+) (minutes|hours)", re.DOTALL)
_RELIED = re.compile(r"under ([\w-]+)/")


def peer(folder: Path) -> int:
    """How many plans take longer, their hours added up, than is promised."""
    hours: dict[str, float] = {}
    relied: dict[str, list[str]] = {}
    for path in folder.glob("*.sla"):
        for text in path.read_text(encoding="utf-8").split("\nagreement ")[1:]:
            found = _CLAUSE.search("agreement " + text)
            assert found is not None
            hours[found[1]] = int(found[2]) / (60 if found[3] == "minutes" else 1)
            relied[found[1]] = _RELIED.findall(text)
    return sum(
        hours[first] + max(hours[each] for each in rest) > hours[name]
        for name, (first, *rest) in ((name, steps) for name, steps in relied.items() if steps)
    )


def measured(sladsl: list[str], folder: Path, cache: Path) -> tuple[float, int, str]:
    """Seconds, peak memory in MiB of the largest process so far, and the last line of a check."""
    command = [*sladsl, "check", *map(str, sorted(folder.glob("*.sla"))), "--cache", str(cache)]
    begin = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return seconds, peak, done.stdout.strip().splitlines()[-1]


def main() -> None:
    """Write, check, edit, check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000)
    parser.add_argument("--sladsl")
    asked = parser.parse_args()
    sladsl = [asked.sladsl] if asked.sladsl else [sys.executable, "-m", "sladsl"]
    out = sys.stdout.write
    with TemporaryDirectory() as scratch:
        folder, cache = Path(scratch, "agreements"), Path(scratch, "cache")
        many = write(folder, asked.customers)
        begin = time.perf_counter()
        late = peer(folder)
        added = time.perf_counter() - begin
        out(f"{many} agreements; the peer adds up hours in {added:.2f} s and finds {late} too long\n")
        seconds, peak, said = measured(sladsl, folder, cache)
        out(f"check        {seconds:6.1f} s  {seconds / added:6.0f} x peer  {peak} MiB  {said}\n")
        seconds, _, said = measured(sladsl, folder, cache)
        out(f"nothing new  {seconds:6.2f} s  {seconds / added:6.1f} x peer  {said}\n")
        customer = folder / "customer-7.sla"
        text = customer.read_text(encoding="utf-8")
        runs = []
        for hours in EDITS:
            edited = re.sub(r"within \d+ hours", f"within {hours} hours", text, count=1)
            customer.write_text(edited, encoding="utf-8")
            runs.append(measured(sladsl, folder, cache))
        seconds, _, said = sorted(runs)[len(runs) // 2]
        out(f"one edited   {seconds:6.2f} s  {seconds / added:6.1f} x peer  {said}\n")


if __name__ == "__main__":
    main()
