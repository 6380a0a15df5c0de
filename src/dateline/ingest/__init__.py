"""Files to documents: plain text, HTML, JSON, JSON Lines and CSV, from disk or standard input."""

from dateline.ingest.read import read

__all__ = ["read"]
