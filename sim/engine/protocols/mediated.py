"""Mediated talks: with no text on the table, the first mediator whose delay ends tables one.

It tables the package with the greatest asymmetric Nash product of what it believes each
needed actor gains over no deal (Nash 1950; Kalai 1977), each weighted by its bias. Where
packages need different consents the geometric mean of the gains is compared, so that a
package does not gain by needing fewer. If none leaves every needed actor above what it
would settle for, the one with the greatest least gain.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.engine.roles import by_name, stamp, terms_of
from sim.model.answer import ACCEPT
from sim.model.bargaining import nash_package
from sim.scenario.rules import ANSWER_DAYS
from sim.scenario.tables import MINUTES_A_DAY
from sim.talks.beliefs import believed_floor, own_answer
from sim.talks.events import TextTabled
from sim.talks.state import LiveText, State
from sim.talks.tabling import delay
from sim.talks.timers import TABLE, Timer

LABEL = "bridging"


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
        floors = [
            believed_floor(state, mediator, i, timer.due) if i in state.tables.consenting else 0.0
            for i in range(len(state.tables.actors))
        ]
        package, why = choose(state, mediator, candidates, floors)
        gains = {
            i: state.stand[i].worths[package] - floors[i] for i in state.tables.needed(package)
        }
        return TextTabled(
            **stamp(state, timer, mediator),
            text=state.texts + 1,
            label=LABEL,
            terms=terms_of(state, package),
            answer_by=timer.due + ANSWER_DAYS * MINUTES_A_DAY,
            why=why,
            gains=by_name(state, gains),
        )


def willing(state: State, mediator: int, package: int, tick: int) -> bool:
    """Whether a mediator may table a package: where its own yes is needed, tabling gives it."""
    needed = state.tables.needed(package)
    if mediator not in needed:
        return True
    text = LiveText(state.texts + 1, -1, package, mediator, LABEL, tick, tick, needed)
    return own_answer(state, mediator, text, tick) == ACCEPT


def choose(
    state: State, mediator: int, candidates: Sequence[int], floors: Sequence[float]
) -> tuple[int, str]:
    """The package and why: nash, or least where none lifts everyone above its floor."""
    tables = state.tables
    bias = tables.actors[mediator].bias
    package = nash_package(
        [tables.claims(i, state.phases[i]) for i in tables.consenting],
        [floors[i] for i in tables.consenting],
        [math.exp(bias[i]) for i in tables.consenting],
        candidates,
        tables.names.package_keys,
    )
    gains = [state.stand[i].worths[package] - floors[i] for i in tables.needed(package)]
    return package, "nash" if min(gains) > 0.0 else "least"


PROTOCOL = Mediated()
