"""The forms names are met in: no form may mean two things, or look like a name of another."""

from attrs import Factory

from sladsl.diagnostics import Diagnostic
from sladsl.diagnostics.lookalikes import alphabets, looks, mixed_scripts
from sladsl.meaning import form_errors, name_errors
from sladsl.records import define
from sladsl.syntax import tree


@define
class Forms:
    """The names of things that stand beside each other: the fields of a subject, the values of a field."""

    found: list[Diagnostic]
    names: list[tuple[tree.Name, ...]] = Factory(list)

    def add(self, name: tree.Name, forms: tuple[tree.Name, ...]) -> None:
        """A name and the further ones that mean the same."""
        self.names.append((name, *forms))

    def check(self) -> None:
        """Report forms of two things, names that look alike, and words of two alphabets."""
        for names in self.names:
            for name in names:
                self.found.extend(name_errors.mixed_alphabets(name, why) for why in mixed_scripts(name.text))
        told: set[str] = set()
        by_key: dict[str, tree.Name] = {}
        by_looks: dict[str, tuple[tree.Name, tree.Name]] = {}
        for own, *forms in self.names:
            for name in (own, *forms):
                first = by_key.setdefault(name.key, own)
                if first.key != own.key and name.key not in told:
                    told.add(name.key)
                    self.found.append(form_errors.means_two_things(name, own, first))
                owner, like = by_looks.setdefault(looks(name.text), (own, name))
                if owner.key != own.key and alphabets(like.text) != alphabets(name.text):
                    self.found.append(form_errors.looks_alike(name, own, like, owner))
