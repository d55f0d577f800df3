"""A witness in sentences: what happens, and the verdicts of what is required and of what is promised."""

from collections.abc import Iterator

from sladsl.policy import words
from sladsl.underpinning.comparison.findings import Said, Witness

MOST_LINES = 12


def story(of: Witness, zone: str, by: str) -> tuple[str, ...]:
    """A line an event, cases that are alike once; then both verdicts, of `by` the second."""
    lines = list(_events(of, zone))
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"and {len(lines) - MOST_LINES} more events"]
    required = f"then what is required is {_verdict(of.old, zone)}"
    return (*lines, required, f"and {by} is {_verdict(of.new, zone)}")


def _events(of: Witness, zone: str) -> Iterator[str]:
    for each in of.log.happenings:
        if of.log.repeats and each.case not in of.log.repeats:
            continue
        fields = ", ".join(f"{name} {words.value(value)}" for name, value in each.fields.items())
        many = of.log.repeats.get(each.case, 1)
        others = "" if many == 1 else f", and {many - 1} more like it"
        text = f"{words.instant(each.at, zone)[:16]} {each.case} {each.kind}"
        yield f"{text}{f' with {fields}' if fields else ''}{others}"


def _verdict(of: Said, zone: str) -> str:
    match of.unit:
        case "nothing":
            return "not broken: it says nothing of this"
        case "case":
            due = "" if of.due is None else f", due {words.instant(of.due, zone)[:16]}"
            return f"{of.status}{due}"
        case _:
            since, until = (words.instant(us or 0, zone)[:10] for us in (of.begin, of.end))
            value = of.value or "nothing to count"
            group = "".join(f", {name} {text}" for name, text in of.group)
            return f"{of.status} from {since} until {until}{group}: {value}, {of.promised}"
