"""A record: a folder with what was coded, what was decided, and a view to read it by."""

import fcntl
import os
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.dataset as ds

from dateline.errors import (
    NotFoundError,
    RecordError,
    RecordLockedError,
    SchemaError,
    UsageError,
)
from dateline.model import Coding, Document, Problem, content_id
from dateline.record.build import VIEW_VERSION, Merging, Source, build, stamp_of
from dateline.record.journal import Journal
from dateline.record.schema import (
    NESTED,
    codings_schema,
    digested,
    documents_schema,
    from_row,
    to_row,
)
from dateline.record.tables import (
    batches_in,
    commit,
    commit_times,
    create_table,
    newest_version,
    open_table,
    rows,
)
from dateline.record.view import View

SCHEMA = 1
SUFFIX = ".dateline"
SETTINGS = "dateline.toml"
JOURNAL = "DATELINE_JOURNAL"  # the environment variable with the URL of the journal's database
BATCH_DOCUMENTS = 100
BATCH_CHARACTERS = 150_000
# The first batches of what is added are parts of a whole one. Coded last, they let workers end
# together, and few reports occupy more than one.
FIRST_BATCHES = (1 / 8, 1 / 8, 1 / 4, 1 / 4, 1 / 2, 1 / 2)
# Claims decided on since a view was built, above which it is built again.
LAID_OVER = 5_000


@dataclass(frozen=True, slots=True)
class Batch:
    """A frozen list of documents that are coded and committed together."""

    id: str
    documents: tuple[str, ...]
    characters: int


@dataclass(frozen=True)
class Record:
    """A record folder. Make one with `Record.create`, open one with `Record.open`."""

    path: Path

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
    def documents_path(self) -> Path:
        """The Delta table of documents."""
        return self.path / "documents"

    @property
    def codings_path(self) -> Path:
        """The Delta table of codings."""
        return self.path / "codings"

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

    def add(self, documents: Iterable[Document]) -> list[Batch]:
        """Add the documents that are new, in frozen batches; returns the batches made.

        Call it while holding the lock.
        """
        known = {row["id"] for row in rows(open_table(self.documents_path), ["id"])}
        made: list[Batch] = []
        held: list[Document] = []
        size = 0
        for doc in documents:
            if doc.id in known:
                continue
            known.add(doc.id)
            if held and is_full(len(held), size + len(doc.text), len(made)):
                made.append(self.add_batch(held))
                held, size = [], 0
            held.append(doc)
            size += len(doc.text)
        if held:
            made.append(self.add_batch(held))
        return made

    def add_batch(self, documents: Sequence[Document]) -> Batch:
        """Commit one batch of documents."""
        batch = content_id("b", *(doc.id for doc in documents))
        stored = [{**to_row(doc), "batch": batch} for doc in documents]
        commit(self.documents_path, digested(stored, documents_schema()), batch)
        ids = tuple(doc.id for doc in documents)
        return Batch(batch, ids, sum(len(doc.text) for doc in documents))

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

    def batches(self, only: Collection[str] | None = None) -> list[Batch]:
        """All batches of documents, or some, in order of their ids."""
        dataset = open_table(self.documents_path).to_pyarrow_dataset()
        found = dataset.to_table(
            columns={"id": ds.field("id"), "batch": ds.field("batch"),
                     "size": pc.utf8_length(ds.field("text"))},
            filter=None if only is None else ds.field("batch").isin(list(only)),
        )  # fmt: skip
        held: dict[str, list[tuple[str, int]]] = {}
        for row in found.to_pylist():
            held.setdefault(row["batch"], []).append((row["id"], row["size"]))
        return [
            Batch(batch, tuple(key for key, _ in members), sum(size for _, size in members))
            for batch, members in sorted(held.items())
        ]

    def pending(self, coder: str) -> list[Batch]:
        """The batches that a coder has not coded."""
        wanted = batches_in(open_table(self.documents_path))
        left = wanted - batches_in(open_table(self.codings_path), coder)
        return self.batches(left) if left else []

    def documents_of(self, batch: str) -> list[Document]:
        """The documents of a batch, in order of their ids."""
        dataset = open_table(self.documents_path).to_pyarrow_dataset()
        found = dataset.to_table(filter=ds.field("batch") == batch).to_pylist()
        return sorted((document_of(row) for row in found), key=lambda doc: doc.id)

    def commit(self, batch: str, coder: str, codings: Iterable[Coding]) -> bool:
        """Commit what a coder wrote about a batch; False if it was there already."""
        stored = []
        for coding in codings:
            row = to_row(coding)
            kept = {name: row[name] for name in NESTED}
            stored.append({"coder": coder, "batch": batch, "document": coding.document, **kept})
        stored.sort(key=lambda row: str(row["document"]))
        return commit(self.codings_path, digested(stored, codings_schema()), f"{coder}:{batch}")

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


def document_of(row: Mapping[str, Any]) -> Document:
    """A stored row as the document it is."""
    return from_row({k: v for k, v in row.items() if k not in ("batch", "digest")}, Document)


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


def is_full(documents: int, characters: int, made: int) -> bool:
    """Whether a batch takes no more: so many documents are in it, and so many characters would be.

    `made` is how many batches were made before it.
    """
    share = FIRST_BATCHES[made] if made < len(FIRST_BATCHES) else 1
    return documents >= BATCH_DOCUMENTS or characters > BATCH_CHARACTERS * share
