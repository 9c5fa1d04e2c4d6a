"""The loop plays what the other clock plays: event for event, bit for bit."""

from __future__ import annotations

import pytest

from sim.api import load
from sim.core import codes
from sim.engine.clock import Clock
from sim.engine.looping import finished
from sim.ensemble.inputs import kept_inputs, pilot
from sim.talks import stepping
from sim.talks.events import AnyEvent
from sim.talks.luck import Luck
from sim.talks.projections import summary
from sim.talks.state import State
from tests.core.side_by_side import closed_run
from tests.engine.made import case_of, entry, plain

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


def test_a_record_may_table_more_texts_than_luck_has_names_for_at_first() -> None:
    """The arrays have names for so many texts; more are asked for where the record has more."""
    tabled = range(codes.TEXTS + 5)
    texts = {f"t{k}": {"by": "mia"} for k in tabled}
    record = {f"r{k}": entry("2025-01-12", "mia", "table", f"t{k}") for k in tabled}
    record["no"] = entry("2025-01-13", "bob", "reject", f"t{tabled[-1]}")
    data = plain(texts=texts, record=record)
    data["calendar"] |= {"now": "2025-01-20"}
    closed, _ = closed_run(case_of(data), 1, 0)
    assert closed.core is not None
    assert stepping.texts_named(closed.core) > closed.texts + 1
    assert Clock(closed, list[AnyEvent]().append).run().outcome
