"""How many examples a law looks at: as many as it says in an ordinary run, all of them so many times more at night.

The ordinary numbers are chosen so that the suite stays quick and finds again what it once found; the nightly
profile looks for what nobody has found yet. `HYPOTHESIS_PROFILE=nightly pytest tests/laws` is the long run.
"""

import os
from typing import Any

from hypothesis import settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci")
TIMES = {"ci": 1, "nightly": 50}  # by profile
USUAL = 100  # of a law that says nothing


def set_profiles() -> None:
    """The same examples in every ordinary run, so that a red run is red again; at night new ones."""
    for name, times in TIMES.items():
        settings.register_profile(name, derandomize=name == "ci", deadline=None, max_examples=USUAL * times)
    settings.load_profile(PROFILE)


def examples(ordinary: int, **more: Any) -> settings:
    """So many examples of a law in an ordinary run, and more at night; `more` are settings of hypothesis."""
    return settings(max_examples=ordinary * TIMES[PROFILE], **more)


def numbers(ordinary: int) -> range:
    """The numbers of things that a law draws by number, instead of by hypothesis: so many, and more at night."""
    return range(ordinary * TIMES[PROFILE])


def exactly(number: int, **more: Any) -> settings:
    """So many examples whenever it runs: of laws that are marked slow, and say themselves how far they go."""
    return settings(max_examples=number, **more)
