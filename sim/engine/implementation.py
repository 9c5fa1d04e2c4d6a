"""What comes after yes: items settle, votes are held, or it breaks down."""

from __future__ import annotations

from sim.engine.roles import Role, stamp
from sim.model.ratification import binomial_at_least, ratification_chance
from sim.talks.events import (
    DealConcluded,
    ImplementationFailed,
    ItemSettled,
    RatificationVoted,
)
from sim.talks.positions import reservation_of
from sim.talks.state import State
from sim.talks.timers import BREAK, CONCLUDE, FAIL, RATIFY, SETTLE, Timer


def settle(state: State, timer: Timer) -> ItemSettled:
    return ItemSettled(**stamp(state, timer), item=state.tables.after_yes.items[timer.who])


def ratify(state: State, timer: Timer) -> RatificationVoted:
    """A vote at home: on the surplus, or a binomial of seats (Putnam 1988)."""
    framework = state.framework
    assert framework is not None
    vote = next(r for r in state.tables.after_yes.ratifications if r.actor == timer.who)
    worth = state.stand[vote.actor].worths[framework.package]
    surplus = worth - reservation_of(state, vote.actor, timer.due)
    if vote.seats:
        chance = binomial_at_least(vote.seats, vote.majority, vote.support)
    else:
        chance = ratification_chance(vote.k, surplus)
    draw = state.luck.u(state.tables.names.actors[vote.actor], "vote")
    return RatificationVoted(
        **stamp(state, timer, vote.actor),
        passed=draw < chance,
        chance=chance,
        draw=draw,
        surplus=surplus,
    )


def break_down(state: State, timer: Timer) -> ImplementationFailed:
    return ImplementationFailed(**stamp(state, timer), why="breakdown")


def fail(state: State, timer: Timer) -> ImplementationFailed:
    return ImplementationFailed(**stamp(state, timer), why="ratification")


def conclude(state: State, timer: Timer) -> DealConcluded:
    return DealConcluded(**stamp(state, timer))


ROLE: Role = {SETTLE: settle, RATIFY: ratify, BREAK: break_down, FAIL: fail, CONCLUDE: conclude}
