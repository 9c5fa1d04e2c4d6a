"""Played games side by side: where each left each role, and what was left on the table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from sim.analysis.debrief import Debrief, Turn
from sim.analysis.games import Game, Role
from sim.analysis.wording import named, percent
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
    styled,
    wrapped,
)
from sim.plots.labels import Labels, actor_title
from sim.text import many

_ROW = 0.3  # inches to a game
_WORDS = (0.0, 0.43, 0.76)  # where the columns of words begin, of their panel's width
_TALL = 2.6  # inches for all that is no game


_MORE: dict[str, Any] = {"marker": "o", "ls": "-", "lw": 1.6, "color": ORANGE, "mfc": PAPER,
                         "mec": ORANGE, "mew": 1.5, "ms": 6}  # fmt: skip
_NO_DEAL: dict[str, Any] = {"marker": "|", "ls": "", "color": INK, "ms": 10, "mew": 1.6}
_PARTED: dict[str, Any] = {"marker": "x", "ls": "", "color": INK, "ms": 6, "mew": 1.4}
_ZONE: dict[str, Any] = {"color": ORANGE, "lw": 7, "alpha": 0.35, "solid_capstyle": "butt"}


@styled()
def draw_role(ax: Axes, games: Sequence[Game], actor: str, labels: Labels) -> Axes:
    """One role: a row a game, in points of 0-100 of its own scale."""
    for row, game in enumerate(games):
        ax.axhline(row, color=FAINT, lw=0.5, alpha=0.25, zorder=0)
        for role in game.roles:
            if role.actor == actor:
                _came_to(ax, row, role, actor in game.seats)
    mine = [role for game in games for role in game.roles if role.actor == actor]
    came = [100 * role.worth + more for role in mine if role.worth is not None
            for more in (0.0, 100 * (role.more or 0.0))]  # fmt: skip
    came += [100 * end for role in mine for end in role.zone or ()]
    ax.set_xlim(min([0.0, *came]) - 4, max([100.0, *came]) + 4)
    ax.set_xticks([0, 50, 100])
    ax.set_xlabel("points of its own scale", fontsize=8)
    ax.tick_params(axis="y", length=0)
    ax.tick_params(axis="x", labelsize=8)
    ax.spines["left"].set_visible(False)
    ax.set_title(wrapped(actor_title(labels, actor), 22))
    return ax


def _came_to(ax: Axes, row: int, role: Role, person: bool) -> None:
    if role.worth is None:
        if role.zone is not None:
            ends = [100 * worth for worth in role.zone]
            ax.plot(ends, [row, row], zorder=2, **_ZONE)
        ax.plot(100 * role.no_deal, row, zorder=4, **_PARTED)
        return
    ax.plot(100 * role.no_deal, row, zorder=2, **_NO_DEAL)
    if role.more:
        most = role.worth + role.more
        ax.plot([100 * role.worth, 100 * most], [row, row], markevery=[1], zorder=3, **_MORE)
    ax.plot(100 * role.worth, row, zorder=4, **_mark(person))


def _mark(person: bool) -> dict[str, Any]:
    if person:
        return {"marker": "o", "ls": "", "mfc": BLUE, "mec": INK, "mew": 0.8, "ms": 7}
    return {"marker": "s", "ls": "", "mfc": GREY, "mec": INK, "mew": 0.6, "ms": 5.5}


@styled()
def draw_words(ax: Axes, found: Debrief) -> Axes:
    """How each game ended, what it left on the table, and where its odds turned."""
    heads = ["ended, on day", "left on the table", "turned on day"]
    for x, head in zip(_WORDS, heads[: 3 if found.turns else 2], strict=False):
        ax.text(x, -0.95, head, fontsize=8.5, color=FAINT, va="bottom")
    for row, game in enumerate(found.games):
        texts = [ended(game), game.pareto or "-"]
        if found.turns:
            texts.append(turned(found.turns.get(game.name)))
        for x, text in zip(_WORDS, texts, strict=False):
            ax.text(x, row, text, fontsize=8.5, va="center")
    ax.set_xlim(0, 1)
    ax.set_axis_off()
    return ax


def ended(game: Game) -> str:
    """`deal, +52`."""
    return f"{named(game.outcome) or 'not over'}, {math.floor(game.end_day):+d}"


def turned(turn: Turn | None) -> str:
    """`+44 (event 31)`; a dash where no swing is called one."""
    if turn is None or turn.point is None:
        return "-"
    return f"{math.floor(turn.point.day):+d} (event {turn.point.seq})"


@styled()
def debrief_plate(found: Debrief, labels: Labels, title: str) -> Plate:
    """A panel for each role, alphabetically, and one of words; a row a game."""
    games = found.games
    known = {role.actor for game in games for role in game.roles}
    actors = sorted(known, key=lambda actor: actor_title(labels, actor).casefold())
    wide = 2.4 if len(actors) <= 3 else 1.7
    figure = Figure(
        figsize=(1.6 + wide * len(actors) + 5.0, _TALL + _ROW * len(games)),
        layout=ConstrainedLayoutEngine(w_pad=0.06, h_pad=0.07),
        facecolor=PAPER,
    )
    axes = figure.subplots(
        1, len(actors) + 1, squeeze=False, sharey=True,
        gridspec_kw={"width_ratios": [*(wide for _ in actors), 5.0]},
    )[0]  # fmt: skip
    headed(figure, f"{title}: {_many(found)} side by side")
    for ax, actor in zip(axes, actors, strict=False):
        draw_role(ax, games, actor, labels)
    draw_words(axes[-1], found)
    axes[0].set_yticks(range(len(games)), [_called(found, game) for game in games])
    axes[0].set_ylim(len(games) - 0.5, -1.1)
    _legend(axes[-1], games)
    carry(axes[0], _note(found))
    return Plate("debrief", figure, debrief_table(found), _alt(found, labels, title))


def _called(found: Debrief, game: Game) -> str:
    return f"{game.name} ({game.inputs})" if len(found.groups) > 1 else game.name


def _legend(ax: Axes, games: Sequence[Game]) -> None:
    """The marks that are there."""
    roles = [(role, role.actor in game.seats) for game in games for role in game.roles]
    agreed = [person for role, person in roles if role.worth is not None]
    kinds: list[tuple[str, dict[str, Any], bool]] = [
        ("agreed text, role played by people", _mark(True), True in agreed),
        ("agreed text, role played by the engine", _mark(False), False in agreed),
        ("the most it could have had at no cost to anyone", _MORE, any(r.more for r, _ in roles)),
        ("no deal's worth at the yes", _NO_DEAL, bool(agreed)),
        ("no agreement: no deal's worth at the end", _PARTED, len(agreed) < len(roles)),
        ("zone of agreement at the end", _ZONE, any(r.zone for r, _ in roles)),
    ]
    handles = [Line2D([], [], label=label, **style) for label, style, there in kinds if there]
    if handles:
        ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, 0), ncols=2, fontsize=8,
                  borderpad=0, handletextpad=0.5, columnspacing=1.2)  # fmt: skip


def _many(found: Debrief) -> str:
    return many(len(found.games), "game")


def _note(found: Debrief) -> str:
    note = (
        f"n = {_many(found)}. Each panel has a scale of its own: points of different roles are "
        "never compared. Left on the table: efficient, or how many packages were better for "
        "somebody and worse for nobody; all +6%: one of them takes every party at least 6% of its "
        "own way from no deal to its best further. Zone: how many beat no deal at the end."
    )
    if len(found.groups) > 1:
        note += " Games with different inputs have different numbers."
    first = next(iter(found.turns.values()), None)
    if first is not None:
        note += (
            f" Turned: the largest swing of {many(first.futures, 'future')} before and after each "
            f"decision, called at {percent(first.level)} over all of a game's."
        )
    return note


def debrief_table(found: Debrief) -> pl.DataFrame:
    """The numbers drawn, one row a game and role; worths in points of 0-100 of its own scale."""
    rows = []
    for game in found.games:
        about = _about(found, game)
        rows += [{**about, **_of_role(game, role)} for role in game.roles] or [about]
    return pl.DataFrame(rows, schema=_schema(found), orient="row")


def _schema(found: Debrief) -> dict[str, Any]:
    issues = found.terms[0].terms if found.terms else {}
    text = ("game", "played_by", "inputs", "outcome", *(f"term.{issue}" for issue in issues))
    counts = ("better", "worse", "zone")
    shares = ("step", "rank", "zone_step")
    turns = {"turned_event": pl.Int64, "turned_day": pl.Float64, "turned_outcome": pl.String,
             "share_before": pl.Float64, "share_after": pl.Float64}  # fmt: skip
    role = {"role": pl.String, "person": pl.Boolean}
    points = ("no_deal", "best", "worth", "gain", "left", "zone_least", "zone_most")
    return {
        **dict.fromkeys(text, pl.String),
        **dict.fromkeys(("framework_day", "end_day"), pl.Float64),
        **dict.fromkeys(counts, pl.Int64),
        **dict.fromkeys(shares, pl.Float64),
        **turns,
        **role,
        **dict.fromkeys(points, pl.Float64),
    }


def _about(found: Debrief, game: Game) -> dict[str, Any]:
    turn = found.turns.get(game.name)
    point = None if turn is None else turn.point
    left, zone = game.left, game.zone
    cells: dict[str, Any] = {
        "game": game.name,
        "played_by": " ".join(game.seats),
        "inputs": game.inputs,
        "outcome": game.outcome,
        "framework_day": game.framework_day,
        "end_day": game.end_day,
    }
    if game.terms is not None and found.terms:
        cells |= {f"term.{issue}": option for issue, option in game.terms.items()}
    if left is not None:
        cells |= {"better": left.better, "worse": left.worse, "step": left.step, "rank": left.rank}
    if zone is not None:
        cells |= {"zone": zone.size, "zone_step": zone.step}
    if point is not None:
        cells |= {
            "turned_event": point.seq,
            "turned_day": point.day,
            "turned_outcome": point.outcome,
            "share_before": point.before[point.outcome],
            "share_after": point.after[point.outcome],
        }
    return cells


def _of_role(game: Game, role: Role) -> dict[str, Any]:
    least, most = (None, None) if role.zone is None else role.zone
    found = {"no_deal": role.no_deal, "best": role.best, "worth": role.worth, "gain": role.gain,
             "left": role.more, "zone_least": least, "zone_most": most}  # fmt: skip
    points = {name: None if x is None else 100 * x for name, x in found.items()}
    return {"role": role.actor, "person": role.actor in game.seats, **points}


def _alt(found: Debrief, labels: Labels, title: str) -> str:
    told = []
    for game in found.games:
        parts = [ended(game), *([game.pareto] if game.pareto else [])]
        for role in game.roles:
            if role.worth is not None:
                name = actor_title(labels, role.actor)
                parts.append(f"{name} {100 * role.worth:.0f} (no deal {100 * role.no_deal:.0f})")
        if found.turns:
            parts.append(f"turned {turned(found.turns.get(game.name))}")
        told.append(f"{_called(found, game)}: {', '.join(parts)}")
    return (
        f"{title}: {_many(found)}, what each came to for each role, in points of its "
        f"own scale of 0-100, never compared. {'; '.join(told)}."
    )
