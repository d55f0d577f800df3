"""The Diagnostic value. Passes make them beside their own code, in an `errors.py`; nothing here formats."""

from collections.abc import Iterable
from enum import Enum

from attrs import field

from sladsl.records import frozen
from sladsl.source import Span


class Severity(Enum):
    """Errors stop a policy from being compiled; warnings do not."""

    ERROR = "error"
    WARNING = "warning"


@frozen
class Label:
    """A remark on a place other than the main one: "declared here"."""

    span: Span
    text: str


def _labels(labels: Iterable[Label]) -> tuple[Label, ...]:
    return tuple(labels)


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(texts)


@frozen
class Diagnostic:
    """One finding.

    `headline` suffices alone: lower case, no final stop, the user's own words in back-quotes, the
    language's words and never the implementation's. `label` stands under the underlined words,
    `notes` say why, `help` says how to mend it. The severity is the code's first letter, E or W.
    `about` names the agreement and the clause that the finding is about, "" for what it is not about.
    """

    code: str
    headline: str
    span: Span | None
    label: str = ""
    others: tuple[Label, ...] = field(default=(), converter=_labels)
    notes: tuple[str, ...] = field(default=(), converter=_texts)
    help: str = ""
    severity: Severity = field()
    about: tuple[str, str] = field(default=("", ""), eq=False, kw_only=True)

    @severity.default
    def _severity_of_the_code(self) -> Severity:
        return Severity.WARNING if self.code.startswith("W") else Severity.ERROR


class PolicyError(Exception):
    """The text cannot be compiled; `.diagnostics` says why, in the order of the text."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(f"{d.code}: {d.headline}" for d in self.diagnostics))
