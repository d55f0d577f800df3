"""A witness in words: its events, and what either text says of them."""

from collections.abc import Callable, Iterator, Sequence

from sladsl.policy import words
from sladsl.underpinning.answers import Happening
from sladsl.underpinning.comparison.findings import Said, Witness
from sladsl.underpinning.said import day, length, time

Times = Callable[[int], str]


def told_once(found: Witness) -> Iterator[tuple[Happening, int]]:
    """The events of cases that are alike once, with the number of those cases."""
    repeats = found.log.repeats
    for each in found.log.happenings:
        if not repeats or each.case in repeats:
            yield each, repeats.get(each.case, 1)


def event(of: Happening, many: int) -> str:
    """ "INC-1 opened with priority P1, and another just like it"."""
    fields = ", ".join(f"{name} {words.value(value)}" for name, value in of.fields.items())
    others = (
        ""
        if many == 1
        else f", and {many - 1:,} more just like it"
        if many > 2
        else ", and another just like it"
    )
    return f"{of.case} {of.kind}{f' with {fields}' if fields else ''}{others}"


def of_case(of: Said, told: Times) -> str:
    """ ": due 2026-03-02 12:00, 5 h of 4 h", to follow the status of a case."""
    said = []
    if of.due is not None:
        said.append(f"due {told(of.due)}")
    if of.elapsed_us is not None and of.target_us is not None:
        said.append(f"{length(of.elapsed_us)} of {length(of.target_us)}")
    if of.reason:
        said.append(of.reason)
    return f": {', '.join(said)}" if said else ""


def of_window(of: Said, zone: str) -> str:
    """ ": 0% for site Athens from 2026-03-01 until 2026-04-01, promised at least 80%", likewise."""
    since, until = day(of.begin or 0, zone), day(of.end or 0, zone)
    group = f" for {', '.join(f'{name} {value}' for name, value in of.group)}" if of.group else ""
    value = of.value or "nothing to count"
    return f": {value}{group} from {since} until {until}, promised {of.promised}"


def verdict(of: Said, cases: Sequence[Said], zone: str) -> str:
    """What a text says of a witness; of a window also of the first of its cases."""

    def told(us: int) -> str:
        return time(us, zone)

    match of.unit:
        case "nothing":
            return "not judged"
        case "case":
            return f"{of.status}{of_case(of, told)}"
        case _:
            first = f"; {cases[0].case} {cases[0].status}{of_case(cases[0], told)}" if cases else ""
            return f"{of.status}{of_window(of, zone)}{first}"


def story(found: Witness, zone: str, old: str, new: str) -> Iterator[str]:
    """The events a line each, then the verdicts of the old and the new text, as they are called."""
    for happening, many in told_once(found):
        yield f"{time(happening.at, zone)}  {event(happening, many)}"
    yield f"{old}: {verdict(found.old, found.old_cases, zone)}"
    yield f"{new}: {verdict(found.new, found.new_cases, zone)}"
