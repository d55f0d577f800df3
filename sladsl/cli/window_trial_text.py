"""A worked example of a window that does not hold: what differs, and what the window rests on."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from sladsl.cli import shown
from sladsl.cli.inputs import agreement_of
from sladsl.cli.window_text import amount, window_told
from sladsl.diagnostics.excerpt import visible
from sladsl.evaluate.trials import events_of
from sladsl.evaluate.verdicts import Measured, WindowVerdict
from sladsl.evaluate.window_trials import WindowTrial
from sladsl.policy.model import Policy, WindowClause
from sladsl.policy.words import percent


def window_failure(policy: Policy, trial: WindowTrial) -> RenderableType:
    """The expectation as written, what differs, and the evidence or the cases."""
    place, verdict = trial.expected.place, trial.verdict
    parts: list[RenderableType] = [
        Text.assemble((visible(f"{place.file}:{place.line}"), "bold"), "  ", (visible(place.text), "italic")),
        *(Text(visible(f"  {line}"), style="red") for line in _differences(trial)),
    ]
    if verdict is not None and isinstance(trial.clause, WindowClause) and verdict.measured is not None:
        events = {event.id: event for event in events_of(trial.example, trial.clause)}
        told = window_told(agreement_of(policy, trial.clause), trial.clause, verdict, events)
        parts.append(Padding(told, (1, 0, 0, 2)))
    elif verdict is not None:
        parts.append(Padding(_share(verdict, trial), (1, 0, 0, 2)))
    return Group(*parts)


def _differences(trial: WindowTrial) -> Iterator[str]:
    expected, verdict = trial.expected, trial.verdict
    if verdict is None:
        groups = [
            shown.group(each.group)
            for each in trial.result.windows
            if (each.clause, each.begin, each.end) == (trial.clause.id, *trial.window) and each.group
        ]
        yield f"expected {expected.status}, but the clause says nothing of such a window"
        if groups:
            yield f"it has one for each of: {'; '.join(groups)}"
        return
    if "status" in trial.differs:
        yield f"status: the example says {expected.status}, it is {verdict.status}"
    if "value" in trial.differs:
        measured = verdict.measured or Measured(verdict.value, "at least", None, "%")
        was = amount(verdict, Measured(expected.value, measured.order, measured.upper, measured.unit))
        yield f"value: the example says {was}, it is {amount(verdict, measured)}"


def _share(verdict: WindowVerdict, trial: WindowTrial) -> Text:
    """The cases that the share is of."""
    share = "-" if verdict.value is None else shown.share(verdict.value)
    text = Text(
        f"{verdict.met:,} met, {verdict.breached:,} breached, {verdict.unknown:,} unknown: {share}, "
        f"promised {percent(verdict.target)}"
    )
    for case in trial.result.cases:
        if (case.agreement, case.clause) == (trial.clause.agreement, trial.clause.id):
            text.append(visible(f"\n{case.case}  {case.status}"), style=shown.STYLES[case.status])
    return text
