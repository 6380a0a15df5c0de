"""The map: events in cells of a grid of degrees, finer as one looks closer, and by country.

Only events with a place finer than a country have a point; the middle of a country is no place
where anything happened, so these are counted by country. What is known to the province or district
alone is counted apart within a cell.
"""

from dataclasses import dataclass

from dateline.analyse.browse import Filter, bbox
from dateline.analyse.tally import TALLY, among
from dateline.model import Query

POINTS = ("site", "city", "admin2", "admin1")
AREAS = ("admin1", "admin2")
WIDEST = 6.0
CLOSEST = 6
MOST_CELLS = 3_000


@dataclass(frozen=True, slots=True)
class Zoom:
    """How close one looks, 0 for the whole world; each step halves the cells.

    `within` is west, south, east and north in degrees; empty for everywhere.
    """

    level: int = 0
    within: str = ""

    @property
    def size(self) -> float:
        """The side of a cell in degrees."""
        return WIDEST / float(1 << min(max(self.level, 0), CLOSEST))


def cells(asked: Filter, size: float, within: str = "", limit: int = MOST_CELLS) -> Query:
    """The cells with most events, each with the mean of its points and its commonest place.

    `size` is the side of a cell in degrees, `within` as for `Zoom`.

    Columns are `x` and `y` (the cell's number from the meridian and the equator), `longitude`,
    `latitude`, `place`, `places` (how many), those of `TALLY`, and `areas` (events known to a
    province or district alone).
    """
    where, parameters = asked.where()
    if within:
        inside, bounds = bbox("bbox", within)
        where, parameters = f"{where} AND {inside}", (*parameters, *bounds)
    side = f"{size:.8f}"
    sql = (
        f"SELECT floor(longitude / {side})::INTEGER AS x, floor(latitude / {side})::INTEGER AS y, "  # noqa: S608 - ours
        "round(avg(longitude), 4) AS longitude, round(avg(latitude), 4) AS latitude, "
        f"mode(place) AS place, approx_count_distinct(place) AS places, {TALLY}, "
        f"count(*) FILTER (place_grain IN {among(AREAS)}) AS areas FROM facts WHERE {where} "
        f"AND latitude IS NOT NULL AND place_grain IN {among(POINTS)} "
        f"GROUP BY x, y ORDER BY events DESC, x, y LIMIT {limit:d}"
    )
    return Query(sql=sql, parameters=parameters)


def countries(asked: Filter) -> Query:
    """Events by country of their places, null for those without: `country`, `TALLY`, `coarse`.

    `coarse` are those of which no more is known than the country.
    """
    where, parameters = asked.where()
    each = "unnest(CASE WHEN len(countries) = 0 THEN [NULL] ELSE countries END)"
    sql = (
        f"SELECT country, {TALLY}, count(*) FILTER (NOT pointed) AS coarse FROM ("  # noqa: S608 - ours
        f"SELECT {each} AS country, quad, independent, "
        f"coalesce(place_grain IN {among(POINTS)}, false) AS pointed "
        f"FROM facts WHERE {where}) GROUP BY country ORDER BY events DESC, country"
    )
    return Query(sql=sql, parameters=parameters)


def placed(asked: Filter) -> Query:
    """How many `events` there are, with a point (`pointed`) and without any place (`nowhere`)."""
    where, parameters = asked.where()
    sql = (
        "SELECT count(*) AS events, count(*) FILTER (latitude IS NOT NULL AND place_grain IN "  # noqa: S608 - ours
        f"{among(POINTS)}) AS pointed, count(*) FILTER (len(places) = 0) AS nowhere "
        f"FROM facts WHERE {where}"
    )
    return Query(sql=sql, parameters=parameters)
