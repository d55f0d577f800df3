"""What the passes say of names."""

import re
from collections.abc import Iterable

from sladsl.diagnostics import Diagnostic, Label
from sladsl.diagnostics.did_you_mean import suggestion
from sladsl.diagnostics.lookalikes import in_its_letters
from sladsl.policy.names import fold
from sladsl.source import Span
from sladsl.syntax import tree

_PART = re.compile(
    r"(?<=\s)(?:counting|paused\s+while|excluding|unless|except|but\s+not|while|when)\s", re.IGNORECASE
)
_OWN_WORDS = ("counting", "paused", "excluding")


def listed(names: Iterable[str]) -> str:
    """`a`, `b`, `c` for a note; a long list is cut."""
    shown = list(dict.fromkeys(names))
    text = ", ".join(f"`{name}`" for name in shown[:12])
    return text + (f" and {len(shown) - 12} more" if len(shown) > 12 else "")


def _unknown(
    code: str, kind: str, name: tree.Name, known: Iterable[str], known_words: str, help_: str
) -> Diagnostic:
    names = list(known)
    hint = suggestion(name.text, names)
    notes = [f"{known_words}: {listed(in_its_letters(name.text, names))}"] if names else []
    if run_on := _run_on(name.text, names):
        known_name, part = run_on
        hint, help_ = "", f"a part of a promise begins with a comma: `{known_name}, {part}`"
    return Diagnostic(code, f"unknown {kind} `{name.text}`", name.span, hint, notes=notes, help=help_)


def _run_on(text: str, known: Iterable[str]) -> tuple[str, str] | None:
    """The known name with which one begins that has taken in a part of a promise, and that part."""
    part = _PART.search(text)
    if part is None:
        return None
    wanted = fold(text[: part.start()].strip())
    found = next((each for each in known if fold(each) == wanted), None)
    said = text[part.start() :]
    return (
        None
        if found is None
        else (found, said if said.casefold().startswith(_OWN_WORDS) else "paused while ...")
    )


def unknown_module(use: tree.Use, names: Iterable[str]) -> Diagnostic:
    """E0201: `use` of something that is not there."""
    name = tree.Name(use.module.text, span=use.module.span)
    if use.is_file:
        return Diagnostic(
            "E0201",
            f"file `{use.module.text}` cannot be read",
            use.module.span,
            help="the path is taken from the folder of the file that uses it",
        )
    help_ = 'a file of your own is used by its path in quotes: `use "common.sla".`'
    return _unknown("E0201", "module", name, names, "the standard library has", help_)


def too_many_files(use: tree.Use, most: int, depth: int) -> Diagnostic:
    """E0105: a program of files that use files without end."""
    return Diagnostic(
        "E0105",
        f"with `{use.module.text}` the program has too many files",
        use.module.span,
        notes=[f"at most {most} of them, at most {depth} that use each other in a row"],
        help="put what belongs together into one file",
    )


def unknown_calendar(name: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E0202."""
    help_ = f"declare it, `calendar {name.text}:`, or use a module that does, `use calendars.`"
    return _unknown("E0202", "calendar", name, known, "known calendars", help_)


def chosen_by_a_field(name: tree.Name) -> Diagnostic:
    """E0202: a calendar that is another for each case, where one for all is needed."""
    return Diagnostic(
        "E0202",
        f"calendar `{name.text}` differs from case to case",
        name.span,
        "here one for all is needed",
        notes=["a field of the case chooses it, by a table"],
        help=f"only a promise about every case can count on it: `, counting {name.text}`",
    )


def unknown_subject(name: tree.Name, known: Iterable[str]) -> Diagnostic:
    """E0203."""
    help_ = f"declare it, `subject {name.text}:`, or use a module that does, `use itil.`"
    return _unknown("E0203", "subject", name, known, "known subjects and their forms", help_)


def unknown_state(name: tree.Name, subject: str, known: Iterable[str]) -> Diagnostic:
    """E0204."""
    help_ = f"declare it, `state {name.text} of {subject}: from ... until ... .`"
    return _unknown("E0204", "state", name, known, f"states of `{subject}`", help_)


def unknown_verb(said: tree.Name, subject: str, known: Iterable[str]) -> Diagnostic:
    """E0205: no clock of the subject is said so."""
    hint = suggestion(said.text, known := list(known))
    return Diagnostic(
        "E0205",
        f"no clock says when `{subject}` is `{said.text}`",
        said.span,
        hint,
        notes=[f"it can be: {listed(in_its_letters(said.text, known))}"]
        if known
        else [f"`{subject}` has no clocks"],
        help=f'declare one, `clock ... of {subject}, said "{said.text}": starts when ... . stops when ... .`',
    )


def unknown_field(name: tree.Name, subject: str, known: Iterable[str]) -> Diagnostic:
    """E0206."""
    return _unknown(
        "E0206",
        "field",
        name,
        known,
        f"fields of `{subject}`",
        f"say `has {name.text}.` under `subject {subject}`",
    )


def unknown_event(name: tree.Name, subject: str, known: Iterable[str]) -> Diagnostic:
    """E0207."""
    help_ = f"say `has events {name.text}.` under `subject {subject}`"
    return _unknown("E0207", "event", name, known, f"events of `{subject}`", help_)


def unknown_clause(name: tree.Name, agreement: str, known: Iterable[str], who: str) -> Diagnostic:
    """E0208; `who` names the clause: an example, an outcome, a clause."""
    help_ = f"{who} stands under the agreement whose clause it names"
    return _unknown("E0208", "clause", name, known, f"clauses of `{agreement}`", help_)


def example_of_no_case(name: tree.Name) -> Diagnostic:
    """E0208: the clause is there, but promises something about a window."""
    return Diagnostic(
        "E0208",
        f"no case can show clause `{name.text}`",
        name.span,
        "it is about a window",
        help="say what becomes of a window: `Then the month of 2026-03-01 is met at 99.95%.`",
    )


def declared_twice(kind: str, name: tree.Name, first: tree.Name) -> Diagnostic:
    """E0209."""
    others = [Label(first.span, "first declared here")] if first is not name else []
    return Diagnostic(
        "E0209",
        f"{kind} `{name.text}` is declared twice",
        name.span,
        "declared again here",
        others,
        notes=["names compare without regard to capitals"] if name.text != first.text else [],
        help="take one away, or give one of them another name",
    )


def mixed_alphabets(name: tree.Name, explanation: str) -> Diagnostic:
    """E0210: look-alike letters of two alphabets in one word."""
    return Diagnostic(
        "E0210",
        f"`{name.text}` mixes letters of two alphabets",
        name.span,
        explanation,
        notes=["it would look the same as another name and never be equal to it"],
        help="type the whole word in one alphabet",
    )


def calendar_circle(calendar: tree.Calendar, path: tuple[tree.Calendar, ...]) -> Diagnostic:
    """E0211."""
    names = " is ".join(f"`{each.name.text}`" for each in (*path, calendar))
    return Diagnostic(
        "E0211",
        f"calendar `{calendar.name.text}` is defined by itself",
        calendar.name.span,
        notes=[names],
        help="give one of them hours of its own: `open Monday to Friday 08:00 to 17:00.`",
    )


def outside_an_agreement(kind: str, name: tree.Name) -> Diagnostic:
    """E0212."""
    return Diagnostic(
        "E0212",
        f"{kind} `{name.text}` stands under no agreement",
        name.span,
        help="put it after the heading of its agreement: `agreement NAME:`",
    )


def unknown_zone(raw: tree.Raw) -> Diagnostic:
    """E0213."""
    from zoneinfo import available_timezones

    return Diagnostic(
        "E0213",
        f"unknown time zone `{raw.text}`",
        raw.span,
        suggestion(raw.text, sorted(available_timezones())),
        help="zones are named by continent and city: `Europe/Athens`, `America/New_York`, or `UTC`",
    )


def unknown_holidays(written: tree.Holidays, what: str, candidates: Iterable[str]) -> Diagnostic:
    """E0214: a country, part of a country or kind of holiday that is not known."""
    name, headline = written.region, f"no holidays are known for the country `{written.region.text}`"
    if what == "subdivision" and written.subdivision is not None:
        name = written.subdivision
        headline = f"no part of `{written.region.text}` is known as `{name.text}`"
    elif what == "category":
        name = written.kind
        headline = f"no `{name.text}` holidays of `{written.region.text}` are known"
    candidates = list(candidates)
    return Diagnostic(
        "E0214",
        headline,
        name.span,
        suggestion(name.text, candidates),
        notes=[f"known: {listed(candidates)}"] if candidates else [],
        help=(
            ""
            if name is not written.region
            else "name it in English or by its two letters, `Greece` or `GR`; or "
        )
        + "list the dates: `closed on 2026-01-01, 2026-12-25.`",
    )


def of_another_subject(kind: str, name: tree.Name, owner: str, subject: str) -> Diagnostic:
    """E0310: a state or promise that exists, but for another subject."""
    return Diagnostic(
        "E0310",
        f"{kind} `{name.text}` belongs to `{owner}`, not to `{subject}`",
        name.span,
        help=f"declare a {'clock' if kind == 'promise' else kind} of `{subject}` for it, "
        f"or make the clause about `{owner}`",
    )


def said_twice(again: Span, first: Span) -> Diagnostic:
    """E0307."""
    return Diagnostic(
        "E0307",
        "this is said twice",
        again,
        "said again here",
        [Label(first, "said first here")],
        help="keep one of the two: nobody could know which of them holds",
    )
