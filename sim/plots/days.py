"""When the runs ended: cumulative incidence of each outcome over days after the record."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from matplotlib.axes import Axes

from sim.analysis.design import Design
from sim.analysis.timing import Incidence, Timing
from sim.analysis.wording import in_100, named, percent, size_of
from sim.plots.figure import (
    FAINT,
    OUTCOME_LINES,
    Plate,
    carry,
    headed,
    new_figure,
    spread,
    styled,
)
from sim.text import many


@styled()
def draw_days(ax: Axes, lines: Sequence[Incidence]) -> Axes:
    """Steps that end at each outcome's share, each named where it ends."""
    last = float(lines[0].days[-1])
    for line in lines:
        colour, dash, marker = OUTCOME_LINES[line.outcome]
        ax.fill_between(line.days, 100 * line.low, 100 * line.high, step="post", color=colour,
                        alpha=0.13, lw=0)  # fmt: skip
        ax.step(line.days, 100 * line.share, where="post", color=colour, ls=dash, lw=2,
                marker=marker, markevery=_marked(line), ms=5)  # fmt: skip
    _labels(ax, lines, last)
    ax.set_ylim(0, _top(lines))
    ax.set_xlim(0, last)
    ax.set_xlabel("days after the record")
    ax.set_ylabel("of 100 runs, ended so by then")
    ax.grid(axis="y", color=FAINT, alpha=0.2)
    ax.set_title(f"When {_counted(lines)} ended, and how")
    carry(
        ax,
        f"n = {_counted(lines)}. Shade: {percent(lines[0].level)} interval at each day by "
        "itself, if all were played again. Framework only and no agreement are told at the "
        "last day, when talks are cut off.",
    )
    return ax


def _labels(ax: Axes, lines: Sequence[Incidence], last: float) -> None:
    """Each outcome's name and share beside the end of its line, apart from each other."""
    top = _top(lines)
    upward = sorted(lines, key=lambda line: float(line.share[-1]))
    ends = [100 * float(line.share[-1]) for line in upward]
    places = spread(ends, [0.07 * top] * len(ends), -0.035 * top, 1.035 * top)
    for line, end, place in zip(upward, ends, places, strict=True):
        colour, _, marker = OUTCOME_LINES[line.outcome]
        ax.plot([last, 1.03 * last, 1.05 * last], [end, place, place], color=colour, lw=1,
                clip_on=False)  # fmt: skip
        ax.plot(1.065 * last, place, marker, color=colour, ms=6, clip_on=False)
        text = f"{named(line.outcome)}  {in_100(float(line.share[-1]))}"
        ax.annotate(text, (1.065 * last, place), xytext=(7, 0), textcoords="offset points",
                    va="center", annotation_clip=False)  # fmt: skip


def _counted(lines: Sequence[Incidence]) -> str:
    return many(lines[0].runs, "run")


def _marked(line: Incidence) -> list[int]:
    """Where a line bears its marker: now and then, once it has left 0."""
    rising = np.flatnonzero((line.share > 0) & (line.days < line.days[-1]))
    return [int(k) for k in rising[len(rising) // 10 :: max(1, len(rising) // 5)]]


def _top(lines: Sequence[Incidence]) -> float:
    return min(100.0, max(5.0, 108 * max(float(np.max(line.high)) for line in lines)))


def days_table(lines: Sequence[Incidence]) -> pl.DataFrame:
    """The numbers drawn, one row an outcome and day; shares of 1."""
    return pl.concat(
        pl.DataFrame(
            {"day": line.days, "share": line.share, "low": line.low, "high": line.high}
        ).select(pl.lit(line.outcome).alias("outcome"), pl.all(), pl.lit(line.level).alias("level"))
        for line in lines
    )


@styled()
def days_plate(
    lines: Sequence[Incidence], timings: Sequence[Timing], design: Design, title: str
) -> Plate:
    """The figure of `draw_days`; its words also give the timings."""
    figure, (ax,) = new_figure(8.2, 4.8)
    headed(figure, title)
    draw_days(ax, lines)
    carry(ax, f"{size_of(design)}.")
    ends = "; ".join(f"{named(x.outcome)} {in_100(float(x.share[-1]))}" for x in lines)
    alt = (
        f"{title}: runs ended in each outcome by day after the record ({size_of(design)}). "
        f"At the last day, of 100 runs: {ends}. {' '.join(_said(x) for x in timings)}"
    )
    return Plate("days", figure, days_table(lines), alt.strip())


def _said(timing: Timing) -> str:
    if timing.median is None:
        return f"No run had a {timing.what}."
    return (
        f"The {timing.what}s of {many(timing.count, 'run')}: middle one on day "
        f"{timing.median:.0f}, middle half from {timing.lower_quartile:.0f} to "
        f"{timing.upper_quartile:.0f}."
    )
