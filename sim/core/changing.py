"""A position set anew from now on: what was drawn and done stays, and the talks go on from there.

Pearl (2009): what was drawn under the old values stays, the position is set, and standing answers
are rethought at once. Nothing jumps that has grown up to then: what waiting has cost, how far an
actor has come down, what its public words still weigh. The new numbers come as tables in which
what a change from now leaves as it was is as it was (`sim.talks.changing`).
"""

from __future__ import annotations

from sim.core import believing, codes, conditioning, evolving, positions, tabling, timing, turning
from sim.core.state import State
from sim.core.tables import Tables
from sim.model import aspiration, constants


def branch(state: State, of: State) -> None:
    """Stand where another state stands, with what it has seen, bound, and waits for."""
    state.copy(of)
    take_up(state, of)


def take_up(state: State, of: State) -> None:
    """What another state has seen, bound, and waits for."""
    for k in range(of.tastes):
        package, shared = of.taste_package[k], of.taste_shared[k]
        positions.bind_taste(state, of.taste_actor[k], package, of.taste_luck[k], shared)
    for k in range(of.timers):
        due, order = of.timer_due[k], of.timer_order[k]
        timing.put_timer(state, of.timer_kind[k], of.timer_who[k], due, order, of.timer_cause[k])
    for k in range(of.paused):
        left, cause = of.paused_left[k], of.paused_cause[k]
        timing.hold_back(state, of.paused_kind[k], of.paused_who[k], left, cause)
    for k in range(of.hazards):
        unit, rate, since = of.hazard_unit[k], of.hazard_rate[k], of.hazard_since[k]
        timing.hold_hazard(state, of.hazard_kind[k], of.hazard_who[k], unit, rate, since)
    for k in range(of.seen):
        place = believing.room_to_see(state)
        state.seen_actor[place] = of.seen_actor[k]
        state.seen_package[place] = of.seen_package[k]
        state.seen_answer[place] = of.seen_answer[k]
        state.seen_hard[place] = of.seen_hard[k]
        for n in range(state.seen_width):
            state.seen_number[place * state.seen_width + n] = of.seen_number[k * of.seen_width + n]
    for k in range(of.cuts):
        place = conditioning.put_cut(state, of.cut_actor[k], of.cut_package[k], of.cut_seq[k])
        state.cut_low[place], state.cut_high[place] = of.cut_low[k], of.cut_high[k]


def change(state: State, tables: Tables, tick: int, fired: int) -> None:
    """Go on with the numbers of other tables, by an event of this minute.

    `fired` is the order number of the timer that it fired, or of that of the event before.
    """
    if not state.closed:
        conditioning.cut_until(state, tick, codes.NONE)
    state.tick = tick
    evolving.go_past(state, fired)
    for actor in range(tables.actors):
        _go_on_from_here(state, tables, actor)
    if state.outcome == codes.ELSEWHERE:
        return
    state.tables = tables
    state.open_known = state.plan_steps = 0
    for actor in range(tables.actors):
        evolving.stand_anew(state, actor)
    _need_anew(state)
    for actor in range(tables.actors):
        state.used[actor] = state.product_known[actor] = 0
        state.whose[actor] = 1
        for other in range(tables.actors):
            state.prior_known[actor * tables.actors + other] = 0
    state.rows = 0
    _change_rates(state)
    for actor in range(tables.actors):
        state.whose[actor] = 1
    evolving.worths_changed(state, state.seq)
    state.seq += 1


def _go_on_from_here(state: State, tables: Tables, actor: int) -> None:
    """What has grown up to now stays as it is, and grows on at the new pace."""
    left = positions.left_of(state, actor, state.tick)
    added = positions.added_of(state, actor, state.tick)
    worth = state.tables.worth[actor] * left + added
    stand = evolving.standpoint(state, tables, actor)
    if stand == codes.NONE:
        state.outcome = codes.ELSEWHERE
        return
    old = state.tables.stand_beta[state.stand[actor]]
    horizon = state.tables.planning_horizon[actor]
    if tables.stand_beta[stand] != old or tables.planning_horizon[actor] != horizon:
        state.conceded_share[actor] = positions.conceded_of(state, actor, state.tick)
        state.conceded_since[actor] = state.tick
    loss, discount = state.tables.loss_in_90_days[actor], state.tables.discount[actor]
    if tables.loss_in_90_days[actor] != loss or tables.discount[actor] != discount:
        state.left_share[actor], state.left_since[actor] = left, state.tick
    if tables.lock_in_half_life[actor] != state.tables.lock_in_half_life[actor]:
        days = evolving.days_since(state, state.lock_since[actor])
        half_life = state.tables.lock_in_half_life[actor]
        state.lock_level[actor] = aspiration.lock_in(state.lock_level[actor], days, half_life)
        state.lock_since[actor] = state.tick
    if tables.told_worth[actor] != state.set_worth[actor]:
        state.set_worth[actor] = tables.told_worth[actor]
        state.shift[actor] += tables.told_worth[actor] - worth


def _need_anew(state: State) -> None:
    """Stakes, consent or channels changed: the live text asks those whom it needs now."""
    if not state.live:
        return
    for actor in range(state.tables.actors):
        before = state.needed[actor]
        state.needed[actor] = state.tables.needs[actor * state.tables.packages + state.package]
        state.whose[actor] = before and not state.needed[actor]
    if state.end == codes.NONE:
        tabling.date_end(state, state.seq)
    for actor in range(state.tables.actors):
        if state.whose[actor]:
            state.answer[actor] = codes.SILENT
            state.bound[actor] = 0
            state.via[actor] = codes.NONE
            state.carry[actor] = 0
            timing.drop(state, codes.TELL, actor)
            timing.drop(state, codes.MOOD, actor)
            state.cut_at[actor] = state.unsaid[actor] = codes.NONE
            timing.drop(state, codes.ANSWER, actor)
            timing.drop(state, codes.RETHINK, actor)
    if state.needed[state.by] and state.answer[state.by] == codes.SILENT:
        state.answer[state.by] = constants.ACCEPT
        state.answered_tick[state.by] = state.tabled
        state.answered_seq[state.by] = state.text_seq
    if state.closed:
        tabling.await_answers(state, state.seq)
        turning.after_answer(state, state.seq)


def _change_rates(state: State) -> None:
    for k in range(state.tables.concerned_count):
        actor = state.tables.concerned[k]
        timing.change_rate(state, codes.STATE, actor, state.tables.statements[actor], state.seq)
    timing.change_rate(state, codes.RESUME, 0, state.tables.resumes, state.seq)
    timing.change_rate(state, codes.COLLAPSE, 0, state.tables.collapses, state.seq)
    for k in range(state.tables.shocks):
        timing.change_rate(state, codes.SHOCK, k, state.tables.shock_rate[k], state.seq)
    if state.framework:
        timing.change_rate(state, codes.BREAK, 0, state.tables.breaks_down, state.seq)
        rate = evolving.settling_rate(state)
        for item in range(state.tables.items):
            if state.item_left[item]:
                timing.change_rate(state, codes.SETTLE, item, rate, state.seq)
