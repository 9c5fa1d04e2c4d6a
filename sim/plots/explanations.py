"""Explanations of a record side by side: how often it comes out, and what tells them apart."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FixedLocator, MaxNLocator, NullLocator

from sim.analysis.explanations import AS_IT_IS, BARE, Chance, Explained, Fit, Ratio
from sim.analysis.lesson_words import rare, rare_span, ratio_told
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

_LEAST = 1 / 1000  # a ratio that is drawn; beyond it a line leaves the figure
_TICKS = (0.001, 0.01, 0.1, 1 / 3, 1.0, 3.0, 10.0, 100.0, 1000.0)
_FACES = {"yes": BLUE, "hardly": GREY}


@styled()
def draw_shares(ax: Axes, found: Sequence[Fit | Chance]) -> Axes:
    """One row an explanation: a share of 100 with its interval; nothing where there is none."""
    for row, one in enumerate(found):
        share = one.share if isinstance(one, Fit) else one.chance
        if share is None or one.interval is None:
            ax.text(0, row, " no try of it", va="center", fontsize=8, color=FAINT)
            continue
        ends = [100 * one.interval.low, 100 * one.interval.high]
        ax.plot(ends, [row, row], "-", color=INK, lw=1.4, zorder=2)
        face = PAPER if one.name == AS_IT_IS else BLUE
        ax.plot(100 * share, row, "o", mfc=face, mec=INK, mew=1.0, ms=6.5, zorder=3,
                clip_on=False)  # fmt: skip
    _rows(ax, [one.name for one in found])
    ax.set_xlim(left=0)
    ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    return ax


@styled()
def draw_ratios(ax: Axes, ratios: Sequence[Ratio]) -> Axes:
    """One row a pair: how many times as often, on a log scale, full where told apart.

    Within the band it is less than `BARE` times.
    """
    for row, one in enumerate(ratios):
        ends = (one.interval.low, one.interval.high)
        drawn = [min(max(end, _LEAST), 1 / _LEAST) for end in ends]
        ax.plot(drawn, [row, row], "-", color=INK, lw=1.4, zorder=2)
        for end, place, arrow in zip(ends, drawn, "<>", strict=True):
            if end != place:  # the line goes on
                ax.plot(place, row, arrow, color=INK, ms=5.5, zorder=2)
        if one.ratio is not None:
            face = _FACES.get(one.verdict, PAPER)
            ax.plot(one.ratio, row, "o", mfc=face, mec=INK, mew=1.0, ms=6.5, zorder=3)
    ax.set_xscale("log")
    ax.axvspan(1 / BARE, BARE, color=GREY, alpha=0.15, lw=0, zorder=0)
    ax.axvline(1, color=FAINT, lw=0.8, zorder=1)
    reach = max(10.0, *(max(end, 1 / end) for end in ax.get_xlim()))
    ticks = [tick for tick in _TICKS if 1 / reach <= tick <= reach]
    ax.set_xlim(1 / reach, reach)
    ax.xaxis.set_major_locator(FixedLocator(ticks))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xticklabels([f"{tick:,.0f}" if tick >= 1 else f"{tick:.2g}" for tick in ticks])
    _rows(ax, [f"{one.first} : {one.second}" for one in ratios])
    ax.set_xlabel("times as often under the first as under the second")
    return ax


def _rows(ax: Axes, names: Sequence[str]) -> None:
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="y", color=FAINT, alpha=0.15, lw=0.8)
    ax.set_axisbelow(True)


def explanations_table(found: Explained) -> pl.DataFrame:
    """The numbers drawn: a row an explanation, and one for each recorded answer under it."""
    rows = [
        (one.name, "", one.counted, one.worth, one.share, *_ends(one)) for one in found.fits
    ] + [(one.name, one.answer, None, None, one.chance, *_ends(one)) for one in found.chances]
    names = ["explanation", "answer", "tries", "worth", "share", "low", "high", "level"]
    return pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)


def _ends(one: Fit | Chance) -> tuple[float | None, float | None, float | None]:
    if one.interval is None:
        return None, None, None
    return one.interval.low, one.interval.high, one.interval.level


def ratios_table(ratios: Sequence[Ratio]) -> pl.DataFrame:
    """The numbers drawn, one row a pair; endless ends are left out."""
    return pl.DataFrame(
        [
            {
                "first": one.first,
                "second": one.second,
                "answer": one.answer,
                "times": one.ratio,
                "low": one.interval.low,
                "high": None if one.interval.high == float("inf") else one.interval.high,
                "level": one.interval.level,
                "tells_apart": one.verdict,
            }
            for one in ratios
        ],
        infer_schema_length=None,
    )


@styled()
def explanations_plate(found: Explained, tries: int, title: str) -> Plate:
    """How often the record comes out under each, and each answer given the rest."""
    answers = list(dict.fromkeys(one.answer for one in found.chances))
    layout = ConstrainedLayoutEngine(w_pad=0.06, h_pad=0.07)
    figure = Figure(figsize=(11.0, 2.2 + 0.36 * len(found.fits)), layout=layout, facecolor=PAPER)
    panels = list(figure.subplots(1, 1 + len(answers), squeeze=False, sharey=True)[0])
    headed(figure, title)
    draw_shares(panels[0], found.fits)
    panels[0].set_title("The record")
    panels[0].set_xlabel("of 100 tries")
    for ax, answer in zip(panels[1:], answers, strict=True):
        draw_shares(ax, [one for one in found.chances if one.answer == answer])
        ax.set_title(f"Its answer {answer}, given the rest")
        ax.set_xlabel("chance, of 100")
    carry(
        panels[0],
        f"How often the record comes out under each explanation of it; {many(tries, 'try')} of the "
        f"inputs, the same luck under each. Lines: {percent(found.level)} intervals, each by "
        "itself. No chance of an explanation: that also hangs on how likely it was before.",
    )
    said = "; ".join(
        f"{one.name} "
        + ("-" if one.share is None or one.interval is None else
           f"{rare(one.share)} ({rare_span(one.interval)})")
        for one in found.fits
    )  # fmt: skip
    alt = f"{title}. Of 100 tries that give the record, under each explanation: {said}."
    return Plate("explanations", figure, explanations_table(found), alt)


@styled()
def ratios_plate(found: Explained, title: str) -> Plate:
    """Each pair of explanations: how many times as often the record comes out."""
    figure, (ax,) = new_figure(9.0, 2.2 + 0.36 * len(found.ratios))
    headed(figure, title)
    draw_ratios(ax, found.ratios)
    ax.set_title("Whether the record tells its explanations apart")
    carry(
        ax,
        f"n = {max(one.counted for one in found.fits):,} tries of an explanation at most. Lines: "
        f"intervals that hold together at {percent(found.level)}, an arrow where one goes on. "
        f"Blue: told apart; grey: hardly, by less than {BARE:.0f} times as estimated (the band), "
        "not worth more than a bare mention (Kass & Raftery 1995); empty: not told apart, or too "
        "few tries to say.",
    )
    said = "; ".join(
        f"{one.first} against {one.second} {' ('.join(ratio_told(one))}), {one.verdict}"
        for one in found.ratios
    )
    alt = f"{title}. How many times as often the record comes out, pair by pair: {said}."
    return Plate("told-apart", figure, ratios_table((*found.ratios, *found.answers)), alt)
