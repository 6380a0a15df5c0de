"""What a source is cited for, word by word: its claims, quotes and assessments."""

from collections.abc import Mapping, Sequence

from dateline.analyse.cited import PLACES
from dateline.model import Query

# The table of each kind of citation, its own words, and what it is.
READ: Mapping[str, tuple[str, str, str]] = {
    "claim": ("claims", "anchor.text", "type"),
    "quote": ("quotes", "text", "CASE WHEN direct THEN 'direct' ELSE 'indirect' END"),
    "assessment": ("assessments", "content.text", "kind"),
}


def said(place: str, ids: Sequence[str], limit: int) -> Query:
    """The claims, quotes or assessments with these ids, the newest report first.

    Rows: `id, words` (its own), `what` (type, direct or indirect, kind), `number` and `sentence`,
    `document, title, outlet, published, language`, and the `event` of a claim.
    """
    if place not in PLACES:
        raise ValueError(place)
    table, words, what = READ[place]
    sql = (
        f"SELECT one.id AS id, one.{words} AS words, {what} AS what, "  # noqa: S608 - ours
        "one.sentence.number AS number, one.sentence.text AS sentence, document, title, "
        "coalesce(documents.outlet, origin) AS outlet, documents.published AS published, "
        "documents.language AS language, "
        f"{'members.event' if place == 'claim' else 'NULL'} AS event FROM {table} AS one "
        "JOIN documents ON documents.id = one.document "
        f"{'LEFT JOIN members ON members.claim = one.id ' if place == 'claim' else ''}"
        "WHERE list_contains(?, one.id) "
        "ORDER BY coalesce(documents.published, '') DESC, document, number, one.id "
        f"LIMIT {limit:d}"
    )
    return Query(sql=sql, parameters=(list(ids),))
