"""A question with a limit of time: stopped when it is over, answered when it is not."""

import time
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.lexicon import load
from dateline.model import Query
from dateline.record import Record, View, table_within
from dateline.run import open_view

SLOW = (
    "SELECT count(*) AS n FROM range(100000000) AS a(i), range(100000) AS b(j) WHERE i * j % 7 = 3"
)


@pytest.fixture
def view(tmp_path: Path) -> View:
    return open_view(Record.create(tmp_path / "empty.dateline"), load())


def test_what_takes_too_long_is_stopped_and_the_view_answers_on(view: View) -> None:
    began = time.monotonic()
    assert table_within(view.beside(), Query(sql=SLOW), 0.2) is None
    assert time.monotonic() - began < 5
    assert view.ask(Query(sql="SELECT count(*) AS n FROM events")) == [{"n": 0}]


def test_what_is_quick_is_answered(view: View) -> None:
    assert table_within(view.beside(), Query(sql="SELECT 7 AS n"), 5).to_pylist() == [{"n": 7}]


def test_what_does_not_run_is_told(view: View) -> None:
    with pytest.raises(UsageError, match="does not run"):
        table_within(view.beside(), Query(sql="SELECT nothing FROM nowhere"), 5)
