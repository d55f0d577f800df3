"""Events in, verdicts out."""
