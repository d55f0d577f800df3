"""Agreements from files: texts, literate Markdown, compiled policies, and what is none of them."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import sladsl
from sladsl import loading
from sladsl.cli import main
from sladsl.diagnostics import PolicyError, catalogue
from sladsl.loading import STANDARD_INPUT, load_program
from sladsl.policy.json import dumps

DESK = """\
agreement DESK "Help desk":
  is an internal SLA, version 1.0.
  between IT as provider and Sales as customer.
  in force from 2026-01-01 to 2026-12-31.
  time zone Europe/Athens.

subject request, plural requests:
  identified by number.
  has events opened, answered.

clock answer of request, said "answered":
  starts when opened.
  stops when answered.

clause ANSWER "Answers":
  Every request shall be answered within 4 hours, counting always.
"""
NETWORK = """\
agreement NETWORK:
  is an OLA, version 1.0.
  between Network as provider and IT as customer.
  in force from 2026-01-01.
  time zone Europe/Athens.
"""
TICKETS = "at,event,case\n" + "".join(f"2026-03-02 09:{n:02},opened,R-{n}\n" for n in range(60))

Write = Callable[[str, str | bytes], str]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file into the working directory and returns its name."""
    monkeypatch.chdir(tmp_path)

    def written(name: str, content: str | bytes) -> str:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    return written


def codes(*paths: str, stdin: bytes = b"") -> list[str]:
    return [found.code for found in load_program(paths, io.BytesIO(stdin)).diagnostics]


def agreements(*paths: str, stdin: bytes = b"") -> list[str]:
    policy = load_program(paths, io.BytesIO(stdin)).or_raise()
    return [agreement.id for agreement in policy.agreements]


# --- what is read ------------------------------------------------------------------------------------


def test_a_text_a_contract_and_a_policy(write: Write) -> None:
    text = write("desk.sla", DESK)
    assert agreements(text) == ["DESK"]
    assert agreements(write("desk.MD", f"# Desk\n\nProse.\n\n```sla\n{DESK}```\n")) == ["DESK"]
    assert agreements(write("bom.sla", b"\xef\xbb\xbf" + DESK.encode())) == ["DESK"]
    assert agreements(write("dos.sla", DESK.replace("\n", "\r\n"))) == ["DESK"]
    policy = load_program([text]).or_raise()
    for name in ("policy.json", "policy", "policy.sla"):
        stored = load_program([write(name, dumps(policy, indent=2))])
        assert stored.policy == policy
        assert (stored.diagnostics, stored.sources) == ((), {})


def test_standard_input(write: Write) -> None:
    write("net.sla", NETWORK)
    assert agreements("-", stdin=DESK.encode()) == ["DESK"]
    assert sorted(agreements("-", "net.sla", stdin=DESK.encode())) == ["DESK", "NETWORK"]
    program = load_program(["-"], io.BytesIO(b"agreement X"))
    assert program.policy is None
    assert list(program.sources)[-1] == STANDARD_INPUT
    assert codes("-") == ["E0904"]
    assert [found.code for found in load_program(["-"]).diagnostics] == ["E0904"]


def test_several_spellings_of_one_path_are_one_file(write: Write, tmp_path: Path) -> None:
    write("below/net.sla", 'use "../desk.sla".\n' + NETWORK)
    write("desk.sla", DESK)
    assert agreements("desk.sla", "./desk.sla", str(tmp_path / "desk.sla")) == ["DESK"]
    for first, second in (
        ("below/net.sla", "desk.sla"),
        ("./desk.sla", "./below/net.sla"),
        (str(tmp_path / "desk.sla"), "below/../below/net.sla"),
    ):
        assert sorted(agreements(first, second)) == ["DESK", "NETWORK"]


def test_a_link_and_its_file_are_one(write: Write) -> None:
    write("desk.sla", DESK)
    Path("link.sla").symlink_to("desk.sla")
    assert agreements("link.sla", "desk.sla") == ["DESK"]


def test_used_files_stand_beside_their_user(write: Write, tmp_path: Path) -> None:
    write("a/b/net.sla", 'use "../hours.sla".\n' + NETWORK)
    write("a/hours.sla", 'use "b/desk.sla".\n')
    write("a/b/desk.sla", DESK)
    assert sorted(agreements("a/b/net.sla")) == ["DESK", "NETWORK"]
    assert sorted(agreements(str(tmp_path / "a" / "b" / "net.sla"))) == ["DESK", "NETWORK"]


@pytest.mark.parametrize("path", ["missing.sla", "/etc/passwd", "log.csv", "policy.json", "folder.sla"])
def test_used_files_are_agreements(write: Write, path: str) -> None:
    write("log.csv", DESK)
    write("policy.json", DESK)
    Path("folder.sla").mkdir()
    assert codes(write("user.sla", f'use "{path}".\n')) == ["E0201"]


# --- what is not -------------------------------------------------------------------------------------


def test_one_run_says_everything(write: Write) -> None:
    write("half.sla", "agreement X")
    write("latin.sla", b"\xc1")
    write("blank.sla", "\n")
    write("desk.sla", DESK)
    found = codes("half.sla", "missing.sla", "latin.sla", "blank.sla", "desk.sla")
    assert sorted(found) == ["E0102", "E0901", "E0903", "E0904"]
    # a policy of the files that could be read would leave out what was agreed
    assert load_program(["desk.sla", "missing.sla"]).policy is None


def told(*paths: str) -> str:
    (found,) = load_program(paths).diagnostics
    return " | ".join((found.headline, *found.notes, found.help))


def test_paths_that_lead_nowhere(write: Write) -> None:
    write("desk.sla", DESK)
    write("more/net.sla", NETWORK)
    assert (
        told("dsk.sla") == "`dsk.sla` cannot be read | no such file or directory | did you mean `desk.sla`?"
    )
    assert told("more").endswith("it is a folder; name the files in it: more/net.sla")
    Path("none").mkdir()
    assert told("none").endswith("| it is a folder")
    assert told("a\0b").startswith("`a\ufffdb` cannot be read | embedded null byte")
    assert told("no/where.sla") == "`no/where.sla` cannot be read | no such file or directory | "


def test_bytes_that_are_no_text(write: Write) -> None:
    latin = "use itil.\n  Ωρα".encode("iso8859-7")
    assert "byte 3 of line 2 is 0xd9, which is not UTF-8 there" in told(write("a.sla", latin))
    assert "it is in UTF-16" in told(write("b.sla", DESK.encode("utf-16")))
    assert "line 1 holds a zero byte" in told(write("c.sla", DESK.encode("utf-16-le")))
    assert "line 2 holds a zero byte" in told(write("d.sla", "ab\ncd\0"))


def test_files_without_a_program(write: Write) -> None:
    assert "the file is empty | `sladsl new DIR`" in told(write("a.sla", ""))
    assert "the file is empty" in told(write("b.md", "  \n"))
    assert "no block of it is fenced as `sla`" in told(write("c.md", "# Prose\n\n```\nagreement X\n```\n"))


def test_the_limit(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MOST_BYTES", 2**20)
    text = DESK.encode()
    assert codes(write("full.sla", text + b"\n" * (2**20 - len(text)))) == []
    assert codes(write("over.sla", text + b"\n" * (2**20 - len(text) + 1))) == ["E0902"]
    assert codes("-", stdin=b" " * (2**20 + 1)) == ["E0902"]


def test_a_policy_stands_alone(write: Write) -> None:
    policy = dumps(load_program([write("desk.sla", DESK)]).or_raise())
    write("desk.json", policy)
    write("other.json", policy)
    assert codes("desk.json", "desk.sla") == ["E0905"]
    assert codes("desk.json", "other.json") == ["E0905", "E0905"]
    assert codes("desk.json", "./desk.json") == []
    assert sorted(codes("desk.json", "missing.sla")) == ["E0901", "E0905"]


def test_a_program_with_errors_is_raised(write: Write) -> None:
    with pytest.raises(PolicyError, match=r"E0102.*"):
        load_program([write("half.sla", "agreement X")]).or_raise()
    with pytest.raises(PolicyError) as caught:
        load_program(["missing.sla"]).or_raise()
    assert [found.code for found in caught.value.diagnostics] == ["E0901"]


# --- the explanation pages ---------------------------------------------------------------------------

BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<language>\w+)\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)


def shown(code: str) -> list[tuple[str, str]]:
    """The block under "Refused" and that under "Mended": (language, text)."""
    _, refused, mended = re.split(r"^## \w+$", catalogue.page(code), flags=re.MULTILINE)
    (before,), (after,) = BLOCK.findall(refused), BLOCK.findall(mended)
    return [before[1:], after[1:]]


def done(language: str, text: str) -> tuple[int, set[str]]:
    """Do what a block of a page shows: the exit code of its last command, and the codes that were told."""
    if language != "sh":
        name = f"page.{language}"
        Path(name).write_text(text, encoding="utf-8")
        text = f"sladsl check {name}"
    result = None
    for command in text.splitlines():
        word, *words = command.split()
        if word == "iconv":
            _, before, _, after, source, _, target = words
            Path(target).write_text(Path(source).read_text(before), after)
        else:
            assert word == "sladsl"
            result = CliRunner().invoke(main, words)
    assert result is not None
    return result.exit_code, set(re.findall(r"error\[(\w+)\]", result.output))


@pytest.mark.parametrize("code", [code for code in catalogue.codes() if code.startswith("E09")])
def test_a_page_is_true(write: Write, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(loading, "MOST_BYTES", 100_000 if code != "E0902" else len(TICKETS) - 1)
    write("desk.sla", DESK)
    write("network.sla", NETWORK)
    write("tickets.csv", TICKETS)
    write("greek.sla", DESK.replace("Help desk", "Υποστήριξη").encode("iso8859-7"))
    refused, mended = shown(code)
    exit_code, codes = done(*refused)
    assert codes == {code}
    assert exit_code == (2 if code == "E0901" else 1)
    assert done(*mended) == (0, set())


def test_the_hash_does_not_tell_the_folder(tmp_path: Path) -> None:
    """Both parties compile the same text, each in a folder of their own; another text has another hash."""
    text = """
    agreement A: is an OLA. between Alpha as provider and Beta as customer. in force from 2026-01-01. time zone UTC.
    subject job: has events asked, done.
    clock work of job, said "done": starts when asked. stops when done.
    clause C: Every job shall be done within 1 hour, counting always.
    """
    for folder in ("ours", "theirs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.sla").write_text(text, encoding="utf-8")
    ours, theirs = (sladsl.load(tmp_path / folder / "a.sla") for folder in ("ours", "theirs"))
    assert ours.hash == theirs.hash
    assert ours.model != theirs.model  # the places say where
    (tmp_path / "theirs" / "a.sla").write_text(text.replace("1 hour", "2 hours"), encoding="utf-8")
    assert sladsl.load(tmp_path / "theirs" / "a.sla").hash != ours.hash
