"""How far an ensemble goes: to its number of runs, or until its shares are known well enough.

One that grows has `LUCK` runs of luck a draw and adds draws: 100, then a quarter more each
time. After each of these stretches, when all of its runs are in, it is seen whether that is
enough; so neither processes nor interrupts change where it ends. Its runs are those of an
ensemble of `DRAWS` draws of which only the first are played: run k is still draw k mod DRAWS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from sim.ensemble.blocks import Block
from sim.ensemble.chunks import Settings

LUCK = 20
DRAWS = 100_000
FIRST = 100

Enough = Callable[[pl.LazyFrame], bool]
"""Whether these runs, of which there may be none, are enough."""


def first_draws(settings: Settings) -> int:
    """The draws that are played at once, before any are added."""
    if not settings.within:
        return settings.used_draws
    return min(FIRST, settings.runs // LUCK, settings.draws)


def stretches(
    settings: Settings,
    table: Callable[[], pl.LazyFrame],
    enough: Enough | None,
    begun: int = 0,
) -> Iterator[Block]:
    """What to play next, asked for when the last is done.

    `begun` stretches were played, or begun, before: that the first of them were not enough
    is known.
    """
    if not settings.within:
        yield settings.whole
        return
    assert enough is not None, "a study that grows needs to know when to stop"
    most = min(settings.runs // LUCK, settings.draws)
    drawn, end, played = 0, first_draws(settings), 0
    while drawn < most:
        yield Block((drawn, end), (0, LUCK), (0, LUCK * settings.draws), settings.draws)
        played += 1
        if played >= begun and enough(table().filter(pl.col("draw") < end)):
            return
        drawn, end = end, min(most, end + -(-end // 4))
