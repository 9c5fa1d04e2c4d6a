"""What an actor compares a text with, at any minute.

A position is a stretch of `state.place`, at a number times its width: see `codes`. All worths in
[0, 1], all days from the scenario's start.
"""

from __future__ import annotations

from sim.core import codes, grids, primitives
from sim.core.state import State
from sim.model import answer, aspiration, aversion, constants, draws


def worth_of(state: State, actor: int, package: int) -> float:
    """What a package is worth to an actor as its demands stand."""
    return state.tables.stand_worth[state.stand[actor] * state.tables.packages + package]


def crosses(state: State, actor: int, package: int) -> int:
    """Whether a package crosses a hard red line of the actor: its yes becomes a criticism."""
    return state.tables.stand_hard[state.stand[actor] * state.tables.packages + package]


def best_of(state: State, actor: int) -> float:
    """The most that a package which crosses no hard red line is worth to an actor."""
    return state.tables.stand_best[state.stand[actor]]


def left_of(state: State, actor: int, tick: int) -> float:
    """The share of an actor's no-deal worth at `now` that waiting leaves at a tick."""
    waited = primitives.ratio(tick - state.left_since[actor], constants.MINUTES_A_DAY)
    return aspiration.no_deal_left(
        state.left_share[actor],
        state.tables.loss_in_90_days[actor],
        waited,
        state.tables.discount[actor],
    )


def added_of(state: State, actor: int, tick: int) -> float:
    """What statements, shocks and resentment add to an actor's no-deal worth at a tick."""
    added = state.shift[actor]
    level = state.lock_level[actor]
    if level != 0.0:
        days = primitives.ratio(tick - state.lock_since[actor], constants.MINUTES_A_DAY)
        added += aspiration.lock_in(level, days, state.tables.lock_in_half_life[actor])
    return added


def reservation_of(state: State, actor: int, tick: int, error: float) -> float:
    """An actor's reservation value at a tick; `error` is somebody's about it."""
    left = left_of(state, actor, tick)
    added = added_of(state, actor, tick) + error
    return aspiration.reservation(state.tables.worth[actor], left, added, best_of(state, actor))


def conceded_of(state: State, actor: int, tick: int) -> float:
    """How much of the way from its best to its no-deal worth an actor has given up."""
    if state.tables.reservation:
        return 1.0
    since = state.conceded_since[actor]
    planned = state.tables.planning_horizon[actor]
    if state.tables.has_deadline and tick >= state.tables.announced:
        planned = min(planned, state.tables.deadline)
    day = primitives.ratio(tick - since, constants.MINUTES_A_DAY)
    horizon = primitives.ratio(planned - since, constants.MINUTES_A_DAY)
    if state.tables.tactic[actor]:
        return _plugged(state, actor, tick, day, horizon)
    beta = state.tables.stand_beta[state.stand[actor]]
    return aspiration.conceded(state.conceded_share[actor], day, horizon, beta)


def _plugged(state: State, actor: int, tick: int, day: float, horizon: float) -> float:
    """By a tactic of somebody's, which sees its own actor's numbers alone."""
    state.view[0], state.view[1] = day, horizon
    state.view[2] = state.conceded_share[actor]
    state.view[3] = state.tables.stand_firmness[state.stand[actor]]
    state.view[4] = reservation_of(state, actor, tick, 0.0)
    state.view[5], state.view[6] = best_of(state, actor), state.disposition[actor]
    return state.plugs.conceded(actor, state.view, state.texts)


def aspiration_of(state: State, actor: int, tick: int) -> float:
    """What an actor holds out for at a tick, any label aside."""
    no_deal = reservation_of(state, actor, tick, 0.0)
    return aspiration.aspiration(no_deal, best_of(state, actor), conceded_of(state, actor, tick))


def consider(state: State, actor: int, tick: int) -> None:
    """What an actor's positions at a tick rest on, whatever the package.

    Kept for the packages to come while something is decided, since nothing changes then.
    """
    if state.moment and state.considered[actor] == state.moment:
        if state.considered_tick[actor] == tick:
            return
    state.considered[actor], state.considered_tick[actor] = state.moment, tick
    state.left[actor] = left_of(state, actor, tick)
    state.added[actor] = added_of(state, actor, tick)
    state.conceded[actor] = conceded_of(state, actor, tick)
    if others_of(state, actor) == 0:
        return
    for k in range(state.tables.party_count):
        other = state.tables.parties[k]
        pair = actor * state.tables.actors + other
        state.others_no_deal[pair] = reservation_of(state, other, tick, state.error[pair])


def believed_shares(state: State, actor: int, package: int, into: list[float], first: int) -> None:
    """The share that each other party attains, as the actor believes it at the tick considered."""
    if others_of(state, actor) == 0:
        return
    n = 0
    for k in range(state.tables.party_count):
        other = state.tables.parties[k]
        if other == actor:
            continue
        no_deal = state.others_no_deal[actor * state.tables.actors + other]
        into[first + n] = aversion.attained(
            worth_of(state, other, package), no_deal, best_of(state, other)
        )
        n += 1


def label_pull(state: State, actor: int, label: int, by: int) -> float:
    """The share of aspiration over reservation that a credible "final" takes off."""
    if label != codes.FINAL:
        return 0.0
    return state.tables.label_effect[actor] * state.phi[by]


def reject_bar_of(state: State, actor: int) -> float:
    """How far below zero an inclination must fall for a formal no."""
    return answer.rejection_bar(
        state.tables.reject_bar[actor], state.tables.blame[actor], state.near[actor]
    )


def position(
    state: State, actor: int, package: int, pull: float, tick: int, error: float, slot: int
) -> float:
    """Work out a position at a tick, `pull` being that of the text's label; its inclination."""
    place, at = state.place, slot * state.place_width
    consider(state, actor, tick)
    best = best_of(state, actor)
    left, added = state.left[actor], state.added[actor] + error
    no_deal = aspiration.reservation(state.tables.worth[actor], left, added, best)
    wanted = aspiration.aspiration(no_deal, best, state.conceded[actor])
    if pull != 0.0:
        wanted = aspiration.under_label(wanted, no_deal, pull, 1.0)
    worth = worth_of(state, actor, package)
    believed_shares(state, actor, package, place, at + codes.SHARES)
    felt = grids.aversion(
        state.tables.aversion[actor], worth, no_deal, best, place,
        at + codes.SHARES, others_of(state, actor),
    )  # fmt: skip
    x = answer.inclination(state.tables.precision[actor], worth, wanted, felt)
    place[at + codes.WORTH] = worth
    place[at + codes.NO_DEAL] = no_deal
    place[at + codes.ASPIRATION] = wanted
    place[at + codes.AVERSION] = felt
    place[at + codes.INCLINATION] = x
    place[at + codes.REJECT_BAR] = reject_bar_of(state, actor)
    return x


def others_of(state: State, actor: int) -> int:
    """How many other parties its aversion weighs: none where it has none."""
    if state.tables.aversion[actor] == 0.0:
        return 0
    return state.tables.party_count - state.tables.party[actor]


def category(
    state: State, actor: int, package: int, x: float, reject_bar: float, luck: float
) -> int:
    """The answer that a piece of luck gives."""
    found = answer.answer(luck, state.tables.accept_bar[actor] - x, reject_bar + x)
    if found == constants.ACCEPT and crosses(state, actor, package):
        return constants.CRITICISE
    return found


def bound_taste(state: State, actor: int, package: int) -> int:
    """The place of a taste that is bound; NONE: it is drawn when it is asked for."""
    for k in range(state.tastes - 1, -1, -1):
        if state.taste_actor[k] == actor and state.taste_package[k] == package:
            return k
    return codes.NONE


def bind_taste(state: State, actor: int, package: int, luck: float, shared: int) -> None:
    """What the record says of an actor's eps for a package."""
    if state.tastes == state.taste_room:
        old, new = state.taste_room, 2 * state.taste_room
        state.taste_actor = state.pools.more_longs(state.taste_actor, old, new)
        state.taste_package = state.pools.more_longs(state.taste_package, old, new)
        state.taste_luck = state.pools.more_doubles(state.taste_luck, old, new)
        state.taste_shared = state.pools.more_longs(state.taste_shared, old, new)
        state.taste_room = new
    k = state.tastes
    state.tastes += 1
    state.taste_actor[k] = actor
    state.taste_package[k] = package
    state.taste_luck[k] = luck
    state.taste_shared[k] = shared


def shares_disposition(state: State, actor: int, package: int) -> int:
    """Whether the actor's eps for a package is its lasting disposition."""
    k = bound_taste(state, actor, package)
    if k != codes.NONE:
        return state.taste_shared[k]
    u = primitives.uniform(
        state.run, state.tables.names.coin[actor], state.tables.names.package[package]
    )
    return u < state.tables.consistency[actor]


def taste(state: State, actor: int, package: int) -> float:
    """The actor's eps for a package: keyed to it, so that tabling it again buys no new luck."""
    k = bound_taste(state, actor, package)
    if k != codes.NONE:
        return state.taste_luck[k]
    if shares_disposition(state, actor, package):
        return state.disposition[actor]
    return draws.logistic(
        primitives.uniform(
            state.run, state.tables.names.taste[actor], state.tables.names.package[package]
        )
    )


def own_answer(state: State, actor: int, package: int, pull: float, tick: int) -> int:
    """What an actor would answer at a tick, its own taste and all."""
    x = position(state, actor, package, pull, tick, 0.0, 0)
    luck = taste(state, actor, package)
    bar = state.place[codes.REJECT_BAR]
    return category(state, actor, package, x, bar, luck)
