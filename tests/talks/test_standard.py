"""What an answer compares a text with: what the actor holds out for, or what it has without."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest

from sim.errors import ScenarioError
from sim.model.constants import POINTS
from sim.talks.beliefs import chances_at
from sim.talks.events import TextTabled
from sim.talks.luck import Luck
from sim.talks.positions import aspiration_of, position, reservation_of
from tests.engine.made import case_of, plain
from tests.talks.telling import ADA, BOB, Talks, given, text


def talks(standard: str, **party: Any) -> Talks:
    return given(plain(answers={"standard": standard}, parties={"aversion": 0, **party}), luck=0.0)


def test_by_the_standard_of_reservation_an_actor_holds_out_for_what_it_has_without() -> None:
    state = talks("reservation").state
    for actor in (ADA, BOB):
        for day in (0, 1, 30, 300):
            tick = day * 1440
            assert aspiration_of(state, actor, tick) == reservation_of(state, actor, tick)


def test_by_the_standard_of_aspiration_it_asks_for_more() -> None:
    state = talks("aspiration", opening_concession=10).state
    assert aspiration_of(state, ADA, 1440) > reservation_of(state, ADA, 1440) + 0.1


def test_a_mediator_reads_answers_by_the_standard_they_are_given_by() -> None:
    """At the point of the grid that is the truth, its chance of a yes is that of the actor."""
    for standard in ("aspiration", "reservation"):
        told = talks(standard, no_deal={"worth": 40, "loss_in_90_days": 20}, accept_bar=0)
        told.told(TextTabled, 2, "mia", **text(1, "p3", "t2"))
        state, live = told.state, told.state.live
        assert live is not None
        tick = 3 * 1440
        x = position(state, ADA, live, tick).x
        chance = chances_at(state, ADA, live, tick)[POINTS.index(0.4)]
        assert chance == pytest.approx(1 / (1 + 2.718281828459045**-x))


def test_the_standard_is_drawn_with_the_inputs_either_equally_likely() -> None:
    case = case_of(plain(answers={}))
    drawn = Counter(
        case.at(case.draw(partial(Luck(2, run).u, "input"))).rules.standard for run in range(1000)
    )
    assert set(drawn) == {"aspiration", "reservation"}
    assert abs(drawn["aspiration"] - 500) < 4 * 250**0.5


def test_an_unknown_standard_is_refused() -> None:
    with pytest.raises(ScenarioError, match="unknown standard"):
        case_of(plain(answers={"standard": "both"}))
