"""Whatever the bytes, nothing crashes and every row is in exactly one bucket."""

import io
from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from sladsl.policy.model import ChangeMeans, MomentColumn, Policy, Source
from sladsl.sources import LIMITS, Reading, SourceError, events_from_dicts, read
from tests.effort import examples

NARROW = evolve(LIMITS, line=300, cell=80, columns=20, total=20_000, kept_rejected=3, kept_kinds=2)
QUIET = examples(150, suppress_health_check=[HealthCheck.function_scoped_fixture])

cells = st.one_of(
    st.sampled_from(
        ["R-1", "R-2", "02/03/2026 09:00", "opened", "Solved", "lost", "P1", "?", "", '"', "a\nb", "x" * 90]
    ),
    st.text(max_size=8),
)
rows = st.lists(cells, min_size=3, max_size=5).map(",".join)
csv_bytes = st.builds(
    lambda head, lines, tail: head.encode() + "\n".join(lines).encode("utf-8", "surrogatepass") + tail,
    st.sampled_from(
        ["number,when,what,urgency\n", "number;when;what;urgency\n", "\ufeffnumber,when,what,urgency\r\n"]
    ),
    st.lists(rows, max_size=12),
    st.binary(max_size=20),
)
anything = st.one_of(
    csv_bytes,
    st.binary(max_size=200),
    st.sampled_from([b"\x1f\x8b", b"PK\x03\x04", b"PAR1", b"{"]).flatmap(
        lambda magic: st.binary(max_size=100).map(lambda tail: magic + tail)
    ),
)


def balanced(reading: Reading) -> None:
    counts = reading.counts
    assert counts.read == counts.used + counts.duplicate + counts.unknown + counts.rejected
    assert counts.read == sum(table.rows for table in reading.tables)
    assert len(reading.rejected) == min(counts.rejected, NARROW.kept_rejected)
    assert sum(times for _, times in reading.unknown_kinds) == counts.unknown
    assert len(reading.unknown_kinds) <= NARROW.kept_kinds + 1
    assert len({event.id for event in reading.events}) == len(reading.events)
    assert [event.order for event in reading.events] == list(range(len(reading.events)))


@pytest.fixture(params=["event", "case", "change"])
def any_source(request: pytest.FixtureRequest, event_log: Source) -> Source:
    match request.param:
        case "event":
            return event_log
        case "case":
            moments = (MomentColumn("opened", "when"), MomentColumn("closed", "what"))
            return evolve(
                event_log, row="case", time_column=None, kind_column=None, kinds=(), moments=moments
            )
        case _:
            change = ChangeMeans("what", "becoming", ("opened",), "held")
            return evolve(event_log, row="change", kind_column=None, kinds=(), changes=(change,))


@QUIET
@given(content=anything)
def test_any_bytes(content: bytes, any_source: Source, policy: Callable[..., Policy]) -> None:
    try:
        reading = read(policy(any_source), "-", as_stream=io.BytesIO(content), limits=NARROW)
    except SourceError as refusal:
        codes = {
            diagnostic.code for diagnostic in refusal.diagnostics if diagnostic.headline and diagnostic.notes
        }
    else:
        codes = set()
        balanced(reading)
    assert codes <= {"E0602", "E0603", "E0604", "E0605", "E0606", "E0609", "E0610"}


values = st.one_of(
    cells, st.none(), st.integers(), st.floats(), st.datetimes(), st.dates(), st.timedeltas(), st.just([1])
)
names = st.sampled_from(["number", "when", "what", "urgency", "else"])


@QUIET
@given(given_rows=st.lists(st.dictionaries(names, values), max_size=8))
def test_any_rows(
    given_rows: list[dict[str, object]], any_source: Source, policy: Callable[..., Policy]
) -> None:
    try:
        reading = events_from_dicts(policy(any_source), given_rows, limits=NARROW)
    except SourceError as refusal:
        codes = {diagnostic.code for diagnostic in refusal.diagnostics}
    else:
        codes = set()
        balanced(reading)
    assert codes <= {"E0605"}
