"""The page at the end of a game."""

from __future__ import annotations

from pathlib import Path

from sim.cli.layout import command, paragraph
from sim.cli.output import WIDTH
from sim.cli.seat_game import Game
from sim.cli.seat_page import sheet_rows, told
from sim.shell import detente, operand
from sim.telling.news import lines
from sim.telling.story import NOTICE, OUTCOMES, ending
from sim.telling.tale import Tale
from sim.telling.verdict import verdict


def ended(game: Game, path: Path) -> list[str]:
    """How a game ended, what that is worth to those who played, and where to look."""
    tale = Tale(game.case, game.events)
    found = ["", "=" * WIDTH, f"THE GAME IS OVER: {OUTCOMES[game.state.outcome]}"]
    found += paragraph(ending(tale), 2)
    for name in game.seats:
        seat, came = game.seat(name), verdict(tale, name)
        if len(game.seats) == 1:
            fresh = lines(seat, game.since(name))
            found += ["", "SINCE YOUR LAST DECISION", *told(fresh)] if fresh else []
        if came.says:
            found += ["", seat.labels.actor(name).upper(), *paragraph(came.says, 2)]
        if came.sheet is not None:
            found += sheet_rows(seat, came.sheet)
    return [*found, "", *afterwards(path), "", *paragraph(NOTICE)]


def afterwards(path: Path) -> list[str]:
    """Where everything is opened."""
    file = operand(str(path))
    rows = [
        ("All that happened", detente("replay", file, "--all")),
        ("Why one event came", detente("explain", file, "N")),
        ("Beside other games", detente("debrief", file)),
    ]
    return [
        "NOW ALL IS OPEN:",
        *(row for head, text in rows for row in command(f"  {head}", text, 23)),
    ]
