"""A page on a record that a test may decide on, and its forms filled in as a browser does."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.model import Query
from dateline.serve import Desk, create_app
from dateline.serve.people import Local

TOKEN = "a-token-of-these-tests"  # noqa: S105 - of no use elsewhere
type Fill = Callable[[str, str], tuple[str, dict[str, list[str]]]]
type Ask = Callable[..., list[dict[str, Any]]]


class Forms(HTMLParser):
    """The forms of a page: where each goes, its text, and the pairs that it would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str], dict[str, list[str]]]] = []
        self._select = ""
        self._chosen: str | None = None
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((told.get("action", ""), [], {}))
        if not self.found:
            return
        self.found[-1][1].append(" ".join(told.values()))
        name = told.get("name", "")
        pairs = self.found[-1][2]
        ticked = told.get("type") not in ("checkbox", "radio") or "checked" in told
        if tag == "input" and name and ticked:
            pairs.setdefault(name, []).append(told.get("value", ""))
        elif tag == "select":
            self._select, self._chosen = name, None
        elif tag == "option" and self._select and (self._chosen is None or "selected" in told):
            self._chosen = told.get("value", "")
        elif tag == "textarea":
            self._area = name
            pairs.setdefault(name, []).append("")

    def handle_data(self, data: str) -> None:
        if self.found:
            self.found[-1][1].append(data)
            if self._area:
                self.found[-1][2][self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            self.found[-1][2].setdefault(self._select, []).append(self._chosen or "")
            self._select = ""
        elif tag == "textarea":
            self._area = ""


@pytest.fixture
def fill() -> Fill:
    """Finds a form of a page by words in it: where it goes, and what it would send untouched."""

    def filled(page: str, words: str) -> tuple[str, dict[str, list[str]]]:
        found = [one for one in Forms(page).found if words in " ".join(one[1])]
        assert found, f"no form with {words!r}"
        return found[0][0], found[0][2]

    return filled


@pytest.fixture
def desk(record: Path) -> Desk:
    """The desk over a record that may be changed."""
    return Desk(record)


@pytest.fixture
def deciding(desk: Desk) -> Iterator[TestClient]:
    """Asks the page over a record that may be changed; does not follow redirects."""
    with TestClient(
        create_app(desk, people=Local(TOKEN)), base_url="http://127.0.0.1", follow_redirects=False,
        headers={"origin": "http://127.0.0.1"},
    ) as asking:  # fmt: skip
        yield asking


@pytest.fixture
def bearing() -> dict[str, str]:
    """The header of what is sent by no form of a page."""
    return {"X-Dateline-Token": TOKEN}


@pytest.fixture
def ask(desk: Desk) -> Ask:
    """Asks the record itself."""

    def asked(sql: str, *parameters: object) -> list[dict[str, Any]]:
        return desk.ask(Query(sql=sql, parameters=parameters))

    return asked


@pytest.fixture
def troops(ask: Ask) -> dict[str, Any]:
    """The event that three independent reports tell, with another number in one of them."""
    return ask("SELECT * FROM events WHERE type = 'AID' AND len(claims) = 3")[0]
