"""What all charts share: size, type, colours, and how a figure becomes bytes."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, YELLOW = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442",
)  # fmt: skip
INK, GREY, PALE = "#222222", "#777777", "#D9D9D9"
DOTS = 144
STYLE = {
    "font.family": "sans-serif", "font.size": 9, "text.parse_math": False,
    "axes.titlesize": 10, "axes.titleweight": "bold", "axes.titlelocation": "left",
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": GREY,
    "axes.labelcolor": INK, "text.color": INK, "xtick.color": INK, "ytick.color": INK,
    "axes.axisbelow": True, "axes.grid": True, "grid.color": PALE, "grid.linewidth": 0.6,
    "figure.facecolor": "white", "axes.facecolor": "white", "savefig.facecolor": "white",
    "legend.frameon": False, "legend.fontsize": 8, "axes.unicode_minus": True,
    "svg.fonttype": "none", "svg.hashsalt": "dateline", "figure.constrained_layout.use": True,
}  # fmt: skip


@contextmanager
def canvas(width: float, height: float, out: BinaryIO, kind: str) -> Iterator[Figure]:
    """A figure, in inches, that is written as `svg` or `png` when the block is left.

    The font, which comes with matplotlib, has Latin, Greek, Cyrillic and some Arabic; other
    letters are boxes in a PNG. In an SVG they are text, which the reader's own fonts show.
    """
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure = Figure(figsize=(width, height))
        yield figure
        plain = {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(out, format=kind, dpi=DOTS, metadata=plain)


def clipped(text: str, most: int = 34) -> str:
    """Text that fits beside an axis; the middle of a long one is left out."""
    half = (most - 1) // 2
    return text if len(text) <= most else f"{text[:half]}…{text[-half:]}"


def headline(figure: Figure, title: str, under: str = "") -> None:
    """A title on the left, and a smaller line below it."""
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    if under:
        figure.supxlabel(under, x=0.01, ha="left", fontsize=8, color=GREY)


def down(axes: Axes, labels: Sequence[str]) -> None:
    """Rows from top to bottom, with their labels."""
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.margins(y=0.02)
