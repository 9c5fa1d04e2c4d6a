"""What the mediators read from answers about each actor's no-deal worth.

They know all but that worth (an assumption, stated). Answers are heard by all of them
alike, so what an answer says of a possible worth is worked out once for all mediators;
their priors differ. Packages are taken as independent (stated).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from sim.model.answer import answer_probabilities, rejection_bar
from sim.model.aspiration import reservation
from sim.model.belief import mean, posterior, prior
from sim.model.constants import ACCEPT, CRITICISE, POINTS, PRIOR_WIDTH, REJECT
from sim.model.draws import logistic_cdf
from sim.model.inference import chances_of_yes, inclinations, masses
from sim.talks.parts import Beliefs, LiveText, Observation
from sim.talks.positions import (
    added_of,
    believed_shares,
    category,
    conceded_of,
    label_pull,
    left_of,
    position,
    reservation_of,
    taste,
)
from sim.talks.state import State


def observe(state: State, actor: int, text: LiveText, given: int) -> None:
    """Note an answer as seen from outside, now."""
    state.beliefs[actor].seen.append(_seen(state, actor, text, given, state.tick))


def _seen(state: State, actor: int, text: LiveText, given: int, tick: int) -> Observation:
    me, stand = state.tables.actors[actor], state.stand[actor]
    return Observation(
        text.package,
        given,
        stand.worths[text.package],
        stand.best,
        stand.hard[text.package],
        conceded_of(state, actor, tick, reservation_of(state, actor, tick)),
        left_of(state, actor, tick),
        added_of(state, actor, tick),
        label_pull(state, actor, text),
        believed_shares(state, actor, text.package, tick),
        me.accept_bar,
        rejection_bar(me.reject_bar, me.blame, state.near[actor]),
    )


def _inclinations(state: State, actor: int, seen: Observation) -> list[float]:
    """Its inclination at each possible no-deal worth."""
    me = state.tables.actors[actor]
    return inclinations(
        (me.precision, me.aversion),
        (seen.worth, seen.best),
        (seen.left, seen.added, seen.conceded, seen.label),
        seen.attained,
    )


def _cut(state: State, actor: int, beliefs: Beliefs, seen: Observation) -> None:
    """Narrow the luck that is still possible for a package, at each possible worth."""
    x = _inclinations(state, actor, seen)
    los, his = beliefs.rows.get(seen.package, ([-math.inf] * len(x), [math.inf] * len(x)))
    if seen.answer != REJECT:
        bar = seen.accept_bar if seen.answer == ACCEPT else -seen.reject_bar
        los = [max(lo, bar - one) for lo, one in zip(los, x, strict=True)]
    if seen.answer == REJECT or (seen.answer == CRITICISE and not seen.hard):
        bar = seen.accept_bar if seen.answer == CRITICISE else -seen.reject_bar
        his = [min(hi, bar - one) for hi, one in zip(his, x, strict=True)]
    beliefs.rows[seen.package] = los, his


def _likelihood(state: State, actor: int) -> list[float]:
    """How likely everything seen of the actor is, at each possible no-deal worth."""
    beliefs = state.beliefs[actor]
    if beliefs.used < len(beliefs.seen):
        fresh = beliefs.seen[beliefs.used :]
        for seen in fresh:
            _cut(state, actor, beliefs, seen)
        for package in dict.fromkeys(seen.package for seen in fresh):
            beliefs.masses[package] = masses(*beliefs.rows[package])
        beliefs.used = len(beliefs.seen)
        beliefs.product = None
        beliefs.weights.clear()
    if beliefs.product is None:
        product = [1.0] * len(POINTS)
        for row in beliefs.masses.values():
            product = [so_far * mass for so_far, mass in zip(product, row, strict=True)]
        beliefs.product = product
    return beliefs.product


def _mood_likelihood(state: State, mediator: int, actor: int, tick: int) -> list[float] | None:
    """What a mood relayed about the live text says, until the exact answer is known."""
    text = state.live
    if text is None or actor in state.answers:
        return None
    mood = state.moods.get((mediator, actor, text.package))
    if mood is None or text.package in state.beliefs[actor].rows:
        return None  # answers to this package are exact, and count once
    seen = _seen(state, actor, text, mood, tick)
    found = []
    for x in _inclinations(state, actor, seen):
        chances = dict(
            zip((1, 0, -1), answer_probabilities(x, seen.accept_bar, seen.reject_bar), strict=True)
        )
        found.append(misreported(chances, mood, state.tables.actors[mediator].misreport))
    return found


def misreported(chances: dict[int, float], mood: int, chance: float) -> float:
    """The chance of hearing a mood that may be one category off with this chance."""
    if mood == 0:
        return (1 - chance) * chances[0] + chance * (chances[1] + chances[-1])
    return (1 - chance) * chances[mood] + chance * chances[0] / 2


def belief(state: State, mediator: int, actor: int, tick: int) -> list[float]:
    """The mediator's 21 weights over the actor's no-deal worth, at a tick."""
    likelihood, known = _likelihood(state, actor), state.beliefs[actor].weights
    weights = known.get(mediator)
    if weights is None:
        weights = known[mediator] = posterior(_prior(state, mediator, actor), likelihood)
    mood = _mood_likelihood(state, mediator, actor, tick)
    return weights if mood is None else posterior(weights, mood)


def _prior(state: State, mediator: int, actor: int) -> list[float]:
    known = state.beliefs[actor].priors
    weights = known.get(mediator)
    if weights is None:
        centre = state.tables.actors[actor].worth + state.errors[mediator][actor]
        sd = PRIOR_WIDTH * state.tables.actors[mediator].belief_error
        weights = known[mediator] = prior(centre, sd)
    return weights


def believed_floor(state: State, mediator: int, actor: int, tick: int) -> float:
    """The reservation value a mediator thinks an actor has at a tick; its own it knows."""
    if mediator == actor:
        return reservation_of(state, actor, tick)
    worth = mean(belief(state, mediator, actor, tick))
    left, added = left_of(state, actor, tick), added_of(state, actor, tick)
    return reservation(worth, left, added, state.stand[actor].best)


def chance_of_yes(state: State, mediator: int, actor: int, text: LiveText, tick: int) -> float:
    """The chance a mediator gives at a tick that the actor says yes in time."""
    if actor == text.by:
        return 1.0  # tabling is accepting
    if state.stand[actor].hard[text.package]:
        return 0.0
    if mediator == actor:
        return 1.0 if own_answer(state, actor, text, text.judged(tick)) == ACCEPT else 0.0
    weights = belief(state, mediator, actor, tick)
    chances = _chances(state, actor, text, text.judged(tick))
    return min(1.0, math.fsum(w * c for w, c in zip(weights, chances, strict=True)))


def own_answer(state: State, actor: int, text: LiveText, tick: int) -> int:
    """What an actor would answer at a tick, its own taste and all."""
    place = position(state, actor, text, tick)
    luck = taste(state, actor, text.package)[0]
    return category(state, actor, text, (place.x, place.reject_bar), luck)


def _chances(state: State, actor: int, text: LiveText, due: int) -> list[float]:
    """The same for all mediators, so worked out once, unless an answer or some worth changes."""
    beliefs = state.beliefs[actor]
    moment = text.number, beliefs.used, due
    if beliefs.chances is None or beliefs.chances[0] != moment:
        beliefs.chances = moment, chances_at(state, actor, text, due)
    return beliefs.chances[1]


def chances_at(state: State, actor: int, text: LiveText, tick: int) -> list[float]:
    """The chance that a text has the actor's yes at a tick, at each possible no-deal worth."""
    seen = _seen(state, actor, text, ACCEPT, tick)
    x = _inclinations(state, actor, seen)
    return chances_of_yes(x, seen.accept_bar, state.beliefs[actor].rows.get(text.package))


def still_refuses(state: State, actor: int, package: int, tick: int) -> bool:
    """Whether an actor that last gave a package no yes would give it none at a tick either.

    Its taste is the one it had then; a package that it never answered it does not refuse.
    """
    seen = _last_seen(state, actor, package)
    if seen is None or seen.answer == ACCEPT:
        return False
    text = LiveText(state.texts + 1, state.seq, package, actor, "draft", tick, ())
    return own_answer(state, actor, text, tick) != ACCEPT


def _last_seen(state: State, actor: int, package: int) -> Observation | None:
    answers = reversed(state.beliefs[actor].seen)
    return next((one for one in answers if one.package == package), None)


def most_by_worth(
    state: State, actor: int, text: LiveText, weights: Sequence[float], worths: Sequence[float]
) -> list[float]:
    """What the chance of a yes when a text lapses is at most, for texts of these worths.

    Of packages that are not answered yet, whatever they are worth to others.
    """
    me = state.tables.actors[actor]
    seen = replace(
        _seen(state, actor, text, ACCEPT, text.judged(state.tick)), worth=0.0, attained=()
    )
    least = [x - seen.accept_bar for x in _inclinations(state, actor, seen)]
    pairs = list(zip(weights, least, strict=True))
    return [
        min(1.0, math.fsum([w * logistic_cdf(x + me.precision * worth) for w, x in pairs]))
        for worth in worths
    ]
