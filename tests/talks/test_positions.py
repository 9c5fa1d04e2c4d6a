"""What an answer rests on: tastes of packages, and the weight of a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.talks.events import TextTabled
from sim.talks.positions import position, taste
from tests.talks.telling import given, text

ADA = 0


def test_a_taste_is_of_the_package_not_of_the_text_that_brings_it() -> None:
    state = given().state
    before = taste(state, ADA, 1)
    state.texts += 3
    assert taste(state, ADA, 1) == before
    assert taste(state, ADA, 2) != before


def test_a_final_text_asks_less_of_whom_labels_move_and_half_as_much_once_broken() -> None:
    state = given().told(TextTabled, 2, "mia", **text(1)).state
    live = state.live
    assert live is not None
    final = replace(live, label="final")
    plainly = position(state, ADA, live, state.tick)
    held = position(state, ADA, final, state.tick)
    pull = state.tables.actors[ADA].label_effect
    room = plainly.aspiration - plainly.no_deal
    assert room * pull > 0.01
    assert plainly.aspiration - held.aspiration == pytest.approx(pull * room)
    state.phi[live.by] = 0.5
    broken = position(state, ADA, final, state.tick)
    assert plainly.aspiration - broken.aspiration == pytest.approx(pull * room / 2)
