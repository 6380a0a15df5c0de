"""What goes wrong around coding: locks, full disks, workers that die, newer records."""

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from dateline.cli import early
from dateline.lexicon import load
from dateline.record import Record, verify
from dateline.run import Settings, stamp_of
from dateline.run.worker import POLITE
from dateline.run.workers import TO_END, Origin, WorkerDiedError, Workers


def test_a_second_coder_is_turned_away(tmp_path, reports_file, run, rows):
    record = tmp_path / "a.dateline"
    Record.create(record)
    with Record.open(record).lock():
        done = run("code", str(reports_file), "--record", str(record))
    assert done.returncode == 5
    assert len(done.stderr.strip().splitlines()) == 3
    assert run("code", str(reports_file), "--record", str(record)).returncode == 0
    assert len(rows("documents", record)) == 240


def test_a_full_disk_is_said_plainly_and_the_next_run_goes_on(
    tmp_path, reports_file, command, run, rows
):
    record = tmp_path / "a.dateline"
    Record.create(record)
    line = f'ulimit -f 20; exec "{command}" code "{reports_file}" --record "{record}" --quiet'
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("error: ")
    assert "Traceback" not in done.stderr
    assert run("code", str(reports_file), "--record", str(record)).returncode == 0
    assert len(rows("documents", record)) == 240
    assert list(verify(Record.open(record))) == []


def test_a_record_of_a_newer_schema_is_not_touched(tmp_path, reports_file, run):
    record = tmp_path / "a.dateline"
    Record.create(record)
    settings = record / "dateline.toml"
    settings.write_text('name = "a"\nschema = 99\n')
    done = run("code", str(reports_file), "--record", str(record))
    assert done.returncode == 1
    assert "newer Dateline" in done.stderr
    assert settings.read_text() == 'name = "a"\nschema = 99\n'


def test_bad_reports_become_problems_and_the_rest_is_coded(tmp_path, run, rows):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "latin.txt").write_bytes("Rebels attacked the café.\n".encode("latin-1"))
    (folder / "brackets.txt").write_text("(" * 20_000)
    (folder / "dates.jsonl").write_text(
        json.dumps({"id": "x", "text": "Police arrested two men.", "published": "soon"}) + "\n"
    )
    (folder / "good.txt").write_text("Rebels attacked the town.\n")
    (folder / "closed.txt").write_text("x")
    (folder / "closed.txt").unlink()
    (folder / "closed.txt").symlink_to(folder / "nowhere.txt")
    record = tmp_path / "a.dateline"
    listed = tmp_path / "problems.jsonl"
    done = run("code", str(folder), "--record", str(record), "--errors", str(listed))
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    codes = {json.loads(line)["code"] for line in listed.read_text().splitlines()}
    assert {"ingest/empty", "ingest/binary", "ingest/bad-date"} <= codes
    assert "parse/unbroken-text" in codes
    kept = {row["origin"].rpartition("/")[2] for row in rows("documents", record)}
    assert {"good.txt", "latin.txt", "x"} <= kept
    assert len(rows("problems", record)) >= 4


def test_an_interrupted_run_goes_on(tmp_path, reports_file, command, run, rows):
    record = tmp_path / "a.dateline"
    process = subprocess.Popen(
        [command, "code", str(reports_file), "--record", str(record), "--progress", "json"],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while process.poll() is None and not list(record.glob("documents/_sums/*1.json")):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=120)
    assert process.returncode in (0, 130), told
    assert "Traceback" not in told
    assert run("code", str(reports_file), "--record", str(record)).returncode == 0
    assert len(rows("documents", record)) == 240


@pytest.fixture
def start(tmp_path):
    record = tmp_path / "a.dateline"
    Record.create(record)
    return {"record": str(record), "settings": {}, "layers": [], "memory": 0}


@pytest.mark.parametrize("copies", [True, False])
def test_coding_gives_way_to_reading_and_ctrl_c_is_left_to_the_parent(start, copies):
    with Workers(start, 2, copies=copies) as workers:
        (first, stamp), (second, other) = workers.new(), workers.new()
        keys = {first.process.pid, second.process.pid}
        assert len(keys) == 2
        assert stamp == other
        here = os.getpriority(os.PRIO_PROCESS, 0)
        for key in keys:
            assert os.getpriority(os.PRIO_PROCESS, key) == min(here + POLITE, 19)
            # Of our session: where sessions get equal shares, it counts in one.
            assert os.getsid(key) == os.getsid(0)
            assert os.getpgid(key) != os.getpgid(0)
        first.stop()
        assert is_gone(first.process.pid)
        third, _ = workers.new()
        assert third.process.pid not in keys
        second.stop()
    with pytest.raises(WorkerDiedError):
        third.hear()
    assert is_gone(third.process.pid)
    third.stop()
    with pytest.raises(WorkerDiedError):
        workers.new()


def test_an_origin_that_ended_is_replaced(start):
    with Workers(start, 2, copies=True) as workers:
        first, stamp = workers.new()
        origin = parent_of(first.process.pid)
        os.kill(origin, signal.SIGKILL)
        with pytest.raises(WorkerDiedError):
            first.hear()
        assert is_gone(first.process.pid)
        first.stop()
        second, again = workers.new()
        assert again == stamp
        assert parent_of(second.process.pid) != origin
        second.stop()


def test_the_time_of_workers_is_counted_as_that_of_whoever_starts_them(start):
    with Workers(start, 1, copies=True) as workers:
        first, _ = workers.new()
        origin = parent_of(first.process.pid)
        first.send({"batch": "none", "only": "nothing"})
        with suppress(WorkerDiedError):
            first.hear()
        first.stop()
        workers.new()[0].stop()
        children = Path(f"/proc/{origin}/stat").read_text().rpartition(")")[2].split()[13:15]
        assert sum(map(int, children)) > 0


def test_an_origin_that_is_not_needed_any_more_ends_while_it_loads(start):
    before = children_of(os.getpid())
    began = time.monotonic()
    with Workers(start, 1, copies=True):
        (origin,) = children_of(os.getpid()) - before
    assert time.monotonic() - began < TO_END / 2
    assert is_gone(origin)


# Until the run has begun there is nothing to tell.
@pytest.mark.parametrize(
    ("sign", "says", "limit"),
    [("*/*.parquet", "", 60), ("progress.json", "coded 0", TO_END / 2)],
    ids=["added", "begun"],
)
def test_ctrl_c_while_workers_load_waits_for_none(
    tmp_path, reports_file, command, sign, says, limit
):
    record = tmp_path / "a.dateline"
    process = begun([command, "code", str(reports_file), "--record", str(record)])
    while process.poll() is None and not any(record.glob(sign)):
        time.sleep(0.01)
    (origin,) = children_of(process.pid)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=limit)
    assert process.returncode == 130, told
    assert says in told
    assert is_gone(origin)


def test_ctrl_c_at_the_first_moment_is_quiet_and_ends_what_was_started(
    tmp_path, reports_file, command
):
    call = [command, "code", str(reports_file), "--record", str(tmp_path / "a.dateline")]
    process, origin = with_origin(call)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert told in ("", "interrupted\n")
    assert is_gone(origin)


@pytest.mark.parametrize(("said", "code"), [(["--jobs", "x"], 2), (["--progress", "x"], 2)])
def test_an_origin_that_was_started_for_nothing_is_ended(tmp_path, command, said, code):
    record = tmp_path / "a.dateline"
    Record.create(record)
    process, origin = with_origin([command, "code", "--record", str(record), *said])
    _, told = process.communicate(timeout=60)
    assert process.returncode == code, told
    assert is_gone(origin)


def test_nothing_to_code_ends_the_origin_and_so_does_a_kill(tmp_path, command):
    record = tmp_path / "a.dateline"
    Record.create(record)
    call = [command, "code", "--record", str(record)]
    process, origin = with_origin(call)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert "coded 0" in told
    assert is_gone(origin)
    process, origin = with_origin(call)
    process.kill()
    process.communicate(timeout=60)
    assert is_gone(origin)


@pytest.mark.parametrize(
    "said", [["code", "x.txt", "--dry-run"], ["code", "--help"], ["events"], ["--version"], []]
)
def test_nothing_is_started_for_what_codes_nothing(said):
    before = children_of(os.getpid())
    with early(said) as origin:
        assert origin is None
        assert children_of(os.getpid()) == before


@pytest.mark.parametrize("wanted", [1, 0])
@pytest.mark.parametrize("copies", [True, False])
def test_an_origin_that_was_started_early_is_the_first(start, copies, wanted):
    before = children_of(os.getpid())
    origin = Origin(copies=copies)
    (key,) = children_of(os.getpid()) - before
    with Workers(start, wanted, early=origin, copies=copies) as workers:
        told = stamp_of(Settings(), load())
        assert workers.stamp() == ((told.coder, told.words) if wanted else None)
        worker, stamp = workers.new()
        assert stamp == told.coder
        assert key == (parent_of(worker.process.pid) if copies else worker.process.pid)
        assert children_of(os.getpid()) - before == {key}
        worker.stop()
    assert is_gone(key)
    origin.stop()


def test_an_origin_that_ended_tells_no_stamp(start):
    with Workers(start, 0) as workers:
        assert workers.stamp() is None
    origin = Origin()
    with Workers(start, 1, early=origin) as workers:
        origin.give_up()
        assert workers.stamp() is None


def test_an_early_origin_that_ended_is_replaced(start):
    origin = Origin()
    origin.stop()
    with Workers(start, 1, early=origin) as workers:
        assert workers.stamp() is not None
        worker, _ = workers.new()
        assert Path(f"/proc/{worker.process.pid}").exists()
        worker.stop()


def test_faults_of_a_lexicon_are_told_though_the_origin_reads_it(tmp_path, reports_file, run):
    layer = tmp_path / "bad.toml"
    layer.write_text("[[nonsense]]\n")
    record = tmp_path / "a.dateline"
    done = run("code", str(reports_file), "--record", str(record), "--lexicon", str(layer))
    assert done.returncode == 2
    assert "unknown table" in done.stderr


def begun(call):
    # In the background of a script Ctrl-C is ignored, and tests may run there.
    heeding = ["env", "--default-signal=INT", *call]
    return subprocess.Popen(heeding, stderr=subprocess.PIPE, text=True)


def with_origin(call):
    process = begun(call)
    while process.poll() is None and not children_of(process.pid):
        time.sleep(0.01)
    (origin,) = children_of(process.pid)
    return process, origin


def children_of(key):
    tasks = Path(f"/proc/{key}/task").iterdir()
    return {int(child) for task in tasks for child in (task / "children").read_text().split()}


def parent_of(key):
    return int(Path(f"/proc/{key}/stat").read_text().rpartition(")")[2].split()[1])


def is_gone(key):
    # A process that goes on loading sees only then that it is alone; it gives way to all others.
    until = time.monotonic() + 60
    while time.monotonic() < until:
        status = Path(f"/proc/{key}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


@pytest.mark.slow
def test_a_line_of_a_hundred_megabytes_is_set_aside(tmp_path, reports, run, rows):
    path = tmp_path / "big.jsonl"
    good = json.dumps(reports(1)[0])
    with path.open("w", encoding="utf-8") as out:
        out.write(good + "\n")
        out.write(json.dumps({"id": "big", "text": "word " * 20_000_000}) + "\n")
        out.write(json.dumps({**reports(2)[1]}) + "\n")
    record = tmp_path / "a.dateline"
    done = run("code", str(path), "--record", str(record))
    assert done.returncode == 3, done.stderr
    assert len(rows("documents", record)) == 2
    assert "too-large" in done.stderr


@pytest.mark.slow(60)
def test_a_document_that_kills_its_worker_becomes_a_problem(tmp_path, reports, run, rows):
    # A stage of another package that dies on one document, named in the record's settings.
    package = tmp_path / "site"
    package.mkdir()
    (package / "deadly.py").write_text(
        "import os\n"
        "from dateline.parse import SpacyParser\n"
        "class Deadly:\n"
        "    @classmethod\n"
        "    def build(cls, lexicon):\n"
        "        made = cls(); made.inner = SpacyParser.build(lexicon); return made\n"
        "    def __call__(self, docs):\n"
        "        if any('deadly' in doc.text for doc in docs): os._exit(9)\n"
        "        return self.inner(docs)\n"
    )
    info = package / "deadly-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[dateline.stages]\ndeadly.v1 = deadly:Deadly\n")
    record = tmp_path / "a.dateline"
    Record.create(record, 'parser = "deadly.v1"\n')
    source = tmp_path / "r.jsonl"
    made = [*reports(3), {"id": "bad", "text": "A deadly text about rebels."}]
    source.write_text("".join(json.dumps(row) + "\n" for row in made))
    env = {**os.environ, "PYTHONPATH": str(package)}
    done = run("code", str(source), "--record", str(record), env=env)
    assert done.returncode == 3, done.stderr
    assert [row["code"] for row in rows("problems", record)] == ["run/killed-worker"]
    assert len({row["document"] for row in rows("claims", record)}) == 3
