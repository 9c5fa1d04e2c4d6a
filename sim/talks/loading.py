"""From the state of a run whose record has closed to the arrays of the core, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.core import believing, codes, conditioning, positions, timing
from sim.core.state import State
from sim.core.tables import Tables
from sim.talks import timers
from sim.talks.arrays import PROTOCOLS, RULES, TACTIC, tables_of
from sim.talks.labels import LABEL_CODES
from sim.talks.luck import run_key
from sim.talks.timers import CODES

if TYPE_CHECKING:
    from sim.talks.state import State as Talks

MOST_WORTHS = 1_000_000  # numbers that the arrays of a draw have room for: about 16 MB


def playable(talks: Talks) -> bool:
    """Whether arrays can hold what comes: nothing forced, played by people or plugged in."""
    return bool(talks.closed and playable_once_closed(talks))


def playable_once_closed(talks: Talks) -> bool:
    """The same of a state whose record closes next."""
    rules = talks.tables.rules
    if talks.moved < len(talks.script) or talks.seats or talks.forks:
        return False
    if rules.mediation not in RULES or rules.protocol not in PROTOCOLS:
        return False
    for actor in talks.tables.actors:
        if actor.tactic != TACTIC:
            return False
    return worths_of(talks) <= MOST_WORTHS


def moving(talks: Talks) -> set[int]:
    """The demands that are still to be raised or withdrawn; none where that is too much for arrays.

    Those that come all the same are looked up when they do.
    """
    if worths_of(talks) > MOST_WORTHS:
        return set()
    return {who for kind, who in talks.timers if kind in (timers.DEMAND, timers.WITHDRAWAL)}


def worths_of(talks: Talks) -> int:
    """What packages are worth: how many numbers, for all that demands may come to."""
    stands = 0
    for actor in talks.tables.actors:
        ways = 1
        for stance in actor.stances:
            if stance is not None and stance.dated:
                ways *= codes.PHASES
        stands += ways
    return stands * len(talks.tables.names.package_keys)


def core_tables(talks: Talks) -> Tables:
    """The tables of a state as arrays; made once for the same tables, phases and dates."""
    kept: dict[Any, Tables] = talks.tables.__dict__.setdefault("_core", {})
    texts = max(codes.TEXTS, 2 * talks.texts)  # a record may have tabled many
    key = tuple(talks.phases), tuple(sorted(moving(talks))), texts
    found = kept.get(key)
    if found is None:
        found = kept[key] = tables_of(talks.tables, talks.phases, moving(talks), texts)
    return found


def load(talks: Talks, tables: Tables) -> State:
    """The arrays of a state whose record closes."""
    state = State(tables)
    state.reset()
    n = tables.actors
    state.run = run_key(talks.luck.seed, talks.luck.run, talks.luck.future)
    state.seq, state.tick, state.order = talks.seq, talks.tick, talks.order
    state.suspended, state.suspensions = talks.suspended, talks.suspensions
    state.texts, state.tabler = talks.texts, talks.tabler
    state.session, state.level, state.later_sessions = talks.session, talks.level, talks.sessions
    for i in range(n):
        _load_actor_state(state, talks, i)
    _load_text(state, talks)
    _load_beliefs(state, talks)
    for (i, package), (luck, shared) in talks.tastes.items():
        positions.bind_taste(state, i, package, luck, shared)
    for package in talks.barred:
        state.barred[package] = 1
    for (kind, who), timer in talks.timers.items():
        timing.put_timer(state, CODES[kind], who, timer.due, timer.order, timer.cause)
    for (kind, who), held in talks.hazards.items():
        timing.hold_hazard(state, CODES[kind], who, held.unit, held.rate, held.since)
    for (kind, who), (left, cause) in talks.paused.items():
        timing.hold_back(state, CODES[kind], who, left, cause)
    if talks.framework is not None:
        state.framework, state.framework_package = 1, talks.framework.package
        state.framework_least = talks.framework.least
        for k in talks.framework.left:
            state.item_left[k] = 1
        for k, vote in enumerate(talks.tables.after_yes.ratifications):
            state.vote_left[k] = vote.actor in talks.framework.votes
    return state


def load_record(talks: Talks) -> State:
    """The arrays of a state whose record closes next, and what its answers leave of luck."""
    state = load(talks, core_tables(talks))
    for (actor, package, seq), (low, high) in talks.cuts.items():
        k = conditioning.put_cut(state, actor, package, seq)
        state.cut_low[k], state.cut_high[k] = low, high
    return state


def _load_actor_state(state: State, talks: Talks, i: int) -> None:
    tables, n = state.tables, state.tables.actors
    code = 0
    for j, phase in enumerate(talks.phases[i]):
        state.phase[i * tables.issues + j] = phase
        code = codes.PHASES * code + phase
    for k in range(tables.stand_first[i], tables.stand_first[i] + tables.stand_count[i]):
        if tables.stand_code[k] == code:
            state.stand[i] = k
    state.disposition[i] = talks.dispositions[i]
    errors = talks.errors[i]
    for k in range(n):
        state.error[i * n + k] = errors[k]
    state.lock_level[i], state.lock_since[i] = talks.lock[i]
    state.shift[i] = talks.shift[i]
    state.set_worth[i] = talks.set_worth.get(i, talks.tables.actors[i].worth)
    state.left_share[i], state.left_since[i] = talks.left.get(i, (1.0, tables.now))
    opening = tables.opening[i]
    state.conceded_share[i], state.conceded_since[i] = talks.conceded.get(i, (opening, 0))
    state.near[i], state.phi[i] = talks.near[i], talks.phi[i]
    state.said_final[i], state.said[i] = talks.said_final[i], talks.said[i]
    state.room[i], state.seat[i] = i in talks.room, i in talks.seats
    state.unsaid[i] = talks.unsaid.get(i, codes.NONE)
    state.answer[i] = talks.answers.get(i, codes.SILENT)
    state.answered_tick[i], state.answered_seq[i] = talks.answered.get(i, (0, codes.NONE))
    state.via[i] = talks.via.get(i, codes.NONE)
    state.carry[i] = talks.carry.get(i, 0)
    state.begun_revise[i] = talks.begun.get((timers.REVISE, i), 0)
    state.begun_counter[i] = talks.begun.get((timers.COUNTER, i), 0)
    state.countered[i] = talks.countered.get(i, codes.NONE)
    state.exhausted[i] = i in talks.exhausted
    state.assessed[i] = talks.assessed.get(i, 0.0)
    for j in range(tables.issues):
        state.late[i * tables.issues + j] = (i, j) in talks.late


def _load_text(state: State, talks: Talks) -> None:
    text = talks.live
    if text is None:
        return
    state.live, state.number, state.text_seq = 1, text.number, text.seq
    state.package, state.by = text.package, text.by
    state.label, state.tabled = LABEL_CODES[text.label], text.tabled
    state.to_answer = codes.NONE if text.to_answer is None else text.to_answer
    state.end = codes.NONE if text.end is None else text.end
    for i in range(state.tables.actors):
        state.needed[i] = i in text.needed
        state.known[i] = i in text.heard
    for (mediator, about, package), mood in talks.moods.items():
        if package == text.package:
            state.mood[mediator * state.tables.actors + about] = mood


def _load_beliefs(state: State, talks: Talks) -> None:
    for i, beliefs in enumerate(talks.beliefs):
        for one in beliefs.seen:
            k = believing.room_to_see(state)
            state.seen_actor[k], state.seen_package[k] = i, one.package
            state.seen_answer[k], state.seen_hard[k] = one.answer, one.hard
            at = k * state.seen_width
            state.seen_number[at + codes.SEEN_WORTH] = one.worth
            state.seen_number[at + codes.SEEN_BEST] = one.best
            state.seen_number[at + codes.SEEN_LEFT] = one.left
            state.seen_number[at + codes.SEEN_ADDED] = one.added
            state.seen_number[at + codes.SEEN_CONCEDED] = one.conceded
            state.seen_number[at + codes.SEEN_LABEL] = one.label
            state.seen_number[at + codes.SEEN_ACCEPT_BAR] = one.accept_bar
            state.seen_number[at + codes.SEEN_REJECT_BAR] = one.reject_bar
            for nth, share in enumerate(one.attained):
                state.seen_number[at + codes.SEEN + nth] = share


def rows_of(state: State) -> list[tuple[int, ...]]:
    """The events of a run as rows of whole numbers: see `codes`."""
    width = codes.WIDTH
    return [
        tuple([state.event[place] for place in range(k * width, (k + 1) * width)])
        for k in range(state.events)
    ]


def floats_of(state: State) -> list[float]:
    """The numbers of all rows, one after another."""
    return [state.float_[k] for k in range(state.floats)]


def ending_of(state: State) -> tuple[int, int]:
    """The outcome, a place in `OUTCOMES`, and the package of its framework; NONE: it has none."""
    return state.outcome, state.framework_package if state.framework else codes.NONE
