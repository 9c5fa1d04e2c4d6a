"""What a text would need of each input, and which added option would open a zone."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes

from sim.analysis.bargain import Inverse
from sim.analysis.inverse import Reach, Within
from sim.analysis.openings import Opening, Openings
from sim.analysis.wording import in_100, percent
from sim.plots.figure import (
    BLUE,
    FAINT,
    GREY,
    INK,
    PAPER,
    Plate,
    carry,
    ends,
    headed,
    new_figure,
    styled,
)
from sim.text import many

MOST = 20  # inputs drawn
OPTIONS = 16  # added options drawn


@styled()
def draw_needs(ax: Axes, rows: Sequence[Reach]) -> Axes:
    """A row an input, over its range: the median drawn, and the nearest value that is enough."""
    for y, one in enumerate(rows):
        ax.plot([0, 100], [y, y], "-", color=GREY, lw=1.0, alpha=0.6, zorder=1)
        ax.plot(_place(one, one.median), y, "o", mfc=PAPER, mec=INK, ms=5.5, zorder=3)
        if one.value is None:
            ax.plot(_place(one, one.best), y, "x", color=FAINT, ms=5.5, mew=1.4, zorder=3)
            said = f"at most {in_100(one.best_chance)}"
        else:
            _enough(ax, y, one)
            said = f"{one.value:.3g}"
        ax.annotate(said, (103, y), va="center", fontsize=8, annotation_clip=False)
    enough = [one.value is not None for one in rows]
    for there, marker, face, edge, words in (
        (True, "o", PAPER, INK, "median drawn"),
        (any(enough), "D", BLUE, INK, "nearest that is enough, and its interval"),
        (not all(enough), "x", FAINT, FAINT, "none is enough: where the chance is greatest"),
    ):
        if there:
            ax.plot([], [], marker, mfc=face, mec=edge, ls="", label=words)
    ax.set_yticks(range(len(rows)), [one.path for one in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(-2, 102)
    ax.set_xlabel("where in the range of the input (0 its lower end, 100 its upper)")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.legend(loc="upper left", bbox_to_anchor=(0, -1.6 / max(len(rows), 5)), ncols=3, fontsize=8,
              columnspacing=1.2, borderpad=0, borderaxespad=0.2)  # fmt: skip
    return ax


def _place(one: Reach, value: float) -> float:
    return 100 * (value - one.low) / (one.high - one.low)


def _enough(ax: Axes, y: int, one: Reach) -> None:
    assert one.value is not None
    at = _place(one, one.value)
    if one.within is not None and one.move:
        beyond = 100.0 if one.move > 0 else 0.0  # an end beyond the range
        ends = [
            beyond if end is None else _place(one, end) for end in (one.within.near, one.within.far)
        ]
        ax.plot(ends, [y, y], "-", color=BLUE, lw=3.2, alpha=0.55, zorder=2, solid_capstyle="butt")
    ax.annotate("", (at, y), (_place(one, one.median), y), zorder=2,
                arrowprops={"arrowstyle": "-", "color": INK, "lw": 1.2})  # fmt: skip
    ax.plot(at, y, "D", mfc=BLUE, mec=INK, ms=6, zorder=4)


def needs_table(needs: Inverse) -> pl.DataFrame:
    """One row a number, and one a word of an input in words; chances of 1."""
    rows = [
        {
            "input": one.path,
            "unit": one.unit,
            "low": one.low,
            "high": one.high,
            "median": one.median,
            "needs": one.value,
            **_within(one.within),
            "move": one.move,
            "chance": one.chance,
            "best_at": one.best,
            "best_chance": one.best_chance,
            "word": None,
            "drawn": None,
        }
        for one in needs.numbers
    ]
    for one in needs.words:
        rows += [
            {"input": one.path, "unit": "word", "word": word, "drawn": drawn, "chance": chance}
            for word, drawn, chance in one.words
        ]
    schema = dict.fromkeys(("input", "unit", "word"), pl.String())
    numbers = ("low", "high", "median", "needs", "near", "far", "level", "move", "chance",
               "best_at", "best_chance", "drawn")  # fmt: skip
    table = pl.DataFrame(rows, schema={**schema, **dict.fromkeys(numbers, pl.Float64())})
    asked, as_drawn = pl.lit(needs.p).alias("asked"), pl.lit(needs.base.chance).alias("as_drawn")
    return table.select("input", "unit", *numbers, "word", asked, as_drawn)


def _within(within: Within | None) -> dict[str, float | None]:
    if within is None:
        return dict.fromkeys(("near", "far", "level"))
    return {"near": within.near, "far": within.far, "level": within.level}


@styled()
def needs_plate(needs: Inverse, text: str, title: str) -> Plate:
    """The figure of `draw_needs`: the inputs that need to change least."""
    rows = needs.numbers[:MOST]
    p, base = in_100(needs.p), needs.base
    figure, (ax,) = new_figure(9.0, 2.7 + 0.27 * len(rows))
    headed(figure, title)
    draw_needs(ax, rows)
    ax.set_title(f"What a text would need to find consent in {p} of 100")
    among = (
        f" Drawn: {len(rows)} of {len(needs.numbers)}." if len(rows) < len(needs.numbers) else ""
    )
    level = percent(base.interval.level)
    carry(
        ax,
        f"{text} n = {many(base.draws, 'draw')} of the unknown inputs, given the record; as drawn "
        f"{in_100(base.chance)} of 100 find consent ({level} interval "
        f"{in_100(base.interval.low)} to {in_100(base.interval.high)}). One input at a time, set "
        f"from the end of the record on. At the right: the value, or the most of 100 that it can "
        f"do. Intervals: {level}, over draws.{among} Inputs in words stand in the table alone. "
        "Ranges are assumed; none of this says who should give way.",
    )
    reached = [one for one in needs.numbers if one.value is not None]
    said = [f"{one.path} {one.value:.3g} instead of {one.median:.3g}" for one in reached[:5]]
    alt = (
        f"{title}. {text} Consent in {in_100(base.chance)} of 100 as drawn. {len(reached)} of "
        f"{many(len(needs.numbers), 'input brings', 'inputs bring')} it to {p} of 100 alone"
        f"{': ' if said else ''}{'; '.join(said)}."
    )
    return Plate("bargain-needs", figure, needs_table(needs), alt)


@styled()
def draw_openings(ax: Axes, rows: Sequence[Opening]) -> Axes:
    """A row an added option: the share of draws without a zone in which it opens one."""
    for y, one in enumerate(rows):
        low, high = 100 * one.interval.low, 100 * one.interval.high
        ax.plot([low, high], [y, y], "-", color=INK, lw=1.4, zorder=2)
        face = BLUE if one.added.serves else PAPER
        marker = "D" if one.added.serves else "o"
        ax.plot(100 * one.share, y, marker, mfc=face, mec=INK, ms=6.5, zorder=3)
    serves = [bool(one.added.serves) for one in rows]
    for there, marker, face, words in (
        (not all(serves), "o", PAPER, "half a step"),
        (any(serves), "D", BLUE, "serves a purpose"),
    ):
        if there:
            ax.plot([], [], marker, mfc=face, mec=INK, ls="", label=words)
    ax.set_yticks(range(len(rows)), [one.added.told for one in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(-2, 102)
    ax.set_xlabel("of 100 draws without a zone")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="y", color=FAINT, alpha=0.15, lw=0.8)
    ax.legend(loc="upper left", bbox_to_anchor=(0, -1.6 / max(len(rows), 5)), ncols=2, fontsize=8,
              columnspacing=1.2, borderpad=0, borderaxespad=0.2)  # fmt: skip
    return ax


def openings_table(openings: Openings) -> pl.DataFrame:
    """One row an added option; shares of 1."""
    return pl.DataFrame(
        [
            {
                "issue": one.added.issue,
                "from": one.added.low,
                "to": one.added.high,
                "serves_purpose_of": one.added.serves or None,
                "opens": one.share,
                **dict(zip(("low", "high", "level"), ends(one.interval), strict=True)),
                "draws": openings.without,
            }
            for one in openings.rows
        ],
        schema_overrides={"serves_purpose_of": pl.String()},
    )


@styled()
def openings_plate(openings: Openings, title: str) -> Plate:
    """The figure of `draw_openings`: the options that open a zone most often."""
    rows = openings.rows[:OPTIONS]
    figure, (ax,) = new_figure(9.0, 2.2 + 0.29 * len(rows))
    headed(figure, title)
    draw_openings(ax, rows)
    ax.set_title("Draws in which an added option would open a zone of agreement")
    among = (
        f" Drawn: {len(rows)} of {len(openings.rows)}." if len(rows) < len(openings.rows) else ""
    )
    carry(
        ax,
        f"n = {many(openings.without, 'draw')} without a zone, "
        f"of {openings.draws:,}. Lines: "
        f"{percent(openings.level)} intervals over draws. Hypothetical options: half a step is "
        "worth the mean of its neighbours to everyone; only purposes that the scenario states can "
        f"be served.{among}",
    )
    said = "; ".join(f"{one.added.told} {in_100(one.share)}" for one in rows[:5])
    alt = f"{title}. Of 100 draws without a zone, an added option opens one in: {said}."
    return Plate("bargain-openings", figure, openings_table(openings), alt)
