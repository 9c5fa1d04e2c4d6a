"""Why an event was what it was, for every type but answers: one function an event type."""

# Told by their names, and of one signature, as the handlers of events are.
# ruff: noqa: ARG001, D103

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.model.constants import MINUTES_A_DAY
from sim.talks.beliefs import chance_of_yes
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
    TextTabled,
)
from sim.talks.positions import category, position, taste
from sim.telling.numbers import days, in_100, points, signed
from sim.telling.tale import Tale
from sim.telling.texts import WHY
from sim.telling.timing import Moment
from sim.text import many

_MOODS = {1: "accept", 0: "criticise", -1: "reject"}


def opened(tale: Tale, event: TalksOpened) -> list[str]:
    """The first event rests on nothing but what it holds."""
    return [
        (
            f"The run's beginning: seed {event.seed}, run {event.run}, input draw "
            f"{event.draw} with {many(len(event.values), 'input')}, scenario "
            f"{event.digest[:8]}, detente {event.engine}. "
            "With these the whole run can be played again."
        )
    ]


def record_closed(at: Moment, event: RecordClosed) -> list[str]:
    actor = at.tale.labels.actor
    told = [
        (
            f"Try {event.tried} of the luck was kept: it gives the recorded answers with a "
            f"chance of {in_100(event.likelihood)}, and each try is kept with just that chance."
        )
    ]
    if at.tale.first.weighted:
        told = [f"The record is too rare to wait for: this run weighs {event.weight:.3g}."]
    for taste_ in event.tastes:
        kind = "its lasting disposition" if taste_.shared else "a taste for that package"
        told.append(
            f"{actor(taste_.actor)}'s luck with the recorded text is {taste_.luck:+.2f}, {kind}, "
            "drawn among that which gives what it answered."
        )
    return told


def demand(at: Moment, event: DemandRaised | DemandWithdrawn) -> list[str]:
    told = ["From now on its worths count this issue anew, and everyone thinks again."]
    if getattr(event, "late", False):
        told.append(
            "Raised after the talks opened: others with a stake in the issue resent it, which "
            "raises what no deal is worth to them."
        )
    return told


def session(at: Moment, event: SessionConvened) -> list[str]:
    faster = in_100(event.level / 2)
    return [
        (
            "Whoever attends hears and answers without a channel's delay; its level shortens "
            f"deliberation by {faster}."
        )
    ]


def slipped(at: Moment, event: SessionSlipped) -> list[str]:
    rules = at.state.tables.rules
    drawn = at.drawn("", f"slip/{event.session}")
    return [
        (
            f"A planned session slips once with a chance of {in_100(rules.slip_chance)} ({drawn}: "
            f"below it), by {rules.slip_days:.1f} days."
        )
    ]


def relayed(at: Moment, event: MessageRelayed) -> list[str]:
    if event.kind == "text":
        return ["It deliberates from now on, and its answer travels back the same way."]
    state, text = at.state, at.state.live
    assert text is not None
    names = state.tables.names.actors
    actor, carrier = names.index(event.about), names.index(event.actor)
    place = position(state, actor, text, event.tick)
    felt = _MOODS[
        category(
            state, actor, text, (place.x, place.reject_bar), taste(state, actor, text.package)[0]
        )
    ]
    drawn = at.drawn(event.actor, f"misreport/{event.about}", text.number)
    chance = in_100(state.tables.actors[carrier].misreport)
    true = "as it was" if felt == event.mood else f"one category off: it was {felt}"
    return [f"A mood is told one category off with a chance of {chance} ({drawn}); here {true}."]


def public_word(at: Moment, event: ReportPublished | StatementMade) -> list[str]:
    state, told = at.state, []
    index = state.tables.names.actors.index
    stated = event.chance if isinstance(event, StatementMade) else None
    if event.provenance == "simulated" and stated is not None:
        him = state.tables.actors[index(event.actor)]
        thought = state.assessed[index(event.actor)]
        told.append(
            f"In private it gave {in_100(thought)}; with its public optimism of "
            f"{points(him.public_optimism)} (50 says what it thinks) it says {in_100(stated)}."
        )
    if getattr(event, "who", ""):
        told.append(
            f"The source names {at.tale.labels.some(event.who)}; in this run it is taken to be "
            f"{at.tale.labels.actor(event.actor)}."
        )
    moved = [
        f"{at.tale.labels.actor(name)} {points(state.near[index(name)])} -> {points(near)}"
        for name, near in sorted(event.beliefs.items())
    ]
    told.append(f"Beliefs that agreement is near, in 100, by its credibility: {', '.join(moved)}.")
    return told


def tabled(at: Moment, event: TextTabled) -> list[str]:
    time = _time_to_answer(event)
    if event.why not in WHY:
        return ["Tabled as recorded; terms that no fact gives are drawn as inputs.", time]
    told = [f"Chosen because: {WHY[event.why]}.", time]
    if event.gains:
        gains = ", ".join(
            f"{at.tale.labels.actor(name)} {signed(100.0 * gain)}"
            for name, gain in sorted(event.gains.items())
        )
        told.append(
            f"What it believes each gains over what it would settle for, in each one's own "
            f"points: {gains}. Gains are weighed by its bias; points are not compared."
        )
    barred = len(at.state.barred)
    if barred:
        packages = many(barred, "package was", "packages were")
        told.append(f"{packages} left out: refused or lapsed, and not asked less for since.")
    return told


def _time_to_answer(event: TextTabled) -> str:
    if event.answer_days is None:
        return "It has no end."
    since = "it is tabled" if event.from_tabling else "all whose consent it needs have heard it"
    return f"Time to answer: {days(event.answer_days * MINUTES_A_DAY)} from when {since}."


def lapsed(at: Moment, event: TextLapsed) -> list[str]:
    text = at.state.live
    if text is None or event.why == "superseded":
        return ["Its answers go with it: a lapsed text cannot be accepted."]
    names = at.state.tables.names.actors
    missing = [names[i] for i in text.needed if at.state.answers.get(i) != 1]
    away = [name for name in missing if names.index(name) not in at.state.answers]
    told = [f"Without a yes: {at.tale.labels.everyone(missing) or 'nobody'}."]
    if away:
        told.append(f"Had not answered at all: {at.tale.labels.everyone(away)}.")
    return told


def assessed(at: Moment, event: AssessmentFormed) -> list[str]:
    state, text = at.state, at.state.live
    if event.exhausted or text is None:
        return ["Every package is barred, or crosses a hard red line: it waits for news."]
    if event.keeps:
        return [
            (
                f"It gives the text {in_100(event.chance)} to get every yes in time, and no other "
                "that it may table more. Its delay to revise begins anew."
            )
        ]
    mediator = state.tables.names.actors.index(event.actor)
    chances = [
        f"{at.tale.labels.actor(state.tables.names.actors[i])} "
        f"{in_100(chance_of_yes(state, mediator, i, text, state.tick))}"
        for i in text.needed
    ]
    told = [f"Chance that each says yes in time, as it believes: {', '.join(chances)}."]
    tilts = [
        f"{at.tale.labels.actor(name)} {signed(100.0 * tilt)}"
        for name, tilt in sorted(event.tilts.items())
    ]
    if tilts:
        seen = ", ".join(tilts)
        told.append(f"Tilt it sees in the text, in points of 100 of what each could gain: {seen}.")
    return told


def red_line(at: Moment, event: RedLineStated) -> list[str]:
    me = at.state.tables.actors[at.state.tables.names.actors.index(event.actor)]
    return [
        (
            f"Its no-deal worth rises by {many(points(event.lock_in, 1), 'point')}; half of that "
            f"is gone after {many(f'{me.lock_in_half_life:.0f}', 'day')}."
        )
    ]


def struck(at: Moment, event: ShockStruck) -> list[str]:
    shifts = [
        f"{at.tale.labels.actor(name)} {signed(100.0 * shift)}"
        for name, shift in sorted(event.shifts.items())
    ]
    return [f"No-deal worths shift, in each one's own points: {', '.join(shifts) or 'none'}."]


def changed(at: Moment, event: InputChanged) -> list[str]:
    told = [f"{path} = {value}" for path, value in event.sets.items()]
    return [f"Set from here on: {', '.join(told)}. Inputs drawn anew with it: {len(event.values)}."]


def framework(at: Moment, event: FrameworkAgreed) -> list[str]:
    names, rule = at.state.tables.names.actors, at.state.tables.consent
    yes = {names[i]: at.state.answered[i][1] for i, a in at.state.answers.items() if a == 1}
    said = ", ".join(
        f"{at.tale.labels.actor(name)} (event {yes[name]})"
        for name in at.tale.labels.actor_ids
        if name in yes
    )
    who = "everyone whose consent the text needs"
    if rule.quota is not None:
        who = f"parties of {in_100(rule.quota)} of the weight, and every veto-holder that is asked"
    gains = ", ".join(
        f"{at.tale.labels.actor(name)} {signed(100.0 * gain)}"
        for name, gain in sorted(event.surpluses.items())
    )
    return [
        f"A text needs {who}. Said yes: {said}.",
        (
            f"Gains over no deal, frozen now, each in its own points: {gains}. The least of them "
            "sets how fast items settle."
        ),
    ]


def voted(at: Moment, event: RatificationVoted) -> list[str]:
    drawn = at.drawn(event.actor, "vote")
    return [f"A yes had {in_100(event.chance)} ({drawn}: a yes below it)."]


def suspended(at: Moment, event: TalksSuspended) -> list[str]:
    actor = at.tale.events[event.cause].actor
    chance = at.state.tables.rules.suspend_chance
    drawn = at.drawn(actor, "suspension", at.state.texts)
    return [
        (
            f"A formal no suspends the talks with a chance of {in_100(chance)} ({drawn}: below "
            "it). Suspended, answers and tabling pause and clocks run."
        )
    ]


def ended(at: Moment, event: Event) -> list[str]:
    held = at.state.framework
    if held is None:
        return []
    items = at.state.tables.after_yes.items
    left = [items[k] for k in sorted(held.left)]
    return [f"Still to settle: {', '.join(left) or 'nothing'}."]


def nothing_more(at: Moment, event: Event) -> list[str]:
    return []


GROUNDS: dict[type[Event], Callable[[Moment, Any], list[str]]] = {
    RecordClosed: record_closed,
    DemandRaised: demand,
    DemandWithdrawn: demand,
    SessionConvened: session,
    SessionSlipped: slipped,
    SessionAdjourned: nothing_more,
    MessageRelayed: relayed,
    ReportPublished: public_word,
    StatementMade: public_word,
    TextTabled: tabled,
    TextLapsed: lapsed,
    AssessmentFormed: assessed,
    RedLineStated: red_line,
    ShockStruck: struck,
    InputChanged: changed,
    DecisionPassed: nothing_more,
    FrameworkAgreed: framework,
    ItemSettled: ended,
    RatificationVoted: voted,
    TalksSuspended: suspended,
    TalksResumed: nothing_more,
    TalksCollapsed: nothing_more,
    ImplementationFailed: ended,
    DealConcluded: ended,
    HorizonReached: ended,
}
