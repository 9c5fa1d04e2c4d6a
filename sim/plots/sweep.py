"""How the outcomes follow one input."""

from __future__ import annotations

import numpy as np
import polars as pl
from matplotlib.axes import Axes

from sim.analysis.runs import Floats
from sim.analysis.sweep_words import headline, place, record_told, record_when, size_of, span, told
from sim.analysis.sweeps import Sweep
from sim.analysis.wording import in_100, named, percent
from sim.ensemble.axes import Axis, shown
from sim.plots.figure import (
    FAINT,
    INK,
    OUTCOME_LINES,
    PAPER,
    RANGES,
    Plate,
    carry,
    ends,
    headed,
    new_figure,
    spread,
    styled,
)
from sim.talks.events import OUTCOMES

_HALF = 50.0  # of 100 runs
_ASIDE = 0.09  # between outcomes, where values are names
_FOOT = -4.0  # below 0 of 100 runs, where a bar covers no line


@styled()
def draw_sweep(ax: Axes, sweep: Sweep) -> Axes:
    """A line an outcome, named at its end; around the one it is about both ranges.

    Dark: if played again; light, with dotted edges: if the other inputs differ. Where the
    outcome tips, an upright line with its interval.
    """
    (axis,) = sweep.axes
    for nth, outcome in enumerate(OUTCOMES):
        about = outcome == sweep.outcome
        across = places(axis) + (0.0 if axis.numeric else _ASIDE * (nth - 2))
        if about:
            _ranges(ax, across, sweep)
        colour, dash, marker = OUTCOME_LINES[outcome]
        ax.plot(
            across, 100 * sweep.table(outcome), color=colour, ls=dash if axis.numeric else "none",
            marker=marker, ms=5.5 if about else 4, lw=2.4 if about else 1.3,
            alpha=1.0 if about else 0.8, markevery=_marked(len(across)), clip_on=False,
            zorder=4 if about else 3,
        )  # fmt: skip
    ax.axhline(_HALF, color=FAINT, lw=0.8, ls=(0, (2, 3)), zorder=1)
    _tip(ax, sweep)
    _across(ax, axis, places(axis))
    _names(ax, sweep)
    ax.set_ylim(1.6 * _FOOT if axis.numeric else 0, 100)
    ax.set_yticks(range(0, 101, 20))
    ax.set_ylabel("of 100 runs")
    ax.grid(axis="y", color=FAINT, alpha=0.15)
    return ax


def places(axis: Axis) -> Floats:
    """Where the values lie: numbers where they are, names side by side."""
    return np.array(axis.numbers if axis.numeric else range(len(axis.values)), dtype=np.float64)


def _marked(points: int) -> int:
    return max(1, points // 10)


def _ranges(ax: Axes, across: Floats, sweep: Sweep) -> None:
    shares = [point.of(sweep.outcome) for point in sweep.points]
    colour = OUTCOME_LINES[sweep.outcome][0]
    for kind, alpha in (("inputs", 0.13), ("sampling", 0.3)):
        found = [None if one is None else getattr(one, kind) for one in shares]
        low, high = (
            np.array([np.nan if one is None else 100 * getattr(one, end) for one in found])
            for end in ("low", "high")
        )
        if not sweep.axes[0].numeric:
            wide = 5 if kind == "inputs" else 12
            ax.vlines(across, low, high, color=colour, alpha=alpha + 0.1, lw=wide, zorder=2)
            continue
        ax.fill_between(across, low, high, color=colour, alpha=alpha, lw=0, zorder=2)
        if kind == "inputs":
            for edge in (low, high):
                ax.plot(across, edge, color=colour, lw=0.9, ls=":", zorder=3)


def _tip(ax: Axes, sweep: Sweep) -> None:
    """The monotone fit, where it crosses half; and where it tips, if it does."""
    tip = sweep.tip
    if tip is None or tip.crossing is None or tip.verdict == "flat":
        return
    ax.plot(tip.values, [100 * share for share in tip.fit], color=INK, lw=1, zorder=5)
    if tip.verdict != "tips":
        return
    found, reach = tip.crossing, (tip.values[0], tip.values[-1])
    low, high = np.clip([found.interval.low, found.interval.high], *reach)
    ax.axvspan(low, high, color=INK, alpha=0.08, lw=0, zorder=0)
    ax.axvline(found.at, color=INK, lw=1.3, zorder=5)
    right = found.at > sum(reach) / 2
    ax.annotate(
        f"tips at {place(found.at)}\n({span(found, tip)})", (low if right else high, 70),
        xytext=(-5 if right else 5, 0), textcoords="offset points", va="center",
        ha="right" if right else "left", fontsize=9, fontweight="bold", zorder=6,
        bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.75, "pad": 1.5},
    )  # fmt: skip


def _names(ax: Axes, sweep: Sweep) -> None:
    """Each outcome beside the end of its line."""
    finals = {}
    for outcome in OUTCOMES:
        shares = 100 * sweep.table(outcome)
        finals[outcome] = float(shares[np.flatnonzero(np.isfinite(shares))[-1]])
    upward = sorted(OUTCOMES, key=lambda outcome: finals[outcome])
    moved = spread([finals[one] for one in upward], [7.0] * len(upward), -2.0, 102.0)
    first, last = ax.get_xlim()
    marks = [last + part * (last - first) for part in (0.02, 0.055, 0.09)]
    for outcome, height in zip(upward, moved, strict=True):
        colour, dash, marker = OUTCOME_LINES[outcome]
        line = dash if sweep.axes[0].numeric else "none"
        ax.plot([marks[0], marks[2]], [height] * 2, color=colour, ls=line, lw=1.6, clip_on=False)
        ax.plot(marks[1], height, marker, color=colour, ms=5, clip_on=False)
        ax.annotate(
            named(outcome), (marks[2], height), xytext=(5, 0), textcoords="offset points",
            va="center", annotation_clip=False,
            fontweight="bold" if outcome == sweep.outcome else "normal",
        )  # fmt: skip
    ax.set_xlim(first, last)


def _across(ax: Axes, axis: Axis, across: Floats) -> None:
    """The horizontal axis, and at its foot what the scenario itself says of the input."""
    if axis.numeric:
        ax.set_xlim(across[0], across[-1])
        if axis.declared is not None:
            low, high = np.clip(axis.declared, across[0], across[-1])
            if low < high:
                ax.hlines(_FOOT, low, high, color=INK, lw=5, zorder=6, clip_on=False)
            elif across[0] <= axis.declared[0] <= across[-1]:
                ax.plot(low, _FOOT, "^", color=INK, ms=8, zorder=6, clip_on=False)
    else:
        ax.set_xlim(-0.6, len(across) - 0.4)
        names = [f"{shown(one)} *" if axis.says(one) else shown(one) for one in axis.values]
        ax.set_xticks(across, names)
    ax.set_xlabel(axis.called)


@styled()
def draw_record(ax: Axes, sweep: Sweep) -> Axes:
    """How often the record comes out along the input."""
    known = [0.0 if point.record is None else 100 * point.record for point in sweep.points]
    across = places(sweep.axes[0])
    line = "-" if sweep.axes[0].numeric else "none"
    ax.plot(across, known, ls=line, marker=".", color=INK, lw=1.2, clip_on=False)
    ax.set_ylim(0, max(1.0, 1.25 * max(known)))
    ax.set_ylabel("record, of\n100 tries")
    ax.grid(axis="y", color=FAINT, alpha=0.15)
    return ax


@styled()
def sweep_plate(sweep: Sweep, title: str) -> Plate:
    """The figure of one input: `draw_sweep`, and below it `draw_record`."""
    axis = sweep.axes[0]
    recorded = sweep.points[0].record is not None
    figure, axes = new_figure(8.2, 5.9 if recorded else 4.9, (4.0, 1.0) if recorded else (1.0,))
    headed(figure, title)
    draw_sweep(axes[0], sweep)
    axes[0].set_title(headline(sweep) or f"How the runs ended along {axis.path}")
    if recorded:
        draw_record(axes[1], sweep)
        axes[0].set_xlabel("")
        axes[1].set_xlabel(axis.called)
    carry(axes[0], _note(sweep))
    said = "; ".join(
        f"at {shown(point.values[0])} {in_100(share.share) if share else 'no runs'}"
        for point in sweep.points
        for share in [point.of(sweep.outcome)]
    )
    alt = (
        f"{title}: runs of 100 that end in {named(sweep.outcome)} along {axis.called}: {said}. "
        f"{' '.join([*told(sweep), record_told(sweep)]).strip()}"
    )
    return Plate("sweep", figure, sweep_table(sweep), alt)


def _note(sweep: Sweep) -> str:
    shares = [share for point in sweep.points if (share := point.of(sweep.outcome)) is not None]
    inputs = next((one.inputs for one in shares if one.inputs is not None), None)
    note = (
        f"{record_when(sweep)}n = {size_of(sweep)}. Dark band: "
        f"{percent(shares[0].sampling.level)} interval of {named(sweep.outcome)}, if all were "
        "played again"
    )
    if inputs is not None:
        edge = "dotted" if sweep.axes[0].numeric else "narrow"
        note += f"; light, {edge}: {percent(inputs.level)} range, if the other inputs differ"
    if sweep.tip is not None and sweep.tip.crossing is not None and sweep.tip.verdict != "flat":
        note += ". Thin dark line: the monotone fit"
    axis = sweep.axes[0]
    mark = "Bar at the foot" if axis.numeric else "*"
    return f"{note}. Dotted: 50 of 100. {mark}: what the scenario says ({axis.declares})."


def sweep_table(sweep: Sweep) -> pl.DataFrame:
    """The numbers drawn, one row a point and outcome; shares of 1."""
    rows = [
        (
            *point.values, outcome, point.runs, one.effective if one else None,
            one.share if one else None, *ends(one.sampling if one else None),
            *ends(one.inputs if one else None), point.record,
        )
        for point in sweep.points
        for outcome in sweep.outcomes
        for one in [point.of(outcome)]
    ]  # fmt: skip
    paths = [axis.path for axis in sweep.axes]
    names = ["outcome", "runs", "effective_runs", "share", *RANGES, "record"]
    kinds = dict.fromkeys(names[2:], pl.Float64())
    return pl.DataFrame(rows, schema=[*paths, *names], orient="row", schema_overrides=kinds)
