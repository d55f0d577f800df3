"""What `sladsl trace` says on a terminal: what was asked for, and below it a line a clause."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sladsl.cli import shown
from sladsl.cli.run_text import drawn
from sladsl.diagnostics.excerpt import visible
from sladsl.policy.model import Agreement, Policy
from sladsl.report.latest import Latest
from sladsl.report.trace import Trace, Traced, TracedRequirement

_STYLES = {
    "satisfied": "green",
    "in words": "green",
    "covered": "green",
    "not satisfied": "bold red",
    "unmet": "bold red",
    "not covered": "bold red",
    "cannot tell": "magenta",
}
_ORDER = ("unmet", "not satisfied", "cannot tell", "in words", "satisfied")


def told(policy: Policy, found: Trace, colored: bool) -> str:
    """The whole text, no line wider than the terminal, or than 100 columns."""
    zones = {each.id: each.zone for each in policy.agreements}
    parts: list[RenderableType] = []
    for agreement in policy.agreements:
        own = [each for each in found.requirements if each.answer.requirement.agreement == agreement.id]
        left = [each for each in found.unasked if each.agreement == agreement.id]
        if own or left:
            parts += [*_agreement(agreement), Text()]
            for each in own:
                parts += [*_requirement(each, zones), Text()]
            if left:
                parts += [Text("  nobody asked for", style="yellow"), _clauses(left, zones), Text()]
    parts.append(Text(_total(found)))
    return drawn(Group(*parts), colored)


def _agreement(agreement: Agreement) -> Iterator[RenderableType]:
    title = f"  {agreement.title}" if agreement.title else ""
    yield Text.assemble((visible(agreement.id), "bold"), visible(title))


def _requirement(of: TracedRequirement, zones: dict[str, str]) -> Iterator[RenderableType]:
    asked, answer = of.answer.requirement, of.answer.answer
    yield Padding(
        Text.assemble(
            (visible(asked.id), "bold"),
            visible(f" of {asked.party}  "),
            (answer, _STYLES[answer]),
            visible(f'  "{asked.words}"'),
        ),
        (0, 0, 0, 2),
    )
    if of.clauses:
        yield _clauses(of.clauses, zones)
    if of.answer.lapses is not None:
        day = shown.day(of.answer.lapses, of.answer.zone)
        yield Padding(Text(f"no clause meets it from {day} on", style="bold red"), (0, 0, 0, 4))
    for part in of.answer.parts:
        if part.answer != "satisfied":
            yield Padding(Text(visible(f"required: {part.text}")), (0, 0, 0, 4))
            why = Text(visible(f"{part.answer}: {part.why}"), style=_STYLES[part.answer])
            yield Padding(why, (0, 0, 0, 6))


def _clauses(clauses: "tuple[Traced, ...] | list[Traced]", zones: dict[str, str]) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for each in clauses:
        _add(table, each, each.id, 4, zones)
    return table


def _add(table: Table, of: Traced, name: str, indent: int, zones: dict[str, str]) -> None:
    kept = of.kept or ("no such clause" if of.clause is None else "")
    told = Text() if of.latest is None else _latest(of.latest, zones.get(of.agreement, "UTC"))
    table.add_row(Text(" " * indent + visible(name)), Text(kept, style=_STYLES.get(kept, "")), told)
    for each in of.supporting:
        _add(table, each, f"{each.agreement}/{each.id}", indent + 2, zones)


def _latest(of: Latest, zone: str) -> Text:
    text = Text(of.status, style=shown.STYLES.get(of.status, ""))
    counts = ", ".join(f"{count:,} {status}" for status, count in of.counts)
    if of.begin is None or of.end is None:
        return text.append(visible(f": {counts}"), style="default")
    value = f": {of.value or 'nothing to count'}, promised {of.promised}"
    group = f" for {shown.group(of.group)}" if of.group else ""
    many = f" ({counts})" if sum(count for _, count in of.counts) > 1 else ""
    when = f" from {shown.day(of.begin, zone)} until {shown.day(of.end, zone)}"
    return text.append(visible(f"{when}{value}{group}{many}"), style="default")


def _total(found: Trace) -> str:
    if not found.requirements:
        return 'no agreement says what was asked for: `requirement R-1 of ...: "...", met by ... .`'
    counts = Counter[str](each.answer.answer for each in found.requirements)
    said = ", ".join(f"{counts[answer]:,} {answer}" for answer in _ORDER if counts[answer])
    left = f"; {shown.many(len(found.unasked), 'clause')} nobody asked for" if found.unasked else ""
    return f"{shown.many(len(found.requirements), 'requirement')}: {said}{left}"
