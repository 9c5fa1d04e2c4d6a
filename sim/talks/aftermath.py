"""From consent to an end: frameworks, suspensions, and how a run is over."""

from __future__ import annotations

from sim.model.hazard import settling_rate
from sim.talks.events import (
    DealConcluded,
    FrameworkAgreed,
    HorizonReached,
    ImplementationFailed,
    ItemSettled,
    RatificationVoted,
    TalksCollapsed,
    TalksResumed,
    TalksSuspended,
)
from sim.talks.parts import Framework
from sim.talks.state import Handlers, State
from sim.talks.tabling import delay
from sim.talks.thinking import reconsider
from sim.talks.timers import (
    BREAK,
    COLLAPSE,
    CONCLUDE,
    FAIL,
    HORIZON,
    PAUSED_WHILE_SUSPENDED,
    RATIFY,
    RESUME,
    SCRIPT,
    SETTLE,
)


def framework_agreed(state: State, event: FrameworkAgreed) -> None:
    text, after = state.live, state.tables.after_yes
    assert text is not None, "a framework without a text"
    least = min(event.surpluses.values())
    votes = [r.actor for r in after.ratifications]
    items = frozenset(range(len(after.items)))
    state.framework = Framework(text.package, least, items, frozenset(votes))
    state.live, state.suspended = None, False
    state.paused.clear()
    state.hazards.clear()
    for key in [key for key in state.timers if key[0] not in (HORIZON, SCRIPT)]:
        del state.timers[key]
    rate = settling_rate(after.settles, after.slope, least)
    for k, item in enumerate(after.items):
        state.start_hazard(SETTLE, k, rate, (f"settles/{item}", 0))
    if after.items or votes:
        state.start_hazard(BREAK, 0, after.breaks_down, ("breakdown", 0))
    for vote in after.ratifications:
        ticks = delay(state, vote.actor, vote.delay, "ratification", 0)
        state.set_timer(RATIFY, vote.actor, state.tick + ticks, event.seq)
    _may_conclude(state, event.seq)


def change_pace(state: State, framework: Framework, cause: int) -> None:
    """What is left settles, or breaks down, at the rates of the tables from now on."""
    after = state.tables.after_yes
    state.change_rate(BREAK, 0, after.breaks_down, cause)
    rate = settling_rate(after.settles, after.slope, framework.least)
    for k in sorted(framework.left):
        state.change_rate(SETTLE, k, rate, cause)


def item_settled(state: State, event: ItemSettled) -> None:
    framework = state.framework
    assert framework is not None
    left = framework.left - {state.tables.after_yes.items.index(event.item)}
    state.framework = Framework(framework.package, framework.least, left, framework.votes)
    _may_conclude(state, event.seq)


def ratification_voted(state: State, event: RatificationVoted) -> None:
    framework = state.framework
    assert framework is not None
    votes = framework.votes - {state.tables.names.actors.index(event.actor)}
    state.framework = Framework(framework.package, framework.least, framework.left, votes)
    if event.passed:
        _may_conclude(state, event.seq)
    else:
        state.set_timer(FAIL, 0, event.tick, event.seq)


def _may_conclude(state: State, cause: int) -> None:
    framework = state.framework
    assert framework is not None
    if not framework.left and not framework.votes:
        state.set_timer(CONCLUDE, 0, state.tick, cause)


def talks_suspended(state: State, event: TalksSuspended) -> None:
    state.suspended = True
    for key in [key for key in state.timers if key[0] in PAUSED_WHILE_SUSPENDED]:
        timer = state.timers.pop(key)
        state.paused[key] = timer.due - state.tick, timer.cause
    rules, nth = state.tables.rules, state.suspensions
    state.suspensions += 1
    state.start_hazard(RESUME, 0, rules.resumes, ("resumption", nth))
    state.start_hazard(COLLAPSE, 0, rules.collapses, ("collapse", nth))


def talks_resumed(state: State, event: TalksResumed) -> None:
    state.suspended = False
    state.drop(COLLAPSE)
    held, state.paused = state.paused, {}
    for (kind, who), (ticks, cause) in held.items():
        state.set_timer(kind, who, state.tick + ticks, cause)
    for actor in sorted(state.answers):
        reconsider(state, actor, event.seq, news=True)


def talks_collapsed(state: State, event: TalksCollapsed) -> None:
    _end(state, "collapsed")


def implementation_failed(state: State, event: ImplementationFailed) -> None:
    _end(state, "implementation_failed")


def deal_concluded(state: State, event: DealConcluded) -> None:
    _end(state, "deal")


def horizon_reached(state: State, event: HorizonReached) -> None:
    _end(state, "no_agreement" if state.framework is None else "framework_only")


def _end(state: State, outcome: str) -> None:
    state.outcome = outcome
    state.timers.clear()
    state.paused.clear()


HANDLERS: Handlers = {
    FrameworkAgreed: framework_agreed,
    ItemSettled: item_settled,
    RatificationVoted: ratification_voted,
    TalksSuspended: talks_suspended,
    TalksResumed: talks_resumed,
    TalksCollapsed: talks_collapsed,
    ImplementationFailed: implementation_failed,
    DealConcluded: deal_concluded,
    HorizonReached: horizon_reached,
}
