"""How a change shifts what the futures of one run come to: a forest of paired shifts."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes

from sim.analysis.shifts import Shift, points, points_span
from sim.analysis.wording import named, percent
from sim.plots.figure import (
    BLUE,
    FAINT,
    INK,
    PAPER,
    Plate,
    carry,
    headed,
    new_figure,
    styled,
    wrapped,
)

_ABOVE, _BELOW = -0.16, 0.16  # of the two dots in a row
_PLACES = (110.0, 131.0, 157.0)  # of the columns of numbers, on the axis of 100 futures


@styled()
def draw_arms(ax: Axes, shifts: Sequence[Shift]) -> Axes:
    """One row an outcome: an open dot without the change, a full one with it, joined.

    The bar behind the full one is the interval of the shift, from the open one on.
    """
    for row, one in enumerate(shifts):
        ends = [100 * one.without, 100 * one.given]
        bar = [ends[0] + 100 * one.interval.low, ends[0] + 100 * one.interval.high]
        ax.hlines(row + _BELOW, max(0.0, bar[0]), min(100.0, bar[1]), color=BLUE, lw=7, alpha=0.4)
        ax.plot(ends, [row + _ABOVE, row + _BELOW], "-", color=FAINT, lw=1.2, zorder=2)
        ax.plot(ends[0], row + _ABOVE, "o", mfc=PAPER, mec=INK, mew=1.3, ms=7, zorder=3)
        ax.plot(ends[1], row + _BELOW, "o", color=BLUE, mec=INK, mew=0.8, ms=7, zorder=3)
    _columns(ax, shifts)
    rows = len(shifts)
    ax.set_yticks(range(rows), [named(one.outcome) for one in shifts])
    ax.tick_params(axis="y", length=0, labelsize=10)
    ax.set_ylim(rows - 0.5, -1.6)
    ax.set_xlim(-2, 172)
    ax.set_xticks(range(0, 101, 20))
    ax.set_xlabel("of 100 futures", x=52 / 174)
    ax.vlines(range(0, 101, 20), -0.5, rows - 0.5, color=FAINT, alpha=0.2, lw=0.8, zorder=0)
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_bounds(0, 100)
    ax.plot(2, -0.75, "o", mfc=PAPER, mec=INK, mew=1.3, ms=7)
    ax.text(5, -0.75, "without the change", va="center", fontsize=8.5)
    ax.plot(52, -0.75, "o", color=BLUE, mec=INK, mew=0.8, ms=7)
    ax.text(55, -0.75, "with it", va="center", fontsize=8.5)
    return ax


def _columns(ax: Axes, shifts: Sequence[Shift]) -> None:
    """The shift of each row beside it, with its interval, and whether it is told apart."""
    level = percent(shifts[0].interval.level)
    for place, head in zip(_PLACES, ("shift,\nof 100", f"{level} interval", ""), strict=True):
        ax.text(place, -0.75, head, ha="center", va="center", fontsize=8.5, linespacing=1.2)
    for row, one in enumerate(shifts):
        told = "told apart" if one.told_apart else "not told apart"
        texts = (points(one.shift), points_span(one.interval), told)
        for place, text, size in zip(_PLACES, texts, (9.5, 9, 8.5), strict=True):
            shown = text.replace("-", "\u2212")
            weight = "bold" if one.told_apart and size != 8.5 else "normal"
            ax.text(place, row, shown, ha="center", va="center", fontsize=size, fontweight=weight)


def shifts_table(shifts: Sequence[Shift]) -> pl.DataFrame:
    """The numbers drawn, one row an outcome; shares of 1."""
    return pl.DataFrame(
        [
            {
                "outcome": one.outcome,
                "futures": one.pairs,
                "share_without": one.without,
                "share_with": one.given,
                "only_without": one.lost,
                "only_with": one.gained,
                "shift": one.shift,
                "low": one.interval.low,
                "high": one.interval.high,
                "level": one.interval.level,
                "told_apart": one.told_apart,
            }
            for one in shifts
        ]
    )


@styled()
def shifts_plate(shifts: Sequence[Shift], title: str, change: str, where: str) -> Plate:
    """The figure of `draw_arms`: what is changed, and where in which run."""
    figure, (ax,) = new_figure(8.6, 4.8)
    headed(figure, title)
    draw_arms(ax, shifts)
    ax.set_title(wrapped(f"{where}: {change}", 92))
    n, level = f"{shifts[0].pairs:,}", percent(shifts[0].interval.level)
    carry(
        ax,
        f"n = {n} futures of one run, each with the same luck without the change and with it. "
        f"Bar: {level} interval of the paired shift, each outcome by itself. What no source "
        "reports is as this run drew it: more futures do not vary it.",
    )
    said = "; ".join(
        f"{named(one.outcome)} {points(one.shift)} of 100 futures ({points_span(one.interval)})"
        for one in shifts
    )
    alt = (
        f"{title}. {where}: {change}. Shift of each outcome over {n} futures of one run, with its "
        f"{level} interval: {said}."
    )
    return Plate("shifts", figure, shifts_table(shifts), alt)
