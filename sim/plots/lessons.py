"""What a record teaches of inputs: each before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from matplotlib.axes import Axes

from sim.analysis.lesson_words import Amounts, shares_told, unit_note
from sim.analysis.lessons import INNER, Lesson, Lessons, Spread
from sim.analysis.wording import percent
from sim.plots.figure import (
    BLUE,
    FAINT,
    GREY,
    INK,
    PAPER,
    Plate,
    carry,
    headed,
    new_figure,
    styled,
)
from sim.text import many

_ABOVE, _BELOW = -0.17, 0.17  # of before and after in a row
_SHADES = (0.35, 0.6, 0.85)  # of words, in turn
_COLUMN = 104.0  # where the numbers of a row begin, on the axis of 100


@styled()
def draw_lessons(ax: Axes, found: Sequence[Lesson], words: Amounts) -> Axes:
    """One row an input: what it may be before the record (thin) and after it (thick).

    Numbers lie between the ends of their own range, 0 to 100; of words the shares do.
    """
    for row, one in enumerate(found):
        if one.before is not None and one.after is not None and one.ends is not None:
            _bar(ax, row, (one.before, one.after), one.ends)
        else:
            _stacked(ax, row, one)
        colour = INK if one.told else FAINT
        ax.text(_COLUMN, row, _told(one, words), va="center", fontsize=7.5, color=colour)
    head = f"before to after: median ({percent(INNER)}), or shares of 100"
    ax.text(_COLUMN, -0.75, head, va="center", fontsize=8)
    ax.set_yticks(range(len(found)), [f"{one.path}{unit_note(one.unit)}" for one in found])
    ax.set_ylim(len(found) - 0.4, -1.0)
    ax.set_xlim(-2, 178)
    ax.set_xticks(range(0, 101, 25))
    ax.vlines(range(0, 101, 25), -0.5, len(found) - 0.5, color=FAINT, alpha=0.2, lw=0.8, zorder=0)
    ax.set_xlabel("numbers: from 0 to 100% of their range; words: of 100 draws", x=0, ha="left")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_bounds(0, 100)
    return ax


def _bar(ax: Axes, row: int, spreads: tuple[Spread, Spread], ends: tuple[float, float]) -> None:
    low, width = ends[0], ends[1] - ends[0]
    before, after = (
        [100 * (value - low) / width for value in (one.low, one.median, one.high)]
        for one in spreads
    )
    flat: dict[str, Any] = {"solid_capstyle": "butt", "zorder": 2}
    ax.plot([before[0], before[2]], [row + _ABOVE] * 2, "-", color=GREY, lw=2, **flat)
    ax.plot(before[1], row + _ABOVE, "|", color=INK, ms=6, mew=1.2, zorder=3)
    ax.plot([after[0], after[2]], [row + _BELOW] * 2, "-", color=BLUE, lw=5, alpha=0.7, **flat)
    ax.plot(after[1], row + _BELOW, "o", color=INK, ms=4, zorder=3)


def _stacked(ax: Axes, row: int, one: Lesson) -> None:
    """Shares end to end, in the order of the words beside them."""
    for place, (height, off, colour) in enumerate([(0.14, _ABOVE, GREY), (0.3, _BELOW, BLUE)]):
        left = 0.0
        for k, (_, *shares) in enumerate(one.shares):
            width = 100 * shares[place]
            ax.barh(
                row + off, width, height, left=left, color=colour, alpha=_SHADES[k % len(_SHADES)],
                edgecolor=PAPER, lw=1.0, zorder=2,
            )  # fmt: skip
            left += width


def _told(one: Lesson, words: Amounts) -> str:
    apart = "" if one.told else "  (not told apart)"
    if one.before is None or one.after is None:
        return shares_told(one) + apart
    before, after = (words.spread(one.unit, found) for found in (one.before, one.after))
    return f"{before} to {after}{apart}"


def lessons_table(found: Sequence[Lesson]) -> pl.DataFrame:
    """The numbers drawn: a row an input that is a number, a row a word of one that is not."""
    rows = []
    for one in found:
        common = {
            "input": one.path,
            "unit": one.unit,
            "learnt": one.distance,
            "adjusted_p": one.adjusted_p,
            "told_apart": one.told,
        }
        numbers = {
            f"{when}_{end}": None if spread is None else getattr(spread, end)
            for when, spread in (("before", one.before), ("after", one.after))
            for end in ("median", "low", "high")
        }
        within = None if one.after is None else one.after.median_within
        numbers["after_median_low"] = None if within is None else within.low
        numbers["after_median_high"] = None if within is None else within.high
        for word, before, after in one.shares or ((None, None, None),):
            words = {"word": word, "before_share": before, "after_share": after}
            rows.append({**common, **numbers, **words})
    return pl.DataFrame(rows, infer_schema_length=None)


@styled()
def lessons_plate(learnt: Lessons, shown: Sequence[Lesson], words: Amounts, title: str) -> Plate:
    """The figure of `draw_lessons`, what the record teaches most first."""
    figure, (ax,) = new_figure(11.0, 1.9 + 0.36 * len(shown))
    headed(figure, title)
    draw_lessons(ax, shown, words)
    ax.set_title("What the record teaches of inputs that nobody can see")
    level = percent(INNER)
    carry(
        ax,
        f"{many(learnt.tries, 'try')} of the inputs, worth {learnt.worth:,.0f} draws after the "
        f"record. Grey: before it, blue: after it; lines the middle {level} of the draws, marks "
        "medians; of words the shares end to end, in the order beside them. Points are of 0-100, "
        "each actor's on a scale of its own. Not told apart: no more than chance, with "
        f"{percent(1 - learnt.level)} false finds among all {many(len(learnt.found), 'input')} "
        "tried.",
    )
    said = "; ".join(f"{one.path} {_told(one, words)}" for one in shown)
    alt = f"{title}. Inputs before and after the record, median and middle {level}: {said}."
    return Plate("lessons", figure, lessons_table(shown), alt)
