"""What could be agreed: packages in the zone of agreement, and whose consent is missing."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from sim.analysis.bargain_words import tie_note
from sim.analysis.bargaining_space import SOLUTIONS, PackageShare, Space
from sim.analysis.missing_consent import MissingConsent
from sim.analysis.wording import enough, in_100, percent, span_in_100, too_little
from sim.plots.figure import (
    BLUE,
    FAINT,
    GREY,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
    VIOLET,
    Plate,
    carry,
    ends,
    headed,
    new_row,
    styled,
    wrapped,
)
from sim.text import many

MOST = 24  # packages drawn
PANELS = 5  # packages of the figure of missing consents
# Marker, colour and place within a row by solution: any one of them tells them apart.
_MARKS = (("D", PURPLE, -0.27), ("^", BLUE, -0.09), ("s", ORANGE, 0.09), ("v", VIOLET, 0.27))


@styled()
def draw_zone(ax: Axes, rows: Sequence[PackageShare]) -> Axes:
    """A row a package: the share of draws in the zone with its interval, and on the frontier."""
    for y, row in enumerate(rows):
        low, high = 100 * row.zone_interval.low, 100 * row.zone_interval.high
        ax.plot([low, high], [y, y], "-", color=INK, lw=1.4, zorder=2)
    places = range(len(rows))
    ax.plot([100 * row.zone for row in rows], places, "o", mfc=BLUE, mec=INK, ms=6.5, ls="",
            zorder=3, label="in the zone")  # fmt: skip
    ax.plot([100 * row.frontier for row in rows], places, "|", color=FAINT, mew=1.6, ms=9, ls="",
            zorder=2, label="on the Pareto frontier")  # fmt: skip
    ax.set_title("In the zone of agreement, draws of 100")
    ax.set_xlim(-2, 102)
    return _rows(ax, len(rows))


@styled()
def draw_solutions(ax: Axes, rows: Sequence[PackageShare]) -> Axes:
    """A row a package: the share of draws in which it is each solution."""
    for k, (name, (marker, colour, off)) in enumerate(zip(SOLUTIONS, _MARKS, strict=True)):
        seen = [(100 * row.solutions[k], y + off) for y, row in enumerate(rows) if row.solutions[k]]
        xs, ys = [x for x, _ in seen], [y for _, y in seen]
        ax.hlines(ys, 0, xs, color=colour, lw=0.8, alpha=0.6)
        ax.plot(xs, ys, marker, mfc=PAPER, mec=colour, mew=1.3, ms=4.5, ls="", label=name, zorder=3)
    ax.set_title("Chosen by a solution, draws of 100")
    most = max((share for row in rows for share in row.solutions), default=0.0)
    ax.set_xlim(0, max(10.0, 108 * most))
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    return _rows(ax, len(rows))


def _named(row: PackageShare) -> str:
    return " \u00b7 ".join(row.told)


def _in_order(issues: Sequence[str]) -> str:
    return ", ".join(issues) + (", in that order" if len(issues) > 1 else "")


def _rows(ax: Axes, count: int) -> Axes:
    ax.set_ylim(count - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="y", color=FAINT, alpha=0.15, lw=0.8)
    ax.set_axisbelow(True)
    ax.legend(loc="upper left", bbox_to_anchor=(0, -1.4 / max(count, 4)), ncols=2, fontsize=8,
              columnspacing=1.2, borderpad=0, borderaxespad=0.2)  # fmt: skip
    return ax


def space_table(space: Space, issues: Sequence[str]) -> pl.DataFrame:
    """The numbers drawn and all that are not, one row a package; shares of 1."""
    return pl.DataFrame(
        [
            {
                "package": k,
                **dict(zip(issues, row.terms, strict=True)),
                "zone": row.zone,
                "zone_low": row.zone_interval.low,
                "zone_high": row.zone_interval.high,
                "level": row.zone_interval.level,
                "frontier": row.frontier,
                **{
                    name.lower().replace("-", "_"): share
                    for name, share in zip(SOLUTIONS, row.solutions, strict=True)
                },
            }
            for k, row in enumerate(space.rows, 1)
        ]
    )


def _beside(width: float, height: float) -> tuple[Figure, list[Axes]]:
    """Two axes side by side that share rows, each with a scale of its own."""
    layout = ConstrainedLayoutEngine(w_pad=0.06, h_pad=0.07)
    figure = Figure(figsize=(width, height), layout=layout, facecolor=PAPER)
    axes = figure.subplots(1, 2, squeeze=False, sharey=True, gridspec_kw={"width_ratios": [3, 2]})
    return figure, list(axes[0])


@styled()
def space_plate(space: Space, issues: Sequence[str], title: str) -> Plate:
    """The figure of `draw_zone` and `draw_solutions`: the packages most often in the zone."""
    rows = space.rows[:MOST]
    figure, (left, right) = _beside(9.6, 2.4 + 0.33 * len(rows))
    headed(figure, title)
    draw_zone(left, rows)
    draw_solutions(right, rows)
    names = [f"{_named(row)}  {k}" for k, row in enumerate(rows, 1)]
    left.set_yticks(range(len(rows)), names)
    level = percent(space.level)
    among = f" Drawn: {len(rows)} of {len(space.rows)}." if len(rows) < len(space.rows) else ""
    carry(
        left,
        f"n = {many(space.draws, 'draw')} of the unknown inputs, given the record. Lines: {level} "
        f"intervals over draws. Options of {_in_order(issues)}.{among} In "
        f"{in_100(space.zone)} of 100 draws there is a zone, in {in_100(space.solved)} a package "
        "that everyone gains by, without which there is no solution. The egalitarian and the "
        "utilitarian package compare scales of different actors, which nothing in the model "
        f"justifies.{tie_note(space)}",
    )
    said = "; ".join(f"{', '.join(row.told)} {in_100(row.zone)}" for row in rows[:5])
    alt = (
        f"{title}. Some package is worth {enough(above=space.above)} to all whose consent it "
        f"needs in {in_100(space.zone)} of 100 draws of the inputs ({level} interval "
        f"{span_in_100(space.interval)}). Packages most often among these, of 100 draws: {said}."
    )
    return Plate("bargain-packages", figure, space_table(space, issues), alt)


@styled()
def draw_missing(ax: Axes, missing: MissingConsent, row: PackageShare) -> Axes:
    """A row an actor: draws in which a package fails by its consent, and by it alone."""
    places = range(len(missing.rows))
    by = [100 * one.by_package[row.package] for one in missing.rows]
    alone = [100 * one.alone[row.package] for one in missing.rows]
    ax.barh(places, by, height=0.62, color=GREY, alpha=0.45)
    ax.barh(places, alone, height=0.62, facecolor="none", edgecolor=INK, hatch="////", lw=0.8)
    for y, share in zip(places, by, strict=True):
        ax.annotate(f"{in_100(share / 100)}", (share, y), (4, 0), textcoords="offset points",
                    va="center", fontsize=8)  # fmt: skip
    ax.set_ylim(len(missing.rows) - 0.4, -0.6)
    ax.set_xlim(0, 112)
    ax.set_xticks([0, 50, 100])
    ax.tick_params(axis="y", length=0)
    return ax


def missing_table(missing: MissingConsent, space: Space, issues: Sequence[str]) -> pl.DataFrame:
    """One row an actor and package, and one an actor (no package) of draws without a zone."""
    rows = [
        {
            "actor": one.actor,
            "package": k,
            **dict(zip(issues, row.terms, strict=True)),
            "fails_by_it": one.by_package[row.package],
            "by_it_alone": one.alone[row.package],
        }
        for one in missing.rows
        for k, row in enumerate(space.rows, 1)
    ]
    for one in missing.rows:
        low, high, level = ends(one.only_one_interval)
        rows.append(
            {
                "actor": one.actor,
                "lacks_only_it": one.only_one,
                "low": low,
                "high": high,
                "level": level,
                "gains_by_none": one.nothing,
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


@styled()
def missing_plate(
    missing: MissingConsent, space: Space, issues: Sequence[str], title: str
) -> Plate:
    """The figure of `draw_missing`: a panel each for the packages most often in the zone."""
    shown = space.rows[:PANELS]
    figure, panels = new_row(10.4, 2.5 + 0.3 * len(missing.rows), len(shown))
    headed(figure, title)
    for k, (ax, row) in enumerate(zip(panels, shown, strict=True), 1):
        draw_missing(ax, missing, row)
        ax.set_title(wrapped(f"{k}: {', '.join(row.told)}", 22), fontsize=8.5)
    panels[0].set_yticks(range(len(missing.rows)), [one.actor for one in missing.rows])
    panels[len(panels) // 2].set_xlabel(
        "draws of 100 in which the package fails by this consent (hatched: by it alone)"
    )
    carry(
        panels[0],
        f"n = {many(missing.draws, 'draw')} of the unknown inputs, given the record. The "
        f"{len(shown)} packages most often in the zone; options of {_in_order(issues)}. A consent "
        f"is missing where the package is worth {too_little(above=space.above)}, or crosses a hard "
        "red line. No measure of fault.",
    )
    said = "; ".join(
        f"{one.actor} {in_100(one.by_package[shown[0].package])}" for one in missing.rows
    )
    first = ", ".join(shown[0].told)
    alt = f"{title}. Whose consent is missing, of 100 draws, for {first}: {said}."
    return Plate("bargain-missing", figure, missing_table(missing, space, issues), alt)
