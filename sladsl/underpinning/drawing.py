"""The graph of agreements and services drawn: as SVG, for Mermaid, for Graphviz.

Columns from left to right: agreements with customers first, then what they rest on, services last. An
agreement's colour is the worst that is said of its clauses.
"""

from collections.abc import Iterator
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from sladsl.policy.model import Policy
from sladsl.records import frozen
from sladsl.underpinning.answers import Coverage, NotCovered
from sladsl.underpinning.graph import Node, State, graph_of, states

if TYPE_CHECKING:
    import networkx

_FILL: dict[State, tuple[str, str]] = {  # box and border, told apart without colour by the words too
    "covered": ("#e3f4e6", "#2e7d4f"),
    "not covered": ("#fde5e3", "#c0392b"),
    "cannot tell": ("#fff3d6", "#b7791f"),
    "not asked": ("#eef1f5", "#66758a"),
}
_SERVICE = ("#e8f0fc", "#3a6ea5")
WIDTH, BETWEEN, COLUMN, MARGIN = 220, 16, 330, 24
MOST_LINES = 3
SWEEPS = 8
_RED = ' [color="#c0392b"]'


@frozen
class Box:
    """A node as it is drawn: its two lines of text, and its colours."""

    node: Node
    title: str
    line: str
    fill: str
    border: str


@frozen
class Drawing:
    """Boxes, and edges to what each rests on; True: of a promise that is refuted."""

    boxes: tuple[Box, ...]
    edges: tuple[tuple[Node, Node, bool], ...]
    columns: tuple[tuple[Node, ...], ...]


def drawing_of(policy: Policy, coverage: Coverage) -> Drawing:
    """The agreements and services, in columns."""
    import networkx

    whole = graph_of(policy, coverage)
    graph: networkx.DiGraph[Node] = networkx.DiGraph()
    shown = [node for node in whole.nodes if node[0] in ("agreement", "service")]
    graph.add_nodes_from(shown)
    graph.add_edges_from((a, b) for a, b in whole.edges if a in graph and b in graph)
    for level in policy.window_clauses:
        if level.case is not None and ("service", level.case) in graph:
            graph.add_edge(("agreement", level.agreement), ("service", level.case))
    colours = states(policy, coverage)
    refuted = {
        (each.agreement, below)
        for each in coverage.clauses
        if isinstance(each.answer, NotCovered)
        for below, _ in each.supporting
    }
    boxes = []
    for agreement in policy.agreements:
        own = [each for each in coverage.clauses if each.agreement == agreement.id]
        bad = list(dict.fromkeys(each.clause for each in own if isinstance(each.answer, NotCovered)))
        state = colours[agreement.id]
        line = f"{agreement.kind}, {agreement.provider}"
        if bad:
            line = f"not covered: {', '.join(bad)}"
        elif state == "cannot tell":
            line = "cannot be told of all"
        boxes.append(Box(("agreement", agreement.id), agreement.id, line, *_FILL[state]))
    boxes += [Box(("service", each.name), each.name, "service", *_SERVICE) for each in policy.services]
    edges = tuple((a, b, (a[1], b[1]) in refuted) for a, b in graph.edges)
    return Drawing(tuple(boxes), edges, tuple(map(tuple, _columns(graph))))


def _columns(graph: "networkx.DiGraph[Node]") -> list[list[Node]]:
    """The longest way down decides the column; each column is ordered so that edges cross little."""
    import networkx

    acyclic = networkx.DiGraph(graph)
    for cycle in iter(lambda: _cycle(acyclic), None):
        acyclic.remove_edge(*cycle)
    column: dict[Node, int] = {}
    for node in networkx.topological_sort(acyclic):
        column[node] = max((column[each] + 1 for each in acyclic.predecessors(node)), default=0)
    columns: list[list[Node]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for node, index in column.items():
        columns[index].append(node)
    for sweep in range(SWEEPS):
        order = range(1, len(columns)) if sweep % 2 == 0 else range(len(columns) - 2, -1, -1)
        place = {
            node: (2 * index + 1) * 10_000 // (2 * len(each))
            for each in columns
            for index, node in enumerate(each)
        }
        for index in order:
            columns[index].sort(key=lambda node: (_middle(acyclic, node, place, sweep % 2 == 0), node[1]))
            for number, node in enumerate(columns[index]):
                place[node] = (2 * number + 1) * 10_000 // (2 * len(columns[index]))
    return columns


def _cycle(graph: "networkx.DiGraph[Node]") -> tuple[Node, Node] | None:
    import networkx

    try:
        begin, end = networkx.find_cycle(graph)[-1][:2]
    except networkx.NetworkXNoCycle:
        return None
    return begin, end


def _middle(graph: "networkx.DiGraph[Node]", node: Node, place: dict[Node, int], forward: bool) -> int:
    near = list(graph.predecessors(node) if forward else graph.successors(node))
    return sum(place[each] for each in near) // len(near) if near else place[node]


def svg(drawing: Drawing) -> str:
    """A picture that stands by itself."""
    tall = {box.node: _height(box) for box in drawing.boxes}
    taken = [sum(tall[node] + BETWEEN for node in column) for column in drawing.columns]
    height = 2 * MARGIN + max(taken, default=0)
    width = 2 * MARGIN + max(len(drawing.columns) - 1, 0) * COLUMN + WIDTH
    at: dict[Node, tuple[int, int]] = {}
    for number, column in enumerate(drawing.columns):
        top = (height - taken[number] + BETWEEN) // 2
        for node in column:
            at[node] = (MARGIN + number * COLUMN, top)
            top += tall[node] + BETWEEN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="Helvetica, Arial, sans-serif">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#66758a"/></marker></defs>',
    ]
    for begin, end, gap in drawing.edges:
        (x1, y1), (x2, y2) = at[begin], at[end]
        x1, y1, y2 = x1 + WIDTH, y1 + tall[begin] // 2, y2 + tall[end] // 2
        bend = max(abs(x2 - x1) // 2, 40)
        colour = "#c0392b" if gap else "#9aa7b8"
        lines.append(
            f'<path d="M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}" fill="none" '
            f'stroke="{colour}" stroke-width="1.5" marker-end="url(#tip)"/>'
        )
    for box in drawing.boxes:
        lines += _drawn(box, *at[box.node], tall[box.node])
    return "\n".join([*lines, "</svg>"]) + "\n"


def _height(box: Box) -> int:
    """As tall as its lines need: 52 for one of each."""
    return 16 + 20 * len(_lines(box.title, 24)) + 16 * len(_lines(box.line, 33))


def _drawn(box: Box, x: int, y: int, height: int) -> Iterator[str]:
    radius = min(height, 52) // 2 if box.node[0] == "service" else 6
    yield f"<g><title>{escape(box.title)}: {escape(box.line)}</title>"
    yield (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{height}" rx="{radius}" fill="{box.fill}" '
        f'stroke="{box.border}" stroke-width="1.5"/>'
    )
    middle, at = x + WIDTH // 2, y + 2
    for text in _lines(box.title, 24):
        at += 20
        yield (
            f'<text x="{middle}" y="{at}" text-anchor="middle" font-size="14" font-weight="bold" '
            f'fill="#1d2733">{escape(text)}</text>'
        )
    at += 2
    for text in _lines(box.line, 33):
        at += 16
        yield (
            f'<text x="{middle}" y="{at}" text-anchor="middle" font-size="12" '
            f'fill="#3d4a5c">{escape(text)}</text>'
        )
    yield "</g>"


def _lines(text: str, most: int) -> list[str]:
    """Cut to lines that fit, after the first comma or between words; beyond MOST_LINES with an ellipsis."""
    first, comma, rest = text.partition(", ") if len(text) > most else (text, "", "")
    found = [*wrap(first + comma.rstrip(), most), *wrap(rest, most)] or [""]
    if len(found) > MOST_LINES:
        found = [*found[: MOST_LINES - 1], _cut(" ".join(found[MOST_LINES - 1 :]), most)]
    return found


def mermaid(drawing: Drawing) -> str:
    """A flowchart for Mermaid, as it stands in Markdown."""
    names = {box.node: f"n{number}" for number, box in enumerate(drawing.boxes)}
    lines = ["flowchart LR"]
    for box in drawing.boxes:
        text = f"{_plain(box.title)}<br/>{_plain(box.line)}"
        shape = f'(["{text}"])' if box.node[0] == "service" else f'["{text}"]'
        lines.append(f"  {names[box.node]}{shape}")
        lines.append(f"  style {names[box.node]} fill:{box.fill},stroke:{box.border}")
    for number, (begin, end, gap) in enumerate(drawing.edges):
        lines.append(f"  {names[begin]} --> {names[end]}")
        if gap:
            lines.append(f"  linkStyle {number} stroke:#c0392b")
    return "\n".join(lines) + "\n"


def dot(drawing: Drawing) -> str:
    """A graph for Graphviz."""
    names = {box.node: f"n{number}" for number, box in enumerate(drawing.boxes)}
    lines = ["digraph agreements {", "  rankdir=LR;", '  node [style=filled, fontname="Helvetica"];']
    for box in drawing.boxes:
        shape = "ellipse" if box.node[0] == "service" else "box"
        label = f"{_quoted(box.title)}\\n{_quoted(box.line)}"
        lines.append(
            f'  {names[box.node]} [label="{label}", shape={shape}, '
            f'fillcolor="{box.fill}", color="{box.border}"];'
        )
    for begin, end, gap in drawing.edges:
        lines.append(f"  {names[begin]} -> {names[end]}{_RED if gap else ''};")
    return "\n".join([*lines, "}"]) + "\n"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _plain(text: str) -> str:
    """Text that Mermaid takes for nothing but text."""
    return "".join(char if char.isalnum() or char in " -_.,/" else f"#{ord(char)};" for char in text)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
