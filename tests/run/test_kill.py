"""A kill at any moment loses nothing and doubles nothing; the next run goes on."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from dateline.record import Record, verify
from dateline.record.tables import open_table
from dateline.record.tables import rows as stored

KILLS = 50


def once(record: Path, table: str) -> list[str]:
    """The ids in a stored table; none may be there twice."""
    found = [row["document" if table == "codings" else "id"]
             for row in stored(open_table(record / table))]  # fmt: skip
    assert len(found) == len(set(found))
    return found


def kill_after(seconds: float, *command: str) -> bool:
    """Start the command and kill it and its workers; whether it had ended by itself."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


@pytest.mark.slow(200)
def test_fifty_kills_lose_and_double_nothing(tmp_path, reports_file, command, run, rows):
    whole = tmp_path / "whole.dateline"
    began = time.monotonic()
    assert run("code", str(reports_file), "--record", str(whole)).returncode == 0
    length = time.monotonic() - began
    expected = {table: rows(table, whole) for table in ("documents", "claims", "quotes")}
    assert len(expected["documents"]) == 240
    assert len(expected["claims"]) >= 240
    dice = random.Random(20261126)
    ended = 0
    record = tmp_path / "killed-0.dateline"
    for number in range(KILLS):
        seconds = dice.uniform(0.1, length)
        if kill_after(
            seconds, command, "code", str(reports_file), "--record", str(record), "--quiet"
        ):
            ended += 1
            record = tmp_path / f"killed-{number + 1}.dateline"
        elif (record / "dateline.toml").exists():
            assert set(once(record, "codings")) <= set(once(record, "documents"))
    for record in tmp_path.glob("killed-*.dateline"):
        done = run("code", str(reports_file), "--record", str(record))
        assert done.returncode == 0, done.stderr
        assert {table: rows(table, record) for table in expected} == expected
        assert list(verify(Record.open(record))) == []
    assert ended < KILLS
