"""What holds of each claim that was decided on, and whom a name that is given stands for."""

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.model import Lexicon, Query
from dateline.record import View
from dateline.resolve.identity import listed, state
from dateline.run.decisions import CORRECTED, Decision


def verdicts(view: View, found: Sequence[Decision]) -> dict[str, str]:
    """For each claim that was decided on, the last decision that holds of it alone.

    It is `accepted`, `corrected` or `rejected`. Judgements on which claims are one event say
    nothing of the claims themselves.
    """
    now_at = view.carried()
    held: dict[str, str] = {}
    for one in found:
        if one.undone is not None or one.undoes is not None or one.pairs:
            continue
        verdict = CORRECTED if one.changes else one.verdict
        for key in one.claims:
            claim = now_at.get(key, key)
            # What was corrected is still so when somebody accepts it afterwards.
            if not (verdict == "accepted" and held.get(claim) == CORRECTED):
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
