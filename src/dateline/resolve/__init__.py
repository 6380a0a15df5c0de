"""Names to identities: who acts, where, when, how many, with what."""

from dateline.resolve.reader import ActorReader
from dateline.resolve.resolver import PlaceTimeResolver

__all__ = ["ActorReader", "PlaceTimeResolver"]
