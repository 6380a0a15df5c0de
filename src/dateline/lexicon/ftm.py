"""FollowTheMoney entities as JSON Lines, as OpenSanctions and Aleph export them.

Persons, bodies and companies become actors. `Occupancy` ties a person to a `Position`; nested
exports have both inside the person.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.lexicon.drafts import Draft, Label, Post, RowReader, Sectors, date, pairs
from dateline.lexicon.wikidata import decoded
from dateline.model import Kind, Lexicon

NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
PLACES = ("country", "citizenship", "nationality", "jurisdiction", "mainCountry")


class FollowTheMoney(RowReader):
    """Reads entities."""

    def __init__(self, lexicon: Lexicon, source: str, sectors: Sectors) -> None:
        """Take the tables of a lexicon."""
        super().__init__(lexicon, source, sectors)
        self.schemata = pairs(lexicon, "import.ftm.schema")
        self.topics = pairs(lexicon, "import.ftm.topic")

    def pieces(self, line: bytes) -> Iterator[tuple[str, Draft | Label]]:
        """The entity of a line, if it is somebody, an office, or who holds it."""
        if not line.strip():
            return
        entity = decoded(line)
        schema, properties = entity.get("schema"), entity.get("properties")
        if not isinstance(schema, str) or not isinstance(properties, dict):
            raise ValueError("has no schema or no properties")  # noqa: TRY004 - wrong data
        if schema == "Position":
            yield str(entity.get("id")), self.label(properties)
        elif schema == "Occupancy":
            yield from self.occupancy(properties)
        elif schema in self.schemata:
            draft = self.somebody(entity, properties, self.schemata[schema])
            if draft.name:
                yield str(entity.get("id")), draft

    def label(self, properties: Mapping[str, Any]) -> Label:
        """An office."""
        return Label(first(properties, "name"), self.home(properties))

    def occupancy(self, properties: Mapping[str, Any]) -> Iterator[tuple[str, Draft]]:
        """Who holds an office, as a piece of each holder."""
        post = self.post(properties)
        for holder in texts(properties, "holder"):
            yield holder, Draft(posts=(post,))

    def post(self, properties: Mapping[str, Any]) -> Post:
        """An office held; the office itself may be nested or named by its id."""
        office = next(iter(properties.get("post", ())), "")
        since, until = date(first(properties, "startDate")), date(first(properties, "endDate"))
        if isinstance(office, dict):
            told = self.label(office.get("properties") or {})
            return Post(office=told.name, country=told.country, since=since, until=until)
        return Post(ref=str(office), since=since, until=until)

    def somebody(
        self, entity: Mapping[str, Any], properties: Mapping[str, Any], told: tuple[str, ...]
    ) -> Draft:
        """A person or body."""
        sectors = [told[1:], *(self.topics.get(t, ()) for t in texts(properties, "topics"))]
        nested = [one for one in properties.get("positionOccupancies", ()) if isinstance(one, dict)]
        posts = [self.post(one.get("properties") or {}) for one in nested]
        posts += [Post(office=office) for office in texts(properties, "position")]
        names = [name for kind in NAMES for name in texts(properties, kind)]
        return Draft(
            name=str(entity.get("caption") or first(properties, "name")),
            kind=Kind(told[0].replace("_", " ")), country=self.home(properties),
            sector=tuple(dict.fromkeys(one for group in sectors for one in group)),
            wikidata=first(properties, "wikidataId") or None,
            aliases=tuple(names), posts=tuple(posts), weight=len(names),
        )  # fmt: skip

    def home(self, properties: Mapping[str, Any]) -> str | None:
        """The country of an entity."""
        for kind in PLACES:
            for code in texts(properties, kind):
                if found := self.country(code):
                    return found
        return None


def texts(properties: Mapping[str, Any], name: str) -> list[str]:
    """The values of a property that are texts; of nested entities their ids."""
    values = properties.get(name) or ()
    found = (value.get("id") if isinstance(value, dict) else value for value in values)
    return [value for value in found if isinstance(value, str) and value]


def first(properties: Mapping[str, Any], name: str) -> str:
    """The first value of a property."""
    return next(iter(texts(properties, name)), "")
