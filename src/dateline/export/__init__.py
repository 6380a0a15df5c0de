"""The record in other people's formats: JSON Lines, CSV, Parquet, graphs; and charts."""

from dateline.export.csv import columns_of, datapackage, write_csv
from dateline.export.draw import CHARTS, PICTURES, draw
from dateline.export.graph import GRAPHS, write_graph
from dateline.export.jsonl import write_jsonl
from dateline.export.parquet import write_parquet

FORMATS = ("jsonl", "csv", "parquet")
TABLES = ("documents", "claims", "quotes", "assessments", "events", "actors", "problems")

__all__ = [
    "CHARTS",
    "FORMATS",
    "GRAPHS",
    "PICTURES",
    "TABLES",
    "columns_of",
    "datapackage",
    "draw",
    "write_csv",
    "write_graph",
    "write_jsonl",
    "write_parquet",
]
