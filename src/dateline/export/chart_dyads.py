"""The chart of dyads: cooperation against conflict, by pair, and over time where periods are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, BinaryIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.ticker import FuncFormatter, MaxNLocator

from dateline.export.canvas import BLUE, INK, VERMILION, canvas, clipped, down, headline
from dateline.model import period_end, period_start

MOST_PAIRS = 20
MOST_PANELS = 8
MOST_BARS = 200
MOST_NAMED = 4
NEAR = 24
Rows = Sequence[Mapping[str, Any]]
Pair = tuple[str, str, str]
SIZE = FuncFormatter(lambda value, _: f"{abs(value):g}")


def dyads(rows: Rows, out: BinaryIO, kind: str) -> None:
    """Draw pairs as bars; with periods, a panel a pair over time. The most frequent pairs first."""
    if rows[0]["period"]:
        over_time(rows, out, kind)
    else:
        by_pair(rows, out, kind)


def pair_of(row: Mapping[str, Any]) -> Pair:
    """The two of a row, and the sign between them: an arrow where direction counts."""
    if "one" in row:
        return row["one"], "–", row["other"]
    return row["actor"], "→", row["recipient"]


def name(pair: Pair) -> str:
    """A pair as a label."""
    return f"{clipped(pair[0], 26)} {pair[1]} {clipped(pair[2], 26)}"


def by_pair(rows: Rows, out: BinaryIO, kind: str) -> None:
    """A bar a pair: conflict to the left, cooperation to the right, net intensity as text."""
    kept = rows[:MOST_PAIRS]
    with canvas(8, 1.5 + 0.3 * len(kept), out, kind) as figure:
        axes = figure.subplots()
        places = range(len(kept))
        axes.barh(places, [-row["conflict"] for row in kept], color=VERMILION, label="conflict")
        axes.barh(places, [row["cooperation"] for row in kept], color=BLUE, label="cooperation")
        axes.axvline(0, color=INK, linewidth=0.8)
        for place, row in zip(places, kept, strict=True):
            net = f"net {row['net'] or 0:+.1f}".replace("-", "−")
            axes.annotate(
                net, (1, place), xycoords=("axes fraction", "data"),
                xytext=(6, 0), textcoords="offset points", va="center", fontsize=8,
            )  # fmt: skip
        down(axes, [name(pair_of(row)) for row in kept])
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.xaxis.set_major_formatter(SIZE)
        axes.set_xlabel("events")
        figure.legend(loc="outside upper right", ncols=2)
        headline(figure, "Who does what to whom", told(len(kept), len(rows), "pairs"))


def over_time(rows: Rows, out: BinaryIO, kind: str) -> None:
    """A panel a pair: cooperation upwards, conflict downwards, on one scale."""
    rows, outside = bulk(rows)
    counted: Counter[Pair] = Counter()
    for row in rows:
        counted[pair_of(row)] += row["events"]
    pairs = sorted(counted, key=lambda pair: (-counted[pair], pair))
    kept = pairs[:MOST_PANELS]
    columns = min(2, len(kept))
    lines = -(-len(kept) // columns)
    least = (max(map(end_of, rows)) - min(map(start_of, rows))) / MOST_BARS
    with canvas(4.6 * columns, 1.2 + 1.7 * lines, out, kind) as figure:
        grid = figure.subplots(lines, columns, sharex=True, sharey=True, squeeze=False)
        for axes, pair in zip_longest(grid.flat, kept):
            if pair is None:
                axes.set_visible(False)
                continue
            panel(axes, [row for row in rows if pair_of(row) == pair], least)
            axes.set_title(name(pair))
        for axes in grid[:, 0]:
            axes.set_ylabel("events")
        if len(kept) % columns:
            grid[-2, -1].xaxis.set_tick_params(labelbottom=True)
        handles, labels = grid[0, 0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper right", ncols=2)
        under = filter(None, (told(len(kept), len(pairs), "pairs"), beyond(outside)))
        headline(figure, "Who does what to whom, over time", "\n".join(under))


def start_of(row: Mapping[str, Any]) -> float:
    """Where the period of a row begins on the axis, in days."""
    return float(date2num(period_start(row["period"])))


def end_of(row: Mapping[str, Any]) -> float:
    """Where the period of a row ends on the axis, in days."""
    return float(date2num(period_end(row["period"])))


def bulk(rows: Rows) -> tuple[Rows, list[str]]:
    """The rows of the time in which the events lie, and the periods far from it, in order.

    Far is beyond Tukey's (1977) outer fences, three times the spread of the middle half of the
    events from it, and never nearer than `NEAR` periods.
    """
    days = sorted(start_of(row) for row in rows for _ in range(row["events"]))
    low, high = days[len(days) // 4], days[-1 - len(days) // 4]
    reach = max(3 * (high - low), NEAR * (end_of(rows[0]) - start_of(rows[0])))
    kept = [row for row in rows if low - reach <= start_of(row) <= high + reach]
    there = {row["period"] for row in kept}
    return kept, sorted({row["period"] for row in rows} - there)


def beyond(outside: Sequence[str]) -> str:
    """Which periods are not on the axis, in words."""
    if not outside:
        return ""
    more = len(outside) - MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return f"Outside the time shown: {', '.join(outside[:MOST_NAMED])}{rest}."


def panel(axes: Axes, rows: Rows, least: float) -> None:
    """One pair over time; no bar is narrower than `least`, in days, so that it can be seen."""
    starts = np.array([start_of(row) for row in rows])
    widths = np.maximum(np.array([end_of(row) for row in rows]) - starts, least / 0.9)
    for side, sign, colour in (("cooperation", 1, BLUE), ("conflict", -1, VERMILION)):
        heights = [sign * row[side] for row in rows]
        axes.bar(starts, heights, widths * 0.9, align="edge", color=colour, label=side)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    axes.yaxis.set_major_formatter(SIZE)
    ticks = AutoDateLocator(minticks=3)
    axes.xaxis.set_major_locator(ticks)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(ticks))


def told(shown: int, there: int, what: str) -> str:
    """How many of what there is are shown."""
    return "" if shown == there else f"The {shown} most frequent of {there} {what}."
