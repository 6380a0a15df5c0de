"""The record: nothing lost, nothing doubled, everything quoted."""

import dataclasses
import os
import typing
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import write_deltalake
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import NotFoundError, RecordError, RecordLockedError, SchemaError, UsageError
from dateline.merge import RulesMerger
from dateline.model import (
    Claim,
    Coding,
    Document,
    Event,
    Item,
    Kind,
    Office,
    Participant,
    Problem,
    Quantity,
    Quote,
    Sentence,
    Span,
    content_id,
)
from dateline.record import Merging, Record, arrow_schema, find_record, from_row, to_row, verify
from dateline.record.schema import NOUNS, RENAMED, digested
from dateline.record.tables import batches_in, newest_version, open_table

MERGING = Merging(RulesMerger())
TEXT = "Chad sent 100 troops to Mali."
AT = "2026-01-01T00:00:00+00:00"


def document(number: int, text: str = TEXT) -> Document:
    return Document.of(
        f"{text} {number}", origin=f"r{number}", outlet="One", published="2024-03-01"
    )


def coding(doc: Document, coder: str = "k-1") -> Coding:
    who = Participant(text="Chad", start=0, end=4, name="Chad", id=content_id("a", "chad", "TCD"),
                      kind=Kind.STATE, country="TCD", sector=("GOV",))  # fmt: skip
    sentence = Sentence(number=1, text=doc.text, start=0, end=len(doc.text))
    claim = Claim(
        id=content_id("c", coder, doc.id), document=doc.id, outlet=doc.outlet,
        published=doc.published, sentence=sentence, anchor=doc.span(5, 9), type="AID",
        actor=(who,), item=(Item(text="troops", start=14, end=20, name="troops", class_="force"),),
        quantity=(Quantity(text="100", start=10, end=13, low=100, high=100, unit="troops"),),
        coder=coder,
    )  # fmt: skip
    quote = Quote(
        id="q-1", document=doc.id, sentence=sentence, text="sent", start=5, end=9, direct=True
    )
    problem = Problem(document=doc.id, origin=doc.origin, stage="parse", code="x/y", what="odd")
    return Coding(
        document=doc.id, coder=coder, claims=(claim,), quotes=(quote,), problems=(problem,)
    )


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record.create(tmp_path / "test.dateline")


def fill(record: Record, *numbers: int, coder: str = "k-1") -> None:
    with record.lock():
        record.add(document(n) for n in numbers)
        record.start_run(coder, "stamp", AT)
    for batch in record.pending(coder):
        record.commit(
            batch.id, coder, [coding(doc, coder) for doc in record.documents_of(batch.id)]
        )


@pytest.mark.parametrize("table", NOUNS)
def test_columns_are_the_fields_of_the_nouns(table):
    names = [RENAMED.get(f.name, f.name) for f in dataclasses.fields(NOUNS[table])]
    assert arrow_schema(table).names == names
    assert set(typing.get_type_hints(NOUNS[table])) == {
        f.name for f in dataclasses.fields(NOUNS[table])
    }


def test_rows_come_back_as_the_nouns_they_were():
    made = coding(document(1)).claims[0]
    row = to_row(made)
    assert row["item"][0]["class"] == "force"
    assert from_row(row, Claim) == made
    office = Office(office="Premier", since="2023-03-11")
    assert to_row(office)["from"] == "2023-03-11"
    assert from_row(to_row(office), Office) == office


def test_documents_are_added_once(record):
    fill(record, 1, 2, 2)
    fill(record, 1, 2, 3)
    assert sum(len(batch.documents) for batch in record.batches()) == 3


def test_a_batch_is_committed_once(record):
    fill(record, 1)
    (batch,) = record.batches()
    assert record.commit(batch.id, "k-1", [coding(document(1))]) is False
    assert not record.pending("k-1")
    assert [b.id for b in record.pending("k-2")] == [batch.id]


def test_batches_are_told_by_the_log_and_read_where_files_were_put_together(record):
    fill(record, 1)
    fill(record, 2, 3)
    fill(record, 4, coder="k-2")
    both, some = {b.id for b in record.batches()}, {b.id for b in record.pending("k-1")}
    assert (len(both), len(some)) == (3, 1)
    for path in (record.documents_path, record.codings_path):
        open_table(path).optimize.compact()
        assert len(open_table(path).file_uris()) < 3
    assert {b.id for b in record.batches()} == batches_in(open_table(record.documents_path)) == both
    assert {b.id for b in record.pending("k-1")} == some
    assert {b.id for b in record.pending("k-3")} == both


def test_batches_are_read_where_the_log_notes_nothing_of_a_file(tmp_path):
    rows = pa.table({"batch": ["b-1", "b-1", "b-2"], "coder": ["k-1", "k-1", "k-2"]})
    bare = {"delta.dataSkippingNumIndexedCols": "0"}
    path = str(tmp_path / "table")
    write_deltalake(path, rows, partition_by=["coder"], configuration=bare)
    assert batches_in(open_table(tmp_path / "table")) == {"b-1", "b-2"}
    assert batches_in(open_table(tmp_path / "table"), "k-1") == {"b-1"}


def test_the_newest_version_is_told_by_the_names_in_the_log(record):
    for numbers in ((1,), (2, 3), (4,)):
        fill(record, *numbers)
        for path in (record.documents_path, record.codings_path):
            assert newest_version(path) == open_table(path).version()
    with pytest.raises(RecordError):
        newest_version(record.path / "nothing")


def test_batches_are_bounded(record):
    long = "word " * 20_000
    with record.lock():
        made = record.add(document(n, long) for n in range(4))
    assert [len(batch.documents) for batch in made] == [1, 1, 1, 1]


def test_the_view_shows_the_coder_that_ran_last(record):
    fill(record, 1, coder="k-1")
    fill(record, 1, 2, coder="k-2")
    with record.view(MERGING) as view:
        assert {row["coder"] for row in view.rows("claims")} == {"k-2"}
        assert len(list(view.rows("documents"))) == 2
        events = [from_row(row, Event) for row in view.rows("events")]
        assert sum(len(event.claims) for event in events) == 2
        assert [row["name"] for row in view.rows("actors")] == ["Chad"]


@pytest.mark.parametrize(
    ("text", "why", "aliases"),
    [
        ("Chad's government", "name of a state", ["Chad's government"]),
        ("Tchad", "short for Republic of Chad, named before", ["Tchad"]),
        ("It", "'It': Chad, named before", []),
        ("Chad's it", '"Chad\'s it": Chad, named before; country: the one', []),
        ("the republic", "in the actor lists", []),
    ],
)
def test_words_that_point_back_are_no_aliases(record, text, why, aliases):
    doc = document(1, f"{TEXT} {text}")
    made = coding(doc)
    claim = made.claims[0]
    start = doc.text.rindex(text)
    other = dataclasses.replace(
        claim.actor[0], text=text, start=start, end=start + len(text), why=why
    )
    both = dataclasses.replace(claim, actor=(*claim.actor, other))
    with record.lock():
        record.add([doc])
        record.start_run("k-1", "stamp", AT)
    (batch,) = record.pending("k-1")
    record.commit(batch.id, "k-1", [dataclasses.replace(made, claims=(both,))])
    with record.view(MERGING) as view:
        assert [row["aliases"] for row in view.rows("actors")] == [aliases]


def test_the_view_can_be_dropped_and_comes_back_the_same(record):
    fill(record, 1, 2)
    with record.view(MERGING) as view:
        before = list(view.rows("events"))
    (record.path / "serve" / "view.duckdb").unlink()
    with record.view(MERGING) as view:
        assert list(view.rows("events")) == before


@pytest.mark.parametrize(
    "sql", ["DROP TABLE claims", "SELECT 1; SELECT 2", "COPY claims TO 'x.csv'", "SELECT nonsense"]
)
def test_queries_only_read(record, sql):
    fill(record, 1)
    with record.view(MERGING) as view, pytest.raises(UsageError):
        view.run(sql)


def test_queries_reach_no_other_file(record, tmp_path):
    fill(record, 1)
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with record.view(MERGING) as view, pytest.raises(UsageError):
        view.run(f"SELECT * FROM read_csv('{tmp_path}/secret.csv')")


def test_a_sound_record_has_no_findings(record):
    fill(record, 1, 2, 3)
    assert list(verify(record)) == []


def test_a_changed_coding_is_found(record):
    fill(record, 1)
    bad = coding(document(1), "k-9")
    moved = dataclasses.replace(bad.quotes[0], text="said", start=6, end=10)
    bad = dataclasses.replace(bad, quotes=(moved,))
    record.commit("b-other", "k-9", [bad])
    assert any("do not say" in finding.what for finding in verify(record))


def test_a_changed_journal_is_found(record):
    fill(record, 1)
    with record.journal.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE entry SET body = '{}' WHERE seq = 1")
    assert any("changed" in finding.what for finding in verify(record))


@pytest.mark.parametrize("at", [0.1, 0.35, 0.6, 0.85])
@pytest.mark.parametrize("table", ["documents", "codings"])
def test_a_flipped_bit_in_a_table_is_found(record, table, at):
    fill(record, *range(5))
    (file,) = sorted((record.path / table).rglob("*.parquet"))
    raw = bytearray(file.read_bytes())
    raw[int(len(raw) * at)] ^= 0x10
    file.write_bytes(raw)
    assert list(verify(record))


def test_two_coders_at_once_are_told(record):
    other = Record.open(record.path)
    with (
        record.lock(),
        pytest.raises(RecordLockedError, match="is being coded into") as caught,
        other.lock(),
    ):
        pass
    assert str(os.getpid()) in caught.value.why


def test_a_newer_record_is_refused(record):
    file = record.path / "dateline.toml"
    file.write_text(file.read_text().replace("schema = 1", "schema = 99"))
    with pytest.raises(SchemaError, match="newer"):
        Record.open(record.path)


def test_a_record_is_found_from_inside_or_beside(record):
    assert find_record(record.path / "documents") == record.path
    assert find_record(record.path.parent) == record.path


def test_no_record_says_how_to_make_one(tmp_path):
    with pytest.raises(NotFoundError) as caught:
        find_record(tmp_path)
    assert "dateline code" in caught.value.fix


def test_something_in_the_way_is_left_alone(tmp_path):
    (tmp_path / "file.txt").write_text("mine")
    with pytest.raises(UsageError, match="in the way"):
        Record.create(tmp_path)
    assert (tmp_path / "file.txt").read_text() == "mine"


def test_creation_that_was_interrupted_is_completed(record):
    (record.path / "dateline.toml").unlink()
    assert Record.create(record.path).settings["schema"] == 1


@given(st.text(min_size=1), st.none() | st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=50, deadline=None)
def test_any_text_and_number_survive_the_store(text, number):
    doc = Document.of(text, origin="x")
    made = dataclasses.replace(
        coding(document(1)).claims[0],
        anchor=Span(text=doc.text, start=0, end=len(doc.text)),
        sentence=Sentence(number=1, text=doc.text, start=0, end=len(doc.text)),
        quantity=(Quantity(low=number, high=number, unit=doc.text),),
    )
    table = digested([to_row(made)], arrow_schema("claims"))
    (row,) = table.drop(["digest"]).to_pylist()
    assert from_row(row, Claim) == made


def test_what_killed_processes_left_of_a_view_goes_and_what_is_being_built_stays(tmp_path):
    record = Record.create(tmp_path / "r.dateline")
    serve = record.path / "serve"
    serve.mkdir()
    old, fresh = serve / "view.duckdb.123.wal", serve / "view.duckdb.456"
    for left in (old, fresh):
        left.write_bytes(b"half")
    os.utime(old, (0, 0))
    record.view(MERGING).close()
    assert not old.exists()
    assert fresh.exists()


def test_the_first_batches_are_small(tmp_path):
    record = Record.create(tmp_path / "a.dateline")
    many = [Document.of(f"{i:010}" + "x" * 4_990, origin=f"{i}") for i in range(100)]
    made = [len(batch.documents) for batch in record.add(many)]
    assert made == [3, 3, 7, 7, 15, 15, 30, 20]
    few = [Document.of(f"Note {i}.", origin=f"n{i}") for i in range(40)]
    assert [len(batch.documents) for batch in record.add(few)] == [40]
    assert record.add(few) == []
