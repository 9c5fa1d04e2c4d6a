"""A run as a story: every event a line, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.model.constants import MINUTES_A_DAY
from sim.talks.event import Answer
from sim.talks.events import AnyEvent, ItemSettled, RatificationVoted, RecordClosed, TextTabled
from sim.talks.positions import reservation_of
from sim.telling.answers import answered
from sim.telling.choosing import waits_for
from sim.telling.happenings import HAPPENINGS
from sim.telling.labels import spoken
from sim.telling.line import SIMULATED, Line
from sim.telling.marks import dating
from sim.telling.tale import Tale
from sim.telling.texts import text_tabled

NOTICE = "One run of a model: neither news nor forecast. All of its numbers are assumed."
OUTCOMES = {
    "deal": "deal",
    "framework_only": "framework only",
    "implementation_failed": "implementation failed",
    "collapsed": "collapsed",
    "no_agreement": "no agreement",
    "": "not over yet",
}


def told(tale: Tale, event: AnyEvent) -> Line:
    """One event as a line; `?` behind a date that its sources leave to be inferred."""
    said = _told(tale, event)
    unsure = dating(tale.case, getattr(event, "evidence", ()))
    return replace(said, when=f"{said.when}{unsure}") if unsure else said


def _told(tale: Tale, event: AnyEvent) -> Line:
    if isinstance(event, Answer):
        return answered(tale, event)
    if isinstance(event, TextTabled):
        return text_tabled(tale, event)
    return HAPPENINGS[type(event)](tale, event)


@dataclass(frozen=True, slots=True)
class Story:
    """The lines of a run: those of the record, and those made up."""

    record: list[Line]
    simulated: list[Line]

    def shown(self, quiet: bool) -> tuple[list[Line], list[Line], int]:
        """Both kinds, with or without the quiet ones, and how many are left out."""
        kept = [
            [one for one in lines if quiet or not one.quiet]
            for lines in (self.record, self.simulated)
        ]
        hidden = len(self.record) + len(self.simulated) - len(kept[0]) - len(kept[1])
        return kept[0], kept[1], hidden


def story(tale: Tale) -> Story:
    """All events as lines."""
    lines = [told(tale, event) for event in tale.events]
    return Story(
        [one for one in lines if one.mark != SIMULATED],
        [one for one in lines if one.mark == SIMULATED],
    )


def ending(tale: Tale) -> str:
    """How the run ended, in a sentence."""
    last, labels = tale.events[-1], tale.labels
    day = labels.day(last.tick)
    agreed = tale.framework
    since = "" if agreed is None else f"Agreed on day {labels.day(agreed.tick)}"
    left = _left(tale)
    return {
        "deal": f"{since}, all of it settled on day {day}.",
        "framework_only": f"{since}, not yet a deal on day {day}: {left} still open.",
        "implementation_failed": f"{since}, given up on day {day}: {left} still open.",
        "collapsed": f"Suspended, the talks ended for good on day {day}.",
        "no_agreement": f"Day {day} came without a text that all it needed had accepted.",
        "": _unfinished(tale),
    }[tale.end.outcome]


def _unfinished(tale: Tale) -> str:
    """Where a log ends that is not over: a game waits for somebody."""
    whose = waits_for(tale)
    if not whose:
        return f"It stands at day {tale.labels.day(tale.events[-1].tick)}."
    day = tale.labels.day(tale.end.next_timer().due)
    return f"The game is not over: {tale.labels.actor(whose)} decides next, on day {day}."


def _left(tale: Tale) -> str:
    done = {e.item for e in tale.events if isinstance(e, ItemSettled)}
    voted = {e.actor for e in tale.events if isinstance(e, RatificationVoted) and e.passed}
    after, names = tale.tables.after_yes, tale.tables.names.actors
    left = [item for item in after.items if item not in done]
    votes = [names[v.actor] for v in after.ratifications if names[v.actor] not in voted]
    left += [f"ratification by {tale.labels.actor(name)}" for name in votes]
    return ", ".join(left)


def announced(tale: Tale) -> str:
    """The deadline that is announced by the end of a run; else nothing is said."""
    deadline, labels = tale.tables.rules.deadline, tale.labels
    if deadline is None or deadline.announced > tale.events[-1].tick:
        return ""
    known = "from the start"
    if deadline.announced > 0:
        since = deadline.announced
        known = (
            f"from {labels.date(since) if since < labels.now else f'day {labels.day(since)}'} on"
        )
    return (
        f"The announced deadline is day {labels.day(deadline.tick)}: nobody who knows of it, "
        f"{known}, plans beyond it."
    )


def counts_for(tale: Tale) -> str:
    """What a run counts for in an ensemble whose runs are weighted; else nothing is said."""
    closed = next((e for e in tale.events if isinstance(e, RecordClosed)), None)
    if not tale.first.weighted or closed is None:
        return ""
    weight = f"this one weighs {closed.weight:.3g}"
    if closed.weight == 0:
        weight = "this one weighs 0, as the record did not come out in it, and counts for nothing"
    return (
        f"The record is too rare to wait for, so runs carry weights: {weight}. By itself it is no "
        "fair draw given the record: inputs that make it likelier than "
        f"{tale.first.ceiling:.3g} come up too seldom."
    )


@dataclass(frozen=True, slots=True)
class WorthRow:
    """One actor's worths in [0, 1] of its own scale; `text` None where none was tabled.

    Above 1 where options are worth more together than each by itself.
    """

    actor: str
    text: float | None
    no_deal: float
    best: float


@dataclass(frozen=True, slots=True)
class Worths:
    """What the agreed text, or the last one, is worth to each whose consent may be needed."""

    text: str
    day: str  # of the no-deal worths
    rows: list[WorthRow]


def worths(tale: Tale) -> Worths:
    """The table of worths, when a framework was agreed, else at the end."""
    agreed = tale.framework
    state = tale.end if agreed is None else tale.after(agreed.seq)
    text = (
        agreed
        if agreed is not None
        else max(tale.tabled.values(), key=lambda e: e.seq, default=None)
    )
    package = None if text is None else state.tables.names.package(text.terms)
    names = tale.tables.names
    rows = {
        names.actors[i]: WorthRow(
            _titled(tale, i),
            None if package is None else state.stand[i].worths[package],
            reservation_of(state, i, state.tick),
            state.stand[i].best,
        )
        for i in tale.tables.concerned
    }
    return Worths(
        "no text" if text is None else f"text {text.text}",
        tale.labels.day(state.tick) if state.tick >= tale.labels.now else _before(tale, state.tick),
        [rows[name] for name in tale.labels.actor_ids if name in rows],
    )


def _before(tale: Tale, tick: int) -> str:
    return str((tick - tale.labels.now) // MINUTES_A_DAY)


def _titled(tale: Tale, actor: int) -> str:
    """A stakeholder with the issues it has a say in."""
    names, me = tale.tables.names, tale.tables.actors[actor]
    title = tale.labels.actor(names.actors[actor])
    if me.party:
        return title
    own = [spoken(names.issues[j]) for j, stance in enumerate(me.stances) if stance is not None]
    return f"{title} ({', '.join(own)} only)"
