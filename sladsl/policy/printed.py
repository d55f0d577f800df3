"""A compiled policy as a page of text: what was agreed, and everything the verdicts rest on."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import assert_never

from sladsl.policy import (
    assumption_words,
    catalogue_words,
    level_words,
    meant_words,
    money_words,
    party_words,
    plan_words,
    records,
    requirement_words,
    tier_words,
    version_words,
    words,
)
from sladsl.policy.model import (
    Agreement,
    Clause,
    Clock,
    Means,
    Policy,
    Row,
    Source,
    State,
    Subject,
    WindowClause,
)
from sladsl.policy.names import fold
from sladsl.policy.requirements import Requirement
from sladsl.policy.versions import drafted
from sladsl.worktime.rules import (
    DAY_S,
    AllOf,
    Always,
    AnyOf,
    DayRule,
    Except,
    Opening,
    Rule,
    Weekly,
    is_to_be_agreed,
)

WIDTH = 100
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ACTIONS = {
    "start": "starts",
    "stop": "stops",
    "continue": "continues",
    "restart": "starts afresh",
    "void": "is void",
}


def printed(policy: Policy) -> str:
    """The policy for a reader, at most 100 columns wide where names allow, no blanks at line ends."""
    lines: list[str] = []
    for agreement in policy.agreements:
        lines += [*_agreement(agreement), *_drafts(policy, agreement), *party_words.roles(policy, agreement)]
        lines += [*rests_lines(policy, agreement), ""]
        for clause in policy.clauses:
            if clause.agreement == agreement.id:
                lines += [*clause_lines(policy, clause, agreement.zone), ""]
        for level in policy.window_clauses:
            if level.agreement == agreement.id:
                lines += [*level_lines(policy, level, agreement.zone), ""]
        for asked in requirement_words.of_agreement(policy, agreement):
            lines += [*requirement_lines(policy, asked, agreement.zone), ""]
        if money := money_words.of_agreement(policy, agreement):
            lines += ["  Money", *(line for each in money for line in wrapped(each, "    ")), ""]
    if policy.parties:
        lines += ["Parties", *party_words.parties(policy), ""]
    if policy.calendars:
        lines.append("Calendars")
        for id, named in sorted(policy.calendars.items()):
            also = _also(_forms(policy.calendar_forms, id))
            lines += ["", f"  {id}{also} ({named.zone})", *_rule(named.rule, "    ")]
            for note in policy.holidays:
                if note.calendar == id:
                    years = f"{note.first_year} to {note.last_year}"
                    lines += wrapped(f"{note.region}, {years}, as {note.package} has them", "    ")
        lines.append("")
    for subject in policy.subjects:
        lines += [*_subject(policy, subject), ""]
    if policy.services:
        lines += ["Services", *catalogue_words.services(policy), ""]
    if policy.service_groups:
        lines += ["Service groups", *catalogue_words.groups(policy), ""]
    for source in policy.sources:
        lines += [*_source(source), ""]
    if policy.examples:
        lines.append("Worked examples")
        lines += [
            f'  "{example.title}" of {example.agreement}/{example.clause}' for example in policy.examples
        ]
        lines.append("")
    lines.append(f"Compiled to format {policy.format} from")
    lines += [f"  {file.name}, sha256 {file.sha256}" for file in policy.files]
    # a name may hold a line break where the policy was not compiled but edited: it stays on its line
    return "\n".join(" ".join(line.splitlines()).rstrip() for line in lines) + "\n"


def wrapped(text: str, indent: str) -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _agreement(agreement: Agreement) -> Iterator[str]:
    title = f' "{agreement.title}"' if agreement.title else ""
    yield f"{agreement.id}{title}: {agreement.kind}, version {agreement.version}"
    yield from wrapped(f"between {agreement.provider} as provider and {agreement.customer} as customer", "  ")
    if agreement.suppliers:
        yield from wrapped(f"with {', '.join(agreement.suppliers)} as suppliers", "  ")
    yield from covered_lines(agreement)
    begins = words.instant(agreement.begins, agreement.zone)
    ends = "" if agreement.ends is None else f" until {words.instant(agreement.ends, agreement.zone)}"
    yield f"  in force from {begins}{ends}, time zone {agreement.zone}"
    yield from version_words.versions(agreement)


def _drafts(policy: Policy, agreement: Agreement) -> Iterator[str]:
    for each in drafted(policy, agreement):
        yield from wrapped(f"draft: {version_words.version(each, agreement.zone)}", "  ")


def covered_lines(agreement: Agreement) -> Iterator[str]:
    """Whose cases it is about, and whose records it is judged by."""
    for covered in agreement.covers:
        yield from wrapped(f"covers each {covered.subject} where {words.condition(covered.where)}", "  ")
    if agreement.judged_by:
        yield from wrapped(f"judged by the records of {records.called(agreement)}", "  ")


def rests_lines(policy: Policy, agreement: Agreement) -> Iterator[str]:
    """What the agreement supports, assumes and means, and the plans by which it is kept."""
    if said := plan_words.supports(policy.supports, agreement.id):
        yield from wrapped(said, "  ")
    for assumed in policy.assumptions:
        if assumed.agreement == agreement.id:
            yield from wrapped(f"assumes {assumption_words.assumed(assumed)}", "  ")
    for meant in policy.meant:
        if meant.agreement == agreement.id:
            yield from wrapped(meant_words.meant(meant), "  ")
    for plan in policy.plans:
        if plan.agreement == agreement.id:
            for line in plan_words.plan(plan):
                yield from wrapped(line.lstrip(), "  " + " " * (len(line) - len(line.lstrip())))
    for tier in policy.tiers:
        if tier.agreement == agreement.id:
            for line in tier_words.tier(tier, agreement):
                yield from wrapped(line.lstrip(), "  " + " " * (len(line) - len(line.lstrip())))


def requirement_lines(policy: Policy, asked: Requirement, zone: str) -> Iterator[str]:
    """What was asked for, and the levels that are required."""
    yield from wrapped(requirement_words.requirement(asked, zone), "  ")
    key = asked.agreement, asked.id
    for level in policy.required_clauses:
        if (level.agreement, level.id) == key:
            yield "    required:"
            yield from (f"  {line}" for line in clause_lines(policy, level, zone))
    for window in policy.required_windows:
        if (window.agreement, window.id.removesuffix(" (longest)")) == key:
            yield "    required:"
            yield from (f"  {line}" for line in level_lines(policy, window, zone))
    for line in requirement_words.besides(asked, policy, zone):
        yield from wrapped(f"required: {line}", "    ")


def clause_lines(policy: Policy, clause: Clause, zone: str) -> Iterator[str]:
    title = f' "{clause.title}"' if clause.title else ""
    clock = next(
        (
            c
            for c in policy.clocks
            if (fold(c.subject), fold(c.name)) == (fold(clause.subject), fold(clause.clock))
        ),
        None,
    )
    said = clock.said[0] if clock and clock.said else f"through with {clause.clock}"
    where = "" if clause.where is None else f" where {words.condition(clause.where)}"
    yield f"  {clause.agreement}/{clause.id}{title}  ({clause.place.file}, line {clause.place.line})"
    yield from version_words.held(clause, zone)
    pauses = f", paused while {' or '.join(clause.pauses)}" if clause.pauses else ""
    if clause.excluding:
        pauses += f", excluding {' and '.join(map(words.exclusion, clause.excluding))}"
    when = f"{words.deadline(clause.deadline)}, counting {clause.calendar}"
    if clause.rows:
        when = "as its row of the table says"
    yield from wrapped(f"every {clause.subject}{where} shall be {said} {when}{pauses}", "    ")
    for row in clause.rows:
        yield from wrapped(_row(row), "      ")
    if clause.rows:
        yield "      a case that no row is for is unknown"
    if clause.share is not None:
        own = any(row.at_least is not None for row in clause.rows)
        yield from wrapped(f"for {words.share(clause.share, own)}", "    ")
    if clause.least:
        yield f"    a window of less than {words.many(clause.least, 'case')} is as one without any"
    for each in clause.excluding:
        subject = next((s for s in policy.subjects if fold(s.name) == fold(each.subject)), None)
        of = f"{each.state.name} of {each.subject}"
        yield from wrapped(f"the state {of}: {level_words.state(each.state.rule, subject)}", "    ")
    if clause.fields == "opening":
        yield "    fields count as they were when the clock started"
    else:
        yield "    fields count as they are when the clock stops, until then as they are now"
    for warning in clause.warnings:
        yield f"    {warning.who} is warned at {words.percent(warning.at)} of the time"
    for warning in clause.budget_warnings:
        yield f"    {warning.who} is warned at {words.percent(warning.at)} of a window's budget"
    for burn in clause.burn_warnings:
        yield from wrapped(f"{burn.who} is warned when {level_words.burning(burn)}", "    ")
    yield from _escalations(clause)
    if clock is not None:
        yield from _clock(clock)


def level_lines(policy: Policy, clause: WindowClause, zone: str) -> Iterator[str]:
    title = f' "{clause.title}"' if clause.title else ""
    outcome = ", an outcome" if clause.kind == "outcome" else ""
    subject = next((each for each in policy.subjects if fold(each.name) == fold(clause.subject)), None)
    yield f"  {clause.agreement}/{clause.id}{title}  ({clause.place.file}, line {clause.place.line}){outcome}"
    yield from version_words.held(clause, zone)
    yield from wrapped(level_words.promise(clause, subject), "    ")
    if clause.empty == "met":
        yield "    a window without data is met"
    if clause.least:
        few = level_words.enough(clause.measure, clause.least)
        yield from wrapped(f"a window of less than {few} is as one without data", "    ")
    if readings := level_words.unknown_readings(clause):
        yield f"    {readings}"
    for warning in clause.warnings:
        yield f"    {warning.who} is warned at {words.percent(warning.at)} of a window's budget"
    for burn in clause.burn_warnings:
        yield from wrapped(f"{burn.who} is warned when {level_words.burning(burn)}", "    ")
    if unknown := level_words.unknown_time(clause):
        yield f"    {unknown}"
    for state in level_words.states_of(clause):
        yield from wrapped(f"the state {state.name}: {level_words.state(state.rule, subject)}", "    ")
    if clause.watches:
        yield from wrapped(f"it watches {', '.join(clause.watches)}", "    ")
    yield from _escalations(clause)


def _escalations(clause: Clause | WindowClause) -> Iterator[str]:
    for each in clause.escalations:
        what = "breach of a case" if each.on == "case" else "missed window"
        yield f"    every {what} is escalated to {each.who}"


def _row(row: Row) -> str:
    if row.deadline is None:
        return f"{words.cases(row.where)}: not promised"
    share = "" if row.at_least is None else f", at least {words.percent(row.at_least)} of these"
    return f"{words.cases(row.where)}: {words.deadline(row.deadline)}, counting {row.calendar}{share}"


def _clock(clock: Clock) -> Iterator[str]:
    yield f"    the clock {clock.name}:"
    width = max((len(transition.event) for transition in clock.transitions), default=0)
    for transition in clock.transitions:
        bound = "" if transition.within is None else f", {words.deadline(transition.within)} of the stop"
        yield f"      when {transition.event:<{width}}  it {_ACTIONS[transition.action]}{bound}"


def _rule(rule: Rule, indent: str) -> Iterator[str]:
    match rule:
        case Always():
            yield f"{indent}always open"
        case Weekly():
            yield from _weekly(rule, indent)
        case AnyOf():
            yield f"{indent}open when any of these is:"
            for part in rule.parts:
                yield from _rule(part, indent + "  ")
        case AllOf():
            yield f"{indent}open when all of these are:"
            for part in rule.parts:
                yield from _rule(part, indent + "  ")
        case Except():
            yield from _rule(rule.base, indent)
            yield f"{indent}except when this is open:"
            yield from _rule(rule.less, indent + "  ")
        case never:
            assert_never(never)


def _weekly(rule: Weekly, indent: str) -> Iterator[str]:
    if is_to_be_agreed(rule):
        yield f"{indent}hours to be agreed"
        return
    first = 0
    while first < len(rule.week):
        last = first
        while last + 1 < len(rule.week) and rule.week[last + 1] == rule.week[first]:
            last += 1
        days = _WEEK[first] if first == last else f"{_WEEK[first]} to {_WEEK[last]}"
        yield f"{indent}{days:<20} {_hours(rule.week[first])}"
        first = last + 1
    for day in rule.days:
        yield from _dated(day, indent)
    if rule.known_from is not None or rule.known_until is not None:
        known = f"{rule.known_from or 'the beginning'} to {rule.known_until or 'the end of time'}"
        yield f"{indent}known from {known}, and refused outside"


def _dated(day: DayRule, indent: str) -> Iterator[str]:
    why = f"  {day.why}" if day.why else ""
    yield f"{indent}{day.day.isoformat():<20} {_hours(day.openings)}{why}"


def _hours(openings: Iterable[Opening]) -> str:
    shown = [f"{_clock_time(o.opens)} to {_clock_time(o.closes)}" for o in openings]
    return ", ".join(shown) or "closed"


def _clock_time(seconds: int) -> str:
    """ "17:00"; past midnight "02:00 the next day"."""
    later = seconds > DAY_S
    minutes, rest = divmod(seconds - DAY_S if later else seconds, 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")
    return text + (" the next day" if later else "")


def _subject(policy: Policy, subject: Subject) -> Iterator[str]:
    known_by = f"known by its {subject.key}{_also(subject.key_forms)}"
    yield from wrapped(f"Subject {subject.name}{_also(subject.plurals)}, {known_by}", "")
    for field in subject.fields:
        listed = [value + _also(_forms(field.value_forms, value)) for value in field.values]
        values = f": {', '.join(listed)}" if listed else ""
        unit = f" in {field.unit}{_also(field.unit_forms)}" if field.unit else ""
        readings = "readings of " if field.reading else ""
        name = field.name + _also(field.forms)
        yield from wrapped(f"has {readings}{name}, {field.type}{unit}{values}", "  ")
    if subject.events:
        events = [event + _also(_forms(subject.event_forms, event)) for event in subject.events]
        yield from wrapped(f"events: {', '.join(events)}", "  ")
    for state in policy.states:
        if fold(state.subject) == fold(subject.name):
            yield from wrapped(_state(state), "  ")


def _forms(forms: Iterable[Means], of: str) -> list[str]:
    return [form.text for form in forms if form.meaning == of]


def _also(forms: Iterable[str]) -> str:
    listed = ", ".join(forms)
    return f" (also {listed})" if listed else ""


def _state(state: State) -> str:
    if not state.spans:
        return f"is {state.name} as the clauses that measure it say"
    spans = [f"from {' or '.join(span.begins)} until {' or '.join(span.ends)}" for span in state.spans]
    return f"is {state.name} {', and '.join(spans)}"


def _source(source: Source) -> Iterator[str]:
    article = "an" if source.row == "event" else "a"
    yield f"Source {source.name}: every row is {article} {source.row} of {source.subject}"
    if source.kept_by:
        yield from wrapped(f"kept by {source.kept_by}", "  ")
    zone = f" in {source.times.zone}" if source.times.zone else ""
    yield f"  times are {source.times.style}{zone}"
    columns = (
        ("case", source.case_column), ("time", source.time_column), ("event", source.kind_column),
        ("event id", source.id_column), ("field", source.field_column), ("old value", source.old_column),
        ("new value", source.new_column),
    )  # fmt: skip
    for part, column in columns:
        if column is not None:
            yield f'  the {part} is in "{column}"'
    if source.missing:
        yield from wrapped(f"nothing is said by {_quoted(source.missing)}", "  ")
    for kind in source.kinds:
        yield f'  "{kind.text}" means {kind.meaning}'
    for moment in source.moments:
        yield f'  {moment.event} is at "{moment.column}"'
    for change in source.changes:
        yield from wrapped(
            f'"{change.column}" {change.direction} {_quoted(change.values)} means {change.event}', "  "
        )
    for said in source.fields:
        means = "".join(f'; "{one.text}" means {one.meaning}' for one in said.means)
        yield from wrapped(f'{said.field} is in "{said.column}"{means}', "  ")


def _quoted(texts: Iterable[str]) -> str:
    return " or ".join(f'"{text}"' for text in texts)
