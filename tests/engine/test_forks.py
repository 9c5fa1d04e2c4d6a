"""The same past, another move: branches of a run."""

from __future__ import annotations

import msgspec
import pytest

from sim.engine import forking
from sim.engine.forking import Arm
from sim.engine.play import Start, play
from sim.engine.verifying import verify
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks.events import AnyEvent, TalksOpened
from sim.talks.fold import evolve, fold
from sim.talks.state import State
from tests.engine.made import run_of
from tests.engine.test_resume import reread
from tests.engine.test_seats import game, seats_of
from tests.often import tried

# Without that of ten actors: forks at each of its many events would take minutes.
SHIPPED = [name for name in shipped_scenarios() if name != "emission-standards"]
_write = msgspec.json.Encoder().encode


class Folding:
    """Folds longer and longer pasts of one run, each from where the one before ended."""

    def __init__(self) -> None:
        self.past: list[AnyEvent] = []
        self.state: State | None = None

    def __call__(self, case: Case, past: list[AnyEvent]) -> State:
        known = len(self.past)
        if self.state is None or past[:known] != self.past:
            self.state = fold(case, past)
        else:
            for event in past[known:]:
                evolve(self.state, event)
        self.past = past
        return self.state


def written(events: list[AnyEvent]) -> list[bytes]:
    return [_write(event) for event in events]


@tried(1, 50)
@pytest.mark.parametrize("name", SHIPPED)
def test_a_fork_without_a_change_is_the_run_itself(
    name: str, runs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every event; that folding on from a state is folding afresh, `test_resume` sees."""
    case = load(name)
    for run in range(runs):
        events, _ = run_of(case, run)
        rest = written(events)
        for at in range(1, len(events), 8):
            assert tail(Arm.instead(case, events, at), events) == rest[at:], at
        with monkeypatch.context() as patch:
            patch.setattr(forking, "fold", Folding())
            for at in range(len(events)):
                assert tail(Arm.after(case, events, at), events) == rest[at + 1 :], at


def tail(arm: Arm, events: list[AnyEvent]) -> list[bytes]:
    """What comes after the past of an arm in its future 0; the past is that of the run."""
    known = arm.way.at + 1
    branch, _ = arm.future(0)
    assert all(one is other for one, other in zip(branch[1:known], events[1:known], strict=True))
    return written(branch[known:])


@tried(2, 6)
@pytest.mark.parametrize("name", SHIPPED)
def test_a_branch_plays_again_from_its_first_event(name: str, runs: int) -> None:
    case = load(name)
    for run in range(runs):
        events, _ = run_of(case, run)
        for at in range(run, len(events), 6):
            branch, state = Arm.after(case, events, at).future(5, "abcabcabcabc")
            assert branch[1 : at + 1] == list(events[1 : at + 1])
            first = branch[0]
            assert isinstance(first, TalksOpened)
            assert (first.future, first.parent, first.fork_at) == (5, "abcabcabcabc", at)
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
        assert verify(case, reread(branch)).equal


@pytest.mark.parametrize("name", SHIPPED)
def test_a_branch_forks_again_wherever_that_is(name: str) -> None:
    case = load(name)
    events, _ = run_of(case, 2)
    middle = len(events) // 2
    once, _ = Arm.after(case, events, middle).future(1, "a" * 12)
    for at in range(max(1, middle - 2), min(middle + 3, len(once))):
        for arm in (Arm.after(case, once, at), Arm.instead(case, once, at)):
            twice, _ = arm.future(2, "b" * 12)
            assert verify(case, reread(twice)).equal
            # before the fork it is the run that was forked, after it the branch
            same = once if arm.way.at >= middle else events
            assert written(arm.future(0)[0])[1:] == written(same)[1:]


@pytest.mark.parametrize("name", SHIPPED)
def test_what_came_instead_can_be_forked_just_before_it(name: str) -> None:
    case = load(name)
    events, _ = run_of(case, 2)
    for at in range(len(events) // 2, len(events), 3):
        once, _ = Arm.instead(case, events, at).future(1, "a" * 12)
        arm = Arm.after(case, once, at - 1)
        first = arm.past[0]
        assert isinstance(first, TalksOpened)
        same = once if first.branches else events  # it left in that very moment, or later
        assert written(arm.future(0)[0])[1:] == written(same)[1:]
        twice, _ = arm.future(2, "b" * 12)
        assert verify(case, reread(twice)).equal
        assert 1 not in arm.numbers(3)
