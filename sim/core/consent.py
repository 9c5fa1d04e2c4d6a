"""Whose yes makes a deal, of those in `state.says` or with the chances in `state.chance`."""

from __future__ import annotations

from sim.core import codes, positions, primitives
from sim.core.state import State
from sim.model import consent as quotas
from sim.model import constants


def given(state: State, package: int) -> int:
    """Whether those that `state.says` yes are the consent that a package needs."""
    for k in range(state.tables.consenting_count):
        actor = state.tables.consenting[k]
        if not state.tables.needs[actor * state.tables.packages + package] or state.says[actor]:
            continue
        if not state.tables.has_quota or state.tables.veto[actor]:
            return 0
    if not state.tables.has_quota:
        return 1
    n = 0
    for k in range(state.tables.party_count):
        actor = state.tables.parties[k]
        if state.says[actor]:
            state.sums[n] = state.tables.weight[actor]
            n += 1
    yes = primitives.exact_sum(state.sums, 0, n)
    return quotas.quota_met(yes, whole_weight(state), state.tables.quota)


def whole_weight(state: State) -> float:
    """What all parties weigh together."""
    for k in range(state.tables.party_count):
        state.sums[k] = state.tables.weight[state.tables.parties[k]]
    return primitives.exact_sum(state.sums, 0, state.tables.party_count)


def agreed(state: State) -> int:
    """Whether the live text has the consent it needs."""
    if not state.live:
        return 0
    for actor in range(state.tables.actors):
        state.says[actor] = state.needed[actor] and state.answer[actor] == constants.ACCEPT
    return given(state, state.package)


def open_packages(state: State) -> None:
    """Mark the packages that can find consent: hard red lines leave them enough for it."""
    if state.open_known:
        return
    for package in range(state.tables.packages):
        for k in range(state.tables.consenting_count):
            actor = state.tables.consenting[k]
            state.says[actor] = not positions.crosses(state, actor, package)
        state.open_[package] = given(state, package)
    state.open_known = 1


def chance(state: State, package: int) -> float:
    """That all who are asked say yes; under a quota that enough do, and all with a veto."""
    if state.tables.has_quota:
        return _of_quota(state, package)
    n = 0
    for k in range(state.tables.consenting_count):
        actor = state.tables.consenting[k]
        if state.tables.needs[actor * state.tables.packages + package]:
            n = _insert(state, n, state.chance[actor])
    return _product(state, n)


def _insert(state: State, n: int, number: float) -> int:
    """Keep numbers in order, the least first."""
    place = n
    while place > 0 and state.sums[place - 1] > number:
        state.sums[place] = state.sums[place - 1]
        place -= 1
    state.sums[place] = number
    return n + 1


def _product(state: State, n: int) -> float:
    found = 1.0
    for k in range(n):
        found *= state.sums[k]
    return found


def _of_quota(state: State, package: int) -> float:
    """By convolution over the weights of those without a veto (`sim.model.consent`)."""
    n = 0
    for actor in range(state.tables.actors):
        if state.tables.needs[actor * state.tables.packages + package] and state.tables.veto[actor]:
            if state.tables.party[actor]:
                state.sums[n] = state.tables.weight[actor]
                n += 1
    held = primitives.exact_sum(state.sums, 0, n)
    state.ways_weight[0], state.ways_chance[0] = 0.0, 1.0
    ways = 1
    for actor in range(state.tables.actors):
        asked = (
            state.tables.needs[actor * state.tables.packages + package]
            and state.tables.party[actor]
        )
        if asked and not state.tables.veto[actor]:
            ways = _convolve(state, ways, state.tables.weight[actor], state.chance[actor])
    ways = _convolve(state, ways, held, 1.0)
    whole, met = whole_weight(state), 0.0
    for k in range(ways):
        if quotas.quota_met(state.ways_weight[k], whole, state.tables.quota):
            met += state.ways_chance[k]
    n = 0
    for actor in range(state.tables.actors):
        if state.tables.needs[actor * state.tables.packages + package] and state.tables.veto[actor]:
            n = _insert(state, n, state.chance[actor])
    return _product(state, n) * min(1.0, met)


def _convolve(state: State, ways: int, weight: float, chance: float) -> int:
    """One more who says yes with a chance: how many sums of weights there are then."""
    n = 0
    if 2 * ways > state.ways_room:
        _more_ways(state)
    for k in range(ways):
        n = _add_way(state, n, state.ways_weight[k] + weight, state.ways_chance[k] * chance)
        n = _add_way(state, n, state.ways_weight[k] + 0.0, state.ways_chance[k] * (1.0 - chance))
    for k in range(n):
        state.ways_weight[k] = state.after_weight[k]
        state.ways_chance[k] = state.after_chance[k]
    return n


def _add_way(state: State, n: int, weight: float, way: float) -> int:
    key = primitives.rounded(weight, constants.WEIGHT_DIGITS)
    for k in range(n):
        if state.after_weight[k] == key:
            state.after_chance[k] = state.after_chance[k] + way
            return n
    state.after_weight[n] = key
    state.after_chance[n] = 0.0 + way
    return n + 1


def _more_ways(state: State) -> None:
    old, new = state.ways_room, 2 * state.ways_room
    state.ways_weight = state.pools.more_doubles(state.ways_weight, old, new)
    state.ways_chance = state.pools.more_doubles(state.ways_chance, old, new)
    state.after_weight = state.pools.more_doubles(state.after_weight, 2 * old, 2 * new)
    state.after_chance = state.pools.more_doubles(state.after_chance, 2 * old, 2 * new)
    state.ways_room = new


def lacking(state: State) -> int:
    """Whether all have answered without consent, or formal rejections leave no way to it."""
    if not state.live or agreed(state):
        return 0
    rejected, silent = 0, 0
    for actor in range(state.tables.actors):
        state.says[actor] = state.needed[actor]
        if not state.needed[actor]:
            continue
        if state.answer[actor] == codes.SILENT:
            silent = 1
        if state.answer[actor] == constants.REJECT:
            rejected = 1
            state.says[actor] = 0
    if not silent:
        return 1
    return rejected and not given(state, state.package)
