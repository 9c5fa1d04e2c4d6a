"""A package of somebody else's, as pip would lay it down: a tactic and a protocol of its own."""

from __future__ import annotations

from sim.api import PROTOCOLS, State, TextTabled, Timer, View


class LastWeek:
    """Concede nothing until seven days before its planning horizon, then everything, evenly."""

    def conceded(self, view: View) -> float:
        late = 1.0 - (view.planning_horizon - view.day) / 7.0
        return min(1.0, max(view.opening, late))


class SlowMediation:
    """Mediated talks in which every mediator takes three days more."""

    direct = False

    def turns(self, state: State, cause: int) -> None:
        before = dict(state.timers)
        PROTOCOLS.find("mediated").turns(state, cause)
        for (kind, who), timer in [*state.timers.items()]:
            if before.get((kind, who)) != timer:
                state.set_timer(kind, who, timer.due + 3 * 24 * 60, cause)

    def propose(self, state: State, timer: Timer) -> TextTabled | None:
        text: TextTabled | None = PROTOCOLS.find("mediated").propose(state, timer)
        return text
