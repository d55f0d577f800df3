"""What is said of clauses and the sources they are measured from."""

from collections.abc import Sequence

from sladsl.policy.model import Source
from sladsl.practice.promises import Promise
from sladsl.practice.told import Told


def no_source_tells(
    promise: Promise, kind: str, names: Sequence[str], what_for: str, sources: Sequence[Source]
) -> Told:
    """W1215."""
    called = " or ".join(f"`{name}`" for name in dict.fromkeys(names))
    them = "it" if len(set(names)) == 1 else "one of them"
    if kind == "event":
        mended = f'say when {them} came: `event {names[0]} is at column "...".`'
        if any(source.row == "change" for source in sources):
            mended = f'say which change is {them}: `"State" becoming "..." means {names[0]}.`'
    else:
        mended = f'say where {them} stands: `field {names[0]} is column "...".`'
    return Told(
        f"`{promise.id}` cannot be measured: no source tells of {called}",
        promise.place,
        (promise.agreement, promise.id),
        label=f"needed to {what_for}",
        others=tuple((source.place, f"a source of `{source.subject}`") for source in sources),
        help=mended,
    )
