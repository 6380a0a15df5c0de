"""Events as GeoJSON (RFC 7946): a feature each, a point where a place is known as one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

# A country or region is no point: its events have no geometry, and their places as properties.
AREAS = ("country", "region")


def geojson_lines(rows: Iterable[Mapping[str, Any]], **told: str) -> Iterator[bytes]:
    """A FeatureCollection, a feature a line, as the rows come.

    Args:
        rows: Events, with `place` as lists of places.
        told: What the collection says of itself, under names that begin with `dateline:`.
    """
    head = {
        "type": "FeatureCollection",
        **{f"dateline:{name}": text for name, text in told.items()},
    }
    yield msgspec.json.encode(head)[:-1] + b',"features":[\n'
    before = b""
    for row in rows:
        yield before + msgspec.json.encode(feature(row))
        before = b",\n"
    yield b"\n]}\n"


def feature(row: Mapping[str, Any]) -> dict[str, Any]:
    """An event as a feature, at the first of its places that is a point."""
    points = (
        [place["longitude"], place["latitude"]]
        for place in row.get("place") or ()
        if place.get("longitude") is not None
        and place.get("latitude") is not None
        and place.get("grain") not in AREAS
    )
    at = next(points, None)
    geometry = {"type": "Point", "coordinates": at} if at else None
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": dict(row)}
