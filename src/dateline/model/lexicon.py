"""What the lexicon data becomes once it is read: types, patterns, cues, actors, items.

Everything here can be edited as TOML or CSV; see `docs/reference/lexicon.md` for the files.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dateline.model.event import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How an event of a type is done; `extension` marks modes that PLOVER does not have."""

    id: str
    meaning: str
    intensity: float | None = None
    alias: tuple[str, ...] = ()
    extension: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One of PLOVER's 16 types.

    `absorbs`: a happening in this type's complement ("agreed to *send* troops") is part of it
    and no claim of its own. `intensity` is PLOVER's conflict-cooperation score, -10 to 10.
    """

    id: str
    quad: str
    intensity: float
    meaning: str
    needs_recipient: bool = False
    absorbs: bool = False
    modes: tuple[Mode, ...] = ()
    alias: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Why, or in which field, an event happens; `words` are lemmas or phrases that tell."""

    id: str
    meaning: str
    words: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """One CAMEO code and the PLOVER type, mode and contexts that it means."""

    cameo: str
    label: str
    type: str
    mode: str = ""
    context: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way of saying that something of a type happened.

    `verb` and `noun` hold dictionary forms ("send", "carry out", "hunger strike"); one of the
    two is given. The slot conditions (`subject`, `object`, `indirect`, `clause`, `owner`,
    `modifier`, and prepositions under `prep`) each list words, `@lists`, or the classes
    `@actor`, `@state`, `@person`, `@any`, `@quote`; one must match. `without` holds the same
    slots, none of which may match. `actor` and `recipient` name the slots to look in, in order,
    for whoever it is; empty means the usual ones. `absorbs` overrides the type's own rule;
    `together`: all who take part act, nobody is acted upon.
    `yes` must fire the pattern, `no` must not.
    """

    id: str
    type: str
    mode: str = ""
    context: tuple[str, ...] = ()
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    indirect: tuple[str, ...] = ()
    clause: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    prep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    absorbs: bool | None = None
    together: bool = False
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A way of saying who says so.

    `verb`: "X said (that) ...". `noun`: "X's claim that ...". `phrase`: "according to X".
    `kind` is `speech`, `belief`, `knowledge`, `perception` or `document`; `factuality` is what
    the content becomes in the eyes of the source; `content` lists where the content stands
    (`clause`, `quote`, `object`, `as`, `of`).
    """

    id: str
    kind: str = "speech"
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    factuality: str = "CT+"
    content: tuple[str, ...] = ("clause", "quote")
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """A word that changes how sure a happening is, or whether it has happened.

    `reach` is `head` (an adverb or modal on its own verb), `clause` (a verb, noun or adjective
    on its complement) or `sentence`. `aux` lists auxiliary modes it adds.
    """

    id: str
    pos: str
    word: tuple[str, ...]
    factuality: str
    reach: str = "head"
    aux: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A way of saying what one makes of things: `interpretation`, `trend` or `forecast`.

    `verb`, `noun`, `adjective` are dictionary forms, `phrase` words as they stand. `holder` is
    `outlet` (the sentence's own voice), `subject` ("analysts believe") or `hidden` (a passive
    without an agent: "was seen as").
    """

    id: str
    kind: str
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    holder: str = "outlet"
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state or territory: ISO 3166 alpha-3 code and the words that mean it.

    `metonyms` ("Kremlin", "Blue House") and the capital stand for its government, `demonyms`
    ("Russian", "Russians") for its people or anything of it.
    """

    iso3: str
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str = ""
    metonyms: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Realm:
    """A land whose head of state is that of another state, from `since` up to `until`.

    Who holds one of the offices `heads` of the `state` holds `office` of the land too (the same
    office where `office` is empty).
    """

    iso3: str
    state: str
    heads: tuple[str, ...]
    office: str = ""
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A word for people or bodies that act ("soldier", "foreign ministry", "protester").

    `kind` is a participant kind; `sector` PLOVER sector codes; `proper`: may act unnamed.
    """

    word: str
    kind: str
    sector: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """A named piece of equipment or goods, or (with `generic`) a word for a class of them."""

    name: str
    aliases: tuple[str, ...] = ()
    class_: str = ""
    maker: str | None = None
    generic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """A place of our own list: a site, sea, region or continent, or one a gazetteer knows.

    `grain` is site, city, admin2, admin1, country or region; `within` the city or region a site
    is in.
    """

    name: str
    aliases: tuple[str, ...] = ()
    grain: str = "site"
    country: str | None = None
    admin1: str | None = None
    within: str = ""
    geonames: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


class Gazetteer(Protocol):
    """An index of place names."""

    def find(self, name: str, /) -> Sequence[PlaceEntry]:
        """All places that bear a name, most populous first; empty when none does."""
        ...

    def longest(self, words: Sequence[str], /) -> int:
        """How many of the first words form the longest known name; 0 for none."""
        ...


class Atlas(Gazetteer, Protocol):
    """An imported index of place names; `digest` tells it apart."""

    @property
    def digest(self) -> str:
        """A hash of all that is in it."""
        ...


class Roster(Protocol):
    """Imported actors, looked up by name where they lie on disk; `digest` tells them apart."""

    @property
    def digest(self) -> str:
        """A hash of all that is in it."""
        ...

    def find(self, name: str, /) -> Sequence[Actor]:
        """All actors that bear a name (in the form `model.names.name_key`), best known first."""
        ...

    def longest(self, words: Sequence[str], /) -> int:
        """How many of the first words (folded) form the longest known name; 0 for none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All lexicon data, read, checked and layered; `digest` changes when any of it does.

    `rosters` and `atlases` are imported actors and places: they stay on disk, the layer read last
    first. `codes` leads from two-letter country codes (ISO 3166) to three-letter ones.
    """

    types: Mapping[str, EventType] = field(default_factory=dict)
    contexts: Mapping[str, Context] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)
    crosswalk: tuple[Crosswalk, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cues: tuple[Cue, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    views: tuple[View, ...] = ()
    countries: tuple[Country, ...] = ()
    realms: tuple[Realm, ...] = ()
    agents: tuple[Agent, ...] = ()
    actors: tuple[Actor, ...] = ()
    items: tuple[ItemEntry, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rosters: tuple[Roster, ...] = ()
    atlases: tuple[Atlas, ...] = ()
    digest: str = ""

    def words_under(self, key: str, names: Iterable[str]) -> dict[str, frozenset[str]]:
        """The word lists of some names under a key ("actors"), each empty where there is none."""
        return {name: frozenset(self.words.get(f"{key}.{name}", ())) for name in names}
