"""The record in other people's formats: JSON Lines, CSV, Parquet, graphs; and charts."""

from dateline.export.csv import BOM, columns_of, csv_lines, datapackage, write_csv
from dateline.export.draw import CHARTS, PICTURES, draw
from dateline.export.geojson import geojson_lines
from dateline.export.graph import GRAPHS, write_graph
from dateline.export.jsonl import jsonl_lines, write_jsonl
from dateline.export.parquet import write_parquet

FORMATS = ("jsonl", "csv", "parquet")
TABLES = ("documents", "claims", "quotes", "assessments", "events", "actors", "problems")

__all__ = [
    "BOM",
    "CHARTS",
    "FORMATS",
    "GRAPHS",
    "PICTURES",
    "TABLES",
    "columns_of",
    "csv_lines",
    "datapackage",
    "draw",
    "geojson_lines",
    "jsonl_lines",
    "write_csv",
    "write_graph",
    "write_jsonl",
    "write_parquet",
]
