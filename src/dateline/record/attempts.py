"""How often somebody tried to sign in, by account and by address; kept beside the journal."""

import secrets

import sqlalchemy as sa

from dateline.record.journal import Journal
from dateline.record.schema import sha
from dateline.record.users import key_of

WINDOW = 900.0  # seconds in which attempts are counted
OF_ACCOUNT, OF_ADDRESS = 10, 50  # failures allowed in that time
ATTEMPT = sa.table("attempt", *map(sa.column, ("id", "key", "at")))


class Attempts:
    """Failures to sign in. They hold for every server of a record, and after a restart."""

    def __init__(self, journal: Journal) -> None:
        """The attempts that are noted beside a journal."""
        self.journal = journal

    def note(self, name: str, address: str, now: float) -> float:
        """Note an attempt before its password is checked, unless there were too many.

        Returns:
            Seconds to wait; 0 if it may be tried now.
        """
        limits = {sha(f"account {key_of(name)}".encode()): OF_ACCOUNT,
                  sha(f"address {address}".encode()): OF_ADDRESS}  # fmt: skip
        with self.journal.speaking("write to"), self.journal.alone() as connection:
            connection.execute(sa.delete(ATTEMPT).where(ATTEMPT.c.at < now - WINDOW))
            waits = [wait(connection, key, most, now) for key, most in limits.items()]
            if not any(waits):
                rows = [{"id": secrets.token_hex(16), "key": key, "at": now} for key in limits]
                connection.execute(sa.insert(ATTEMPT), rows)
        return max(waits)

    def forget(self, name: str, address: str, now: float) -> None:
        """Take the attempts of an account back, and one of the address: the password was right."""
        account, place = (sha(f"account {key_of(name)}".encode()),
                          sha(f"address {address}".encode()))  # fmt: skip
        with self.journal.speaking("write to"), self.journal.alone() as connection:
            connection.execute(sa.delete(ATTEMPT).where(ATTEMPT.c.key == account))
            connection.execute(
                sa.delete(ATTEMPT).where(ATTEMPT.c.key == place, ATTEMPT.c.at == now)
            )


def wait(connection: sa.Connection, key: str, most: int, now: float) -> float:
    """Seconds until a key may be tried again; 0 for now."""
    query = sa.select(ATTEMPT.c.at).where(ATTEMPT.c.key == key).order_by(ATTEMPT.c.at.desc())
    times = list(connection.execute(query.limit(most)).scalars())
    return max(times[-1] + WINDOW - now, 1.0) if len(times) >= most else 0.0
