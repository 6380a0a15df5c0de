"""One actor: in how many events, of which types, with whom, and the last of them."""

from dateline.analyse.browse import SIDES, Filter
from dateline.analyse.tally import CONFLICT, COOPERATION
from dateline.model import Query


def kinds() -> Query:
    """The kinds of actors, with counts."""
    return Query(
        sql="SELECT kind AS value, count(*) AS actors FROM actors WHERE kind <> '' "
        "GROUP BY kind ORDER BY actors DESC, kind"
    )


def parts_taken(key: str) -> Query:
    """How many events somebody takes part in, as what."""
    columns = ", ".join(f"count(*) FILTER (list_contains({side}s, ?)) AS {side}" for side in SIDES)
    sql = f"SELECT {columns} FROM facts WHERE status <> 'rejected'"  # noqa: S608 - ours
    return Query(sql=sql, parameters=(key,) * len(SIDES))


def types_of(asked: Filter) -> Query:
    """The types of some events, with their class."""
    where, parameters = asked.where()
    sql = (
        f"SELECT type, quad, count(*) AS events FROM facts WHERE {where} "  # noqa: S608 - ours
        "GROUP BY type, quad ORDER BY events DESC, type"
    )
    return Query(sql=sql, parameters=parameters)


def partners(key: str, limit: int = 30) -> Query:
    """With whom somebody has to do: on whom it acts (`done`), and who acts on it (`suffered`)."""
    sql = (
        "WITH met AS ("  # noqa: S608 - ours
        "SELECT id, unnest(recipients) AS who, 1 AS done, 0 AS suffered, quad FROM facts "
        "WHERE list_contains(actors, ?) AND status <> 'rejected' UNION ALL "
        "SELECT id, unnest(actors), 0, 1, quad FROM facts "
        "WHERE list_contains(recipients, ?) AND status <> 'rejected') "
        "SELECT who, coalesce(any_value(actors.name), who) AS name, "
        "bool_or(actors.id IS NOT NULL) AS known, count(DISTINCT met.id) AS events, "
        "sum(done)::BIGINT AS done, sum(suffered)::BIGINT AS suffered, "
        f"{CONFLICT}, {COOPERATION} "
        "FROM met LEFT JOIN actors ON actors.id = who WHERE who <> ? GROUP BY who "
        f"ORDER BY events DESC, name LIMIT {limit:d}"
    )
    return Query(sql=sql, parameters=(key, key, key))


def recent(key: str, limit: int = 20) -> Query:
    """The last events in which somebody takes part."""
    sql = (
        "SELECT * FROM facts WHERE (list_contains(actors, ?) OR list_contains(recipients, ?) OR "  # noqa: S608 - ours
        "list_contains(attendees, ?)) AND status <> 'rejected' "
        f"ORDER BY began DESC, id LIMIT {limit:d}"
    )
    return Query(sql=sql, parameters=(key, key, key))
