"""What `sladsl coverage` says on a terminal: a line a clause, the gaps with their stories, the ledger."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sladsl.cli.run_text import drawn
from sladsl.cli.shown import length
from sladsl.diagnostics.excerpt import visible
from sladsl.policy.model import Policy
from sladsl.underpinning import CannotTell, ClauseCoverage, Coverage, Covered, NotCovered
from sladsl.underpinning.exposure import Exposure
from sladsl.underpinning.exposure_totals import Total
from sladsl.underpinning.graph import Radius, orphans, single_points, uncovered_services

_MOST = 10
_STYLES = {"covered": "green", "not covered": "bold red", "cannot tell": "magenta"}


def told(policy: Policy, coverage: Coverage, exposures: Sequence[Exposure | Total], colored: bool) -> str:
    """The whole answer."""
    if not coverage.clauses:
        return "no agreement supports another, and there is no plan: nothing to check\n"
    parts: list[RenderableType] = []
    for agreement in policy.agreements:
        own = [each for each in coverage.clauses if each.agreement == agreement.id]
        if own:
            title = f"  {agreement.title}" if agreement.title else ""
            parts += [Text.assemble((visible(agreement.id), "bold"), visible(title)), _matrix(own), Text()]
    for each in coverage.clauses:
        if not isinstance(each.answer, Covered):
            parts += [*_gap(each), Text()]
    if coverage.ledger:
        parts.append(Text("assumed", style="bold"))
        for assumed in coverage.ledger:
            where = f"  {assumed.place.file}:{assumed.place.line}" if assumed.place else ""
            parts.append(Text(visible(f"  {assumed.text}{where}")))
        parts.append(Text())
    left = [*_left_over(policy, coverage)]
    parts += [*left, Text()] if left else []
    if exposures:
        parts += [
            Text("owed at worst in a window, and recovered", style="bold"),
            _balances(exposures),
            Text(),
        ]
    parts.append(Text(_total(coverage)))
    return drawn(Group(*parts), colored)


def _balances(exposures: Sequence[Exposure | Total]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for each in exposures:
        back = ", ".join(f"{amount} from {id}" for id, amount in each.recovered) or "nothing"
        table.add_row(
            Text(visible(f"  {_whose(each)}")),
            Text(f"owes {each.currency} {each.owed}"),
            Text(visible(f"recovers {back}")),
            Text(_left(each)),
        )
    return table


def _left(of: Exposure | Total) -> str:
    """As much as was found, and the bound where that is more."""
    if of.at_most == of.left:
        return f"left with {of.currency} {of.left}, and never more"
    return f"left with {of.currency} {of.left} or more, {of.at_most} at most"


def _whose(of: Exposure | Total) -> str:
    if isinstance(of, Total):
        return f"{of.agreement}, {len(of.clauses)} clauses together"
    return f"{of.agreement}/{of.clause}"


def told_if_fails(policy: Policy, radii: list[Radius], colored: bool) -> str:
    """What can no longer be kept if something fails, by agreement and customer."""
    parts: list[RenderableType] = []
    for of in radii:
        if parts:
            parts.append(Text())
        hit = "all other clauses can be kept"
        if of.clauses:
            hit = f"{_clauses(len(of.clauses))} can no longer be kept"
        parts.append(Text(visible(f"if the {of.of[0]} {of.of[1]} fails, {hit}")))
        if of.services:
            parts.append(Text(visible(f"  services down: {', '.join(of.services)}")))
        for agreement in policy.agreements:
            own = [clause for id, clause in of.clauses if id == agreement.id]
            if own:
                parts.append(Text(visible(f"  {agreement.id} for {agreement.customer}: {', '.join(own)}")))
    return drawn(Group(*parts), colored)


def _clauses(count: int) -> str:
    return "1 clause" if count == 1 else f"{count:,} clauses"


def _left_over(policy: Policy, coverage: Coverage) -> Iterator[RenderableType]:
    """The longest step of each plan, what rests on one agreement alone, and what nothing rests on."""
    for each in coverage.clauses:
        numbers = _numbers(each)
        steps = {name[5:]: int(us) for name, us in numbers.items() if name.startswith("step ")}
        if steps and "worst_us" in numbers:
            longest = max(steps, key=lambda name: steps[name])
            part = f"{length(steps[longest])} of {length(int(numbers['worst_us']))}"
            yield Text(visible(f"{each.agreement}/{each.clause}: its critical step is {longest}, {part}"))
    from sladsl.compile import provable_without

    points = single_points(policy, coverage, provable_without(policy))
    for point in points[:_MOST]:
        fail = "fails" if len(point.clauses) == 1 else "fail"
        yield Text(visible(f"with {point.of[1]} alone {_clauses(len(point.clauses))} above {fail}"))
    if len(points) > _MOST:
        yield Text(f"and {len(points) - _MOST:,} more agreements with which some fail")
    for agreement in orphans(policy, coverage):
        yield Text(visible(f"nothing rests on {agreement.id} ({agreement.kind})"))
    for service in uncovered_services(policy):
        yield Text(visible(f"no SLA promises anything about the service {service}"))


def _numbers(of: ClauseCoverage) -> dict[str, str]:
    match of.answer:
        case Covered(proof):
            return dict(proof.numbers)
        case NotCovered() as answer:
            return dict(answer.numbers)
        case CannotTell():
            return {}


def _matrix(own: list[ClauseCoverage]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for each in own:
        status, note = _status(each)
        below = ", ".join(f"{agreement}/{clause}" for agreement, clause in each.supporting)
        table.add_row(
            Text(f"  {visible(each.clause)}"), Text(status, style=_STYLES[status]), note, Text(visible(below))
        )
    return table


def _status(of: ClauseCoverage) -> tuple[str, str]:
    match of.answer:
        case Covered(_, assumptions):
            return "covered", "under assumptions" if assumptions else "guaranteed"
        case NotCovered(gap):
            return "not covered", gap
        case CannotTell():
            return "cannot tell", ""


def _gap(of: ClauseCoverage) -> Iterator[RenderableType]:
    place = f"{of.place.file}:{of.place.line}"
    yield Text.assemble((visible(f"{of.agreement}/{of.clause}"), "bold"), visible(f"  {place}"))
    match of.answer:
        case NotCovered() as answer:
            yield Text(visible(f"  {answer.why}"))
            for line in answer.counterexample.story:
                yield Text(visible(f"    {line}"), style="dim")
            for repair in answer.repairs:
                yield Text(visible(f"  closed by: {repair.text}"), style="cyan")
        case CannotTell(reason):
            yield Text(visible(f"  {reason}"))
        case Covered():
            pass


def _total(coverage: Coverage) -> str:
    counts = dict.fromkeys(_STYLES, 0)
    for each in coverage.clauses:
        counts[_status(each)[0]] += 1
    clauses = "clause" if len(coverage.clauses) == 1 else "clauses"
    told = ", ".join(f"{count:,} {status}" for status, count in counts.items() if count)
    return f"{len(coverage.clauses):,} {clauses}: {told}"
