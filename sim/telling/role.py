"""A role sheet in sentences: who a seat is, what all know, and what only it knows."""

from __future__ import annotations

from dataclasses import replace

from sim.model.consent import quota_met
from sim.scenario.tables import Actor
from sim.talks.positions import reservation_of
from sim.telling.labels import spoken, written_date
from sim.telling.listening import Listener
from sim.telling.numbers import in_100, number, points, signed
from sim.telling.sheet import Issue, a_day, commitment, issues_of, no_deal
from sim.text import many

ROLES = ("party", "stakeholder", "mediator")


def roles_of(seat: Listener, actor: str) -> str:
    """`party`, or `mediator and stakeholder`."""
    me = seat.tables.actors[seat.tables.names.actors.index(actor)]
    held = [role for role in ROLES if getattr(me, role)]
    return " and ".join(held) or "observer"


def who(seat: Listener) -> list[str]:
    """Who the seat is, and what hangs on it."""
    known, tables = seat.known, seat.tables
    me = tables.actors[known.me]
    told = [f"You are {seat.labels.actor(known.seat)}, a {roles_of(seat, known.seat)}."]
    if me.party:
        told.append(_needed(seat))
    elif me.stakeholder:
        told.append(_stake(seat, me))
    if me.mediator:
        told.append("You answer for no text of others; you may bring them one.")
    if me.mediator and (me.party or me.stakeholder):
        told[-1] = "You may also bring the others texts."
    return told


def _needed(seat: Listener) -> str:
    rule, me = seat.tables.consent, seat.known.me
    if rule.quota is None:
        return "Nothing is agreed without your yes."
    if me in rule.vetoes:
        return "You have a veto: nothing is agreed without your yes."
    whole = sum(rule.weights[i] for i in seat.tables.parties)
    if not quota_met(whole - rule.weights[me], whole, rule.quota):
        return "Nothing is agreed without your yes: your weight is too great."
    return "You alone cannot stop a text, and your yes alone does not carry one."


def _stake(seat: Listener, me: Actor) -> str:
    """Whether a stakeholder's yes is needed."""
    tables = seat.tables
    if seat.known.me not in tables.consenting:
        return "No text needs your yes: you hear, and speak in public."
    if me.needed == "always":
        return "Nothing is agreed without your yes."
    issues = [
        spoken(name)
        for name, stance in zip(tables.names.issues, me.stances, strict=True)
        if stance is not None
    ]
    return f"A text that departs on {_and(issues)} from what holds without a deal needs your yes."


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def talks(seat: Listener) -> list[str]:
    """What everybody knows of how the talks go."""
    tables, labels = seat.tables, seat.labels
    table = [f"{labels.actor(name)} ({roles_of(seat, name)})" for name in labels.actor_ids]
    ends, last = labels.day(tables.rules.horizon), written_date(labels.last_day)
    return [
        f"At the table: {', '.join(table)}.",
        _consent(seat),
        f"The record ends on {last}. Days count from then: the talks end on day {ends}.",
        *_sessions(seat),
        *_after(seat),
        *_shocks(seat),
    ]


def _consent(seat: Listener) -> str:
    tables, labels = seat.tables, seat.labels
    rule, names = tables.consent, tables.names.actors
    others = [i for i in tables.consenting if not tables.actors[i].party]
    always = [names[i] for i in others if tables.actors[i].needed == "always"]
    departing = [names[i] for i in others if tables.actors[i].needed == "on change"]
    also = f", and of {labels.everyone(always)}" if always else ""
    if departing:
        also += f", and of {labels.everyone(departing)} where it departs on an issue of theirs"
    if rule.quota is None:
        return f"A text is agreed with the yes of every party{also}."
    vetoes = [names[i] for i in tables.parties if i in rule.vetoes]
    veto = f"; {labels.everyone(vetoes)} must be among them" if vetoes else ""
    votes = f"{in_100(rule.quota)} of the parties' votes"
    return f"A text is agreed with the yes of {votes}{also}{veto}."


def _sessions(seat: Listener) -> list[str]:
    state, labels = seat.known.state, seat.labels
    told = [
        f"{labels.session(planned.id)} on about day {labels.day(planned.opens)}"
        for planned in state.tables.sessions
        if planned.opens >= seat.tick
    ]
    for title, low, high in seat.common.recurring:
        told.append(f"{title} every {number(low)} to {many(number(high), 'day')}")
    return [f"Sessions: {'; '.join(told)}."] if told else []


def _after(seat: Listener) -> list[str]:
    tables, labels = seat.tables, seat.labels
    after = tables.after_yes
    told = []
    if after.items:
        told.append(f"What is agreed is a framework until it is settled: {', '.join(after.items)}.")
    for vote in after.ratifications:
        name = tables.names.actors[vote.actor]
        mine = name == seat.known.seat
        whose = "you put it" if mine else f"{labels.actor(name)} puts it"
        how = f": {vote.majority} of {vote.seats} must say yes" if vote.seats else ""
        own = f", and each does with a chance of {in_100(vote.support)}" if mine and how else ""
        told.append(f"Then {whose} to a vote at home{how}{own}.")
    return told


def _shocks(seat: Listener) -> list[str]:
    told = []
    for shock in seat.tables.shocks:
        shift = shock.shift[seat.known.me]
        own = f" (what you have without a deal: {signed(100.0 * shift)})" if shift else ""
        told.append(f"From outside may come: {shock.title}{own}.")
    return told


def options(seat: Listener, one: Issue) -> str:
    """The options of an issue with their points: `none 0; 2 percent 11`."""
    return "; ".join(
        f"{seat.labels.option(one.issue, option)} {number(worth)}{_line(line)}"
        for option, worth, line in zip(one.options, one.points, one.lines, strict=True)
    )


def _line(line: str) -> str:
    return f" (crosses your {line} red line)" if line else ""


def quo(seat: Listener, issue: str) -> str:
    """What holds on an issue without a deal, where the scenario says so for certain."""
    sure = seat.common.status_quo.get(issue, "")
    return seat.labels.option(issue, sure) if sure else ""


def lines(seat: Listener, issues: list[Issue]) -> list[str]:
    """What the seat's red lines mean."""
    drawn = {line for one in issues for line in one.lines}
    told = []
    if "hard" in drawn:
        told.append("You cannot say yes to a text that crosses your hard red line.")
    if "soft" in drawn:
        lost = 100.0 * seat.tables.actors[seat.known.me].soft_red_line
        told.append(
            f"A text that crosses your soft red line is worth {many(number(lost), 'point')} less."
        )
    return told or ["You have none."]


def without(seat: Listener) -> list[str]:
    """What the seat has without a deal, and what waiting does to it."""
    state, me = seat.known.state, seat.known.me
    rules, mine = state.tables.rules, state.tables.actors[me]
    falls, end = a_day(state, me), seat.labels.day(rules.horizon)
    told = [
        f"Without a deal you have {number(no_deal(state, me, seat.tick))} of your points today."
    ]
    if falls >= 0.05:
        last = points(reservation_of(state, me, rules.horizon))
        told.append(
            f"It falls by {number(falls, 1)} a day, to {last} on day {end} if nothing else happens."
        )
    else:
        told.append("Waiting costs you next to nothing.")
    planned = seat.labels.day(mine.planning_horizon)
    told.append(f"You plan for the talks to be over by day {planned}.")
    if rules.deadline is not None:
        day = seat.labels.day(rules.deadline.tick)
        told.append(f"Day {day} is announced to all as the deadline.")
    return told


def doing(seat: Listener) -> list[str]:
    """What the seat may do at the talks."""
    state, known = seat.known.state, seat.known
    me = state.tables.actors[known.me]
    told = []
    if known.me in state.tables.consenting:
        told.append(
            "Texts are put to you: accept, criticise (neither a yes nor a no), formally reject, or "
            "let them wait. All who must agree hear of your answer."
        )
        rise, half = commitment(state, known.me)
        told.append(
            "You may commit yourself in public on an issue of yours: what you have without a "
            f"deal goes up by {many(number(rise, 1), 'point')}, half of which is gone after "
            f"{many(number(half), 'day')}. You may withdraw a demand for good."
        )
    if me.party and state.protocol.direct:
        told.append("You may make offers, and are bound by your own while it is on the table.")
    if known.mediates and not state.protocol.direct:
        told.append(
            "When no text is on the table you may table one, about "
            f"{many(number(me.delay), 'day')} after the last is gone."
        )
    if known.mediates:
        told.append(
            "When all have answered you may say in public how likely agreement is; how far you "
            f"are believed is {me.credibility:.2f} of 1, less with those you lean away from."
        )
    return told


def mediating(seat: Listener) -> list[str]:
    """A mediator's lean and channels."""
    tables, labels = seat.tables, seat.labels
    me = tables.actors[seat.known.me]
    leans = {tables.names.actors[i]: bias for i, bias in enumerate(me.bias) if bias}
    towards = ", ".join(
        f"{labels.actor(name)} ({leans[name]:+.2f})" for name in labels.actor_ids if name in leans
    )
    told = [f"You lean towards {towards}, where 0 is even and 1 the most." if towards else ""]
    told[0] = told[0] or "You lean towards nobody."
    reached = [tables.names.actors[i] for i in me.reaches]
    if reached and not seat.known.state.protocol.direct:
        told.append(
            f"You can reach {labels.everyone(reached)} outside the room: a text takes "
            f"{many(number(me.channel_delay, 1), 'day')} on average, and its answer as long again."
        )
    return told


def readable(seat: Listener, actor: int) -> list[Issue]:
    """What a mediator reads another actor to want: the issues that count for it."""
    return [one for one in issues_of(seat.known.state, actor) if one.most > 0.0]


def unlined(one: Issue) -> Issue:
    """The same without its red lines: nobody reads those in another."""
    return replace(one, lines=("",) * len(one.lines))
