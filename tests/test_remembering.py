"""A remembered try is the try: playing on from it changes nothing of it."""

from __future__ import annotations

from sim.engine.play import play_after
from sim.ensemble.inputs import kept_inputs
from sim.scenario.loading import load
from sim.talks.luck import Luck
from tests.remembering import TRY, is_whole, remembered


def test_a_remembered_try_is_as_it_was_after_it_is_played_on() -> None:
    case, luck = load("cairo-2024"), Luck(7, 0)
    number = kept_inputs(case, 7, 0).tried - 1
    fresh, first = TRY(case, luck, number), remembered(case, luck, number)
    assert first.values == fresh.values
    assert first.record[0] == fresh.record[0]
    once = play_after(first.record, 5)[0]
    again = remembered(load("cairo-2024"), luck, number)
    assert again is first
    assert again.record[0] == fresh.record[0]
    assert play_after(again.record, 5)[0] == once == play_after(fresh.record, 5)[0]


def test_only_shipped_scenarios_as_they_are_are_remembered() -> None:
    case = load("cairo-2024", ["hamas.firmness=high"])
    luck = Luck(7, 0)
    assert remembered(case, luck, 0) is not remembered(case, luck, 0)


def test_a_try_that_was_given_up_is_played_on_for_whoever_needs_more_of_it() -> None:
    case, luck = load("cairo-2024"), Luck(7, 1)
    number = 3
    given_up = remembered(case, luck, number, "", lambda state: state.live is not None)
    assert not is_whole(given_up)
    assert remembered(case, luck, number, "", lambda state: state.live is not None) is given_up
    whole = remembered(case, luck, number, "", lambda _: False)
    assert is_whole(whole)
    assert remembered(case, luck, number, "", lambda state: state.live is not None) is whole
    assert remembered(case, luck, number) is whole
