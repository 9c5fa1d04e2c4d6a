"""Played games side by side, as a page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.debrief import Debrief, Turn
from sim.analysis.games import Game, Role
from sim.analysis.wording import enough, in_100, named, percent
from sim.cli.debrief_class import together
from sim.cli.grid import GAP, Column, grid
from sim.cli.layout import beside, paragraph
from sim.cli.output import WIDTH
from sim.telling.labels import Labels, spoken
from sim.telling.numbers import points, scale, signed
from sim.telling.story import told as tell
from sim.telling.tale import Tale
from sim.text import many
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario.case import Case

NAME = 16  # most room for a game's name
ROLE = (5, 4, 8)  # of worth, gain, left


@dataclass(frozen=True, slots=True)
class Page:
    """What is told: the games, each as a tale by its name."""

    found: Debrief
    tales: Mapping[str, Tale]
    files: Sequence[str]  # what was written
    stopped: bool = False  # before all futures were played

    @property
    def case(self) -> Case:
        """The scenario played."""
        return next(iter(self.tales.values())).case

    @property
    def labels(self) -> Labels:
        """What things are called."""
        return next(iter(self.tales.values())).labels

    @property
    def name(self) -> Column:
        """The column that says which game."""
        longest = max(len(one.name) for one in self.found.games)
        return Column("game", min(max(longest, 4), NAME))

    @property
    def alike(self) -> bool:
        """Whether the same roles were played by people in all games."""
        return len({one.seats for one in self.found.games}) == 1

    @property
    def mixed(self) -> bool:
        """Whether games have different numbers."""
        return len(self.found.groups) > 1


def page(told: Page) -> list[str]:
    """A debrief as a page."""
    return [
        *_head(told),
        "",
        *_ended(told),
        *_roles(told),
        *_terms(told),
        *_turned(told),
        *together(told.found, told.labels, told.name),
        "",
        *told.files,
        *beside("Made by", f"detente {VERSION}, scenario {told.case.digest[:8]}", 9),
        *beside("Next:", _next(told), 9),
    ]


def _next(told: Page) -> str:
    more = "" if told.files else "add -o DIR for the figure and its numbers; "
    return f"{more}detente replay GAME tells one as a story, detente verify GAME checks it"


def _head(told: Page) -> list[str]:
    games = told.found.games
    who = told.labels.everyone(games[0].seats)
    played = f"People played {who}. " if who else "The engine played every role. "
    own = "Points of different roles cannot be compared: each has a scale of its own."
    if told.mixed:
        numbers = (
            "The games have different numbers (see inputs): worths of a role can be compared "
            "only among games with the same."
        )
    else:
        numbers = f"All were played with the same numbers ({told.found.groups[0].inputs})."
        numbers = numbers if len(games) > 1 else f"Its numbers: {told.found.groups[0].inputs}."
    return [
        *paragraph(told.case.title),
        *paragraph(
            f"{many(len(games), 'game')} of a model: neither news nor forecast. All of its numbers "
            "are assumed."
        ),
        *paragraph(f"{played if told.alike else ''}{numbers} {own}"),
    ]


def _ended(told: Page) -> list[str]:
    columns = [
        told.name,
        *([Column("inputs", 8)] if told.mixed else []),
        *([] if told.alike else [Column("played by", 12)]),
        Column("outcome (terms)", 25 if told.alike and not told.mixed else 15),
        Column("yes", 4, right=True),
        Column("end", 4, right=True),
    ]
    used = sum(column.width + GAP for column in columns)
    columns.append(Column("Pareto", WIDTH - used - GAP))
    rows = []
    for game in told.found.games:
        yes = "-" if game.framework_day is None else day(game.framework_day)
        row = [game.name, *([game.inputs] if told.mixed else [])]
        row += [] if told.alike else [told.labels.everyone(game.seats) or "the engine"]
        rows.append([*row, _outcome(told, game), yes, day(game.end_day), game.pareto or "-"])
    return ["HOW THE GAMES ENDED, in days after the record", *grid(columns, rows), *_key(told)]


def day(days: float) -> str:
    """A day after the record: `+31`."""
    return f"{math.floor(days):+d}"


def _outcome(told: Page, game: Game) -> str:
    if game.outcome:
        key = told.found.key(game)
        return named(game.outcome) + (f" ({key})" if key else "")
    who = f"{told.labels.actor(game.decides)} next" if game.decides else "log cut short"
    return f"not over ({who})"


def _key(told: Page) -> list[str]:
    """What the words of the last column mean, of those that are there."""
    games = told.found.games
    lefts = [one.left for one in games if one.left is not None]
    zones = [one.zone for one in games if one.zone is not None]
    said = []
    if any(left.efficient for left in lefts):
        said.append("efficient: no package is better for somebody and worse for nobody.")
    if any(not left.efficient for left in lefts):
        said.append(
            "4 better: at the yes so many packages were better for somebody and worse for nobody. "
            "All +6%: one of them takes every party at least 6% of its own way from no deal to its "
            "best further. Some only: none takes every party further."
        )
    some = [found.above for found in zones if found.size]
    if some:
        said.append(
            f"zone 12: at the end so many packages were worth {enough(above=all(some))} to all "
            "whose yes they need. All +24%: one of them takes these at least 24% of their own way."
        )
    if any(not found.size for found in zones):
        said.append("no zone: no package was; parting cost nobody anything.")
    return paragraph(" ".join(said), 2) if said else []


def _roles(told: Page) -> list[str]:
    """Role by role, as many beside each other as there is room for."""
    games = [one for one in told.found.games if one.roles]
    known = {role.actor for one in games for role in one.roles}
    actors = [name for name in told.labels.actor_ids if name in known]
    block = sum(ROLE) + GAP * len(ROLE)
    fit = max(1, (WIDTH - GAP - told.name.width) // block)
    found = []
    for first in range(0, len(actors), fit):
        found += ["", *_roles_block(told, games, actors[first : first + fit])]
    if not found:
        return []
    return [
        "",
        *paragraph(
            f"WHAT IT CAME TO FOR EACH ROLE, in points of its own scale of {scale(told.case)}"
        ),
        *paragraph(
            "worth: of the text agreed on, carried out or not. gain: over no deal at the yes. "
            "left: the most it could have had besides at no cost to anyone, each by itself; "
            "without agreement, the least to the most it would have gained in the zone.",
            2,
        ),
        *found,
    ]


def _roles_block(told: Page, games: Sequence[Game], actors: Sequence[str]) -> list[str]:
    wide = sum(ROLE) + GAP * (len(ROLE) - 1)
    heads = [Column("", told.name.width)]
    heads += [Column(told.labels.actor(name), wide) for name in actors]
    names = ("worth", "gain", "left")
    cells = [Column(name, w, right=True) for name, w in zip(names, ROLE, strict=True)]
    rows = []
    for game in games:
        mine = {role.actor: role for role in game.roles}
        rows.append([game.name, *(cell for name in actors for cell in _role(mine[name]))])
    return [*grid(heads, []), *grid([told.name, *(cells * len(actors))], rows)]


def _role(role: Role) -> list[str]:
    left = "-"
    if role.missed is not None:
        least, most = role.missed
        left = f"{points(least)}..{points(most)}"
    if role.worth is None or role.gain is None or role.more is None:
        return ["-", "-", left]
    return [points(role.worth), signed(100 * role.gain), points(role.more)]


def _terms(told: Page) -> list[str]:
    if not told.found.terms:
        return []
    issues = list(told.found.terms[0].terms)
    columns = [Column("", 2), Column("games", 5, right=True)]
    used = sum(column.width + GAP for column in columns)
    room = (WIDTH - used - GAP) // len(issues) - GAP
    columns += [Column(spoken(issue), room) for issue in issues]
    rows = []
    for one in told.found.terms:
        options = [_option(told, issue, one.terms[issue], room) for issue in issues]
        rows.append([one.key, str(len(one.games)), *options])
    return ["", "TERMS AGREED ON", *grid(columns, rows)]


def _option(told: Page, issue: str, option: str, room: int) -> str:
    return told.labels.option(issue, option) if room >= NAME else spoken(option)


def _turned(told: Page) -> list[str]:
    turns = told.found.turns
    if not turns:
        return ["", "WHERE THE ODDS TURNED: stopped before a game was done"] if told.stopped else []
    columns = [
        told.name, Column("event", 5, right=True), Column("day", 4, right=True),
        Column("what happened", 30),
    ]  # fmt: skip
    used = sum(column.width + GAP for column in columns)
    columns.append(Column("of 100 futures", WIDTH - used - GAP))
    rows = [
        [game.name, *_turn(told, game.name, turns.get(game.name))]
        for game in told.found.games
        if game.outcome
    ]
    first = next(iter(turns.values()))
    return [
        "",
        "WHERE THE ODDS TURNED",
        *paragraph(
            f"The largest swing of {many(first.futures, 'future')} just before and right after "
            f"each decision, the engine playing everybody from there; called at "
            f"{percent(first.level)} over all decisions of a game. No measure of anyone's merit or "
            "fault.",
            2,
        ),
        *grid(columns, rows),
    ]


def _turn(told: Page, name: str, turn: Turn | None) -> list[str]:
    if turn is None:
        return ["-", "-", "not looked at: stopped before", ""]
    point = turn.point
    if point is None:
        said = "no swing told from chance" if turn.decisions else "nobody decided anything"
        return ["-", "-", said, ""]
    tale = told.tales[name]
    happened = tell(tale, tale.events[point.seq]).brief()
    before, after = in_100(point.before[point.outcome]), in_100(point.after[point.outcome])
    return [
        str(point.seq), day(point.day), happened, f"{named(point.outcome)} {before} -> {after}"
    ]  # fmt: skip
