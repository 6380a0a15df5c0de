"""Jobs: `dateline` run beside the server, on reports in one folder, for whoever may ask for it.

A job is the command as it would be typed, in a process of its own. Without a folder there are none.
"""

import json
import re
import secrets
import signal
import subprocess
import sys
import threading
from collections import OrderedDict, deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import ConflictError, NotFoundError, UsageError
from dateline.export import FORMATS, TABLES
from dateline.run import now

COMMAND = (sys.executable, "-c", "from dateline.cli import main; main()")
KINDS = ("add", "code", "export")
LINES = 200  # what is kept of what a job says
KEPT = 100
PARTLY = 3  # the exit code where some reports could not be read
EXPORTS = "exports"
GOODBYE = 3.0  # seconds that a job may take to end what is at hand when the server stops
ESCAPES = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done: add reports and code them, code what is uncoded, or export a table."""

    kind: str
    paths: tuple[str, ...] = ()
    table: str = "events"
    format: str = "jsonl"
    published: str = ""
    outlet: str = ""


@dataclass(slots=True)
class Job:
    """A command that runs or ran, and what it said."""

    id: str
    kind: str
    started: str
    ended: str | None = None
    exit: int | None = None
    progress: dict[str, Any] | None = None
    messages: deque[str] = field(default_factory=lambda: deque(maxlen=LINES))
    told: int = 0
    child: subprocess.Popen[str] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def state(self) -> str:
        """Whether it runs, is done, or failed."""
        if self.exit is None:
            return "running"
        return "done" if self.exit in (0, PARTLY) else "failed"

    def row(self) -> dict[str, Any]:
        """The job as the API gives it."""
        with self.lock:
            return {
                "id": self.id, "kind": self.kind, "state": self.state, "started": self.started,
                "ended": self.ended, "exit": self.exit, "progress": self.progress,
                "messages": list(self.messages),
            }  # fmt: skip

    def say(self, line: str) -> None:
        """Take in a line that the command said; `told` counts these."""
        with self.lock:
            told = read_progress(line)
            if told is not None:
                self.progress = told
            elif line.strip():
                self.messages.append(ESCAPES.sub("", line.rstrip())[:2_000])
            self.told += 1

    def end(self, code: int) -> None:
        """Note that it ended."""
        with self.lock:
            self.exit, self.ended = code, now()
            self.told += 1

    def stop(self) -> None:
        """Have it end what is at hand, as Ctrl-C does; whatever does not is ended."""
        child = self.child
        if child is None or child.poll() is not None:
            return
        child.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            child.wait(GOODBYE)
            return
        child.kill()
        child.wait()


class Jobs:
    """The jobs of a server, one running at a time."""

    def __init__(self, record: Path, folder: Path | None) -> None:
        """Take jobs on a record, on reports in a folder."""
        self.record, self.folder = record, folder.resolve() if folder else None
        self.held: OrderedDict[str, Job] = OrderedDict()
        self.lock = threading.Lock()

    def start(self, order: Order) -> Job:
        """Start a job.

        Raises:
            UsageError: if there is no folder, or the order cannot be carried out.
            ConflictError: if another job is running.
        """
        if self.folder is None:
            raise UsageError(
                "this server takes no jobs", why="it was started without a folder for them",
                fix="start it with: dateline serve --jobs FOLDER", code="jobs/no-folder",
            )  # fmt: skip
        job = Job(id=f"j-{secrets.token_hex(6)}", kind=order.kind, started=now())
        arguments = self.arguments(order, job.id, self.folder)
        with self.lock:
            if any(one.exit is None for one in self.held.values()):
                raise ConflictError(
                    "another job is running", why="a record is coded into by one at a time",
                    fix="wait until it is done: GET /api/v1/jobs", code="jobs/running",
                )  # fmt: skip
            self.held[job.id] = job
            while len(self.held) > KEPT:
                self.held.popitem(last=False)
        threading.Thread(target=work, args=(job, arguments, self.folder), daemon=True).start()
        return job

    def stop(self) -> None:
        """Stop what runs: the server ends, and nobody would hear of it."""
        for job in list(self.held.values()):
            job.stop()

    def arguments(self, order: Order, key: str, folder: Path) -> list[str]:
        """The command that an order means."""
        record = ["--record", str(self.record)]
        if order.kind == "export":
            one_of("table", order.table, TABLES, code="jobs/no-table")
            one_of("format", order.format, FORMATS, code="jobs/no-format")
            (folder / EXPORTS).mkdir(exist_ok=True)
            file = folder / EXPORTS / f"{order.table}-{key}.{order.format}"
            return ["export", order.table, *record, "--format", order.format, "-o", str(file)]
        told = ["code", *record, "--progress", "json"]
        if order.kind == "code":
            return told
        for name, value in (("--published", order.published), ("--outlet", order.outlet)):
            told += [f"{name}={value}"] if value else []
        if not order.paths:
            raise UsageError(
                "no report was named", why="adding takes paths below the folder for jobs",
                fix='give "paths": ["reports.jsonl"]', code="jobs/no-path",
            )  # fmt: skip
        return [*told, "--", *(str(inside(folder, path)) for path in order.paths)]

    def one(self, key: str) -> Job:
        """A job by its id.

        Raises:
            NotFoundError: if there is none.
        """
        if key not in self.held:
            raise NotFoundError(
                f"there is no job {key!r}", why="the server keeps the last hundred since its start",
                fix="list them with: GET /api/v1/jobs", code="jobs/none",
            )  # fmt: skip
        return self.held[key]


def inside(folder: Path, said: str) -> Path:
    """A path below the folder, which is there.

    Raises:
        UsageError: if it is not.
    """
    path = None
    if said and "\x00" not in said:
        try:
            path = (folder / said).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            path = None
    if path is None or not path.is_relative_to(folder):
        raise UsageError(
            f"{said!r} cannot be read", why="there is no such file below the folder for jobs",
            fix="give a path relative to that folder", code="jobs/no-path",
        )  # fmt: skip
    return path


def one_of(what: str, value: str, names: Sequence[str], *, code: str) -> None:
    """Check a choice."""
    if value not in names:
        raise UsageError(
            f"there is no {what} {value!r}", why=f"there are {', '.join(names)}",
            fix="name one of them", code=code,
        )  # fmt: skip


def read_progress(line: str) -> dict[str, Any] | None:
    """The progress that a line tells; None if it tells something else."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) and {"done", "total"} <= set(told) else None


def work(job: Job, arguments: Sequence[str], folder: Path) -> None:
    """Run the command of a job to its end."""
    try:
        with subprocess.Popen(  # noqa: S603 - our own command; paths are checked, and behind `--`
            [*COMMAND, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", cwd=folder,
            start_new_session=True,  # Ctrl-C is for the server, which stops this
        ) as child:  # fmt: skip
            job.child = child
            for line in child.stdout or ():
                job.say(line)
            code = child.wait()
    except OSError as error:
        job.say(str(error))
        code = 1
    job.end(code)
