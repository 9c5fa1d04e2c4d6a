"""If a position changed now: shares at both ends of each, and all outcomes by position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import Normalize

from sim.analysis.long_tables import if_changed_table, settings_table
from sim.analysis.wording import in_100, percent, signed_in_100, whole
from sim.plots.figure import (
    BLUE,
    FAINT,
    GREY,
    INK,
    PAPER,
    PURPLE,
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
    from sim.analysis.effects import Effect, IfChanged
    from sim.analysis.effects import Row as Position

_MOST = 26  # positions drawn in one figure
_PAGE = (8.27, 11.69)  # inches of a page of A4
_LABEL = 46  # characters
_CONTINUED = 0.5  # of a line, for each line more of its label
_PLACE = 112.0  # of the numbers beside a row, on the axis of 100 runs


class Naming(Protocol):
    """What positions, their ends and outcomes are called."""

    def field(self, row: Position) -> str:
        """A position, whoever holds it."""

    def holder(self, row: Position) -> str:
        """Whose it is, and who says so."""

    def ends(self, row: Position) -> str:
        """From the low to the high end."""

    def outcome(self, outcome: str) -> str:
        """Runs of an outcome."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the figure: a head, or an effect; the outcome asked about is the `main` one.

    `listed`: it could be distinguished from zero.
    """

    label: str
    effect: Effect | None = None
    main: bool = True
    listed: bool = True


def lines_of(found: IfChanged, asked: str, naming: Naming) -> Iterator[Line]:
    """The positions that are listed, mirror inputs side by side, with what each moves most."""
    for row, first in _drawn(found):
        if first:
            yield Line(naming.field(row))
        yield Line(f"{naming.holder(row)}, {naming.ends(row)}", row.of(asked), listed=row.listed)
        if row.listed and row.shift.outcome != asked:
            yield Line(f"most: {naming.outcome(row.shift.outcome)}", row.shift, main=False)


def _drawn(found: IfChanged) -> list[tuple[Position, bool]]:
    """The rows that are drawn, with all who hold a position, and whether each is its first."""
    rows = [row for group in found.groups for row in group][:_MOST]
    fields = [row.field for row in rows]
    return [(row, fields.index(row.field) == k) for k, row in enumerate(rows)]


@styled()
def draw_if_changed(ax: Axes, lines: Sequence[Line], as_it_is: float) -> Axes:
    """A row an effect: an open mark for the share at the low end, a full one at the high end.

    The dotted line is the share of the outcome asked about as it is; squares are of the outcome
    that a position moves most, where that is another.
    """
    ax.axvline(100 * as_it_is, color=FAINT, lw=1.0, ls=":", zorder=0)
    for row, line in zip(_places(lines), lines, strict=True):
        effect = line.effect
        if effect is None:
            ax.text(-2, row, line.label, ha="right", va="center", fontweight="bold", fontsize=9)
            continue
        ink, marker = (BLUE if line.listed else GREY, "o") if line.main else (PURPLE, "s")
        low, high = 100 * effect.low, 100 * effect.high
        ax.plot([low, high], [row, row], "-", color=ink, lw=1.6, zorder=2)
        ax.plot(low, row, marker, mfc=PAPER, mec=ink, ms=5.5, mew=1.2, zorder=3)
        ax.plot(high, row, marker, mfc=ink, mec=ink, ms=5.5, zorder=4)
        label = wrapped(line.label, _LABEL)
        ax.text(-2, row, label, ha="right", va="center", fontsize=8, linespacing=0.95)
        span = f"{signed_in_100(effect.least)} to {signed_in_100(effect.most)}"
        told = f"{signed_in_100(effect.shift)} ({span})".replace("-", "\u2212")
        ax.text(_PLACE, row, told, va="center", ha="center", fontsize=8)
    runs_across(ax, _deep(lines), 124)
    return ax


def _heights(lines: Sequence[Line]) -> list[float]:
    """What each line takes: more where its label is continued."""
    labels = (line.label if line.effect is None else wrapped(line.label, _LABEL) for line in lines)
    return [1 + _CONTINUED * label.count("\n") for label in labels]


def _places(lines: Sequence[Line]) -> list[float]:
    """The middle of each line, that of the first at 0 if it is a single one."""
    heights = _heights(lines)
    return [sum(heights[:k]) + (height - 1) / 2 for k, height in enumerate(heights)]


def _deep(lines: Sequence[Line]) -> float:
    """What all lines take."""
    return sum(_heights(lines))


@styled()
def if_changed_plate(found: IfChanged, asked: str, naming: Naming, title: str) -> Plate:
    """The figure of `draw_if_changed`, for a scenario of this title."""
    lines = list(lines_of(found, asked, naming))
    figure, (ax,) = new_figure(8.6, 2.2 + 0.27 * _deep(lines))
    headed(figure, title)
    as_it_is = found.as_it_is[found.outcomes.index(asked)]
    draw_if_changed(ax, lines, as_it_is)
    what = naming.outcome(asked)
    ax.set_title("If a position changed now: the same past, the same luck")
    ax.set_xlabel(f"of 100 runs: {what} (round), as it is {in_100(as_it_is)} (dotted)", x=0.4)
    missed = f"shifts of {what} below about {whole(found.missed_of(asked))} of 100"
    _notes(ax, found, missed)
    carry(
        ax,
        "Open mark: low end; full mark: high end; grey: not distinguishable from zero. Squares: "
        "the outcome that the position moves most. At the right: the change, with its "
        f"{percent(0.95)} interval adjusted for having been chosen.",
    )
    return Plate("if_changed", figure, if_changed_table(found), _told(found, asked, naming, title))


def _notes(ax: Axes, found: IfChanged, missed: str) -> None:
    left = len(found.listed) - _MOST
    if left > 0:
        carry(ax, f"{many(left, 'more position')} in the CSV.")
    carry(
        ax,
        f"n = {many(found.runs, 'kept run')} of {many(found.draws, 'draw')} of the inputs. "
        f"{len(found.rows) - len(found.listed)} of {many(len(found.rows), 'position')} could not "
        f"be distinguished from zero; {missed} would usually be missed. The size of an "
        "effect is no measure of anyone's fault.",
    )


def _told(found: IfChanged, asked: str, naming: Naming, title: str) -> str:
    parts = [
        f"{naming.field(row)}, {naming.holder(row)}, {naming.ends(row)}: "
        f"{in_100(row.of(asked).low)} to {in_100(row.of(asked).high)}"
        for row, _ in _drawn(found)
    ]
    told = "; ".join(parts) or "no position could be distinguished from zero"
    return f"{title}: if a position changed now, {naming.outcome(asked)} of 100 runs. {told}."


@styled()
def draw_positions(ax: Axes, rows: Sequence[Position], naming: Naming) -> Axes:
    """A matrix: the change of every outcome (across) from the low to the high end of a position.

    Numbers are runs of 100; those whose interval leaves out 0 are bold, on colour.
    """
    ramp, scale = mpl.colormaps["PuOr"], Normalize(-0.6, 0.6)
    for y, row in enumerate(rows):
        for x, effect in enumerate(row.effects):
            face = ramp(scale(effect.shift)) if effect.clear else PAPER
            ax.add_patch(mpl.patches.Rectangle((x, y), 1, 1, fc=face, ec=PAPER, lw=1))
            dark = effect.clear and abs(effect.shift) > 0.4
            text = signed_in_100(effect.shift).replace("-", "\u2212")
            ax.text(
                x + 0.5, y + 0.5, text, ha="center", va="center", fontsize=7.5,
                color=PAPER if dark else INK if effect.clear else FAINT,
                fontweight="bold" if effect.clear else "normal",
            )  # fmt: skip
    outcomes = [wrapped(naming.outcome(one.outcome), 26) for one in rows[0].effects]
    names = [
        wrapped(f"{naming.field(row)}: {naming.holder(row)}, {naming.ends(row)}", _LABEL)
        for row in rows
    ]
    ax.set_xlim(0, len(outcomes))
    ax.set_ylim(len(rows), 0)
    ax.xaxis.tick_top()
    ax.set_xticks([x + 0.5 for x in range(len(outcomes))], outcomes, rotation=90, fontsize=7.5)
    ax.set_yticks([y + 0.5 for y in range(len(rows))], names, fontsize=7)
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


@styled()
def positions_plate(found: IfChanged, naming: Naming, title: str) -> Plate:
    """Outcomes and terms by position on one page, to be printed."""
    rows = [row for row, _ in _drawn(found)] or list(found.rows[:_MOST])
    figure, (ax,) = new_figure(*_PAGE)
    headed(figure, title)
    draw_positions(ax, rows, naming)
    ax.set_title("What each position moves, in runs of 100")
    least, most = (whole(of(found.missed)) for of in (min, max))
    by = f"{least} to {most} of 100 (by outcome)" if least < most else f"{most} of 100"
    _notes(ax, found, f"shifts below about {by}")
    carry(
        ax,
        "Numbers: the change from the low to the high end. Bold on colour: its interval, adjusted "
        "for having been chosen, leaves out 0.",
    )
    alt = (
        f"{title}: change of every outcome in runs of 100, by position. The CSV has the shares at "
        "every value."
    )
    return Plate("positions", figure, settings_table(found), alt)
