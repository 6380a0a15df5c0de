"""The chart of a trend: rates with their limits, the fitted line, levels; below, what was read."""

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.ticker import MaxNLocator

from dateline.export.canvas import BLUE, GREY, INK, PALE, VERMILION, canvas, headline
from dateline.model import period_end, period_start

Rows = Sequence[Mapping[str, Any]]
CROWDED = 80


def trend(rows: Rows, out: BinaryIO, kind: str) -> None:
    """Draw a series of rates over the number of reports that it rests on."""
    starts = date2num([period_start(row["period"]) for row in rows])
    ends = date2num([period_end(row["period"]) for row in rows])
    with canvas(9, 5.2, out, kind) as figure:
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
        rates(upper, rows, (starts + ends) / 2)
        fitted(upper, rows, (starts + ends) / 2)
        steps(upper, rows, starts, ends)
        upper.set_ylim(bottom=0)
        upper.set_ylabel("events for 100 reports")
        documents = [row["documents"] for row in rows]
        lower.bar(starts, documents, (ends - starts) * 0.9, align="edge", color=GREY)
        lower.set_ylabel("reports read")
        lower.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
        ticks = AutoDateLocator(minticks=3)
        lower.xaxis.set_major_locator(ticks)
        lower.xaxis.set_major_formatter(ConciseDateFormatter(ticks))
        figure.legend(loc="outside upper right", ncols=3)
        headline(figure, "Events against what was read", "Bars and band: 95% intervals.")


def rates(axes: Axes, rows: Rows, middles: Any) -> None:  # noqa: ANN401 - an array of days
    """A point a period with its limits; where there are many, without them."""
    seen = [(day, row) for day, row in zip(middles, rows, strict=True) if row["rate"] is not None]
    days = [day for day, _ in seen]
    points = [row["rate"] for _, row in seen]
    if len(rows) > CROWDED:
        axes.plot(days, points, ".", color=INK, markersize=3, label="rate")
        return
    below = [row["rate"] - row["low"] for _, row in seen]
    above = [row["high"] - row["rate"] for _, row in seen]
    axes.errorbar(
        days, points, yerr=(below, above), fmt="o", color=INK, ecolor=GREY, elinewidth=1,
        markersize=4, label="rate",
    )  # fmt: skip


def fitted(axes: Axes, rows: Rows, middles: Any) -> None:  # noqa: ANN401 - an array of days
    """The fitted line and its band."""
    seen = [(day, row) for day, row in zip(middles, rows, strict=True) if row["trend"] is not None]
    if not seen:
        return
    days = [day for day, _ in seen]
    low, middle, high = (
        [row[key] for _, row in seen] for key in ("trend_low", "trend", "trend_high")
    )
    axes.fill_between(days, low, high, color=BLUE, alpha=0.18, linewidth=0)
    axes.plot(days, middle, color=BLUE, linewidth=1.8, label="trend")


def steps(axes: Axes, rows: Rows, starts: Any, ends: Any) -> None:  # noqa: ANN401 - arrays of days
    """The level of each stretch, and where a new one begins."""
    told = False
    for row, start, end in zip(rows, starts, ends, strict=True):
        if row["level"] is None:
            continue
        name = "" if told else "level"
        axes.plot((start, end), (row["level"],) * 2, color=VERMILION, linewidth=1.8, label=name)
        told = True
        if row["changed"]:
            axes.axvline(start, color=VERMILION, linestyle=":", linewidth=1.2)
            axes.annotate(
                row["period"], (start, 1), xycoords=("data", "axes fraction"), xytext=(3, -2),
                textcoords="offset points", va="top", fontsize=8, color=VERMILION,
                bbox={"facecolor": "white", "edgecolor": PALE, "linewidth": 0, "pad": 1},
            )  # fmt: skip
