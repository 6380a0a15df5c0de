"""A noun phrase as it stands, and what it tells about who it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.model import Agent, Kind
from dateline.resolve.identity import FORMER_SECTOR, NOBODY, Identity
from dateline.resolve.names import Use
from dateline.resolve.phrases import Hit


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase by offsets: where it stands, its head word, and the listed words in it.

    `label` and `entity` are the parser's label and range for the name that the head is part of;
    `asked`: the phrase stands by itself, and no parser has seen it.
    """

    text: str
    start: int
    end: int
    head_start: int
    head_end: int
    names: tuple[Hit, ...] = ()
    agents: tuple[Hit, ...] = ()
    label: str = ""
    entity: tuple[int, int] = (0, 0)
    plural: bool = False
    proper: bool = False
    asked: bool = False

    @property
    def words(self) -> str:
        """The phrase as it stands."""
        return self.text[self.start : self.end]

    def covering(self, hits: Sequence[Hit]) -> Hit | None:
        """The longest hit that holds the head word."""
        found = [h for h in hits if h.start <= self.head_start and self.head_end <= h.end]
        return max(found, key=lambda hit: hit.end - hit.start) if found else None


@dataclass(frozen=True, slots=True)
class Read:
    """What one phrase tells about who it is.

    `named`: by a name of its own; `place`: a city or region, which acts only where its
    government does; `owned`: the phrase itself says whose; `name_start`: where the name begins.
    """

    identity: Identity = NOBODY
    also: tuple[Identity, ...] = ()
    acts: bool = False
    named: bool = False
    place: bool = False
    owned: bool = False
    former: bool = False
    agent: Agent | None = None
    use: Use | None = None
    name_start: int = 0


NOTHING = Read(identity=NOBODY.because("no word for anybody who acts"))


def flags(agent: Agent) -> frozenset[str]:
    """The marks in an agent word's note."""
    return frozenset(agent.note.split()) if agent.note else frozenset()


def pointing(said: str, who: Identity) -> Read:
    """A read of a word that points back to somebody."""
    why = f"{said!r}: {who.name}, named before"
    return Read(who.because(why), acts=True, owned=True, use=Use.ACTOR)


def completed(name: Read, description: Read) -> Read:
    """A named person or body with what a description beside it adds."""
    who, more = name.identity, description.identity
    if not description.acts:
        return name
    notable = who.sector == (FORMER_SECTOR,) and not description.former
    filled = replace(
        who,
        country=who.country or more.country,
        sector=more.sector if notable and more.sector else who.sector or more.sector,
        office=who.office or (more.office and more.name) or None,
        kind=who.kind or (Kind.PERSON if more.kind is Kind.OFFICE else more.kind),
        why=who.why if who.country and who.sector else f"{who.why}; {more.why}",
    )
    return replace(name, identity=filled, acts=True, owned=True)
