"""What can be chosen in the forms of a page: types, modes, contexts, countries, names."""

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.analyse.browse import NONE, Filter
from dateline.analyse.faceting import facet
from dateline.analyse.wording import SURE
from dateline.model import Aux, Factuality, Grain, Kind
from dateline.run.verdicts import actor_named, place_named
from dateline.serve.desk import Desk
from dateline.serve.filters import PLACE_GRAINS
from dateline.serve.forms import Known
from dateline.serve.names import countries

NAMES = 60


def options_of(desk: Desk, shown: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the correction form offers; `shown` are the rows whose names come first."""
    types = desk.ontology.types
    names = [who["name"] for row in shown for role in ("actor", "recipient", "attendee")
             for who in row[role]]  # fmt: skip
    rows = desk.ask(facet(Filter(), "actor", NAMES))
    names += [row["label"] for row in rows if row["value"]]
    return {
        "types": list(types),
        "modes": {name: [mode.id for mode in kind.modes] for name, kind in types.items()},
        "contexts": sorted(desk.lexicon.contexts),
        "kinds": ["", *(kind.value for kind in Kind if kind.value)],
        "grains": [grain.value for grain in Grain],
        "place_grains": ["", *(one for one in PLACE_GRAINS if one != NONE)],
        "factualities": [one.value for one in Factuality],
        "sure": SURE,
        "aux": [one.value for one in Aux],
        "names": list(dict.fromkeys(name for name in names if name))[:NAMES],
        "countries": sorted(countries(desk).items()),
        "classes": sorted({item.class_ for item in desk.lexicon.items if item.class_}),
    }


def known_names(desk: Desk) -> Known:
    """What names in a form stand for: by the record, the lexicon and the gazetteer."""

    def actor(name: str) -> Mapping[str, Any] | None:
        with desk.reading() as view:
            return actor_named(view, desk.lexicon, name)

    return Known(actor, lambda name, country: place_named(desk.gazetteer, name, country))
