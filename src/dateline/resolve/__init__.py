"""Names to identities: who acts, where, when, how many, with what."""

from dateline.resolve.reader import ActorReader

__all__ = ["ActorReader"]
