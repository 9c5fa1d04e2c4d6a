"""What an outcome hangs on: measures of inputs with their intervals, groups, and a tornado."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
from matplotlib.axes import Axes

from sim.analysis.factors import GROUPINGS
from sim.analysis.sensitivity import Measure, Measured, Sensitivity
from sim.analysis.sobol import Spread
from sim.analysis.wording import in_100, named, percent
from sim.plots.figure import (
    BLUE,
    FAINT,
    INK,
    PAPER,
    Plate,
    carry,
    headed,
    new_figure,
    styled,
)
from sim.text import many

MOST = 20  # inputs drawn
BY = {"backing": "by what backs the word", "actor": "by actor", "issue": "by issue"}
# The main measure is a full dot, a second an open diamond below it.
_MARKS = ((BLUE, BLUE, "o"), (INK, PAPER, "D"))
_LABEL = 56  # characters of a range


@styled()
def draw_measures(
    ax: Axes, rows: Sequence[Measured | None], names: Sequence[str], scale: float
) -> Axes:
    """A row each: the measures `names`, the main one first, as dots with their intervals.

    What is None is left empty; all are drawn times `scale`.
    """
    for k, (name, (ink, face, marker)) in enumerate(zip(names, _MARKS, strict=False)):
        for row, one in enumerate(rows):
            size = None if one is None else one.measures[name]
            if size is None:
                continue
            place = row + (0.14 if len(names) > 1 else 0.0) * (2 * k - 1)
            if size.interval is not None:
                ends = [scale * size.interval.low, scale * size.interval.high]
                ax.plot(ends, [place, place], "-", color=ink, lw=1.3, zorder=2)
            ax.plot(scale * size.value, place, marker, mfc=face, mec=ink, mew=1.0, ms=5.5, zorder=3)
    return _rows(ax, len(rows))


@styled()
def draw_tornado(ax: Axes, rows: Sequence[Measured], number: Callable[[float], str]) -> Axes:
    """A bar each from the share at one end to that at the other, in runs of 100.

    A full bar's swing is told apart from 0. The swing stands at the right, with its interval.
    """
    for row, one in enumerate(rows):
        low, high = sorted(one.ends, key=lambda end: end.share)
        size = one.measures["swing"]
        assert size is not None, "a swing can always be told"
        left, right = 100 * low.share, 100 * high.share
        ax.barh(row, right - left, 0.5, left=left, color=BLUE if size.told_apart else PAPER,
                edgecolor=BLUE, zorder=2)  # fmt: skip
        for place, end, side in ((left, low, -1), (right, high, 1)):
            ax.annotate(textwrap.shorten(end.value, 16, placeholder="..."), (place, row),
                        xytext=(4 * side, 0), textcoords="offset points", fontsize=7,
                        ha="left" if side > 0 else "right", va="center")  # fmt: skip
        swing = _sized(size, number)
        ax.annotate(swing, (1.01, row), xycoords=("axes fraction", "data"), va="center", fontsize=8)
    shares = [100 * end.share for one in rows for end in one.ends]
    room = 0.12 * (max(shares) - min(shares)) + 1.0  # for the values at the ends
    ax.set_xlim(min(shares) - room, max(shares) + room)
    return _rows(ax, len(rows))


def _rows(ax: Axes, count: int) -> Axes:
    ax.set_ylim(count - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="y", color=FAINT, alpha=0.15, lw=0.8)
    ax.set_axisbelow(True)
    return ax


def sensitivity_table(found: Sensitivity) -> pl.DataFrame:
    """A row a factor: indices as parts of 1, effects and swings as differences of shares of 1."""
    rows = []
    for one in found.measured:
        factor = one.factor
        row: dict[str, Any] = {
            "kind": factor.kind,
            "factor": factor.name,
            "inputs": len(factor.columns),
            "range": factor.range_text,
            "backing": factor.backing,
        }
        for name, size in one.measures.items():
            ends: tuple[float | None, ...] = (None, None, None)
            if size is not None:
                known = size.interval
                ends = (size.value, *((known.low, known.high) if known else (None, None)))
            row |= dict(zip((name, f"{name}_low", f"{name}_high"), ends, strict=True))
        for end, place in zip(("one", "other"), one.ends, strict=False):
            row |= {f"value_at_{end}_end": place.value, f"share_at_{end}_end": place.share}
        rows.append(row | {"runs_changed": one.changed})
    level = found.spread.mean.interval.level
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return frame.with_columns(level=pl.lit(level), outcome=pl.lit(found.outcome))


def sensitivity_plates(found: Sensitivity, title: str) -> list[Plate]:
    """The figures of a study: its inputs, and its groups where it has any.

    Where the inputs do not move the outcome measurably there is nothing to draw.
    """
    ranked = [one for one in found.by_size if one.changed > 0.0][:MOST]
    if not ranked or not found.told:
        return []
    plates = [_inputs_plate(found, ranked, title)]
    if any(found.of(kind) for kind in GROUPINGS):
        plates.append(_groups_plate(found, title))
    return plates


@styled()
def _inputs_plate(found: Sensitivity, ranked: Sequence[Measured], title: str) -> Plate:
    figure, (ax,) = new_figure(10.5, 2.4 + 0.36 * len(ranked))
    headed(figure, title)
    method = found.method
    if ranked[0].ends:
        draw_tornado(ax, ranked, method.number)
        ax.axvline(100 * found.spread.mean.value, color=INK, lw=0.8, zorder=1)
        ax.set_xlabel(
            f"runs of 100: {named(found.outcome)}, at both ends of each input; upright: over all "
            "draws; at the right: swing"
        )
    else:
        names = [method.main, *(name for name in method.measures if name != method.main)]
        scale = 1.0 if method.main == "total" else 100.0
        draw_measures(ax, ranked, names, scale)
        ax.axvline(0, color=FAINT, lw=0.8, zorder=1)
        ax.set_xlabel(f"full dot: {method.measures[names[0]]}, open diamond: "
                      f"{method.measures[names[1]]}; {method.what}")  # fmt: skip
    ax.set_yticks(range(len(ranked)), [_label(one) for one in ranked], fontsize=8)
    ax.set_title(_heading(found, len(ranked)))
    carry(ax, _note(found))
    told = "; ".join(_told(found, one) for one in ranked)
    stem = f"sensitivity-{method.name}"
    return Plate(stem, figure, sensitivity_table(found), f"{title}. {_heading(found)}: {told}.")


@styled()
def _groups_plate(found: Sensitivity, title: str) -> Plate:
    rows: list[Measured | None] = []
    labels: list[str] = []
    for kind in GROUPINGS:
        if members := found.of(kind):
            rows += [None, *members]
            labels += [BY[kind].upper(), *(_named(one) for one in members)]
    figure, (ax,) = new_figure(9.0, 2.2 + 0.27 * len(rows))
    headed(figure, title)
    main = found.method.main
    draw_measures(ax, rows, [main], 1.0)
    ax.axvline(0, color=FAINT, lw=0.8, zorder=1)
    ax.axvline(1, color=FAINT, lw=0.8, ls=":", zorder=1)
    ax.set_yticks(range(len(rows)), labels)
    for label, one in zip(ax.get_yticklabels(), rows, strict=True):
        label.set_fontsize(9 if one else 7.5)
        label.set_color(INK if one else FAINT)
    ax.set_xlabel(f"{found.method.measures[main]}; 1: all that the inputs explain")
    ax.set_title(f"Inputs together: {named(found.outcome)}")
    carry(ax, _note(found))
    told = "; ".join(_told(found, one) for one in rows if one is not None)
    alt = f"{title}. Total order index of inputs together, {named(found.outcome)}: {told}."
    return Plate(f"sensitivity-{found.method.name}-groups", figure, sensitivity_table(found), alt)


def _label(one: Measured) -> str:
    about = f"{one.factor.range_text}; {one.factor.backing}"
    return f"{one.factor.name}\n{textwrap.shorten(about, _LABEL, placeholder='...')}"


def _named(one: Measured) -> str:
    return f"{one.factor.name} ({many(len(one.factor.columns), 'input')})"


def _heading(found: Sensitivity, drawn: int = 0) -> str:
    asked = len(found.by_size)
    some = f", the {drawn} largest of {asked}" if 0 < drawn < asked else ""
    return f"What the probability of “{named(found.outcome)}” hangs on{some}"


def _note(found: Sensitivity) -> str:
    level = percent(found.spread.mean.interval.level)
    luck = _luck(found.spread)
    flagged = "THE GUARD INPUT CAME OUT AS SOMETHING: DO NOT TRUST THIS. " if found.flagged else ""
    apart = " Full bars: told apart from 0." if found.method.main == "swing" else ""
    before = "" if found.record is None else "Before the record has taught anything. "
    return (
        f"{flagged}{before}{many(found.runs, 'run')}: {found.rows:,} rows of "
        f"{many(found.blocks, 'point')} x {many(found.luck, 'run')} of luck. {luck}Intervals: "
        f"{level}, each by itself, bootstrap over points and runs.{apart} Over the inputs' ranges: "
        "a wider range matters more. No measure of anyone's fault; every number is assumed."
    )


def _luck(spread: Spread) -> str:
    """How much of it is luck; nothing is said of what is not told apart from 0."""
    if spread.explained is None:
        return ""
    if not spread.moved:
        return "How much the inputs explain is not told apart from 0. "
    return (
        f"Inputs explain {in_100(spread.explained.value)} of 100 of what tells one run from "
        "another, luck the rest. "
    )


def _told(found: Sensitivity, one: Measured) -> str:
    size = one.measures[found.method.main]
    if size is None:
        return f"{one.factor.name} none"
    return f"{one.factor.name} {_sized(size, found.method.number)}"


def _sized(size: Measure, number: Callable[[float], str]) -> str:
    if size.interval is None:
        return f"{number(size.value)} (too few runs changed)"
    return f"{number(size.value)} ({number(size.interval.low)} to {number(size.interval.high)})"
