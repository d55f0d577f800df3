"""sladsl: a service level agreement as contract, configuration and test in one text."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sladsl.worktime import Calendar

__version__ = "0.1.0"
__all__ = ["Calendar", "__version__"]

_HOME = {"Calendar": "sladsl.worktime"}  # loaded when first asked for: `sladsl --version` needs none of it


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'sladsl' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
