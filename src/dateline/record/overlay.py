"""What was decided since a view was built, laid over it in memory.

Events come in components that nothing outside is like, so a decision changes the events of the
components that its claims are in, and no others. Those are merged again from the claims as coded,
under all decisions that hold; the result is what building the view again would give.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from dateline.model import BY_HAND, Claim
from dateline.record.build import TOLD, Merging, actors_in, people_of
from dateline.record.carry import carry_over
from dateline.record.database import connected
from dateline.record.facts import facts_sql
from dateline.record.kin import kin
from dateline.record.schema import arrow_schema, to_row, to_table
from dateline.record.settle import Made, make_tables, settled

AS_BUILT = (
    "documents", "quotes", "assessments", "problems", "carried", "origins", "coded", "former",
)  # fmt: skip
# Tables of which a decision changes some rows, and what names these: a column and a list of ids.
CHANGED = {
    "all_events": ("id", "changed"), "facts": ("id", "changed"), "members": ("claim", "touched"),
    "corrected": ("id", "touched"), "rejected": ("claim", "touched"),
}  # fmt: skip
# `gone_TABLE` lists the rows of the built table that no longer hold, by number: leaving them out by
# their ids takes seven times as long, on a million events (30 ms and 4 for a count).
OVER, GONE = "over_", "gone_"


def attach(path: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory over a built view, with a name for each table to be asked.

    It can read the view, and no other file.
    """
    connection = connected()
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS base (READ_ONLY)")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    make_tables(connection, OVER)
    for table in ("facts", "actors", "machine"):
        connection.execute(f"CREATE TABLE {OVER}{table} AS FROM base.{table} LIMIT 0")
    for table in (*CHANGED, "machine"):
        connection.execute(f"CREATE TABLE {GONE}{table} (row BIGINT)")
    has_corrected, has_rejected = (
        connection.execute(f"SELECT count(*) FROM base.{table}").fetchall()[0][0]  # noqa: S608
        for table in ("corrected", "rejected")
    )
    bare = not has_corrected and not has_rejected
    for name, sql in {**bare_views(), **({} if bare else told_views())}.items():
        connection.execute(f"CREATE VIEW {name} AS {sql}")
    return connection


def bare_views() -> dict[str, str]:
    """The tables of a view over which nothing lies."""
    names = [*AS_BUILT, *CHANGED, "actors", "machine"]
    return {
        **{name: f"FROM base.{name}" for name in names},
        "told": "FROM machine",
        "claims": "FROM machine",
        "events": "FROM all_events WHERE status <> 'rejected'",
        "facts_by_row": "SELECT *, rowid AS row FROM base.facts",
    }


def told_views() -> dict[str, str]:
    """Claims as corrected (`told`), and of these the ones that were not rejected (`claims`)."""
    return {
        "told": TOLD,
        "claims": "SELECT * FROM told WHERE id NOT IN (SELECT claim FROM rejected)",
    }


def laid(table: str) -> str:
    """The SELECT of a table over which something lies."""
    return (
        f"SELECT * FROM base.{table} WHERE rowid NOT IN (FROM {GONE}{table}) "  # noqa: S608
        f"UNION ALL SELECT * FROM {OVER}{table}"
    )


def laid_views() -> dict[str, str]:
    """The tables of a view over which something lies."""
    views = {name: laid(name) for name in CHANGED}
    views["actors"] = (
        f"SELECT * FROM base.actors UNION ALL SELECT * FROM {OVER}actors "  # noqa: S608
        "WHERE id NOT IN (SELECT id FROM base.actors)"
    )
    views["facts_by_row"] = (
        f"SELECT *, rowid AS row FROM base.facts WHERE rowid NOT IN (FROM {GONE}facts) "  # noqa: S608
        f"UNION ALL SELECT *, -1 - rowid FROM {OVER}facts"
    )
    return {**views, **told_views()}


def lay(connection: duckdb.DuckDBPyConnection, merging: Merging, named: Sequence[str]) -> None:
    """Merge again the components of the claims that decisions name, and lay the events over.

    Args:
        connection: What `attach` gave.
        merging: Makes events of claims, under all decisions that hold.
        named: The claims that were decided on, or of which a decision was undone.
    """
    carried = dict(connection.execute("SELECT id, now FROM carried").fetchall())
    decided = carry_over(merging.decided, carried)
    told = retell(connection, named, [one.claim for one in decided.tellings])
    near = {key for claim in told for key in kin(connection, claim, merging.merger, decided)}
    touched = claims_beside(connection, near | {carried.get(key, key) for key in named})
    touched += sorted({claim.id for claim in told}.difference(touched))
    if not touched:
        return
    listed(connection, "touched", touched)
    claims = "SELECT * FROM machine WHERE id IN (SELECT id FROM touched)"
    rows = list(settled(connection, claims, merging.merger, decided))
    connection.begin()
    try:
        exchange(connection, rows)
        people = people_of(f"FROM {OVER}corrected UNION ALL BY NAME FROM {OVER}machine")
        right = [to_row(one) for one in actors_in(connection, people, merging)]
        connection.register("fresh", to_table(right, arrow_schema("actors")))
        connection.execute(f"TRUNCATE {OVER}actors")
        connection.execute(f"INSERT INTO {OVER}actors SELECT * FROM fresh")  # noqa: S608
        connection.unregister("fresh")
        for name, sql in laid_views().items():
            connection.execute(f"CREATE OR REPLACE VIEW {name} AS {sql}")
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
    connection.execute("DROP TABLE touched")


def retell(
    connection: duckdb.DuckDBPyConnection, named: Sequence[str], tellings: Sequence[Claim]
) -> list[Claim]:
    """Have `machine` hold the claims of analysts as they are told now; gives those named."""
    own = {claim.id: claim for claim in tellings}
    sql = "SELECT id FROM machine WHERE coder = ? AND list_contains(?::VARCHAR[], id)"
    held = connection.execute(sql, [BY_HAND, list(named)]).fetchall()
    retold = sorted({key for (key,) in held}.union(key for key in named if key in own))
    if not retold:
        return []
    told = [own[key] for key in retold if key in own]
    listed(connection, "retold", retold)
    connection.execute(f"DELETE FROM {OVER}machine WHERE id IN (SELECT id FROM retold)")  # noqa: S608
    connection.execute(
        f"INSERT INTO {GONE}machine SELECT rowid FROM base.machine "  # noqa: S608 - ours
        f"WHERE id IN (SELECT id FROM retold) EXCEPT FROM {GONE}machine"
    )
    connection.register("fresh", to_table(map(to_row, told), arrow_schema("claims")))
    connection.execute(
        f"INSERT INTO {OVER}machine BY NAME SELECT * FROM fresh "  # noqa: S608 - ours
        "WHERE document IN (SELECT id FROM documents)"
    )
    connection.unregister("fresh")
    connection.execute("DROP TABLE retold")
    connection.execute(f"CREATE OR REPLACE VIEW machine AS {laid('machine')}")
    return told


def claims_beside(connection: duckdb.DuckDBPyConnection, named: Iterable[str]) -> list[str]:
    """The claims of all components that some claims are in."""
    sql = (
        "SELECT claim FROM members WHERE component IN "
        "(SELECT component FROM members WHERE claim IN (SELECT unnest(?::VARCHAR[])))"
    )
    return [key for (key,) in connection.execute(sql, [sorted(named)]).fetchall()]


def listed(connection: duckdb.DuckDBPyConnection, table: str, values: Sequence[str]) -> None:
    """Make a table of ids."""
    connection.register("fresh", pa.table({"id": pa.array(values, pa.string())}))
    connection.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM fresh")  # noqa: S608
    connection.unregister("fresh")


def exchange(connection: duckdb.DuckDBPyConnection, rows: Iterable[Made]) -> None:
    """Put events in the place of those of the claims in `touched`."""
    old = "SELECT event FROM members WHERE claim IN (SELECT id FROM touched)"
    events = connection.execute(f"SELECT DISTINCT event FROM ({old})").fetchall()  # noqa: S608
    listed(connection, "changed", [key for (key,) in events])
    for table, (key, ids) in CHANGED.items():
        connection.execute(f"DELETE FROM {OVER}{table} WHERE {key} IN (SELECT id FROM {ids})")  # noqa: S608
        connection.execute(
            f"INSERT INTO {GONE}{table} SELECT rowid FROM base.{table} "  # noqa: S608 - ours
            f"WHERE {key} IN (SELECT id FROM {ids}) EXCEPT FROM {GONE}{table}"
        )
    for some in rows:
        some.write(connection, OVER)
    fresh = f"(SELECT * FROM {OVER}all_events WHERE id NOT IN (SELECT id FROM {OVER}facts))"  # noqa: S608
    told = (
        "(SELECT * FROM machine WHERE id IN (SELECT id FROM touched) "  # noqa: S608
        f"AND id NOT IN (SELECT id FROM {OVER}corrected) UNION ALL FROM {OVER}corrected)"
    )
    connection.execute(f"INSERT INTO {OVER}facts {facts_sql(fresh, told)}")
    connection.execute("DROP TABLE changed")
