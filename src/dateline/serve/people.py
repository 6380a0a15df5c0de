"""Who asks: one local user without an account, or people with accounts who sign in."""

import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dateline.record import RANKS, Attempts, Users

LOCAL = "local"


@dataclass(frozen=True)
class Visitor:
    """Who asks, in which role, and the token that what they send has to bear.

    `session` is the secret of the cookie; empty for whoever has not signed in.
    """

    name: str
    role: str
    token: str
    session: str = ""


class People(Protocol):
    """Finds out who asks."""

    def visitor(self, cookies: Mapping[str, str]) -> Visitor:
        """Who sends these cookies."""
        ...


@dataclass(frozen=True)
class Local:
    """One user, on this machine, who may do everything; the token holds until the server stops."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def visitor(self, cookies: Mapping[str, str]) -> Visitor:
        """The one there is."""
        del cookies
        return Visitor(LOCAL, RANKS[-1], self.token)


@dataclass(frozen=True)
class Team:
    """People with accounts. Before they sign in they bear the token of the server.

    `cookie` is its name: browsers do not keep the cookies of two ports apart.
    """

    users: Users
    attempts: Attempts
    cookie: str = "dateline"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def visitor(self, cookies: Mapping[str, str]) -> Visitor:
        """Whose session the cookie is; nobody's if it has ended."""
        secret = cookies.get(self.cookie, "")
        user = self.users.session(secret, time.time()) if secret else None
        if user is None:
            return Visitor("", RANKS[0], self.token)
        return Visitor(user.name, user.role, token_of(secret), secret)


def token_of(secret: str) -> str:
    """The token of a session, which does not give away its secret."""
    return hashlib.sha256(f"token of {secret}".encode()).hexdigest()
