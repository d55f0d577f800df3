"""What is wrong with a log as a whole. A single row that cannot be read is a `RejectedRow`, not an error."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from sladsl.diagnostics import Diagnostic
from sladsl.records import frozen


class SourceError(Exception):
    """A log cannot be read; `.diagnostics` says why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        self.diagnostics = diagnostics
        super().__init__("; ".join(f"{d.code}: {d.headline}" for d in diagnostics))


class Unreadable(ValueError):  # noqa: N818  # a row's fate, not a fault
    """A row, or a cell of it, cannot be read; `why` goes into the row's entry among the rejected."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@frozen
class RejectedRow:
    """A row that could not be read: its file, the line (or row) it starts on, why, and how it begins."""

    file: str
    line: int
    why: str
    text: str


def quoted(text: str, most: int = 60) -> str:
    """The user's words in back-quotes, on one line, cut where they are long."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in text[: most + 1])
    return f"`{shown[:most]}…`" if len(shown) > most else f"`{shown}`"


def _listed(names: Iterable[str], most: int = 40) -> str:
    names = list(names)
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(quoted(name) for name in names[:most]) + more


def _nearest(name: str, among: Iterable[str]) -> str | None:
    spelled = {other.casefold(): other for other in among}
    close = get_close_matches(name.casefold(), list(spelled)[:4096], n=1, cutoff=0.6)
    return spelled[close[0]] if close else None


def cannot_open(file: str, why: str) -> SourceError:
    return SourceError(
        Diagnostic("E0601", f"the log {quoted(file, 200)} cannot be opened", None, notes=[why])
    )


def not_a_log(file: str, why: str, help: str = "") -> SourceError:
    return SourceError(
        Diagnostic(
            "E0602", f"{quoted(file, 200)} is not a log that can be read", None, notes=[why], help=help
        )
    )


def bad_archive(file: str, why: str, help: str = "") -> SourceError:
    return SourceError(
        Diagnostic(
            "E0603", f"the packed log {quoted(file, 200)} cannot be unpacked", None, notes=[why], help=help
        )
    )


def workbook(file: str) -> SourceError:
    return SourceError(
        Diagnostic(
            "E0603",
            f"the log {quoted(file, 200)} is a workbook of a spreadsheet program",
            None,
            notes=["a workbook has sheets, formulas and formats; a log is one table"],
            help="save the sheet as `CSV UTF-8` and give that",
        )
    )


def empty(file: str) -> SourceError:
    return SourceError(
        Diagnostic(
            "E0604",
            f"the log {quoted(file, 200)} is empty",
            None,
            notes=["there is not even a line that names the columns"],
            help="give the file that holds the events, or a log with its header alone if nothing happened",
        )
    )


def columns_missing(
    file: str, source: str, missing: Sequence[str], found: Sequence[str], draft: str = ""
) -> SourceError:
    what = "column" if len(missing) == 1 else "columns"
    by = f"the source {quoted(source)}" if source else "a log without a `source` declaration"
    it = "it" if len(missing) == 1 else "them"
    guesses = [f"{quoted(near)} for {quoted(name)}" for name in missing if (near := _nearest(name, found))]
    return SourceError(
        Diagnostic(
            "E0605",
            f"the log {quoted(file, 200)} lacks the {what} {_listed(missing)}",
            None,
            notes=[
                f"{by} needs {it}",
                f"its columns are: {_listed(found) or 'none'}",
            ],
            help=f"did you mean {', '.join(guesses)}?"
            if guesses
            else f"say which column is what, in the place of the dots: `{draft}`"
            if draft
            else "name the columns in a `source` declaration, or give the log it was written for",
        )
    )


def column_twice(file: str, column: str, count: int) -> SourceError:
    return SourceError(
        Diagnostic(
            "E0606",
            f"the log {quoted(file, 200)} has {count} columns called {quoted(column)}",
            None,
            notes=["which of them is meant cannot be told"],
            help="rename all but one of them in the log's header",
        )
    )


def unknown_source(name: str, known: Sequence[str]) -> SourceError:
    near = _nearest(name, known)
    return SourceError(
        Diagnostic(
            "E0607",
            f"the policy declares no source {quoted(name)}",
            None,
            notes=[f"it declares: {_listed(known)}" if known else "it declares none"],
            help=f"did you mean {quoted(near)}?" if near else "",
        )
    )


def no_single_source(
    file: str, fitting: Sequence[str], declared: Sequence[str], found: Sequence[str]
) -> SourceError:
    several = f"several sources fit: {_listed(fitting)}"
    none = f"none has all its columns in the log; declared are: {_listed(declared)}"
    return SourceError(
        Diagnostic(
            "E0607",
            f"which source reads the log {quoted(file, 200)} cannot be told",
            None,
            notes=[several if fitting else none, f"the log's columns are: {_listed(found)}"],
            help="name the source that is meant",
        )
    )


def rows_refused(count: int, rejected: Sequence[RejectedRow]) -> SourceError:
    shown = [f"{row.file}:{row.line}: {row.why}" for row in rejected[:20]]
    if count > len(shown):
        shown.append(f"and {count - len(shown)} more")
    return SourceError(
        Diagnostic(
            "E0608",
            f"{count} row{'s' if count != 1 else ''} of the log cannot be read",
            None,
            notes=shown,
            help="mend the rows, or read without `--strict`: they are then counted and left out",
        )
    )


def too_large(file: str, why: str) -> SourceError:
    return SourceError(
        Diagnostic(
            "E0609",
            f"the log {quoted(file, 200)} is larger than is read",
            None,
            notes=[why],
            help="split the log into several files and give them all",
        )
    )


def bad_header(file: str, why: str, help: str = "") -> SourceError:
    return SourceError(
        Diagnostic(
            "E0610", f"the header of the log {quoted(file, 200)} cannot be read", None, notes=[why], help=help
        )
    )


def no_subject(file: str, subjects: Sequence[str], why: str) -> SourceError:
    return SourceError(
        Diagnostic(
            "E0611",
            f"the log {quoted(file, 200)} does not say what its cases are",
            None,
            notes=[
                why,
                f"the policy's subjects are: {_listed(subjects)}"
                if subjects
                else "the policy has no subject",
            ],
            help="add a column `subject`, or declare a `source`",
        )
    )
