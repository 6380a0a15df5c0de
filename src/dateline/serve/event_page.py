"""All that the page of one event shows: gathered from the view, the journal and the comparisons."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from dateline import __version__
from dateline.analyse import details
from dateline.analyse.marking import SHAPES, Piece, Row, in_sentence
from dateline.analyse.provenance import differing, fields, sayings
from dateline.analyse.wording import KINDS, doubt, heading, source
from dateline.export.cite import Reference, cite
from dateline.merge import Clustering, counted_once, reasons
from dateline.merge.assemble import assemble
from dateline.merge.compare import ENOUGH
from dateline.merge.credits import Wires
from dateline.model import Claim, Document, Query, content_id
from dateline.record import View, from_row, to_row
from dateline.run import judgements_of, now
from dateline.run.deciding import history
from dateline.run.revisions import decisions_on
from dateline.serve.decided import Told, told
from dateline.serve.desk import Desk

REASONS = 30


def seen(desk: Desk, view: View, event: Row) -> dict[str, Any]:
    """What is told of an event, without what can be decided of it."""
    claims = view.ask(details.claims_of(event["claims"]))
    ids = sorted({claim["document"] for claim in claims})
    documents = {row["id"]: row for row in view.ask(details.some("documents", ids))}
    facts = view.ask(details.one("facts", event["id"]))
    sure = min((claim["score"] for claim in claims), default=0.0)
    return {
        "event": event, "title": heading(event), "claims": claims, "documents": documents,
        "fact": facts[0] if facts else fact_of(event, claims),
        "numbers": {claim["id"]: i for i, claim in enumerate(claims, 1)},
        "fields": fields(event, claims, by_machine(view, claims)),
        "sayings": sayings(event, claims), "kinds": KINDS, "source": source,
        "disagreements": differing(event, claims), "evidence": evidence(claims), "shapes": SHAPES,
        "cameo": next((claim["cameo"] for claim in claims if claim["cameo"]), None),
        "doubt": doubt(sure), "words_of_score": doubt,
        **joined(desk, view, claims, documents),
    }  # fmt: skip


def fact_of(event: Row, claims: Sequence[Row]) -> dict[str, Any]:
    """What a page shows of the facts of an event that has none: it is as it was."""
    first = claims[0] if claims else {}
    return {
        **event, "quad": first.get("quad", ""), "intensity": first.get("intensity"),
        "score": min((claim["score"] for claim in claims), default=0.0),
    }  # fmt: skip


def evidence(claims: Sequence[Row]) -> dict[str, list[Piece]]:
    """The sentence of each claim, with the marks of the claim on it."""
    return {claim["id"]: in_sentence(claim) for claim in claims}


def joined(
    desk: Desk, view: View, claims: Sequence[Row], documents: Mapping[str, Row]
) -> dict[str, Any]:
    """Why claims are one event, and which of their reports count once."""
    coded = view.ask(Query(
        sql="SELECT * FROM machine WHERE list_contains(?, id) ORDER BY id",
        parameters=([claim["id"] for claim in claims],),
    ))  # fmt: skip
    nouns = [from_row(row, Claim) for row in coded]
    texts = {key: from_row(row, Document) for key, row in documents.items()}
    judged = view.judged(judgements_of(desk.record))
    return {
        "reasons": list(islice(reasons(nouns, judged), REASONS)), "enough": ENOUGH,
        "once": counted_once(nouns, texts, Wires.build(desk.lexicon)),
    }  # fmt: skip


def by_machine(view: View, claims: Sequence[Row]) -> dict[str, Any] | None:
    """The event as the coder alone has it; None where no claim was corrected."""
    keys = [claim["id"] for claim in claims]
    sql = "SELECT count(*) AS corrected FROM corrected WHERE list_contains(?, id)"
    if not view.ask(Query(sql=sql, parameters=(keys,)))[0]["corrected"]:
        return None
    rows = view.ask(Query(
        sql="SELECT * FROM machine WHERE list_contains(?, id)", parameters=(keys,)
    ))  # fmt: skip
    return dict(to_row(assemble([from_row(row, Claim) for row in rows], {})))


def past(desk: Desk, view: View, event: Row) -> list[Told]:
    """What was decided of an event, oldest first, undoings as well."""
    members = "SELECT claim FROM members WHERE event = ?"
    claims = [row["claim"] for row in view.ask(Query(sql=members, parameters=(event["id"],)))]
    return told(view, decisions_on(view, history(desk.record), claims or event["claims"]))


def merged_from(view: View, event: Row) -> list[str]:
    """The events that the comparison alone would make of the claims of an event, which are one now.

    Their ids lead to it.
    """
    sql = "SELECT * FROM machine WHERE list_contains(?, id)"
    rows = view.ask(Query(sql=sql, parameters=(event["claims"],)))
    clustering = Clustering()
    clustering.add(from_row(row, Claim) for row in rows)
    ids = {content_id("e", min(group)) for group in clustering.groups()}
    return sorted(ids - {event["id"]}) if len(ids) > 1 else []


def reference(desk: Desk, event: Row, url: str | None) -> Reference:
    """An event as it is cited."""
    name = desk.record.path.name.removesuffix(".dateline")
    return Reference(
        id=event["id"], revision=event["revision"], title=heading(event), record=name,
        snapshot=desk.shelf.snapshot, version=__version__,
        reports=event["support"]["independent"], accessed=now()[:10], url=url,
    )  # fmt: skip


def citation(desk: Desk, event: Row, url: str | None) -> str:
    """An event as a citation in words."""
    return cite(reference(desk, event, url), "text").strip()
