"""Wikidata's JSON dump, one item a line: persons with their offices, and bodies.

Which classes, occupations and positions count stands in the lexicon (`import.wikidata.` words). An
office's name is the label of its own item, wherever in the dump that is.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dateline.lexicon.drafts import Draft, Label, Post, RowReader, Sectors, date, pairs
from dateline.model import Kind, Lexicon

HUMAN = "Q5"
INSTANCE, SUBCLASS, COUNTRY, CITIZEN, OFFICE, WORK = "P31", "P279", "P17", "P27", "P39", "P106"
JURISDICTION, HOLDER, START, END = "P1001", "P1308", "P580", "P582"
LANGUAGES = ("en", "mul", "en-gb", "en-ca")
Claims = Mapping[str, Any]


class Wikidata(RowReader):
    """Reads lines of the dump."""

    def __init__(self, lexicon: Lexicon, source: str, sectors: Sectors) -> None:
        """Take the tables of a lexicon."""
        super().__init__(lexicon, source, sectors)
        self.classes = pairs(lexicon, "import.wikidata.class")
        self.works = pairs(lexicon, "import.wikidata.occupation")
        self.positions = frozenset(lexicon.words.get("import.wikidata.position", ()))
        self.states = {c.wikidata: c.iso3 for c in lexicon.countries if c.wikidata}

    def pieces(self, line: bytes) -> Iterator[tuple[str, Draft | Label]]:
        """The item of a line, if it is somebody or an office."""
        text = line.strip().rstrip(b",")
        if text in (b"", b"[", b"]"):
            return
        item = decoded(text)
        name, claims = label_of(item), item.get("claims") or {}
        if not name or not isinstance(claims, dict):
            return
        key, kinds = str(item.get("id")), targets(claims, INSTANCE)
        if HUMAN in kinds:
            if draft := self.person(key, name, item, claims):
                yield key, draft
            return
        if self.positions.intersection((*kinds, *targets(claims, SUBCLASS))) or HOLDER in claims:
            yield key, Label(name, self.state(claims, JURISDICTION, COUNTRY))
        told = next((self.classes[kind] for kind in kinds if kind in self.classes), None)
        if told:
            yield key, Draft(
                name=name, kind=Kind(told[0].replace("_", " ")), sector=told[1:], wikidata=key,
                country=self.state(claims, COUNTRY), aliases=aliases_of(item), weight=weight(item),
            )  # fmt: skip

    def person(self, key: str, name: str, item: Claims, claims: Claims) -> Draft | None:
        """A person who holds or held an office, or whose work counts."""
        works = [self.works[one] for one in targets(claims, WORK) if one in self.works]
        country = self.state(claims, CITIZEN)
        posts = tuple(self.posts(claims, country))
        if not works and not posts:
            return None
        return Draft(
            name=name, kind=Kind.PERSON, country=country, posts=posts, wikidata=key,
            sector=tuple(dict.fromkeys(s for work in works for s in work)),
            aliases=aliases_of(item), weight=weight(item),
        )  # fmt: skip

    def posts(self, claims: Claims, country: str | None) -> Iterator[Post]:
        """The offices of a person, with their dates."""
        for statement in statements(claims, OFFICE):
            ref = target(statement.get("mainsnak"))
            if ref:
                qualifiers = statement.get("qualifiers") or {}
                yield Post(ref=ref, country=country, since=time_of(qualifiers, START),
                           until=time_of(qualifiers, END))  # fmt: skip

    def state(self, claims: Claims, *properties: str) -> str | None:
        """The first state that a property names; the last one preferred of a person's."""
        for name in properties:
            found = [self.states[one] for one in targets(claims, name) if one in self.states]
            if found:
                return found[0]
        return None


def decoded(text: bytes) -> Claims:
    """A line's JSON object.

    Raises:
        ValueError: if it is none.
    """
    try:
        item = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise ValueError(f"is not JSON: {error}") from error
    if not isinstance(item, dict):
        raise ValueError("is no JSON object")  # noqa: TRY004 - wrong data, not a wrong call
    return item


def label_of(item: Claims) -> str:
    """The English name of an item, or the one for all languages."""
    labels = item.get("labels") or {}
    return next((labels[one]["value"] for one in LANGUAGES if one in labels), "")


def aliases_of(item: Claims) -> tuple[str, ...]:
    """The other English names of an item."""
    aliases = item.get("aliases") or {}
    return tuple(one["value"] for language in LANGUAGES for one in aliases.get(language, ()))


def weight(item: Claims) -> int:
    """How well known an item is: the Wikipedias and the like that have a page on it."""
    return len(item.get("sitelinks") or ())


def statements(claims: Claims, name: str) -> list[Claims]:
    """What stands for a property, the preferred first, without what is deprecated."""
    found = [one for one in claims.get(name, ()) if one.get("rank") != "deprecated"]
    return sorted(found, key=lambda one: one.get("rank") != "preferred")


def targets(claims: Claims, name: str) -> list[str]:
    """The items that a property names."""
    return [one for row in statements(claims, name) if (one := target(row.get("mainsnak")))]


def target(snak: Claims | None) -> str:
    """The item that a snak names; nothing where there is none."""
    value = ((snak or {}).get("datavalue") or {}).get("value")
    return str(value.get("id") or "") if isinstance(value, dict) else ""


def time_of(qualifiers: Claims, name: str) -> str | None:
    """The date of a qualifier."""
    for snak in qualifiers.get(name, ()):
        value = (snak.get("datavalue") or {}).get("value")
        if isinstance(value, dict) and value.get("time"):
            return date(str(value["time"]))
    return None
