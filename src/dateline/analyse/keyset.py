"""Keyset pages: a page begins after the last row of the one before, whatever the list.

A list is a SELECT whose rows are ordered by columns that together are different in every row. The
token of a page is made of these columns of the row before it.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.analyse.browse import wrong
from dateline.model import Query

MOST_DIGITS = 15  # what a number keeps on its way through JSON and SQL


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyset:
    """A list and its order.

    `keys` are its columns with the type that a key has (`str` or a number); with `down` they all
    run downwards, but the last, which runs upwards where it is the id of rows alike.
    """

    sql: str
    parameters: tuple[object, ...] = ()
    keys: Mapping[str, type]
    down: bool = False

    def page(self, limit: int, token: str = "") -> Query:
        """The rows of a page, and one more where there is a next page.

        Raises:
            UsageError: if the token is none of this list.
        """
        names, parameters, where = tuple(self.keys), self.parameters, ""
        if token:
            after = self.after(token)
            marks = ", ".join("?" for _ in after)
            way = "<" if self.down else ">"
            # The first key alone as well: a row of keys leaves out no part of a table unread.
            where = f" WHERE {names[0]} {way}= ? AND ({', '.join(names)}) {way} ({marks})"
            parameters += (after[0], *after)
        return Query(
            sql=f"SELECT * FROM ({self.sql}){where} ORDER BY {self.order} LIMIT {limit + 1:d}",  # noqa: S608 - ours
            parameters=parameters,
        )

    @property
    def order(self) -> str:
        """What comes first."""
        return ", ".join(f"{name} {'DESC' if self.down else 'ASC'}" for name in self.keys)

    def whole(self) -> Query:
        """All rows in order."""
        return Query(
            sql=f"SELECT * FROM ({self.sql}) ORDER BY {self.order}",  # noqa: S608 - ours
            parameters=self.parameters,
        )

    def counted(self) -> Query:
        """How many rows there are."""
        return Query(sql=f"SELECT count(*) AS rows FROM ({self.sql})", parameters=self.parameters)  # noqa: S608

    def token(self, row: Mapping[str, object]) -> str:
        """The token of the page after a row."""
        return token_for(*(row[name] for name in self.keys))

    def after(self, token: str) -> tuple[object, ...]:
        """The keys that a token holds.

        Raises:
            UsageError: if it is none of ours.
        """
        found = opened(token)
        fits = len(found) == len(self.keys) and all(
            fitting(value, kind) for value, kind in zip(found, self.keys.values(), strict=True)
        )
        if not fits:
            raise not_ours(token)
        return tuple(found)


def token_for(*keys: object) -> str:
    """The token of the page after a row with these keys."""
    return base64.urlsafe_b64encode(json.dumps(keys).encode()).decode().rstrip("=")


def fitting(value: object, kind: type) -> bool:
    """Whether a value of a token can be compared with a column of a kind."""
    if kind is str:
        return isinstance(value, str)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and len(str(value)) <= MOST_DIGITS + 5


def opened(token: str) -> list[object]:
    """The list that a token was made of; an empty one if it was made of none."""
    try:
        padded = token + "=" * (-len(token) % 4)
        found = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    except (ValueError, TypeError, RecursionError, binascii.Error):
        return []
    return found if isinstance(found, list) else []


def not_ours(token: str) -> Exception:
    """What is said of a token that is none of ours."""
    return wrong("next", token, "the token of an earlier page", "the reply's next_url")
