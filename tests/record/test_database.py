"""What a database prints of its own would stand among the rows that somebody asked for."""

import subprocess
import sys

PROGRAM = """
import duckdb
from dateline.record.database import connected
asked = "SELECT value FROM duckdb_settings() WHERE name = 'enable_progress_bar'"
ours = connected()
for one in (duckdb.connect(), ours, ours.cursor()):
    print(one.execute(asked).fetchone()[0])
"""


def test_no_bar_is_drawn_where_one_would_be():
    # In a program without a file of its own, as is a process that builds a view.
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["true", "false", "false"]
