"""What the mediators read from answers about each actor's no-deal worth.

They know all but that worth (an assumption, stated). Answers are heard by all of them
alike, so what an answer says of a possible worth is worked out once for all mediators;
their priors differ. Packages are taken as independent (stated).
"""

from __future__ import annotations

from sim.model.answer import (
    ACCEPT,
    CRITICISE,
    answer_probabilities,
    inclination,
    noise_interval,
    rejection_bar,
)
from sim.model.aspiration import aspiration, reservation, under_label
from sim.model.belief import POINTS, mean, posterior, prior
from sim.model.draws import interval_mass
from sim.model.tilt import tilt
from sim.talks.positions import (
    believed_surpluses,
    conceded_of,
    drop_of,
    label_pull,
    reservation_of,
)
from sim.talks.state import Beliefs, LiveText, Observation, State

INFINITE = float("inf")


def observe(state: State, actor: int, text: LiveText, given: int) -> None:
    """Note an answer as seen from outside, now."""
    state.beliefs[actor].seen.append(_seen(state, actor, text, given, state.tick))


def _seen(state: State, actor: int, text: LiveText, given: int, tick: int) -> Observation:
    me = state.tables.actors[actor]
    return Observation(
        text.package,
        given,
        conceded_of(state, actor, tick, reservation_of(state, actor, tick)),
        drop_of(state, actor, tick),
        label_pull(state, actor, text),
        believed_surpluses(state, actor, text.package, tick),
        me.accept_bar,
        rejection_bar(me.reject_bar, me.blame, state.near[actor]),
    )


def _inclinations(state: State, actor: int, seen: Observation) -> list[float]:
    """Its inclination at each possible no-deal worth."""
    me, stand = state.tables.actors[actor], state.stand[actor]
    worth, best = stand.worths[seen.package], stand.best
    found = []
    for point in POINTS:
        no_deal = reservation(point, 0.0, 0.0, seen.drop, 0.0, best)
        wanted = aspiration(no_deal, best, seen.conceded)
        if seen.label:
            wanted = under_label(wanted, no_deal, seen.label, 1.0)
        felt = tilt(me.tilt, worth - no_deal, seen.surpluses)
        found.append(inclination(me.precision, worth, wanted, felt))
    return found


def _cut(state: State, actor: int, beliefs: Beliefs, seen: Observation) -> None:
    """Narrow the luck that is still possible for a package, at each possible worth."""
    rows = beliefs.rows.setdefault(
        seen.package, ([-INFINITE] * len(POINTS), [INFINITE] * len(POINTS))
    )
    hard = state.stand[actor].hard[seen.package]
    for k, x in enumerate(_inclinations(state, actor, seen)):
        lo, hi = noise_interval(seen.answer, x, seen.accept_bar, seen.reject_bar)
        if hard and seen.answer == CRITICISE:
            hi = INFINITE
        rows[0][k] = max(rows[0][k], lo)
        rows[1][k] = min(rows[1][k], hi)


def _likelihood(state: State, actor: int) -> list[float]:
    """How likely everything seen of the actor is, at each possible no-deal worth."""
    beliefs = state.beliefs[actor]
    if beliefs.used < len(beliefs.seen):
        for seen in beliefs.seen[beliefs.used :]:
            _cut(state, actor, beliefs, seen)
        beliefs.used = len(beliefs.seen)
        beliefs.product = None
    if beliefs.product is None:
        product = [1.0] * len(POINTS)
        for los, his in beliefs.rows.values():
            product = [
                so_far * interval_mass(lo, hi) if lo < hi else 0.0
                for so_far, lo, hi in zip(product, los, his, strict=True)
            ]
        beliefs.product = product
    return beliefs.product


def _mood_likelihood(state: State, mediator: int, actor: int) -> list[float] | None:
    """What a mood relayed about the live text says, until the exact answer is known."""
    text = state.live
    if text is None or actor in state.answers:
        return None
    mood = state.moods.get((mediator, actor, text.package))
    if mood is None:
        return None
    seen = _seen(state, actor, text, mood, state.tick)
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


def belief(state: State, mediator: int, actor: int) -> list[float]:
    """The mediator's 21 weights over the actor's no-deal worth."""
    him = state.tables.actors[mediator]
    centre = state.tables.actors[actor].worth + state.errors[mediator][actor]
    weights = posterior(prior(centre, him.belief_error), _likelihood(state, actor))
    mood = _mood_likelihood(state, mediator, actor)
    return weights if mood is None else posterior(weights, mood)


def believed_floor(state: State, mediator: int, actor: int) -> float:
    """The reservation value a mediator thinks an actor has now; its own it knows."""
    if mediator == actor:
        return reservation_of(state, actor, state.tick)
    worth = mean(belief(state, mediator, actor))
    best = state.stand[actor].best
    return reservation(worth, 0.0, 0.0, drop_of(state, actor, state.tick), 0.0, best)


def chance_of_yes(state: State, mediator: int, actor: int, text: LiveText, tick: int) -> float:
    """The chance the mediator gives that the actor's answer at a tick is a yes."""
    if state.stand[actor].hard[text.package]:
        return 0.0
    weights = belief(state, mediator, actor)
    seen = _seen(state, actor, text, ACCEPT, tick)
    rows = state.beliefs[actor].rows.get(text.package)
    total = 0.0
    for k, x in enumerate(_inclinations(state, actor, seen)):
        lo, hi = (-INFINITE, INFINITE) if rows is None else (rows[0][k], rows[1][k])
        if weights[k] > 0.0 and lo < hi:
            bar = max(lo, seen.accept_bar - x)
            if bar < hi:
                total += weights[k] * interval_mass(bar, hi) / interval_mass(lo, hi)
    return min(1.0, total)
