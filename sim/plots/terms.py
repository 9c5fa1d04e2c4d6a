"""What the frameworks say, issue by issue."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib as mpl
import polars as pl
from matplotlib.axes import Axes

from sim.analysis.design import Design
from sim.analysis.terms import OptionShare, Terms
from sim.analysis.wording import in_100, percent, size_of, span_in_100
from sim.plots.figure import (
    FAINT,
    INK,
    RANGES,
    Plate,
    carry,
    ends,
    headed,
    new_figure,
    spread,
    styled,
    wrapped,
)
from sim.plots.labels import Labels, issue_title, option_title
from sim.text import many

_IN_A_ROW = 3
_TALL, _PITCH = 100.0, 150.0  # a column, and from one row of columns to the next
_BAR, _TEXT = 0.1, 0.17  # widths of a bar, and from its left edge to its labels
_GAP = 5.4  # height of a line of labels
_LINE = 7.5  # and of a title
_HATCHES = ("", "//", "..", "\\\\", "xx", "--")


@styled()
def draw_terms(ax: Axes, terms: Terms, labels: Labels) -> Axes:
    """A stacked column an issue, options from first (top) to last, named beside it."""
    lines = 1  # of the longest title
    for k, (issue, options) in enumerate(terms.issues.items()):
        left, base = k % _IN_A_ROW, -_PITCH * (k // _IN_A_ROW)
        title = wrapped(issue_title(labels, issue), 30)
        lines = max(lines, title.count("\n") + 1)
        ax.text(left, base + _TALL + 7, title, va="bottom", fontsize=9.5, fontweight="bold")
        if terms.frameworks:
            _column(ax, (left, base), options)
        names = [option_title(labels, issue, option.option) for option in options]
        _names(ax, (left, base), options, names)
    rows = -(-len(terms.issues) // _IN_A_ROW)
    ax.set_xlim(-0.02, max(2, min(_IN_A_ROW, len(terms.issues))))
    ax.set_ylim(-_PITCH * (rows - 1) - 3, _TALL + 9 + _LINE * lines)
    ax.set_axis_off()
    ax.set_title(
        f"Terms of the {many(terms.frameworks, 'framework')}, of 100"
        if terms.frameworks
        else "No run reached a framework: there are no terms"
    )
    carry(
        ax,
        f"n = {many(terms.frameworks, 'framework')} among {many(terms.runs, 'run')}; "
        f"{in_100(terms.without)} of 100 runs reached none.{_brackets(terms)}",
    )
    return ax


def _brackets(terms: Terms) -> str:
    """What stands in brackets behind a share."""
    known = [x for options in terms.issues.values() for x in options]
    again = next((x.sampling for x in known if x.sampling is not None), None)
    if again is None:
        return ""
    said = f" In brackets: {percent(again.level)} interval, if all were played again"
    inputs = next((x.inputs for x in known if x.inputs is not None), None)
    if inputs is None:
        return f"{said}; too few draws gave a framework for a range over inputs."
    return f"{said}; {percent(inputs.level)} range, if the inputs that no source reports differ."


def _ranged(option: OptionShare) -> str:
    """A share with its ranges: `13 (9-18; 0-60)`."""
    if option.sampling is None:
        return in_100(option.share)
    spans = [span_in_100(x) for x in (option.sampling, option.inputs) if x is not None]
    return f"{in_100(option.share)} ({'; '.join(spans)})".replace("-", "\u2013")


def _column(ax: Axes, corner: tuple[float, float], options: Sequence[OptionShare]) -> None:
    left, top = corner[0], corner[1] + _TALL
    ramp = mpl.colormaps["viridis"]
    for k, option in enumerate(options):
        high = _TALL * option.share
        colour = ramp(0.12 + 0.83 * k / max(1, len(options) - 1))
        ax.bar(left + _BAR / 2, -high, _BAR, top, color=colour, edgecolor="white", lw=1.2,
               hatch=_HATCHES[k % len(_HATCHES)])  # fmt: skip
        top -= high


def _names(
    ax: Axes, corner: tuple[float, float], options: Sequence[OptionShare], names: Sequence[str]
) -> None:
    """Each option beside its part of the column, moved apart where parts are thin."""
    left, base = corner
    texts = [
        wrapped(f"{_ranged(option)}  {name}", 34)
        for option, name in zip(options, names, strict=True)
    ]
    middles, top = [], _TALL
    for option in options:
        middles.append(base + top - _TALL * option.share / 2)
        top -= _TALL * option.share
    if not any(option.share for option in options):
        middles = [base + _TALL * (1 - (k + 0.5) / len(options)) for k in range(len(options))]
    for option, text, middle, place in zip(
        options, texts, middles, _apart(middles, texts, base), strict=True
    ):
        if option.share > 0:
            ax.plot([left + _BAR, left + _TEXT - 0.025, left + _TEXT - 0.01],
                    [middle, place, place], color=FAINT, lw=0.8)  # fmt: skip
        colour = INK if option.share > 0 else FAINT
        ax.text(left + _TEXT, place, text, va="center", fontsize=8.5, color=colour)


def _apart(middles: Sequence[float], texts: Sequence[str], base: float) -> list[float]:
    """Places for labels of several lines, from top to bottom."""
    tall = [_GAP * (text.count("\n") + 1) + 1 for text in texts]
    down = spread([-middle for middle in middles], tall, -base - _TALL - 4, 4 - base)
    return [-place for place in down]


def terms_table(terms: Terms, labels: Labels) -> pl.DataFrame:
    """The numbers drawn, one row an issue and option; shares of 1."""
    rows = [
        (
            issue, x.option, option_title(labels, issue, x.option), x.count, terms.frameworks,
            x.share, *ends(x.sampling), *ends(x.inputs),
        )
        for issue, options in terms.issues.items()
        for x in options
    ]  # fmt: skip
    names = ["issue", "option", "label", "count", "frameworks", "share", *RANGES]
    floats = dict.fromkeys(names[5:], pl.Float64())
    return pl.DataFrame(rows, schema=names, orient="row", schema_overrides=floats)


@styled()
def terms_plate(terms: Terms, labels: Labels, design: Design, title: str) -> Plate:
    """The figure of `draw_terms`."""
    rows = -(-len(terms.issues) // _IN_A_ROW)
    across = max(2, min(_IN_A_ROW, len(terms.issues)))
    figure, (ax,) = new_figure(2.95 * across, 1.4 + 3.3 * rows)
    headed(figure, title)
    draw_terms(ax, terms, labels)
    carry(ax, f"{size_of(design)}.")
    said = "; ".join(
        f"{issue_title(labels, issue)}: "
        + ", ".join(f"{option_title(labels, issue, x.option)} {_ranged(x)}" for x in options)
        for issue, options in terms.issues.items()
    )
    frameworks, runs = many(terms.frameworks, "framework"), many(terms.runs, "run")
    alt = f"{title}: terms of the {frameworks} of {runs}, of 100"
    alt += f". {said}." if terms.frameworks else ". No run reached one."
    return Plate("terms", figure, terms_table(terms, labels), alt)
