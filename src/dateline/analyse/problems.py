"""What went wrong with reports, by its code and one by one."""

from dateline.model import Query


def problems_by_code() -> Query:
    """What went wrong, by its code."""
    return Query(
        sql="SELECT code, stage, count(*) AS problems FROM problems GROUP BY code, stage "
        "ORDER BY problems DESC, code"
    )


def problems(code: str = "", limit: int = 200) -> Query:
    """What went wrong with which report, of one code or all."""
    where, parameters = ("WHERE code = ?", (code,)) if code else ("", ())
    sql = f"SELECT * FROM problems {where} ORDER BY origin, stage, code LIMIT {limit:d}"  # noqa: S608
    return Query(sql=sql, parameters=parameters)
