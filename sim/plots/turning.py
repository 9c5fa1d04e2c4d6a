"""Where along a run its futures changed: shares of every outcome by day, swings named."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from sim.analysis.shifts import points, points_span
from sim.analysis.turning import Stretch, TurningPoint, TurningPoints
from sim.analysis.wording import in_100, named, percent
from sim.plots.figure import (
    FAINT,
    INK,
    OUTCOME_LINES,
    Plate,
    carry,
    headed,
    new_figure,
    spread,
    styled,
    wrapped,
)
from sim.talks.events import OUTCOMES
from sim.text import many

MOST = 6  # swings named in the figure
_ROW, _WIDE = 13, 112  # of the list below: points a line, characters a line


@styled()
def draw_shares(ax: Axes, found: TurningPoints) -> Axes:
    """A line an outcome: upright where a decision moves it, slanted in between."""
    days = np.repeat([row.day for row in found.rows], 2)
    marked = slice(1, None, 2 * max(1, len(found.rows) // 6))
    ends = {}
    for outcome in OUTCOMES:
        colour, dash, marker = OUTCOME_LINES[outcome]
        shares = [100 * x for row in found.rows for x in (row.before[outcome], row.after[outcome])]
        ax.plot(days, shares, color=colour, ls=dash, lw=1.8, clip_on=False)
        ax.plot(days[marked], shares[marked], marker, color=colour, ms=4.5, clip_on=False)
        ends[outcome] = shares[-1]
    ax.set_ylim(0, 100)
    ax.set_xlim(min(0.0, float(days[0])), max(float(days[-1]), 1.0))
    ax.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10], integer=True))
    ax.xaxis.set_major_formatter("{x:+g}")
    ax.tick_params(axis="x", labelbottom=True)
    ax.set_xlabel("days after the record")
    ax.set_ylabel("of 100 futures from there on")
    ax.grid(axis="y", color=FAINT, alpha=0.2)
    _name_lines(ax, ends)
    return ax


def _name_lines(ax: Axes, ends: Mapping[str, float]) -> None:
    """Each outcome's name and share beside the end of its line, apart from each other."""
    upward = sorted(ends, key=lambda outcome: ends[outcome])
    places = spread([ends[outcome] for outcome in upward], [7.0] * len(upward), -3, 103)
    low, last = ax.get_xlim()
    wide = last - low
    for outcome, place in zip(upward, places, strict=True):
        colour, _, marker = OUTCOME_LINES[outcome]
        across = [last, last + 0.012 * wide, last + 0.022 * wide]
        ax.plot(across, [ends[outcome], place, place], color=colour, lw=1, clip_on=False)
        ax.plot(across[-1], place, marker, color=colour, ms=6, clip_on=False)
        text = f"{named(outcome)}  {in_100(ends[outcome] / 100)}"
        ax.annotate(text, (across[-1], place), xytext=(7, 0), textcoords="offset points",
                    va="center", annotation_clip=False)  # fmt: skip


@styled()
def draw_swings(ax: Axes, rows: Sequence[TurningPoint]) -> Axes:
    """The event number of each swing above the plot, with a line down to what it moved."""
    low, high = ax.get_xlim()
    ordered = sorted(rows, key=lambda row: row.seq)
    sizes = [0.05 * (high - low)] * len(ordered)
    places = spread([row.day for row in ordered], sizes, low, high)
    for row, place in zip(ordered, places, strict=True):
        ends = [100 * row.before[row.outcome], 100 * row.after[row.outcome]]
        ax.plot([place, row.day, row.day], [106, 101, max(ends)], color=INK, lw=0.8,
                ls=(0, (2, 2)), clip_on=False, zorder=1)  # fmt: skip
        ax.plot([row.day] * 2, ends, color=OUTCOME_LINES[row.outcome][0], lw=6, alpha=0.5,
                solid_capstyle="butt")  # fmt: skip
        ax.text(place, 106, str(row.seq), ha="center", va="bottom", fontweight="bold")
    return ax


def swing_told(row: TurningPoint, what: str) -> str:
    """A swing in words: what happened, and which share it moved by how much."""
    before, after = in_100(row.before[row.outcome]), in_100(row.after[row.outcome])
    return f"{what}: {_moved(row, before, after)}"


def stretch_told(found: TurningPoints) -> str:
    """In words, the stretch without a decision that moves a share most; "" if none does."""
    if not found.stretches:
        return ""
    one = found.stretches[0]
    shift = next(shift for shift in one.shifts if shift.outcome == one.outcome)
    moved = _moved(one, in_100(shift.without), in_100(shift.given))
    return f"after {one.after} and before {one.until} nobody decides: {moved}"


def _moved(one: TurningPoint | Stretch, before: str, after: str) -> str:
    return (
        f"{named(one.outcome)} {before} to {after} of 100 "
        f"({points(one.shift)}; {points_span(one.interval)})"
    )


def _listed(
    found: TurningPoints, rows: Sequence[TurningPoint], what: Mapping[int, str]
) -> list[tuple[str, str, str]]:
    """What stands below the plot: event, day and words."""
    lines = [
        (str(row.seq), f"{math.floor(row.day):+d}", swing_told(row, what[row.seq])) for row in rows
    ]
    if not rows:
        lines.append(("", "", "No decision's swing is told apart from 0."))
    stretch = stretch_told(found)
    if stretch:
        lines.append(("", f"{math.floor(found.stretches[0].first_day):+d}", stretch))
    return lines


@styled()
def list_swings(ax: Axes, lines: Sequence[tuple[str, str, str]]) -> Axes:
    """Event, day and words, one under the other."""
    ax.axis("off")
    down = 0
    for seq, day, text in lines:
        cells = ((0, seq, INK), (28, day, FAINT), (62, wrapped(text, _WIDE), INK))
        for place, cell, colour in cells:
            ax.annotate(cell, (0, 1), (place, -_ROW * down), xycoords="axes fraction",
                        textcoords="offset points", va="top", fontsize=8.5, color=colour,
                        fontweight="bold" if place == 0 else "normal")  # fmt: skip
        down += _rows(text)
    return ax


def _rows(text: str) -> int:
    return 1 + wrapped(text, _WIDE).count("\n")


def turning_table(found: TurningPoints, what: Mapping[int, str]) -> pl.DataFrame:
    """The numbers drawn, one row a decision and outcome; shares of 1."""
    rows = [
        {
            "event": row.seq,
            "day": row.day,
            "what": what[row.seq],
            "outcome": one.outcome,
            "futures": one.pairs,
            "before": one.without,
            "after": one.given,
            "swing": one.shift,
            "low": one.interval.low,
            "high": one.interval.high,
            "level": one.interval.level,
            "joint_level": found.level,
            "called": one.told_apart,
        }
        for row in found.rows
        for one in row.shifts
    ]
    return pl.DataFrame(rows)


@styled()
def turning_plate(found: TurningPoints, what: Mapping[int, str], title: str) -> Plate:
    """The shares along a run, its largest swings numbered in it and told below.

    Parameters
    ----------
    found
        With at least one decision.
    what
        What happened, by event number.
    title
        Of the run.
    """
    rows = found.called[:MOST]
    lines = _listed(found, rows, what)
    below = 0.1 + _ROW * sum(_rows(text) for *_, text in lines) / 72
    figure, (ax, rest) = new_figure(9.4, 5.6 + below, [4.2, below])
    headed(figure, title)
    draw_shares(ax, found)
    draw_swings(ax, rows)
    list_swings(rest, lines)
    n, level = f"{found.futures:,}", percent(found.level)
    ax.set_title(
        f"The futures of one run, before and after each of {_many(found)}", pad=34 if rows else 10
    )
    note = (
        f"n = {n} futures before and after each decision. Upright: what the decision moves; "
        f"slanted: time, and luck that is nobody's decision. Numbered: swings told apart from 0 "
        f"at a joint {level} over {found.comparisons:,} comparisons. A large swing is no measure "
        "of fault."
    )
    carry(ax, note)
    alt = (
        f"{title}: shares of the outcomes of {n} futures, before and after each of "
        f"{_many(found)}. Swings told apart from 0 at a joint {level}: "
        f"{'; '.join(' '.join(parts).strip() for parts in lines)}."
    )
    return Plate("turning-points", figure, turning_table(found, what), alt)


def _many(found: TurningPoints) -> str:
    return many(len(found.rows), "decision")
