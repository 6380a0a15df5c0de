"""Who may sign in, in which role, and who is signed in; kept beside the journal.

Passwords are kept as Argon2id hashes, the secrets of sessions as SHA-256. Whoever was removed keeps
the row: decisions bear the name, so nobody else may take it.
"""

import re
import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.errors import NotFoundError, UsageError, did_you_mean
from dateline.record.journal import Journal
from dateline.record.schema import sha

RANKS = ("anyone", "reader", "analyst", "admin")  # each may do what those before it may
ROLES = RANKS[1:]
LEAST, MOST = 10, 1_000  # characters of a password
NAME = re.compile(r"[\w.@-]{1,64}")
IDLE, WHOLE = 8 * 3600.0, 7 * 86_400.0  # seconds that a session lasts unused, and at all
TOUCH = 60.0  # seconds between two notes that a session is used
HASHER = PasswordHasher()
AT_ONCE = threading.BoundedSemaphore(2)  # a check takes 64 MiB
ACCOUNT = sa.table(
    "account", *map(sa.column, ("key", "name", "role", "password", "since", "removed"))
)
SESSION = sa.table("session", *map(sa.column, ("hash", "account", "began", "seen")))


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with an account."""

    name: str
    role: str
    since: str


@cache
def nobody_s() -> str:
    """The hash of a password that nobody has, to take as long for unknown names."""
    return HASHER.hash(secrets.token_urlsafe())


def key_of(name: str) -> str:
    """By what an account is found: names that look alike but for case are one."""
    return unicodedata.normalize("NFKC", name).casefold()


class Users:
    """The accounts of a record, and their sessions."""

    def __init__(self, journal: Journal) -> None:
        """The accounts that live beside a journal."""
        self.journal = journal

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes."""
        with self.journal.speaking("write to"), self.journal.alone() as connection:
            yield connection

    def all(self) -> list[User]:
        """Everybody with an account, by name."""
        query = sa.select(ACCOUNT).where(ACCOUNT.c.removed.is_(None)).order_by(ACCOUNT.c.key)
        with self.journal.speaking("read"), self.journal.engine.connect() as connection:
            return [User(row.name, row.role, row.since) for row in connection.execute(query)]

    def add(self, name: str, role: str, password: str, *, at: str, again: bool = False) -> User:
        """Make an account; `again` if its name was removed and the same person comes back.

        Raises:
            UsageError: if name, role or password will not do, or the name is or was another's.
        """
        name = unicodedata.normalize("NFKC", name)
        check_name(name)
        check_role_name(role)
        check_password(password)
        row = {"name": name, "role": role, "password": HASHER.hash(password), "since": at,
               "removed": None}  # fmt: skip
        with self.writing() as connection:
            held = check_free(connection, name, again=again)
            if held:
                connection.execute(
                    sa.update(ACCOUNT).where(ACCOUNT.c.key == key_of(name)).values(row)
                )
            else:
                connection.execute(sa.insert(ACCOUNT).values(key=key_of(name), **row))
        return User(name, role, at)

    def check_new(self, name: str, role: str, *, again: bool) -> None:
        """Check name and role of an account to be made, before its password is asked for.

        Raises:
            UsageError: if they will not do, or the name is or was another's.
        """
        name = unicodedata.normalize("NFKC", name)
        check_name(name)
        check_role_name(role)
        with self.journal.speaking("read"), self.journal.engine.connect() as connection:
            check_free(connection, name, again=again)

    def known(self, name: str) -> User:
        """An account by name.

        Raises:
            NotFoundError: if there is none.
        """
        found = [user for user in self.all() if key_of(user.name) == key_of(name)]
        if not found:
            raise self._unknown(name)
        return found[0]

    def set_role(self, name: str, role: str) -> None:
        """Give somebody another role; it holds from the next request.

        Raises:
            NotFoundError: if there is no such account.
            UsageError: if there is no such role.
        """
        check_role_name(role)
        self._change(name, {"role": role}, ends=False)

    def set_password(self, name: str, password: str) -> None:
        """Give somebody another password, and end their sessions.

        Raises:
            NotFoundError: if there is no such account.
            UsageError: if the password will not do.
        """
        check_password(password)
        self._change(name, {"password": HASHER.hash(password)}, ends=True)

    def remove(self, name: str, *, at: str) -> None:
        """Close an account, and end its sessions.

        Raises:
            NotFoundError: if there is no such account.
        """
        self._change(name, {"removed": at, "password": ""}, ends=True)

    def _change(self, name: str, values: dict[str, str], *, ends: bool) -> None:
        held = sa.and_(ACCOUNT.c.key == key_of(name), ACCOUNT.c.removed.is_(None))
        with self.writing() as connection:
            if not connection.execute(sa.update(ACCOUNT).where(held).values(values)).rowcount:
                raise self._unknown(name)
            if ends:
                connection.execute(sa.delete(SESSION).where(SESSION.c.account == key_of(name)))

    def _unknown(self, name: str) -> NotFoundError:
        known = [user.name for user in self.all()]
        return NotFoundError(
            f"there is no account {name!r}",
            why=f"the accounts are {', '.join(known) or 'none'}{did_you_mean(name, known)}",
            fix="see them with: dateline users list",
            code="users/unknown",
        )

    def check(self, name: str, password: str) -> User | None:
        """Whose name and password these are. It takes as long for names that nobody has."""
        query = sa.select(ACCOUNT).where(ACCOUNT.c.key == key_of(name), ACCOUNT.c.removed.is_(None))
        with self.journal.speaking("read"), self.journal.engine.connect() as connection:
            row = connection.execute(query).first()
        expected = row.password if row else nobody_s()
        try:
            with AT_ONCE:
                HASHER.verify(expected, password[:MOST])
        except (VerificationError, InvalidHashError):
            return None
        return User(row.name, row.role, row.since) if row else None

    def begin(self, user: User, now: float) -> str:
        """Begin a session; returns its secret, which is kept nowhere here."""
        secret = secrets.token_urlsafe(32)
        row = {"hash": sha(secret.encode()), "account": key_of(user.name), "began": now,
               "seen": now}  # fmt: skip
        with self.writing() as connection:
            connection.execute(sa.delete(SESSION).where(ended(now)))
            connection.execute(sa.insert(SESSION).values(row))
        return secret

    def session(self, secret: str, now: float) -> User | None:
        """Whose session this is; None if there is none, or it has ended."""
        digest = sha(secret.encode())
        query = (
            sa.select(ACCOUNT, SESSION.c.seen)
            .join_from(SESSION, ACCOUNT, SESSION.c.account == ACCOUNT.c.key)
            .where(SESSION.c.hash == digest, ACCOUNT.c.removed.is_(None), sa.not_(ended(now)))
        )
        with self.journal.speaking("read"), self.journal.engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if now - row.seen > TOUCH:
            with self.writing() as connection:
                connection.execute(
                    sa.update(SESSION).where(SESSION.c.hash == digest).values(seen=now)
                )
        return User(row.name, row.role, row.since)

    def end(self, secret: str) -> None:
        """End a session."""
        with self.writing() as connection:
            connection.execute(sa.delete(SESSION).where(SESSION.c.hash == sha(secret.encode())))


def ended(now: float) -> sa.ColumnElement[bool]:
    """Which sessions have ended."""
    return sa.or_(SESSION.c.seen < now - IDLE, SESSION.c.began < now - WHOLE)


def check_free(connection: sa.Connection, name: str, *, again: bool) -> bool:
    """Check that a name may be taken; True if its own removed account comes back by that.

    Raises:
        UsageError: if it is or was another's.
    """
    row = connection.execute(sa.select(ACCOUNT).where(ACCOUNT.c.key == key_of(name))).first()
    if row is None or (row.removed and again):
        return row is not None
    raise UsageError(
        f"there is an account {row.name!r} already",
        why=f"it {'was removed' if row.removed else 'is there'}, and decisions bear its name",
        fix="choose another name; the same person comes back with --again" if row.removed
        else "choose another name, or change it: dateline users role, or password",
        code="users/taken",
    )  # fmt: skip


def check_name(name: str) -> None:
    """Check that a name will do for an account."""
    if not NAME.fullmatch(name) or name.casefold() == "local":
        raise UsageError(
            f"{name!r} will not do as a name",
            why="names have up to 64 letters, digits and .@-_; local is the user without account",
            fix="choose another name", code="users/wrong-name",
        )  # fmt: skip


def check_role_name(role: str) -> None:
    """Check that there is such a role."""
    if role not in ROLES:
        raise UsageError(
            f"there is no role {role!r}",
            why=f"the roles are {', '.join(ROLES)}{did_you_mean(role, ROLES)}",
            fix="give one of them", code="users/no-role",
        )  # fmt: skip


def check_password(password: str) -> None:
    """Check that a password is long enough; what it is made of is free."""
    if not LEAST <= len(password) <= MOST:
        raise UsageError(
            "that password will not do",
            why=f"it has {len(password)} characters; {LEAST} to {MOST:,} are wanted",
            fix="choose a longer one, such as four words", code="users/wrong-password",
        )  # fmt: skip
