"""Reports whose claims an analyst has seen, as gold: the form that `evaluate claims` reads.

A report is annotated from its beginning to the first sentence with a claim that nobody has decided
on. Gold are the claims up to there as they were accepted or corrected, without those rejected. Of
what the coder did not find, gold is only what an analyst told: recall is measured against that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
DOCUMENT = ("id", "title", "published", "outlet", "text")
PEOPLE = ("actor", "recipient", "attendee")
SPAN = ("start", "end", "text")
REJECTED = "rejected"


def gold_rows(
    documents: Iterable[Row], claims: Mapping[str, Sequence[Row]], verdicts: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """The reports that were seen, whole or from their beginning, each as a gold record.

    Args:
        documents: The reports.
        claims: The claims of each report as corrected, rejected ones as well.
        verdicts: For each claim that was decided on: `accepted`, `corrected`, `rejected` or `told`.
    """
    for doc in documents:
        told = sorted(claims.get(doc["id"], ()), key=lambda claim: claim["anchor"]["start"])
        unseen = [claim["sentence"]["start"] for claim in told if claim["id"] not in verdicts]
        until = min(unseen, default=len(doc["text"]))
        seen = [claim for claim in told if claim["anchor"]["start"] < until]
        if seen:
            right = [claim for claim in seen if verdicts[claim["id"]] != REJECTED]
            yield {
                **{name: doc[name] for name in DOCUMENT}, "set": "claims",
                "annotated_until": until, "gold": [gold_claim(claim) for claim in right],
            }  # fmt: skip


def gold_claim(claim: Row) -> dict[str, Any]:
    """A claim as gold has it."""
    sentence, told = claim["sentence"], claim["attribution"]
    return {
        "k": "claim", "id": claim["id"],
        "sentence": {name: sentence[name] for name in ("number", "start", "end")},
        "anchor": span(claim["anchor"]), "type": claim["type"], "mode": claim["mode"],
        "context": list(claim["context"]),
        **{role: [person(who) for who in claim[role]] for role in PEOPLE},
        "place": [{**span(one), "name": one["name"], "geonames": one["geonames"]}
                  for one in claim["place"]],
        "when": when(claim["when"]),
        "quantity": [{**span(one), "low": one["low"], "high": one["high"], "unit": one["unit"]}
                     for one in claim["quantity"]],
        "item": [{**span(one), "name": one["name"]} for one in claim["item"]],
        "attribution": {"kind": told["kind"], "source": [person(who) for who in told["source"]],
                        "cue": span(told["cue"]) if told["cue"]["text"] else None},
        "factuality": claim["factuality"], "aux": list(claim["aux"]),
    }  # fmt: skip


def span(row: Row) -> dict[str, Any]:
    """A span: where it starts and ends, and its words."""
    return {name: row[name] for name in SPAN}


def person(who: Row) -> dict[str, Any]:
    """A participant as gold has it."""
    told = {name: who[name] for name in ("name", "country")}
    return {**span(who), **told, "sector": list(who["sector"] or ())}


def when(row: Row) -> dict[str, Any]:
    """A date as gold has it: a day, or first and last; not resolved where there is none."""
    first, last = row["first"], row["last"]
    resolved = first if first == last else f"{first}/{last}"
    return {**span(row), **({"resolved": resolved} if first else {})}
