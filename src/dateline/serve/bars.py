"""The bars of a histogram: numbers for an SVG that needs no script, each bar a link."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from dateline.analyse.browse import Filter
from dateline.analyse.tally import grains
from dateline.model.period import period_end, period_start, periods
from dateline.serve.links import link

WIDTH, HEIGHT = 1000, 84  # units of the drawing
MOST_MONTHS = MOST_YEARS = 200
LABELS = 8
GAP = 0.18


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its period and count, its place in the drawing, and the list that it opens."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    link: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A histogram: `per` names its periods, `ticks` are labels with their places."""

    per: str
    bars: Sequence[Bar] = ()
    ticks: Sequence[tuple[float, str]] = ()
    width: int = WIDTH
    height: int = HEIGHT
    most: int = 0
    counted: int = 0
    peak: str = ""
    filled: Sequence[Bar] = field(default_factory=tuple)
    earlier: int = 0


def by_month(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether counts a month are few enough bars; none at all are not."""
    months = [row["period"] for row in rows]
    return bool(months) and sum(1 for _ in periods(min(months), max(months))) <= MOST_MONTHS


def chart(rows: Iterable[Mapping[str, Any]], asked: Filter, per: str = "month") -> Chart:
    """The histogram of counts a month or a year.

    Of years the last 200 are drawn: a single date long ago would leave no room for the others.
    """
    counts = {row["period"]: row["events"] for row in rows}
    events = sum(counts.values())
    if not counts:
        return Chart(per)
    labels = list(periods(min(counts), max(counts)))[-MOST_YEARS:]
    counts = {label: counts.get(label, 0) for label in labels}
    most = max(counts.values())
    step = WIDTH / len(labels)
    bars = [
        bar(Bar(label, counts[label], place * step, 0, step, 0, ""), most, asked)
        for place, label in enumerate(labels)
    ]
    every = max(1, -(-len(labels) // LABELS))
    ticks = [(place * step, label) for place, label in enumerate(labels) if place % every == 0]
    return Chart(
        per, bars, ticks, most=most, counted=sum(counts.values()),
        peak=max(labels, key=lambda label: counts[label]),
        filled=[one for one in bars if one.count], earlier=events - sum(counts.values()),
    )  # fmt: skip


def bar(one: Bar, most: int, asked: Filter) -> Bar:
    """A bar in its place; a count of one can still be seen."""
    height = max(2.0, (HEIGHT - 4) * one.count / most) if one.count else 0.0
    width = min(one.width * (1 - GAP), 48.0)
    return replace(
        one, x=round(one.x + (one.width - width) / 2, 2), y=round(HEIGHT - height, 2),
        width=round(width, 2), height=round(height, 2), link=within(asked, one.label),
    )  # fmt: skip


def within(asked: Filter, label: str) -> str:
    """The list of the events that are counted in one period."""
    last = period_end(label) - timedelta(days=1)
    narrowed = asked.without("began").adding("began", f"{period_start(label)}~{last}")
    if not asked.values("grain"):
        for grain in grains("month" if len(label) > len("2025") else "year"):
            narrowed = narrowed.adding("grain", grain)
    return link(narrowed)
