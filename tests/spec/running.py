"""A section's program compiled, its logs read and judged; each expectation block told as text."""

from collections.abc import Callable
from contextlib import chdir
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve, frozen

from sladsl.compile import Compiled, compile_texts, gaps
from sladsl.diagnostics import Diagnostic, Severity
from sladsl.evaluate import Result, as_if_in_force, judge
from sladsl.loading import Program, load_program
from sladsl.policy.model import Policy
from sladsl.replaying import replayed
from sladsl.source import SourceText
from sladsl.sources import LIMITS, Reading, SourceError, read_all
from sladsl.underpinning.comparison import Comparison, compare
from tests.spec import (
    catalogue_tellings,
    comparing,
    money_tellings,
    settlement_tellings,
    tellings,
    tellings_of_versions,
    told_coverage,
    told_requirements,
)
from tests.spec.pages import Block, Section
from tests.spec.tables import Written, drawn, instant

PROGRAM = "page.sla"
_VERSIONS = ("old-version", "new-version")
_REMARKS = ("label", "note", "help")


class Wrong(Exception):  # noqa: N818 (it says what is wrong with a page)
    """A section cannot be run as its expectation asks; the message says why."""


@frozen(slots=False)
class Run:
    """One section, run once for all its expectations."""

    section: Section

    @cached_property
    def compiled(self) -> Compiled | Program:
        """The program above the first `##`, then the section's own blocks, as one text; or its files."""
        text = "".join(block.body for block in (*self.section.common, *self.section.programs))
        if not self.section.files:
            return compile_texts([SourceText.of(PROGRAM, text)])
        with TemporaryDirectory() as folder, chdir(folder):
            for file in self.section.files:
                _lay(file, Path(file.options["name"]))
            if text:
                Path(PROGRAM).write_text(text, encoding="utf-8")
            return load_program([PROGRAM] if text else [file.options["name"] for file in self.section.files])

    @cached_property
    def comparison(self) -> Comparison:
        """The section's old text and its new one compared. Wrong where the old one is refused."""
        text = "".join(block.body for block in (*self.section.common, *self.section.old_programs))
        old = compile_texts([SourceText.of(PROGRAM, text)])
        if old.policy is None:
            raise Wrong(f"the old text is refused: {[each.headline for each in old.diagnostics]}")
        asked = [block.options for block in self.section.expectations]
        versions = (next((each[name] for each in asked if name in each), None) for name in _VERSIONS)
        return compare(old.policy, self.policy, replayed, *versions)

    @cached_property
    def policy(self) -> Policy:
        """The policy; Wrong where the program is refused and no block says so."""
        if self.compiled.policy is None:
            found = "\n".join(self.line_of(each) for each in self.compiled.diagnostics)
            raise Wrong(f"the program is refused:\n{found}")
        return self.compiled.policy

    @cached_property
    def reading(self) -> Reading:
        """The section's logs, read together. Raises SourceError."""
        logs = self.section.logs
        with TemporaryDirectory() as folder:
            paths = []
            for number, log in enumerate(logs, 1):
                path = Path(folder, log.options.get("file") or _file_name(log, number, len(logs)))
                paths.append(path)
                _lay(log, path)
            most = next((log.options["most-columns"] for log in logs if "most-columns" in log.options), None)
            limits = LIMITS if most is None else evolve(LIMITS, columns=int(most))
            source = next((log.options["source"] for log in logs if "source" in log.options), None)
            strict = any("strict" in log.options for log in logs)
            return read_all(self.policy, paths, source, strict=strict, limits=limits)

    @property
    def zone(self) -> str:
        """The zone of the times on the page: the first agreement's."""
        return self.policy.agreements[0].zone if self.policy.agreements else "UTC"

    def result(self, block: Block) -> Result:
        """The judgement the block asks for: as of its `as-of`, else of the last event."""
        try:
            events = self.reading.events
        except SourceError as refused:
            found = "\n".join(self.line_of(each) for each in refused.diagnostics)
            raise Wrong(f"the log is refused:\n{found}") from None
        policy = as_if_in_force(self.policy) if "as-if-in-force" in block.options else self.policy
        return judge(policy, events, self.as_of(block))

    def as_of(self, block: Block) -> int | None:
        """The block's `as-of`, a local time."""
        said = block.options.get("as-of")
        return None if said is None else instant(said, self.zone)

    def told(self, block: Block) -> str:
        """What the block should hold."""
        if block.kind == "diagnostics":
            return self._diagnostics(block)
        if block.kind == "show":
            return tellings_of_versions.shown(self.policy, block, self.as_of(block))
        telling = _TELLINGS[block.kind]
        written = Written.of(block.body, telling.columns)
        try:
            return drawn(written.columns, telling.rows(self, block, written.columns))
        except tellings.CannotTell as why:
            raise Wrong(str(why)) from None

    def differs(self, block: Block, told: str) -> bool:
        """Whether the page says something else; blanks around cells do not count."""
        if block.kind in ("diagnostics", "show"):
            return [line.rstrip() for line in block.body.splitlines()] != told.splitlines()
        return Written.of(block.body, "") != Written.of(told, "")

    def _diagnostics(self, block: Block) -> str:
        all_practice = "practice" in block.options
        found = [*self.compiled.diagnostics, *gaps(self.compiled.policy, self.compiled.sources, all_practice)]
        if self.compiled.policy is not None and self.section.logs:
            try:
                _ = self.reading
            except SourceError as refused:
                found += refused.diagnostics
        remarks = [word for word in _REMARKS if f"\n  {word}: " in f"\n{block.body}"]
        lines = []
        for each in found:
            lines.append(self.line_of(each))
            said = {"label": [each.label], "note": each.notes, "help": [each.help]}
            lines += [f"  {word}: {text}" for word in remarks for text in said[word] if text]
        return "".join(f"{line}\n" for line in lines)

    def line_of(self, found: Diagnostic) -> str:
        """`E0202 3:12 headline`; the line is the section's own program's, from 1, or that of a named file."""
        if found.span is None:
            return f"{found.code} - {found.headline}"
        line, column = self.compiled.sources[found.span.file].position(found.span.start)
        if found.span.file != PROGRAM:
            return f"{found.code} {found.span.file}:{line}:{column} {found.headline}"
        above = sum(block.body.count("\n") for block in self.section.common)
        place = f"{line - above}" if line > above else f"above {line}"
        return f"{found.code} {place}:{column} {found.headline}"

    def unexpected_error(self) -> str:
        """The refusal of a program none of whose expectations is about diagnostics; empty if there is none."""
        if any(block.kind == "diagnostics" for block in self.section.expectations):
            return ""
        errors = [d for d in self.compiled.diagnostics if d.severity is Severity.ERROR]
        return "\n".join(map(self.line_of, errors))


def _lay(block: Block, path: Path) -> None:
    """Write what a block holds, text or `hex`, and zero bytes up to `bytes`; an `absent` one is not there."""
    if "absent" in block.options:
        return
    content = bytes.fromhex(block.body) if "hex" in block.options else block.body.encode()
    path.write_bytes(content.ljust(int(block.options.get("bytes", 0)), b"\0"))


def _file_name(log: Block, number: int, many: int) -> str:
    ending = "ndjson" if "ndjson" in log.options else "csv"
    return f"events-{number}.{ending}" if many > 1 else f"events.{ending}"


@frozen
class Telling:
    """The columns a kind of block has where it names none, and how its rows are found."""

    columns: str
    rows: Callable[[Run, Block, tuple[str, ...]], list[tuple[str, ...]]]


_TELLINGS = {
    "verdicts": Telling(
        "case | status | elapsed | due",
        lambda run, block, columns: tellings.verdicts(run.policy, run.result(block), block, columns),
    ),
    "windows": Telling(
        "from | to | status | met | breached",
        lambda run, block, columns: tellings.windows(run.policy, run.result(block), block, columns),
    ),
    "evidence": Telling(
        "from | to | kind | state",
        lambda run, block, columns: tellings.evidence(run.policy, run.result(block), block, columns),
    ),
    "credits": Telling(
        "clause | from | step | amount",
        lambda run, block, columns: money_tellings.credits_(run.policy, run.result(block), block, columns),
    ),
    "statement": Telling(
        "kind | clause | from | amount",
        lambda run, block, columns: money_tellings.statement_lines(run, block, columns),
    ),
    "settlement": Telling(
        "what | from | amount | carried",
        lambda run, block, columns: settlement_tellings.settlement(run, block, columns),
    ),
    "silent": Telling(
        "clause | from | status", lambda run, block, columns: money_tellings.silent(run, block, columns)
    ),
    "rights": Telling(
        "who | action | since | until",
        lambda run, block, columns: money_tellings.rights(run.policy, run.result(block), columns),
    ),
    "watermelons": Telling(
        "from | to | outcome | kept",
        lambda run, block, columns: tellings.melons(run.policy, run.result(block), columns),
    ),
    "timeline": Telling(
        "from | to | counts | why",
        lambda run, block, columns: tellings.case_timeline(run.policy, run.result(block), block, columns),
    ),
    "accounting": Telling(
        "read | used | duplicate | unknown | rejected",
        lambda run, block, columns: tellings.accounting(run.reading, columns),
    ),
    "rejected": Telling("line | why", lambda run, block, columns: tellings.rejected(run.reading, columns)),
    "unknown": Telling("event | times", lambda run, block, columns: tellings.unknown(run.reading, columns)),
    "becomes": Telling(
        "at | case | event",
        lambda run, block, columns: tellings.becomes(run.reading, run.zone, columns),
    ),
    "texts": Telling(
        "clause | version | text",
        lambda run, block, columns: tellings_of_versions.texts(run.policy, block, columns),
    ),
    "reviews": Telling(
        "due | status | held",
        lambda run, block, columns: tellings_of_versions.reviews(run.policy, run.as_of(block), columns),
    ),
    "versions": Telling(
        "version | from | made by",
        lambda run, block, columns: tellings_of_versions.versions(run.policy, block, columns),
    ),
    "openings": Telling(
        "day | opens | closes", lambda run, block, columns: tellings.openings(run.policy, block, columns)
    ),
    "services": Telling(
        "service | needs", lambda run, block, columns: catalogue_tellings.services(run.policy, columns)
    ),
    "groups": Telling(
        "group | services", lambda run, block, columns: catalogue_tellings.groups(run.policy, columns)
    ),
    "exposure": Telling(
        "clause | owed | recovered | left",
        lambda run, block, columns: told_coverage.balances(run.policy, block, columns),
    ),
    "coverage": Telling(
        "clause | status", lambda run, block, columns: told_coverage.answers(run.policy, block, columns)
    ),
    "counterexample": Telling(
        "at | case | event",
        lambda run, block, columns: told_coverage.counterexample(run.policy, block, columns),
    ),
    "parties": Telling(
        "party | title", lambda run, block, columns: catalogue_tellings.parties(run.policy, columns)
    ),
    "roles": Telling(
        "role | holder", lambda run, block, columns: catalogue_tellings.roles(run.policy, columns)
    ),
    "escalations": Telling(
        "who | at | case",
        lambda run, block, columns: catalogue_tellings.escalations(run.policy, run.result(block), columns),
    ),
    "examples": Telling(
        "example | outcome", lambda run, block, columns: tellings.examples(run.policy, columns)
    ),
    "comparison": Telling(
        "clause | answer", lambda run, block, columns: comparing.clauses(run.comparison, block, columns)
    ),
    "differences": Telling(
        "about | old | new | effect",
        lambda run, block, columns: comparing.differences(run.comparison, block, columns),
    ),
    "story": Telling(
        "at | case | what", lambda run, block, columns: comparing.story(run.comparison, block, columns)
    ),
    "requirements": Telling(
        "requirement | answer", lambda run, block, columns: told_requirements.answers(run.policy, columns)
    ),
    "required": Telling(
        "nr | answer | why", lambda run, block, columns: told_requirements.parts(run.policy, block, columns)
    ),
    "shown": Telling("what", lambda run, block, columns: told_requirements.story(run.policy, block, columns)),
}
