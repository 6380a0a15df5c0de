"""What holds of each claim that was decided on, and whom or where a name that is given means."""

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.model import Gazetteer, Lexicon, PlaceEntry, Query
from dateline.record import View
from dateline.resolve.identity import listed, state
from dateline.run.deciding import CORRECTED, TOLD, Decision

# How many times the people of any other of its name a place has that is meant without a country.
BETTER_KNOWN = 10


def verdicts(view: View, found: Sequence[Decision]) -> dict[str, str]:
    """For each claim that was decided on, the last decision that holds of it alone.

    It is `accepted`, `corrected`, `rejected`, or `told` of an analyst's own claim. Judgements on
    which claims are one event say nothing of the claims themselves.
    """
    now_at = view.carried()
    held: dict[str, str] = {}
    for one in found:
        if one.undone is not None or one.undoes is not None or one.pairs:
            continue
        verdict = CORRECTED if one.changes else one.verdict
        for key in one.claims:
            claim = now_at.get(key, key)
            # What was corrected, or told, is still so when somebody accepts it afterwards.
            if not (verdict == "accepted" and held.get(claim) in (CORRECTED, TOLD)):
                held[claim] = verdict
    return held


def actor_named(view: View, lexicon: Lexicon, name: str) -> Mapping[str, Any] | None:
    """The actor of the record, else of the lexicon, with a name, if there is one and no more.

    A state is found by its other names too: "Republic of Korea", "USA".
    """
    rows = view.ask(Query(sql="SELECT * FROM actors WHERE name = ? LIMIT 2", parameters=(name,)))
    if rows:
        return rows[0] if len(rows) == 1 else None
    states = [one for one in lexicon.countries if name in (one.name, one.iso3, *one.aliases)]
    found = [state(one) for one in states] + [
        listed(one) for one in lexicon.actors if one.name == name
    ]
    if len(found) != 1:
        return None
    one = found[0]
    return {"id": one.id, "wikidata": one.wikidata, "sector": list(one.sector),
            "kind": one.kind.value, "country": one.country}  # fmt: skip


def place_named(gazetteer: Gazetteer, name: str, country: str = "") -> dict[str, Any] | None:
    """Where a place of that name lies, in a country (ISO 3166 alpha-3) or the best known of all.

    None where there is no such place, or several in as many countries of which none stands out.
    """
    found = [one for one in gazetteer.find(name) if not country or one.country == country]
    found = [one for one in found if one.latitude is not None] or found
    if not found or not stands_out(found):
        return None
    one = found[0]
    return {"country": one.country, "admin1": one.admin1, "geonames": one.geonames,
            "grain": one.grain, "latitude": one.latitude, "longitude": one.longitude}  # fmt: skip


def stands_out(found: Sequence[PlaceEntry]) -> bool:
    """Whether the first of some places, the most populous, is the one that is meant."""
    others = [one.population for one in found if one.country != found[0].country]
    return found[0].population >= BETTER_KNOWN * max(others, default=0)
