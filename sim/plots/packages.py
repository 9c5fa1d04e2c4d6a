"""What every package is worth to two actors, and where texts and solutions lie."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

import polars as pl
from matplotlib.axes import Axes

from sim.analysis.packages import PackageSpace
from sim.plots.figure import (
    BLUE,
    FAINT,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    Plate,
    carry,
    headed,
    new_figure,
    spread,
    styled,
    wrapped,
)
from sim.plots.labels import Labels, actor_title, option_title
from sim.text import many

_MANY = 2000  # points, above which they are drawn as a picture
_ISSUES_NAMED = 4  # up to which labels say a package's terms
_LABEL = (22.0, 6.0)  # the most that a name takes on the axes
_ASIDE = 4.0  # from the end of the first axis to where labels stand
_KINDS = {"package": "o", "crosses a hard red line": "x", "nobody can have it": "1"}


@styled()
def draw_packages(ax: Axes, space: PackageSpace, labels: Labels) -> Axes:
    """Packages as points: worth to the first actor across, to the second up."""
    across, up = space.worths
    open_, *_ = _KINDS
    for words, marker in _KINDS.items():
        chosen = [p for p in range(len(across)) if _kind(space, p) == words]
        if chosen:
            ax.scatter([across[p] for p in chosen], [up[p] for p in chosen], s=22, marker=marker,
                       c=GREY, lw=0 if words == open_ else 1, alpha=0.75, label=words,
                       rasterized=len(chosen) > _MANY)  # fmt: skip
    low, high = _low(space), _high(space)
    first, second = (actor_title(labels, actor) for actor in space.actors)
    _frontier(ax, space, f"Pareto frontier of {first} and {second} alone")
    _no_deal(ax, space, (first, second))
    _marks(ax, space, labels)
    ax.set_xlim(low, high)
    ax.set_ylim(low, high)
    ax.set_xlabel(f"worth to {first}, in points of its own scale (0\u2013100)")
    ax.set_ylabel(f"worth to {second}, in points of its own scale (0\u2013100)")
    ax.set_title(f"Worth of all {many(len(across), 'package')} to {first} and {second}", pad=20)
    ax.legend(loc="upper left", bbox_to_anchor=(0, -0.12), ncols=3, fontsize=8,
              columnspacing=1.2, borderpad=0, borderaxespad=0.2)  # fmt: skip
    carry(
        ax,
        f"n = {many(len(across), 'package')}, one draw of the inputs. Points of different actors "
        "are never compared: each axis has a scale of its own. Frontier: packages than which none "
        "is better for one of these two and worse for neither, whatever the others have of them; "
        "between them lies nothing, so they are joined in steps. Nash "
        "and Kalai-Smorodinsky: among all whose consent a package needs.",
    )
    return ax


def _kind(space: PackageSpace, package: int) -> str:
    open_, barred, infeasible = _KINDS
    if space.infeasible[package]:
        return infeasible
    return barred if space.barred[package] else open_


def _frontier(ax: Axes, space: PackageSpace, words: str) -> None:
    """Points, and steps between them: nothing lies between two packages."""
    front = _front(space)
    xs, ys = [x for x, _ in front], [y for _, y in front]
    ax.plot(xs, ys, drawstyle="steps-pre", color=INK, lw=0.9, ls=(0, (2, 1.5)))
    ax.plot(xs, ys, "o", color=INK, ms=4.5, ls="", label=words)


def _front(space: PackageSpace) -> list[tuple[float, float]]:
    across, up = space.worths
    return sorted({(across[p], up[p]) for p in space.frontier})


def _no_deal(ax: Axes, space: PackageSpace, names: tuple[str, str]) -> None:
    (x, y), (first, second), high = space.no_deal, names, _high(space)
    line: dict[str, Any] = {"color": INK, "lw": 1, "ls": (0, (5, 3))}
    ax.axvline(x, **line)
    ax.axhline(y, **line)
    ax.fill_between([x, high], y, high, color=BLUE, alpha=0.07, lw=0)
    at: dict[str, Any] = {"fontsize": 8, "textcoords": "offset points", "annotation_clip": False}
    ax.annotate(f"no deal, {first}", (x, high), (0, 3), va="bottom", ha=_toward(x, high), **at)
    right, above = _free_corner(space, y)
    end, off = (high, -3) if right else (_low(space), 3)
    ax.annotate(
        f"no deal, {second}", (end, y), (off, 3 if above else -3),
        ha="right" if right else "left", va="bottom" if above else "top", zorder=4, **at,
    )  # fmt: skip


def _toward(x: float, high: float) -> Literal["left", "center", "right"]:
    """How to set words over a line so that they stay over the axes."""
    return "left" if x < _LABEL[0] / 2 else "right" if x > high - 3 - _LABEL[0] / 2 else "center"


def _low(space: PackageSpace) -> float:
    return min(0.0, *space.worths[0], *space.worths[1]) - 3


def _high(space: PackageSpace) -> float:
    """Above 100 where options are worth more together than each by itself."""
    return max(100.0, *space.worths[0], *space.worths[1]) + 3


def _free_corner(space: PackageSpace, y: float) -> tuple[bool, bool]:
    """Right or left, above or below a line at y: where its name covers fewest packages."""
    low = _low(space)

    def covered(corner: tuple[bool, bool]) -> int:
        right, above = corner
        start = _high(space) - _LABEL[0] if right else low
        foot = y if above else y - _LABEL[1]
        return sum(
            start <= across <= start + _LABEL[0] and foot <= up <= foot + _LABEL[1]
            for across, up in _drawn(space)
        )

    return min(((True, True), (True, False), (False, True), (False, False)), key=covered)


def _drawn(space: PackageSpace) -> list[tuple[float, float]]:
    """Places of all packages, and points along the steps of the frontier between them."""
    steps: list[tuple[float, float]] = []
    for (left, top), (right, foot) in pairwise(_front(space)):
        for part in range(1, 20):
            steps += [
                (left, top + part / 20 * (foot - top)),
                (left + part / 20 * (right - left), foot),
            ]
    return [*zip(*space.worths, strict=True), *steps]


def _marks(ax: Axes, space: PackageSpace, labels: Labels) -> None:
    """Solutions and texts, each package named once beside the axes."""
    across, up = space.worths
    names: dict[int, list[str]] = {}
    ring: dict[str, Any] = {"mfc": "none", "mew": 1.8, "zorder": 5, "ls": ""}
    for packages, marker, size, colour, name in (
        (space.nash, "D", 11, PURPLE, "Nash"),
        (space.kalai_smorodinsky, "^", 15, BLUE, "Kalai-Smorodinsky"),
    ):
        for package in packages:
            ax.plot(across[package], up[package], marker, ms=size, mec=colour, **ring)
            tied = f"{name}, tied" if len(packages) > 1 else name
            names.setdefault(package, []).append(tied)
    for text in space.tabled:
        marker, size = ("*", 13) if text.agreed else ("s", 6)
        ax.plot(across[text.package], up[text.package], marker, ms=size, color=ORANGE, mec=INK,
                mew=0.7, zorder=6)  # fmt: skip
        said = f"text {text.number}" + (", agreed" if text.agreed else "")
        names.setdefault(text.package, []).append(said)
    _beside(ax, space, names, labels)


def _beside(ax: Axes, space: PackageSpace, names: dict[int, list[str]], labels: Labels) -> None:
    across, up = space.worths
    order = sorted(names, key=lambda p: (up[p], across[p]))
    texts = [_label(space, labels, p, names[p]) for p in order]
    tall = [4.1 * (text.count("\n") + 1) + 2 for text in texts]
    aside = _high(space) + _ASIDE
    places = spread([up[p] for p in order], tall, -6, aside + 2)
    for p, text, place in zip(order, texts, places, strict=True):
        ax.plot([across[p], aside - 3, aside - 1], [up[p], place, place], color=FAINT, lw=0.7,
                clip_on=False, zorder=3)  # fmt: skip
        ax.annotate(text, (aside, place), va="center", fontsize=8, annotation_clip=False)


def _label(space: PackageSpace, labels: Labels, package: int, names: list[str]) -> str:
    marks = [name for name in names if not name.startswith("text")]
    texts = [name.removeprefix("text ") for name in names if name.startswith("text")]
    if texts:
        marks.append(("text " if len(texts) == 1 else "texts ") + ", ".join(texts))
    said = wrapped(" \u00b7 ".join(marks), 34)
    if len(space.issues) > _ISSUES_NAMED:
        return said
    terms = zip(space.issues, space.terms[package], strict=True)
    named = "; ".join(option_title(labels, issue, option) for issue, option in terms)
    return f"{said}\n{wrapped(named, 36)}"


def packages_table(space: PackageSpace) -> pl.DataFrame:
    """The numbers drawn, one row a package; points of 0-100 of each actor's own scale."""
    count = range(len(space.terms))
    front = frozenset(space.frontier)
    texts: dict[int, list[str]] = {}
    for text in space.tabled:
        texts.setdefault(text.package, []).append(str(text.number))
    agreed = {text.package for text in space.tabled if text.agreed}
    table = {
        f"worth.{name}": worths for name, worths in zip(space.actors, space.worths, strict=True)
    }
    return pl.DataFrame(
        {
            "terms": ["; ".join(terms) for terms in space.terms],
            **table,
            **{
                f"no_deal.{name}": [worth] * len(count)
                for name, worth in zip(space.actors, space.no_deal, strict=True)
            },
            "crosses_hard_line": list(space.barred),
            "infeasible": list(space.infeasible),
            "frontier": [p in front for p in count],
            "nash": [p in space.nash for p in count],
            "kalai_smorodinsky": [p in space.kalai_smorodinsky for p in count],
            "texts": [" ".join(texts.get(p, [])) for p in count],
            "agreed": [p in agreed for p in count],
        }
    )


@styled()
def packages_plate(space: PackageSpace, labels: Labels, title: str) -> Plate:
    """The figure of `draw_packages`."""
    figure, (ax,) = new_figure(8.6, 6.2)
    headed(figure, title)
    draw_packages(ax, space, labels)
    first, second = (actor_title(labels, actor) for actor in space.actors)
    said = f"{many(len(space.terms), 'package')}, {sum(space.barred):,} across a hard red line"
    closed = sum(space.infeasible)
    said += f", {closed:,} that nobody can have. " if closed else ". "
    asked = "more" if space.above else "no less"
    said += f"{len(space.enough):,} are worth {asked} than no deal to both"
    marks = [("Nash", p) for p in space.nash]
    marks += [("Kalai-Smorodinsky", p) for p in space.kalai_smorodinsky]
    marks += [
        (f"Text {text.number}{' (agreed)' if text.agreed else ''}", text.package)
        for text in space.tabled
    ]
    places = "; ".join(
        f"{name}: {first} {space.worths[0][p]:.0f}, {second} {space.worths[1][p]:.0f}"
        for name, p in marks
    )
    alt = (
        f"{title}: what every package is worth to {first} and to {second}, each in points of "
        f"its own scale of 0-100, never compared. {said}. {places}."
    )
    return Plate("packages", figure, packages_table(space), alt)
