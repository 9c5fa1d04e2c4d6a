"""What all figures share: their look, their notice, and how they are written.

Nothing is set globally: `styled` puts the look around each function that draws, and
figures are made without pyplot.
"""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sim.analysis.resample import Interval
from sim.analysis.wording import NOTICE
from sim.files.ledger import Outputs
from sim.plots.fonts import FONT, fitted
from sim.spreadsheet import csv_bytes

# petroff6 (Petroff 2021) without its red: told apart by the colour-blind, and no side's.
BLUE, ORANGE, PURPLE, GREY, VIOLET = "#5790fc", "#f89c20", "#964a8b", "#9c9ca1", "#7a21dd"
INK, FAINT, PAPER = "#222222", "#666666", "#ffffff"
DPI = 150
# Colour, dash and marker by outcome: any one of them tells the lines apart.
OUTCOME_LINES = {
    "deal": (BLUE, "-", "o"),
    "framework_only": (VIOLET, "--", "s"),
    "implementation_failed": (PURPLE, "-.", "^"),
    "collapsed": (ORANGE, (0, (1, 1.2)), "D"),
    "no_agreement": (GREY, (0, (6, 2, 1, 2, 1, 2)), "v"),
}
# Columns of a table for a share's two ranges.
RANGES = tuple(
    f"{kind}_{end}" for kind in ("sampling", "inputs") for end in ("low", "high", "level")
)
_LOOK: dict[str, Any] = {
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.labelsize": 9,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 10.5,
    "axes.titlepad": 10,
    "font.family": [FONT],
    "font.size": 9,
    "legend.frameon": False,
    "path.simplify": True,
    "savefig.dpi": DPI,
    "svg.fonttype": "none",
    "svg.hashsalt": "detente",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.color": FAINT,
    "ytick.labelcolor": INK,
}


Picture = Figure  # what it is called where nothing is drawn


@dataclass(frozen=True, slots=True)
class Plate:
    """A figure ready to be written: its numbers as a table, and itself in words."""

    stem: str
    figure: Figure
    table: pl.DataFrame
    alt: str


@contextmanager
def styled() -> Iterator[None]:
    """The look of all figures; usable as `with styled():` and as a decorator."""
    look: dict[Any, Any] = {k: v for k, v in mpl.rcParamsDefault.items() if k != "backend"}
    with mpl.rc_context(look | _LOOK), warnings.catch_warnings():
        for raw in ("Glyph .* missing from", "Matplotlib currently does not support"):
            warnings.filterwarnings("ignore", raw, UserWarning)  # `fitted` says it in a line
        yield


@styled()
def runs_across(ax: Axes, lines: float, right: float) -> None:
    """Make runs of 100 the axis, above so many lines whose labels stand to the left of it."""
    ax.set_ylim(max(lines, 1) - 0.4, -0.9)
    ax.set_xlim(-2, right)
    ax.set_xticks(range(0, 101, 20))
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_bounds(0, 100)


def new_figure(
    width: float, height: float, rows: Sequence[float] = (1.0,)
) -> tuple[Figure, list[Axes]]:
    """An empty figure (inches) with axes of these relative heights one above the other."""
    layout = ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.07)
    figure = Figure(figsize=(width, height), layout=layout, facecolor=PAPER)
    axes = figure.subplots(
        len(rows), 1, squeeze=False, sharex=True, gridspec_kw={"height_ratios": list(rows)}
    )
    return figure, list(axes[:, 0])


@styled()
def new_row(width: float, height: float, columns: int) -> tuple[Figure, list[Axes]]:
    """An empty figure (inches) with axes side by side that share rows and scale."""
    layout = ConstrainedLayoutEngine(w_pad=0.06, h_pad=0.07)
    figure = Figure(figsize=(width, height), layout=layout, facecolor=PAPER)
    axes = figure.subplots(1, columns, squeeze=False, sharex=True, sharey=True)
    return figure, list(axes[0])


@styled()
def carry(ax: Axes, note: str) -> None:
    """Put the notice, and a note of n and levels, at the foot of the figure of an axes.

    Notes of several plots in one figure are kept, each once.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None
    width = int(figure.get_figwidth() * 17)
    old = figure.get_supxlabel()
    notes = old.split("\n")[1:] if old else []
    new = [line for line in textwrap.wrap(note, width) if line not in notes]
    text = "\n".join([NOTICE[0].upper() + NOTICE[1:] + ".", *notes, *new])
    figure.supxlabel(text, x=0.01, ha="left", fontsize=8, color=FAINT, linespacing=1.4)


@styled()
def headed(figure: Figure, title: str) -> None:
    """Say at the head of a figure what scenario it is of."""
    text = wrapped(title, int(figure.get_figwidth() * 11))
    figure.suptitle(text, x=0.01, ha="left", fontsize=11, fontweight="bold")


def wrapped(text: str, width: int) -> str:
    """Text broken into lines of about `width` characters."""
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines) or text


def spread(places: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of labels moved as little as need be (least squares) so that none overlaps.

    The order given is kept, by rising place; all lie between `low` and `high`, closer
    together than their sizes where there is too little room.
    """
    if not places:
        return []
    from scipy.optimize import isotonic_regression  # noqa: PLC0415  (slow, and few have labels)

    half = np.asarray(sizes, dtype=np.float64) / 2
    offsets = np.concatenate([[0.0], np.cumsum(half[:-1] + half[1:])])
    low, high = low + half[0], high - half[-1]
    if offsets[-1] > high - low:
        offsets *= max(0.0, high - low) / offsets[-1]
    level = isotonic_regression(np.asarray(places) - offsets).x
    moved = np.clip(level, low, max(low, high - offsets[-1])) + offsets
    return [float(place) for place in moved]


def ends(interval: Interval | None) -> tuple[float | None, float | None, float | None]:
    """An interval as three cells of a table: from, to, level."""
    return (None,) * 3 if interval is None else (interval.low, interval.high, interval.level)


def save_plate(plate: Plate, directory: Outputs) -> list[Path]:
    """Write a plate as `save` does."""
    return save(plate.figure, directory, plate.stem, plate.table, plate.alt)


def save(fig: Figure, directory: Outputs, stem: str, table: pl.DataFrame, alt: str) -> list[Path]:
    """Write stem.png, .svg, .csv (the numbers drawn) and .txt (the figure in words).

    Each says what it is of; the CSV in its last column, so that no row goes without.
    Equal figures give equal bytes; each file is complete or absent.
    """
    alt = f"{alt} This is {NOTICE}."
    with styled():
        fitted(fig)
        png, svg = BytesIO(), BytesIO()
        title = stem.replace("-", " ")
        fig.savefig(png, format="png", metadata={"Software": None, "Description": alt})
        described = {"Title": title, "Description": alt, "Date": None, "Creator": None}
        fig.savefig(svg, format="svg", metadata=described)
    files = {
        "png": png.getvalue(),
        "svg": _accessible(svg.getvalue().decode(), alt).encode(),
        "csv": csv_bytes(table.with_columns(pl.lit(NOTICE).alias("notice"))),
        "txt": f"{alt}\n".encode(),
    }
    return [directory.write(f"{stem}.{end}", content) for end, content in files.items()]


def _accessible(svg: str, alt: str) -> str:
    """An SVG that says to a screen reader what it shows."""
    svg = svg.replace("<svg ", '<svg role="img" ', 1)
    return svg.replace("</title>", f"</title>\n <desc>{escape(alt)}</desc>", 1)
