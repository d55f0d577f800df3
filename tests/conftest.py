"""What all tests share: the real logs where they are at hand, and how long hypothesis looks."""

from pathlib import Path

import pytest

from tests.effort import set_profiles

set_profiles()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real logs beside the checkout; a test that needs it is skipped where it is absent."""
    folder = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("../shared/data is absent")
    return folder.resolve()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept`, for the spec pages: pytest knows only the options that stand at the top of the suite."""
    parser.addoption(
        "--accept", action="store_true", help="rewrite the expectations of spec pages that differ"
    )
