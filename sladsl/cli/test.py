"""`sladsl test FILES`."""

from collections.abc import Sequence

import click
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from sladsl.cli import shown, terminal
from sladsl.cli.faults import FINDINGS, FINE
from sladsl.cli.inputs import agreement_of, files_argument, load
from sladsl.cli.run_text import drawn
from sladsl.cli.timeline_text import case_told
from sladsl.cli.window_trial_text import window_failure
from sladsl.diagnostics.excerpt import visible
from sladsl.evaluate.timeline import timeline
from sladsl.evaluate.trials import Trial, events_of, trials
from sladsl.evaluate.window_trials import WindowTrial, window_trials
from sladsl.policy.contacts import Contacts
from sladsl.policy.model import Policy


@click.command("test")
@files_argument
@click.option("--clause", metavar="CLAUSE", help="Only the examples of this clause.")
def command(files: tuple[str, ...], clause: str | None) -> int:
    """Run the worked examples inside agreements; of one that fails, show what differs and why."""
    policy = load(files)
    found: list[Trial | WindowTrial] = [*trials(policy), *window_trials(policy)]
    if clause is not None:
        from sladsl.cli.inputs import clauses_called

        chosen = clauses_called(policy, clause)
        found = [each for each in found if each.clause in chosen]
    if not found:
        terminal.echo('there are no worked examples; `example "..." of CLAUSE:` begins one', err=True)
        return FINE
    failed = [each for each in found if each.differs]
    parts: list[RenderableType] = [_line(each) for each in found]
    for each in failed:
        parts += [Text(), _failure(policy, each)]
    total = Text(f"\n{shown.many(len(found), 'expectation')}: ")
    total.append(f"{len(found) - len(failed):,} as said", style="green" if len(failed) < len(found) else "")
    if failed:
        total.append(", ").append(f"{len(failed):,} not", style="bold red")
    parts.append(total)
    terminal.echo(drawn(Group(*parts), terminal.wants_color()), nl=False)
    return FINDINGS if failed else FINE


def _line(trial: Trial | WindowTrial) -> Text:
    mark = ("not", "bold red") if trial.differs else ("as said", "green")
    return Text.assemble(
        (f"{mark[0]:<9}", mark[1]),
        (visible(f"{trial.clause.agreement}/{trial.clause.id}"), "bold"),
        visible(f"  {trial.example.title}: {_what(trial)} {trial.expected.status}"),
    )


def _what(trial: Trial | WindowTrial) -> str:
    """`INC-1`, `the window of 2026-03-01 for site Athens`."""
    if isinstance(trial, Trial):
        return trial.expected.case
    of = f" for {', '.join(trial.expected.group)}" if trial.expected.group else ""
    return f"the window of {trial.expected.day}{of}"


def _failure(policy: Policy, trial: Trial | WindowTrial) -> RenderableType:
    if isinstance(trial, WindowTrial):
        return window_failure(policy, trial)
    place = trial.expected.place
    parts: list[RenderableType] = [
        Text.assemble((visible(f"{place.file}:{place.line}"), "bold"), "  ", (visible(place.text), "italic")),
        *(Text(f"  {line}", style="red") for line in _differences(policy, trial)),
    ]
    verdict = trial.verdict
    if verdict is not None:
        events = {event.id: event for event in events_of(trial.example, trial.clause)}
        intervals = timeline(policy, trial.clause, verdict, trial.as_of)
        agreement = agreement_of(policy, trial.clause)
        told = case_told(agreement, trial.clause, verdict, intervals, events, Contacts(policy))
        parts.append(Padding(told, (1, 0, 0, 2)))
    return Group(*parts)


def _differences(policy: Policy, trial: Trial) -> Sequence[str]:
    expected, verdict = trial.expected, trial.verdict
    if verdict is None:
        return [visible(f"expected {expected.status}, but the clause does not judge {expected.case}")]
    zone = agreement_of(policy, trial.clause).zone
    pairs = {
        "status": (expected.status, verdict.status),
        "elapsed": (shown.length(expected.elapsed_us), shown.length(verdict.elapsed_us)),
        "due": (shown.time(expected.due, zone), shown.time(verdict.due, zone)),
        "breach": (shown.time(expected.breach_at, zone), shown.time(verdict.breach_at, zone)),
    }
    return [visible(f"{name}: the example says {was}, it is {found}") for name, (was, found) in pairs.items()
            if name in trial.differs]  # fmt: skip
