"""The record in other people's formats: JSON Lines, CSV with a data package, Parquet."""

from dateline.export.csv import columns_of, datapackage, write_csv
from dateline.export.jsonl import write_jsonl
from dateline.export.parquet import write_parquet

FORMATS = ("jsonl", "csv", "parquet")
TABLES = ("documents", "claims", "quotes", "assessments", "events", "actors", "problems")

__all__ = [
    "FORMATS",
    "TABLES",
    "columns_of",
    "datapackage",
    "write_csv",
    "write_jsonl",
    "write_parquet",
]
