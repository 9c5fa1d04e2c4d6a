"""How the runs ended: shares with both ranges."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes

from sim.analysis.design import Design
from sim.analysis.shares import OutcomeShare
from sim.analysis.wording import in_100, named, percent, size_of, span_in_100, why_no_range
from sim.plots.figure import (
    BLUE,
    FAINT,
    INK,
    RANGES,
    Plate,
    carry,
    ends,
    headed,
    new_figure,
    styled,
)
from sim.text import many

_ABOVE, _BELOW = -0.16, 0.16  # of the two marks in a row
_PLACES = (109.0, 129.0, 154.0)  # of the columns of numbers, on the axis of 100 runs


@styled()
def draw_outcomes(ax: Axes, shares: Sequence[OutcomeShare]) -> Axes:
    """One row an outcome: a dot for the share, a thick bar for the interval if played
    again, a thin capped line for the range if the inputs differ.
    """
    for row, share in enumerate(shares):
        again, inputs = share.sampling, share.inputs
        ax.hlines(row + _ABOVE, 100 * again.low, 100 * again.high, color=BLUE, lw=7, alpha=0.55)
        ax.plot(100 * share.share, row + _ABOVE, "o", color=INK, ms=5.5, zorder=3)
        if inputs is not None:
            ends = [100 * inputs.low, 100 * inputs.high]
            ax.plot(ends, [row + _BELOW] * 2, "-|", color=INK, lw=1.2, ms=8)
    _columns(ax, shares)
    ax.set_yticks(range(len(shares)), [named(share.outcome) for share in shares])
    ax.tick_params(axis="y", length=0, labelsize=10)
    ax.set_ylim(len(shares) - 0.5, -1.6)
    ax.set_xlim(-1, 166)
    ax.set_xticks(range(0, 101, 20))
    ax.set_xlabel("of 100 runs", x=51 / 167)
    ax.vlines(range(0, 101, 20), -0.5, len(shares) - 0.5, color=FAINT, alpha=0.2, lw=0.8, zorder=0)
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_bounds(0, 100)
    ax.set_title(f"How {_counted(shares)} ended")
    carry(ax, _note(shares))
    return ax


def _counted(shares: Sequence[OutcomeShare]) -> str:
    runs = shares[0].runs
    return many(runs, "run")


def _columns(ax: Axes, shares: Sequence[OutcomeShare]) -> None:
    """The numbers beside each row, under a key that shows which mark they belong to."""
    wide = next((s.inputs.level for s in shares if s.inputs is not None), None)
    heads = ["of 100\nruns", f"if played again,\n{percent(shares[0].sampling.level)} interval"]
    if wide is not None:
        heads.append(f"if inputs differ,\n{percent(wide)} range")
    for place, head in zip(_PLACES, heads, strict=False):
        ax.text(place, -0.95, head, ha="center", va="bottom", fontsize=8.5, linespacing=1.2)
    ax.plot(_PLACES[0], -0.7, "o", color=INK, ms=5.5)
    ax.hlines(-0.7, _PLACES[1] - 6, _PLACES[1] + 6, color=BLUE, lw=7, alpha=0.55)
    if wide is not None:
        ax.plot([_PLACES[2] - 6, _PLACES[2] + 6], [-0.7] * 2, "-|", color=INK, lw=1.2, ms=8)
    for row, share in enumerate(shares):
        texts = [in_100(share.share), span_in_100(share.sampling), span_in_100(share.inputs)]
        for place, text, _ in zip(_PLACES, texts, heads, strict=False):
            shown = text.replace("-", "\u2013")
            ax.text(place, row, shown, ha="center", va="center", fontsize=10)


def _note(shares: Sequence[OutcomeShare]) -> str:
    level = percent(shares[0].sampling.level)
    note = f"n = {_counted(shares)}. Thick blue bar: {level} interval, if all were played again"
    wide = next((s.inputs for s in shares if s.inputs is not None), None)
    if wide is not None:
        note += (
            f". Thin line: {percent(wide.level)} range, if the inputs that no source reports "
            "differ; more runs do not narrow it"
        )
    if shares[0].weighted:
        note += f". Runs are weighted, worth {shares[0].effective:,.0f}"
    return note + "."


def outcomes_table(shares: Sequence[OutcomeShare]) -> pl.DataFrame:
    """The numbers drawn, one row an outcome; shares of 1."""
    rows = [
        (s.outcome, s.count, s.runs, s.effective, s.share, *ends(s.sampling), *ends(s.inputs))
        for s in shares
    ]
    names = ["outcome", "count", "runs", "effective_runs", "share", *RANGES]
    floats = dict.fromkeys(names[3:], pl.Float64())
    return pl.DataFrame(rows, schema=names, orient="row", schema_overrides=floats)


@styled()
def outcomes_plate(shares: Sequence[OutcomeShare], design: Design, title: str) -> Plate:
    """The figure of `draw_outcomes`, for a scenario of this title."""
    figure, (ax,) = new_figure(8.2, 4.6)
    headed(figure, title)
    draw_outcomes(ax, shares)
    parts = [
        f"{named(s.outcome)} {in_100(s.share)} of 100 runs ({span_in_100(s.sampling)} if played "
        f"again, {span_in_100(s.inputs)} if the inputs differ)"
        for s in shares
    ]
    carry(ax, f"{size_of(design)}.")
    alt = f"{title}: how the runs ended ({size_of(design)}). {'; '.join(parts)}."
    if all(s.inputs is None for s in shares):
        carry(ax, why_no_range(design))
        alt += f" {why_no_range(design)}"
    return Plate("outcomes", figure, outcomes_table(shares), alt)
