"""The claims that one more claim would be merged with, found without merging all again.

What could be like it is looked for widely, by what two claims of one event share at the least; the
merger then says which of these it is like.
"""

from datetime import date, timedelta

import duckdb

from dateline.model import Claim, Decided, Merger, When
from dateline.record.settle import read_claims

# Claims that may be like another: of its type, and told in the same words or in the same report, or
# of the same people at the same time (`dateline.merge.block`).
KIN = """
SELECT * FROM machine WHERE type = ? AND (
  document = ? OR sentence.text = ? OR list_contains(?::VARCHAR[], id) OR (
    ("when".first IS NOT NULL AND "when".last IS NOT NULL) = ?::BOOLEAN
    AND list_has_any(
      list_transform(actor || recipient, lambda p: coalesce(p.country, lower(p.name))),
      ?::VARCHAR[])
    AND coalesce("when".first, '') <= ? AND coalesce("when".last, '') >= ?))
"""


def kin(
    connection: duckdb.DuckDBPyConnection, claim: Claim, merger: Merger, decided: Decided
) -> set[str]:
    """The claims of the table `machine` that a claim, once among them, would be merged with.

    Some that are only beside these may be among them, and so is the claim.
    """
    judged = {
        key for one in decided.judgements for key in (one.left, one.right)
        if claim.id in (one.left, one.right)
    }  # fmt: skip
    people = [who for who in (*claim.actor, *claim.recipient) if who.id or who.name]
    until, since = near_days(claim.when)
    parameters = (
        claim.type, claim.document, claim.sentence.text, sorted(judged), bool(until),
        sorted({who.country or who.name.lower() for who in people}), until, since,
    )  # fmt: skip
    found = {one.id: one for one in (claim, *read_claims(connection, KIN, parameters))}
    for component in merger.components(found.values(), decided.judgements):
        if any(claim.id in group for group in component):
            return {key for group in component for key in group}
    return {claim.id}


def near_days(when: When) -> tuple[str, str]:
    """The last day on which what is near may begin, and the first on which it may end; ISO.

    Both are empty where there is no date.
    """
    if when.first is None or when.last is None:
        return "", ""
    day = timedelta(days=1)
    first, last = date.fromisoformat(when.first[:10]), date.fromisoformat(when.last[:10])
    return (last + day).isoformat(), (first - day).isoformat()
