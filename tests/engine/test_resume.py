"""A run's memory is its log: taken up at any event, the rest comes out byte for byte."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from sim.engine.play import Start, play, play_after, play_on, play_record
from sim.ensemble.inputs import kept_inputs
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks.events import AnyEvent, TalksOpened
from sim.talks.fold import evolve, fold, opened
from sim.talks.log import lines
from sim.talks.state import State
from tests.engine.made import case_of, direct, eventful, plain, run_of
from tests.often import tried

# Without that of ten actors: forks at each of its many events would take minutes.
SHIPPED = [name for name in shipped_scenarios() if name != "emission-standards"]
MADE = {"plain": plain, "direct": direct, "eventful": eventful}
_read = msgspec.json.Decoder(AnyEvent).decode
_write = msgspec.json.Encoder().encode


def reread(events: list[AnyEvent]) -> list[AnyEvent]:
    """A log as its file holds it."""
    return [_read(line) for line in lines(events)]


def states(case: Case, events: list[AnyEvent]) -> Iterator[State]:
    """The state after each event, folded step by step."""
    first = events[0]
    assert isinstance(first, TalksOpened)
    state = opened(case, first)
    yield state
    for event in events[1:]:
        yield evolve(state, event)


def assert_resumes_at_every_event(case: Case, events: list[AnyEvent]) -> None:
    """The state after each event, branched so that none can touch another, gives the rest."""
    rest = [_write(event) for event in events]
    for state in states(case, reread(events)):
        del rest[0]
        again: list[AnyEvent] = []
        play_on(state.branch(state.luck), again)
        assert [_write(event) for event in again] == rest, f"after event {state.seq - 1}"


@tried(2, 20)
@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_runs_resume_at_every_event(name: str, runs: int) -> None:
    case = load(name)
    for run in range(runs):
        assert_resumes_at_every_event(case, run_of(case, run)[0])


@tried(4, 40)
@pytest.mark.parametrize("name", MADE)
def test_made_up_runs_resume_at_every_event(name: str, runs: int) -> None:
    case = case_of(MADE[name]())
    for run in range(runs):
        assert_resumes_at_every_event(case, run_of(case, run)[0])


@pytest.mark.parametrize("name", SHIPPED)
def test_a_log_folded_afresh_goes_on_alike(name: str) -> None:
    case = load(name)
    events, _ = run_of(case, 0)
    read = reread(events)
    for k in range(1, len(events) + 1):
        kept = read[:k]
        play_on(fold(case, kept), kept)
        assert kept == events


# What the state of a run that is over holds, however it was played.
KEPT_OF_ENDED = (
    "outcome", "tick", "seq", "order", "timers", "phases", "stand", "framework", "texts", "tabler",
    "lock", "shift", "near", "phi", "said", "said_final", "suspensions", "sessions", "weight",
)  # fmt: skip


def folded_first(events: list[AnyEvent]) -> TalksOpened:
    first = events[0]
    assert isinstance(first, TalksOpened)
    return first


@pytest.mark.parametrize("name", SHIPPED)
def test_folding_stops_where_playing_did(name: str) -> None:
    case = load(name)
    events, ended = run_of(case, 3)
    folded = fold(case, reread(events))
    first = folded_first(events)
    again, played = play(case, first.values, Start.of(first))
    assert again == events
    for part in ("answers", "tastes", *KEPT_OF_ENDED):
        assert getattr(folded, part) == getattr(played, part), part
    for part in KEPT_OF_ENDED:  # by the loop, where it is compiled
        assert getattr(folded, part) == getattr(ended, part), part
    assert play_on(folded, []).seq == played.seq  # an ended run does not go on


def test_playing_a_branch_leaves_the_trunk_as_it_was() -> None:
    case = case_of(eventful())
    events, _ = run_of(case, 1)
    for k in range(len(events)):
        trunk, untouched = fold(case, events[: k + 1]), fold(case, events[: k + 1])
        play_on(trunk.branch(trunk.luck), [])
        assert trunk == untouched


@pytest.mark.parametrize("name", SHIPPED)
def test_a_record_played_once_serves_every_run(name: str) -> None:
    case = load(name)
    kept = kept_inputs(case, 3, 4)
    for run in (0, 17, 9):
        again = play_after(kept.record, run)[0]
        start = Start(3, run, 4, attempt=kept.tried - 1)
        assert again == play(case, kept.values, start)[0]


def test_a_weighted_run_after_a_record_is_the_weighted_run() -> None:
    case = load("cairo-2024")
    values = case.draw(lambda _: 0.5)
    record = play_record(case, values, Start())
    events, state = play_after(record, 5, ceiling=0.0)
    assert events == play(case, values, Start(run=5, ceiling=0.0))[0]
    assert state.weight == play_after(record, 6, ceiling=0.0)[1].weight < 1.0
