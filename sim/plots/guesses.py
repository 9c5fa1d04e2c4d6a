"""Guesses of one number beside the outcome: what the frameworks say, and what others said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import polars as pl
from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from sim.analysis.positions import Guess
from sim.analysis.terms import OptionShare, Terms
from sim.analysis.wording import in_100, percent
from sim.plots.figure import (
    BLUE,
    FAINT,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    RANGES,
    VIOLET,
    Plate,
    carry,
    ends,
    headed,
    new_figure,
    spread,
    styled,
)
from sim.text import many

OUTCOME = "outcome"  # the kind of a mark that is what happened
# Colour, dash and marker by kind of guess: any one of them tells them apart.
_KINDS = {
    "outcome": (INK, "-", "*"),
    "published": (ORANGE, (0, (5, 2)), "D"),
    "naive": (PURPLE, (0, (1, 1.3)), "s"),
    "rule": (VIOLET, "-.", "^"),
    "model": (BLUE, "-", "o"),
    "chance": (GREY, (0, (6, 2, 1, 2)), "v"),
}


@styled()
def draw_agreed(
    ax: Axes, options: Sequence[OptionShare], places: Mapping[str, float], marks: Sequence[Guess]
) -> Axes:
    """A bar an option for its share of the frameworks, and a line for each mark.

    Parameters
    ----------
    ax : where to draw
    options : shares of frameworks; with none, no bars
    places : what each option is on the line, by its id, in order
    marks : numbers to compare with, each at the median of its score
    """
    line = list(places.values())
    width = 0.8 * min(b - a for a, b in pairwise(line))
    for option in options:
        place, share = places[option.option], 100 * option.share
        ax.bar(place, share, width, color=BLUE, alpha=0.55, edgecolor=BLUE)
        if option.sampling is not None and option.count:
            low, high = 100 * option.sampling.low, 100 * option.sampling.high
            aside = place + 0.3 * width  # a mark may stand in the middle of the bar
            ax.plot([aside, aside], [low, high], "-_", color=INK, lw=1.2, ms=6)
    for mark in marks:
        colour, dash, _ = _KINDS[mark.kind]
        ax.axvline(mark.score.median, color=colour, ls=dash, lw=1.8, zorder=0.5)
    _name_marks(ax, marks, (line[0], line[-1]))
    ax.set_xticks(range(int(line[0]), int(line[-1]) + 1))
    ax.set_xlim(line[0] - width, line[-1] + width)
    ax.set_ylim(bottom=0)
    ax.set_ylabel("of 100 frameworks")
    return ax


def _name_marks(ax: Axes, marks: Sequence[Guess], line: tuple[float, float]) -> None:
    """Each mark's name above its line, at a slant, moved apart where they lie close."""
    upward = sorted(marks, key=lambda mark: mark.score.median)
    unit = (line[1] - line[0]) / 6
    at = [mark.score.median for mark in upward]
    placed = spread(at, [0.3 * unit] * len(at), line[0], line[1])
    rise = blended_transform_factory(ax.transData, ax.transAxes)
    for mark, place, moved in zip(upward, at, placed, strict=True):
        colour = _KINDS[mark.kind][0]
        ax.plot([place, moved], [1.0, 1.05], color=colour, lw=1, transform=rise, clip_on=False)
        ax.text(
            moved, 1.06, f"{mark.name} {place:.2f}", transform=rise, rotation=38, fontsize=8.5,
            ha="left", va="bottom", rotation_mode="anchor",
            fontweight="bold" if mark.kind == OUTCOME else "normal",
        )  # fmt: skip


@styled()
def agreed_plate(
    terms: Terms, issue: str, places: Mapping[str, float], marks: Sequence[Guess], title: str
) -> Plate:
    """The figure of `draw_agreed` for one issue whose options are numbers of years."""
    options = terms.issues[issue] if terms.frameworks else ()
    figure, (ax,) = new_figure(8.2, 5.2)
    headed(figure, title)
    draw_agreed(ax, options, places, marks)
    ax.set_xlabel("years of delay")
    level = next((percent(x.sampling.level) for x in options if x.sampling is not None), "95%")
    carry(
        ax,
        f"n = {many(terms.frameworks, 'framework')} among {many(terms.runs, 'run')}; "
        f"{in_100(terms.without)} of 100 runs reached none. Thin lines: {level} intervals, if all "
        "were played again. One case whose end was known: no skill can be claimed from it.",
    )
    bars = ", ".join(f"{places[x.option]:g} years {in_100(x.share)}" for x in options)
    lines = ", ".join(f"{mark.name} {mark.score.median:.3g}" for mark in marks)
    alt = (
        f"{title}: years of delay in {many(terms.frameworks, 'framework')} of "
        f"{many(terms.runs, 'run')}, of 100: {bars or 'none'}. Beside them: {lines}."
    )
    return Plate("agreed", figure, _agreed_table(options, places, marks), alt)


def _agreed_table(
    options: Sequence[OptionShare], places: Mapping[str, float], marks: Sequence[Guess]
) -> pl.DataFrame:
    """The numbers drawn: a row a bar, then a row a mark; shares of 1."""
    bars = [
        ("agreed", x.option, places[x.option], x.count, x.share, *ends(x.sampling), *ends(x.inputs))
        for x in options
    ]
    lines = [
        (mark.kind, mark.name, mark.score.median, None, None, *ends(None), *ends(None))
        for mark in marks
    ]
    names = ["kind", "name", "years", "count", "share", *RANGES]
    kinds = {"count": pl.Int64(), **dict.fromkeys([names[2], *names[4:]], pl.Float64())}
    return pl.DataFrame([*bars, *lines], schema=names, orient="row", schema_overrides=kinds)


@styled()
def draw_guesses(ax: Axes, guesses: Sequence[Guess], outcome: float) -> Axes:
    """A row a guess: its median, and a line from its 5% to its 95% point."""
    ax.axvline(outcome, color=INK, lw=1.6, zorder=0)
    for row, guess in enumerate(guesses):
        colour, _, marker = _KINDS[guess.kind]
        score = guess.score
        ax.plot([score.low, score.high], [row, row], color=colour, lw=2.2)
        ax.plot(score.median, row, marker, color=colour, ms=7, zorder=3)
        _beside(ax, row, (f"{score.distance:.2f}", f"{score.crps:.2f}"), INK)
    _beside(ax, -0.9, ("distance", "score"), FAINT)
    ax.set_yticks(range(len(guesses)), [guess.name for guess in guesses])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(guesses) - 0.5, -1.4)
    ax.grid(axis="x", color=FAINT, alpha=0.2)
    return ax


def _beside(ax: Axes, row: float, texts: Sequence[str], colour: str) -> None:
    """Two columns to the right of a row."""
    for place, text in zip((1.1, 1.2), texts, strict=True):
        ax.annotate(text, (place, row), va="center", ha="right", color=colour, fontsize=8.5,
                    xycoords=("axes fraction", "data"), annotation_clip=False)  # fmt: skip


@styled()
def guesses_plate(guesses: Sequence[Guess], outcome: float, title: str, size: str) -> Plate:
    """The figure of `draw_guesses`; `size` says what was played."""
    figure, (ax,) = new_figure(8.2, 1.5 + 0.3 * len(guesses))
    headed(figure, title)
    draw_guesses(ax, guesses, outcome)
    ax.set_xlabel(f"years of delay; the line is the outcome, {outcome:.2f}")
    carry(
        ax,
        f"Each model row is of the frameworks among {size}. Dots: medians; lines: the middle 90%. "
        "Distance: expected absolute distance to the outcome, in years; score: the continuous "
        "ranked probability score, which counts spread too; less is nearer. One case whose end "
        "was known: no skill can be claimed from it.",
    )
    said = "; ".join(
        f"{one.name} {one.score.median:.3g} ({one.score.low:.3g} to {one.score.high:.3g}), "
        f"distance {one.score.distance:.2f}"
        for one in guesses
    )
    alt = f"{title}: medians and middle 90% of guesses beside the outcome {outcome:.3g}: {said}."
    return Plate("guesses", figure, guesses_table(guesses), alt)


def guesses_table(guesses: Sequence[Guess]) -> pl.DataFrame:
    """The numbers drawn, one row a guess, in the unit of the line; `without` is a share of 1."""
    rows = [
        (
            one.kind, one.name, one.score.median, one.score.low, one.score.high,
            one.score.distance, *ends(one.again), one.score.crps, one.without,
        )
        for one in guesses
    ]  # fmt: skip
    names = ["kind", "name", "median", "low_5", "high_95", "distance", "again_low", "again_high",
             "again_level", "crps", "without_agreement"]  # fmt: skip
    floats = dict.fromkeys(names[2:], pl.Float64())
    return pl.DataFrame(rows, schema=names, orient="row", schema_overrides=floats)
