"""Scenarios side by side: a forest of differences, one panel an outcome."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes

from sim.analysis.contrasts import Comparison, Contrast, by_size, moved_most
from sim.analysis.shifts import points, points_span
from sim.analysis.wording import named, percent
from sim.plots.figure import BLUE, FAINT, INK, PAPER, Plate, carry, headed, new_row, styled
from sim.talks.events import OUTCOMES

_KIND = {"now": "", "start": " (from start)", "other": " (scenario)"}


@styled()
def draw_contrasts(ax: Axes, found: Sequence[Contrast]) -> Axes:
    """One row each: the difference in runs of 100 with its interval, full where told apart."""
    for row, one in enumerate(found):
        ends = [100 * one.interval.low, 100 * one.interval.high]
        ax.plot(ends, [row, row], "-", color=INK, lw=1.4, zorder=2)
        face = BLUE if one.told_apart else PAPER
        ax.plot(100 * one.difference, row, "o", mfc=face, mec=INK, mew=1.0, ms=6.5, zorder=3)
    ax.axvline(0, color=FAINT, lw=0.8, zorder=1)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="y", color=FAINT, alpha=0.15, lw=0.8)
    ax.set_axisbelow(True)
    return ax


def contrasts_table(beside: Sequence[Comparison]) -> pl.DataFrame:
    """The numbers drawn, one row a difference; shares of 1."""
    return pl.DataFrame(
        [
            {
                "beside": one.name,
                "from": one.kind,
                "runs": one.runs,
                "outcome": c.outcome,
                "share_as_it_is": c.base,
                "share": c.other,
                "difference": c.difference,
                "low": c.interval.low,
                "high": c.interval.high,
                "level": c.interval.level,
                "told_apart": c.told_apart,
                "only_beside": c.gained,
                "only_as_it_is": c.lost,
            }
            for one in beside
            for c in one.contrasts
        ],
        schema_overrides={"only_beside": pl.Int64, "only_as_it_is": pl.Int64},
        infer_schema_length=None,
    )


@styled()
def contrasts_plate(beside: Sequence[Comparison], title: str, size: str) -> Plate:
    """The figure of `draw_contrasts`: rows sorted by the outcome in the first panel."""
    first = moved_most(beside)
    order = [first, *(name for name in OUTCOMES if name != first)]
    ordered = by_size(beside, first)
    figure, panels = new_row(11.0, 2.3 + 0.34 * len(beside), len(order))
    headed(figure, title)
    for ax, outcome in zip(panels, order, strict=True):
        draw_contrasts(ax, [one.of(outcome) for one in ordered])
        ax.set_title(named(outcome))
    panels[0].set_yticks(range(len(ordered)), [f"{one.name}{_KIND[one.kind]}" for one in ordered])
    panels[0].set_ylim(len(ordered) - 0.5, -0.5)
    panels[len(panels) // 2].set_xlabel("runs of 100 more or fewer than as it is")
    level = percent(beside[0].contrasts[0].interval.level)
    carry(
        panels[0],
        f"Each {size}. Lines: {level} intervals, each by itself; full dots: told apart from 0. "
        "Variants from now are paired with the same kept runs; those from the start, and other "
        "scenarios, are conditioned on their record anew.",
    )
    said = "; ".join(
        f"{one.name} {points(one.of(first).difference)} ({points_span(one.of(first).interval)})"
        for one in ordered
    )
    alt = f"{title}. Runs of 100 by which the share of {named(first)} differs: {said}."
    return Plate("compare", figure, contrasts_table(beside), alt)
