"""The page over a real record: the bundled examples, coded once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.serve import Desk, create_app
from dateline.serve.people import Local

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
