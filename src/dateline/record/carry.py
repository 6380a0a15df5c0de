"""Decisions on claims of an earlier coder, carried over to the same claims of the one that holds.

Another coder gives every claim another id. A claim of the same report, anchor and type is the same
claim, if there is one such claim and no more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import duckdb

from dateline.model import Decided, Judgement

NOTHING: Mapping[str, str] = MappingProxyType({})
CARRIED = """
CREATE TABLE carried AS
WITH told AS (SELECT unnest(claims) AS one FROM all_codings),
old AS (SELECT DISTINCT one.id AS id, one.document AS document, one.anchor.start AS begins,
        one.anchor."end" AS ends, one.type AS type FROM told WHERE one.id IN (SELECT id FROM gone))
SELECT old.id AS id, min(claims.id) AS now FROM old JOIN machine AS claims
  ON claims.document = old.document AND claims.type = old.type
  AND claims.anchor.start = old.begins AND claims.anchor."end" = old.ends
GROUP BY old.id HAVING count(*) = 1
"""


def make_carried(connection: duckdb.DuckDBPyConnection, named: Sequence[str]) -> dict[str, str]:
    """Make the table `carried` (id, now) of claims named by decisions that went; gives it too.

    The codings of all coders are read only if a named claim is not among the claims.
    """
    connection.execute(
        "CREATE TEMP TABLE gone AS SELECT id FROM (SELECT unnest(?::VARCHAR[]) AS id) "
        "WHERE id NOT IN (SELECT id FROM machine)",
        [sorted(set(named))],
    )
    if connection.execute("SELECT count(*) FROM gone").fetchall()[0][0]:
        connection.execute(CARRIED)
    else:
        connection.execute("CREATE TABLE carried (id VARCHAR, now VARCHAR)")
    connection.execute("DROP TABLE gone")
    return dict(connection.execute("SELECT id, now FROM carried").fetchall())


def carry_over(decided: Decided, carried: Mapping[str, str]) -> Decided:
    """Decisions on the claims that hold now."""
    return replace(
        decided,
        judgements=tuple(carried_over(decided.judgements, carried)),
        corrections=tuple(
            replace(one, claim=carried.get(one.claim, one.claim)) for one in decided.corrections
        ),
        verdicts=tuple(
            replace(one, claim=carried.get(one.claim, one.claim)) for one in decided.verdicts
        ),
    )


def carried_over(
    judgements: Sequence[Judgement], carried: Mapping[str, str] = NOTHING
) -> list[Judgement]:
    """Judgements, oldest first, on the claims that hold now; the last on two claims holds."""
    held: dict[frozenset[str], Judgement] = {}
    for one in judgements:
        left, right = carried.get(one.left, one.left), carried.get(one.right, one.right)
        if left != right:
            held.pop(frozenset((left, right)), None)
            held[frozenset((left, right))] = replace(one, left=left, right=right)
    return list(held.values())
