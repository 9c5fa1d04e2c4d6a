"""Whoever watches for longer sees the same talks, and more of them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sim.scenario.loading import load
from sim.talks.events import AnyEvent, HorizonReached
from tests.engine.made import run_of


def beyond_its_first_event(name: str, days: int) -> tuple[list[AnyEvent], bool]:
    """What happens, and whether the horizon cuts it off; the first event names the scenario."""
    sets = [f"calendar.horizon={days} days", "answers.standard=aspiration"]
    events, _ = run_of(load(name, sets), 0, seed=0)
    cut_off = isinstance(events[-1], HorizonReached)
    return events[1 : len(events) - cut_off], cut_off


@pytest.mark.parametrize("name", ["cairo-2024", "flat-sale", "labour-dispute"])
def test_horizons_give_identical_logs_up_to_the_shorters_end(name: str) -> None:
    runs = [beyond_its_first_event(name, days) for days in (60, 120, 240)]
    for (shorter, cut_off), (longer, _) in pairwise(runs):
        assert shorter
        assert longer[: len(shorter)] == shorter
        assert cut_off or longer == shorter
        assert len(shorter) < len(longer)
