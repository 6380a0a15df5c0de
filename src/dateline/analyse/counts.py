"""Counts of events by month, type, dyad and the like."""

from collections.abc import Mapping, Sequence

from dateline.errors import UsageError, did_you_mean
from dateline.model import Query

BY: Mapping[str, str] = {
    "year": "strftime(\"when\".first::DATE, '%Y')",
    "month": "strftime(\"when\".first::DATE, '%Y-%m')",
    "day": '"when".first',
    "type": "type",
    "mode": "mode",
    "standing": "standing",
    "actor": "coalesce(actor[1].name, '')",
    "recipient": "coalesce(recipient[1].name, '')",
    "dyad": "coalesce(actor[1].country, '?') || '>' || coalesce(recipient[1].country, '?')",
    "country": "coalesce(place[1].country, actor[1].country, '?')",
}


def counts(by: Sequence[str]) -> Query:
    """How many events, claims and reports there are for each value of one or more fields.

    Raises:
        UsageError: if a field is none of `BY`.
    """
    for name in by:
        if name not in BY:
            raise UsageError(
                f"cannot count by {name!r}",
                why=f"the fields are {', '.join(BY)}{did_you_mean(name, BY)}",
                fix="give one or more of them, joined by commas: --by month,type",
                code="stats/unknown-field",
            )
    fields = ", ".join(f"{BY[name]} AS {name}" for name in by)
    places = ", ".join(str(i) for i in range(1, len(by) + 1))
    sql = (
        f"SELECT {fields}, count(*) AS events, sum(len(claims))::BIGINT AS claims, "  # noqa: S608 - ours
        "sum(support.independent)::BIGINT AS reports "
        f"FROM events GROUP BY {places} ORDER BY events DESC, {places}"
    )
    return Query(sql=sql, columns=(*by, "events", "claims", "reports"))
