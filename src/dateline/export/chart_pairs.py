"""The charts of attendance and of transfers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from dateline.export.canvas import BLUE, GREY, INK, PALE, canvas, clipped, down, headline

MOST_PARTIES = 20
MOST_ROWS = 25
Rows = Sequence[Mapping[str, Any]]


def attendance(rows: Rows, out: BinaryIO, kind: str) -> None:
    """Draw who stood with whom as a matrix: the most often present first, events as numbers."""
    together: Counter[tuple[str, str]] = Counter()
    present: Counter[str] = Counter()
    for row in rows:
        for pair in ((row["one"], row["other"]), (row["other"], row["one"])):
            together[pair] += row["events"]
            present[pair[0]] += row["events"]
    order = sorted(present, key=lambda name: (-present[name], name))
    kept = order[:MOST_PARTIES]
    grid = np.array([[together[a, b] for b in kept] for a in kept], dtype=float)
    side = max(4.5, 2.6 + 0.32 * len(kept))
    with canvas(side + 0.6, side, out, kind) as figure:
        axes = figure.subplots()
        most = grid.max()
        shades = np.where(grid > 0, 0.25 + 0.75 * grid / most, np.nan)
        axes.imshow(shades, cmap="Blues", vmin=0, vmax=1.25, aspect="equal")
        axes.plot(range(len(kept)), range(len(kept)), "x", color=PALE, markersize=5)
        for i, j in zip(*np.nonzero(grid), strict=True):
            colour = "white" if shades[i, j] > 0.8 else INK  # noqa: PLR2004 - dark enough
            axes.text(j, i, f"{grid[i, j]:g}", ha="center", va="center", color=colour, fontsize=8)
        labels = [clipped(name, 30) for name in kept]
        axes.set_yticks(range(len(kept)), labels)
        axes.set_xticks(range(len(kept)), labels, rotation=60, ha="right", rotation_mode="anchor")
        axes.tick_params(length=0)
        axes.set_xticks(np.arange(len(kept) + 1) - 0.5, minor=True)
        axes.set_yticks(np.arange(len(kept) + 1) - 0.5, minor=True)
        axes.tick_params(which="minor", length=0)
        axes.grid(visible=False, which="major")
        axes.grid(visible=True, which="minor", color="white", linewidth=1.5)
        for spine in axes.spines.values():
            spine.set_visible(False)
        under = "Events at which both were present."
        if len(kept) < len(order):
            under += f" The {len(kept)} most often present of {len(order)}."
        headline(figure, "Who stood with whom", under)


def transfers(rows: Rows, out: BinaryIO, kind: str) -> None:
    """Draw what was given to whom: events as bars, the numbers told as text."""
    order = sorted(rows, key=lambda row: -row["events"])
    kept = order[:MOST_ROWS]
    with canvas(9, 1.6 + 0.32 * len(kept), out, kind) as figure:
        axes = figure.subplots()
        places = range(len(kept))
        axes.barh(places, [row["events"] for row in kept], color=BLUE, height=0.62)
        for place, row in zip(places, kept, strict=True):
            axes.annotate(
                amount(row), (row["events"], place), xytext=(5, 0), textcoords="offset points",
                va="center", fontsize=8, color=INK if row["low"] is not None else GREY,
            )  # fmt: skip
        down(axes, [label(row) for row in kept])
        axes.set_xlim(0, max(row["events"] for row in kept) * 1.6)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.grid(visible=True, axis="x", color=PALE)
        axes.set_xlabel("events")
        under = "Numbers: least to most over all reports."
        if len(kept) < len(rows):
            under += f" The {len(kept)} with most events of {len(rows)} rows."
        headline(figure, "Who gives what to whom", under)


def label(row: Mapping[str, Any]) -> str:
    """Giver, receiver and thing, and the period where there is one."""
    told = (
        f"{clipped(row['giver'], 20)} → {clipped(row['receiver'], 20)}: {clipped(row['what'], 20)}"
    )
    return f"{row['period']}  {told}" if row["period"] else told


def amount(row: Mapping[str, Any]) -> str:
    """The numbers of a row as an interval."""
    if row["low"] is None:
        return "no number"
    bounds = dict.fromkeys(f"{value:,.15g}" for value in (row["low"], row["high"]))
    unit = row["unit"] if row["unit"] != row["what"] else ""
    return f"{' to '.join(bounds)} {unit}".strip()
