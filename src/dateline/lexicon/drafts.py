"""Actors as imported files tell of them, in pieces, and how the pieces become actors.

A person's offices may stand in lines of their own (FollowTheMoney's `Occupancy`), and an office may
be named by an id whose label stands elsewhere (Wikidata). Pieces with one id are joined when the
whole file is read.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import msgspec

from dateline.lexicon.importing import Entry, Kept
from dateline.lexicon.memory import Memory
from dateline.lexicon.table import Row, Table
from dateline.model import Actor, Kind, Lexicon, Office, content_id
from dateline.model.names import name_key

LONGEST = 80
MOST_NAMES = 40
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
Sectors = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An office: its name, or the id (`ref`) of the entry that names it."""

    office: str = ""
    ref: str = ""
    country: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one line tells of an actor; without a name it only adds offices."""

    name: str = ""
    kind: Kind = Kind.UNKNOWN
    country: str | None = None
    sector: tuple[str, ...] = ()
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """An office that others refer to: its name and its country."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """An actor in a table, with how well known it is."""

    actor: Actor
    weight: int = 0


class RowReader:
    """What the formats of actors share: `pieces` tells what a line holds."""

    def __init__(self, lexicon: Lexicon, source: str, sectors: Sectors) -> None:
        """Take the tables of a lexicon (`import.` words, countries, sectors).

        Args:
            lexicon: For its words and countries.
            source: The file's name, for the offices' `source`.
            sectors: The sectors that the name of an office tells.
        """
        self.codes = lexicon.codes
        self.countries = {country.iso3 for country in lexicon.countries}
        self.known_sectors = frozenset(lexicon.sectors)
        self.source = source
        self.sectors = lru_cache(maxsize=65536)(sectors)

    def pieces(self, line: bytes) -> Iterator[tuple[str, Draft | Label]]:
        """The entries that a line tells something of, by id."""
        raise NotImplementedError

    def read(self, line: bytes, /) -> Iterator[Kept]:
        """What to keep of a line (protocol `Format`)."""
        for key, piece in self.pieces(line):
            if not key or any(c.isspace() for c in key):
                raise ValueError(f"has no usable id: {key!r}")
            yield Kept(key, msgspec.json.encode(piece), label=isinstance(piece, Label))

    def row(self, entry: Entry, labels: Mapping[str, bytes], /) -> Row | None:
        """The actor of all pieces with one id (protocol `Format`)."""
        drafts = [msgspec.json.decode(data, type=Draft) for data in entry.new]
        named = [draft for draft in drafts if draft.name]
        posts = tuple(post for draft in drafts for post in draft.posts)
        offices = [office for post in posts if (office := self.office(post, labels))]
        if named:
            held = self.actor(entry.id, named[-1], offices)
        elif entry.old is not None:
            before = msgspec.json.decode(entry.old, type=Held)
            held = replace(before, actor=with_offices(before.actor, offices))
        else:
            return None
        names = dict.fromkeys((held.actor.name, *held.actor.aliases))
        keys = dict.fromkeys(key for name in names if is_name(key := name_key(name)))
        return Row(msgspec.json.encode(held), held.weight, keys) if keys else None

    def office(self, post: Post, labels: Mapping[str, bytes]) -> Office | None:
        """An office with its name; None where nothing names it."""
        label = labels.get(post.ref) if post.ref else None
        told = msgspec.json.decode(label, type=Label) if label else None
        name = post.office or (told.name if told else "")
        if not name:
            return None
        country = (told.country if told else None) or post.country
        return Office(office=name[:1].upper() + name[1:], country=country,
                      sector=self.sectors(name), since=post.since, until=post.until,
                      source=self.source)  # fmt: skip

    def actor(self, key: str, draft: Draft, offices: Sequence[Office]) -> Held:
        """A draft as an actor; its country, where it has none, is that of its offices."""
        countries = {office.country for office in offices if office.country}
        country = draft.country or (countries.pop() if len(countries) == 1 else None)
        kind = Kind.PERSON if draft.kind is Kind.UNKNOWN and offices else draft.kind
        made = Actor(
            id=content_id("a", "imported", key), name=draft.name, kind=kind, country=country,
            sector=draft.sector, wikidata=draft.wikidata,
            aliases=tuple(dict.fromkeys(n for n in draft.aliases if n != draft.name))[:MOST_NAMES],
        )  # fmt: skip
        placed = [o if o.country else replace(o, country=country) for o in offices]
        return Held(with_offices(made, placed), draft.weight)

    def country(self, code: str) -> str | None:
        """A country's three-letter code, from that or the two-letter one, in any case."""
        upper = code.strip().upper()
        return upper if upper in self.countries else self.codes.get(upper)


def with_offices(actor: Actor, offices: Sequence[Office]) -> Actor:
    """An actor with more offices, each once, in order of time."""
    every = {(o.office, o.since, o.until): o for o in (*actor.offices, *offices)}
    ordered = sorted(every.values(), key=lambda office: office.since or "")
    return replace(actor, offices=tuple(ordered))


def is_name(key: str) -> bool:
    """Whether a folded name is one to look for in a text."""
    return 1 < len(key) <= LONGEST


def date(said: str) -> str | None:
    """The ISO date that a text begins with, with as many zeros as the source has ("2014-00-00").

    >>> date("+2014-05-17T00:00:00Z"), date("2014-00-00"), date("soon")
    ('2014-05-17', '2014', None)
    """
    found = DATE.match(said.lstrip("+"))
    if not found:
        return None
    return found.group().split("-00")[0]


def pairs(lexicon: Lexicon, name: str) -> dict[str, tuple[str, ...]]:
    """A list of words such as `Q7278 body PTY`: by its first word, the others."""
    rows = (row.split() for row in lexicon.words.get(name, ()))
    return {row[0]: tuple(row[1:]) for row in rows if row}


@dataclass(frozen=True)
class ImportedActors:
    """Imported actors by name (protocol `Roster`)."""

    table: Table
    digest: str
    memory: Memory[tuple[Actor, ...]] = field(default_factory=Memory, repr=False, compare=False)

    def find(self, name: str, /) -> tuple[Actor, ...]:
        """All actors that bear a name, best known first."""
        return self.memory.of(
            name,
            lambda: tuple(
                msgspec.json.decode(entry, type=Held).actor for entry in self.table.entries(name)
            ),
        )

    def longest(self, words: Sequence[str], /) -> int:
        """How many of the first words (folded) form the longest known name; 0 for none."""
        return self.table.longest([word.encode() for word in words[:8]])
