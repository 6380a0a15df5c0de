"""The journal: one chain, whoever writes to it at the same time."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from dateline.errors import StaleError
from dateline.record import Journal

AT = "2026-01-01T00:00:00+00:00"
WRITER = """
import sys
from dateline.record import Journal
journal = Journal(sys.argv[1])
for number in range(int(sys.argv[3])):
    journal.append("judgement", {"number": number}, at="now", user=sys.argv[2])
"""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.at(tmp_path / "journal.sqlite")


def test_a_decision_is_refused_when_another_came_first(journal):
    first = journal.append("judgement", {}, at=AT, user="ada", after=0)
    with pytest.raises(StaleError, match="decided in between") as refused:
        journal.append("judgement", {}, at=AT, user="ben", after=0)
    assert "by ada" in refused.value.why
    assert journal.append("judgement", {}, at=AT, user="ben", after=first) == first + 1
    assert journal.last() == first + 1


def test_what_coding_writes_makes_no_decision_stale(journal):
    first = journal.append("judgement", {}, at=AT, after=0)
    journal.append("run", {"coder": "k-1"}, at=AT)
    journal.append("problem", {}, at=AT)
    assert journal.newest() == first
    assert journal.append("undo", {"undoes": first}, at=AT, after=first) == first + 3


def test_processes_that_write_at_once_make_one_chain(journal):
    writers = [
        Popen([sys.executable, "-c", WRITER, journal.url, name, "40"], stderr=PIPE)
        for name in ("ada", "ben", "cho")
    ]
    for writer in writers:
        _, told = writer.communicate(timeout=60)
        assert writer.returncode == 0, told.decode()
    assert [entry.seq for entry in journal.entries()] == list(range(1, 121))
    assert list(journal.faults()) == []


def test_of_many_who_decide_at_once_on_the_same_one_may(journal):
    def decide(user: int) -> bool:
        try:
            journal.append("judgement", {}, at=AT, user=str(user), after=0)
        except StaleError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(decide, range(24))) == 1
    assert journal.last() == 1
