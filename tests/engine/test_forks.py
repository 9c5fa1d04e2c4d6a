"""The same past, another move: branches of a run."""

from __future__ import annotations

import msgspec
import pytest

from sim.engine.forking import Arm
from sim.engine.play import Start, play
from sim.engine.verifying import first_difference
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks.events import AnyEvent, TalksOpened
from sim.talks.fold import fold
from tests.engine.made import run_of
from tests.engine.test_resume import reread
from tests.engine.test_seats import game, seats_of

# Without that of ten actors: forks at each of its many events would take minutes.
SHIPPED = [name for name in shipped_scenarios() if name != "emission-standards"]
RUNS = 200  # over all shipped scenarios
BATCHES = 5  # so that processes can share them
_write = msgspec.json.Encoder().encode


def written(events: list[AnyEvent]) -> list[bytes]:
    return [_write(event) for event in events]


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("name", SHIPPED)
def test_a_fork_without_a_change_is_the_run_itself(name: str, batch: int) -> None:
    case = load(name)
    each = -(-RUNS // len(SHIPPED))
    for run in range(batch, each, BATCHES):
        events, _ = run_of(case, run)
        rest = written(events)[1:]
        for at in range(len(events)):
            assert written(Arm.after(case, events, at).future(0)[0])[1:] == rest, at
        for at in range(1, len(events), 8):
            assert written(Arm.instead(case, events, at).future(0)[0])[1:] == rest, at


@pytest.mark.parametrize("name", SHIPPED)
def test_a_branch_plays_again_from_its_first_event(name: str) -> None:
    case = load(name)
    for run in range(6):
        events, _ = run_of(case, run)
        for at in range(0, len(events), 3):
            branch, state = Arm.after(case, events, at).future(5, "abc")
            assert branch[1 : at + 1] == list(events[1 : at + 1])
            first = branch[0]
            assert isinstance(first, TalksOpened)
            assert (first.future, first.parent, first.fork_at) == (5, "abc", at)
            assert written(play(case, first.values, Start.of(first))[0]) == written(branch)
            assert fold(case, reread(branch)).outcome == state.outcome


@pytest.mark.parametrize("name", SHIPPED)
def test_the_engine_plays_on_where_people_left_their_seats(name: str) -> None:
    case = load(name)
    events, _ = game(case, tuple(seats_of(name)), 3)
    for at in range(1, len(events), 5):
        branch, state = Arm.after(case, events, at).future(2)
        assert state.outcome
        assert all(event.provenance != "chosen" for event in branch[at + 1 :])
        assert first_difference(case, reread(branch)) is None


@pytest.mark.parametrize("name", SHIPPED)
def test_a_branch_forks_again_wherever_that_is(name: str) -> None:
    case = load(name)
    events, _ = run_of(case, 2)
    middle = len(events) // 2
    once, _ = Arm.after(case, events, middle).future(1, "a")
    for at in range(max(1, middle - 2), min(middle + 3, len(once))):
        for arm in (Arm.after(case, once, at), Arm.instead(case, once, at)):
            twice, _ = arm.future(2, "b")
            assert first_difference(case, reread(twice)) is None
            # before the fork it is the run that was forked, after it the branch
            same = once if arm.way.at >= middle else events
            assert written(arm.future(0)[0])[1:] == written(same)[1:]


@pytest.mark.parametrize("name", SHIPPED)
def test_what_came_instead_can_be_forked_just_before_it(name: str) -> None:
    case = load(name)
    events, _ = run_of(case, 2)
    for at in range(len(events) // 2, len(events), 3):
        once, _ = Arm.instead(case, events, at).future(1, "a")
        arm = Arm.after(case, once, at - 1)
        first = arm.past[0]
        assert isinstance(first, TalksOpened)
        same = once if first.branches else events  # it left in that very moment, or later
        assert written(arm.future(0)[0])[1:] == written(same)[1:]
        twice, _ = arm.future(2, "b")
        assert first_difference(case, reread(twice)) is None
        assert 1 not in arm.numbers(3)
