"""The chart of a network: parties on a circle and their ties, cooperation against conflict."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from dateline.export.canvas import BLUE, GREY, INK, SKY, VERMILION, canvas, clipped, headline

MOST_PARTIES = 40
MOST_IN_PANELS = 20
MOST_PANELS = 6
MOST_TIES = 150
ROOM = 1.55
LETTERS, LETTERS_IN_PANELS = 18, 15
Rows = Sequence[Mapping[str, Any]]
LOOKS = {1: (BLUE, "solid", "cooperation"), -1: (VERMILION, (0, (4, 2)), "conflict"),
         0: (GREY, "dotted", "as much of both")}  # fmt: skip


def network(rows: Rows, out: BinaryIO, kind: str) -> None:
    """Draw ties: colour and dashes by sign, width by events; a panel for each of the last periods.

    A party stands in the same place in every panel.
    """
    periods = sorted({row["period"] for row in rows})
    shown = periods[-MOST_PANELS:]
    rows = [row for row in rows if row["period"] in shown]
    kept = chosen(rows, shown)
    there = [row for row in rows if row["one"] in kept and row["other"] in kept]
    ties = sorted(there, key=lambda row: -row["events"])[: MOST_TIES * len(shown)]
    around = np.linspace(0, 2 * np.pi, len(kept), endpoint=False)
    angles = dict(zip(order(kept, ties), map(float, around), strict=True))
    columns = min(3, len(shown))
    lines = -(-len(shown) // columns)
    wide = len(shown) == 1
    side = 8.2 if wide else 4.6
    with canvas(side * columns, side * lines + 0.8, out, kind) as figure:
        grid = figure.subplots(lines, columns, squeeze=False)
        for axes in grid.flat:
            axes.set_axis_off()
        for axes, period in zip(grid.flat, shown, strict=False):
            axes.set_title(period)
            panel(
                axes, [row for row in ties if row["period"] == period], angles, 18 if wide else 15
            )
        handles = [
            Line2D([], [], color=colour, linestyle=dashes, linewidth=2, label=name)
            for colour, dashes, name in LOOKS.values()
        ]
        figure.legend(handles=handles, loc="outside upper right", ncols=3)
        headline(
            figure,
            "Who has ties with whom",
            " ".join(
                (
                    "Colour: net intensity of all events of the two; width: events.",
                    left_out(len(kept), len(events_of(rows)), "busiest", "parties"),
                    left_out(len(ties), len(there), "strongest", "ties between them"),
                    left_out(len(shown), len(periods), "last", "periods"),
                )
            ),
        )


def chosen(rows: Rows, periods: Sequence[str]) -> list[str]:
    """The parties that are drawn: the busiest of each period, then the busiest of all."""
    most = MOST_PARTIES if len(periods) == 1 else MOST_IN_PANELS
    busy = events_of(rows)
    order = sorted(busy, key=lambda name: (-busy[name], name))
    kept: dict[str, None] = {}
    for period in periods:
        own = events_of([row for row in rows if row["period"] == period])
        first = sorted(own, key=lambda name: (-own[name], -busy[name], name))
        kept |= dict.fromkeys(first[: most // len(periods)])
    return list(kept | dict.fromkeys(order))[:most]


def events_of(ties: Rows) -> Counter[str]:
    """How many events each party's ties hold."""
    busy: Counter[str] = Counter()
    for row in ties:
        busy[row["one"]] += row["events"]
        busy[row["other"]] += row["events"]
    return busy


def order(names: Sequence[str], ties: Rows) -> list[str]:
    """The parties so that each stands beside one that it has much to do with.

    From the busiest on, the next is the one with most events with the last; if there is none
    left, with anybody placed; else the busiest that remains.
    """
    together: Counter[tuple[str, str]] = Counter()
    for row in ties:
        together[row["one"], row["other"]] += row["events"]
        together[row["other"], row["one"]] += row["events"]
    left = list(names)
    placed: list[str] = []
    near: Counter[str] = Counter()
    while left:
        last = placed[-1] if placed else ""
        following = max(left, key=lambda name: (together[last, name], near[name]))
        left.remove(following)
        placed.append(following)
        for name in left:
            near[name] += together[following, name]
    return placed


def panel(axes: Axes, ties: Rows, angles: Mapping[str, float], letters: int) -> None:
    """One period: ties below, parties above them, their names around."""
    most = max((row["events"] for row in ties), default=1)
    places = {name: np.array([np.cos(a), np.sin(a)]) for name, a in angles.items()}
    for row in sorted(ties, key=lambda row: row["events"]):
        colour, dashes, _ = LOOKS[row["sign"]]
        one, other = places[row["one"]], places[row["other"]]
        bend = Path([one, (one + other) * 0.27, other], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        width = 0.7 + 3.3 * row["events"] / most
        axes.add_patch(
            PathPatch(bend, fill=False, edgecolor=colour, linestyle=dashes, linewidth=width,
                      alpha=0.75)
        )  # fmt: skip
    busy = events_of(ties)
    top = max(busy.values(), default=1)
    for name, (x, y) in places.items():
        there = name in busy
        size = 25 + 175 * busy[name] / top if there else 8
        axes.scatter(x, y, s=size, color=SKY if there else GREY, edgecolor=INK, linewidth=0.6,
                     zorder=3)  # fmt: skip
        tell(axes, clipped(name, letters), angles[name], INK if there else GREY)
    axes.set_xlim(-ROOM, ROOM)
    axes.set_ylim(-ROOM, ROOM)
    axes.set_aspect("equal")


def tell(axes: Axes, name: str, angle: float, colour: str) -> None:
    """A name outside the circle, read from left to right."""
    turned = np.pi / 2 < angle < 3 * np.pi / 2
    degrees = np.degrees(angle) + (180 if turned else 0)
    axes.text(
        1.08 * np.cos(angle), 1.08 * np.sin(angle), name, rotation=degrees, color=colour,
        ha="right" if turned else "left", va="center", rotation_mode="anchor", fontsize=8,
    )  # fmt: skip


def left_out(shown: int, there: int, which: str, what: str) -> str:
    """How many of what there is are drawn."""
    return "" if shown == there else f"The {shown} {which} of {there} {what}."
