"""Actors: words for somebody, with a date, in; country, sector and office out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.errors import UsageError
from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.measures import percent
from dateline.evaluate.stages import lexicon
from dateline.ingest.dates import iso_date
from dateline.model import Actor, Kind, Participant
from dateline.resolve import ActorReader
from dateline.resolve.identity import is_held

NEEDS = ()
LATELY = "2015-01-01"
# States that are no more, by those that the actor lists have in their stead.
FORMER_STATES = {"YUG": "SRB", "SCG": "SRB", "CSK": "CZE", "DDR": "DEU", "YMD": "YEM", "SUN": "RUS"}
FIELDS = ("country", "country_2015_on", "sector", "office")
CAPITALS = re.compile(r"\b(?![IVX]+\b)[^\W\d_]{3,}\b")
OFFICES = {
    "chief of state": ("president", "king", "queen", "emperor", "sultan", "amir", "emir", "prince",
                       "duke", "governor", "leader", "chief", "head", "pope", "monarch", "chair"),
    "head of government": ("minister", "premier", "chancellor", "president", "chief", "head",
                           "leader", "taoiseach", "secretary", "mayor", "councillor", "chair"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: who the words mean on a date, and what the gold says; None: not asked.

    `leads`: whether the gold's country is one of those that somebody leads; `began`: the day on
    which the office began, where the gold has that.
    """

    words: str
    on: str | None
    country: str | None = None
    sectors: tuple[str, ...] | None = None
    office: str | None = None
    leads: bool = False
    began: str | None = None


def actors(records: Iterable[Record]) -> Measured:
    """Shares of right countries and sectors, and of leaders whose office is known on the date.

    A sector is right when it is one of those predicted; where the gold gives none, states (which
    are their governments here) and whoever has no sector are right. A leader's country is right
    when it is one of those that the person leads on the date by the actor lists, too: lists of
    leaders ask for one of several true answers (the British king is Canada's). States that are no
    more count as their successors, and where the gold has no country none is asked for.
    `country_2015_on` is the share among leaders whose office began in 2015 or later. An `office`
    is right when one is held on the date whose name says chief of state or head of government, by
    somebody who is in the actor lists: a title in the words themselves does not count. Files of
    leaders (`iso3`) are asked for the day that an office began, and those of one day
    (`meta.snapshot`) for that day.

    Raises:
        UsageError: if no record asks for any of these.
    """
    reader = ActorReader.build(lexicon())
    listed = {actor.id: actor for actor in lexicon().actors}
    n: Counter[str] = Counter()
    predicted = []
    for row in records:
        for asked in questions(row):
            who = reader.identify(asked.words, asked.on)
            marks = right(asked, who, listed.get(who.id or ""))
            for field, ok in marks.items():
                n[f"{field}_n"] += 1
                n[f"{field}_ok"] += ok
            predicted.append(
                {"id": row["id"], "text": asked.words, "on": asked.on, "name": who.name,
                 "country": who.country, "sector": list(who.sector), "office": who.office,
                 "why": who.why, "right": marks}
            )  # fmt: skip
    if not predicted:
        raise UsageError(
            "there is no gold for actors in these records",
            why="none has iso3, leaders, country or code_1 under gold",
            fix="docs/how-to/evaluate.md says which file goes with which task",
            code="evaluate/wrong-file",
        )
    asked_for = [field for field in FIELDS if n[f"{field}_n"]]
    figures: Record = {field: percent(n[f"{field}_ok"], n[f"{field}_n"]) for field in asked_for}
    return Measured({**figures, "n": len(predicted)}, predicted)


def questions(row: Record) -> Iterator[Asked]:
    """What a record asks; those that ask for neither country nor sector nor office give nothing."""
    gold, meta = row["gold"], row.get("meta") or {}
    if "leaders" in gold:
        for leader in gold["leaders"]:
            name = named(leader["titled_name"])
            yield Asked(name, meta.get("snapshot"), gold["iso3"], None, gold["role"], leads=True)
    elif "iso3" in gold:
        began = day(gold.get("start") or gold.get("startdate") or "")
        country = FORMER_STATES.get(gold["iso3"], gold["iso3"])
        yield Asked(row["text"], began, country or None, leads=True, began=began)
    elif "country" in gold or "code_1" in gold:
        sectors = None
        if "code_1" in gold:
            sectors = tuple(code for code in (gold["code_1"],) if code)
        yield Asked(row["text"], day(meta.get("query_date") or ""), gold.get("country"), sectors)


def day(said: str) -> str | None:
    """A date with its zeros ("1945-4-12"); None for "today" and where there is none."""
    parts = said.split("-")
    if not all(part.isdigit() for part in parts):
        return None
    return iso_date("-".join(part.zfill(2) for part in parts))


def named(titled: str) -> str:
    """A name as news writes it, where the gold has family names in capitals."""
    return CAPITALS.sub(lambda word: word[0].title() if word[0].isupper() else word[0], titled)


def led_by(actor: Actor, on: str | None) -> set[str]:
    """The countries in which somebody holds an office on a date; without one, still holds it."""
    return {
        office.country
        for office in actor.offices
        if office.country and (is_held(office, on) if on else office.until is None)
    }


def right(asked: Asked, who: Participant, actor: Actor | None) -> dict[str, bool]:
    """Which answers are right, of those asked for; `actor` is who it is in the actor lists."""
    marks = {}
    if asked.country is not None:
        led = led_by(actor, asked.on) if actor and asked.leads else set()
        marks["country"] = (who.country or "") == asked.country or asked.country in led
        if (asked.began or "") >= LATELY:
            marks["country_2015_on"] = marks["country"]
    if asked.sectors is not None:
        marks["sector"] = (
            bool(set(asked.sectors) & set(who.sector))
            if asked.sectors
            else not who.sector or who.kind is Kind.STATE
        )
    if asked.office is not None:
        office = (who.office or "").casefold()
        marks["office"] = actor is not None and any(
            word in office for word in OFFICES[asked.office]
        )
    return marks
