"""Whose turn it is: the timers that follow from answers and from who has none to give."""

from __future__ import annotations

from sim.core import codes, consent, timing
from sim.core.state import State
from sim.model import constants


def after_answer(state: State, cause: int) -> None:
    """Consent reached is a framework at once; all heard, mediators take stock."""
    if consent.agreed(state):
        timing.set_timer(state, codes.AGREE, 0, state.tick, cause)
        turns(state, cause)
        return
    timing.drop(state, codes.AGREE, 0)
    silent = 0
    for actor in range(state.tables.actors):
        if state.needed[actor] and state.answer[actor] == codes.SILENT:
            silent = 1
    if not silent and state.stocked != state.number:
        state.stocked = state.number
        for k in range(state.tables.mediator_count):
            timing.set_timer(state, codes.STOCK, state.tables.mediators[k], state.tick, cause)
    turns(state, cause)


def turns(state: State, cause: int) -> None:
    """Set the tabling timers that follow from the state, as the protocol has it."""
    if state.tables.plugged:
        state.plugs.turns(cause)
    else:
        built_in(state, cause, state.tables.direct)


def built_in(state: State, cause: int, direct: int) -> None:
    """The turns of alternating offers, where parties deal directly, or of mediated talks."""
    if state.framework:
        return
    if direct:
        _offers(state, cause)
    elif state.live:
        _await_revisions(state, cause)
        _await_counters(state)
    else:
        _await_texts(state, cause)


def _offers(state: State, cause: int) -> None:
    """Alternating offers: once all have answered, or with nothing tabled, the others deliberate."""
    for actor in range(state.tables.actors):
        if state.live and state.needed[actor] and state.answer[actor] == codes.SILENT:
            return
    for k in range(state.tables.party_count):
        if timing.pending(state, codes.TABLE, state.tables.parties[k]):
            return
    if consent.agreed(state):
        return
    for k in range(state.tables.party_count):
        party = state.tables.parties[k]
        if party != state.tabler:
            name = state.tables.names.offer[party]
            ticks = timing.delay(state, state.tables.deliberation[party], name, state.texts)
            timing.set_timer(state, codes.TABLE, party, state.tick + ticks, cause)


def _await_texts(state: State, cause: int) -> None:
    """With no text on the table every mediator's delay to table runs."""
    for k in range(state.tables.mediator_count):
        mediator = state.tables.mediators[k]
        if timing.pending(state, codes.TABLE, mediator) or state.exhausted[mediator]:
            continue
        name = state.tables.names.tabling[mediator]
        ticks = timing.delay(state, state.tables.delay[mediator], name, state.texts)
        timing.set_timer(state, codes.TABLE, mediator, state.tick + ticks, cause)


def _await_revisions(state: State, cause: int) -> None:
    """Every mediator's delay to revise runs while consent to the live text is lacking."""
    lacking = consent.lacking(state)
    for k in range(state.tables.mediator_count):
        mediator = state.tables.mediators[k]
        if not lacking:
            timing.drop(state, codes.REVISE, mediator)
        elif not timing.pending(state, codes.REVISE, mediator) and not state.exhausted[mediator]:
            nth = state.begun_revise[mediator]
            state.begun_revise[mediator] = nth + 1
            name = state.tables.names.revise[mediator * state.tables.names.texts + state.number]
            ticks = timing.delay(state, state.tables.revision_delay[mediator], name, nth)
            why = _answer_at(state, cause)
            timing.set_timer(state, codes.REVISE, mediator, state.tick + ticks, why)


def _answer_at(state: State, cause: int) -> int:
    """The answer that a cause is; where it is none, the last that is no yes."""
    last = codes.NONE
    for actor in range(state.tables.actors):
        if state.answer[actor] == codes.SILENT:
            continue
        seq = state.answered_seq[actor]
        if seq == cause:
            return cause
        if state.answer[actor] != constants.ACCEPT:
            last = max(last, seq)
    return cause if last == codes.NONE else last


def _await_counters(state: State) -> None:
    """A party's delay to counter runs once for each time that it refuses the live text."""
    accepted = consent.agreed(state)
    for k in range(state.tables.party_count):
        party = state.tables.parties[k]
        given = state.answer[party]
        silent = 1 if given in (codes.SILENT, constants.ACCEPT) else 0
        if accepted or silent or not state.tables.counters[party]:
            timing.drop(state, codes.COUNTER, party)
            continue
        refusal = state.answered_seq[party]
        if state.countered[party] != refusal and not timing.pending(state, codes.COUNTER, party):
            nth = state.begun_counter[party]
            state.begun_counter[party] = nth + 1
            name = state.tables.names.counter[party * state.tables.names.texts + state.number]
            ticks = timing.delay(state, state.tables.counter_delay[party], name, nth)
            timing.set_timer(state, codes.COUNTER, party, state.tick + ticks, refusal)
        state.countered[party] = refusal
