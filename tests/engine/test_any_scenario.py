"""Whatever talks are described, their log is one story that adds up."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from sim.engine.play import Start, play, play_on
from sim.errors import RecordError
from sim.scenario.case import Case
from sim.talks.events import TalksOpened
from sim.talks.fold import fold
from sim.talks.luck import Luck
from tests.engine import bookkeeping
from tests.engine.generated import runs, scenarios, seeds
from tests.engine.made import Data, Run, case_of, direct, eventful, plain, runs_of
from tests.often import tried

MADE = {"plain": plain, "direct": direct, "eventful": eventful}


def played(case: Case, seed: int, run: int) -> Run:
    """One run; none where this draw of the inputs cannot give the record."""
    values = case.draw(partial(Luck(seed, run).u, "inputs"))
    try:
        return play(case, values, Start(seed, run))
    except RecordError:
        reject()


@tried(20, 400, "examples")
def test_every_log_adds_up(examples: int) -> None:
    drawn = given(data=scenarios(), seed=seeds, run=runs)
    settings(max_examples=examples)(drawn(adds_up))()


def adds_up(data: Data, seed: int, run: int) -> None:
    case = case_of(data)
    events, state = played(case, seed, run)
    first = events[0]
    assert isinstance(first, TalksOpened)
    bookkeeping.check(case.at(first.values), events, state.outcome)


@tried(20, 200, "examples")
def test_any_run_goes_on_alike_from_any_event(examples: int) -> None:
    where = st.lists(st.floats(0, 1), min_size=3)
    drawn = given(data=scenarios(), seed=seeds, run=runs, where=where)
    settings(max_examples=examples)(drawn(goes_on_alike))()


def goes_on_alike(data: Data, seed: int, run: int, where: list[float]) -> None:
    case = case_of(data)
    events, _ = played(case, seed, run)
    for place in where:
        kept = events[: 1 + int(place * (len(events) - 1))]
        play_on(fold(case, kept), kept)
        assert kept == events


@tried(20, 200, "examples")
def test_every_event_is_read_back_as_it_was_written(examples: int) -> None:
    drawn = given(data=scenarios(), run=runs)
    settings(max_examples=examples)(drawn(reads_back))()


def reads_back(data: Data, run: int) -> None:
    events, _ = played(case_of(data), 0, run)
    bookkeeping.check_round_trip(events)


@pytest.mark.parametrize("name", MADE)
def test_made_up_talks_add_up(name: str) -> None:
    case = case_of(MADE[name]())
    for events, state in runs_of(case, 40):
        bookkeeping.check(case.at(state.tables.values), events, state.outcome)
        bookkeeping.check_round_trip(events)


@pytest.mark.parametrize("seed", [0, 2**63 - 1])
def test_the_first_and_the_last_seed_are_seeds(seed: int) -> None:
    case = case_of(plain())
    one, other = (next(runs_of(case, 1, s))[0] for s in (seed, 1))
    assert one != other
