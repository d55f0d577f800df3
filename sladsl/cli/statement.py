"""`sladsl statement FILES --events LOG --period 2026-03`."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from attrs import evolve

from sladsl.cli import terminal
from sladsl.cli.inputs import drafts_option, files_argument, instant, load, log_options, no_such, read
from sladsl.cli.output import deliver, output_option
from sladsl.cli.progress import working
from sladsl.cli.run import judged
from sladsl.evaluate import Event, Result, as_if_in_force
from sladsl.evaluate.corrections import Stated
from sladsl.evaluate.periods import Days, instants, months_between, periods_of
from sladsl.evaluate.statement import Statement, statement
from sladsl.policy.model import Agreement, Policy
from sladsl.policy.names import fold


@click.command("statement")
@files_argument
@log_options
@click.option("--period", metavar="PERIOD", help="2026-03, 2026-Q1, 2026; 2026-01..2026-03.")
@click.option("--all", "everything", is_flag=True, help="Every month of the log.")
@click.option("--agreement", "name", metavar="AGREEMENT", help="Only this agreement.")
@click.option(
    "--stated",
    "earlier",
    multiple=True,
    metavar="FILE",
    help="A statement given before (its JSON): what has changed since is a line of its own. In order.",
)
@click.option(
    "--fees", "with_fees", is_flag=True, help="Also what is to be paid, a line a fee, and what is left."
)
@drafts_option
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@output_option
def command(
    files: tuple[str, ...],
    logs: tuple[str, ...],
    source: str | None,
    strict: bool,
    as_of: str | None,
    period: str | None,
    everything: bool,
    name: str | None,
    earlier: tuple[str, ...],
    with_fees: bool,
    drafts: bool,
    form: str,
    output: str | None,
) -> None:
    """State what is credited for a period, each line with the clause and window it rests on."""
    if (period is None) != everything:
        raise click.UsageError("say of which period: `--period 2026-03`, or `--all`")
    try:
        periods = None if period is None else periods_of(period)
    except ValueError as fault:
        raise click.UsageError(f"--period: {fault}") from None
    written = load(files)
    not_agreed = {each.id for each in written.agreements if each.life.draft}
    policy = as_if_in_force(written) if drafts else written
    held = {each.id: each.versions for each in written.agreements}
    not_agreed |= {each.id for each in policy.agreements if held[each.id] != each.versions}
    agreements = _agreements(policy, name)
    texts = [_text(path) for path in earlier]
    stated = {each.id: _stated(texts, earlier, each) for each in agreements}
    judged_as_of = instant(as_of, policy)
    with working("reading the log"):
        reading = read(policy, logs, source, strict)
    with working("judging"):
        result = judged(policy, reading.events, judged_as_of)
    first = min((event.at for event in reading.events), default=result.as_of)
    found = list(
        _statements(
            policy, result, agreements, periods, first, stated if earlier else {}, reading.events, with_fees
        )
    )
    if drafts:
        found = [evolve(each, as_if=each.agreement.id in not_agreed) for each in found]
    deliver(_told(found, form, output is None), output)


def _statements(
    policy: Policy,
    result: Result,
    agreements: Sequence[Agreement],
    periods: Sequence[Days] | None,
    first: int,
    stated: dict[str, Stated],
    events: Sequence[Event],
    with_fees: bool,
) -> Iterator[Statement]:
    from sladsl.evaluate.fee_lines import all_lines, counted_texts
    from sladsl.evaluate.statement_rows import take_as_stated
    from sladsl.policy.json import policy_hash

    digest = policy_hash(policy)
    for agreement in agreements:
        said = stated.get(agreement.id)
        counted = counted_texts(policy, agreement, events, result.as_of)
        begin = max(first, agreement.begins)
        for days in periods or months_between(agreement, begin, max(begin, result.as_of)):
            span = instants(days, agreement.zone)
            given = statement(policy, result, agreement, *span, digest, said, events, counted)
            if with_fees:
                given = evolve(given, fees=tuple(all_lines(counted, agreement, *span)))
            yield given
            if said is not None:  # what is corrected by one is not corrected by the next
                take_as_stated(said, given)


def _agreements(policy: Policy, name: str | None) -> list[Agreement]:
    """Those that speak of money, or the one that is named."""
    if name is not None:
        found = [each for each in policy.agreements if fold(each.id) == fold(name)]
        if not found:
            raise click.UsageError(no_such("agreement", name, [each.id for each in policy.agreements]))
        return found
    with_money = {fold(terms.agreement) for terms in policy.money}
    found = [each for each in policy.agreements if fold(each.id) in with_money]
    if not found:
        raise click.UsageError(
            "no agreement says what is credited, as `Credit 5% of the monthly fee when below 95%.` does"
        )
    return found


def _text(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read()


def _stated(texts: Sequence[bytes], paths: Sequence[str], agreement: Agreement) -> Stated:
    from sladsl.evaluate.statement_rows import NoStatement, stated

    found = Stated()
    for path, text in zip(paths, texts):
        try:
            stated([text], agreement.id)
        except NoStatement as fault:
            raise click.ClickException(f"{path} cannot be taken as a statement: {fault}") from None
    if texts:
        found = stated(texts, agreement.id)
    return found


def _told(found: Sequence[Statement], form: str, colored: bool) -> str:
    if form == "json":
        from sladsl.evaluate.statement_rows import statements_tree

        return json.dumps(statements_tree(found), ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        from sladsl.cli.statement_csv import statements_csv

        return statements_csv(found)
    from sladsl.cli.statement_text import told

    return told(found, colored and terminal.wants_color())
