"""How everything but answers is told: one function an event type."""

# Told by their names, as the handlers of events are.
# ruff: noqa: D103

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sim.talks.event import Event
from sim.talks.events import (
    AssessmentFormed,
    DealConcluded,
    DecisionPassed,
    DemandRaised,
    DemandWithdrawn,
    FrameworkAgreed,
    HorizonReached,
    ImplementationFailed,
    InputChanged,
    ItemSettled,
    MessageRelayed,
    RatificationVoted,
    RecordClosed,
    RedLineStated,
    ReportPublished,
    SessionAdjourned,
    SessionConvened,
    SessionSlipped,
    ShockStruck,
    StatementMade,
    TalksCollapsed,
    TalksOpened,
    TalksResumed,
    TalksSuspended,
    TextLapsed,
)
from sim.telling.choosing import BY_A_PERSON, whose_choice
from sim.telling.labels import dated, listed, spoken
from sim.telling.line import Line, is_simulated, line
from sim.telling.marks import marked
from sim.telling.numbers import days, in_100
from sim.telling.tale import Tale
from sim.text import many

_WORDS = {  # a recorded word on how near agreement is
    "progress": "says in public that there is progress",
    "doubt": "shows little confidence that agreement is near",
    "no sign": "gives no sign that agreement is near",
}
_REPORTS = {
    "progress": "reports progress",
    "collapse": "reports that the talks are collapsing",
}
_PASSED = {
    "answer": "does not answer yet",
    "rethink": "leaves its answer as it is",
    "table": "tables nothing yet",
    "speak": "says nothing in public",
    "statement": "does not commit itself",
}
_MOODS = {"accept": "would accept", "criticise": "would criticise", "reject": "would reject"}


def talks_opened(tale: Tale, event: TalksOpened) -> Line:
    text = f"open with {many(len(event.values), 'input')}, draw {event.draw} of seed {event.seed}"
    return line(tale.labels, event, "talks", text).hushed()


def record_closed(tale: Tale, event: RecordClosed) -> Line:
    text = f"ends; try {event.tried} of luck gave it"
    if tale.first.weighted:
        text = f"ends; this run weighs {event.weight:.3g}"
    return line(tale.labels, event, "record", text).hushed()


def demand_raised(tale: Tale, event: DemandRaised) -> Line:
    text = f"raises its demand on {spoken(event.issue)}{_wanted(tale, event.actor, event.issue)}"
    return line(tale.labels, event, tale.labels.actor(event.actor), text)


def _wanted(tale: Tale, actor: str, issue: str) -> str:
    names = tale.tables.names
    stance = tale.tables.actors[names.actors.index(actor)].stances[names.issues.index(issue)]
    if stance is None:
        return ""
    best = [o for o, value in enumerate(stance.values) if value == max(stance.values)]
    options = names.options[names.issues.index(issue)]
    return f": {tale.labels.option(issue, options[best[0]])}" if len(best) == 1 else ""


def demand_withdrawn(tale: Tale, event: DemandWithdrawn) -> Line:
    text = f"withdraws its demand on {spoken(event.issue)}"
    chosen = whose_choice(tale, event)
    return line(tale.labels, event, tale.labels.actor(event.actor), text, chosen)


def session_convened(tale: Tale, event: SessionConvened) -> Line:
    attend = tale.labels.everyone(event.attend)
    if not is_simulated(event) and event.drawn:
        attend = tale.labels.attending(event.attend, event.drawn)
    elif not is_simulated(event):
        known = tale.marks[f"calendar.sessions.{event.session}.attend"]
        attend = marked(attend, known, event.provenance)
    text = f"{tale.labels.session(event.session)}: {attend}"
    for actor, ways in {} if event.drawn else _through(tale, event.attend).items():
        text += f"; {tale.labels.actor(actor)} through {_either(tale, ways)}"
    told = line(tale.labels, event, "session", text)
    if not is_simulated(event):
        told = replace(told, when=_planned(tale, event.session) or told.when)
    planned = event.session in {session.id for session in tale.tables.sessions}
    return told if planned else told.hushed()


def _planned(tale: Tale, session: str) -> str:
    """How the source dates a session of the record."""
    block = tale.case.scenario.calendar.sessions[session]
    ends = [day.words for day in (block.when, block.from_, block.to) if day is not None]
    return dated("..".join(ends))


def _through(tale: Tale, attend: tuple[str, ...]) -> dict[str, list[str]]:
    """Who must be told through whom: those whose consent may be needed and do not attend."""
    names = tale.tables.names.actors
    away = [i for i in tale.tables.consenting if names[i] not in attend]
    ways = {
        names[i]: [names[m] for m, him in enumerate(tale.tables.actors) if i in him.reaches]
        for i in away
    }
    return {name: via for name, via in ways.items() if via}


def _either(tale: Tale, names: list[str]) -> str:
    return listed([tale.labels.actor(n) for n in tale.labels.actor_ids if n in names])


def session_slipped(tale: Tale, event: SessionSlipped) -> Line:
    text = f"{tale.labels.session(event.session)} slips by {days(event.to - event.tick)}"
    return line(tale.labels, event, "session", text)


def session_adjourned(tale: Tale, event: SessionAdjourned) -> Line:
    text = f"{tale.labels.session(event.session)} adjourns"
    return line(tale.labels, event, "session", text).hushed()


def message_relayed(tale: Tale, event: MessageRelayed) -> Line:
    actor = tale.labels.actor
    text = f"brings text {event.text} to {actor(event.to)}"
    if event.kind == "mood":
        mood = f"{actor(event.about)} {_MOODS[event.mood]} text {event.text}"
        text = f"tells {actor(event.to)} in confidence: {mood}"
    return line(tale.labels, event, actor(event.actor), text).hushed()


def report_published(tale: Tale, event: ReportPublished) -> Line:
    who = tale.labels.actor(event.actor) if event.actor else "press"
    who = tale.labels.some(event.who) if event.who else who
    about = f"text {event.text} is balanced" if event.text >= 0 else "it is balanced"
    text = _REPORTS.get(event.kind, f"doubts that {about}")
    return line(tale.labels, event, who, text)


def statement_made(tale: Tale, event: StatementMade) -> Line:
    who = tale.labels.actor(event.actor)
    if not is_simulated(event):
        who = tale.labels.some(event.who) if event.who else who
        return line(tale.labels, event, who, _WORDS[event.kind])
    near = "near" if event.kind == "progress" else "far off"
    text = f"says in public that agreement is {near}"
    text += "" if event.chance is None else f" ({in_100(event.chance)})"
    chosen = whose_choice(tale, event)
    told = line(tale.labels, event, who, text, chosen)
    return told if event.seq in tale.news or chosen else told.hushed()


def assessment_formed(tale: Tale, event: AssessmentFormed) -> Line:
    who = tale.labels.actor(event.actor)
    if event.exhausted:
        text = "knows no further text to table, and waits for news"
    elif event.keeps:
        text = (
            f"keeps text {event.text}, which it gives {in_100(event.chance)}: it knows no text "
            "surer to get every yes"
        )
    else:
        text = f"thinks in private that text {event.text} gets every yes: {in_100(event.chance)}"
    return line(tale.labels, event, who, text).hushed()


def red_line_stated(tale: Tale, event: RedLineStated) -> Line:
    on = f" on {spoken(event.issue)}" if event.issue else ""
    # One who holds no red line commits itself in public too.
    text = f"commits itself in public{on}"
    if not is_simulated(event):
        text = f"states its red line{on} in public"
    chosen = whose_choice(tale, event)
    told = line(tale.labels, event, tale.labels.actor(event.actor), text, chosen)
    first = not any(
        isinstance(e, RedLineStated) and e.actor == event.actor and is_simulated(e)
        for e in tale.events[: event.seq]
    )
    heeded = not is_simulated(event) or event.seq in tale.news or first or bool(chosen)
    return told if heeded else told.hushed()


def shock_struck(tale: Tale, event: ShockStruck) -> Line:
    titles = {shock.id: shock.title for shock in tale.tables.shocks}
    return line(tale.labels, event, "shock", titles.get(event.shock, spoken(event.shock)))


def input_changed(tale: Tale, event: InputChanged) -> Line:
    text = "from here on " + ", ".join(f"{path} = {value}" for path, value in event.sets.items())
    return line(tale.labels, event, "changed", text)


def decision_passed(tale: Tale, event: DecisionPassed) -> Line:
    text = f"{_PASSED[event.kind]}: {BY_A_PERSON}"
    if event.kind in ("answer", "table"):
        text += f", asked again in {many(event.wait, 'day')}"
    return line(tale.labels, event, tale.labels.actor(event.actor), text).hushed()


def text_lapsed(tale: Tale, event: TextLapsed) -> Line:
    held = tale.standing(event.text, event.seq)
    tabled = tale.tabled[event.text]
    yes = [name for name, answer in held.items() if answer == "accept"]
    if tabled.actor in tale.parties:
        yes = [name for name in yes if name != tabled.actor]
    gone = f", the yes of {tale.labels.everyone(yes)} with it" if yes else ""
    why = "lapses" if event.why == "deadline" else "is replaced"
    told = line(tale.labels, event, f"text {event.text}", f"{why}{gone}")
    dull = event.text in tale.passing or (event.why != "deadline" and not yes)
    return told.hushed() if dull else told


def framework_agreed(tale: Tale, event: FrameworkAgreed) -> Line:
    left = [*event.items]
    left += [
        f"ratification by {tale.labels.actor(tale.tables.names.actors[vote.actor])}"
        for vote in tale.tables.after_yes.ratifications
    ]
    items = f"{many(len(left), 'item')} left to settle"
    note = "left: " + ", ".join(left) if left else ""
    return line(tale.labels, event, "all", f"FRAMEWORK on text {event.text}; {items}", note)


def item_settled(tale: Tale, event: ItemSettled) -> Line:
    return line(tale.labels, event, "item", f"settled: {event.item}")


def ratification_voted(tale: Tale, event: RatificationVoted) -> Line:
    verb = "ratifies" if event.passed else "votes it down"
    text = f"{verb} (a yes had {in_100(event.chance)})"
    return line(tale.labels, event, tale.labels.actor(event.actor), text)


def talks_suspended(tale: Tale, event: TalksSuspended) -> Line:
    who = tale.labels.actor(tale.events[event.cause].actor)
    text = f"SUSPENDED after the formal no of {who}, {event.cause}"
    return line(tale.labels, event, "talks", text)


def talks_resumed(tale: Tale, event: TalksResumed) -> Line:
    return line(tale.labels, event, "talks", "resume")


def talks_collapsed(tale: Tale, event: TalksCollapsed) -> Line:
    return line(tale.labels, event, "talks", "COLLAPSE")


def implementation_failed(tale: Tale, event: ImplementationFailed) -> Line:
    text = "the framework BREAKS DOWN before all is settled"
    if event.why == "ratification":
        text = "the framework FAILS: it is not ratified"
    return line(tale.labels, event, "all", text)


def deal_concluded(tale: Tale, event: DealConcluded) -> Line:
    return line(tale.labels, event, "all", "DEAL: nothing is left to settle")


def horizon_reached(tale: Tale, event: HorizonReached) -> Line:
    text = "the run ends here without agreement"
    if tale.framework is not None:
        text = "the run ends here, the framework still not settled"
    return line(tale.labels, event, "horizon", text)


HAPPENINGS: dict[type[Event], Callable[[Tale, Any], Line]] = {
    TalksOpened: talks_opened,
    RecordClosed: record_closed,
    DemandRaised: demand_raised,
    DemandWithdrawn: demand_withdrawn,
    SessionConvened: session_convened,
    SessionSlipped: session_slipped,
    SessionAdjourned: session_adjourned,
    MessageRelayed: message_relayed,
    ReportPublished: report_published,
    StatementMade: statement_made,
    AssessmentFormed: assessment_formed,
    RedLineStated: red_line_stated,
    ShockStruck: shock_struck,
    InputChanged: input_changed,
    DecisionPassed: decision_passed,
    TextLapsed: text_lapsed,
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
