"""Explanation pages: their form, and how they are found."""

import pytest

from sladsl.diagnostics import catalogue
from sladsl.diagnostics.catalogue import Example, read_page

GOOD = """# E0301: a unit that is not of time

A clause promises a time, so it needs a unit of time.

## Refused

The unit is no unit:

```sla
use itil.
# a comment is not a heading
```

## Mended

```csv
a,b
```

~~~sla
use itil.
~~~

```sla
use calendars.
```
"""


def test_a_page_is_taken_apart() -> None:
    page = read_page(GOOD)
    assert (page.code, page.headline) == ("E0301", "a unit that is not of time")
    assert page.why == "A clause promises a time, so it needs a unit of time."
    assert page.refused == (Example("use itil.\n# a comment is not a heading\n"),)
    assert page.mended == (Example("use itil.\n", (("csv", "a,b\n"),)), Example("use calendars.\n"))


def test_an_example_can_be_a_log_alone() -> None:
    page = read_page("# E0601: x\n\nWhy.\n\n## Refused\n\n```csv\na\n```\n\n## Mended\n\n```csv\nb\n```\n")
    assert page.refused == (Example("", (("csv", "a\n"),)),)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        pytest.param("", "first line", id="empty"),
        pytest.param("prose\n" + GOOD, "first line", id="prose before the title"),
        pytest.param(GOOD.replace("# E0301: ", "# "), "first line", id="no code"),
        pytest.param(GOOD.replace("## Mended", "## Repaired"), "sections", id="another section"),
        pytest.param(GOOD + "## More\n", "sections", id="a section too many"),
        pytest.param(
            GOOD.replace("A clause promises a time, so it needs a unit of time.", ""), "why", id="no why"
        ),
        pytest.param(
            GOOD.split("## Mended")[0] + "## Mended\n", "`## Mended` has no example", id="no example"
        ),
        pytest.param(GOOD + "```sla\n", "closed", id="a block left open"),
    ],
)
def test_what_a_page_lacks_is_said(text: str, lacks: str) -> None:
    with pytest.raises(ValueError, match=lacks):
        read_page(text)


@pytest.mark.parametrize("code", ["E9999", "", "../diagnostic", "E0101.md"])
def test_a_code_without_a_page(code: str) -> None:
    with pytest.raises(KeyError):
        catalogue.page(code)


def test_every_page_is_listed_in_order() -> None:
    assert list(catalogue.codes()) == sorted(catalogue.codes())
    for code in catalogue.codes():
        assert catalogue.page(code).startswith(f"# {code}: {catalogue.headline(code)}\n")
