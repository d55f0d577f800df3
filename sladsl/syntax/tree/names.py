"""Names and unread words."""

from attrs import field, frozen

from sladsl.policy.names import fold
from sladsl.source import Span


@frozen
class Name:
    """One or more words used as a name, as written; compared by `key`."""

    text: str = field(eq=fold)
    span: Span = field(eq=False, repr=False, kw_only=True)

    @property
    def key(self) -> str:
        """The form in which names are compared."""
        return fold(self.text)


@frozen
class Raw:
    """A date, time, number, share or quoted text as written; read by the pass that knows its meaning."""

    text: str
    span: Span = field(eq=False, repr=False, kw_only=True)
