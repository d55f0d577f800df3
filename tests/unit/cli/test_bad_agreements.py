"""What is no agreement at all: told in words, with the right exit code, and soon."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.desk import AGREEMENT, fine, sladsl

pytestmark = pytest.mark.usefixtures("desk")

RUN = ("--events", "log.csv")
DEEP = 10_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", ["E0904", "there is no agreement in `bad.sla`", "the file is empty"], id="empty"),
        pytest.param(b" \n\t\r\n", ["E0904"], id="blank"),
        pytest.param(b"\x7fELF\x02\x01\x01\x00\xff\xfe\x00", ["E0903", "not a text in UTF-8"], id="binary"),
        pytest.param(b"agreement A\0B:", ["E0903", "line 1 holds a zero byte"], id="a zero byte"),
        pytest.param(AGREEMENT.encode("utf-16"), ["E0903", "it is in UTF-16"], id="UTF-16"),
        pytest.param(
            "use itil.\nagreement Γ:".encode("iso8859-7"),
            ["E0903", "byte 11 of line 2 is 0xc3, which is not UTF-8 there", "save it as plain text"],
            id="Greek in one byte",
        ),
        pytest.param(
            b"agreement X", ["E0102", "ends in the middle of a sentence", "1:11"], id="half a sentence"
        ),
        pytest.param(b"clause A:\n  Every incident", ["E0102"], id="half a clause"),
        pytest.param(b"a" * 10_000_000, ["E0105", "more than 4000000 characters"], id="a line of 10 MB"),
        pytest.param(
            b"calendar c:\n  open " + b"(" * DEEP + b"Monday" + b")" * DEEP + b".\n",
            ["E0105", "nested more than 50 deep"],
            id="parentheses",
        ),
        pytest.param(b"\xef\xbb\xbfagreement X", ["E0102"], id="a byte order mark is no harm"),
        pytest.param(b'{"format": 1', ["E0906", "not JSON"], id="a policy cut short"),
    ],
)
def test_a_text_that_is_none(desk: Path, content: bytes, said: list[str]) -> None:
    (desk / "bad.sla").write_bytes(content)
    check, run = sladsl("check", "bad.sla"), sladsl("run", "bad.sla", *RUN)
    assert (check.exit_code, check.stderr) == (1, "")
    assert (run.exit_code, run.stdout) == (1, "")
    for words in said:
        assert words in check.stdout
        assert words in run.stderr
    assert all(len(line) <= 100 for line in check.stdout.splitlines())


def test_a_condition_of_ten_thousand_parentheses(desk: Path) -> None:
    condition = f"{'(' * DEEP}priority is P1{')' * DEEP}"
    (desk / "deep.sla").write_text(AGREEMENT.replace("priority is P1", condition), encoding="utf-8")
    result = sladsl("check", "deep.sla")
    assert result.exit_code == 1
    assert "E0105" in result.stdout


@pytest.mark.parametrize(
    ("path", "said", "code"),
    [
        pytest.param(
            "dsk.sla", ["E0901", "`dsk.sla` cannot be read", "did you mean `desk.sla`?"], 2, id="no file"
        ),
        pytest.param("no/such.sla", ["E0901", "no such file or directory"], 2, id="no folder"),
        pytest.param("desk.sla/x", ["E0901", "not a directory"], 2, id="below a file"),
        pytest.param(".", ["E0901", "it is a folder; name the files in it: ./desk.sla"], 2, id="a folder"),
        pytest.param("x" * 5000, ["E0901", "file name too long"], 2, id="a name too long"),
    ],
)
def test_a_path_that_leads_to_none(path: str, said: list[str], code: int) -> None:
    for words in (
        ["check", path],
        ["run", path, *RUN],
        ["compile", path],
        ["due", path, "FIX", "--start", "2026"],
    ):
        result = sladsl(*words)
        assert result.exit_code == code
        assert all(each in result.output for each in said)


@pytest.mark.skipif(sys.platform == "win32", reason="no such device there")
def test_a_device_without_end() -> None:
    result = sladsl("check", "/dev/zero")
    assert result.exit_code == 1
    assert "E0902" in result.stdout
    assert "larger than 64 MiB" in result.stdout


@pytest.mark.parametrize(
    "path", ["missing.sla", "/etc/passwd", "../../../etc/passwd", "log.csv", ".", "folder", "http://a/b.sla"]
)
def test_use_of_what_is_no_agreement(desk: Path, path: str) -> None:
    (desk / "folder").mkdir()
    (desk / "user.sla").write_text(f'use "{path}".\n{AGREEMENT}', encoding="utf-8")
    result = sladsl("check", "user.sla", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert [(each["code"], each["line"], each["column"]) for each in found] == [("E0201", 1, 5)]
    # nothing of a file that may not be used is shown
    assert "root:" not in result.output
    assert "INC-1" not in result.output


def test_use_reaches_agreements_wherever_they_stand(desk: Path) -> None:
    (desk / "below").mkdir()
    for path, name in (("../desk.sla", "below/a.sla"), (desk / "desk.sla", "below/b.sla")):
        (desk / name).write_text(f'use "{path}".\n', encoding="utf-8")
        assert fine("check", name).startswith("fine: 1 agreement")
    bad = {"latin.sla": b"\xc1", "empty.md": b"", "prose.md": b"# No program\n"}
    for name, content in bad.items():
        (desk / name).write_bytes(content)
        (desk / "below" / "c.sla").write_text(f'use "../{name}".\n', encoding="utf-8")
        result = sladsl("check", "below/c.sla")
        assert result.exit_code == 1
        assert name in result.stdout
        assert "E0903" in result.stdout or "E0904" in result.stdout


def test_files_that_use_each_other(desk: Path) -> None:
    (desk / "a.sla").write_text(f'use "b.sla".\n{AGREEMENT}', encoding="utf-8")
    (desk / "b.sla").write_text('use "./a.sla".\n', encoding="utf-8")
    assert fine("check", "a.sla").startswith("fine: 1 agreement")


# --- compiled policies that were tampered with -------------------------------------------------------


def _set(*path: Any) -> Callable[[Any], None]:
    """A change of the policy's tree: all but the last of `path` lead to a place, which becomes the last."""
    *keys, last, value = path

    def change(tree: Any) -> None:
        for key in keys:
            tree = tree[key]
        tree[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(_set("format", 2), "has format 2, this release reads format 1", id="another format"),
        pytest.param(_set("format", "1"), 'has format "1"', id="a format that is no number"),
        pytest.param(
            _set("clauses", 0, "deadline", "type", "os.system"),
            'at clauses[0].deadline: the "type" "os.system" is none of',
            id="another class",
        ),
        pytest.param(
            _set("clauses", 0, "__class__", "os.system"),
            'at clauses[0]: unknown keys "__class__"',
            id="a class",
        ),
        pytest.param(
            _set("clauses", 0, "calendar", "none"), "a calendar `none` that is not there", id="loose end"
        ),
        pytest.param(
            _set("clauses", 0, "id", 7), "7 stands where a text is expected", id="a number for a name"
        ),
        pytest.param(
            _set("agreements", 0, "zone", "../../etc/passwd"),
            "there is no time zone `../../etc/passwd`",
            id="zone",
        ),
        pytest.param(_set("agreements", 0, "begins", 1e300), "a whole number is expected", id="not whole"),
        pytest.param(_set("agreements", {}), "an object stands where a list is expected", id="no list"),
    ],
)
def test_a_policy_that_was_tampered_with(desk: Path, change: Callable[[Any], None], said: str) -> None:
    tree = json.loads(fine("compile", "desk.sla"))
    change(tree)
    (desk / "bad.json").write_text(json.dumps(tree), encoding="utf-8")
    result = sladsl("run", "bad.json", *RUN)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error[E0906]: `bad.json` is not a compiled policy that can be used" in result.stderr
    assert said in " ".join(result.stderr.split())
    assert "compile the agreement again" in result.stderr


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"format": NaN}',
        b"[" * 200_000,
        b'{"format":' + b"[" * 200_000,
        bytes(range(256)),
    ]
    + [b'{"format": 1}', b'{"format": ' + b"9" * 10_000 + b"}", b'{"format": 1, "clauses": "\xff"}'],
    ids=range(11),
)
def test_json_that_is_no_policy(desk: Path, content: bytes) -> None:
    (desk / "bad.json").write_bytes(content)
    result = sladsl("check", "bad.json")
    assert result.exit_code == 1
    assert "error[E0906]" in result.stdout


def test_a_policy_beside_other_files(desk: Path) -> None:
    fine("compile", "desk.sla", "-o", "desk.json")
    result = sladsl("check", "desk.json", "desk.sla")
    assert result.exit_code == 1
    assert result.stdout.count("error[") == 1
    assert "error[E0905]: the compiled policy `desk.json` stands beside other files" in result.stdout


# --- agreements too large to look at, not to judge ----------------------------------------------------


def test_two_thousand_clauses(desk: Path) -> None:
    clauses = "".join(
        f'clause C{number} "Clause {number}":\n  Every incident where priority is P{number % 5 + 1}\n'
        f"  shall be resolved within {number % 9 + 1} hours,\n  counting desk hours.\n\n"
        for number in range(2000)
    )
    (desk / "large.sla").write_text(f"{AGREEMENT}\n{clauses}", encoding="utf-8")
    assert fine("check", "large.sla") == "fine: 1 agreement, 2,002 clauses, 1 calendar, 0 worked examples\n"
    words = ("run", "large.sla", *RUN, "--format", "json", "--clause", "C5", "--clause", "C1999")
    cases = json.loads(fine(*words))["cases"]
    # C5 is of P1 and allows 5 % 9 + 1 hours; C1999 is of P5, and there is none
    assert [(case["clause"], case["case"], case["target_s"]) for case in cases] == [
        ("C5", "INC-1", 6 * 3600),
        ("C5", "INC-2", 6 * 3600),
    ]


def test_a_hundred_years_of_days(desk: Path) -> None:
    text = AGREEMENT.replace("2026-12-31", "2126-12-31").replace("per calendar month", "per calendar day")
    (desk / "century.sla").write_text(text, encoding="utf-8")
    words = ("run", "century.sla", *RUN, "--as-of", "2126-01-01")
    # two sites, from 2 March 2026 to 1 January 2126: 36,465 days each
    windows = json.loads(fine(*words, "--format", "json"))["windows"]
    assert len(windows) == 2 * 36_465
    # of which a reader is shown those with cases, and the last day
    text = fine(*words)
    assert len(text.splitlines()) < 40
    assert (
        "  2026-03-09  2026-03-10  site Patras    0         1        0     0%       50%  breached\n" in text
    )
    log = (desk / "log.csv").read_text("utf-8")
    more = "".join(f"2026-03-02 10:00,opened,X-{number},P1,site {number}\n" for number in range(3))
    (desk / "log.csv").write_text(log + more, encoding="utf-8")
    result = sladsl(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: clause `ANSWER` would have 5 groups in 36,465 windows, more than 100,000 in all: "
        "take longer windows or fewer groups\n"
    )
