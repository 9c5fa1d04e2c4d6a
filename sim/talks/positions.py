"""What an actor compares a text with, at any minute: projections of the state.

All worths in [0, 1], all days from the scenario's start.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.model.answer import answer, inclination, noise_interval, rejection_bar
from sim.model.aspiration import (
    aspiration,
    lock_in,
    no_deal_left,
    reservation,
    under_label,
)
from sim.model.aversion import attained, aversion
from sim.model.constants import ACCEPT, CRITICISE, MINUTES_A_DAY, REJECT
from sim.model.draws import logistic
from sim.talks.parts import LiveText
from sim.talks.protocol import View
from sim.talks.state import State

ANSWER_NAMES = {ACCEPT: "accept", CRITICISE: "criticise", REJECT: "reject"}
ANSWERS = {name: answer for answer, name in ANSWER_NAMES.items()}


class Position(NamedTuple):
    """What an answer rests on but for luck."""

    worth: float
    no_deal: float  # reservation value
    aspiration: float  # with what a label takes off
    aversion: float  # what the text loses by being one-sided
    x: float  # inclination: precision * (worth - aspiration - aversion)
    reject_bar: float
    attained: tuple[float, ...]  # share of each other party, as the actor believes it


def left_of(state: State, actor: int, tick: int) -> float:
    """The share of an actor's no-deal worth at `now` that waiting leaves at a tick."""
    share, since = state.left.get(actor, (1.0, state.tables.rules.now))
    waited = (tick - since) / MINUTES_A_DAY
    me = state.tables.actors[actor]
    return no_deal_left(share, me.loss_in_90_days, waited, me.discount)


def added_of(state: State, actor: int, tick: int) -> float:
    """What statements, shocks and resentment add to an actor's no-deal worth at a tick."""
    added = state.shift[actor]
    level, since = state.lock[actor]
    if level:
        half_life = state.tables.actors[actor].lock_in_half_life
        added += lock_in(level, (tick - since) / MINUTES_A_DAY, half_life)
    return added


def reservation_of(state: State, actor: int, tick: int, error: float = 0.0) -> float:
    """An actor's reservation value at a tick; `error` is somebody's about it."""
    worth, left = state.tables.actors[actor].worth, left_of(state, actor, tick)
    added = added_of(state, actor, tick) + error
    return reservation(worth, left, added, state.stand[actor].best)


def conceded_of(state: State, actor: int, tick: int, no_deal: float) -> float:
    """How much of the way from its best to its no-deal worth an actor has given up.

    All of it, where whatever beats no deal is good enough.
    """
    if state.tables.rules.standard == "reservation":
        return 1.0
    me = state.tables.actors[actor]
    share, since = state.conceded.get(actor, (me.opening_concession, 0))
    view = View(
        (tick - since) / MINUTES_A_DAY,
        (_planned(state, me.planning_horizon, tick) - since) / MINUTES_A_DAY,
        share,
        state.stand[actor].firmness,
        no_deal,
        state.stand[actor].best,
        state.dispositions[actor],
        state.texts,
    )
    return state.tactics[actor].conceded(view)


def _planned(state: State, own: int, tick: int) -> int:
    """When the talks must be over: by an actor's own lights, or as it has heard it announced."""
    deadline = state.tables.rules.deadline
    if deadline is None or tick < deadline.announced:
        return own
    return min(own, deadline.tick)


def aspiration_of(state: State, actor: int, tick: int) -> float:
    """What an actor holds out for at a tick, any label aside."""
    no_deal = reservation_of(state, actor, tick)
    return aspiration(no_deal, state.stand[actor].best, conceded_of(state, actor, tick, no_deal))


def believed_shares(state: State, actor: int, package: int, tick: int) -> tuple[float, ...]:
    """The share of what it could gain that each other party attains, as the actor believes it."""
    stand, errors = state.stand, state.errors[actor]
    shares = []
    for other in state.tables.parties:  # an inner loop: most of the time of runs with many parties
        if other != actor:
            no_deal = reservation_of(state, other, tick, errors[other])
            shares.append(attained(stand[other].worth(package), no_deal, stand[other].best))
    return tuple(shares)


def believed_share(state: State, actor: int, other: int, package: int, tick: int) -> float:
    """The same of one other party."""
    no_deal = reservation_of(state, other, tick, state.errors[actor][other])
    return attained(state.stand[other].worth(package), no_deal, state.stand[other].best)


def label_pull(state: State, actor: int, text: LiveText) -> float:
    """The share of aspiration over reservation that a credible "final" takes off."""
    if text.label != "final":
        return 0.0
    return state.tables.actors[actor].label_effect * state.phi[text.by]


def position(state: State, actor: int, text: LiveText, tick: int, error: float = 0.0) -> Position:
    """What the actor's answer to a text would rest on at a tick; `error` is somebody's on it."""
    me = state.tables.actors[actor]
    no_deal = reservation_of(state, actor, tick, error)
    best = state.stand[actor].best
    wanted = aspiration(no_deal, best, conceded_of(state, actor, tick, no_deal))
    pull = label_pull(state, actor, text)
    if pull:
        wanted = under_label(wanted, no_deal, pull, 1.0)
    worth = state.stand[actor].worth(text.package)
    shares = believed_shares(state, actor, text.package, tick)
    felt = aversion(me.aversion, (worth, no_deal, best), shares)
    return Position(
        worth,
        no_deal,
        wanted,
        felt,
        inclination(me.precision, worth, wanted, felt),
        rejection_bar(me.reject_bar, me.blame, state.near[actor]),
        shares,
    )


def crosses(state: State, actor: int, package: int) -> bool:
    """Whether a package crosses a hard red line of the actor: its yes becomes a criticism."""
    return state.stand[actor].crosses(package)


def category(
    state: State, actor: int, text: LiveText, bars: tuple[float, float], luck: float
) -> int:
    """The answer that a piece of luck gives; `bars` are (inclination, rejection bar)."""
    x, reject_bar = bars
    bar = state.tables.actors[actor].accept_bar
    found = answer(luck, bar - x, reject_bar + x)  # as noise_interval cuts
    return CRITICISE if found == ACCEPT and crosses(state, actor, text.package) else found


def luck_interval(
    state: State, actor: int, text: LiveText, tick: int, given: int
) -> tuple[float, float]:
    """The eps with which the actor would give this answer at this tick; (inf, -inf) if none."""
    place = position(state, actor, text, tick)
    lo, hi = noise_interval(given, place.x, state.tables.actors[actor].accept_bar, place.reject_bar)
    if crosses(state, actor, text.package):
        if given == ACCEPT:
            return float("inf"), float("-inf")
        if given == CRITICISE:
            return lo, float("inf")
    return lo, hi


def taste(state: State, actor: int, package: int) -> tuple[float, bool]:
    """The actor's eps for a package, and whether it is its lasting disposition.

    Keyed to the package, not to the text: tabling it again buys no new luck.
    """
    known = state.tastes.get((actor, package))
    if known is not None:
        return known
    names = state.tables.names
    name, key = names.actors[actor], names.package_keys[package]
    if state.luck.u(name, "coin", key) < state.tables.actors[actor].consistency:
        return state.dispositions[actor], True
    return logistic(state.luck.u(name, "taste", key)), False


def agreed(state: State) -> bool:
    """Whether the live text has the consent it needs."""
    text = state.live
    if text is None:
        return False
    yes = [actor for actor in text.needed if state.answers.get(actor) == ACCEPT]
    return state.tables.consents(text.package, yes)
