"""Mediated talks: with no text on the table, the first mediator whose delay ends tables one.

What it tables is for the rule of mediators to say (`sim.engine.mediation`).
"""

from __future__ import annotations

from sim.engine.roles import by_name, stamp, terms_of
from sim.model.answer import ACCEPT
from sim.talks.beliefs import own_answer
from sim.talks.events import TextTabled
from sim.talks.guarding import rule_of
from sim.talks.prospects import LABEL, Prospects
from sim.talks.state import LiveText, State
from sim.talks.tabling import delay
from sim.talks.timers import TABLE, Timer


class Mediated:
    """Mediators table; parties answer."""

    direct = False

    def turns(self, state: State, cause: int) -> None:
        """With no text live every mediator that knows of one to table starts its delay."""
        if state.live is not None or state.framework is not None:
            return
        for mediator in state.tables.names.mediators:
            if state.pending(TABLE, mediator) or mediator in state.exhausted:
                continue
            mean = state.tables.actors[mediator].delay
            ticks = delay(state, mediator, mean, "tabling", state.texts)
            state.set_timer(TABLE, mediator, state.tick + ticks, cause)

    def propose(self, state: State, timer: Timer) -> TextTabled | None:
        """The package that the mediator thinks best, or None if there is none left."""
        if state.live is not None:
            return None
        mediator = timer.who
        unbarred = state.tables.open_packages(tuple(state.phases))
        candidates = [
            p for p in unbarred if p not in state.barred and willing(state, mediator, p, timer.due)
        ]
        if not candidates:
            return None
        prospects = Prospects(state, mediator, candidates, timer.due)
        package, why = rule_of(state.tables.rules.mediation).choose(prospects)
        return TextTabled(
            **stamp(state, timer, mediator),
            text=state.texts + 1,
            label=LABEL,
            terms=terms_of(state, package),
            answer_days=state.tables.rules.answer_days,
            why=why,
            gains=by_name(state, prospects.gains(package)),
        )


def willing(state: State, mediator: int, package: int, tick: int) -> bool:
    """Whether a mediator may table a package: where its own yes is needed, tabling gives it."""
    needed = state.tables.needed(package)
    if mediator not in needed:
        return True
    text = LiveText(state.texts + 1, -1, package, mediator, LABEL, tick, needed)
    return own_answer(state, mediator, text, tick) == ACCEPT


PROTOCOL = Mediated()
