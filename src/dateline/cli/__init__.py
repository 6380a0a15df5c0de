"""The command line: `dateline --help`."""

from dateline.cli.main import app, main

__all__ = ["app", "main"]
