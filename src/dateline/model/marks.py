"""How the classifier stands to a claim: written into the claim's `pattern`, and read from it.

`x+encoder`: it says the same as the pattern x. `x-encoder.TYPE`: it sees another type or "none",
and x was kept. `encoder.TYPE`: it alone sees something. `encoder.TYPE-x`: it overruled x.
"""

from dataclasses import dataclass
from enum import StrEnum

SAME, OTHER, OWN, OVER = "+encoder", "-encoder.", "encoder.", "-"
NONE = "none"


class Backing(StrEnum):
    """What the classifier makes of the words of a claim."""

    UNASKED = "unasked"
    SAME = "same"
    OTHER = "other"
    ALONE = "alone"
    OVERRULED = "overruled"


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim's `pattern` in its parts.

    `pattern` is the id in the lexicon, empty where the classifier tells the claim alone; `seen`
    the type that it sees where that is not the pattern's, or "none".

    >>> Mark.read("retreat.resign-encoder.none")
    Mark(pattern='retreat.resign', backing=<Backing.OTHER: 'other'>, seen='none')
    """

    pattern: str
    backing: Backing = Backing.UNASKED
    seen: str = ""

    @classmethod
    def read(cls, text: str) -> "Mark":
        """The parts of a claim's `pattern`."""
        if text.startswith(OWN):
            seen, _, pattern = text.removeprefix(OWN).partition(OVER)
            return cls(pattern, Backing.OVERRULED if pattern else Backing.ALONE, seen)
        if text.endswith(SAME):
            return cls(text.removesuffix(SAME), Backing.SAME)
        pattern, other, seen = text.rpartition(OTHER)
        return cls(pattern, Backing.OTHER, seen) if other else cls(text)

    def __str__(self) -> str:
        """The mark as it is written."""
        match self.backing:
            case Backing.UNASKED:
                return self.pattern
            case Backing.SAME:
                return f"{self.pattern}{SAME}"
            case Backing.OTHER:
                return f"{self.pattern}{OTHER}{self.seen}"
            case Backing.ALONE:
                return f"{OWN}{self.seen}"
            case Backing.OVERRULED:
                return f"{OWN}{self.seen}{OVER}{self.pattern}"

    @property
    def is_told_by_pattern(self) -> bool:
        """Whether the pattern tells the claim, and not the classifier alone or against it."""
        return self.backing not in (Backing.ALONE, Backing.OVERRULED)

    @property
    def is_doubted(self) -> bool:
        """Whether the classifier tells the claim alone, or sees something else than the pattern."""
        return self.backing not in (Backing.UNASKED, Backing.SAME)

    @property
    def sees_nothing(self) -> bool:
        """Whether the classifier sees no event at all where a pattern tells one."""
        return self.backing is Backing.OTHER and self.seen == NONE
