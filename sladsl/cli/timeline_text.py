"""The timeline of a case's clock as text: what counted, what did not, why, and by which event."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sladsl.cli import shown
from sladsl.diagnostics.excerpt import visible
from sladsl.evaluate import CaseVerdict, Event
from sladsl.evaluate.timeline import Interval
from sladsl.evaluate.truth import said
from sladsl.policy.contacts import Contacts
from sladsl.policy.model import Agreement, Clause
from sladsl.policy.names import fold
from sladsl.policy.states import announcements
from sladsl.policy.words import percent


def case_told(
    agreement: Agreement,
    clause: Clause,
    verdict: CaseVerdict,
    intervals: Sequence[Interval],
    events: Mapping[str, Event],
    contacts: Contacts,
) -> RenderableType:
    """The verdict, its instants, and the timeline that adds up to its elapsed time."""
    parts: list[RenderableType] = [_head(clause, verdict), Padding(_promise(clause), (0, 0, 0, 2))]
    parts.append(Padding(_instants(agreement, clause, verdict, contacts), (1, 0, 0, 2)))
    if intervals:
        parts.append(Padding(_timeline(agreement, clause, verdict, intervals, events), (1, 0, 0, 2)))
    return Group(*parts)


def _head(clause: Clause, verdict: CaseVerdict) -> Text:
    text = Text.assemble((visible(verdict.case), "bold"), " ")
    if verdict.cycle > 1:
        text.append(f"(run {verdict.cycle} of its clock) ")
    text.append("under ")
    text.append(visible(f"{clause.agreement}/{clause.id}"), style="bold")
    text.append(f"  {visible(clause.place.file)}:{clause.place.line}", style="dim")
    return text


def _promise(clause: Clause) -> Text:
    return Text(visible(clause.place.text), style="italic")


def _instants(agreement: Agreement, clause: Clause, verdict: CaseVerdict, contacts: Contacts) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, show_edge=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    status = Text(verdict.status, style=shown.STYLES[verdict.status])
    margin = verdict.margin_us
    if margin is not None and margin < 0:
        status.append(f", {shown.length(-margin)} over", style="default")
    elif margin is not None and verdict.status in ("met", "running", "at risk"):
        status.append(f", {shown.length(margin)} left", style="default")
    if verdict.reason:
        status.append(f": {visible(verdict.reason)}", style="default")
    table.add_row("verdict", status)
    if verdict.group:
        table.add_row("counted with", visible(shown.group(verdict.group)))
    if verdict.row is not None:
        table.add_row("row", row_told(clause, verdict.row))
    zone = agreement.zone
    table.add_row("started", shown.time(verdict.started, zone))
    table.add_row("due", shown.time(verdict.due, zone))
    if verdict.breach_at != verdict.due:
        table.add_row("breach", f"{shown.time(verdict.breach_at, zone)} (no open time lies between)")
    table.add_row("stopped", shown.time(verdict.stopped, zone))
    if verdict.target_us is not None:
        table.add_row("allowed", shown.length(verdict.target_us))
    reckoned = verdict.status != "unknown" or verdict.segments
    table.add_row("elapsed", shown.length(verdict.elapsed_us if reckoned else None))
    if clause.pauses and reckoned:
        table.add_row("paused", f"{shown.length(verdict.paused_us)} of open time")
    if clause.excluding and reckoned:
        table.add_row("excluded", f"{shown.length(verdict.excluded_us)} of open time")
    shares = {warning.who: warning.at for warning in clause.warnings}
    for who, at in verdict.warned:
        told = f" ({percent(shares[who])} of the time)" if who in shares else ""
        who = contacts.told(agreement.id, who)
        table.add_row("warned", visible(f"{who} at {shown.time(at, zone)}{told}"))
    if verdict.status == "breached":
        for escalation in clause.escalations:
            if escalation.on == "case":
                who = contacts.told(agreement.id, escalation.who)
                table.add_row("escalated", visible(f"to {who} at {shown.time(verdict.decided_at, zone)}"))
    table.add_row("times are", zone)
    return table


def row_told(clause: Clause, number: int) -> Text:
    """A row of the clause's table as written, and where."""
    place = clause.rows[number].place
    return Text.assemble(visible(place.text), (f"  {visible(place.file)}:{place.line}", "dim"))


def _timeline(
    agreement: Agreement,
    clause: Clause,
    verdict: CaseVerdict,
    intervals: Sequence[Interval],
    events: Mapping[str, Event],
) -> Table:
    table = Table(
        box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, pad_edge=False, show_footer=True,
        footer_style="bold",
    )  # fmt: skip
    total = sum(each.counted_us for each in intervals)
    table.add_column("from", no_wrap=True)
    table.add_column("until", no_wrap=True, footer="elapsed")
    table.add_column("counts", justify="right", no_wrap=True, footer=shown.length(total))
    table.add_column("why", overflow="fold")
    for each in intervals:
        said = Text(visible(each.why), style="" if each.counted else "dim")
        for mark in _marks(each, events, clause):
            said.append(f"\n{visible(mark)}", style="dim")
        table.add_row(
            shown.time(each.begin, agreement.zone),
            shown.time(each.end, agreement.zone),
            Text(shown.length(each.counted_us), style="green") if each.counted else "",
            said,
        )
    return table


def _marks(interval: Interval, events: Mapping[str, Event], clause: Clause) -> Iterator[str]:
    """`from opened, events.csv:3`: the events that began and ended the stretch, or that it rests on."""
    for id in interval.events:
        event = events.get(id)
        if event is None:
            yield f"event {id}"
            continue
        elsewhere = event.at < interval.begin or event.at > interval.end
        word = "by" if elsewhere else "from" if event.at == interval.begin else "until"
        place = f", {event.origin.file}:{event.origin.line}" if event.origin else ""
        yield f"{word} {event.kind}{_reference(event, clause)}{place}"


def _reference(event: Event, clause: Clause) -> str:
    """` CHG-7` of an announcement that goes by its reference."""
    fields = {fold(name): value for name, value in event.fields.items()}
    for each in clause.excluding:
        for rule in announcements(each.state.rule):
            value = None if rule.reference is None else fields.get(fold(rule.reference))
            if fold(rule.event) == fold(event.kind) and value is not None:
                return f" {said(value)}"
    return ""
