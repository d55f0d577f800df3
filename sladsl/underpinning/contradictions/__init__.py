"""Terms of one agreement that do not go together: nobody could know which of the two holds."""

from sladsl.underpinning.contradictions.findings import findings

__all__ = ["findings"]
