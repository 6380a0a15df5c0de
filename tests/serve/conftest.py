"""The page over a real record: the bundled examples, coded once."""

import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import uvicorn
from lxml.etree import ElementDefaultClassLookup
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from starlette.testclient import TestClient

from dateline.serve import Desk, create_app
from dateline.serve.people import Local

STEP = re.compile(r"(?P<tag>[a-z0-9]*)(?P<tests>(?:[.#][\w-]+|\[[^\]]+\])*)")
TEST = re.compile(r"[.#][\w-]+|\[[^\]]+\]")


class Node(HtmlElement):
    """An element that is found by the simple selectors that tests need."""

    def cssselect(self, selector: str, _: str = "html") -> list["Node"]:
        """The elements below that fit: tag, .class, #id, [name], [name="value"], A B, A > B."""
        return self.xpath(" | ".join(path_of(one.strip()) for one in selector.split(",")))


def path_of(selector: str) -> str:
    """A selector as XPath."""
    path, way = ".", "//"
    for part in selector.split():
        if part == ">":
            way = "/"
            continue
        found = STEP.fullmatch(part)
        assert found, part
        path += way + (found["tag"] or "*")
        for test in TEST.findall(found["tests"]):
            name, _, value = test.strip("[]").partition("=")
            if test[0] == ".":
                path += f"[contains(concat(' ', @class, ' '), ' {test[1:]} ')]"
            elif test[0] == "#":
                path += f"[@id='{test[1:]}']"
            else:
                path += f"[@{name}={value}]" if value else f"[@{name}]"
        way = "//"
    return path


PARSER = HTMLParser(encoding="utf-8")
PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=Node))
TOKEN = "the token of the tests"  # noqa: S105 - of no other server


@pytest.fixture
def record(coded: Path, tmp_path: Path) -> Path:
    """A copy of the record, to be changed by one test."""
    return shutil.copytree(coded, tmp_path / "examples.dateline")


@pytest.fixture(scope="session")
def client(coded: Path) -> Iterator[TestClient]:
    """Asks the page over the record that is not to be changed."""
    app = create_app(Desk(coded), people=Local(TOKEN))
    bearing = {"X-Dateline-Token": TOKEN}
    with TestClient(app, base_url="http://127.0.0.1", headers=bearing) as asking:
        yield asking


@pytest.fixture
def look(client: TestClient) -> Callable[..., HtmlElement]:
    """Reads a page of the record that is not to be changed, as HTML."""

    def read(path: str, status: int = 200, asking: TestClient = client) -> HtmlElement:
        reply = asking.get(path)
        assert reply.status_code == status, reply.text[:2_000]
        page = document_fromstring(reply.content, parser=PARSER)
        page.make_links_absolute("http://127.0.0.1", resolve_base_href=False)
        return page

    return read


@contextmanager
def served(path: Path) -> Iterator[str]:
    """A server over a record, in a thread: its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    app = create_app(Desk(path), hosts=(host,))
    server = uvicorn.Server(uvicorn.Config(app, port=int(host[10:]), log_level="error"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://{host}"
    server.should_exit = True
    running.join()


@pytest.fixture(scope="session")
def serving() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves a record to a real browser."""
    return served
