"""Events by period, and how much was read in each: what a trend is computed from."""

from dateline.analyse.scope import PERIODS, Parameters, Scope, choice
from dateline.model import Query

QUADS = ("cooperation", "conflict", "verbal", "material", "verbal cooperation",
         "material cooperation", "verbal conflict", "material conflict")  # fmt: skip


def series(scope: Scope, quad: str = "") -> Query:
    """How many events there are in each period that has any, with their ids.

    `quad` keeps the events of a quad class, or of one half of it ("conflict", "verbal").

    Raises:
        UsageError: if there is no such quad class.
    """
    choice("quad", quad or QUADS[0], QUADS, "--quad")
    sql, parameters = scope.chosen()
    sql += (
        " SELECT period, count(*) AS events, sum(reports)::BIGINT AS reports, "
        "list(id ORDER BY day, id) AS event_ids FROM chosen WHERE coalesce(quad, '') LIKE ? "
        "GROUP BY period ORDER BY period"
    )
    columns = ("period", "events", "reports", "event_ids")
    return Query(sql=sql, parameters=(*parameters, f"%{quad}%"), columns=columns)


def coverage(scope: Scope) -> Query:
    """How many reports published in each period were read; copies of a wire report not counted."""
    conditions, parameters = ["day IS NOT NULL"], Parameters()
    for sign, day in ((">=", scope.search.after), ("<=", scope.search.before)):
        if day:
            conditions.append(f"day {sign} TRY_CAST(? AS DATE)")
            parameters += (day,)
    sql = (
        "WITH dated AS (SELECT TRY_CAST(substr(published, 1, 10) AS DATE) AS day "  # noqa: S608
        "FROM documents WHERE syndicated_from IS NULL) "
        f"SELECT {PERIODS[scope.per]} AS period, count(*) AS documents FROM dated "
        f"WHERE {' AND '.join(conditions)} GROUP BY period ORDER BY period"
    )
    return Query(sql=sql, parameters=parameters, columns=("period", "documents"))
