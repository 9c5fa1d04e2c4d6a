"""What the table does by itself: sessions, lapses, agreement, suspensions, the horizon."""

from __future__ import annotations

from sim.engine.roles import Role, by_name, stamp, terms_of
from sim.model.constants import ACCEPT, LATER_LASTS, MINUTES_A_DAY
from sim.scenario.stances import RAISED, WITHDRAWN
from sim.talks.answering import suspension_draw
from sim.talks.events import (
    AnyEvent,
    DemandRaised,
    DemandWithdrawn,
    FrameworkAgreed,
    HorizonReached,
    SessionAdjourned,
    SessionConvened,
    SessionSlipped,
    TalksCollapsed,
    TalksResumed,
    TalksSuspended,
    TextLapsed,
)
from sim.talks.positions import agreed, reservation_of
from sim.talks.state import State
from sim.talks.timers import (
    ADJOURN,
    AGREE,
    COLLAPSE,
    CONVENE,
    DEMAND,
    HORIZON,
    LAPSE,
    RESUME,
    SUPERSEDE,
    SUSPEND,
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


def lapse(state: State, timer: Timer) -> TextLapsed | None:
    if state.live is None:
        return None
    return TextLapsed(**stamp(state, timer), text=state.live.number, why="deadline")


def agree(state: State, timer: Timer) -> FrameworkAgreed | None:
    """The needed consent stands: a framework, the surpluses of those who gave it frozen."""
    text = state.live
    if text is None or not agreed(state):
        return None
    surpluses = {
        i: state.stand[i].worths[text.package] - reservation_of(state, i, timer.due)
        for i in text.needed
        if state.answers.get(i) == ACCEPT
    }
    return FrameworkAgreed(
        **stamp(state, timer),
        text=text.number,
        terms=terms_of(state, text.package),
        surpluses=by_name(state, surpluses),
        items=state.tables.after_yes.items,
    )


def suspend(state: State, timer: Timer) -> TalksSuspended | None:
    if state.suspended:
        return None
    return TalksSuspended(
        **stamp(state, timer),
        chance=state.tables.rules.suspend_chance,
        draw=suspension_draw(state, timer.who),
    )


def resume(state: State, timer: Timer) -> TalksResumed:
    return TalksResumed(**stamp(state, timer))


def collapse(state: State, timer: Timer) -> TalksCollapsed:
    return TalksCollapsed(**stamp(state, timer))


def horizon(state: State, timer: Timer) -> HorizonReached:
    return HorizonReached(**stamp(state, timer))


ROLE: Role = {
    CONVENE: convene,
    ADJOURN: adjourn,
    DEMAND: demand,
    WITHDRAWAL: withdrawal,
    SUPERSEDE: supersede,
    LAPSE: lapse,
    AGREE: agree,
    SUSPEND: suspend,
    RESUME: resume,
    COLLAPSE: collapse,
    HORIZON: horizon,
}
