"""Claims, quotes and assessments against hand-read reports.

A gold claim is found when a claim of the same type stands in the same sentence; among several
the one whose anchor overlaps, then the nearest, is taken, one to one. Fields are scored on found
claims only; `whole` also asks for the right actor and recipient countries and kind of source.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.evaluate.measures import percent, prf

Row = Mapping[str, Any]
ROLES = ("actor", "recipient", "attendee")


@dataclass(slots=True)
class Tally:
    """Counts while scoring; `types` holds tp, pred and gold for each type."""

    n: Counter[str] = field(default_factory=Counter)
    types: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def field(self, name: str, hits: int, predicted: int, gold: int) -> None:
        """Count one field of one claim or document."""
        self.n[f"{name}_tp"] += hits
        self.n[f"{name}_pred"] += predicted
        self.n[f"{name}_gold"] += gold

    def rate(self, name: str, *, ok: bool) -> None:
        """Count one yes-or-no field."""
        self.n[f"{name}_n"] += 1
        self.n[f"{name}_ok"] += ok

    def prf(self, name: str) -> dict[str, float]:
        """Precision, recall and F1 of a counted field."""
        return prf(self.n[f"{name}_tp"], self.n[f"{name}_pred"], self.n[f"{name}_gold"])

    def share(self, name: str) -> float | None:
        """The share of yes, in percent; None where nothing was asked."""
        return percent(self.n[f"{name}_ok"], self.n[f"{name}_n"]) if self.n[f"{name}_n"] else None


def overlap(a: Row | None, b: Row | None) -> bool:
    """Whether two spans share a character."""
    if not a or not b or a.get("start") is None or b.get("start") is None:
        return False
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def pair(
    gold: Sequence[Row], predicted: Sequence[Row], at: Callable[[Row], Row],
    said: Callable[[Row], Row], same: Callable[[Row, Row], bool],
) -> list[tuple[Row, Row]]:  # fmt: skip
    """Match rows one to one among those that are the `same`, nearest spans first."""
    options = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            if same(g, p):
                a, b = at(g) or {}, said(p) or {}
                apart = (
                    0 if overlap(a, b) else 1 + abs((a.get("start") or 0) - (b.get("start") or 0))
                )
                options.append((apart, i, j))
    taken_gold: set[int] = set()
    taken: set[int] = set()
    out = []
    for _, i, j in sorted(options):
        if i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            out.append((gold[i], predicted[j]))
    return out


def overlapping(gold: Sequence[Row], predicted: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Match spans that overlap, one to one."""
    return pair(gold, predicted, lambda g: g, lambda p: p, overlap)


def countries(people: Sequence[Row] | None) -> set[str]:
    """The countries of participants; "?" for none."""
    return {who.get("country") or "?" for who in people or ()}


def score_claims(gold_docs: Sequence[Row], tables: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """Score exported tables (`documents, claims, quotes, assessments`) against gold reports."""
    ids = {doc.get("origin") or doc["id"]: doc["id"] for doc in tables["documents"]}
    rows: dict[str, dict[str, list[Row]]] = {}
    for name in ("claims", "quotes", "assessments"):
        rows[name] = defaultdict(list)
        for row in tables[name]:
            rows[name][row["document"]].append(row)
    tally = Tally()
    for doc in gold_docs:
        key = ids.get(doc["id"], "")
        until = doc["annotated_until"]
        claims = [c for c in rows["claims"][key] if c["anchor"]["start"] < until]
        quotes = [q for q in rows["quotes"][key] if q["start"] < until]
        views = [v for v in rows["assessments"][key] if v["content"]["start"] < until]
        gold = {
            kind: [g for g in doc["gold"] if g["k"] == kind] for kind in ("claim", "quote", "view")
        }
        count_claims(tally, gold["claim"], claims)
        count_quotes(tally, gold["quote"], quotes)
        count_views(tally, gold["view"], views)
    missing = [doc["id"] for doc in gold_docs if doc["id"] not in ids]
    return summary(tally, len(gold_docs), missing)


def count_claims(tally: Tally, gold: Sequence[Row], claims: Sequence[Row]) -> None:
    """Count the claims of one document."""

    def same(g: Row, p: Row) -> bool:
        return bool(
            g["type"] == p["type"]
            and g["sentence"]["start"] <= p["anchor"]["start"] < g["sentence"]["end"]
        )

    found = pair(gold, claims, lambda g: g["anchor"], lambda p: p["anchor"], same)
    tally.field("claim", len(found), len(claims), len(gold))
    for g in gold:
        tally.types[g["type"]]["gold"] += 1
    for p in claims:
        tally.types[p["type"]]["pred"] += 1
    spotted = pair(
        gold, claims, lambda g: g["anchor"], lambda p: p["anchor"],
        lambda g, p: overlap(g["anchor"], p["anchor"]),
    )  # fmt: skip
    tally.n["anchor_tp"] += len(spotted)
    tally.n["type_right"] += sum(g["type"] == p["type"] for g, p in spotted)
    for g, p in found:
        tally.types[g["type"]]["tp"] += 1
        count_people(tally, g, p)
        count_source(tally, g, p)
        count_rest(tally, g, p)
        same_kind = g["attribution"]["kind"] == (p.get("attribution") or {}).get("kind")
        whole = same_kind and all(
            countries(g[role]) == countries(p.get(role)) for role in ("actor", "recipient")
        )
        tally.n["whole_tp"] += whole


def count_people(tally: Tally, g: Row, p: Row) -> None:
    """Count the participants of a found claim."""
    for role in ROLES:
        stated = [who for who in g[role] if who.get("start") is not None]
        said = p.get(role) or []
        hits = overlapping(stated, said)
        tally.field(role, len(hits), len(said), len(stated))
        for a, b in hits:
            tally.rate("country", ok=(a.get("country") or "") == (b.get("country") or ""))
            shared = set(a.get("sector") or []) & set(b.get("sector") or [])
            tally.rate("sector", ok=bool(shared) or not a.get("sector"))


def count_source(tally: Tally, g: Row, p: Row) -> None:
    """Count the attribution of a found claim."""
    attribution = p.get("attribution") or {}
    tally.rate("kind", ok=g["attribution"]["kind"] == attribution.get("kind"))
    if g["attribution"]["source"]:
        said = attribution.get("source") or []
        ok = any(overlap(a, b) for a in g["attribution"]["source"] for b in said)
        tally.rate("source", ok=ok)


def count_rest(tally: Tally, g: Row, p: Row) -> None:
    """Count factuality, auxiliary modes, date, place and numbers of a found claim."""
    tally.rate("fact", ok=g["factuality"] == p.get("factuality"))
    aux, said = set(g["aux"]), set(p.get("aux") or [])
    tally.field("aux", len(aux & said), len(said), len(aux))
    if g["when"].get("resolved"):
        first, _, last = g["when"]["resolved"].partition("/")
        when = p.get("when") or {}
        ok = (when.get("first") or "").startswith(first) and bool(when.get("first"))
        tally.rate("when", ok=ok and (when.get("last") or "").startswith(last or first))
    stated = [place for place in g["place"] if place.get("start") is not None]
    places = p.get("place") or []
    tally.field("place", len(overlapping(stated, places)), len(places), len(stated))
    for q in g["quantity"]:
        if q.get("low") is not None:
            numbers = [(x.get("low"), x.get("high")) for x in p.get("quantity") or []]
            tally.rate("number", ok=(q["low"], q["high"]) in numbers)


def count_quotes(tally: Tally, gold: Sequence[Row], quotes: Sequence[Row]) -> None:
    """Count the direct quotes of one document, and their speakers."""
    direct = [g for g in gold if g["direct"]]
    said = [q for q in quotes if q.get("direct")]
    hits = pair(
        direct, said, lambda g: g["content"], lambda p: p, lambda g, p: overlap(g["content"], p)
    )
    tally.field("quote", len(hits), len(said), len(direct))
    for g, p in hits:
        name = (g["source"].get("name") or "").lower().split()
        ok = any(
            overlap(g["source"], who) or (name and name[-1] in (who.get("name") or "").lower())
            for who in p.get("source") or []
        )
        tally.rate("speaker", ok=bool(ok))


def count_views(tally: Tally, gold: Sequence[Row], views: Sequence[Row]) -> None:
    """Count the assessments of one document."""
    hits = pair(
        gold, views, lambda g: g["content"], lambda p: p["content"],
        lambda g, p: overlap(g["content"], p["content"]),
    )  # fmt: skip
    tally.field("view", len(hits), len(views), len(gold))


def summary(tally: Tally, documents: int, missing: list[str]) -> dict[str, Any]:
    """All measures of a tally under the names of the claims scorer."""
    types = {
        name: prf(c["tp"], c["pred"], c["gold"]) for name, c in sorted(tally.types.items())
    }  # fmt: skip
    macro = [types[name]["f1"] for name, c in tally.types.items() if c["gold"]]
    n = tally.n
    return {
        "documents": documents,
        "missing": missing,
        "claim": tally.prf("claim"),
        "claim_macro_f1": round(sum(macro) / len(macro), 1) if macro else 0.0,
        "anchor": prf(n["anchor_tp"], n["claim_pred"], n["claim_gold"]),
        "type_of_found_anchor": percent(n["type_right"], n["anchor_tp"])
        if n["anchor_tp"]
        else None,
        "whole": prf(n["whole_tp"], n["claim_pred"], n["claim_gold"]),
        **{role: tally.prf(role) for role in ROLES},
        "country": tally.share("country"),
        "sector": tally.share("sector"),
        "source_kind": tally.share("kind"),
        "source_found": tally.share("source"),
        "factuality": tally.share("fact"),
        "aux": tally.prf("aux"),
        "when": tally.share("when"),
        "place": tally.prf("place"),
        "number": tally.share("number"),
        "quote": tally.prf("quote"),
        "speaker": tally.share("speaker"),
        "view": tally.prf("view"),
        "types": types,
    }
