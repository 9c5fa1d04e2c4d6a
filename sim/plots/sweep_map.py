"""How one outcome follows two inputs: a map."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from sim.analysis.runs import Floats
from sim.analysis.sweep_words import at, record_told, record_when, size_of
from sim.analysis.sweeps import Sweep
from sim.analysis.wording import in_100, named, percent
from sim.ensemble.axes import Axis, shown
from sim.plots.figure import FAINT, INK, PAPER, Plate, carry, headed, new_figure, styled
from sim.plots.sweep import places, sweep_table

_HALF = 50.0  # of 100 runs
_TICKS = 9  # values of an axis up to which each has its tick
_OUTSIDE = -0.014  # of a bar, beside the axes


@styled()
def draw_map(ax: Axes, sweep: Sweep) -> Axes:
    """The first input to the right, the second upward, the share as a colour.

    A line where it is 50 of 100, dots where its interval takes that in, and hatches where
    there are no runs. Bars at the edges: what the scenario itself says of the inputs.
    """
    first, second = sweep.axes
    x, y, shares = places(first), places(second), 100 * sweep.table(sweep.outcome).T
    ax.patch.set(facecolor=PAPER, hatch="////", edgecolor=FAINT)
    mesh = ax.pcolormesh(
        _edges(x), _edges(y), np.ma.masked_invalid(shares), cmap="viridis", vmin=0, vmax=100,
        rasterized=True,
    )  # fmt: skip
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.colorbar(mesh, ax=ax, label=f"{named(sweep.outcome)}, of 100 runs", shrink=0.85)
    _half(ax, sweep, (x, y, shares))
    _edge(ax, first, x, upward=False)
    _edge(ax, second, y, upward=True)
    ax.set_xlabel(first.called)
    ax.set_ylabel(second.called)
    return ax


def _edges(across: Floats) -> Floats:
    """Where the cells around these places end: in the middle between two."""
    middle = (across[1:] + across[:-1]) / 2
    ends = [across[:1] - (middle[0] - across[0]), across[-1:] + (across[-1] - middle[-1])]
    return np.concatenate([ends[0], middle, ends[1]])


def _half(ax: Axes, sweep: Sweep, drawn: tuple[Floats, Floats, Floats]) -> None:
    x, y, shares = drawn
    if _crosses(sweep):
        held = np.ma.masked_invalid(shares)
        for colour, wide in ((INK, 3.2), (PAPER, 1.6)):
            ax.contour(x, y, held, [_HALF], colors=[colour], linewidths=[wide])
    near = [
        share is not None and share.sampling.low <= _HALF / 100 <= share.sampling.high
        for point in sweep.points
        for share in [point.of(sweep.outcome)]
    ]
    across, upward = np.meshgrid(x, y, indexing="ij")
    ax.plot(across.ravel()[near], upward.ravel()[near], ".", mfc=PAPER, mec=INK, ms=6, mew=0.6,
            zorder=3)  # fmt: skip


def _crosses(sweep: Sweep) -> bool:
    """Whether there is a line of 50 of 100 to draw."""
    shares = 100 * sweep.table(sweep.outcome)
    ordered = all(axis.numeric for axis in sweep.axes)
    return ordered and bool(np.nanmin(shares) < _HALF < np.nanmax(shares))


def _edge(ax: Axes, axis: Axis, across: Floats, *, upward: bool) -> None:
    """What the scenario says, as a bar along an edge; names with a star."""
    if not axis.numeric:
        names = [f"{shown(one)} *" if axis.says(one) else shown(one) for one in axis.values]
        (ax.set_yticks if upward else ax.set_xticks)(across, names)
        return
    if len(across) <= _TICKS:
        (ax.set_yticks if upward else ax.set_xticks)(across, [f"{one:.3g}" for one in across])
    ax.tick_params(axis="y" if upward else "x", pad=9)
    if axis.declared is None:
        return
    low, high = np.clip(axis.declared, across[0], across[-1])
    bar = ax.get_yaxis_transform() if upward else ax.get_xaxis_transform()
    ends, edge = [low, high], [_OUTSIDE, _OUTSIDE]
    places = (edge, ends) if upward else (ends, edge)
    marker = "" if low < high else "D"
    ax.plot(*places, marker=marker, color=INK, lw=4, transform=bar, clip_on=False, zorder=6,
            solid_capstyle="butt")  # fmt: skip


@styled()
def map_plate(sweep: Sweep, title: str) -> Plate:
    """The figure of two inputs: `draw_map`."""
    first, second = sweep.axes
    figure, (ax,) = new_figure(8.2, 6.6)
    headed(figure, title)
    draw_map(ax, sweep)
    ax.set_title(f"{named(sweep.outcome)[0].upper()}{named(sweep.outcome)[1:]}, of 100 runs")
    shares = [(share, point) for point in sweep.points if (share := point.of(sweep.outcome))]
    level = percent(shares[0][0].sampling.level)
    line = "White line: 50 of 100. " if _crosses(sweep) else ""
    marks = {axis.numeric: "bar at the edge" if axis.numeric else "*" for axis in sweep.axes}
    note = (
        f"{record_when(sweep)}n = {size_of(sweep)}. {line}Dots: the {level} interval, if all were "
        f"played again, takes in 50. What the scenario says "
        f"({' and '.join(marks.values())}): {first.path} {first.declares}; "
        f"{second.path} {second.declares}."
    )
    if sweep.empty:
        note += " Hatched: no try gives the record."
    carry(ax, note)
    (low, least), (high, most) = (pick(shares, key=lambda one: one[0].share) for pick in (min, max))
    alt = (
        f"{title}: runs of 100 that end in {named(sweep.outcome)} by {first.called} and "
        f"{second.called}: least {in_100(low.share)} at {at(least)}, most {in_100(high.share)} at "
        f"{at(most)}. {record_told(sweep)}"
    )
    return Plate("sweep", figure, sweep_table(sweep), alt.strip())
