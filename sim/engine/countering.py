"""A party that refused the live text may table one of its own.

It tables what is worth most to it, by what each would be worth and the chance that it believes
the others give it: a quantal-response proposer (McKelvey & Palfrey 1995).
"""

from __future__ import annotations

from sim.engine.roles import Role, stamp, terms_of
from sim.model.belief import prior
from sim.model.constants import ACCEPT, UNENDED
from sim.model.draws import logistic_cdf
from sim.model.search import best_first
from sim.talks.beliefs import asks_less, still_refuses
from sim.talks.events import TextTabled
from sim.talks.parts import LiveText
from sim.talks.positions import position, reservation_of
from sim.talks.prospects import consent_chance
from sim.talks.state import State
from sim.talks.timers import COUNTER, Timer

LABEL = "draft"


def counter(state: State, timer: Timer) -> TextTabled | None:
    """The text that is worth most to the party, if worth more than to let the live one stand."""
    party, text = timer.who, state.live
    if text is None or state.answers.get(party, ACCEPT) == ACCEPT:
        return None
    least = reservation_of(state, party, timer.due)
    worths = state.stand[party].worths
    left = _left(state, timer, least)
    if not left:
        return None

    def gain(over: LiveText) -> float:
        """P U + (1 - P) r, less r."""
        return _chance(state, party, over, timer.due) * (worths[over.package] - least)

    package = best_first(
        left,
        [worths[p] - least for p in left],
        lambda p: (gain(_text(state, timer, p)),),
        state.tables.names.package_keys,
    )
    if gain(_text(state, timer, package)) <= gain(text):
        return None
    return TextTabled(
        **stamp(state, timer, party),
        text=state.texts + 1,
        label=LABEL,
        terms=terms_of(state, package),
        answer_days=state.tables.rules.answer_days,
        why="counter",
        revises=text.number,
    )


def _left(state: State, timer: Timer, least: float) -> list[int]:
    """What would give it more than no deal, and is not refused as it was before."""
    party, stand = timer.who, state.stand[timer.who]
    live = -1 if state.live is None else state.live.package
    return [
        p
        for p in state.tables.open_packages(tuple(state.phases))
        if p != live
        and stand.worths[p] > least
        and not stand.hard[p]
        and (p not in state.barred or _may_pass(state, party, p, timer.due))
    ]


def _may_pass(state: State, party: int, package: int, tick: int) -> bool:
    """Whether it would not refuse a package again, and each other who did asks less for it now.

    Of itself it knows; of the others it believes.
    """
    others = [i for i in state.tables.consenting if i != party]
    return not still_refuses(state, party, package, tick) and all(
        asks_less(state, i, package, tick, prior(_worth(state, party, i), 0.0)) for i in others
    )


def _worth(state: State, party: int, other: int) -> float:
    """The no-deal worth of another as the party believes it."""
    return state.tables.actors[other].worth + state.errors[party][other]


def _text(state: State, timer: Timer, package: int) -> LiveText:
    needed, number = state.tables.needed(package), state.texts + 1
    return LiveText(number, state.seq, package, timer.who, LABEL, timer.due, needed)


def _chance(state: State, party: int, text: LiveText, tick: int) -> float:
    """That the others whose consent a text needs say yes, their tastes unknown."""
    chances = {}
    for other in text.needed:
        if other == party:
            chances[other] = 1.0
        elif state.stand[other].hard[text.package]:
            chances[other] = 0.0
        else:
            error, bar = state.errors[party][other], state.tables.actors[other].accept_bar
            x = position(state, other, text, tick + UNENDED, error).x
            chances[other] = logistic_cdf(x - bar)
    return consent_chance(state.tables, chances)


ROLE: Role = {COUNTER: counter}
