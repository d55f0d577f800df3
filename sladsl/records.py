"""attrs' `define` and `frozen`, of which a program that starts makes hundreds of classes in half the time.

attrs writes the methods of every class as a text of its own, for Python to compile. Comparing, hashing and
showing are alike in all of them: here they are functions that are given the names of the attributes.
"""

from typing import TYPE_CHECKING

__all__ = ["define", "frozen"]

if TYPE_CHECKING:
    from attrs import define, frozen
else:
    from functools import partial
    from operator import attrgetter

    import attrs

    _ASKED = frozenset({"eq", "order", "hash", "unsafe_hash", "cache_hash", "repr", "str", "auto_detect"})
    _OWN = frozenset({"__eq__", "__ne__", "__hash__", "__repr__"})

    def define(made=None, **options):
        """As attrs' own; where anything is asked of comparing, hashing or showing it is that one."""
        if made is None:
            return partial(define, **options)
        if _ASKED & options.keys() or _OWN & vars(made).keys():
            return attrs.define(made, **options)
        made = attrs.define(made, eq=False, repr=False, **options)
        fields = attrs.fields(made)
        if any(each.eq_key or each.hash is not None or each.repr not in (True, False) for each in fields):
            raise TypeError(f"{made.__name__} compares or shows an attribute in a way of its own: use attrs")
        _compare(made, [each.name for each in fields if each.eq], options.get("frozen", False))
        _show(made, [each.name for each in fields if each.repr])
        return made

    frozen = partial(define, frozen=True, on_setattr=None)

    def _compare(made, names, hashable):
        parts = attrgetter(*names) if names else lambda _: ()
        salt = hash(f"{made.__module__}.{made.__qualname__}")

        def equal(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return parts(self) == parts(other)

        def hashed(self):
            return hash((salt, parts(self)))

        made.__eq__, made.__hash__ = equal, hashed if hashable else None

    def _show(made, names):
        def shown(self):
            parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
            return f"{type(self).__qualname__.rpartition('>.')[2]}({parts})"

        made.__repr__ = shown
