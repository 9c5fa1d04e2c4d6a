"""How likely the answers of a record are, from what each leaves of its actor's luck.

As `sim.talks.conditioning` and `sim.talks.coins`, which say why.
"""

from __future__ import annotations

from sim.core import codes, primitives
from sim.core.primitives import Key, Memory
from sim.core.state import State
from sim.model import constants, draws


class Odds:
    """Scratch: what answers leave of each latent, and of dispositions as coins may fall."""

    def __init__(self, actors: int) -> None:
        self.pools = Memory()
        self.left, self.left_room = 0, 16
        self.left_actor = self.pools.longs(16)
        self.left_package = self.pools.longs(16)
        self.left_low = self.pools.doubles(16)
        self.left_high = self.pools.doubles(16)
        self.ways, self.way_room = 0, 64  # before one more answer, and from `ways` on after it
        self.after = 0
        self.way_low = self.pools.doubles(64)
        self.way_high = self.pools.doubles(64)
        self.weight = self.pools.doubles(64)
        self.mass = self.pools.doubles(64)
        self.low = self.pools.doubles(actors)  # of dispositions
        self.high = self.pools.doubles(actors)
        self.rests = self.pools.longs(actors)  # actors with an answer by their disposition
        self.resting = 0


def _leave(odds: Odds, state: State) -> None:
    """What recorded answers leave of each latent: by actor and package."""
    odds.left = 0
    for k in range(state.cuts):
        place = 0
        while place < odds.left and not (
            odds.left_actor[place] == state.cut_actor[k]
            and odds.left_package[place] == state.cut_package[k]
        ):
            place += 1
        if place == odds.left:
            if place == odds.left_room:
                _more_left(odds)
            odds.left += 1
            odds.left_actor[place] = state.cut_actor[k]
            odds.left_package[place] = state.cut_package[k]
            odds.left_low[place], odds.left_high[place] = -constants.INFINITE, constants.INFINITE
        odds.left_low[place] = max(odds.left_low[place], state.cut_low[k])
        odds.left_high[place] = min(odds.left_high[place], state.cut_high[k])


def _more_left(odds: Odds) -> None:
    old, new = odds.left_room, 2 * odds.left_room
    odds.left_actor = odds.pools.more_longs(odds.left_actor, old, new)
    odds.left_package = odds.pools.more_longs(odds.left_package, old, new)
    odds.left_low = odds.pools.more_doubles(odds.left_low, old, new)
    odds.left_high = odds.pools.more_doubles(odds.left_high, old, new)
    odds.left_room = new


def could_be_tabled(state: State) -> int:
    """Whether the texts that were tabled are such as somebody can have."""
    for k in range(state.script.moves):
        if state.script.verb[k] == codes.PUT:
            if state.tables.excluded[state.script.package[state.script.text[k]]]:
                return 0
    return 1


def chance(odds: Odds, state: State) -> float:
    """The chance of the answers so far, whatever the coins."""
    if not could_be_tabled(state):
        return 0.0
    _leave(odds, state)
    product = 1.0
    for k in range(odds.left):
        actor, first = odds.left_actor[k], 1
        for before in range(k):
            if odds.left_actor[before] == actor:
                first = 0
        if first:
            product *= _chance_of(odds, actor, state.tables.consistency[actor])
    return product


def _chance_of(odds: Odds, actor: int, consistency: float) -> float:
    """The chance of one actor's answers: a sum over what may be left of its disposition."""
    odds.ways = 1
    odds.way_low[0], odds.way_high[0] = -constants.INFINITE, constants.INFINITE
    odds.weight[0] = 1.0
    for k in range(odds.left):
        if odds.left_actor[k] != actor:
            continue
        low, high = odds.left_low[k], odds.left_high[k]
        own = (1.0 - consistency) * draws.interval_mass(low, high)
        odds.after = 0
        for way in range(odds.ways):
            least, most, weight = odds.way_low[way], odds.way_high[way], odds.weight[way]
            _add_way(odds, least, most, weight * own)
            _add_way(odds, max(least, low), min(most, high), weight * consistency)
        for way in range(odds.after):
            odds.way_low[way] = odds.way_low[odds.ways + way]
            odds.way_high[way] = odds.way_high[odds.ways + way]
            odds.weight[way] = odds.weight[odds.ways + way]
        odds.ways = odds.after
    for way in range(odds.ways):
        mass = draws.interval_mass(odds.way_low[way], odds.way_high[way])
        odds.mass[way] = odds.weight[way] * mass
    return primitives.exact_sum(odds.mass, 0, odds.ways)


def _add_way(odds: Odds, low: float, high: float, weight: float) -> None:
    """One more way to what may be left after an answer, beside those that leave the same."""
    place, end = odds.ways, odds.ways + odds.after
    while place < end and not (odds.way_low[place] == low and odds.way_high[place] == high):
        place += 1
    if place < end:
        odds.weight[place] += weight
        return
    if end == odds.way_room:
        old, new = odds.way_room, 2 * odds.way_room
        odds.way_low = odds.pools.more_doubles(odds.way_low, old, new)
        odds.way_high = odds.pools.more_doubles(odds.way_high, old, new)
        odds.weight = odds.pools.more_doubles(odds.weight, old, new)
        odds.mass = odds.pools.more_doubles(odds.mass, old, new)
        odds.way_room = new
    odds.way_low[end], odds.way_high[end], odds.weight[end] = low, high, weight
    odds.after += 1


def likelihood(odds: Odds, state: State, run: Key, number: Key) -> float:
    """The product of the masses of the latents behind the answers, by the coins of a try."""
    if not could_be_tabled(state):
        return 0.0
    _leave(odds, state)
    salt, known = primitives.mix(number), 1.0
    odds.resting = 0
    for k in range(odds.left):
        actor = odds.left_actor[k]
        low, high = odds.left_low[k], odds.left_high[k]
        index = state.tables.names.package[odds.left_package[k]] ^ salt
        u = primitives.uniform(run, state.tables.names.coin[actor], index)
        if u < state.tables.consistency[actor]:
            _rest(odds, actor, low, high)
        else:
            known *= draws.interval_mass(low, high)
    for k in range(odds.resting):
        known *= draws.interval_mass(odds.low[odds.rests[k]], odds.high[odds.rests[k]])
    return known


def _rest(odds: Odds, actor: int, low: float, high: float) -> None:
    """An answer rests on its actor's disposition."""
    for k in range(odds.resting):
        if odds.rests[k] == actor:
            odds.low[actor] = max(odds.low[actor], low)
            odds.high[actor] = min(odds.high[actor], high)
            return
    odds.rests[odds.resting] = actor
    odds.resting += 1
    odds.low[actor], odds.high[actor] = low, high
