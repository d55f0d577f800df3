"""The verdicts as a manager reads them: an agreement, a table a clause, the worst cases."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sladsl.cli import shown, terminal
from sladsl.cli.escalation_text import escalations_told
from sladsl.cli.window_tables import measured_windows, share_windows
from sladsl.evaluate import CaseVerdict, Result, Status
from sladsl.evaluate.order import natural
from sladsl.evaluate.verdicts import Watermelon
from sladsl.policy import money_words, records
from sladsl.policy.contacts import Contacts
from sladsl.policy.model import Agreement, Clause, Policy, WindowClause
from sladsl.policy.versions import by_clause, in_force, stretch

_ORDER: tuple[Status, ...] = ("met", "breached", "at risk", "running", "unknown", "void")
_WORST = ("breached", "at risk", "unknown")


def told(policy: Policy, result: Result, worst: int, everything: bool, color: bool) -> str:
    """The whole text, no line wider than the terminal, or than 100 columns."""
    parts: list[RenderableType] = []
    contacts = Contacts(policy)
    for agreement in policy.agreements:
        clauses = [clause for clause in policy.clauses if clause.agreement == agreement.id]
        about_windows = [clause for clause in policy.window_clauses if clause.agreement == agreement.id]
        if clauses or about_windows:
            parts += [_agreement(agreement, result), Text()]
        if agreement.life.draft:
            told = "  a draft is not judged as a contract; --as-if-in-force judges it"
            parts += [Text(told, style="yellow"), Text()]
            continue
        for versions in by_clause(clauses):
            parts += _clause(agreement, versions, result, worst, everything)
            parts += [*escalations_told(agreement, versions, result, contacts), Text()]
        for window_versions in by_clause(about_windows):
            parts += _window_clause(agreement, window_versions, result, everything)
            parts += [*escalations_told(agreement, window_versions, result, contacts), Text()]
        if any(terms.agreement == agreement.id for terms in policy.money):
            parts += [*_money(agreement, result), Text()]
    parts.append(_accounting(result))
    return drawn(Group(*parts), color)


def _money(agreement: Agreement, result: Result) -> Iterator[RenderableType]:
    """What is credited in all, by window's end, and the rights that have arisen."""
    from sladsl.cli.shown import money

    lines = [each for each in result.credits if each.agreement == agreement.id]
    if not lines and not any(each.agreement == agreement.id for each in result.rights):
        yield Text("  nothing is credited", style="dim")
        return
    totals: dict[tuple[str, int], Decimal] = {}
    for line in lines:
        key = line.clause, line.end
        totals[key] = totals.get(key, line.amount * 0) + line.amount
    if lines:
        table = _table()
        table.add_column("credits", overflow="fold", min_width=9)
        table.add_column("until", no_wrap=True, min_width=10)
        table.add_column(lines[0].currency, justify="right", no_wrap=True)
        for (clause, end), total in totals.items():
            table.add_row(_clean(clause), shown.day(end, agreement.zone), money(total))
        yield Padding(table, (0, 0, 0, 2))
        claimable = sum(each.claim == "claimable" for each in lines)
        unknown = sum(each.unknown for each in lines)
        if claimable:
            yield Text(f"  {shown.many(claimable, 'credit')} not claimed yet", style="dim")
        if unknown:
            yield Text(f"  {shown.many(unknown, 'credit')} may be more: the data does not say", style="dim")
        yield Text("  `sladsl statement` has each line and why", style="dim")
    for each in result.rights:
        if each.agreement == agreement.id:
            words = _clean(money_words.right(each.right))
            told = f"{words}: since {shown.day(each.since, agreement.zone)}, {each.status}"
            yield Padding(Text(told), (0, 0, 0, 2))


def drawn(what: RenderableType, color: bool) -> str:
    """What rich would print, without blanks at the ends of lines."""
    width = terminal.width()
    console = Console(
        file=io.StringIO(), width=width, force_terminal=color, color_system="standard" if color else None,
        no_color=not color, highlight=False, emoji=False, markup=False, legacy_windows=False,
    )  # fmt: skip
    with console.capture() as captured:
        console.print(what)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _agreement(agreement: Agreement, result: Result) -> Text:
    text = Text.assemble((_clean(agreement.id), "bold"), "  ", (_clean(agreement.title), "bold"))
    text.append(f"\n{agreement.kind} ")
    text.append(_clean(f"{agreement.version}, {agreement.provider} for {agreement.customer}, "))
    text.append(f"as of {shown.time(result.as_of, agreement.zone)} {agreement.zone}")
    if agreement.judged_by:
        text.append(f"\njudged by the records of {_clean(records.called(agreement))}")
    for each in result.passed_over:
        if each.agreement == agreement.id:
            events = f"{shown.many(each.events, 'event')} in the records of {_clean(each.kept_by)}"
            text.append(f"\nnot looked at: {events}", style="dim")
    return text


def _clause(
    agreement: Agreement, versions: Sequence[Clause], result: Result, worst: int, everything: bool
) -> Iterator[RenderableType]:
    key = (agreement.id, versions[0].id)
    cases = [each for each in result.cases if (each.agreement, each.clause) == key]
    windows = [each for each in result.windows if (each.agreement, each.clause) == key]
    for clause in versions:
        yield from _sentence(agreement, clause)
    if not cases:
        yield Text("  no case is judged by this clause", style="dim")
    else:
        yield _counted(cases)
    if windows:
        yield from share_windows(agreement, windows, everything)
    late = _worst_first(cases)[: None if everything else worst]
    if late:
        yield Padding(_worst(agreement, late), (1, 0, 0, 2))


def _window_clause(
    agreement: Agreement, versions: Sequence[WindowClause], result: Result, everything: bool
) -> Iterator[RenderableType]:
    key = (agreement.id, versions[0].id)
    all_windows = [each for each in result.windows if (each.agreement, each.clause) == key]
    for clause in versions:
        windows = [each for each in all_windows if in_force([clause], agreement, clause.id, each.begin)]
        yield from _sentence(agreement, clause)
        if windows:
            yield from measured_windows(agreement, clause, windows, everything)
        else:
            yield Text("  no window is judged by this clause", style="dim")
    for each in result.watermelons:
        if (each.agreement, each.outcome) == key:
            yield _watermelon(agreement, each)


def _watermelon(agreement: Agreement, found: Watermelon) -> Text:
    """Green outside, red inside."""
    span = f"{shown.day(found.begin, agreement.zone)} to {shown.day(found.end, agreement.zone)}"
    of = f" of {_clean(shown.group(found.group))}" if found.group else ""
    kept = f"{_clean(', '.join(found.kept))} {'was' if len(found.kept) == 1 else 'were'} kept"
    return Text.assemble("  ", ("watermelon", "bold red"), f"  {span}{of}: missed, while {kept}")


def _sentence(agreement: Agreement, clause: Clause | WindowClause) -> Iterator[RenderableType]:
    yield Text.assemble(
        (_clean(clause.id), "bold"),
        "  ",
        _clean(clause.title),
        ("  " if clause.title else "", ""),
        (_clean(f"{clause.place.file}:{clause.place.line}"), "dim"),
        (f"  {_clean(when)}" if (when := _when(agreement, clause)) else "", "dim"),
    )
    yield Padding(Text(_clean(clause.place.text), style="italic"), (0, 0, 0, 2))


def _when(agreement: Agreement, clause: Clause | WindowClause) -> str:
    """From when until when a version of a clause holds; "" where it is the only one."""
    if clause.since is None and clause.until is None:
        return ""
    begins, ends = stretch(clause, agreement)
    parts = [] if clause.since is None else [f"from {shown.day(begins, agreement.zone)}"]
    parts += [] if clause.until is None or ends is None else [f"until {shown.day(ends, agreement.zone)}"]
    return f"version {clause.version}, {' '.join(parts)}"


def _counted(cases: Sequence[CaseVerdict]) -> Text:
    counts = Counter(each.status for each in cases)
    text = Text(f"  {shown.many(len(cases), 'case')}: ")
    parts = [
        Text(f"{counts[status]:,} {status}", style=shown.STYLES[status])
        for status in _ORDER
        if counts[status]
    ]
    return text.append_text(Text(", ").join(parts))


def _worst_first(cases: Sequence[CaseVerdict]) -> list[CaseVerdict]:
    """Breached cases by how much they are over, then those at risk by what is left, then the unknown."""
    found = [each for each in cases if each.status in _WORST]
    return sorted(found, key=lambda v: (_WORST.index(v.status), v.margin_us or 0, natural(v.case), v.cycle))


def _worst(agreement: Agreement, cases: Sequence[CaseVerdict]) -> Table:
    table = _table()
    table.add_column("worst cases", overflow="fold", min_width=11)
    table.add_column("", no_wrap=True)
    for name in ("started", "due"):
        table.add_column(name, no_wrap=True)
    table.add_column("elapsed", justify="right", no_wrap=True)
    late = any(_is_late(case) for case in cases)
    why = any(not _is_late(case) for case in cases)
    table.add_column("over, or why" if late and why else "over" if late else "why", overflow="fold")
    for case in cases:
        times = (_minute(at, agreement.zone) for at in (case.started, case.due))
        table.add_row(
            _clean(case.case) + (f" ({case.cycle})" if case.cycle > 1 else ""),
            Text(case.status, style=shown.STYLES[case.status]),
            *times,
            _minutes(case.elapsed_us),
            _over_or_why(case),
        )
    return table


def _over_or_why(case: CaseVerdict) -> str:
    if _is_late(case):
        return _minutes(-(case.margin_us or 0))
    left = f"{_minutes(case.margin_us)} left" if case.margin_us is not None else ""
    return _clean(case.reason) or left


def _is_late(case: CaseVerdict) -> bool:
    return case.margin_us is not None and case.margin_us < 0


def _minute(at: int | None, zone: str) -> str:
    """A time to the minute: `why` shows seconds."""
    return shown.NOTHING if at is None else shown.time(at // 60_000_000 * 60_000_000, zone)


def _minutes(us: int) -> str:
    """A length to the minute, or to the second below an hour."""
    unit = 60_000_000 if us >= 3_600_000_000 else 1_000_000
    return shown.length(us // unit * unit)


def _table() -> Table:
    return Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, pad_edge=False)


def _accounting(result: Result) -> Text:
    counts = result.events
    return Text(
        f"{shown.many(counts.read, 'row')} read: {counts.used:,} used, {counts.duplicate:,} duplicate, "
        f"{counts.unknown:,} unknown, {counts.rejected:,} rejected",
        style="dim",
    )


def _clean(text: str) -> str:
    """A user's words, with nothing that a terminal would obey."""
    from sladsl.diagnostics.excerpt import visible

    return visible(text)
