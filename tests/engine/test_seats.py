"""People in seats: a decision due stops the run, a decision taken is part of its log."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from sim.analysis.turning import DECISIONS as TURNS
from sim.engine.choices import CHOSEN, OPEN, VERBS
from sim.engine.play import Start, play, play_on
from sim.engine.verifying import verify
from sim.ensemble.inputs import kept_inputs
from sim.errors import SettingError
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.scenario.stances import RAISED
from sim.talks.choices import CHOOSABLE, Choice, asked, choice_of, chosen
from sim.talks.event import Answer
from sim.talks.events import (
    AnyEvent,
    DecisionPassed,
    RatificationVoted,
    RedLineStated,
    StatementMade,
    TalksOpened,
    TextTabled,
)
from sim.talks.fold import fold
from sim.talks.state import State
from tests.engine.test_resume import reread
from tests.often import tried

SHIPPED = shipped_scenarios()


DECISIONS = (Answer, TextTabled, StatementMade, RedLineStated)


def seats_of(name: str) -> list[str]:
    case = load(name)
    tables = case.at(case.draw(lambda _: 0.5))
    who = {*tables.consenting, *tables.names.mediators}
    return [tables.names.actors[i] for i in sorted(who)]


def decide(state: State, rng: Random) -> Choice:
    """Any decision that is open."""
    timer = state.next_timer()
    names = state.tables.names
    me = names.actors[timer.who]
    kind = asked(state, timer)
    verb = rng.choice(OPEN[kind])
    mine = [
        names.issues[j]
        for j, stance in enumerate(state.tables.actors[timer.who].stances)
        if stance is not None and state.phases[timer.who][j] == RAISED
    ]
    if verb == "statement" and not mine:
        verb = "pass"
    return Choice(
        seq=state.seq,
        actor=me,
        verb=verb,
        issue=rng.choice(mine) if verb == "statement" else "",
        terms={i: rng.choice(o) for i, o in zip(names.issues, names.options, strict=True)}
        if verb == "table"
        else {},
        days=float(rng.randint(1, 9)),
        chance=rng.uniform(0.05, 0.95) if verb == "say" else None,
    )


def game(case: Case, seats: tuple[str, ...], seed: int) -> tuple[list[AnyEvent], State]:
    """A game played to its end by somebody who decides at random."""
    kept, rng = kept_inputs(case, seed, 0), Random(seed)
    start = Start(seed, 0, 0, attempt=kept.tried - 1, seats=seats)
    events, state = play(case, kept.values, start)
    while not state.outcome:
        play_on(state, events, [decide(state, rng)])
    return events, state


@tried(1, 10, "games")
@pytest.mark.parametrize(("name", "seat"), [(n, s) for n in SHIPPED for s in seats_of(n)])
def test_a_game_is_case_seed_and_decisions(name: str, seat: str, games: int) -> None:
    case = load(name)
    for seed in range(games):
        events, state = game(case, (seat,), seed)
        assert verify(case, reread(events)).equal
        assert fold(case, reread(events)).outcome == state.outcome
        decided = [e for e in events if e.actor == seat and isinstance(e, DECISIONS)]
        assert all(e.provenance != "simulated" for e in decided)


@pytest.mark.parametrize("name", SHIPPED)
def test_all_seats_at_one_keyboard(name: str) -> None:
    case = load(name)
    events, _ = game(case, tuple(seats_of(name)), 3)
    assert verify(case, reread(events)).equal
    assert any(isinstance(e, DecisionPassed) for e in events)


@pytest.mark.parametrize("name", SHIPPED)
def test_fewer_decisions_are_the_same_game_up_to_the_next_one(name: str) -> None:
    case = load(name)
    seats = tuple(seats_of(name)[:2])
    events, _ = game(case, seats, 5)
    first, decisions = events[0], chosen(case, events)
    assert isinstance(first, TalksOpened)
    for taken in range(len(decisions)):
        again, state = play(case, first.values, Start.of(first), choices=decisions[:taken])
        assert again == events[: decisions[taken].seq]
        assert not state.outcome
        whose = state.tables.names.actors[state.next_timer().who]
        assert (state.seq, whose) == (decisions[taken].seq, decisions[taken].actor)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_can_be_chosen_is_listed_once(name: str) -> None:
    """An event is chosen, and a turning point may be, only if some decision comes to it."""
    events, _ = game(load(name), tuple(seats_of(name)), 3)
    for event in events:
        if isinstance(event, CHOOSABLE):
            assert choice_of(event).verb in (*CHOSEN, *VERBS)
            assert isinstance(event, TURNS)
        else:
            assert event.provenance != "chosen"
            assert isinstance(event, TURNS) == isinstance(event, RatificationVoted)
            with pytest.raises(AssertionError, match=f"nobody chooses {type(event).__name__}"):
                choice_of(event)


def due_game() -> tuple[Case, list[AnyEvent], State]:
    case = load("labour-dispute")
    kept = kept_inputs(case, 1, 0)
    start = Start(1, 0, 0, attempt=kept.tried - 1, seats=("mediator",))
    events, state = play(case, kept.values, start)
    while asked(state, state.next_timer()) != "table":
        play_on(state, events, [Choice(seq=state.seq, actor="mediator", verb="pass")])
    return case, events, state


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seq": 999}, "was never due"),
        ({"actor": "union"}, "the one that is due is that of mediator"),
        ({"verb": "accept"}, "write one of table, pass"),
        ({"terms": {}}, "says nothing on"),
        ({"terms": {"wages": "moon"}}, "no option of wages is called 'moon'"),
        ({"terms": {"moon": "x"}}, "no issue is called 'moon'"),
        ({"label": "ultimate"}, "no label is called 'ultimate'"),
        ({"days": 0.0}, "0 days to answer"),
        ({"actor": "nobody"}, "that of mediator"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(change: dict[str, Any], said: str) -> None:
    _, events, state = due_game()
    names, before = state.tables.names, len(events)
    terms = {i: o[0] for i, o in zip(names.issues, names.options, strict=True)}
    fields = {"seq": state.seq, "actor": "mediator", "verb": "table", "terms": terms}
    with pytest.raises(SettingError, match=said):
        play_on(state, events, [Choice(**{**fields, **change})])
    assert (len(events), state.seq) == (before, before)
