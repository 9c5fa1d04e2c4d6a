"""Two games that differ only in what another seat keeps to itself, as one seat sees them.

What a seat is shown is made by a function from a game: screens of the terminal here, and one day
what a page is sent. It must be the same, byte for byte, until the seat comes to know of a
difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sim.cli.seat_game import Game
from sim.cli.seat_role import brief
from sim.cli.seat_session import Session
from sim.engine.play import Start
from sim.ensemble.what_if import under
from sim.scenario.case import Case
from sim.scenario.loading import load

Values = Mapping[str, float | str]
Shown = Callable[[Session, str], str]


@dataclass(frozen=True)
class Secrets:
    """What may differ: a file's name, settings and a what-if of somebody else, its inputs."""

    file: str
    sets: tuple[str, ...] = ()
    what_if: str = ""
    values: Values = field(default_factory=dict)

    def game(self, values: Values, start: Start) -> Game:
        """The game of these inputs, but for what differs."""
        case = _case(self.file, self.sets, self.what_if)
        own = {one.path for one in case.inputs if one.uncertain}
        mine = {path: value for path, value in values.items() if path in own}
        changed = {path: value for path, value in self.values.items() if path in own}
        return Game(case, self.file, {**mine, **changed}, start)


@cache
def _case(file: str, sets: tuple[str, ...], what_if: str) -> Case:
    return under(load(file, sets), what_if, titled_so=False)[0]


def on_screens(session: Session, line: str) -> str:
    """All that a line shows at a terminal, and the sheet as it would be handed out."""
    page = session.enter(line)
    sheet = brief(session.game.seat(session.game.seats[0]))
    return "\n".join([*page, session.prompt, *sheet])


def shown(game: Game, lines: Sequence[str], how: Shown = on_screens) -> Iterator[tuple[Any, str]]:
    """What the seat has heard and is asked after each line, with all that it is given and shown."""
    session = Session(game, lambda _: None, Path("game.jsonl"), hand_over=False)
    yield _heard(game), _given(game) + "\n".join(session.begin())
    for line in lines:
        if session.over:
            return
        page = how(session, line)
        if not game.whose:
            return  # it is over, and all is open
        yield _heard(game), _given(game) + page


def _heard(game: Game) -> Any:
    """What a seat has heard, and when it is asked."""
    known, due = game.seat(game.seats[0]).known, game.due
    heard = [(one.kind, one.tick, one.actor, one.who, repr(one.told)) for one in known.facts]
    return heard, known.papers, due and (due.kind, due.due)


def _given(game: Game) -> str:
    """The whole of what pages are made of, and the question, field by field."""
    if not game.whose:
        return ""
    seat = game.seat(game.seats[0])
    return field_by_field(seat.known, seat.common, game.question(seat))


def field_by_field(*things: Any) -> str:
    """All that things hold, without where that lies in memory."""
    return re.sub(r" at 0x[0-9a-f]+>", ">", repr(things))


def held(thing: Any, seen: set[int] | None = None) -> Iterator[float]:
    """Every number that can be reached from a thing."""
    seen = set() if seen is None else seen
    if isinstance(thing, float):
        yield thing
    if id(thing) in seen or isinstance(thing, str | bytes | int | float | type):
        return
    seen.add(id(thing))
    for part in _parts(thing):
        yield from held(part, seen)


def _parts(thing: Any) -> Iterator[Any]:
    if isinstance(thing, Mapping):
        yield from (*thing.keys(), *thing.values())
    elif isinstance(thing, list | tuple | set | frozenset):
        yield from thing
    elif is_dataclass(thing):
        yield from (getattr(thing, one.name) for one in fields(thing) if hasattr(thing, one.name))
    yield from getattr(thing, "__dict__", {}).values()
