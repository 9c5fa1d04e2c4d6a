"""Who could move alone: the graph of a conflict, and which states hold, as a matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import hypot

import matplotlib as mpl
import polars as pl
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from sim.plots.figure import (
    BLUE,
    FAINT,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    VIOLET,
    Plate,
    styled,
)
from sim.plots.folding import folded, tall
from sim.plots.sheet import Sheet
from sim.text import many

_COLOURS = (BLUE, ORANGE, PURPLE, GREY, VIOLET)
_DASHES: tuple[str | tuple[float, tuple[float, ...]], ...] = (
    "-", (0, (5, 1.5)), (0, (1, 1.2)), (0, (6, 1.5, 1, 1.5)), (0, (3, 1, 1, 1, 1, 1)),
)  # fmt: skip
_NODE = 0.2  # radius of a state, in the units of the axes
_SIZE = 7.5  # points of letters


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move between states by number; `irreversible` where its actor has none back."""

    actor: str
    left: int
    reached: int
    irreversible: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """What is drawn of a conflict: states count from 1.

    Attributes
    ----------
    actors
        Titles by id of those who could move.
    states
        In words, by number.
    rows
        By state: what tells its row of the graph from another, so that states of one row stand
        in a line.
    moves
        All there are.
    shares
        By state, then by actor or way: the share of draws in which it is stable, 0 to 1.
    ways
        The ways of looking ahead, whose shares are of all actors.
    draws
        How many; 0: nothing is drawn.
    way
        That of the actors' shares.
    """

    actors: Mapping[str, str]
    states: Mapping[int, str]
    rows: Mapping[int, str]
    moves: Sequence[Arrow]
    shares: Mapping[int, Mapping[str, float]]
    ways: Sequence[str]
    draws: int
    way: str


@styled()
def draw_graph(ax: Axes, found: Conflict) -> Axes:
    """States as numbered circles, darker the oftener they hold; moves by actor as lines.

    A line without a head goes both ways.
    """
    places = _places(found)
    for k, actor in enumerate(found.actors):
        colour, dash = _COLOURS[k % len(_COLOURS)], _DASHES[k % len(_DASHES)]
        for left, reached, style in _lines(found, actor):
            start, end = places[left], places[reached]
            bend = 0.0 if _neighbours(places, left, reached) else 0.16 + 0.05 * (k % 3)
            ax.add_patch(
                FancyArrowPatch(
                    start, end, arrowstyle=style, mutation_scale=11, color=colour, lw=1.5,
                    linestyle=dash, connectionstyle=f"arc3,rad={bend}", shrinkA=11, shrinkB=11,
                    zorder=2,
                )
            )  # fmt: skip
    ramp = mpl.colormaps["viridis"]
    for state, (x, y) in places.items():
        held = max(found.shares[state][way] for way in found.ways)
        face = "white" if held == 0.0 else ramp(1.0 - 0.85 * held)
        ax.plot(x, y, "o", ms=19, mfc=face, mec=INK, mew=2.0 if held else 0.8, zorder=3)
        ink, weight = ("white" if held > 0.45 else INK), ("bold" if held else "normal")
        ax.text(x, y, str(state), ha="center", va="center", fontsize=8.5, zorder=4, color=ink,
                fontweight=weight)  # fmt: skip
    across, up = zip(*places.values(), strict=True)
    ax.set_xlim(min(across) - 0.6, max(across) + 0.6)
    ax.set_ylim(min(up) - 0.75, max(up) + 0.75)
    ax.set_axis_off()
    return ax


def _lines(found: Conflict, actor: str) -> Iterator[tuple[int, int, str]]:
    """An actor's moves: one that has another back is one line without a head."""
    for move in found.moves:
        if move.actor == actor and (move.irreversible or move.left < move.reached):
            yield move.left, move.reached, "-|>" if move.irreversible else "-"


def _places(found: Conflict) -> dict[int, tuple[float, float]]:
    """A row of states for each that `rows` has, each a little aside of the one above."""
    ordered = sorted(found.states, key=lambda state: (_first(found, state), state))
    rows = [list(some) for _, some in groupby(ordered, key=lambda state: found.rows[state])]
    widest = max(map(len, rows))
    return {
        state: (1.25 * (column + (widest - len(some)) / 2) + 0.3 * (row % 2), -1.15 * row)
        for row, some in enumerate(rows)
        for column, state in enumerate(some)
    }


def _first(found: Conflict, state: int) -> int:
    return min(one for one, row in found.rows.items() if row == found.rows[state])


def _neighbours(places: Mapping[int, tuple[float, float]], one: int, other: int) -> bool:
    (x, y), (u, v) = places[one], places[other]
    return hypot(x - u, y - v) < 1.6


@styled()
def draw_actors(ax: Axes, found: Conflict, width: float) -> Axes:
    """Whose moves a line stands for, one below the other, in inches from the top."""
    ax.set_axis_off()
    top = 0.0
    for k, title in enumerate(found.actors.values()):
        text = folded(title, width - 0.6, 8)
        colour, dash = _COLOURS[k % len(_COLOURS)], _DASHES[k % len(_DASHES)]
        ax.plot([0.05, 0.5], [-top - 0.08, -top - 0.08], color=colour, ls=dash, lw=1.5)
        ax.text(0.6, -top, text, va="top", fontsize=8, linespacing=1.25)
        top += tall(text, 8)
    ax.set_xlim(0.0, width)
    ax.set_ylim(-top - 0.2, 0.0)
    return ax


@styled()
def draw_key(ax: Axes, states: Mapping[int, str], width: float) -> Axes:
    """The numbers of states and their words, one below the other, in inches from the top."""
    ax.set_axis_off()
    top = 0.0
    for number, words in states.items():
        text = folded(words, width - 0.35, _SIZE)
        ax.text(0.28, -top, str(number), ha="right", va="top", fontsize=_SIZE, fontweight="bold")
        ax.text(0.35, -top, text, va="top", fontsize=_SIZE, linespacing=1.25)
        top += tall(text, _SIZE) + 0.05
    ax.set_xlim(0.0, width)
    ax.set_ylim(-top, 0.0)
    return ax


def _key_height(states: Mapping[int, str], width: float) -> float:
    texts = (folded(words, width - 0.35, _SIZE) for words in states.values())
    return sum(tall(text, _SIZE) + 0.05 for text in texts)


@styled()
def draw_matrix(ax: Axes, found: Conflict) -> Axes:
    """States by actors and ways: how often each is stable, of 100 draws, or whether it is."""
    columns = [*found.actors, *found.ways]
    ramp = mpl.colormaps["viridis"]
    for row, (state, shares) in enumerate(found.shares.items()):
        for column, name in enumerate(columns):
            share, x = shares[name], column + (0.35 if name in found.ways else 0.0)
            face = ramp(1.0 - 0.85 * share) if share else "white"
            ax.add_patch(mpl.patches.Rectangle((x, row), 1, 1, fc=face, ec=FAINT, lw=0.5))
            told = f"{100 * share:.0f}" if found.draws else ("yes" if share else "no")
            ax.text(x + 0.5, row + 0.5, told, ha="center", va="center", fontsize=_SIZE,
                    color="white" if share > 0.45 else INK)  # fmt: skip
        ax.text(-0.15, row + 0.5, str(state), ha="right", va="center", fontsize=8)
    for column, name in enumerate(columns):
        x = column + (0.35 if name in found.ways else 0.0) + 0.5
        head = name if name in found.ways else folded(found.actors[name], 0.95, _SIZE)
        ax.text(x, -0.15, head, ha="center", va="bottom", fontsize=_SIZE, linespacing=1.15)
    ax.set_xlim(-0.6, len(columns) + 0.45)
    ax.set_ylim(len(found.shares) + 0.1, -0.2)
    ax.set_axis_off()
    return ax


def conflict_table(found: Conflict) -> pl.DataFrame:
    """The numbers drawn, one row a state; shares of 1."""
    columns = [*found.actors, *found.ways]
    return pl.DataFrame(
        {
            "state": list(found.shares),
            "options": [found.states[state] for state in found.shares],
            **{
                f"{'equilibrium' if name in found.ways else 'stable'}.{name}": [
                    by[name] for by in found.shares.values()
                ]
                for name in columns
            },
        }
    )


def moves_table(found: Conflict) -> pl.DataFrame:
    """The moves drawn, one row a move."""
    rows = [(m.actor, m.left, m.reached, m.irreversible) for m in found.moves]
    return pl.DataFrame(rows, schema=["actor", "from", "to", "irreversible"], orient="row")


def _stands(found: Conflict) -> str:
    return f"n = {many(found.draws, 'draw')} of the inputs." if found.draws else "By rankings."


@styled()
def graph_plate(found: Conflict, title: str) -> Plate:
    """The figure of `draw_graph`, with what its states are."""
    places = _places(found)
    width = min(14.0, max(5.4, 0.7 * (2 + max(x for x, _ in places.values()))))
    room, drawn = width - 0.3, 0.3 + 0.95 * len(set(found.rows.values()))
    legend = 0.2 + sum(tall(folded(name, room - 0.6, 8), 8) for name in found.actors.values())
    key = _key_height(found.states, room)
    dark = "The darker, in the more draws an equilibrium" if found.draws else "Dark: an equilibrium"
    note = f"{dark}, in any of the four ways. A line without a head goes both ways. "
    note += _stands(found)
    sheet = Sheet.of(width, drawn + legend + key + 0.2, title, note)
    draw_graph(sheet.axes(0.15, 0.0, room, drawn), found)
    draw_actors(sheet.axes(0.15, drawn + 0.1, room, legend), found, room)
    draw_key(sheet.axes(0.15, drawn + legend + 0.15, room, key), found.states, room)
    return Plate("stability-graph", sheet.figure, moves_table(found), _alt(found, title))


def _alt(found: Conflict, title: str) -> str:
    moves = ", ".join(
        f"{found.actors[m.actor]} {m.left} to {m.reached}{' (no way back)' * m.irreversible}"
        for m in found.moves
    )
    held = ", ".join(
        str(state) for state, by in found.shares.items() if any(by[way] for way in found.ways)
    )
    return (
        f"{title}: {many(len(found.states), 'state')} and who could move between them. "
        f"Equilibria in any way: {held or 'none'}. Moves: {moves}."
    )


@styled()
def matrix_plate(found: Conflict, title: str) -> Plate:
    """The figure of `draw_matrix`."""
    columns = len(found.actors) + len(found.ways)
    head = max(tall(folded(name, 0.95, _SIZE), _SIZE) for name in found.actors.values())
    width, drawn = max(5.4, columns + 1.3), 0.27 * len(found.shares) + 0.1
    note = f"Actors: {found.way}; the others: equilibria, stable for all. {_stands(found)}"
    sheet = Sheet.of(width, head + drawn + 0.2, title, note)
    draw_matrix(sheet.axes(0.15, head + 0.05, width - 0.3, drawn), found)
    told = "; ".join(
        f"{state}: " + ", ".join(f"{name} {100 * share:.0f}" for name, share in by.items())
        for state, by in found.shares.items()
    )
    alt = f"{title}: draws of 100 in which each state is stable. {told}."
    return Plate("stability-matrix", sheet.figure, conflict_table(found), alt)
