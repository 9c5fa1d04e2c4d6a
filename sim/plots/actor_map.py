"""Who stands where on an issue: a row an actor, as tall as its title, wide or for a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.analysis.actor_map import OPPOSES, RANKING, WANTS, ActorMap, MappedActor, Span
from sim.plots.figure import BLUE, FAINT, INK, ORANGE, PURPLE, Plate, styled
from sim.plots.folding import folded, tall
from sim.plots.sheet import Sheet

_SIZE, _SMALL = 8.0, 7.0  # points
_LEAST = 0.24  # inches of a row
_GAP = 0.14  # between columns
_MARKS = {WANTS: "o", OPPOSES: "s", RANKING: "^"}
_TICKS = 9  # options that each have a tick; of more, some


@dataclass(frozen=True, slots=True)
class Shape:
    """Widths of the columns in inches; on a phone titles stand above their rows."""

    width: float
    title: float
    position: float
    number: float
    words: float  # of consent and of who reaches it
    stacked: bool

    @property
    def lefts(self) -> tuple[float, float, float, float, float]:
        """Where position, salience, worth, consent and reach begin."""
        at = 0.3 if self.stacked else self.title + _GAP
        salience = at + self.position + _GAP
        worth = salience + self.number + _GAP
        if self.stacked:
            return at, salience, worth, 0.3, 0.3 + self.words + _GAP
        consent = worth + self.number + _GAP
        return at, salience, worth, consent, consent + self.words + _GAP


WIDE = Shape(11.0, 3.1, 2.6, 1.35, 0.95, stacked=False)
PHONE = Shape(3.9, 3.3, 1.35, 0.8, 1.2, stacked=True)


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of each actor beside the marks, by id: consent, and who reaches it."""

    consent: Mapping[str, str]
    reached_by: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: its folded texts and how tall it is."""

    one: MappedActor
    title: str
    consent: str
    reach: str
    height: float
    marks: float  # from the row's top to the middle of its marks


def _line(one: MappedActor, words: Words, shape: Shape) -> _Line:
    title = folded(one.title, shape.title - 0.3, _SIZE)
    consent, reach = words.consent[one.actor], words.reached_by[one.actor]
    room = shape.width - 0.15 - shape.lefts[4]
    if shape.stacked:
        text = f"consent {consent}" + (f"; reached by {reach}" if reach else "")
        consent, reach = folded(text, shape.width - 0.5, _SMALL), ""
        above = tall(title, _SIZE)
        height = above + _LEAST + tall(consent, _SMALL) + 0.08
        return _Line(one, title, consent, reach, height, above + _LEAST / 2 + 0.02)
    consent, reach = folded(consent, shape.words, _SMALL), folded(reach, room, _SMALL)
    texts = tall(title, _SIZE), tall(consent, _SMALL), tall(reach, _SMALL), _LEAST
    height = max(texts) + 0.06
    return _Line(one, title, consent, reach, height, height / 2)


def _head(found: ActorMap, shape: Shape) -> str:
    """The issue and its options, each on a line; of many the two ends."""
    options = list(enumerate(found.options.values(), 1))
    kept = options if len(options) <= _TICKS else [options[0], options[-1]]
    lines = [f"{found.issue_title}:", *(f"{k} {title}" for k, title in kept)]
    return "\n".join(folded(line, shape.width - 0.3, _SIZE) for line in lines)


@styled()
def draw_map(ax: Axes, found: ActorMap, words: Words, shape: Shape = WIDE) -> Axes:
    """Position, salience, worth of no deal, consent and channels, an actor a row, in inches."""
    lines = [_line(one, words, shape) for one in found.actors]
    top = _heads(ax, found, shape)
    for k, line in enumerate(lines, 1):
        if k % 2:
            ax.add_patch(
                Rectangle((0, -top - line.height), shape.width - 0.15, line.height, fc="#f3f3f5",
                          ec="none", zorder=0)
            )  # fmt: skip
        _row(ax, found, line, (k, top), shape)
        top += line.height
    ax.set_xlim(0.0, shape.width - 0.15)
    ax.set_ylim(-top - 0.05, 0.0)
    ax.set_axis_off()
    return ax


def _heads(ax: Axes, found: ActorMap, shape: Shape) -> float:
    """Heads and scales of the columns; how far down they reach."""
    told = _head(found, shape)
    ax.text(0.0, 0.0, told, va="top", fontsize=_SIZE, linespacing=1.25)
    top = tall(told, _SIZE) + 0.1
    position, salience, worth, consent, reach = shape.lefts
    heads = [(position, shape.position, "Position"), (salience, shape.number, "Salience"),
             (worth, shape.number, "No deal")]  # fmt: skip
    if not shape.stacked:
        heads += [(consent, shape.words, "Consent"), (reach, 1.0, "Reached by")]
    for left, _, head in heads:
        ax.text(left, -top, head, va="top", fontsize=_SIZE, fontweight="bold")
    top += 0.2
    count = len(found.options)
    step = max(1, -(-count // _TICKS))
    for k in range(0, count, step):
        x = position + _across(k, count, shape.position)
        ax.text(x, -top, str(k + 1), ha="center", va="top", fontsize=_SMALL, color=FAINT)
    for left in (salience, worth):
        for value in (0, 100):
            x = left + _across(value, 101, shape.number)
            ax.text(x, -top, str(value), ha="center", va="top", fontsize=_SMALL, color=FAINT)
    return top + 0.17


def _across(place: float, count: int, width: float) -> float:
    """A place among so many, across a column with room for a mark at its ends."""
    return 0.1 + (width - 0.2) * place / (count - 1)


def _row(ax: Axes, found: ActorMap, line: _Line, at: tuple[int, float], shape: Shape) -> None:
    number, top = at
    position, salience, worth, consent, reach = shape.lefts
    y = -top - line.marks
    above = -top - 0.02 if shape.stacked else y
    va = "top" if shape.stacked else "center"
    ax.text(0.22, above, str(number), ha="right", va=va, fontsize=_SIZE, fontweight="bold")
    ax.text(0.3, above, line.title, va=va, fontsize=_SIZE, linespacing=1.25)
    _position(ax, found, line.one, (position, y), shape.position)
    if line.one.position is not None:
        _span(ax, line.one.position.salience, (salience, y), shape.number, (BLUE, "o"))
    _span(ax, line.one.worth, (worth, y), shape.number, (ORANGE, "D"))
    if line.one.fallback:
        ax.text(worth + 0.1, y, "a package", va="center", fontsize=_SMALL)
    below = y - _LEAST / 2 - 0.01 if shape.stacked else y
    ax.text(consent, below, line.consent, va=va, fontsize=_SMALL, linespacing=1.25, color=INK)
    ax.text(reach, y, line.reach, va="center", fontsize=_SMALL, linespacing=1.25)


def _position(
    ax: Axes, found: ActorMap, one: MappedActor, at: tuple[float, float], width: float
) -> None:
    left, y = at
    count = len(found.options)
    ends = [left + _across(k, count, width) for k in (0, count - 1)]
    ax.plot(ends, [y, y], color="#d5d5da", lw=0.8, zorder=1)
    if one.position is None:
        return
    low, mean, high = (left + _across(k, count, width) for k in found.place(one.position))
    if low < high:
        ax.plot([low, high], [y, y], color=PURPLE, lw=2.2, alpha=0.5, zorder=2)
    by = one.position.by
    ax.plot(mean, y, _MARKS.get(by, "D"), ms=6, mec=PURPLE, mew=1.3, zorder=3,
            mfc="white" if by == OPPOSES else PURPLE)  # fmt: skip


def _span(
    ax: Axes, span: Span | None, at: tuple[float, float], width: float, look: tuple[str, str]
) -> None:
    """A range of points and its median; dashed where the file does not say it."""
    left, y = at
    colour, marker = look
    ends = [left + _across(value, 101, width) for value in (0, 100)]
    ax.plot(ends, [y, y], color="#d5d5da", lw=0.8, zorder=1)
    if span is None:
        return
    low, high, median = (
        left + _across(value, 101, width) for value in (span.low, span.high, span.median)
    )
    dash = (0, (1.5, 1.0)) if span.default else "-"
    ax.plot([low, high], [y, y], color=colour, lw=2.6, ls=dash, zorder=2, solid_capstyle="butt",
            dash_capstyle="butt")  # fmt: skip
    ax.plot(median, y, marker, ms=4.5, color=colour, mec=INK, mew=0.5, zorder=3)


def map_table(found: ActorMap) -> pl.DataFrame:
    """The numbers drawn, one row an actor; points of 0-100, options by id."""
    rows = []
    for number, one in enumerate(found.actors, 1):
        position = one.position
        salience = None if position is None else position.salience
        rows.append(
            {
                "number": number,
                "actor": one.actor,
                "title": one.title,
                "roles": " ".join(one.roles),
                "by": None if position is None else position.by,
                "best": None if position is None else " ".join(position.best),
                "place": None if position is None else found.place(position)[1] + 1,
                **_ends("salience", salience),
                **_ends("no_deal", one.worth),
                "consent": one.consent,
                "veto": one.veto,
                "reaches": " ".join(one.reaches),
            }
        )
    words = ("by", "best", "actor", "title", "roles", "consent", "reaches")
    kinds = {name: pl.String() for name in words} | {
        name: pl.Float64()
        for name in ("place", *(f"{of}_{end}" for of in ("salience", "no_deal")
                                for end in ("low", "median", "high")))
    }  # fmt: skip
    return pl.DataFrame(rows, schema_overrides=kinds)


def _ends(name: str, span: Span | None) -> dict[str, float | None]:
    numbers = (None,) * 3 if span is None else (span.low, span.median, span.high)
    return dict(zip((f"{name}_low", f"{name}_median", f"{name}_high"), numbers, strict=True))


_NOTE = (
    "Read from the scenario; nothing was played. A mark is what is liked best: a circle is wanted, "
    "a hollow square lies farthest from what is opposed, a diamond is by points, a triangle by a "
    "ranking. Lines are all that it may be, dots medians, dashes what the file does not say."
)


@styled()
def map_plates(found: ActorMap, words: Words, alt: str) -> Sequence[Plate]:
    """The figure of `draw_map`, wide and for a phone."""
    plates = []
    for stem, shape in (("map", WIDE), ("map-phone", PHONE)):
        lines = [_line(one, words, shape) for one in found.actors]
        height = tall(_head(found, shape), _SIZE) + 0.5 + sum(line.height for line in lines)
        sheet = Sheet.of(shape.width, height, found.title, _NOTE)
        draw_map(sheet.axes(0.12, 0.0, shape.width - 0.15, height), found, words, shape)
        plates.append(Plate(stem, sheet.figure, map_table(found), alt))
    return plates
