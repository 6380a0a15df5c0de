"""What a record holds to be coded, and what was coded: batches of documents, in Delta tables.

All that a worker needs of a record; the journal and the view are other modules'.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.dataset as ds

from dateline.model import Coding, Document, content_id
from dateline.record.schema import (
    NESTED,
    codings_schema,
    digested,
    documents_schema,
    from_row,
    to_row,
)
from dateline.record.tables import batches_in, commit, open_table, rows

BATCH_DOCUMENTS = 100
BATCH_CHARACTERS = 150_000
# The first batches of what is added are parts of a whole one. Coded last, they let workers end
# together, and few reports occupy more than one.
FIRST_BATCHES = (1 / 8, 1 / 8, 1 / 4, 1 / 4, 1 / 2, 1 / 2)


@dataclass(frozen=True, slots=True)
class Batch:
    """A frozen list of documents that are coded and committed together."""

    id: str
    documents: tuple[str, ...]
    characters: int


@dataclass(frozen=True)
class Batches:
    """The documents of a record folder and their codings."""

    path: Path

    @property
    def documents_path(self) -> Path:
        """The Delta table of documents."""
        return self.path / "documents"

    @property
    def codings_path(self) -> Path:
        """The Delta table of codings."""
        return self.path / "codings"

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


def document_of(row: Mapping[str, Any]) -> Document:
    """A stored row as the document it is."""
    return from_row({k: v for k, v in row.items() if k not in ("batch", "digest")}, Document)


def is_full(documents: int, characters: int, made: int) -> bool:
    """Whether a batch takes no more: so many documents are in it, and so many characters would be.

    `made` is how many batches were made before it.
    """
    share = FIRST_BATCHES[made] if made < len(FIRST_BATCHES) else 1
    return documents >= BATCH_DOCUMENTS or characters > BATCH_CHARACTERS * share
