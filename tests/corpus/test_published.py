"""Published SLAs, judged on events that lie on, just under and just over what they promise.

`<id>.expected.csv` beside each was worked out by hand, and says how. `of` is the case, or what a window is about;
`value` is what was measured in a window (a share in %, a number, a length in ms), or when a case was due.
`<id>.credits.csv` says what is credited, in dollars of a fee of 100, by the provider's own table of tiers; where the time for a
claim runs from the incident, also how the claim stands and the last day for it.
"""

import csv
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import sladsl

FOLDER = Path(__file__).parents[2] / "examples" / "published"
AGREEMENTS = sorted(FOLDER.glob("*.sla"))
# the first instant after the last window that the table tells of
AS_OF = {"leonardo-annual": "2027-01-01", "edgevirt": "2026-11-01"}
Told = tuple[str, str, str, str, str | Fraction | None]


def value_in(text: str) -> Fraction | None:
    """The measured value that a table says: a share of 1, a number, a length in microseconds."""
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    if text.endswith("ms"):
        return Fraction(text[:-2]) * 1000
    return Fraction(text) if text else None


def expected(agreement: Path) -> list[Told]:
    with agreement.with_suffix(".expected.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    return sorted(
        (
            (
                row["clause"],
                row["of"],
                row["from"],
                row["status"],
                value_in(row["value"]) if row["from"] else row["value"],
            )
            for row in rows
        ),
        key=lambda told: told[:3],
    )


def judged(agreement: Path) -> list[Told]:
    """Every case and every window that is over."""
    policy = sladsl.load(agreement)
    zones = {each.zone for each in policy.model.agreements}
    assert len(zones) == 1, "a table says times in the agreement's zone"
    as_of = datetime.fromisoformat(AS_OF.get(agreement.stem, "2026-05-01")).replace(tzinfo=ZoneInfo(*zones))
    result = policy.run(agreement.with_suffix(".csv"), as_of, strict=True)
    assert result.events.unknown == 0
    told: list[Told] = [
        (row["clause"], row["case"], "", row["status"], f"{row['due']:%Y-%m-%d %H:%M}")
        for row in result.cases
    ]
    for row in result.windows:
        if row["to"] <= as_of:
            about = ", ".join(row["group"].values())
            told.append((row["clause"], about, f"{row['from']:%Y-%m-%d}", row["status"], row["value"]))
    return sorted(told, key=lambda each: each[:3])


@pytest.mark.parametrize("agreement", AGREEMENTS, ids=lambda path: path.stem)
def test_a_published_sla(agreement: Path) -> None:
    assert sladsl.check(agreement).diagnostics == ()
    assert judged(agreement) == expected(agreement)


def with_credits() -> list[Path]:
    return [path for path in AGREEMENTS if path.with_suffix(".credits.csv").exists()]


def credited(agreement: Path, columns: Sequence[str]) -> list[tuple[str, ...]]:
    """What each window is credited, claimed or not; where the table asks for it, how its claim stands, and the last day
    on which it can be made."""
    policy = sladsl.load(agreement)
    zone = ZoneInfo(policy.model.agreements[0].zone)
    as_of = datetime.fromisoformat(AS_OF.get(agreement.stem, "2026-05-01"))
    result = policy.run(agreement.with_suffix(".csv"), as_of.replace(tzinfo=zone))
    told = (
        {
            "clause": row["clause"],
            "of": ", ".join(row["group"].values()),
            "from": f"{row['from']:%Y-%m-%d}",
            "credit": str(row["reckoned"]),
            "claim": str(row["claim"]),
            "last day": ""
            if row["claim_until"] is None
            else f"{row['claim_until'] - timedelta(hours=12):%Y-%m-%d}",
        }
        for row in result.credits
    )
    return sorted(tuple(row[column] for column in columns) for row in told)


@pytest.mark.parametrize("agreement", with_credits(), ids=lambda path: path.stem)
def test_what_is_credited(agreement: Path) -> None:
    with agreement.with_suffix(".credits.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert rows
    columns = [column for column in rows[0] if column != "why"]
    assert credited(agreement, columns) == sorted(tuple(row[column] for column in columns) for row in rows)


def test_every_agreement_that_credits_has_its_table() -> None:
    crediting = {path for path in AGREEMENTS if any(terms.credits for terms in sladsl.load(path).model.money)}
    assert crediting == set(with_credits())


def test_the_page_counts_the_sentences() -> None:
    with (FOLDER / "sentences.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {row["sla"] for row in rows} == {path.stem for path in AGREEMENTS}
    assert all((row["said"] == "no") == bool(row["form that is missing"]) for row in rows)
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    for path in AGREEMENTS:
        own = [row for row in rows if row["sla"] == path.stem]
        line = next(line for line in page.splitlines() if line.startswith(f"| [{path.stem}]"))
        assert f"| {_yes(own, 'said')} of {len(own)} | {_yes(own, 'now')} of {len(own)} |" in line
    for kept in (rows, [row for row in rows if row["kind"] != "row"]):
        for column in ("said", "now"):
            assert f"{_yes(kept, column)} of {len(kept)}" in page


def _yes(rows: list[dict[str, str]], column: str) -> int:
    return sum(row[column] == "yes" for row in rows)


@pytest.mark.parametrize("agreement", AGREEMENTS, ids=lambda path: path.stem)
def test_every_clause_is_kept_once_and_broken_once(agreement: Path) -> None:
    model = sladsl.load(agreement).model
    statuses: dict[str, set[str]] = {each.id: set() for each in (*model.clauses, *model.window_clauses)}
    for clause, _, _, status, _ in expected(agreement):
        statuses[clause].add(status)
    assert all({"met", "breached"} <= told for told in statuses.values()), statuses
