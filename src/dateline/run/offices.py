"""What the name of an office tells about its holder: its sectors, by the agent words."""

from collections.abc import Callable

from dateline.model import Lexicon
from dateline.run.stages import stage

READER = "actors.v1"


def sectors_of(lexicon: Lexicon) -> Callable[[str], tuple[str, ...]]:
    """What reads the sectors off an office's name ("Minister of Defence of Chad")."""
    reader = stage(READER).build(lexicon)

    def sectors(office: str) -> tuple[str, ...]:
        found: tuple[str, ...] = reader.identify(office).sector
        return found

    return sectors
