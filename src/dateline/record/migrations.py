"""The tables of the journal and of users, by numbered scripts that run in one transaction.

A script is never changed once it has been released: a further change is a further script. They are
plain SQL that SQLite and PostgreSQL both know.
"""

import sqlalchemy as sa

from dateline.errors import SchemaError

JOURNAL = (
    (
        "CREATE TABLE IF NOT EXISTS entry (seq INTEGER PRIMARY KEY, kind VARCHAR(40) NOT NULL, "
        'at VARCHAR(40) NOT NULL, "user" VARCHAR(200) NOT NULL, body TEXT NOT NULL, '
        "previous VARCHAR(64) NOT NULL, hash VARCHAR(64) NOT NULL)"
    ),
)
USERS = (
    (
        "CREATE TABLE account (key VARCHAR(64) PRIMARY KEY, name VARCHAR(64) NOT NULL, "
        "role VARCHAR(20) NOT NULL, password VARCHAR(200) NOT NULL, since VARCHAR(40) NOT NULL, "
        "removed VARCHAR(40))"
    ),
    (
        "CREATE TABLE session (hash VARCHAR(64) PRIMARY KEY, account VARCHAR(64) NOT NULL, "
        "began DOUBLE PRECISION NOT NULL, seen DOUBLE PRECISION NOT NULL)"
    ),
    "CREATE INDEX session_account ON session (account)",
    (
        "CREATE TABLE attempt (id VARCHAR(32) PRIMARY KEY, key VARCHAR(100) NOT NULL, "
        "at DOUBLE PRECISION NOT NULL)"
    ),
    "CREATE INDEX attempt_key ON attempt (key, at)",
)
SCRIPTS = (JOURNAL, USERS)
NUMBER = sa.table("dateline_schema", sa.column("number", sa.Integer))


def check_number(connection: sa.Connection) -> bool:
    """Whether every script has run.

    Raises:
        SchemaError: if there were more, run by a newer Dateline.
    """
    done = number_in(connection)
    if done > len(SCRIPTS):
        raise SchemaError(
            "the journal was made by a newer Dateline",
            why=f"its schema is {done}, this version reads up to {len(SCRIPTS)}",
            fix="upgrade: pip install --upgrade dateline",
        )
    return done == len(SCRIPTS)


def number_in(connection: sa.Connection) -> int:
    """How many scripts have run."""
    if not sa.inspect(connection).has_table(NUMBER.name):
        return 0
    return connection.execute(sa.select(sa.func.max(NUMBER.c.number))).scalar() or 0


def migrate(connection: sa.Connection) -> None:
    """Run the scripts that have not run. The transaction is the caller's, who holds the journal."""
    done = number_in(connection)
    if not done:
        connection.execute(
            sa.text("CREATE TABLE IF NOT EXISTS dateline_schema (number INTEGER PRIMARY KEY)")
        )
    for number, script in enumerate(SCRIPTS[done:], done + 1):
        for statement in script:
            connection.execute(sa.text(statement))
        connection.execute(sa.insert(NUMBER).values(number=number))
