"""When two names are the same name."""

import unicodedata


def fold(name: str) -> str:
    """The form in which names are compared: NFC, case folded, runs of white space as one blank."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).split())
