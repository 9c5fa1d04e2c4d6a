"""Where a run stood at a moment: folded from its log, nothing played."""

from __future__ import annotations

from dataclasses import dataclass

from sim.talks.beliefs import believed_floor
from sim.talks.positions import ANSWER_NAMES
from sim.talks.projections import Standing, standings
from sim.talks.state import State
from sim.talks.timers import (
    ADJOURN,
    AGREE,
    ANSWER,
    BREAK,
    CLOSE,
    COLLAPSE,
    CONCLUDE,
    CONVENE,
    COUNTER,
    DEMAND,
    FAIL,
    HORIZON,
    LAPSE,
    MOOD,
    RATIFY,
    RESUME,
    RETHINK,
    REVISE,
    SCRIPT,
    SETTLE,
    SHOCK,
    SPEAK,
    STATE,
    STOCK,
    SUPERSEDE,
    SUSPEND,
    TABLE,
    TELL,
    WITHDRAWAL,
    Timer,
)
from sim.telling.answers import SAID
from sim.telling.labels import spoken
from sim.telling.line import Line
from sim.telling.numbers import days
from sim.telling.story import told
from sim.telling.tale import Tale
from sim.telling.texts import terms_of

_OF_AN_ACTOR = {
    TABLE: "may table a text",
    REVISE: "may revise the live text",
    COUNTER: "may counter the live text",
    TELL: "hears of the live text",
    MOOD: "is sounded out on the live text",
    ANSWER: "answers the live text",
    RETHINK: "changes its answer, if nothing else happens",
    STOCK: "takes stock of the live text",
    SPEAK: "speaks in public",
    STATE: "commits itself in public",
    RATIFY: "votes at home",
}
_OF_A_SEAT = {
    TABLE: "is asked whether to table a text",
    REVISE: "is asked whether to table another text",
    COUNTER: "is asked whether to table another text",
    ANSWER: "is asked for its answer to the live text",
    RETHINK: "is asked again about its answer",
    SPEAK: "is asked for a word in public",
    STATE: "is asked whether to commit itself in public",
}
_OF_THE_TABLE = {
    SCRIPT: "the next recorded event",
    CLOSE: "the record ends",
    HORIZON: "the run ends",
    ADJOURN: "the session adjourns",
    LAPSE: "the live text lapses",
    SUPERSEDE: "the text replaced lapses",
    AGREE: "a framework is agreed",
    SUSPEND: "talks are suspended",
    RESUME: "talks resume",
    COLLAPSE: "talks collapse",
    BREAK: "the framework breaks down",
    FAIL: "the framework fails",
    CONCLUDE: "the deal is concluded",
}


@dataclass(frozen=True, slots=True)
class Pending:
    """A timer in words; `day` `held` where a suspension keeps it back."""

    day: str
    what: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody whose consent the live text needs, and where its answer stands."""

    actor: str
    says: str


@dataclass(frozen=True, slots=True)
class Mediating:
    """What a mediator believes each consenting actor would settle for, in [0, 1]."""

    mediator: str
    floors: dict[str, float]
    chance: float | None


@dataclass(frozen=True, slots=True)
class Then:
    """Everything worth saying of one moment."""

    last: Line
    phase: str
    standings: list[Standing]
    near: dict[str, float]
    text: str
    terms: tuple[tuple[str, str], ...]
    answers: list[Answered]
    mediators: list[Mediating]
    pending: list[Pending]


def then(tale: Tale, seq: int) -> Then:
    """The state right after an event.

    Raises
    ------
    LogError
        Where the log does not fold.
    """
    state = tale.after(seq)
    names = state.tables.names.actors
    order = tale.labels.actor_ids
    stands = {one.actor: one for one in standings(state)}
    text = tale.tabled.get(state.live.number) if state.live is not None else None
    near = {names[i]: state.near[i] for i in state.tables.concerned}
    return Then(
        last=told(tale, tale.events[seq]),
        phase=_phase(tale, state),
        standings=[stands[name] for name in order if name in stands],
        near={name: near[name] for name in order if name in near},
        text="" if text is None else _live(tale, state),
        terms=() if text is None else terms_of(tale, text),
        answers=_answers(tale, state),
        mediators=_mediators(tale, state),
        pending=_pending(tale, state),
    )


def _phase(tale: Tale, state: State) -> str:
    if state.outcome:
        return f"over: {state.outcome.replace('_', ' ')}"
    if not state.closed:
        return "the record is being played"
    if state.framework is not None:
        items = state.tables.after_yes.items
        left = [items[k] for k in sorted(state.framework.left)]
        votes = [state.tables.names.actors[i] for i in sorted(state.framework.votes)]
        left += [f"ratification by {tale.labels.actor(name)}" for name in votes]
        return f"a framework is agreed; still open: {', '.join(left) or 'nothing'}"
    session = ""
    if state.session >= 0:
        names = [state.tables.names.actors[i] for i in state.room]
        session = f", in session with {tale.labels.everyone(names)}"
    held = "suspended" if state.suspended else "talks open"
    on = "" if state.live is None else f", text {state.live.number} on the table"
    return f"{held}{on}{session}"


def _live(tale: Tale, state: State) -> str:
    live = state.live
    assert live is not None
    by = tale.labels.actor(state.tables.names.actors[live.by])
    tabled, until = _dated(tale, live.tabled), "has no end"
    if live.end is not None:
        until = f"lapses {_dated(tale, live.end)}"
    elif live.to_answer is not None:
        until = f"lapses {days(live.to_answer)} after all whom it needs have heard it"
    return f"text {live.number}, {live.label}, tabled by {by} {tabled}, {until}"


def _dated(tale: Tale, tick: int) -> str:
    """A moment: a date up to the end of the record, a day offset after it."""
    if tick < tale.labels.now:
        return f"on {tale.labels.date(tick)}"
    return f"on day {tale.labels.day(tick)}"


def _answers(tale: Tale, state: State) -> list[Answered]:
    live, names = state.live, state.tables.names.actors
    if live is None:
        return []
    needed = {names[i]: i for i in live.needed}
    found = []
    for name in tale.labels.actor_ids:
        if name not in needed:
            continue
        given = state.answers.get(needed[name])
        says = "has not answered"
        if given is not None:
            seq = state.answered[needed[name]][1]
            says = f"{SAID[ANSWER_NAMES[given]]} it (event {seq})"
            if seq == tale.tabled[live.number].seq:
                says = f"tabled it (event {seq}), which accepts it"
        found.append(Answered(name, says))
    return found


def _mediators(tale: Tale, state: State) -> list[Mediating]:
    names = state.tables.names.actors
    if not state.closed or state.outcome:
        return []
    found = {}
    for m in state.tables.names.mediators:
        floors = {
            names[i]: believed_floor(state, m, i, state.tick)
            for i in state.tables.concerned
            if i != m
        }
        ordered = {name: floors[name] for name in tale.labels.actor_ids if name in floors}
        found[names[m]] = Mediating(names[m], ordered, state.assessed.get(m))
    return [found[name] for name in tale.labels.actor_ids if name in found]


def _pending(tale: Tale, state: State) -> list[Pending]:
    found = []
    horizon = state.tables.rules.horizon
    for timer in sorted(state.timers.values()):
        if timer.due > horizon:
            continue  # it will never fire
        day = tale.labels.day(timer.due)
        if timer.due < tale.labels.now:
            day = tale.labels.date(timer.due)
        found.append(Pending(day, _words(tale, state, timer)))
    for (kind, who), (left, cause) in sorted(state.paused.items()):
        words = _words(tale, state, Timer(0, 0, kind, who, cause))
        found.append(Pending("held", f"{words}, {days(left)} after talks resume"))
    return found


def _words(tale: Tale, state: State, timer: Timer) -> str:
    tables, kind, who = state.tables, timer.kind, timer.who
    if kind in _OF_THE_TABLE:
        return _OF_THE_TABLE[kind]
    if kind in _OF_AN_ACTOR:
        says = _OF_AN_ACTOR[kind]
        if who in state.seats:  # a person decides
            says = _OF_A_SEAT.get(kind, says)
        return f"{tale.labels.actor(tables.names.actors[who])} {says}"
    if kind in (DEMAND, WITHDRAWAL):
        actor, issue = divmod(who, len(tables.names.issues))
        verb = "raises" if kind == DEMAND else "withdraws"
        title = tale.labels.actor(tables.names.actors[actor])
        return f"{title} {verb} its demand on {spoken(tables.names.issues[issue])}"
    if kind == CONVENE:
        planned = tables.sessions
        title = tale.labels.session(planned[who].id) if who < len(planned) else "a later one"
        return f"session: {title}"
    if kind == SHOCK:
        return f"shock: {tables.shocks[who].title}"
    assert kind == SETTLE, kind
    return f"settled: {tables.after_yes.items[who]}"
