"""How sure, as a level and a sign: what FactBank's eight values are made of."""

from dataclasses import dataclass

from dateline.model import Factuality

CERTAIN, PROBABLE, POSSIBLE, UNKNOWN = 3, 2, 1, 0
LEVELS = {"CT": CERTAIN, "PR": PROBABLE, "PS": POSSIBLE, "U": UNKNOWN}
CODES = {level: code for code, level in LEVELS.items()}


@dataclass(frozen=True, slots=True)
class Degree:
    """A level of sureness, and whether the happening is told as true or as untrue."""

    level: int = CERTAIN
    untrue: bool = False

    @classmethod
    def of(cls, value: Factuality) -> "Degree":
        """The degree of a value of FactBank."""
        code = value.value
        return cls(LEVELS.get(code[:2], UNKNOWN), code.endswith("-"))

    def under(self, code: str) -> "Degree":
        """This degree under a hedge's factuality."""
        if code == "same":
            return self
        if code == "flip":
            return Degree(self.level, not self.untrue)
        if code in ("Uu", "CTu"):
            return Degree(UNKNOWN, self.untrue)
        level = min(self.level, LEVELS[code[:2]])
        return Degree(level, self.untrue is not (code[2] == "-"))

    @property
    def factuality(self) -> Factuality:
        """The value of FactBank."""
        if self.level == UNKNOWN:
            return Factuality.UNKNOWN
        return Factuality(CODES[self.level] + ("-" if self.untrue else "+"))
