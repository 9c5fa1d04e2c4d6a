"""What would have flipped an answer of a shipped run, held against the model and the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from sim.core.codes import TEXTS
from sim.engine.play import play_on
from sim.scenario.stances import Stance
from sim.scenario.tables import Actor, Tables
from sim.talks import stepping
from sim.talks.arrays import tables_of
from sim.talks.choices import given as answer_of
from sim.talks.event import Answer
from sim.talks.events import AnswerRevised, AnyEvent
from sim.talks.loading import moving
from sim.talks.positions import ANSWER_NAMES, category, position
from sim.talks.state import State
from sim.telling.flips import Flips, flips
from sim.telling.tale import Tale
from tests.cli.asking import SCENARIOS, tale

SEEDS = range(3)
EACH = 5  # answers a run
Case = tuple[Tale, Answer, State, Flips]


@cache
def shipped(name: str) -> list[Case]:
    """Weighed answers of shipped runs, each with the state before it and what would flip it."""
    cases = []
    for run in (tale(name, seed) for seed in SEEDS):
        weighed = [event for event in run.answers if event.weighing is not None]
        for event in weighed[:: 1 + len(weighed) // EACH]:
            state = run.before(event.seq)
            found = flips(run, event, state)
            assert found is not None
            cases.append((run, event, state, found))
    return cases


def changed(tables: Tables, actor: int, path: str, points: float) -> Tables:
    """The tables with one input of an actor at so many points, worked out from its path."""
    me, share, index = tables.actors[actor], points * 0.01, tables.names.issues.index
    match path.split(".")[1:]:
        case ["no_deal", "worth"]:
            me = replace(me, worth=share)
        case ["firmness"]:
            me = replace(me, firmness=share)
        case ["aversion"]:
            me = replace(me, aversion=share)
        case [issue, "salience"]:
            me = at_issue(me, index(issue), lambda held: replace(held, salience=share))
        case [issue, "firmness"]:
            me = at_issue(me, index(issue), lambda held: replace(held, firmness=share))
        case _:
            raise AssertionError(path)
    actors = (*tables.actors[:actor], me, *tables.actors[actor + 1 :])
    return replace(tables, actors=actors)


def at_issue(me: Actor, issue: int, change: Callable[[Stance], Stance]) -> Actor:
    held = me.stances[issue]
    assert held is not None
    return replace(me, stances=(*me.stances[:issue], change(held), *me.stances[issue + 1 :]))


def branch(state: State, event: Answer, path: str, points: float) -> State:
    """The state before an answer, with another value of one input of whoever gives it."""
    twin = state.branch(state.luck)
    actor = state.tables.names.actors.index(event.actor)
    twin.tables = changed(state.tables, actor, path, points)
    twin.stand[actor] = twin.tables.standpoint(actor, state.phases[actor])
    coming = moving(twin.tables, state.phases)
    stepping.take(twin.core, tables_of(twin.tables, state.phases, coming, TEXTS))
    return twin


def replayed(state: State, event: Answer, path: str, points: float) -> str:
    """The answer then."""
    twin, found = branch(state, event, path, points), event.weighing
    actor, live = state.tables.names.actors.index(event.actor), twin.live
    assert live is not None
    assert found is not None
    place = position(twin, actor, live, event.tick)
    return ANSWER_NAMES[category(twin, actor, live, (place.x, place.reject_bar), found.luck)]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_flip_flips_there_and_not_just_short_of_it(name: str) -> None:
    seen = 0
    for _, event, state, found in shipped(name):
        for one in found.inputs:
            for way in one.flips:
                seen += 1
                toward = 1.0 if way.near < one.was else -1.0
                for value in (way.value, way.near, way.last, way.far):
                    assert replayed(state, event, one.path, value) == way.answer != found.given
                short = way.near + toward * min(1e-8, abs(one.was - way.near) / 2)
                assert replayed(state, event, one.path, short) == found.given
                printed = float(f"{way.value:.{way.digits}f}")
                assert replayed(state, event, one.path, printed) == way.answer
                order = [one.was, way.near, way.value, way.last, way.far]
                assert order == sorted(order, reverse=toward > 0)
                assert abs(way.change) <= 1.25 * abs(way.near - one.was) + 1e-6
    assert seen > 15


@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_nearer_flips_and_nothing_at_all_where_no_value_is_said_to(name: str) -> None:
    silent = 0
    for _, event, state, found in shipped(name):
        for one in found.inputs:
            ends = {way.change > 0: way.near for way in one.flips}
            silent += not ends
            low, high = ends.get(False, -0.7), ends.get(True, 100.7)
            for k in range(1, 40):
                value = low + (high - low) * k / 40
                if 0.0 <= value <= 100.0:
                    assert replayed(state, event, one.path, value) == found.given
    assert silent > 0


@pytest.mark.parametrize("name", SCENARIOS)
def test_all_between_a_flip_and_its_end_gives_the_answer_told(name: str) -> None:
    for _, event, state, found in shipped(name):
        for one in found.inputs:
            for way in one.flips:
                for k in range(1, 8):
                    value = way.near + (way.far - way.near) * k / 8
                    assert replayed(state, event, one.path, value) == way.answer


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_is_asked_are_the_answering_actors_inputs_as_drawn(name: str) -> None:
    for run, event, state, found in shipped(name):
        assert [one.was for one in found.inputs] == [
            pytest.approx(state.tables.values[one.path], abs=1e-6) for one in found.inputs
        ]
        assert {one.path.partition(".")[0] for one in found.inputs} == {event.actor}
        assert {one.path for one in found.inputs} <= set(run.case.paths)
        sizes = [min((abs(w.change) for w in one.flips), default=101.0) for one in found.inputs]
        assert sizes == sorted(sizes)
        for one in found.inputs:
            own = [abs(way.change) for way in one.flips]
            assert own == sorted(own)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_engine_answers_so_too(name: str) -> None:
    played = 0
    for _, event, state, found in shipped(name)[::2]:
        for path, way in [(one.path, way) for one in found.inputs for way in one.flips]:
            again: list[AnyEvent] = []
            play_on(branch(state, event, path, way.value), again)
            then = [e for e in again if e.actor == event.actor and e.tick == event.tick]
            answers = [answer_of(e) for e in then if isinstance(e, Answer)]
            stays = isinstance(event, AnswerRevised) and way.answer == event.before
            assert answers[:1] == ([] if stays else [way.answer])
            played += 1
    assert played > 5


@pytest.mark.parametrize("name", SCENARIOS)
def test_asking_leaves_the_state_and_its_tables_as_they_were(name: str) -> None:
    run, event, state, found = shipped(name)[0]
    tables, stand = state.tables, list(state.stand)
    again: list[AnyEvent] = []
    assert flips(run, event, state) == found
    assert state.tables is tables
    assert state.stand == stand
    play_on(state.branch(state.luck), again)
    assert again == run.events[event.seq :]
