"""Which claims to review first: the queue of a reviewer, most doubtful first.

How doubtful each claim is was worked out when the view was built, by `dateline.model.doubt`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.analyse.browse import Filter
from dateline.analyse.keyset import Keyset
from dateline.analyse.scope import choice
from dateline.model import Query

# The key of each order, and whether it goes downwards.
ORDERS: Mapping[str, tuple[str, bool]] = {
    "doubt": ("m.doubt", True),
    "date": ("coalesce(f.first, '')", True),
    "score": ("c.score", False),
    "reports": ("f.independent", True),
    "document": ("c.document || lpad(CAST(c.anchor.start AS VARCHAR), 9, '0')", False),
}
# The orders whose key is a claim's own.
OF_CLAIMS = ("score", "document")
KINDS: Mapping[str, type] = {"doubt": float, "score": float, "reports": int}
WORDS: Mapping[str, str] = {
    "doubt": "most doubtful first",
    "date": "newest first",
    "score": "lowest score first",
    "reports": "most reports first",
    "document": "report by report",
}
TODO = "machine"


@dataclass(frozen=True, slots=True)
class Queue:
    """The claims to review: of the events that filters ask for, else of those nobody has seen."""

    filter: Filter
    order: str = "doubt"

    @property
    def waiting(self) -> Filter:
        """The events whose claims wait."""
        asked = self.filter
        return asked if asked.values("status") else asked.adding("status", TODO)

    def _from(self) -> tuple[str, tuple[object, ...]]:
        choice("order", self.order, ORDERS, "order")
        where, parameters = self.waiting.where()
        sql = f"FROM members AS m JOIN (SELECT * FROM facts WHERE {where}) AS f ON f.id = m.event"  # noqa: S608 - ours
        if self.order in OF_CLAIMS:
            sql += " JOIN claims AS c ON c.id = m.claim"
        return f"{sql} WHERE m.claim NOT IN (SELECT claim FROM rejected)", parameters  # noqa: S608

    def next(self, token: str = "", limit: int = 1) -> Query:
        """The ids of the claims after a token: `id, event, sort_key`."""
        source, parameters = self._from()
        key, down = ORDERS[self.order]
        sql = f"SELECT m.claim AS id, m.event AS event, {key} AS sort_key {source}"
        keys = {"sort_key": KINDS.get(self.order, str), "id": str}
        return Keyset(sql=sql, parameters=parameters, keys=keys, down=down).page(limit - 1, token)

    def key_of(self, claim: str) -> Query:
        """The place of a claim in the order, whoever has seen it: `id, sort_key, doubt`."""
        choice("order", self.order, ORDERS, "order")
        key, _ = ORDERS[self.order]
        sql = (
            f"SELECT c.id AS id, {key} AS sort_key, m.doubt AS doubt FROM claims AS c "  # noqa: S608
            "JOIN members AS m ON m.claim = c.id JOIN facts AS f ON f.id = m.event WHERE c.id = ?"
        )
        return Query(sql=sql, parameters=(claim,))

    def length(self) -> Query:
        """How many claims, of how many events, wait."""
        where, parameters = self.waiting.where()
        counts = "coalesce(sum(claims), 0)::BIGINT AS claims, count(*) AS events"
        return Query(sql=f"SELECT {counts} FROM facts WHERE {where}", parameters=parameters)  # noqa: S608


OTHERS = (
    "SELECT c.id AS id, m.event AS event, c.sentence.text AS sentence, c.outlet AS outlet, "
    "c.published AS published FROM claims AS c JOIN members AS m ON m.claim = c.id "
    "JOIN facts AS f ON f.id = m.event "
)
MOST = 200


def alike(claim: str, role: str, words: str, name: str) -> Query:
    """Other claims whose words for a participant or place were read the same way."""
    choice("role", role, ("actor", "recipient", "attendee", "place"), "role")
    sql = (
        f"{OTHERS} WHERE f.status = '{TODO}' AND c.id <> ? AND "
        f"len(list_filter(c.{role}, lambda p: p.text = ? AND p.name = ?)) > 0 "
        f"ORDER BY c.published, c.id LIMIT {MOST:d}"
    )
    return Query(sql=sql, parameters=(claim, words, name))


def of_pattern(claim: str) -> Query:
    """Other claims that the same entry of the lexicon made of the same words."""
    sql = (
        f"{OTHERS} JOIN machine AS me ON me.id = ? WHERE f.status = '{TODO}' AND c.id <> me.id "
        "AND c.pattern = me.pattern AND lower(c.anchor.text) = lower(me.anchor.text) "
        f"ORDER BY c.published, c.id LIMIT {MOST:d}"
    )
    return Query(sql=sql, parameters=(claim,))
