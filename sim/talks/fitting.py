"""Whether an event can be the next of a run: all that the fold takes for granted.

What the engine plays fits by itself, so only what comes out of a file is asked. An event
fires a timer that is pending, and is what such a timer brings; what somebody chose may come
at any minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sim.errors import DetenteError
from sim.scenario.case import Case
from sim.talks import events as e
from sim.talks.bringing import BRINGS, FORCES, OF_AN_ACTOR
from sim.talks.choices import CHOOSABLE
from sim.talks.event import Answer, Event
from sim.talks.fold import evolve
from sim.talks.naming import not_all, not_inputs
from sim.talks.positions import ANSWER_NAMES
from sim.talks.state import State
from sim.talks.timers import (
    DEMAND,
    LOUD,
    MOOD,
    REVISE,
    SCRIPT,
    SETTLE,
    SHOCK,
    SUPERSEDE,
    TABLE,
    TELL,
    WITHDRAWAL,
    Timer,
)


def misfit(state: State, event: e.AnyEvent) -> str:
    """Fold an event that was read, in place; or say why it does not come next, "" if it does."""
    wrong = next(_wrongs(state, event), "")
    if not wrong:
        try:
            evolve(state, event)
        except DetenteError as error:
            wrong = str(error)
    return wrong


def _wrongs(state: State, event: e.AnyEvent) -> Iterator[str]:
    """What is wrong with an event here, the plainest first."""
    if state.outcome:
        yield "the run is over by then"
        return
    yield from _of_its_timer(state, event)
    for kind, check in CHECKS.items():
        if isinstance(event, kind):
            yield from check(state, event)


def _of_its_timer(state: State, event: e.AnyEvent) -> Iterator[str]:
    name, now = type(event).__name__, (event.tick, event.fired)
    skipped = [t for t in state.timers.values() if t.kind in LOUD and (t.due, t.order) < now]
    if skipped:
        yield f"at tick {event.tick} it comes after what is due at tick {min(skipped).due}"
    timer = _due(state, event)
    if event.provenance == "chosen" and (timer is None or timer.kind != SCRIPT):
        if not isinstance(event, CHOOSABLE):
            yield f"nobody chooses {name}"
        elif not state.closed:
            yield "nobody chooses anything before the record closes"
        return
    if timer is None:
        yield f"{name}: nothing is due at tick {event.tick} that timer {event.fired} would bring"
        return
    move = state.script[state.moved] if timer.kind == SCRIPT else None
    if not isinstance(event, BRINGS[timer.kind] if move is None else FORCES[move.verb]):
        yield f"timer {event.fired} is due then, and does not bring {name}"
    whose = _whose(state, timer)
    if whose is not None and event.actor != whose:
        yield f"timer {event.fired} is of {whose or 'nobody'!r}, not of {event.actor!r}"


def _whose(state: State, timer: Timer) -> str | None:
    """Who does what a timer brings; None: that is no matter to the fold."""
    names, who = state.tables.names.actors, timer.who
    if timer.kind == SCRIPT:
        who = state.script[state.moved].actor
    elif timer.kind in (DEMAND, WITHDRAWAL):
        who //= len(state.tables.names.issues)
    elif timer.kind in (TELL, MOOD):
        who = state.via.get(who, -1)
    elif timer.kind not in OF_AN_ACTOR:
        return None
    return names[who] if who >= 0 else ""


def _due(state: State, event: Event) -> Timer | None:
    """The timer that an event fires."""
    now = (event.tick, event.fired)
    return next((t for t in state.timers.values() if (t.due, t.order) == now), None)


def _about_the_live_text(state: State, event: Any) -> Iterator[str]:
    live = "no text" if state.live is None else f"text {state.live.number}"
    if state.live is None or state.live.number != event.text:
        yield f"text {event.text} is not on the table: {live} is"


def _answered(state: State, event: Any) -> Iterator[str]:
    yield from _about_the_live_text(state, event)
    actor = _index(state, event.actor)
    if actor not in state.tables.concerned:
        yield f"{event.actor!r} answers no text"
    if (event.weighing is not None) != state.closed:
        yield "an answer rests on numbers after the record closes, and on none before"
    before = state.answers.get(actor)
    if isinstance(event, e.AnswerRevised):
        if before is None or ANSWER_NAMES[before] != event.before:
            yield f"{event.actor} does not stand by {event.before!r} then"
    elif before is not None:
        yield f"{event.actor} has answered text {event.text} already"


def _index(state: State, actor: str) -> int:
    names = state.tables.names.actors
    return names.index(actor) if actor in names else -1


def _tabled(state: State, event: e.TextTabled) -> Iterator[str]:
    if event.text != state.texts + 1:
        yield f"text {event.text} is tabled where text {state.texts + 1} comes next"
    if not event.actor:
        yield "nobody tables it"
    if event.revises not in (-1, -1 if state.live is None else state.live.number):
        yield f"text {event.revises}, which it revises, is not on the table"
    if state.framework is not None:
        yield "a framework is agreed by then"


def _relayed(state: State, event: e.MessageRelayed) -> Iterator[str]:
    yield from _about_the_live_text(state, event)
    timer = _due(state, event)
    about = event.to if event.kind == "text" else event.about
    mood = timer is not None and timer.kind == MOOD
    if mood != (event.kind == "mood") or mood != bool(event.about) or mood != bool(event.mood):
        yield f"its kind, whom it is about and their mood do not go together ({event.kind})"
    elif timer is not None and state.tables.names.actors[timer.who] != about:
        yield f"timer {event.fired} does not concern {about!r}"
    elif mood and state.live and event.to != state.tables.names.actors[state.live.by]:
        yield f"{event.to!r} did not table text {event.text}"


def _lapsed(state: State, event: e.TextLapsed) -> Iterator[str]:
    timer = _due(state, event)
    if timer is None or (timer.kind == SUPERSEDE) != (event.why == "superseded"):
        yield f"text {event.text} does not lapse so ({event.why})"
    elif event.why == "deadline":
        yield from _about_the_live_text(state, event)
    elif timer.who != event.text:
        yield f"text {event.text} is not the one that was superseded"


def _assessed(state: State, event: e.AssessmentFormed) -> Iterator[str]:
    timer = _due(state, event)
    tables = timer is not None and timer.kind in (TABLE, REVISE)
    if timer is not None and tables != (event.exhausted or event.keeps):
        yield "a mediator keeps a text, or is exhausted, where it may table one, and only there"
    parties = {state.tables.names.actors[i] for i in state.tables.parties}
    if event.tilts and event.tilts.keys() != parties:
        yield "it sees the tilt of a text toward every party, and toward nobody else"
    if event.exhausted and event.text != state.texts:
        yield f"text {event.text} is not the last"
    if not event.exhausted:
        yield from _about_the_live_text(state, event)


def _of_one(state: State, event: Any) -> Iterator[str]:
    """A session, shock or item is the one that its timer is of."""
    timer, after = _due(state, event), state.tables.after_yes
    if timer is None:
        return
    if timer.kind == SHOCK:
        names, given = [one.id for one in state.tables.shocks], event.shock
    elif timer.kind == SETTLE:
        names, given = list(after.items), event.item
    else:
        names, given = [one.id for one in state.tables.sessions], event.session
        if timer.who >= len(names) and isinstance(event, e.SessionConvened):
            names = [*names, f"later-{state.sessions}"]
    if timer.who >= len(names) or names[timer.who] != given:
        yield f"{given!r} is not what is due then"


def _adjourned(state: State, event: e.SessionAdjourned) -> Iterator[str]:
    ids = [one.id for one in state.tables.sessions]
    later = not 0 <= state.session < len(ids)
    if event.session != (f"later-{state.sessions}" if later else ids[state.session]):
        yield f"{event.session!r} is not the session that is open"


def _agreed(state: State, event: e.FrameworkAgreed) -> Iterator[str]:
    yield from _about_the_live_text(state, event)
    if not event.surpluses:
        yield "nobody agrees to it"
    if event.items != state.tables.after_yes.items:
        yield f"its items are not those of the scenario ({', '.join(event.items) or 'none'})"


def _voted(state: State, event: e.RatificationVoted) -> Iterator[str]:
    if state.framework is None or _index(state, event.actor) not in state.framework.votes:
        yield f"{event.actor!r} has no vote to hold"


def _about_a_demand(state: State, event: Any) -> Iterator[str]:
    actor = _index(state, event.actor)
    issue = state.tables.names.issues.index(event.issue) if event.issue else -1
    if actor < 0:
        yield "nobody's demand"
    elif issue >= 0 and state.tables.actors[actor].stances[issue] is None:
        yield f"{event.actor} has no stake in {event.issue}"


def _passed(state: State, event: e.DecisionPassed) -> Iterator[str]:
    if _index(state, event.actor) not in state.seats:
        yield f"{event.actor!r} is no seat that somebody plays"
    if event.kind == "answer" and state.live is None:
        yield "no text is on the table to answer"


def _said(state: State, event: e.StatementMade) -> Iterator[str]:
    if not event.actor:
        yield "nobody says it"
    if event.chance is None and event.provenance in ("simulated", "chosen"):
        timer = _due(state, event)
        if timer is None or timer.kind != SCRIPT:
            yield "no chance is stated"


def _changed(state: State, event: e.InputChanged) -> Iterator[str]:
    """A scenario with fields set anew still has the same actors, issues and so on."""
    old = state.tables
    try:
        source = old.source.variant(tuple(event.sets.items()))
    except DetenteError as error:
        yield f"what it sets does not validate: {error}"
        return
    assert isinstance(source, Case), "a log is read with its whole scenario"
    values = {**old.values, **event.values}
    wrong = not_inputs(source, event.values) or not_all(source, values)
    if wrong:
        yield wrong
        return
    new = source.at(values)
    for name, before, after in (
        ("names", old.names, new.names),
        ("sessions", _ids(old.sessions), _ids(new.sessions)),
        ("shocks", _ids(old.shocks), _ids(new.shocks)),
        ("items", old.after_yes.items, new.after_yes.items),
        ("horizon", old.rules.horizon, new.rules.horizon),
    ):
        if before != after:
            yield f"it would change the {name} of the talks"


def _ids(things: tuple[Any, ...]) -> list[str]:
    return [one.id for one in things]


CHECKS: Mapping[type[Event], Callable[[State, Any], Iterator[str]]] = {
    Answer: _answered,
    e.TextTabled: _tabled,
    e.MessageRelayed: _relayed,
    e.TextLapsed: _lapsed,
    e.AssessmentFormed: _assessed,
    e.SessionConvened: _of_one,
    e.SessionSlipped: _of_one,
    e.SessionAdjourned: _adjourned,
    e.ShockStruck: _of_one,
    e.ItemSettled: _of_one,
    e.FrameworkAgreed: _agreed,
    e.RatificationVoted: _voted,
    e.DemandRaised: _about_a_demand,
    e.DemandWithdrawn: _about_a_demand,
    e.RedLineStated: _about_a_demand,
    e.DecisionPassed: _passed,
    e.StatementMade: _said,
    e.InputChanged: _changed,
}
