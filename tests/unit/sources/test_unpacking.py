"""gzip, zip, sizes, and files that are not there."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from sladsl.policy.model import Policy, Source
from sladsl.sources import LIMITS, Reading, SourceError, read

Read = Callable[..., Reading]
LOG = b"number,when,what\n" + b"".join(b"R-%d,02/03/2026 09:00,opened\n" % i for i in range(2_000))


@pytest.fixture
def plain(event_log: Source) -> Source:
    return evolve(event_log, fields=())


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def code(read_it: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(SourceError) as caught:
        read_it()
    (diagnostic,) = caught.value.diagnostics
    return diagnostic.code, diagnostic.notes[0]


@pytest.mark.parametrize(
    "packed", [LOG, gzip.compress(LOG), zipped(log=LOG), zipped(log=LOG, **{"__MACOSX/log": b"x"})]
)
def test_packed_and_not(plain: Source, policy: Callable[..., Policy], read_text: Read, packed: bytes) -> None:
    assert read_text(plain, packed).counts.used == 2_000
    assert read(policy(plain), "-", as_stream=io.BytesIO(packed)).counts.used == 2_000


def test_damage(plain: Source, read_text: Read) -> None:
    packed, archive = gzip.compress(LOG), zipped(log=LOG)
    assert code(lambda: read_text(plain, packed[:-100])) == (
        "E0603",
        "the file ends before the packed data does",
    )
    assert code(lambda: read_text(plain, packed[:50] + b"\0" * 50 + packed[100:]))[0] == "E0603"
    assert code(lambda: read_text(plain, archive[:-100]))[0] == "E0603"
    assert code(lambda: read_text(plain, archive[:60] + b"\0" * 50 + archive[110:]))[0] == "E0603"


def test_several_files_in_a_zip(plain: Source, read_text: Read) -> None:
    assert code(lambda: read_text(plain, zipped(a=LOG, b=LOG))) == ("E0603", "it holds 2 files (`a`, `b`)")
    assert code(lambda: read_text(plain, zipped())) == ("E0603", "it holds no file")


def test_sizes(plain: Source, read_text: Read) -> None:
    small = evolve(LIMITS, total=10_000)
    for packed in (LOG, gzip.compress(LOG), zipped(log=LOG)):
        assert code(lambda packed=packed: read_text(plain, packed, limits=small))[0] == "E0609"  # type: ignore[misc]
    trap = gzip.compress(b"number,when,what\n" + b"\n" * 2_000_000)
    wary = evolve(LIMITS, ratio=100, ratio_from=1_000_000)
    assert "only a trap" in code(lambda: read_text(plain, trap, limits=wary))[1]


def test_files_that_cannot_be_opened(plain: Source, policy: Callable[..., Policy], tmp_path: Path) -> None:
    assert code(lambda: read(policy(plain), tmp_path)) == ("E0601", "it is a folder")
    assert code(lambda: read(policy(plain), tmp_path / "none.csv")) == ("E0601", "no such file or directory")
    assert code(lambda: read(policy(plain), "a\0b"))[0] == "E0601"
    assert code(lambda: read(policy(plain), "-"))[0] == "E0601"


def test_the_bound_on_cells_is_put_back(plain: Source, read_text: Read) -> None:
    import csv

    before = csv.field_size_limit()
    read_text(plain, LOG)
    assert csv.field_size_limit() == before


def test_a_workbook_is_told_as_one(plain: Source, read_text: Read) -> None:
    packed = zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    with pytest.raises(SourceError, match="is a workbook of a spreadsheet program"):
        read_text(plain, packed)
