"""Charts of analyses as SVG or PNG; matplotlib is loaded when a chart is drawn, not before."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, BinaryIO

PICTURES = ("svg", "png")
CHARTS: Mapping[str, str] = MappingProxyType(
    {
        "dyads": "dateline.export.chart_dyads:dyads",
        "attendance": "dateline.export.chart_pairs:attendance",
        "transfers": "dateline.export.chart_pairs:transfers",
        "trend": "dateline.export.chart_trend:trend",
        "network": "dateline.export.chart_network:network",
    }
)


def draw(chart: str, rows: Sequence[Mapping[str, Any]], out: BinaryIO, kind: str) -> None:
    """Draw the rows of an analysis.

    The same rows give the same bytes. Colours are of the palette of Okabe and Ito (2008), which
    readers with colour-blindness tell apart.

    Args:
        chart: One of `CHARTS`.
        rows: At least one row, as the analysis of that name gives them.
        out: Where the picture goes.
        kind: One of `PICTURES`.
    """
    place, _, function = CHARTS[chart].partition(":")
    drawn: Callable[[Sequence[Mapping[str, Any]], BinaryIO, str], None]
    drawn = getattr(importlib.import_module(place), function)
    drawn(rows, out, kind)
