"""Claims with what analysts decided of them, made into events; all of a record, or a part of it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import batched, groupby
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from dateline.errors import UsageError
from dateline.model import (
    Claim,
    Correction,
    Decided,
    Document,
    Event,
    Merger,
    Status,
    When,
    content_id,
)
from dateline.model.doubt import doubt_of
from dateline.record.schema import arrow_schema, from_row, text_fields, to_row, to_table

ROWS_A_READ = 2_000
ACCEPTED, REJECTED = "accepted", "rejected"
# Fields of a claim that an analyst may change; quad, intensity and CAMEO code follow the type.
FIELDS = (
    "type", "mode", "context", "actor", "recipient", "attendee", "place", "when", "quantity",
    "item", "factuality", "aux", "quad", "intensity", "cameo",
)  # fmt: skip
MADE = {
    "all_events": arrow_schema("events"),
    "corrected": arrow_schema("claims"),
    "members": pa.schema(
        [*text_fields("claim", "event", "component"), pa.field("doubt", pa.float64())]
    ),
    "rejected": pa.schema([("claim", pa.string())]),
}


def corrected(claim: Claim, corrections: Sequence[Correction]) -> Claim:
    """A claim with the fields that analysts changed; of two changes of a field the later holds.

    Raises:
        UsageError: if a value does not fit its field, or the field cannot be changed.
    """
    if not corrections:
        return claim
    row = to_row(claim)
    for one in corrections:
        if one.field not in FIELDS:
            raise UsageError(
                f"{one.field!r} of a claim cannot be changed",
                why=f"what can be is {', '.join(FIELDS)}", fix="name one of them",
                code="decide/no-field",
            )  # fmt: skip
        row[one.field] = json.loads(one.new)
    try:
        right = from_row(row, Claim)
        check_days(right.when)
    except (msgspec.ValidationError, ValueError) as error:
        raise UsageError(
            "a claim cannot say that", why=str(error),
            fix="give values of the form that `dateline show c-... --json` prints",
            code="decide/wrong-value",
        ) from error  # fmt: skip
    return right


def check_days(when: When) -> None:
    """Check that first and last day are days, in their order.

    Raises:
        ValueError: if they are not.
    """
    days = [day for day in (when.first, when.last) if day is not None]
    if sorted(days, key=date.fromisoformat) != days or len(days) == 1:
        raise ValueError(f"{days} are not a first and a last day")


@dataclass(frozen=True, slots=True)
class Rulings:
    """What was decided, by claim."""

    corrections: Mapping[str, list[Correction]]
    rejected: frozenset[str]
    seen_by: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, decided: Decided) -> "Rulings":
        """Sort decisions by the claim they are on; the last verdict on a claim holds."""
        corrections: dict[str, list[Correction]] = defaultdict(list)
        seen: dict[str, set[str]] = defaultdict(set)
        rejected: dict[str, bool] = {}
        for one in decided.corrections:
            corrections[one.claim].append(one)
            seen[one.claim].add(one.user)
        for telling in decided.tellings:
            seen[telling.claim.id].add(telling.user)
        for verdict in decided.verdicts:
            rejected[verdict.claim] = verdict.verdict == REJECTED
            if verdict.verdict == ACCEPTED:
                seen[verdict.claim].add(verdict.user)
        return cls(
            corrections, frozenset(key for key, out in rejected.items() if out),
            {key: frozenset(users) for key, users in seen.items()},
        )  # fmt: skip

    def touch(self, claim: str) -> bool:
        """Whether anything was decided of a claim."""
        return claim in self.corrections or claim in self.rejected or claim in self.seen_by

    def status(self, claims: Sequence[Claim]) -> Status:
        """How far an event is seen to: as far as the claim of it that is seen to least."""
        if all(claim.id in self.rejected for claim in claims):
            return Status.REJECTED
        least = min(
            len(self.seen_by.get(claim.id, ())) for claim in claims if claim.id not in self.rejected
        )
        return (Status.MACHINE, Status.REVIEWED, Status.ADJUDICATED)[min(least, 2)]

    def told(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims as corrected."""
        return [corrected(claim, self.corrections.get(claim.id, ())) for claim in claims]

    def standing(self, claims: Sequence[Claim]) -> Sequence[Claim]:
        """The claims without those rejected, unless all are."""
        return [claim for claim in claims if claim.id not in self.rejected] or claims

    def mark(self, claims: Iterable[Claim]) -> Iterator[str]:
        """What makes the revision of an event another one: everything decided of its claims."""
        for claim in claims:
            yield claim.id
            yield from (f"{one.field}={one.new}" for one in self.corrections.get(claim.id, ()))
            yield from (f"{ACCEPTED} {user}" for user in sorted(self.seen_by.get(claim.id, ())))
            if claim.id in self.rejected:
                yield REJECTED


@dataclass(slots=True)
class Made:
    """Rows that are ready to be written, by table."""

    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {table: [] for table in MADE}
    )

    def write(self, connection: duckdb.DuckDBPyConnection, prefix: str) -> None:
        """Put the rows into the tables."""
        for table, rows in self.rows.items():
            if rows:
                connection.register("fresh", to_table(rows, MADE[table]))
                connection.execute(f"INSERT INTO {prefix}{table} SELECT * FROM fresh")  # noqa: S608
                connection.unregister("fresh")


def make_tables(connection: duckdb.DuckDBPyConnection, prefix: str = "") -> None:
    """Make the empty tables that `settle` fills."""
    for table, schema in MADE.items():
        connection.register("fresh", schema.empty_table())
        connection.execute(f"CREATE TABLE {prefix}{table} AS SELECT * FROM fresh")  # noqa: S608
        connection.unregister("fresh")


def settled(
    connection: duckdb.DuckDBPyConnection, claims: str, merger: Merger, decided: Decided
) -> Iterator[Made]:
    """Merge claims into events under decisions; gives the rows to be written, some at a time.

    Args:
        connection: A database with the table `origins`; what is read by must have been committed.
        claims: A SELECT of claims as coded: whole components of them.
        merger: What merges.
        decided: What analysts decided.
    """
    names: dict[str, str] = {}
    numbers: dict[str, int] = {}
    count = 0
    components = merger.components(read_claims(connection, claims), decided.judgements)
    for component in components:
        name = min(key for group in component for key in group)
        for group in component:
            numbers.update(dict.fromkeys(group, count))
            names.update(dict.fromkeys(group, name))
            count += 1
    number_claims(connection, numbers)
    told = read_claims(
        connection,
        f"SELECT told.* FROM ({claims}) AS told JOIN numbered USING (id) ORDER BY number, told.id",  # noqa: S608 - ours
    )
    groups = (list(group) for _, group in groupby(told, key=lambda claim: numbers[claim.id]))
    rulings = Rulings.of(decided)
    come_from = dict(
        connection.execute(
            "SELECT document, origins FROM origins "  # noqa: S608 - ours
            f"WHERE document IN (SELECT document FROM ({claims}))"
        ).fetchall()
    )
    for some in batched(groups, ROWS_A_READ):
        yield made(some, rulings, merger, come_from, names)
    connection.execute("DROP TABLE numbered")


def number_claims(connection: duckdb.DuckDBPyConnection, numbers: Mapping[str, int]) -> None:
    """Make the table `numbered`: which event, counted from 0, each claim is in."""
    columns = {"id": pa.array(numbers, pa.string()), "number": list(numbers.values())}
    connection.register("fresh", pa.table(columns))
    connection.execute("CREATE OR REPLACE TABLE numbered AS SELECT * FROM fresh")
    connection.unregister("fresh")


def made(
    groups: Sequence[Sequence[Claim]], rulings: Rulings, merger: Merger,
    come_from: Mapping[str, Sequence[str]], names: Mapping[str, str],
) -> Made:  # fmt: skip
    """The rows of the events of some groups."""
    out = Made()
    told = [rulings.told(group) for group in groups]
    events = merger.events((rulings.standing(group) for group in told), come_from)
    for group, rights, event in zip(groups, told, events, strict=True):
        seen = seen_to(event, group, rulings)
        out.rows["all_events"].append(to_row(seen))
        for claim, right in zip(group, rights, strict=True):
            doubt = doubt_of(right, contradicted=bool(seen.contradictions))
            name = names[claim.id]
            out.rows["members"].append(
                {"claim": claim.id, "event": seen.id, "component": name, "doubt": doubt}
            )
            if claim.id in rulings.rejected:
                out.rows["rejected"].append({"claim": claim.id})
            if right is not claim:
                out.rows["corrected"].append(to_row(right))
    return out


def seen_to(event: Event, group: Sequence[Claim], rulings: Rulings) -> Event:
    """An event with its status, and the revision that everything decided of it makes.

    Its id is that of all its claims, so that it stays when one of them is rejected.
    """
    if not any(rulings.touch(claim.id) for claim in group):
        return event
    marks = rulings.mark(sorted(group, key=lambda claim: claim.id))
    return replace(
        event, id=content_id("e", min(claim.id for claim in group)),
        revision=content_id("r", *marks), status=rulings.status(group),
    )  # fmt: skip


def read_claims(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] = ()
) -> Iterator[Claim]:
    """The claims that a statement gives, as nouns."""
    answer = connection.cursor().execute(sql, list(parameters))
    names = [column[0] for column in answer.description or ()]
    while rows := answer.fetchmany(ROWS_A_READ):
        for row in rows:
            yield from_row(dict(zip(names, row, strict=True)), Claim)


def read_documents(connection: duckdb.DuckDBPyConnection) -> dict[str, Document]:
    """The documents as nouns, by id."""
    answer = connection.cursor().execute("SELECT * FROM documents")
    names = [column[0] for column in answer.description or ()]
    rows = (dict(zip(names, row, strict=True)) for row in answer.fetchall())
    return {row["id"]: from_row(row, Document) for row in rows}
