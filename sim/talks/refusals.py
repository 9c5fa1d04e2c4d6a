"""What follows when the live text is refused: delays to revise it, and to counter it."""

from __future__ import annotations

from sim.model.constants import ACCEPT, REJECT
from sim.talks.positions import agreed
from sim.talks.state import State
from sim.talks.tabling import delay
from sim.talks.timers import COUNTER, REVISE


def await_revisions(state: State, cause: int) -> None:
    """Every mediator's delay to revise runs while consent to the live text is lacking."""
    lacking = _lacking(state)
    for mediator in state.tables.names.mediators:
        if not lacking:
            state.drop(REVISE, mediator)
        elif not state.pending(REVISE, mediator) and mediator not in state.exhausted:
            mean = state.tables.actors[mediator].revision_delay
            _begin(state, (REVISE, mediator), mean, _answer_at(state, cause))


def await_counters(state: State) -> None:
    """A party's delay to counter runs once for each time that it refuses the live text."""
    accepted = agreed(state)
    for party in state.tables.parties:
        me = state.tables.actors[party]
        if accepted or not me.counters or state.answers.get(party, ACCEPT) == ACCEPT:
            state.drop(COUNTER, party)
            continue
        refusal = state.answered[party][1]
        if state.countered.get(party) != refusal and not state.pending(COUNTER, party):
            _begin(state, (COUNTER, party), me.counter_delay, refusal)
        state.countered[party] = refusal


def _lacking(state: State) -> bool:
    """Whether all have answered without consent, or formal rejections leave no way to it."""
    text = state.live
    if text is None or agreed(state):
        return False
    if all(actor in state.answers for actor in text.needed):
        return True
    others = [actor for actor in text.needed if state.answers.get(actor) != REJECT]
    return len(others) < len(text.needed) and not state.tables.consents(text.package, others)


def _answer_at(state: State, cause: int) -> int:
    """The answer that a cause is; where it is none, the last that is no yes."""
    if any(seq == cause for _, seq in state.answered.values()):
        return cause
    refusals = [state.answered[i][1] for i, given in state.answers.items() if given != ACCEPT]
    return max(refusals, default=cause)


def _begin(state: State, timer: tuple[str, int], mean: float, cause: int) -> None:
    """Start a delay: the first, second and so on of its kind for the live text."""
    kind, actor = timer
    assert state.live is not None, "a refusal of no text"
    nth = state.begun.get(timer, 0)
    state.begun[timer] = nth + 1
    ticks = delay(state, actor, mean, f"{kind}/{state.live.number}", nth)
    state.set_timer(kind, actor, state.tick + ticks, cause)
