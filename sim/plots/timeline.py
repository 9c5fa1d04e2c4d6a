"""One run by day: who tabled and answered what, and what the answers rested on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from matplotlib.axes import Axes

from sim.analysis.runs import Floats
from sim.analysis.story import COMMITMENT, STATED, Moment, Run
from sim.plots.figure import (
    BLUE,
    FAINT,
    GREY,
    INK,
    ORANGE,
    PAPER,
    Plate,
    carry,
    headed,
    new_figure,
    spread,
    styled,
)
from sim.plots.labels import Labels, actor_title
from sim.talks.projections import Standing

_MARKS = {  # marker, face, and which side of the lane it stands on
    "tabled": ("s", ORANGE, 0.0),
    "accepted": ("o", BLUE, 0.2),
    "criticised": ("o", PAPER, 0.2),
    "rejected": ("X", INK, 0.2),
    "demand": ("^", GREY, -0.2),
    "demand withdrawn": ("v", GREY, -0.2),
    STATED: ("|", INK, -0.2),
    COMMITMENT: ("1", INK, -0.2),
    "public statement": ("d", PAPER, -0.2),
}
_KEYS = 5  # to a row of the legend


@dataclass(frozen=True, slots=True)
class Series:
    """What one actor's answers rest on, by day after the record.

    Arrays of one length, points of 0-100 on the actor's own scale; `worth` is that of
    the text live on that day (nan: none), left empty where it is not to be drawn.
    """

    actor: str
    days: Floats
    aspiration: Floats
    no_deal: Floats
    worth: Floats = field(default_factory=lambda: np.empty(0))


def series_of(standings: Sequence[Standing]) -> list[Series]:
    """One series an actor, of what `sim.talks.projections.worth_series` gives."""
    found = []
    for actor in sorted({one.actor for one in standings}):
        mine = [one for one in standings if one.actor == actor]
        live = [np.nan if one.live is None else one.live for one in mine]
        found.append(
            Series(
                actor,
                days=np.array([one.day for one in mine]),
                aspiration=100 * np.array([one.aspiration for one in mine]),
                no_deal=100 * np.array([one.no_deal for one in mine]),
                worth=100 * np.array(live),
            )
        )
    return found


@styled()
def draw_moves(ax: Axes, run: Run, labels: Labels) -> Axes:
    """A lane for every actor, alphabetically; texts as shades while they are live."""
    names = {actor: actor_title(labels, actor) for actor in run.actors}
    lanes = {a: k for k, a in enumerate(sorted(names, key=lambda a: names[a].casefold()))}
    _texts(ax, run, len(lanes))
    first = run.first_day - 0.025 * (run.last_day - run.first_day)
    ax.hlines(range(len(lanes)), first, run.last_day, color=FAINT, lw=0.6, alpha=0.5)
    drawn = set()
    for moment in run.moments:
        marker, face, side = _MARKS[moment.kind]
        ax.plot(moment.day, lanes[moment.actor] + side, marker, ms=7, mfc=face, mec=INK, mew=1,
                ls="", label=moment.kind if moment.kind not in drawn else None,
                zorder=4, clip_on=False)  # fmt: skip
        drawn.add(moment.kind)
    _milestones(ax, run, len(lanes) - 0.5)
    ax.set_yticks(range(len(lanes)), [names[a] for a in lanes])
    ax.set_ylim(len(lanes) - 0.05, -1.45)
    ax.set_xlim(first, run.last_day)
    ax.xaxis.set_major_formatter("{x:+g}")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    if drawn:
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=_KEYS, fontsize=8,
                  handletextpad=0.2, columnspacing=1.1, borderpad=0, borderaxespad=0.3)  # fmt: skip
    what = "who tabled and answered what" if run.texts else "no text was tabled"
    rows = max(1, -(-len(drawn) // _KEYS))
    ax.set_title(f"One run: {what}", pad=10 + 14 * rows)
    recorded = any(day < 0 for day in [m.day for m in run.moments] + [t.tabled for t in run.texts])
    cut = _CUT if recorded else "All of it is simulated (~)."
    carry(ax, f"n = 1 run. {cut} It ended: {run.outcome}.")
    return ax


_CUT = "Left of the line is the record as reported, right of it all is simulated (~)."


def _texts(ax: Axes, run: Run, lanes: int) -> None:
    """Each text as a shaded span with its number on top; numbers never overlap."""
    width = run.last_day - run.first_day
    for k, text in enumerate(run.texts):
        shade = 0.2 if k % 2 == 0 else 0.1
        ax.fill_between([text.tabled, text.lapsed], -0.5, lanes - 0.5, color=ORANGE, alpha=shade,
                        lw=0, zorder=0)  # fmt: skip
    middles = [(text.tabled + text.lapsed) / 2 for text in run.texts]
    long = len(run.texts) <= 9
    sizes = [width * (0.085 if long else 0.03) for text in run.texts]
    for text, place in zip(
        run.texts, spread(middles, sizes, run.first_day, run.last_day), strict=True
    ):
        said = f"text {text.number}\n{text.label}" if long else str(text.number)
        ax.text(place, -0.62, said, ha="center", va="bottom", fontsize=8)


def _milestones(ax: Axes, run: Run, foot: float) -> None:
    """Where the record ends and the model begins, and the framework, named at the foot."""
    named = [(0.0, "simulated ~", INK, "-", 1.2)]
    if run.framework is not None:
        near = run.framework < 0.16 * (run.last_day - run.first_day)
        named[0] = (0.0, "" if near else named[0][1], INK, "-", 1.2)
        named.append((run.framework, "framework ~", BLUE, "--", 1.6))
    if run.deadline is not None and 0.0 < run.deadline <= run.last_day:
        named.append((run.deadline, "deadline", GREY, ":", 1.6))
    for day, text, colour, dash, width in named:
        ax.vlines(day, -0.5, foot + 0.42, color=colour, lw=width, ls=dash)
        ax.annotate(text, (day, foot), (4, -2), textcoords="offset points", va="top", fontsize=8)
    if run.first_day < -0.1 * run.last_day:
        ax.annotate("record", (0, foot), (-4, -2), textcoords="offset points", va="top",
                    ha="right", fontsize=8)  # fmt: skip


@styled()
def draw_series(ax: Axes, series: Series, run: Run, labels: Labels) -> Axes:
    """One actor's aspiration falling toward its no-deal worth, and the worth of live texts."""
    name = actor_title(labels, series.actor)
    ax.plot(series.days, series.aspiration, color=BLUE, lw=1.8)
    ax.plot(series.days, series.no_deal, color=INK, lw=1.3, ls=(0, (4, 2)))
    ends = [
        (float(series.aspiration[-1]), "holds out for", BLUE),
        (float(series.no_deal[-1]), "no deal", INK),
    ]
    if len(series.worth):
        ax.plot(series.days, series.worth, color=ORANGE, lw=3, drawstyle="steps-post",
                solid_capstyle="butt")  # fmt: skip
        known = series.worth[np.isfinite(series.worth)]
        ends += [(float(known[-1]), "worth of text", ORANGE)] if len(known) else []
    _named(ax, ends, run.last_day)
    ax.axvline(0, color=INK, lw=1.2)
    lowest = min(0.0, np.nanmin(series.worth, initial=0.0))
    highest = max(np.nanmax(values, initial=100.0) for values in (series.worth, series.aspiration))
    ax.set_ylim(lowest - 4, highest + 4)
    ax.set_yticks([0, 50, 100])
    ax.set_ylabel(name, fontsize=9)
    ax.grid(axis="y", color=FAINT, alpha=0.2)
    return ax


def _named(ax: Axes, ends: list[tuple[float, str, str]], last: float) -> None:
    """Names of the lines beside their ends."""
    ends = sorted(ends)
    places = spread([y for y, *_ in ends], [19.0] * len(ends), -8, 108)
    for (_, text, colour), place in zip(ends, places, strict=True):
        at: dict[str, Any] = {"textcoords": "offset points", "va": "center"}
        ax.annotate("\u2014", (last, place), (4, 0), color=colour, fontweight="bold", **at)
        ax.annotate(text, (last, place), (18, 0), fontsize=8, **at)


def timeline_table(run: Run, series: Sequence[Series]) -> pl.DataFrame:
    """The numbers drawn, one row a mark, span end or point of a line."""
    rows: list[tuple[str, str, float, float | None, str]] = [
        (m.kind, m.actor, m.day, None, "" if m.text < 0 else f"text {m.text}") for m in run.moments
    ]
    for text in run.texts:
        rows.append(("live from", "", text.tabled, None, f"text {text.number}"))
        rows.append(("live until", "", text.lapsed, None, f"text {text.number}"))
    if run.framework is not None:
        rows.append(("framework", "", run.framework, None, ""))
    if run.deadline is not None:
        rows.append(("deadline", "", run.deadline, None, ""))
    for one in series:
        for kind, values in (
            ("aspiration", one.aspiration),
            ("no deal", one.no_deal),
            ("worth of text", one.worth),
        ):
            rows += [
                (kind, one.actor, float(day), float(y), "")
                for day, y in zip(one.days, values, strict=False)
                if np.isfinite(y)
            ]
    return pl.DataFrame(rows, schema=_COLUMNS, orient="row")


_COLUMNS = {
    "kind": pl.String,
    "actor": pl.String,
    "day": pl.Float64,
    "points": pl.Float64,
    "about": pl.String,
}


@styled()
def timeline_plate(run: Run, series: Sequence[Series], labels: Labels, title: str) -> Plate:
    """Moves on top, one panel below for each actor that consents, alphabetically."""
    ordered = sorted(series, key=lambda one: actor_title(labels, one.actor).casefold())
    lanes = 0.9 + 0.42 * len(run.actors)
    figure, axes = new_figure(
        9.0, 1.9 + lanes + 1.15 * len(ordered), [lanes, *(1.15 for _ in ordered)]
    )
    headed(figure, title)
    draw_moves(axes[0], run, labels)
    for ax, one in zip(axes[1:], ordered, strict=True):
        draw_series(ax, one, run, labels)
    if ordered:
        axes[1].set_title("What answers rest on, in points of each actor's own scale")
        carry(axes[0], "Points of different actors are never compared.")
    axes[-1].set_xlabel("days after the record")
    said = "; ".join(_told(moment, labels) for moment in run.moments)
    alt = f"{title}: one run by day after the record. {said}. It ended: {run.outcome}."
    return Plate("timeline", figure, timeline_table(run, ordered), alt)


def _told(moment: Moment, labels: Labels) -> str:
    about = f" text {moment.text}" if moment.text >= 0 else ""
    return f"{math.floor(moment.day):+d} {actor_title(labels, moment.actor)}: {moment.kind}{about}"
