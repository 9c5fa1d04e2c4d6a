"""Where the record is rare: whether draws are worth enough, before any run is played.

A pilot foresees how far draws have to be searched for. Its tries may miss the rarest, likeliest
inputs: then draws are worth less than it foresaw. So all draws are looked for first. Where they
are not worth enough the ceiling is doubled, and each draw searches on from the try at which it was
kept, since what the greater ceiling keeps the smaller one keeps too. So the draws are those that
this ceiling keeps from the first try on, whoever looked for them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from sim.ensemble.blocks import Block
from sim.ensemble.crews import Crew, Here, crew_of
from sim.ensemble.driving import Call, Drive, Search, Stop, never
from sim.ensemble.fit import ENOUGH, LIMIT, Fit
from sim.ensemble.growing import first_draws
from sim.ensemble.inputs import pilot
from sim.ensemble.parts import Bench, Done, Task, look, packed
from sim.talks.conditioning import weight_of

if TYPE_CHECKING:
    from sim.ensemble.chunks import Settings
    from sim.scenario.case import Case

DRAWS = 100  # of so many, or of all where they are fewer, half are enough
_A_PIECE = 5  # draws
_HIGHEST = 0.5  # a ceiling: at 1 tries draw coins, and are other ones


def _unheard(_: Search) -> None:
    """Nobody wants to know."""


def pilot_of(case: Case, settings: Settings, told: Callable[[Search], None] = _unheard) -> Fit:
    """The pilot of a study; `told` hears of a long one, before any draw is kept.

    Raises
    ------
    RecordError
        Where no try gives the record.
    """
    last = first_draws(settings)
    wanted = _wanted(last)

    def heard(tries: int) -> None:
        told(Search(0, last, 0.0, wanted, tries))

    return pilot(case, settings.seed, settings.tries, heard)


def _wanted(draws: int) -> float:
    return ENOUGH * min(draws, DRAWS)


def searched(
    task: Task,
    settings: Settings,
    fit: Fit,
    crew: Crew,
    stop: Stop,
    told: Callable[[Search], None] = _unheard,
) -> Iterator[tuple[Fit, Mapping[int, int]]]:
    """The fit after each round, and at which try each draw is kept with its ceiling.

    `told` hears of each few draws that are found.

    The last is `searched`: its draws are worth enough, or its `limit` says where the search
    stopped. Nothing where the record is waited for, or was searched for before.

    Raises
    ------
    KeyboardInterrupt
        Where it is to stop.
    """
    if not fit.weighted or fit.searched:
        return
    last, limit, tried = first_draws(settings), settings.tries or LIMIT, dict[int, int]()
    wanted = _wanted(last)
    while True:
        drive = Drive(crew, _caller(crew, replace(task, ceiling=fit.ceiling)), stop, tried)
        tried, chances = {}, list[float]()
        for found in _round(drive, last):
            tried |= found.tried
            chances += found.chances.values()
            so_far = worth(chances, fit.ceiling)
            told(Search(len(chances), last, so_far, wanted, sum(tried.values())))
        enough = worth(chances, fit.ceiling) >= wanted or fit.ceiling >= _HIGHEST
        beyond = foreseen(tried, chances, fit.ceiling) > limit
        if enough or beyond:
            yield msgspec.structs.replace(fit, limit=0 if enough else limit, searched=True), tried
            return
        fit = msgspec.structs.replace(fit, ceiling=2 * fit.ceiling, raised=fit.raised + 1)
        yield fit, tried


def kept_draws(
    case: Case,
    settings: Settings,
    told: Callable[[Search], None] = _unheard,
    stop: Stop = never,
) -> tuple[Fit, Mapping[int, int]]:
    """How the draws of a study are kept that plays no ensemble: as those of one of its size.

    Returns
    -------
    The fit, and where draws were searched for the try at which each is kept.

    Raises
    ------
    RecordError
        Where no try gives the record.
    KeyboardInterrupt
        Where it is to stop.
    """
    fit, tried = pilot_of(case, settings, told), dict[int, int]()
    if not fit.weighted:
        return fit, tried
    task = Task(case, settings.seed, settings.what_if, fit.ceiling)
    crew, ended = crew_of(settings.jobs), False
    try:
        *_, last = searched(task, settings, fit, crew, stop, told)
        ended = True
    finally:
        crew.close(at_once=not ended)
    return last


def _round(drive: Drive, last: int) -> Iterator[Done]:
    """Look for so many draws with one ceiling, from the tries at which a smaller one kept them."""
    yield from drive.results(_pieces(last))
    if drive.stopping:
        raise KeyboardInterrupt


def _pieces(last: int) -> Iterator[Block]:
    for draw in range(0, last, _A_PIECE):
        yield Block((draw, min(draw + _A_PIECE, last)), (0, 1), (0, last), last)


def _caller(crew: Crew, task: Task) -> Call:
    return Bench(task).look if isinstance(crew, Here) else partial(look, packed(task))


def worth(chances: list[float], ceiling: float) -> float:
    """How many draws of equal weight these come to (Kish 1965)."""
    weights = [weight_of(chance, ceiling) for chance in chances]
    squares = math.fsum(weight * weight for weight in weights)
    return math.fsum(weights) ** 2 / squares if squares > 0.0 else 0.0


def foreseen(tried: Mapping[int, int], chances: list[float], ceiling: float) -> float:
    """How many tries a draw would take on average with twice the ceiling."""
    if not chances:
        return math.inf
    stay = [max(chance, ceiling) / max(chance, 2 * ceiling) for chance in chances]
    return math.fsum(tried.values()) / math.fsum(stay)
