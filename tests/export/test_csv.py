"""CSV: flat columns, harmless text, unchanged numbers."""

import csv
import io
import json

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export import TABLES, columns_of, datapackage, write_csv, write_jsonl

ROW = {
    "id": "c-1",
    "type": "AID",
    "cameo": "072",
    "actor": [{"name": "Chad", "country": "TCD"}, {"name": "=cmd()", "country": None}],
    "aux": ["future"],
    "score": 0.7,
}


def rows_of(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def written(*rows, excel: bool = False) -> bytes:
    out = io.BytesIO()
    write_csv(rows, "claims", out, excel=excel)
    return out.getvalue()


def test_lists_are_joined_and_absent_values_keep_their_place():
    (row,) = rows_of(written(ROW))
    assert row["actor_name"] == "Chad; =cmd()"
    assert row["actor_country"] == "TCD; "
    assert row["cameo"] == "072"


@pytest.mark.parametrize("table", TABLES)
def test_the_header_is_always_there(table):
    out = io.BytesIO()
    write_csv([], table, out)
    assert out.getvalue().decode().strip().split(",") == list(columns_of(table))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r")))
def test_any_text_comes_back_as_it_was(text):
    (row,) = rows_of(written({**ROW, "id": text}))
    assert row["id"] == text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_excel_gets_no_formulas_and_true_numbers(cell):
    (row,) = rows_of(written({**ROW, "id": cell, "score": -0.5}, excel=True))
    book = openpyxl.Workbook()
    book.active.append([row["id"]])
    assert book.active["A1"].data_type != "f"
    assert row["score"] == "-0.5"


def test_the_data_package_names_every_column():
    package = json.loads(datapackage("claims", "claims.csv"))
    fields = package["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == list(columns_of("claims"))


def test_json_lines_are_lossless():
    out = io.BytesIO()
    assert write_jsonl([ROW, ROW], out) == 2
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [ROW, ROW]
