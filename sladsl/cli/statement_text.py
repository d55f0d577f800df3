"""A statement as both parties read it: a table of lines, what is not credited and why, and the total."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sladsl.cli import shown
from sladsl.cli.claim_text import claim_told
from sladsl.cli.run_text import drawn
from sladsl.cli.settlement_text import told_settlement
from sladsl.cli.shown import money
from sladsl.diagnostics.excerpt import visible
from sladsl.evaluate.corrections import Correction
from sladsl.evaluate.credit_lines import CreditLine
from sladsl.evaluate.rights import ArisenRight
from sladsl.evaluate.statement import Statement
from sladsl.policy import money_words
from sladsl.policy.currencies import PLACES


def told(statements: Sequence[Statement], color: bool) -> str:
    """The statements one after another."""
    parts: list[RenderableType] = []
    for each in statements:
        parts += [*_statement(each), Text()]
    return drawn(Group(*parts[:-1]), color)


def credits_told(lines: Sequence[CreditLine], zones: Mapping[str, str]) -> RenderableType:
    """Single credits, each with all that made it what it is."""
    parts: list[RenderableType] = []
    for line in lines:
        zone, currency = zones[line.agreement], line.currency
        told = Text.assemble(("credit  ", "bold"), visible(f"{line.agreement}/{line.clause}"), "  ")
        told.append(visible(f"{line.place.file}:{line.place.line}"), style="dim")
        parts.append(told)
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, show_edge=False, pad_edge=False)
        rows = [
            ("written", visible(line.place.text)),
            ("window", f"{shown.day(line.begin, zone)} to {shown.day(line.end, zone)}"),
            ("step", visible(line.step)),
        ]
        if line.why and not line.case:
            rows.append(("value", visible(line.why)))
        if line.base is not None:
            rows.append(("of the fee", f"{currency} {_exact(line.base, currency)}"))
        rows.append(("reckoned", f"{currency} {_exact(line.before, currency)}"))
        for cap in line.caps:
            if cap.after < cap.before:
                rows.append(
                    (
                        f"cap, {cap.cap}",
                        f"leaves {_exact(cap.after, currency)} of {_exact(cap.before, currency)}",
                    )
                )
        if line.unknown:
            rows.append(("unknown", f"could be up to {currency} {money(line.most)}"))
        if claim := claim_told(line, zone):
            rows.append(("claim", claim))
        rows.append(("credited", f"{currency} {money(line.amount)}"))
        for name, value in rows:
            table.add_row(name, value)
        parts.append(Padding(table, (0, 0, 0, 2)))
    return Group(*parts)


def _statement(of: Statement) -> Iterator[RenderableType]:
    agreement, zone = of.agreement, of.agreement.zone
    yield Text.assemble(
        ("Statement  ", "bold"), (visible(agreement.id), "bold"), "  ", visible(agreement.title)
    )
    yield Text(
        visible(
            f"{shown.day(of.begin, zone)} to {shown.day(of.end, zone)}, {agreement.provider} credits "
            f"{agreement.customer}, as of {shown.time(of.as_of, zone)} {zone}"
        )
    )
    if of.as_if:
        yield Text("of a draft, as if it were in force: nothing of this is owed", style="yellow")
    if agreement.life.draft:
        yield Text("\n  a draft is not judged as a contract; --as-if-in-force judges it", style="yellow")
        return
    if of.lines:
        yield Padding(_lines(of), (1, 0, 0, 2))
    notes = [note for number, line in enumerate(of.lines, 1) for note in _notes(of, line, number)]
    if notes:
        yield Padding(Group(*notes), (1, 0, 0, 2))
    if of.corrections:
        yield Padding(_corrections(of), (1, 0, 0, 2))
        for each in of.corrections:
            yield Padding(_why(of, each), (0, 0, 0, 2))
    if not of.lines and not of.corrections:
        yield Text("\n  nothing is credited")
    for silent in of.silent:
        group = f" of {visible(shown.group(silent.group))}" if silent.group else ""
        begin, end = shown.day(silent.begin, zone), shown.day(silent.end, zone)
        yield Text(
            f"  no credit: {visible(silent.clause)}{group}, {begin} to {end}: {silent.status}", style="dim"
        )
    for arisen in of.rights:
        yield Padding(_right(of, arisen), (1, 0, 0, 2))
    yield Text()
    yield from _totals(of)


def _lines(of: Statement) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, pad_edge=False)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("clause", overflow="fold", min_width=8)
    table.add_column("line", justify="right", no_wrap=True)
    table.add_column("from", no_wrap=True, min_width=10)
    grouped = any(line.group or line.case for line in of.lines)
    if grouped:
        table.add_column("of", overflow="fold", min_width=6)
    table.add_column("step", overflow="fold", min_width=9)
    for name in ("fee", "reckoned", "capped"):
        table.add_column(name, justify="right", overflow="fold")
    table.add_column(of.currency, justify="right", no_wrap=True)
    for number, line in enumerate(of.lines, 1):
        last = line.caps[-1].after if line.caps and line.capped else None
        about = ", ".join(part for part in (visible(line.case), visible(shown.group(line.group))) if part)
        step = line.step if line.kind == "credit" else f"earned back: {line.step}"
        table.add_row(
            str(number),
            visible(line.clause),
            str(line.place.line),
            shown.day(line.begin, of.agreement.zone),
            *([about] if grouped else []),
            visible(step),
            shown.NOTHING if line.base is None else _exact(line.base, of.currency),
            _exact(line.before, of.currency),
            shown.NOTHING if last is None else _exact(last, of.currency),
            Text(money(line.amount), style="bold" if line.amount else ""),
        )
    return table


def _notes(of: Statement, line: CreditLine, number: int) -> Iterator[Text]:
    """What else a line has to say: its caps, its claim, what is unknown."""
    zone = of.agreement.zone
    if line.why and not line.case:
        yield Text(visible(f"{number}  {line.why}"), style="dim")
    for cap in line.caps:
        if cap.cap == "least":
            least = f"credits come to no more than {_exact(cap.most, of.currency)} in all"
            yield Text(f"{number}  not paid: {least}", style="dim")
        elif cap.after < cap.before:
            before, after = (_exact(each, of.currency) for each in (cap.before, cap.after))
            over = f"the cap of the {cap.cap}" if cap.cap != "amount at risk" else "the amount at risk"
            yield Text(
                f"{number}  {over} ({_exact(cap.most, of.currency)}) leaves {after} of {before}", style="dim"
            )
    if line.unknown:
        yield Text(
            f"{number}  depends on what is unknown: from {money(line.reckoned)} to {money(line.most)}",
            style="magenta",
        )
    if told := claim_told(line, zone):
        yield Text(f"{number}  {told}", style="yellow" if line.claim == "claimable" else "dim")


def _corrections(of: Statement) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, pad_edge=False)
    table.add_column("correction of", overflow="fold", min_width=13)
    table.add_column("from", no_wrap=True, min_width=10)
    table.add_column("of", overflow="fold", min_width=6)
    for name in ("stated", "now"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column(of.currency, justify="right", no_wrap=True)
    for each in of.corrections:
        table.add_row(
            visible(each.clause),
            shown.day(each.key.begin, of.agreement.zone),
            visible(", ".join(part for part in (each.key.case, shown.group(each.key.group)) if part)),
            money(each.stated),
            money(each.now),
            Text(money(each.amount), style="bold"),
        )
    return table


def _why(of: Statement, each: Correction) -> Text:
    events = f", by {', '.join(each.events[:5])}" if each.events else ""
    more = f" and {len(each.events) - 5} more" if len(each.events) > 5 else ""
    begin = shown.day(each.key.begin, of.agreement.zone)
    return Text(visible(f"{each.clause} {begin}: {each.why}{events}{more}"), style="dim")


def _right(of: Statement, arisen: ArisenRight) -> Text:
    zone = of.agreement.zone
    windows = ", ".join(shown.day(begin, zone) for begin, _ in arisen.evidence[:12])
    until = "" if arisen.until is None else f", until {shown.day(arisen.until, zone)}"
    about = f" ({visible(shown.group(arisen.group))})" if arisen.group else ""
    sure = "may have arisen" if arisen.status == "unknown" else "has arisen"
    past = "; that time is over" if arisen.status == "past" else ""
    return Text.assemble(
        ("right  ", "bold yellow"),
        visible(money_words.right(arisen.right)),
        f"{about}: {sure} on {shown.day(arisen.since, zone)}{until}{past}; missed from {windows}",
    )


def _fees(of: Statement) -> Iterator[Text]:
    """What is to be paid, and what is left of it."""
    zone = of.agreement.zone
    for each in of.fees or ():
        days = shown.day(each.begin, zone)
        if each.end != each.begin:  # else it is due once, on a day
            days += f" to {shown.day(each.end, zone)}"
        yield Text(visible(f"  fee  {each.currency} {money(each.amount)}  {each.fee}, {days}"))
    yield Text.assemble("  fees  ", f"{of.currency} {money(of.due)}")
    if of.settlement is not None and of.settlement.off:
        off = of.settlement.off
        how = "set against them" if off > 0 else "added to them"
        yield Text(f"  {how}  {of.currency} {money(abs(off))}")
    yield Text.assemble(("  to pay  ", "bold"), (f"{of.currency} {money(of.to_pay)}", "bold"))


def _totals(of: Statement) -> Iterator[Text]:
    yield Text.assemble(("  total  ", "bold"), (f"{of.currency} {money(of.total)}".strip(), "bold"))
    if of.taxes:
        yield Text(f"  {of.taxes}")
    yield from told_settlement(of)
    if of.fees is not None:
        yield from _fees(of)
    if of.claimable:
        yield Text(f"  not claimed yet  {of.currency} {money(of.claimable)}", style="yellow")
    if of.lapsed:
        yield Text(f"  lapsed  {of.currency} {money(of.lapsed)}", style="dim")
    if of.unknown:
        yield Text(
            f"  up to {of.currency} {money(of.unknown)} more, as far as the data does not say",
            style="magenta",
        )


def _exact(amount: Fraction, currency: str) -> str:
    """An amount before rounding, to two places more than are paid; `~` where that is not all of it."""
    places = PLACES.get(currency, 2)
    scaled = amount * 10 ** (places + 2)
    if scaled.denominator == 1:
        whole = Decimal(int(scaled)).scaleb(-places - 2)
        cut = whole.quantize(Decimal(1).scaleb(-places))
        return money(cut if cut == whole else whole)
    return f"~{money(Decimal(round(scaled)).scaleb(-places - 2))}"
