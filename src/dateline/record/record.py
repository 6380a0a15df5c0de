"""A record: a folder with what was coded, what was decided, and a view to read it by."""

import fcntl
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dateline.errors import (
    NotFoundError,
    RecordError,
    RecordLockedError,
    SchemaError,
    UsageError,
)
from dateline.model import Problem
from dateline.record.batches import Batches
from dateline.record.build import VIEW_VERSION, Merging, Source, build, stamp_of
from dateline.record.journal import Journal
from dateline.record.schema import (
    codings_schema,
    documents_schema,
    from_row,
    to_row,
)
from dateline.record.tables import (
    commit_times,
    create_table,
    newest_version,
    open_table,
)
from dateline.record.view import View

SCHEMA = 1
SUFFIX = ".dateline"
SETTINGS = "dateline.toml"
JOURNAL = "DATELINE_JOURNAL"  # the environment variable with the URL of the journal's database
# Claims decided on since a view was built, above which it is built again.
LAID_OVER = 5_000


@dataclass(frozen=True)
class Record(Batches):
    """A record folder. Make one with `Record.create`, open one with `Record.open`."""

    @classmethod
    def create(cls, path: Path, settings: str = "") -> "Record":
        """Make a record; a folder that is one already is opened and left as it is.

        Args:
            path: The folder, by habit `NAME.dateline`.
            settings: TOML to put into its `dateline.toml`, below the name and schema.

        Raises:
            UsageError: if something else is in the way.
            RecordError: if the folder cannot be made.
        """
        if (path / SETTINGS).exists():
            return cls.open(path)
        if path.exists() and (not path.is_dir() or (any(path.iterdir()) and not half_made(path))):
            raise UsageError(
                f"{path} is in the way",
                why="it exists and is not a record",
                fix="give another name with --record",
                code="record/in-the-way",
            )
        try:
            path.mkdir(parents=True, exist_ok=True)
            create_table(path / "documents", documents_schema())
            create_table(path / "codings", codings_schema(), ["coder"])
            Journal.at(path / "journal.sqlite")
            text = f'name = "{path.name.removesuffix(SUFFIX)}"\nschema = {SCHEMA}\n{settings}'
            fresh = path / f"{SETTINGS}.new"
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(path / SETTINGS)
        except OSError as error:
            raise RecordError(
                f"cannot make the record {path}",
                why=str(error.strerror or error),
                fix="choose another place with --record, or make room",
                code="record/cannot-create",
            ) from error
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> "Record":
        """Open a record.

        Raises:
            NotFoundError: if there is none.
            SchemaError: if a newer Dateline made it.
        """
        settings = path / SETTINGS
        if not settings.exists():
            raise NotFoundError(
                f"there is no record at {path}",
                why=f"{settings} does not exist",
                fix=f"make one with: dateline code REPORTS --record {path}",
            )
        record = cls(path)
        number = record.settings.get("schema")
        if not isinstance(number, int) or number > SCHEMA:
            raise SchemaError(
                f"the record {path} was made by a newer Dateline",
                why=f"its schema is {number}, this version reads up to {SCHEMA}",
                fix="upgrade: pip install --upgrade dateline",
            )
        return record

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """What its `dateline.toml` says."""
        try:
            return tomllib.loads((self.path / SETTINGS).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise RecordError(
                f"cannot read {self.path / SETTINGS}",
                why=str(error),
                fix="mend the file; it is TOML with at least name and schema",
                code="record/settings",
            ) from error

    @cached_property
    def journal(self) -> Journal:
        """What was decided, and which runs there were: here, or in the database of a team."""
        url = os.environ.get(JOURNAL) or self.settings.get("journal")
        return Journal(str(url)) if url else Journal.at(self.path / "journal.sqlite")

    @property
    def view_path(self) -> Path:
        """The file of the view."""
        return self.path / "serve" / "view.duckdb"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the record for adding documents and planning work.

        Raises:
            RecordLockedError: if another process holds it.
        """
        with (self.path / "lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                file.seek(0)
                holder = file.read().strip() or "unknown"
                raise RecordLockedError(
                    f"the record {self.path} is being coded into",
                    why=f"process {holder} holds it",
                    fix="wait until it is done, or stop it; then run the same command again",
                ) from error
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def add_problems(self, problems: Iterable[Problem], at: str) -> None:
        """Note what could not be read, each once."""
        known = {(p.origin, p.code, p.what) for p in self.problems()}
        for problem in problems:
            if (problem.origin, problem.code, problem.what) not in known:
                self.journal.append("problem", to_row(problem), at=at)

    def problems(self, until: int | None = None) -> list[Problem]:
        """What could not be read; what could not be coded stands in the codings.

        `until` is the last entry of the journal that counts.
        """
        told = self.journal.entries("problem")
        return [from_row(one.body, Problem) for one in told if until is None or one.seq <= until]

    def start_run(self, coder: str, stamp: str, at: str) -> None:
        """Note in the journal that a coder starts, unless it was also the last."""
        last = None
        for entry in self.journal.entries("run"):
            last = entry.body.get("coder")
        if last != coder:
            self.journal.append("run", {"coder": coder, "stamp": stamp}, at=at)

    def coders(self, until: int | None = None) -> list[str]:
        """The coders that ran, the latest last; `until` as for `problems`."""
        found: dict[str, None] = {}
        for entry in self.journal.entries("run"):
            if until is not None and entry.seq > until:
                break
            coder = str(entry.body["coder"])
            found.pop(coder, None)
            found[coder] = None
        return list(found)

    def state(self, mark: str = "") -> str:
        """What was coded, in a word that changes with it; decisions are not counted."""
        documents = newest_version(self.documents_path)
        codings = newest_version(self.codings_path)
        runs = self.journal.last("run", "problem")
        return f"{VIEW_VERSION}/{documents}/{codings}/{runs}/{mark}"

    def view(self, merging: Merging) -> View:
        """The view: built first if anything was coded since, with what was decided laid over it.

        Another `mark` of the merging builds it too, and so do very many decisions.
        """
        path = self.view_path
        stamp = self.state(merging.mark)
        built = stamp_of(path)
        if built is None or built[0] != stamp or len(merging.since(built[1])) > LAID_OVER:
            documents, codings = open_table(self.documents_path), open_table(self.codings_path)
            source = Source(
                documents.to_pyarrow_dataset(), codings.to_pyarrow_dataset(),
                commit_times(codings), self.coders(), self.problems(), stamp,
            )  # fmt: skip
            build(path, source, merging)
        opened = View(path)
        opened.catch_up(merging)
        return opened


def half_made(path: Path) -> bool:
    """Whether a folder holds nothing but what `create` makes before it is done."""
    ours = {"documents", "codings", f"{SETTINGS}.new"}
    return all(p.name in ours or p.name.startswith("journal.sqlite") for p in path.iterdir())


def find_record(start: Path) -> Path:
    """The record that a folder is in, else the only one in it.

    Raises:
        NotFoundError: if there is none, or more than one to choose from.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).exists() and (folder / "documents").is_dir():
            return folder
    found = sorted(path for path in start.glob(f"*{SUFFIX}") if (path / SETTINGS).exists())
    if len(found) == 1:
        return found[0]
    names = ", ".join(path.name for path in found)
    raise NotFoundError(
        "no record was named" if found else "there is no record here",
        why=f"{start} holds {len(found)} records: {names}" if found else f"{start} holds none",
        fix="name one with --record" if found else "make one with: dateline code REPORTS",
        code="record/which",
    )
