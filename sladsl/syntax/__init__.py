"""From text to the tree as written: parse, build, and what to say of a sentence that does not parse."""

from sladsl.syntax.parse import Parsed, parse

__all__ = ["Parsed", "parse"]
