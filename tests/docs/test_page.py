"""The reference of the page names every address that it has."""

import re
from pathlib import Path

import pytest

from dateline.serve.pages import ROUTERS
from dateline.serve.pages.data import FORMS

PAGE = (Path(__file__).parents[2] / "docs/reference/page.md").read_text("utf-8")
ENDING = re.compile(rf"\.({'|'.join(FORMS)}|json)$")


def addresses() -> list[str]:
    """The paths of all screens; those that only give a screen's data in a form stand for it."""
    found = {route.path for router in ROUTERS for route in router.routes}
    return sorted({path if f"`{path}`" in PAGE else ENDING.sub("", path) for path in found})


@pytest.mark.parametrize("path", addresses())
def test_every_address_is_told(path: str) -> None:
    assert f"`{path}`" in PAGE or f"`{path}.csv`" in PAGE
