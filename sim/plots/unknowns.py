"""Which unknowns separate the kept runs: the share of an outcome at each level of an input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from sim.analysis.long_tables import unknowns_table
from sim.analysis.wording import in_100, whole
from sim.plots.figure import (
    BLUE,
    GREY,
    INK,
    Plate,
    carry,
    headed,
    new_figure,
    runs_across,
    styled,
    wrapped,
)
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.unknowns import Level, Unknown, Unknowns

_MOST = 12  # inputs drawn
_LABEL = 44  # characters

InputName = Callable[["Unknown"], str]
LevelName = Callable[["Unknown", "Level"], str]


@styled()
def draw_unknowns(
    ax: Axes, rows: Sequence[Unknown], outcome: str, called: tuple[InputName, LevelName]
) -> Axes:
    """A row a level, under the name of its input: the share with its interval.

    Grey: mirror inputs of what is listed that are not distinguishable from zero themselves.
    """
    y = 0
    for row in rows:
        listed = row.of(outcome).listed
        ax.text(-2, y, wrapped(called[0](row), _LABEL), ha="right", va="center", fontsize=9,
                fontweight="bold")  # fmt: skip
        for level in row.of(outcome).levels:
            y += 1
            ends = [100 * level.least, 100 * level.most]
            ax.plot(ends, [y, y], "-", color=BLUE if listed else GREY, lw=1.6)
            ax.plot(100 * level.share, y, "o", color=INK if listed else GREY, ms=5)
            label = wrapped(called[1](row, level), _LABEL)
            ax.text(-2, y, label, ha="right", va="center", fontsize=8)
            ax.text(104, y, in_100(level.share), ha="left", va="center", fontsize=8)
        y += 1
    runs_across(ax, y, 110)
    return ax


@styled()
def unknowns_plate(
    found: Unknowns,
    outcome: str,
    called: tuple[InputName, LevelName],
    titles: tuple[str, str],
) -> Plate:
    """The figure of `draw_unknowns`; `titles` are the scenario's and the outcome's."""
    listed = found.listed(outcome)
    rows = [row for group in found.groups(outcome) for row in group][:_MOST]
    title, what = titles
    lines = sum(1 + len(row.of(outcome).levels) for row in rows)
    figure, (ax,) = new_figure(8.6, 2.2 + 0.27 * lines)
    headed(figure, title)
    draw_unknowns(ax, rows, outcome, called)
    ax.set_title("Which unknowns separate the kept runs: what would be worth finding out")
    ax.set_xlabel(f"of 100 runs: {what}", x=0.45)
    left, drawn = len(found.rows) - len(listed), sum(row.of(outcome).listed for row in rows)
    more = f"{len(listed) - drawn} more in the CSV. " if len(listed) > drawn else ""
    caveat = (
        f"{more}n = {many(found.runs, 'run')} of {many(found.draws, 'draw')} of the inputs. "
        f"{left} of {many(len(found.rows), 'input')} could not be distinguished from zero; "
        f"differences below about {whole(found.missed_of(outcome))} of 100 would usually be "
        "missed. An association is no effect: the record alone can make it. Lines: 95% intervals, "
        "adjusted for the selection; grey: the same of another actor, not listed itself."
    )
    carry(ax, caveat)
    told = "; ".join(
        f"{called[0](row)}: "
        + ", ".join(f"{in_100(x.share)} {called[1](row, x)}" for x in row.of(outcome).levels)
        for row in rows
    )
    alt = f"{title}: {what} of 100 runs by unknown input. {told or 'None is listed'}. {caveat}"
    return Plate("unknowns", figure, unknowns_table(found), alt)
