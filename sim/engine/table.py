"""What the table does by itself while the record is open; then: `sim.core.aftermath`."""

from __future__ import annotations

from sim.engine.roles import Role, stamp
from sim.model.constants import LATER_LASTS, MINUTES_A_DAY
from sim.scenario.stances import RAISED, WITHDRAWN
from sim.talks.events import (
    AnyEvent,
    DemandRaised,
    DemandWithdrawn,
    SessionAdjourned,
    SessionConvened,
    SessionSlipped,
    TextLapsed,
)
from sim.talks.state import State
from sim.talks.timers import (
    ADJOURN,
    CONVENE,
    DEMAND,
    SUPERSEDE,
    WITHDRAWAL,
    Timer,
)


def convene(state: State, timer: Timer) -> AnyEvent:
    """A session opens, or slips: once each, and only from the end of the record on."""
    sessions, rules, names = state.tables.sessions, state.tables.rules, state.tables.names.actors
    if timer.who >= len(sessions):
        return SessionConvened(
            **stamp(state, timer),
            session=f"later-{state.sessions}",
            attend=tuple(names[i] for i in sorted(rules.recurring_attend)),
            level=rules.recurring_level,
            until=timer.due + LATER_LASTS,
        )
    session = sessions[timer.who]
    slipped = timer.due != session.opens
    draw = state.luck.u("", f"slip/{session.id}")
    if state.closed and not slipped and draw < rules.slip_chance:
        to = timer.due + max(1, round(rules.slip_days * MINUTES_A_DAY))
        return SessionSlipped(
            **stamp(state, timer), session=session.id, to=to, chance=rules.slip_chance, draw=draw
        )
    return SessionConvened(
        **stamp(state, timer, provenance="simulated" if state.closed else session.attribution),
        evidence=() if state.closed else session.evidence,
        session=session.id,
        attend=tuple(names[i] for i in sorted(session.attend)),
        level=session.level,
        until=max(timer.due + 1, session.closes + timer.due - session.opens),
        drawn=tuple(names[i] for i in sorted(session.drawn)),
    )


def adjourn(state: State, timer: Timer) -> SessionAdjourned:
    sessions = state.tables.sessions
    known = 0 <= state.session < len(sessions)
    name = sessions[state.session].id if known else f"later-{state.sessions}"
    return SessionAdjourned(**stamp(state, timer), session=name)


def demand(state: State, timer: Timer) -> DemandRaised | None:
    actor, issue = divmod(timer.who, len(state.tables.names.issues))
    if state.phases[actor][issue] == RAISED:
        return None
    return DemandRaised(
        **stamp(state, timer, actor), issue=state.tables.names.issues[issue], late=timer.due > 0
    )


def withdrawal(state: State, timer: Timer) -> DemandWithdrawn | None:
    actor, issue = divmod(timer.who, len(state.tables.names.issues))
    if state.phases[actor][issue] == WITHDRAWN:
        return None
    return DemandWithdrawn(**stamp(state, timer, actor), issue=state.tables.names.issues[issue])


def supersede(state: State, timer: Timer) -> TextLapsed:
    return TextLapsed(**stamp(state, timer), text=timer.who, why="superseded")


ROLE: Role = {
    CONVENE: convene,
    ADJOURN: adjourn,
    DEMAND: demand,
    WITHDRAWAL: withdrawal,
    SUPERSEDE: supersede,
}
