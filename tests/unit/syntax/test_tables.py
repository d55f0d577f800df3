"""Tables: rows are cut into cells, and each cell is read by what its column holds, at its own place."""

import time

import pytest

from sladsl.source import SourceText
from sladsl.syntax import parse, tree
from sladsl.syntax.build_tables import MAX_CELLS
from tests.unit.syntax.trees import S, date, length, n, only, r, read, word

HEAD = "clause C: Every incident shall be resolved within:\n"


def table(*rows: str, end: str = ".") -> tree.Table:
    """The table of a promise with these rows."""
    clause = only(HEAD + "\n".join(rows) + f"\n{end}")
    assert isinstance(clause, tree.Clause)
    (promise,) = clause.sentences
    assert isinstance(promise, tree.Promise)
    assert isinstance(promise.deadline, tree.Table)
    return promise.deadline


def cell(text: str) -> tree.Cell:
    """The cell of a column of conditions."""
    (row,) = table("| priority | within |", f"| {text} | 1 hour |").rows
    return row.cells[0]


def deadline(text: str) -> tree.Cell:
    """The cell of a column `within`."""
    (row,) = table("| priority | within |", f"| any | {text} |").rows
    return row.cells[1]


def faults(*rows: str) -> list[tuple[str, str]]:
    """The code and the underlined text of what is wrong in a table of these rows."""
    text = HEAD + "\n".join(rows) + "\n."
    spans = [(found.code, found.span) for found in read(text).diagnostics]
    return [(code, text[span.start : span.end]) for code, span in spans if span is not None]


def test_a_whole_table() -> None:
    written = table(
        "| Priority | last day | within      | counting | at least |",
        "|:---------|----------|:-----------:|---------:|-|",
        "| P1, P2   | any      | 90 minutes  | the office hours | 99.5 % |",
        "| not P1, P2 | before 2026-03-31 | not promised | - | - |",
    )
    assert [(column.kind, column.name) for column in written.columns] == [
        ("field", n("Priority")),
        ("field", n("last day")),
        ("within", n("within")),
        ("counting", n("counting")),
        ("at least", n("at least")),
    ]
    assert written.whole
    one, other = written.rows
    assert one.cells == (
        tree.CellTest("is", (word("P1"), word("P2")), span=S),
        tree.CellTest("any", (), span=S),
        tree.Within(length(("90", "minute")), span=S),
        tree.CellCalendar(n("office hours"), span=S),
        tree.CellShare(r("99.5 %"), span=S),
    )
    assert other.cells == (
        tree.CellTest("is not", (word("P1"), word("P2")), span=S),
        tree.CellTest("before", (date("2026-03-31"),), span=S),
        tree.NotPromised(span=S),
        tree.Nothing(span=S),
        tree.Nothing(span=S),
    )


@pytest.mark.parametrize(
    ("text", "said", "values"),
    [
        ("any", "any", []),
        ("ANY", "any", []),
        ("Gold", "is", [word("Gold")]),
        (
            "Gold, Silver and Bronze".replace(" and", ","),
            "is",
            [word("Gold"), word("Silver"), word("Bronze")],
        ),
        ("not Gold, Silver", "is not", [word("Gold"), word("Silver")]),
        ('"any"', "is", [word("any", quoted=True)]),
        ("`any`", "is", [word("any")]),
        ("“a | b”, c", "is", [word("a | b", quoted=True), word("c")]),
        ("`not | x` y", "is", [word("not | x y")]),
        ("above 12 000 EUR", "above", [tree.Quantity(r("12 000"), n("EUR"), span=S)]),
        ("more than 5", "above", [tree.Quantity(r("5"), None, span=S)]),
        ("at most 1.5 kg", "at most", [tree.Quantity(r("1.5"), n("kg"), span=S)]),
        ("at least 1 hour 30 minutes", "at least", [length(("1", "hour"), ("30", "minute"))]),
        ("below 5%", "below", [tree.Quantity(r("5"), n("%"), span=S)]),
        ("after 2026-03-31 17:00", "after", [date("2026-03-31 17:00")]),
        ("between 1 and 5", "between", [tree.Quantity(r(x), None, span=S) for x in "15"]),
    ],
)
def test_a_condition(text: str, said: str, values: list[tree.Value]) -> None:
    found = cell(text)
    assert isinstance(found, tree.CellTest)
    assert (found.word, list(found.values)) == (said, values)


def test_a_deadline() -> None:
    four = tree.Within(length(("4", "hour")), span=S)
    assert deadline("4 hours") == deadline("the 4 hours") == four
    assert deadline("an hour") == tree.Within(length((None, "hour")), span=S)
    assert deadline("3 working days") == tree.Within(length(("3", "working day")), span=S)
    assert deadline("by the end of their last day") == tree.ByEndOf(n("last day"), span=S)
    assert deadline("by the end of the next working day") == tree.ByEndOfNth(None, span=S)
    assert deadline("by the end of the 2nd working day") == tree.ByEndOfNth(r("2"), span=S)
    assert deadline("by the later of 4 hours and the end of the last day") == tree.Whichever(
        "later", (four, tree.ByEndOf(n("last day"), span=S)), span=S
    )
    assert deadline("not promised") == tree.NotPromised(span=S)


def test_only_the_line_under_the_head_is_read_over() -> None:
    rows = ("| a | counting | within |", "|---|----------|--------|")
    assert len(table(*rows, "| any | - | not promised |").rows) == 1
    assert faults(*rows, "|---|---|---|") == [("E0108", "---"), ("E0108", "---")], "beside the calendar's"
    assert faults(*rows, "| : | always | 1 hour |") == [("E0107", ":")]


def test_a_row_ends_the_sentence_or_is_followed_by_more_of_it() -> None:
    for last, end in (
        ("| any | 1 hour |.", ""),
        ("| any | 1 hour |,", "counting always."),
        ("| any | 1 hour | # all", "."),
    ):
        found = table("| a | within | # how | soon", last, end=end)
        assert [len(row.cells) for row in found.rows] == [2]


def test_blanks_around_cells_mean_nothing() -> None:
    close = table("|priority|within|", "|P1|1 hour|")
    assert close == table("|  priority |\twithin  |  ", "|P1  |   1 hour|\t")


def test_rows_that_are_not_whole() -> None:
    head = "| a | within |"
    assert faults(head) == [("E0108", "| a | within |")]
    assert faults(head, "|---|:--:|") == [("E0108", "| a | within |\n|---|:--:|")]
    assert faults(head, "| x |") == [("E0108", "| x |")]
    assert faults(head, "| x | 1 hour | y |") == [("E0108", "| x | 1 hour | y |")]
    assert faults(head, "|   | 1 hour |") == [("E0108", "   ")]
    assert faults(head, "|| 1 hour |") == [("E0108", "|")]
    assert faults(head, "| x | - |", "| — | 1 hour |") == [("E0108", "-"), ("E0108", "—")]
    assert faults("| a | counting | within |", "| x | - | 1 hour |") == [("E0108", "-")]
    assert faults(head, "| x | 4 |") == [("E0108", "4")]


def test_a_fault_in_a_cell_stands_where_the_cell_does() -> None:
    assert faults("| a | within |", "| x |  4 hous |") == [("E0101", "hous")]
    assert faults("| a | within |", "| x, é |  4,5 hours |") == [("E0103", "4,5")]
    assert faults("| a! | within |", "| x | 1 hour |") == [("E0107", "!")]
    assert faults("| a | within |", "| Any Other |  1 hour |") == [("E0101", "Any Other")]
    assert faults("| a | within |", '| "x | 1 hour |') == [("E0104", '"x')]
    rows = ("| a | within |", "| x | 4 hous |", "| y | 4 hous |")
    assert faults(*rows) == [("E0101", "hous"), ("E0101", "hous")], "every row is read"


def test_below_a_heading_that_cannot_be_read_nothing_is_said() -> None:
    assert faults("| a! | within |", "| ? | 1 hour |", "| ! |  |") == [("E0107", "!"), ("E0108", "  ")]


def test_places_are_those_of_the_file() -> None:
    text = (
        "# A contract\n\n> with prose, é and `code`\n\n```sla\n"
        + HEAD
        + "| priority | last day | within | at least |\n|---|---|---|---|\n"
        + "| P1,   `my own` | between 2026-01-01 and 2026-01-31 | by the end of the 2nd working day | 95% |\n"
        + '| "a | b" | any | 1 hour 30 minutes | 90% |\n'
        + ", counting always.\n```\n\nand more prose.\n"
    )
    parsed = parse(SourceText.of("contract.md", text))
    assert parsed.diagnostics == ()
    (clause,) = parsed.module.items
    assert isinstance(clause, tree.Clause)
    (promise,) = clause.sentences
    assert isinstance(promise, tree.Promise)
    found = promise.deadline
    assert isinstance(found, tree.Table)

    def at(node: tree.Column | tree.Cell | tree.Value | tree.TableRow | tree.Raw) -> str:
        return text[node.span.start : node.span.end]

    assert [at(column) for column in found.columns] == ["priority", "last day", "within", "at least"]
    one, other = found.rows
    assert at(one) == text.splitlines()[8]
    assert [at(each) for each in one.cells] == [
        "P1,   `my own`",
        "between 2026-01-01 and 2026-01-31",
        "by the end of the 2nd working day",
        "95%",
    ]
    first, second, third, fourth = one.cells
    assert isinstance(first, tree.CellTest)
    assert isinstance(second, tree.CellTest)
    assert [at(value) for value in first.values] == ["P1", "`my own`"]
    assert [at(value) for value in second.values] == ["2026-01-01", "2026-01-31"]
    assert isinstance(third, tree.ByEndOfNth)
    assert third.nth is not None
    assert at(third.nth) == "2nd"
    assert isinstance(fourth, tree.CellShare)
    assert at(fourth.share) == "95%"
    quoted, _, soon, _ = other.cells
    assert at(quoted) == '"a | b"'
    assert isinstance(soon, tree.Within)
    assert [at(part) for part in soon.duration.parts] == ["1 hour", "30 minutes"]
    assert at(found) == "\n".join(text.splitlines()[6:10])


def test_the_cells_of_a_file_are_bounded() -> None:
    columns = 10
    head = "| " + " | ".join([*(f"f{i}" for i in range(columns - 1)), "within"]) + " |"
    row = "|" + "any|" * (columns - 1) + "1 hour|"
    fits = (MAX_CELLS - (columns + 1)) // (columns + 1)
    begin = time.process_time()
    text = HEAD + head + "\n" + f"{row}\n" * fits + "."
    assert read(text).diagnostics == ()
    more = text[:-1] + f"{row}\n."
    (found,) = read(more).diagnostics
    assert found.code == "E0105"
    two = text + "\n" + HEAD.replace("C:", "D:") + head + "\n" + row + "\n."
    (found,) = read(two).diagnostics
    assert found.code == "E0105"
    assert time.process_time() - begin < 60


def test_open_quotes_take_no_long_time() -> None:
    begin = time.process_time()
    faults("| a | within |", "| " + "“" * 20_000 + " | 1 hour |")
    assert time.process_time() - begin < 20
