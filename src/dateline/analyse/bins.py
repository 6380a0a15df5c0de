"""Events counted by time, place and pair, for whoever draws them."""

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.analyse.browse import Filter, side
from dateline.analyse.keyset import Keyset
from dateline.analyse.listing import FACETS
from dateline.analyse.scope import PERIODS, choice
from dateline.model import Query

SHARES = (
    "count(*) AS events, sum(independent)::BIGINT AS reports, "
    "count(*) FILTER (quad LIKE '% cooperation') AS cooperation, "
    "count(*) FILTER (quad LIKE '% conflict') AS conflict"
)
BY: Mapping[str, tuple[str, str]] = {
    "actor": ("actors", "recipients"),
    "country": ("actor_countries", "recipient_countries"),
}
COARSE = ("country", "region")
FINEST, COARSEST = 0.05, 30.0  # degrees


def timeline(asked: Filter, per: str, by: str = "") -> Query:
    """Events a period, by the value of a facet or altogether (`value` null).

    An event whose date is coarser than the period, or missing, is counted under the period null.
    """
    choice("period", per, PERIODS, "per")
    value = "NULL"
    if by:
        choice("facet", by, FACETS, "by")
        column, is_list = FACETS[by]
        value = f"unnest({column})" if is_list else f"nullif({column}, '')"
    where, parameters = asked.where()
    grains = f"'{"', '".join(PERIODS)}'"
    fits = f"list_position([{grains}], grain) <= list_position([{grains}], '{per}')"
    sql = (
        f"SELECT CASE WHEN day IS NOT NULL AND {fits} THEN {PERIODS[per]} END AS period, value, "  # noqa: S608 - ours
        f"{SHARES} FROM (SELECT *, {value} AS value, TRY_CAST(first AS DATE) AS day FROM facts "
        f"WHERE {where}) GROUP BY 1, 2 ORDER BY 1 NULLS LAST, events DESC, 2"
    )
    return Query(sql=sql, parameters=parameters)


def cells(asked: Filter, degrees: float) -> Query:
    """Events a cell of the map: `latitude` and `longitude` are the mean of its events'.

    Events whose place is only known as a country or region are no point: see `countries`.
    """
    step = min(max(degrees, FINEST), COARSEST)
    where, parameters = asked.where()
    sql = (
        "SELECT round(avg(latitude), 4) AS latitude, round(avg(longitude), 4) AS longitude, "  # noqa: S608 - ours
        f"{SHARES}, any_value(place ORDER BY id) AS place FROM facts WHERE {where} "
        f"AND latitude IS NOT NULL AND place_grain NOT IN {COARSE} "
        f"GROUP BY floor(latitude / {step}), floor(longitude / {step}) "
        "ORDER BY events DESC, 1, 2"
    )
    return Query(sql=sql, parameters=parameters)


def countries(asked: Filter) -> Query:
    """Events a country; null for those without a place."""
    where, parameters = asked.where()
    value = "unnest(CASE WHEN len(countries) = 0 THEN [NULL] ELSE countries END)"
    sql = (
        f"SELECT country, {SHARES} FROM (SELECT *, {value} AS country FROM facts WHERE {where}) "  # noqa: S608 - ours
        "GROUP BY country ORDER BY events DESC, country"
    )
    return Query(sql=sql, parameters=parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Who to whom: an edge for each pair of actor and recipient, between persons or countries.

    With `party` only the edges that one takes part in.
    """

    filter: Filter
    by: str = "actor"
    party: str = ""

    def keyset(self) -> Keyset:
        """The edges, those of most events first."""
        choice("party", self.by, BY, "by")
        ones, others = BY[self.by]
        where, parameters = self.filter.where()
        if self.party:
            terms = [side(name, self.party) for name in ("actor", "recipient")]
            where += f" AND ({' OR '.join(sql for sql, _ in terms)})"
            parameters += tuple(value for _, values in terms for value in values)
        sided = (
            f"SELECT *, unnest({others}) AS target FROM ("  # noqa: S608 - ours
            f"SELECT *, unnest({ones}) AS source FROM facts WHERE {where})"
        )
        own = ""
        if self.party:
            own, parameters = " WHERE ? IN (source, target)", (*parameters, self.party)
        sql = (
            f"SELECT source, target, {SHARES}, round(sum(intensity), 2) AS net, "  # noqa: S608 - ours
            'round(avg(intensity), 2) AS mean, min(first) AS first, max(last) AS "last" '
            f"FROM ({sided}){own} GROUP BY source, target"
        )
        if self.by == "actor":
            sql = (
                "SELECT e.*, coalesce(one.name, source) AS source_label, "  # noqa: S608 - ours
                f"coalesce(other.name, target) AS target_label FROM ({sql}) AS e "
                "LEFT JOIN actors AS one ON one.id = source "
                "LEFT JOIN actors AS other ON other.id = target"
            )
        else:
            sql = f"SELECT *, source AS source_label, target AS target_label FROM ({sql})"  # noqa: S608 - ours
        keys = {"events": int, "source": str, "target": str}
        return Keyset(sql=sql, parameters=parameters, keys=keys, down=True)


def matrix(asked: Filter, by: str, size: int) -> Query:
    """The edges between the `size` parties that most events are between."""
    held = Edges(filter=asked, by=by).keyset()
    sql = (
        f"WITH edges AS ({held.sql}), parties AS (SELECT party FROM ("  # noqa: S608 - ours
        "SELECT source AS party, events FROM edges UNION ALL SELECT target, events FROM edges) "
        f"GROUP BY party ORDER BY sum(events) DESC, party LIMIT {size:d}) "
        "SELECT edges.* FROM edges WHERE source IN (FROM parties) AND target IN (FROM parties) "
        "ORDER BY events DESC, source, target"
    )
    return Query(sql=sql, parameters=held.parameters)
