"""The journal: one chain, whoever writes to it at the same time."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
import sqlalchemy as sa

from dateline.errors import RecordError, SchemaError, StaleError, UsageError
from dateline.record import Journal, Record, Users, move_journal
from dateline.record.migrations import SCRIPTS

AT = "2026-01-01T00:00:00+00:00"
WRITER = """
import sys
from dateline.record import Journal
journal = Journal(sys.argv[1])
for number in range(int(sys.argv[3])):
    journal.append("judgement", {"number": number}, at="now", user=sys.argv[2])
"""


@pytest.fixture
def journal(journal_url: str) -> Iterator[Journal]:
    held = Journal(journal_url)
    yield held
    held.engine.dispose()


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


def test_the_chain_is_the_same_in_every_database(postgres: Callable[[], str], tmp_path: Path):
    here, there = Journal.at(tmp_path / "j.sqlite"), Journal(postgres())
    for journal in (here, there):
        for number in range(3):
            body = {"why": f"“{number}” \x00 é", "pairs": [["c-1", "c-2"]]}
            journal.append("judgement", body, at=AT, user="Zoë")
    assert list(here.entries()) == list(there.entries())
    assert list(there.faults()) == []
    there.engine.dispose()


def test_a_changed_entry_is_found_in_every_database(journal):
    journal.append("judgement", {"why": "so"}, at=AT)
    with journal.engine.begin() as connection:
        connection.execute(sa.text("UPDATE entry SET body = '{}'"))
    assert list(journal.faults()) == ["journal entry 1 was changed after it was written"]


def test_many_may_open_a_journal_for_the_first_time_at_once(journal_url):
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: Journal(journal_url), range(8)))
    assert [journal.last() for journal in opened] == [0] * 8
    for journal in opened:
        journal.engine.dispose()


def test_an_interrupted_migration_leaves_the_old_tables(journal_url, monkeypatch):
    monkeypatch.setattr("dateline.record.migrations.SCRIPTS", SCRIPTS[:1])
    old = Journal(journal_url)
    old.append("judgement", {}, at=AT)
    broken = (SCRIPTS[0], (*SCRIPTS[1], "CREATE TABLE entry (seq INTEGER)"))
    monkeypatch.setattr("dateline.record.migrations.SCRIPTS", broken)
    with pytest.raises(Exception, match="cannot open the journal"):
        Journal(journal_url)
    assert not sa.inspect(old.engine).has_table("account")
    monkeypatch.setattr("dateline.record.migrations.SCRIPTS", SCRIPTS)
    assert Journal(journal_url).last() == 1
    assert sa.inspect(old.engine).has_table("account")
    old.engine.dispose()


def test_a_journal_of_a_newer_dateline_is_not_opened(journal):
    with journal.engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO dateline_schema VALUES (99)"))
    with pytest.raises(SchemaError, match="newer Dateline"):
        Journal(journal.url)


@pytest.mark.parametrize("url", ["nonsense", "oracle+nothing://x", "postgresql+nodriver://x"])
def test_a_wrong_url_is_told(url):
    with pytest.raises(UsageError, match="cannot use that database"):
        Journal(url)


def test_the_settings_and_the_environment_name_the_journal(tmp_path, journal_url, monkeypatch):
    path = Record.create(tmp_path / "r.dateline", f'journal = "{journal_url}"\n').path
    Record.open(path).journal.append("judgement", {}, at=AT)
    assert Journal(journal_url).last() == 1
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    monkeypatch.setenv("DATELINE_JOURNAL", other)
    assert Record.open(path).journal.last() == 0


def test_a_journal_is_moved_whole(tmp_path, journal_url):
    record = Record.create(tmp_path / "r.dateline")
    Users(record.journal).add("ada", "admin", "four words are long", at=AT)
    record.journal.append("judgement", {"why": "é"}, at=AT, user="ada")
    record.journal.append("run", {"coder": "k-1"}, at=AT)
    before = list(record.journal.entries())
    url = journal_url.replace("journal.sqlite", "moved.sqlite")
    assert move_journal(record, url) == 2
    moved = Record.open(record.path)
    assert moved.journal.url == url
    assert list(moved.journal.entries()) == before
    assert list(moved.journal.faults()) == []
    assert Users(moved.journal).check("ada", "four words are long").role == "admin"
    assert moved.settings["name"] == "r"
    with pytest.raises(UsageError, match="already"):
        move_journal(record, url)


def test_a_password_in_the_url_is_not_shown():
    with pytest.raises(RecordError) as refused:
        Journal("postgresql+psycopg://ada:secret-word@127.0.0.1:1/none")
    assert "secret-word" not in str(refused.value)
