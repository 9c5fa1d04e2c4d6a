"""What the table does by itself, what strikes from outside, and what comes after yes."""

from __future__ import annotations

from sim.core import codes, consent, positions, primitives, writing
from sim.core.state import State
from sim.model import constants, ratification


def convene(state: State, timer: int) -> int:
    """A session opens, or slips: once each."""
    session, due = state.timer_who[timer], state.timer_due[timer]
    if session >= state.tables.sessions:
        e = writing.begin(state, codes.CONVENED, timer, codes.NONE)
        state.event[e + codes.OTHER] = state.tables.sessions
        state.event[e + codes.TEXT] = state.later_sessions
        state.event[e + codes.MORE] = due + constants.LATER_LASTS
        writing.add(state, e, state.tables.recurring_level)
        return e
    opens = state.tables.session_opens[session]
    u = primitives.uniform(state.run, state.tables.names.slip[session], 0)
    if state.closed and due == opens and u < state.tables.slip_chance:
        e = writing.begin(state, codes.SLIPPED, timer, codes.NONE)
        slips = primitives.nearest(state.tables.slip_days * constants.MINUTES_A_DAY)
        state.event[e + codes.OTHER] = session
        state.event[e + codes.MORE] = due + max(1, slips)
        writing.add(state, e, state.tables.slip_chance)
        writing.add(state, e, u)
        return e
    e = writing.begin(state, codes.CONVENED, timer, codes.NONE)
    state.event[e + codes.OTHER] = session
    state.event[e + codes.MORE] = max(due + 1, state.tables.session_closes[session] + due - opens)
    writing.add(state, e, state.tables.session_level[session])
    return e


def adjourn(state: State, timer: int) -> int:
    """The session that is open ends."""
    e = writing.begin(state, codes.ADJOURNED, timer, codes.NONE)
    if 0 <= state.session < state.tables.sessions:
        state.event[e + codes.OTHER] = state.session
        return e
    state.event[e + codes.OTHER] = state.tables.sessions
    state.event[e + codes.TEXT] = state.later_sessions
    return e


def demand(state: State, timer: int, phase: int) -> int:
    """A demand is raised, or withdrawn, on its date."""
    actor = state.timer_who[timer] // state.tables.issues
    if state.phase[state.timer_who[timer]] == phase:
        return codes.NONE
    if phase == codes.PHASE_RAISED:
        e = writing.begin(state, codes.RAISED, timer, actor)
        state.event[e + codes.MORE] = state.timer_due[timer] > 0
    else:
        e = writing.begin(state, codes.WITHDRAWN, timer, actor)
    state.event[e + codes.OTHER] = state.timer_who[timer] % state.tables.issues
    return e


def lapse(state: State, timer: int) -> int:
    """The live text's time is over."""
    if not state.live:
        return codes.NONE
    e = writing.begin(state, codes.LAPSED, timer, codes.NONE)
    state.event[e + codes.TEXT] = state.number
    state.event[e + codes.GIVEN] = codes.OVERDUE
    return e


def supersede(state: State, timer: int) -> int:
    """The text that a new one took the place of lapses."""
    e = writing.begin(state, codes.LAPSED, timer, codes.NONE)
    state.event[e + codes.TEXT] = state.timer_who[timer]
    state.event[e + codes.GIVEN] = codes.SUPERSEDED
    return e


def agree(state: State, timer: int) -> int:
    """The needed consent stands: a framework, the surpluses of those who gave it frozen."""
    if not consent.agreed(state):
        return codes.NONE
    e = writing.begin(state, codes.AGREED, timer, codes.NONE)
    state.event[e + codes.TEXT] = state.number
    state.event[e + codes.PACKAGE] = state.package
    for actor in range(state.tables.actors):
        surplus = primitives.NAN
        if state.needed[actor] and state.answer[actor] == constants.ACCEPT:
            worth = positions.worth_of(state, actor, state.package)
            surplus = worth - positions.reservation_of(state, actor, state.timer_due[timer], 0.0)
        writing.add(state, e, surplus)
    return e


def suspension_draw(state: State, actor: int) -> float:
    """The uniform that decides whether an actor's no to the last text suspends the talks.

    Drawn once a text and actor, and kept, so that no fork draws it again.
    """
    if state.suspending_text[actor] == state.texts:
        return state.suspending[actor]
    return primitives.uniform(state.run, state.tables.names.suspension[actor], state.texts)


def suspend(state: State, timer: int) -> int:
    """A formal no suspends the talks."""
    if state.suspended:
        return codes.NONE
    e = writing.begin(state, codes.SUSPENDED, timer, codes.NONE)
    writing.add(state, e, state.tables.suspend_chance)
    writing.add(state, e, suspension_draw(state, state.timer_who[timer]))
    return e


def strike(state: State, timer: int) -> int:
    """Something from outside."""
    e = writing.begin(state, codes.STRUCK, timer, codes.NONE)
    state.event[e + codes.OTHER] = state.timer_who[timer]
    return e


def settle(state: State, timer: int) -> int:
    """An item of the framework is settled."""
    e = writing.begin(state, codes.SETTLED, timer, codes.NONE)
    state.event[e + codes.OTHER] = state.timer_who[timer]
    return e


def ratify(state: State, timer: int) -> int:
    """A vote at home: on the surplus, or a binomial of seats (Putnam 1988)."""
    actor = state.timer_who[timer]
    vote = 0
    while state.tables.vote_actor[vote] != actor:
        vote += 1
    worth = positions.worth_of(state, actor, state.framework_package)
    surplus = worth - positions.reservation_of(state, actor, state.timer_due[timer], 0.0)
    chance = state.tables.vote_chance[vote]
    if not state.tables.vote_seats[vote]:
        chance = ratification.ratification_chance(state.tables.vote_k[vote], surplus)
    draw = primitives.uniform(state.run, state.tables.names.vote[actor], 0)
    e = writing.begin(state, codes.VOTED, timer, actor)
    state.event[e + codes.GIVEN] = draw < chance
    writing.add(state, e, chance)
    writing.add(state, e, draw)
    writing.add(state, e, surplus)
    return e


def fail(state: State, timer: int, why: int) -> int:
    """What was agreed is not carried out."""
    e = writing.begin(state, codes.FAILED, timer, codes.NONE)
    state.event[e + codes.GIVEN] = why
    return e


def plain(state: State, timer: int, kind: int) -> int:
    """An event that says no more than that it happens."""
    return writing.begin(state, kind, timer, codes.NONE)
