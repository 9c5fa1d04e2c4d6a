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
    _plan(state, package)
    state.ways_chance[0] = 1.0
    ways, at = 1, 0
    for step in range(state.plan_steps):
        asked, after = state.plan_actor[step], state.plan_ways[step]
        yes = 1.0 if asked == codes.NONE else state.chance[asked]
        for k in range(after):
            state.after_chance[k] = 0.0
        for k in range(ways):
            way = state.ways_chance[k]
            state.after_chance[state.plan_yes[at]] += way * yes
            state.after_chance[state.plan_no[at]] += way * (1.0 - yes)
            at += 1
        for k in range(after):
            state.ways_chance[k] = state.after_chance[k]
        ways = after
    met = 0.0
    for k in range(ways):
        if state.plan_met[k]:
            met += state.ways_chance[k]
    n = 0
    for actor in range(state.tables.actors):
        if state.tables.needs[actor * state.tables.packages + package] and state.tables.veto[actor]:
            n = _insert(state, n, state.chance[actor])
    return _product(state, n) * min(1.0, met)


def _plan(state: State, package: int) -> None:
    """Which sums of weights there are, whoever says yes: kept while packages ask the same."""
    other = 1 if state.plan_steps == 0 else 0
    for actor in range(state.tables.actors):
        asked = state.tables.needs[actor * state.tables.packages + package]
        if state.plan_asked[actor] != asked:
            state.plan_asked[actor] = asked
            other = 1
    if not other:
        return
    n = 0
    state.plan_steps = state.planned = 0
    for actor in range(state.tables.actors):
        if state.plan_asked[actor] and state.tables.veto[actor] and state.tables.party[actor]:
            state.sums[n] = state.tables.weight[actor]
            n += 1
    held = primitives.exact_sum(state.sums, 0, n)
    state.ways_weight[0] = 0.0
    ways = 1
    for actor in range(state.tables.actors):
        if state.plan_asked[actor] and state.tables.party[actor] and not state.tables.veto[actor]:
            ways = _step(state, ways, actor, state.tables.weight[actor])
    ways = _step(state, ways, codes.NONE, held)
    whole = whole_weight(state)
    for k in range(ways):
        state.plan_met[k] = quotas.quota_met(state.ways_weight[k], whole, state.tables.quota)


def _step(state: State, ways: int, actor: int, weight: float) -> int:
    """One more who may say yes: how many sums of weights there are then."""
    n = 0
    if 2 * ways > state.ways_room:
        _more_ways(state)
    if state.planned + ways > state.plan_room:
        old, new = state.plan_room, 2 * (state.planned + ways)
        state.plan_yes = state.pools.more_longs(state.plan_yes, old, new)
        state.plan_no = state.pools.more_longs(state.plan_no, old, new)
        state.plan_room = new
    for k in range(ways):
        at = state.planned + k
        state.plan_yes[at] = _place_of(state, n, state.ways_weight[k] + weight)
        n = max(n, state.plan_yes[at] + 1)
        state.plan_no[at] = _place_of(state, n, state.ways_weight[k] + 0.0)
        n = max(n, state.plan_no[at] + 1)
    for k in range(n):
        state.ways_weight[k] = state.after_weight[k]
    state.planned += ways
    state.plan_actor[state.plan_steps], state.plan_ways[state.plan_steps] = actor, n
    state.plan_steps += 1
    return n


def _place_of(state: State, n: int, weight: float) -> int:
    """Where a sum of weights stands among n, or comes after them."""
    key = primitives.rounded(weight, constants.WEIGHT_DIGITS)
    for k in range(n):
        if state.after_weight[k] == key:
            return k
    state.after_weight[n] = key
    return n


def _more_ways(state: State) -> None:
    old, new = state.ways_room, 2 * state.ways_room
    state.ways_weight = state.pools.more_doubles(state.ways_weight, old, new)
    state.ways_chance = state.pools.more_doubles(state.ways_chance, old, new)
    state.after_weight = state.pools.more_doubles(state.after_weight, old, new)
    state.after_chance = state.pools.more_doubles(state.after_chance, old, new)
    state.plan_met = state.pools.more_longs(state.plan_met, old, new)
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
