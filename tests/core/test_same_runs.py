"""The loop plays what the other clock plays: event for event, bit for bit."""

from __future__ import annotations

import pytest

from sim.api import load
from sim.engine.clock import Clock
from sim.engine.looping import finished
from sim.ensemble.inputs import kept_inputs, pilot
from sim.talks.events import AnyEvent
from sim.talks.luck import Luck
from sim.talks.projections import summary
from sim.talks.state import State

SHIPPED = ("cairo-2024", "council-quota", "emission-standards", "flat-sale", "labour-dispute")


def _closed(state: State) -> bool:
    return state.closed


@pytest.mark.parametrize("name", SHIPPED)
def test_the_loop_plays_the_same_events(name: str) -> None:
    case = load(name)
    ceiling = pilot(case, 3).ceiling
    for draw in range(3):
        _, before = kept_inputs(case, 3, draw, "", ceiling).record
        for run in (draw, draw + 3):
            one, other = before.branch(Luck(3, run)), before.branch(Luck(3, run))
            one.ceiling = other.ceiling = ceiling
            slow: list[AnyEvent] = []
            fast: list[AnyEvent] = []
            Clock(one, slow.append).run()
            Clock(other, fast.append, enough=_closed).run()
            assert finished(other, fast)
            assert fast == slow
            assert summary(fast, other) == summary(slow, one)
