"""Claims, quotes and assessments: whole reports through all stages, against hand-read ones."""

from collections.abc import Iterable, Iterator

import msgspec

from dateline.evaluate.claims import score_claims
from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.stages import pipeline
from dateline.ingest.rows import Usual, finished, of_row
from dateline.model import Coding, Document, Problem

NEEDS = ()
FIELDS = ("id", "title", "published", "outlet", "text")
TABLES = ("claims", "quotes", "assessments")


def claims(records: Iterable[Record]) -> Measured:
    """The measures of the claims scorer, on the default stages.

    The figures are those of coding the same reports into a record and scoring its exports.
    """
    rows = list(records)
    documents = [doc for row in rows for doc in documents_of(row)]
    codings = list(pipeline()(documents))
    tables = tables_of(documents, codings)
    predicted = [
        {"id": doc.origin, **{name: exported(getattr(coding, name)) for name in TABLES},
         "problems": exported(coding.problems)}
        for doc, coding in zip(documents, codings, strict=True)
    ]  # fmt: skip
    return Measured(score_claims(rows, tables), predicted)


def documents_of(row: Record) -> Iterator[Document]:
    """A gold report as the document that reading it from a file gives; none if it has no text."""
    found = of_row({name: row.get(name) for name in FIELDS}, str(row["id"]))
    if not isinstance(found, Problem):
        yield from (one for one in finished(found, Usual()) if isinstance(one, Document))


def tables_of(documents: Iterable[Document], codings: Iterable[Coding]) -> dict[str, list[Record]]:
    """Documents and codings as the rows that a record exports."""
    tables: dict[str, list[Record]] = {"documents": exported(documents)}
    coded = list(codings)
    for name in TABLES:
        tables[name] = [row for coding in coded for row in exported(getattr(coding, name))]
    return tables


def exported(nouns: Iterable[object]) -> list[Record]:
    """Nouns as rows."""
    rows: list[Record] = msgspec.to_builtins(list(nouns))
    return rows
