"""How far a run is, as others see it: while it lasts, and no longer."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.record import Record
from dateline.run import progress_of
from dateline.run.progress import FILE, noting, started


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record.create(tmp_path / "r.dateline")


def test_progress_is_there_while_a_run_lasts(record):
    assert progress_of(record) is None
    with noting(record, 40) as note:
        assert progress_of(record).total == 40
        note(40, 2)
        far = progress_of(record)
        assert (far.done, far.failed) == (40, 2)
        assert far.rate > 0
    assert progress_of(record) is None
    assert not (record.path / FILE).exists()


def test_what_a_killed_run_left_is_not_believed(record):
    code = (
        "import sys, time; from pathlib import Path; from dateline.record import Record\n"
        "from dateline.run.progress import noting\n"
        "with noting(Record.open(Path(sys.argv[1])), 9): print('noted', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(record.path)], stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        assert progress_of(record).process == process.pid
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert (record.path / FILE).exists()
    assert progress_of(record) is None


def test_another_process_with_the_same_number_is_not_the_run(record):
    with noting(record, 9):
        path = record.path / FILE
        told = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps({**told, "started": "1"}), "utf-8")
        assert progress_of(record) is None


def test_the_note_of_another_machine_is_believed_for_a_while(record):
    with noting(record, 9):
        path = record.path / FILE
        told = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps({**told, "host": "elsewhere", "process": 1}), "utf-8")
        assert progress_of(record).total == 9
        os.utime(path, (1, 1))
        assert progress_of(record) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"done": "x"}'])
def test_a_broken_note_is_no_note(record, text):
    (record.path / FILE).write_text(text, "utf-8")
    assert progress_of(record) is None


def test_a_note_that_cannot_be_written_stops_nobody(record):
    (record.path / FILE).mkdir()
    (record.path / FILE / "in the way").touch()
    with noting(record, 9) as note:
        note(9, 0)


def test_the_end_of_a_process_is_seen():
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        assert started(os.getpid())
        process.wait()
        assert started(process.pid) == ""
