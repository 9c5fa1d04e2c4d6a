"""How the talks of a draw begin."""

from __future__ import annotations

from sim.core import codes, evolving, primitives, timing
from sim.core.primitives import Key
from sim.core.state import State
from sim.model import constants, draws


def open_talks(state: State, run: Key) -> None:
    """Stand where the first event of a run leaves the talks, whatever stood here before.

    `run` is the key of its luck. Nobody errs yet about anybody (`err`).
    """
    state.reset()
    state.run = run
    state.seq, state.tick, state.order = 0, 0, 0
    state.closed, state.moved = 0, 0
    state.suspended, state.suspensions = 0, 0
    state.session, state.level, state.later_sessions = codes.NONE, 0.0, 0
    state.texts, state.tabler, state.stocked = 0, codes.NONE, 0
    state.live, state.framework = 0, 0
    for actor in range(state.tables.actors):
        _open_actor(state, actor)
    for pair in range(state.tables.actors * state.tables.issues):
        _await_demand(state, pair)
    for session in range(state.tables.sessions):
        timing.set_timer(state, codes.CONVENE, session, state.tables.session_opens[session], 0)
    timing.set_timer(state, codes.HORIZON, 0, state.tables.horizon, 0)
    evolving.await_move(state, 0)
    state.seq = 1


def _open_actor(state: State, actor: int) -> None:
    state.disposition[actor] = 0.0
    state.lock_level[actor], state.lock_since[actor] = 0.0, 0
    state.shift[actor], state.set_worth[actor] = 0.0, state.tables.worth[actor]
    state.left_share[actor], state.left_since[actor] = 1.0, state.tables.now
    state.conceded_share[actor] = state.tables.opening_concession[actor]
    state.conceded_since[actor] = 0
    state.near[actor] = state.tables.expects_deal[actor]
    state.phi[actor] = constants.TRUSTED_AT_FIRST
    state.said_final[actor], state.said[actor], state.seat[actor] = 0, 0, 0
    state.suspending[actor], state.suspending_text[actor] = 0.0, 0
    state.room[actor], state.needed[actor], state.known[actor] = 0, 0, 0
    state.answer[actor], state.via[actor], state.carry[actor] = codes.SILENT, codes.NONE, 0
    state.answered_tick[actor], state.answered_seq[actor] = 0, codes.NONE
    state.cut_at[actor], state.unsaid[actor] = codes.NONE, codes.NONE
    state.begun_revise[actor], state.begun_counter[actor] = 0, 0
    state.countered[actor], state.exhausted[actor] = codes.NONE, 0
    state.assessed[actor] = 0.0
    for other in range(state.tables.actors):
        state.error[actor * state.tables.actors + other] = 0.0
    for issue in range(state.tables.issues):
        pair = actor * state.tables.issues + issue
        raises = state.tables.dated[pair] & codes.RAISES
        state.phase[pair] = codes.PHASE_NOT_YET if raises else codes.PHASE_RAISED
        state.late[pair] = 0
    evolving.stand_anew(state, actor)


def err(state: State, attempt: int) -> None:
    """Draw everyone's lasting errors about the no-deal worth of all with something at stake.

    `attempt` is the number of the try at the draw's inputs, whose luck the state has.
    """
    for actor in range(state.tables.actors):
        row = actor * state.tables.actors
        for k in range(state.tables.concerned_count):
            other = state.tables.concerned[k]
            if other != actor:
                name = state.tables.names.belief_error[row + other]
                sd = state.tables.belief_error[actor] * constants.LOGISTIC_UNIT_SD
                u = primitives.uniform(state.run, name, attempt)
                state.error[row + other] = sd * draws.logistic(u)


def _await_demand(state: State, pair: int) -> None:
    """A demand with dates of its own, unless the script says when."""
    dated = state.tables.dated[pair]
    if dated & codes.RAISES and not _scripted(state, codes.RAISE, pair):
        timing.set_timer(state, codes.DEMAND, pair, max(0, state.tables.raised[pair]), 0)
    if dated & codes.WITHDRAWS and not _scripted(state, codes.WITHDRAW, pair):
        timing.set_timer(state, codes.WITHDRAWAL, pair, max(0, state.tables.withdrawn[pair]), 0)


def _scripted(state: State, verb: int, pair: int) -> int:
    for k in range(state.script.moves):
        if state.script.verb[k] == verb:
            if state.script.actor[k] * state.tables.issues + state.script.what[k] == pair:
                return 1
    return 0
