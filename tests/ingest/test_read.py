"""Files to documents: forms, fields, encodings, and what is set aside."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.ingest import read
from dateline.ingest.decode import decode
from dateline.model import Document, Problem

REPORT = "Troops crossed the river on Friday, two officials said."


def split(found: object) -> tuple[list[Document], list[Problem]]:
    rows = list(found)  # type: ignore[call-overload]
    return (
        [row for row in rows if isinstance(row, Document)],
        [row for row in rows if isinstance(row, Problem)],
    )


def codes(problems: list[Problem]) -> list[str]:
    assert all(problem.stage == "ingest" for problem in problems)
    return [problem.code for problem in problems]


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str | bytes], str]:
    def write(name: str, data: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return str(path)

    return write


def test_plain_text_has_no_title_and_keeps_its_path(put):
    path = put("a.txt", REPORT)
    docs, problems = split(read([path], published="October 11, 2025", outlet="Gazette"))
    assert not problems
    assert docs[0].text == REPORT
    assert docs[0].origin == path
    assert docs[0].title is None
    assert docs[0].published == "2025-10-11"
    assert docs[0].outlet == "Gazette"


def test_nothing_is_taken_from_the_clock_or_the_file(put):
    docs, _ = split(read([put("a.txt", REPORT)]))
    assert docs[0].published is None
    assert docs[0].retrieved is None


def test_a_wrong_date_in_the_call_is_refused(put):
    with pytest.raises(UsageError, match="is not a date"):
        read([put("a.txt", REPORT)], published="soon")


def test_json_lines_fields_and_unknown_ones(put):
    row = {
        "id": "x1", "text": REPORT, "title": "Troops", "published": "Sat, 11 Oct 2025 09:30:00 GMT",
        "outlet": "Gazette", "url": "https://example.org/1", "author": ["A. One", "B. Two"],
        "language": "en", "tags": [1, 2],
    }  # fmt: skip
    docs, problems = split(read([put("a.jsonl", json.dumps(row) + "\r\n\r\n")], outlet="Other"))
    assert not problems
    (doc,) = docs
    assert (doc.origin, doc.title, doc.outlet) == ("x1", "Troops", "Gazette")
    assert doc.published == "2025-10-11T09:30:00+00:00"
    assert doc.author == "A. One, B. Two"
    assert doc.language == "en"


def test_one_bad_line_stops_nothing(put):
    lines = [json.dumps({"text": REPORT}), "{", "[1]", "5", json.dumps({"title": "no text"}),
             json.dumps({"text": "  "}), "[" * 100_000, json.dumps({"id": 7, "text": REPORT}),
    ]  # fmt: skip
    path = put("a.jsonl", "\n".join(lines))
    docs, problems = split(read([path]))
    assert [doc.origin for doc in docs] == [f"{path}:1", "7"]
    assert codes(problems) == [
        "ingest/bad-json", "ingest/bad-json", "ingest/bad-json", "ingest/no-text", "ingest/empty",
        "ingest/bad-json",
    ]  # fmt: skip


def test_a_date_that_is_none_is_told_and_the_document_kept(put):
    path = put("a.jsonl", json.dumps({"text": REPORT, "published": "10/11/2025"}))
    docs, problems = split(read([path]))
    assert docs[0].published is None
    assert codes(problems) == ["ingest/bad-date"]
    assert problems[0].document == docs[0].id


def test_json_object_and_array(put):
    one = put("one.json", json.dumps({"text": REPORT}, indent=1))
    many = put("many.json", json.dumps([{"text": f"{REPORT} {n}"} for n in range(3)]))
    docs, problems = split(read([one, many]))
    assert not problems
    assert [doc.origin for doc in docs] == [one, f"{many}:1", f"{many}:2", f"{many}:3"]


def test_broken_json_array_gives_what_comes_before(put):
    docs, problems = split(read([put("a.json", json.dumps([{"text": REPORT}])[:-1] + ", oops]")]))
    assert len(docs) == 1
    assert codes(problems) == ["ingest/bad-json"]


def test_json_array_larger_than_one_read(put):
    rows = [{"id": str(n), "text": "é" * 40_000} for n in range(60)]
    docs, problems = split(read([put("a.json", json.dumps(rows, ensure_ascii=False))]))
    assert not problems
    assert [doc.origin for doc in docs] == [str(n) for n in range(60)]
    assert all(doc.text == "é" * 40_000 for doc in docs)


def test_csv_with_line_breaks_in_cells(put):
    path = put("a.csv", f'id,Text,published\n1,"{REPORT}\nMore.",2025-10-11\n2,,\n')
    docs, problems = split(read([path]))
    assert docs[0].text == f"{REPORT}\nMore."
    assert docs[0].published == "2025-10-11"
    assert codes(problems) == ["ingest/empty"]


def test_csv_without_text_and_with_long_cells(put):
    bare = put("bare.csv", "a,b\n1,2\n")
    long = put("long.csv", f"text,id\n{'word ' * 60_000},x\n")
    docs, problems = split(read([bare, long]))
    assert codes(problems) == ["ingest/no-text"]
    assert docs[0].words == 60_000


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
@pytest.mark.parametrize("form", ["txt", "jsonl", "json", "csv"])
def test_encodings(put, encoding, form):
    text = f"“{REPORT}” — said the café owner. " * 5
    row = json.dumps({"text": text}, ensure_ascii=False)
    data = {"txt": text, "jsonl": f"{row}\n{row}\n", "json": f"[{row}]"}.get(
        form, f'text,id\n"{text}",1\n"{text}",2\n'
    )
    docs, problems = split(read([put(f"a.{form}", data.encode(encoding))]))
    assert not problems
    assert {doc.text for doc in docs} == {text}


def test_broken_utf8_is_told(put):
    docs, problems = split(read([put("a.txt", ("é" * 50).encode() + b"\xff " + REPORT.encode())]))
    assert "\ufffd" in docs[0].text
    assert codes(problems) == ["ingest/encoding"]


def test_line_ends_and_nul(put):
    docs, _ = split(read([put("a.txt", "One.\r\nTwo.\rThree.\x00" + "x" * 200)]))
    assert docs[0].text.startswith("One.\nTwo.\nThree.\ufffd")


def test_lone_surrogates(put):
    docs, _ = split(
        read([put("a.jsonl", '{"text": "a \\ud800 b", "title": "\\udfff", "id": "\\ud800"}')])
    )
    assert docs[0].text == "a \ufffd b"
    assert docs[0].title == docs[0].origin == "\ufffd"


@pytest.mark.parametrize("data", [b"%PDF-1.7 abc", b"\x00\x01\x02\x03" * 50, b"\x1f\x8b\x08"])
def test_binary(put, data):
    docs, problems = split(read([put("a.txt", data)]))
    assert not docs
    assert codes(problems) == ["ingest/binary"]


@pytest.mark.parametrize("data", ["", " \n\t\n"])
def test_empty(put, data):
    assert codes(split(read([put("a.txt", data)]))[1]) == ["ingest/empty"]


def test_missing_file_and_folder_without_reports(tmp_path, put):
    docs, problems = split(read([str(tmp_path / "none.txt"), put("a.txt", REPORT)]))
    assert codes(problems) == ["ingest/unreadable"]
    assert len(docs) == 1
    (tmp_path / "empty").mkdir()
    assert codes(split(read([tmp_path / "empty"]))[1]) == ["ingest/empty"]


def test_folders_are_read_in_order_without_records(put, tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b.md", "c.HTM", "news.dateline/log.json", "d.jsonl.bak"):
        put(name, f"<html><body><p>{REPORT}</p></body></html>" if name == "c.HTM" else REPORT)
    docs, problems = split(read([tmp_path]))
    assert not problems
    assert [Path(doc.origin).name for doc in docs] == ["z.txt", "b.txt", "c.HTM"]


def test_names_of_any_bytes(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xe9t\xe9.txt"
    Path(os.fsdecode(path)).write_text(REPORT)
    docs, _ = split(read([tmp_path]))
    assert docs[0].origin.endswith("\ufffdt\ufffd.txt")


@pytest.mark.parametrize(
    "data",
    [
        REPORT,
        f'{{"text": "{REPORT}"}}',
        f'[{{"text": "{REPORT}"}}]',
        f'{{"text": "{REPORT}"}}\n{{"text": "{REPORT}"}}\n',
        f'id,text\n1,"{REPORT}"\n',
        f"<!DOCTYPE html><html><body><article><p>{REPORT}</p></article></body></html>",
    ],
)
def test_standard_input_is_sniffed(monkeypatch, data):
    stream = io.TextIOWrapper(io.BytesIO(data.encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    docs, problems = split(read(["-"]))
    assert not problems
    assert {doc.text.strip() for doc in docs} == {REPORT}


def test_feeds_and_archives_are_told(put):
    path = put("a.bin", '<?xml version="1.0"?><rss><channel/></rss>')
    assert codes(split(read([path]))[1]) == ["ingest/unknown-form"]


@pytest.mark.slow
def test_a_hundred_megabyte_line_is_passed_over(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as out:
        out.write(b'{"text": "')
        for _ in range(100):
            out.write(b"x" * 1_000_000)
        out.write(b'"}\n')
        out.write(json.dumps({"text": REPORT}).encode())
    docs, problems = split(read([path]))
    assert codes(problems) == ["ingest/too-large"]
    assert len(docs) == 1
    for name in ("a.json", "a.csv", "a.txt", "a.html"):
        path = path.rename(tmp_path / name)
        docs, problems = split(read([path]))
        assert not docs
        assert codes(problems)[0] in ("ingest/too-large", "ingest/no-text")


@given(st.text())
def test_any_text_keeps_its_characters(text):
    data = json.dumps({"text": text}).encode()
    decoded = decode(data).text
    assert json.loads(decoded)["text"] == text
    doc = Document.of(text, origin="x")
    assert len(doc.text) == len(text)


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_offsets_quote_the_text(text, start, length):
    read_back = decode(text.encode("utf-8", "replace")).text
    doc = Document.of(read_back, origin="x")
    end = min(start + length, len(doc.text))
    start = min(start, end)
    assert doc.span(start, end).text == doc.text[start:end]


@given(st.binary())
def test_any_bytes_decode(data):
    text = decode(data).text
    assert "\x00" not in text
    assert "\r" not in text
    text.encode()
