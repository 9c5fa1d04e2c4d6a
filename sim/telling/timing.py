"""Why an event came when it did: the timer that it fired, and what set that timer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.model.draws import exponential
from sim.scenario.tables import Actor
from sim.talks.events import AnyEvent, DecisionPassed
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
from sim.telling.choosing import whose_choice
from sim.telling.numbers import days
from sim.telling.tale import Tale
from sim.text import many


@dataclass(frozen=True, slots=True)
class Moment:
    """An event with the state just before it and the timer it fired."""

    tale: Tale
    event: AnyEvent
    state: State
    timer: Timer

    @property
    def me(self) -> Actor:
        """The numbers of the actor the timer belongs to."""
        return self.state.tables.actors[self.timer.who]

    @property
    def name(self) -> str:
        """The id of the actor the timer belongs to."""
        return self.state.tables.names.actors[self.timer.who]

    @property
    def title(self) -> str:
        """What that actor is called."""
        return self.tale.labels.actor(self.name)

    @property
    def took(self) -> str:
        """How long it was from what set the timer."""
        return days(self.event.tick - self.tale.events[self.timer.cause].tick)

    def drawn(self, actor: str, purpose: str, index: int = 0) -> str:
        """A draw by its address, with its value in (0, 1)."""
        u = self.state.luck.u(actor, purpose, index)
        place = f"{index:016x}" if index > 10**9 else str(index)
        return f"draw {actor or 'table'}/{purpose}/{place} = {u:.4f}"


def moment(tale: Tale, seq: int) -> Moment:
    """An event after the first with what it came from."""
    event, state = tale.events[seq], tale.before(seq)
    fired = [timer for timer in state.timers.values() if timer.order == event.fired]
    if not fired and event.provenance == "chosen":  # besides what was due
        who = state.tables.names.actors.index(event.actor) if event.actor else -1
        fired = [Timer(event.tick, event.fired, CHOSEN, who, event.cause)]
    assert fired, f"event {seq} fired no timer"
    return Moment(tale, event, state, fired[0])


def why_now(at: Moment) -> str:
    """The timer in words, and who chose where somebody did."""
    kind = at.timer.kind
    cause = at.tale.events[at.timer.cause]
    if kind in (ANSWER, TABLE) and isinstance(cause, DecisionPassed):
        told = f"It let this decision pass in event {cause.seq}, {at.took} before."
    else:
        told = _WHEN[kind](at)
    chosen = "" if kind in (CHOSEN, SCRIPT) else whose_choice(at.tale, at.event)
    return f"{told} What comes of it was {chosen}." if chosen else told


def _delay(what: str, mean: str) -> Callable[[Moment], str]:
    def told(at: Moment) -> str:
        days_mean = getattr(at.me, mean)
        return (
            f"{at.title}'s {what}: {days_mean:.1f} days on average; {at.took} passed since "
            f"event {at.timer.cause}, pauses counted."
        )

    return told


def _fixed(text: str) -> Callable[[Moment], str]:
    return lambda _: text


_PURPOSES = {RESUME: "resumption", COLLAPSE: "collapse", BREAK: "breakdown", STATE: "statement"}


def _purpose(at: Moment) -> str:
    tables, timer = at.state.tables, at.timer
    if timer.kind == SHOCK:
        return f"shock/{tables.shocks[timer.who].id}"
    if timer.kind == SETTLE:
        return f"settles/{tables.after_yes.items[timer.who]}"
    return _PURPOSES[timer.kind]


def _hazard(what: str) -> Callable[[Moment], str]:
    def told(at: Moment) -> str:
        held = at.state.hazards[at.timer.kind, at.timer.who]
        rate = f"A hazard, {what}: {held.rate:.4f} a day."
        drawn = _unit_draw(at, held.unit)
        if not drawn:
            return f"{rate} What was left of its unit exponential, {held.unit:.3f}, was spent now."
        return f"{rate} Its unit exponential, {held.unit:.3f} ({drawn}), was spent now."

    return told


def _unit_draw(at: Moment, unit: float) -> str:
    """The draw that gave a hazard's unit; nothing where a change of rate has cut into it."""
    owner = at.state.hazard_owner(at.timer.kind, at.timer.who)
    many = at.state.said[at.timer.who] if at.timer.kind == STATE else at.state.suspensions
    for index in range(many + 1):
        if exponential(at.state.luck.u(owner, _purpose(at), index)) == unit:
            return at.drawn(owner, _purpose(at), index)
    return ""


def _session(at: Moment) -> str:
    sessions = at.state.tables.sessions
    if at.timer.who >= len(sessions):
        every = at.state.tables.rules.recurring
        assert every is not None
        return (
            f"Later sessions come every {every[0]:g} to {many(every[1], 'day')}, each as likely "
            f"({at.drawn('', 'session', at.state.sessions - 1)})."
        )
    slipped = at.event.tick != sessions[at.timer.who].opens
    return "Planned for then, after it slipped." if slipped else "The scenario plans it for then."


def _rethink(at: Moment) -> str:
    last = at.state.answered[at.timer.who][1]
    if at.timer.cause == last:
        every = days(at.state.tables.rules.rethink)
        return f"{at.title} thinks again every {every}; at this thought its answer changed."
    carried = at.state.carry.get(at.timer.who, 0)
    way = f", and its word takes {days(carried)} to arrive" if carried else ""
    return f"{at.title} thinks again on news: event {at.timer.cause}{way}."


def _answer(at: Moment) -> str:
    text = at.state.live
    assert text is not None
    drawn = at.drawn(at.name, "deliberation", text.number)
    carried = at.state.carry.get(at.timer.who, 0)
    way = f", {days(carried)} of it the way back" if carried else ""
    return (
        f"{at.title} deliberates {at.me.deliberation:.1f} days on average ({drawn}); {at.took} "
        f"passed since event {at.timer.cause}{way}."
    )


def _told(at: Moment) -> str:
    text, via = at.state.live, at.state.via[at.timer.who]
    assert text is not None
    carrier = at.state.tables.names.actors[via]
    drawn = at.drawn(carrier, f"channel/{at.name}", text.number)
    mean = at.state.tables.actors[via].channel_delay
    return (
        f"{at.title} is not in the room. Of the mediators that reach it "
        f"{at.tale.labels.actor(carrier)} is the quickest: {mean:.1f} days on average "
        f"({drawn})."
    )


def _vote(at: Moment) -> str:
    vote = next(v for v in at.state.tables.after_yes.ratifications if v.actor == at.timer.who)
    drawn = at.drawn(at.name, "ratification")
    return f"The vote is held {vote.delay:.1f} days after the framework on average ({drawn})."


def _turn(at: Moment) -> str:
    if at.state.protocol.direct:
        return _delay("deliberation before an offer", "deliberation")(at)
    return _delay("delay before it tables", "delay")(at)


CHOSEN = "chosen"  # no timer's kind: besides what was due


def _beside(at: Moment) -> str:
    return f"It was {whose_choice(at.tale, at.event)}, besides what was due then."


_WHEN: dict[str, Callable[[Moment], str]] = {
    CHOSEN: _beside,
    SCRIPT: _fixed("It is forced: the record says so, or whoever plays on."),
    CLOSE: _fixed("The calendar's last day of the record is over."),
    HORIZON: _fixed("The calendar's horizon is reached."),
    DEMAND: _fixed("The scenario dates the demand."),
    WITHDRAWAL: _fixed("The scenario dates the withdrawal."),
    CONVENE: _session,
    ADJOURN: _fixed("The session's planned length is over."),
    TABLE: _turn,
    REVISE: _delay("delay before it revises a text that lacks a yes", "revision_delay"),
    COUNTER: _delay("delay before it counters a text that it refused", "counter_delay"),
    TELL: _told,
    MOOD: _fixed("Whoever brought the text brings word back how it was taken."),
    ANSWER: _answer,
    RETHINK: _rethink,
    SUPERSEDE: _fixed("Another text was tabled: one text is live at a time."),
    LAPSE: _fixed("The day came by which the text was to be answered."),
    STOCK: _fixed("All whose consent the text needs have answered, so mediators take stock."),
    SPEAK: _fixed("A mediator that has taken stock speaks in public."),
    STATE: _hazard("of a public red-line statement"),
    SHOCK: _hazard("of this shock"),
    AGREE: _fixed("At once, with the last consent that was needed."),
    SUSPEND: _fixed("At once, after the formal no."),
    RESUME: _hazard("of resumption, against that of collapse"),
    COLLAPSE: _hazard("of collapse, against that of resumption"),
    SETTLE: _hazard("that this item settles, higher the more the least gainer gains"),
    BREAK: _hazard("that the framework breaks down"),
    RATIFY: _vote,
    FAIL: _fixed("At once, after the vote."),
    CONCLUDE: _fixed("At once, with the last item."),
}
