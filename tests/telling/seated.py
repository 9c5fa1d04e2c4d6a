"""Games of several seats, decided at random, with extras: what is told of them is tested."""

from __future__ import annotations

from functools import cache
from random import Random

from sim.cli.seat_game import Game, seats_of
from sim.engine.choices import OPEN
from sim.ensemble.inputs import first_of
from sim.errors import SettingError
from sim.scenario.loading import load
from sim.talks.choices import Choice, asked
from sim.telling.listening import Listener


def due(game: Game) -> Listener:
    """What whoever has to decide knows."""
    return game.seat(game.whose)


def decision(game: Game, rng: Random) -> Choice:
    """Anything that is open, sometimes besides what is due; mostly what keeps talks going."""
    timer = game.due
    assert timer is not None
    seat, state = due(game), game.state
    names, kind = state.tables.names, asked(state, timer)
    issues = list(game.question(seat).demands)
    extra = bool(issues) and rng.random() < 0.15
    verb = rng.choice(("statement", "withdraw")) if extra else rng.choice(OPEN[kind])
    if verb == "statement" and not issues:
        verb = "pass"
    return Choice(
        seq=state.seq,
        actor=game.whose,
        verb=verb,
        issue=rng.choice(issues) if verb in ("statement", "withdraw") else "",
        terms={i: rng.choice(o) for i, o in zip(names.issues, names.options, strict=True)}
        if verb == "table"
        else {},
        label=rng.choice(("draft", "bridging", "final")),
        days=float(rng.randint(1, 9)),
        chance=rng.uniform(0.05, 0.95) if verb == "say" else None,
        extra=extra,
    )


def moves_on(game: Game, rng: Random) -> None:
    """One decision, another where the first is not open."""
    for _ in range(100):
        try:
            game.decide(decision(game, rng))
        except SettingError:
            continue
        return
    raise AssertionError("nothing is open")


@cache
def played(
    name: str,
    seed: int,
    seats: tuple[str, ...] = (),
    most: int = 10_000,
    sets: tuple[str, ...] = (),
) -> Game:
    """A game of these seats, or of all there are, over or after so many decisions."""
    case = load(name, sets)
    values, start = first_of(case, seed, "", seats or tuple(seats_of(case)))
    game, rng = Game(case, name, values, start), Random(seed)
    while game.whose and len(game.choices) < most:
        moves_on(game, rng)
    return game
