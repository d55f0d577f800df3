"""sladsl: a service level agreement as contract, configuration and test in one text."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sladsl.api import Policy, Result, check, load
    from sladsl.diagnostics import PolicyError
    from sladsl.evaluate import Event
    from sladsl.sources import SourceError
    from sladsl.worktime import Calendar

__version__ = "0.1.0"
__all__ = [
    "Calendar",
    "Event",
    "Policy",
    "PolicyError",
    "Result",
    "SourceError",
    "__version__",
    "check",
    "load",
]

# loaded when first asked for: `sladsl --version` needs none of it
_HOME = {
    "Calendar": "sladsl.worktime",
    "Event": "sladsl.evaluate",
    "Policy": "sladsl.api",
    "PolicyError": "sladsl.diagnostics",
    "Result": "sladsl.api",
    "SourceError": "sladsl.sources",
    "check": "sladsl.api",
    "load": "sladsl.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'sladsl' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
