"""Files that are checked together, and which of them what is wrong with one depends on."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from attrs import Factory

from sladsl.loading import path_used, read_source
from sladsl.recheck.mentions import Mentions
from sladsl.records import define
from sladsl.source import SourceText

ABSENT = "absent"  # in place of the digest of a file that is used and not there


@define
class Files:
    """The given files and those they use, by name, with the SHA-256 of each text and what it mentions."""

    given: tuple[str, ...]
    texts: dict[str, SourceText]
    digests: dict[str, str]
    mentions: dict[str, Mentions]
    _declared_by: dict[str, list[str]] = Factory(dict)
    _named_by: dict[str, list[str]] = Factory(dict)
    _relied_on_by: dict[str, list[str]] = Factory(dict)
    _relied_on_of: dict[str, list[str]] = Factory(dict)
    _beside: dict[str, list[str]] = Factory(dict)
    _used: dict[str, tuple[str, ...]] = Factory(dict)
    _lines: dict[str, str] = Factory(dict)
    _needed: dict[str, frozenset[str]] = Factory(dict)
    _neighbours: dict[str, set[str]] = Factory(dict)

    @property
    def agreements(self) -> tuple[str, ...]:
        """The names of all agreements, in the order of the files as given."""
        used = self.texts.keys() - {*self.given}
        return tuple(name for file in (*self.given, *sorted(used)) for name in self.mentions[file].named)

    @classmethod
    def of(
        cls,
        texts: Mapping[str, SourceText],
        known: Mapping[str, Mentions],
        mentions: Callable[[Mapping[str, SourceText]], Mapping[str, Mentions]],
    ) -> "Files":
        """Read what the files use; what texts mention is `known` by their digest, or asked for."""
        files = cls(tuple(texts), dict(texts), {}, {})
        new = dict(texts)
        while new:
            files.digests |= {name: digest_of(text) for name, text in new.items()}
            unknown = {name: text for name, text in new.items() if files.digests[name] not in known}
            asked = mentions(unknown)
            files.mentions |= {
                name: asked[name] if name in asked else known[files.digests[name]] for name in new
            }
            files._used |= {
                name: tuple(path_used(path, name) for path in files.mentions[name].uses) for name in new
            }
            paths = {path for name in new for path in files._used[name]} - files.texts.keys()
            new = {path: read for path in sorted(paths) if isinstance(read := read_source(path), SourceText)}
            files.texts |= new
        files._connect()
        return files

    def _connect(self) -> None:
        declared: dict[str, list[str]] = defaultdict(list)
        words: dict[str, list[str]] = defaultdict(list)
        for name, each in self.mentions.items():
            for key in each.declares:
                declared[key].append(name)
            for key in each.words:
                words[key].append(name)
        named: dict[str, list[str]] = defaultdict(list)
        relied: dict[str, list[str]] = defaultdict(list)
        for name, each in self.mentions.items():
            for key in each.names:
                if key in declared:
                    named[key].append(name)
            for key in each.relies:
                if key.partition("/")[0] in declared:
                    relied[key].append(name)
        self._declared_by, self._named_by = dict(declared), dict(named)
        self._relied_on_by = dict(relied)
        for key in sorted(relied):
            self._relied_on_of.setdefault(key.partition("/")[0], []).append(key)
        self._beside = {key: names for key, names in words.items() if len(names) > 1}
        self._lines = {name: f"{name} {digest}" for name, digest in self.digests.items()}

    def _next_to(self, name: str) -> set[str]:
        """The files one depends on at first hand."""
        mentions = self.mentions[name]
        found = self.texts.keys() & self._used[name]
        spoken_of = self._declared_by.keys() & {
            *mentions.names, *(key.partition("/")[0] for key in mentions.relies)
        }  # fmt: skip
        for those, by in (
            (spoken_of, self._declared_by),
            (self._named_by.keys() & mentions.declares, self._named_by),
            (self._beside.keys() & mentions.words, self._beside),
        ):
            for key in those:
                found.update(by[key])
        return found

    def needed(self, name: str) -> frozenset[str]:
        """The file, and all that what is wrong with it depends on."""
        if name not in self._needed:
            seen, todo = {name}, [name]
            while todo:
                at = todo.pop()
                if at not in self._neighbours:
                    self._neighbours[at] = self._next_to(at)
                new = self._neighbours[at] - seen
                seen |= new
                todo += new
            self._needed[name] = frozenset(seen)
        return self._needed[name]

    def _relied_on(self, name: str) -> list[str]:
        """What others rely on of what the file declares, clause by clause."""
        return [key for own in self.mentions[name].declares for key in self._relied_on_of.get(own, ())]

    def key(self, name: str) -> str:
        """The digest of all that what is wrong with the file depends on."""
        parts = sorted(map(self._lines.__getitem__, self.needed(name)))
        parts += [f"{path} {ABSENT}" for path in sorted(self._used[name]) if path not in self.texts]
        parts += self._relied_on(name)
        return hashlib.sha256("\n".join((name, *parts)).encode("utf-8", "surrogatepass")).hexdigest()

    def program(self, part: Iterable[str], broken: set[str]) -> list[str]:
        """The given files that have to be compiled together to tell what is wrong with some of them.

        Of those that rely on one of them, one for each clause that is relied on, but no broken one.
        """
        part = [*part]
        every = {each for name in part for each in self.needed(name)}
        for name in part:
            for key in self._relied_on(name):
                relying = self._relied_on_by[key]
                if not every.intersection(relying):
                    whole = (self.needed(each) for each in relying)
                    every |= next((needed for needed in whole if not broken & needed), frozenset())
        return [name for name in self.given if name in every]

    def used_by(self, part: Iterable[str]) -> set[str]:
        """The files that these use, and that those use."""
        seen: set[str] = set()
        todo = [*part]
        while todo:
            new = {path for path in self._used[todo.pop()] if path in self.texts} - seen
            seen |= new
            todo += new
        return seen


def digest_of(text: SourceText) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()
