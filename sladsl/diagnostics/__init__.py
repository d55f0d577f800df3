"""What is wrong, where, why, and how to mend it."""

from sladsl.diagnostics.diagnostic import Diagnostic, Label, PolicyError, Severity

__all__ = ["Diagnostic", "Label", "PolicyError", "Severity"]
