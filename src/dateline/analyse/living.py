"""What changed since a time, what is gone, and where it went: for whoever keeps a copy.

An event's id is made of its smallest claim's. Of an event of several claims each could once have
been an event of its own, and given it its id: so each of these ids is told as merged into it.
That names some ids that never were, which is no harm to a copy; none that was is left out.
"""

import base64
import binascii

from dateline.analyse.items import Decided
from dateline.analyse.keyset import Keyset
from dateline.model import Query

LENGTH = 18  # of an id with its letter
# The hash that an event's id is made of its claim's, as `content_id` writes it; in hex.
PREFIX = "\\x00" * 7 + f"\\x{LENGTH:02x}"
HASHED = f"substr(sha256('{PREFIX}'::BLOB || encode({{}})), 1, 20)"


def changed(since: str, decided: Decided) -> Keyset:
    """The ids of events coded or decided on since a time (UTC, ISO 8601), oldest first."""
    dated, parameters = decided.dated()
    sql = f"SELECT id, updated_at FROM ({dated}) WHERE updated_at >= ? AND status <> 'rejected'"  # noqa: S608 - ours
    keys = {"updated_at": str, "id": str}
    return Keyset(sql=sql, parameters=(*parameters, since), keys=keys)


def gone(since: str, decided: Decided) -> Keyset:
    """What was an event, or may have been one, and is none since a time, oldest first.

    Rows have `claim`, which the event's id was made of, `removed_at`, `reason` (`merged`,
    `rejected`, `coded again` or `taken back`) and `merged_into`.
    """
    dated, parameters = decided.dated()
    sql = (
        f"WITH dated AS ({dated}), told AS ("  # noqa: S608 - ours
        "SELECT members.claim AS claim, dated.updated_at AS removed_at, "
        "CASE WHEN status = 'rejected' THEN 'rejected' ELSE 'merged' END AS reason, "
        "CASE WHEN status = 'rejected' THEN NULL ELSE dated.id END AS merged_into, "
        "dated.id AS event, row_number() OVER (PARTITION BY dated.id ORDER BY members.claim) AS n "
        "FROM dated JOIN members ON members.event = dated.id "
        "UNION ALL SELECT former.claim, coalesce(coded.coded_at, ''), 'coded again', NULL, NULL, 2 "
        "FROM former LEFT JOIN coded USING (document) UNION ALL "
        "SELECT claim, taken_at, 'taken back', NULL, NULL, 2 FROM ("
        "SELECT unnest(?::VARCHAR[]) AS claim, unnest(?::VARCHAR[]) AS taken_at) "
        "WHERE claim NOT IN (SELECT claim FROM members)) "
        "SELECT claim, removed_at, reason, merged_into FROM told "
        "WHERE removed_at >= ? AND (n > 1 OR reason = 'rejected')"
    )
    keys = {"removed_at": str, "claim": str}
    own = ([key for key, _ in decided.taken_back], [at for _, at in decided.taken_back])
    return Keyset(sql=sql, parameters=(*parameters, *own, since), keys=keys)


def held() -> Query:
    """How many documents, claims and events there are."""
    counts = ", ".join(
        f"(SELECT count(*) FROM {table}) AS {table}"  # noqa: S608 - ours
        for table in ("documents", "claims", "events")
    )
    return Query(sql=f"SELECT {counts}")


def whereabouts(event: str) -> Query:
    """What has the claim that an event's id is made of: `claim`, and `event` where it is in one.

    `reason` is `merged`, or `coded again` where it is another coder's claim of the same words.
    """
    try:
        wanted = base64.b32decode(event.removeprefix("e-").upper()).hex()
    except (binascii.Error, ValueError):
        wanted = ""
    sql = (
        "SELECT claim, event, 'merged' AS reason FROM members WHERE "  # noqa: S608 - ours
        f"{HASHED.format('claim')} = ? UNION ALL "
        "SELECT former.claim, members.event, 'coded again' FROM former "
        "LEFT JOIN carried ON carried.id = former.claim "
        "LEFT JOIN members ON members.claim = carried.now "
        f"WHERE {HASHED.format('former.claim')} = ?"
    )
    return Query(sql=sql, parameters=(wanted, wanted))
