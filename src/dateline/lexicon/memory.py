"""What was looked up in a table on disk, kept up to a bound."""

from collections.abc import Callable
from dataclasses import dataclass, field

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Memory[T]:
    """Answers by name; at `MOST` of them all are forgotten, and none goes to another process."""

    held: dict[str, T] = field(default_factory=dict)

    def of(self, name: str, make: Callable[[], T]) -> T:
        """The answer for a name, made if it is not held."""
        if name not in self.held:
            if len(self.held) >= MOST:
                self.held.clear()
            self.held[name] = make()
        return self.held[name]

    def __reduce__(self) -> tuple[type["Memory[T]"], tuple[()]]:
        return Memory, ()
