"""Thinking again: when answers change, and what can never change one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest

from sim.model.constants import ACCEPT
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks import stepping
from sim.talks.event import Answer
from sim.talks.events import AnswerRevised, AnyEvent, TalksOpened, TalksResumed, TextTabled
from sim.talks.fold import evolve, opened
from sim.talks.parts import LiveText
from sim.talks.positions import luck_interval, taste
from sim.talks.state import State
from sim.talks.timers import RETHINK
from tests.engine.made import Data, case_of, direct, eventful, plain, run_of, runs_of
from tests.often import tried

MADE = {"plain": plain, "direct": direct, "eventful": eventful}


def on_the_table(case: Case, runs: int) -> Iterator[tuple[State, LiveText]]:
    """The state after every event of some runs at which a text is live and talks go on."""
    for run in range(runs):
        events, _ = run_of(case, run)
        first = events[0]
        assert isinstance(first, TalksOpened)
        state = opened(case, first)
        for event in events[1:]:
            evolve(state, event)
            if state.live is not None and state.closed and not state.suspended:
                yield state, state.live


def answer_at(state: State, actor: int, text: LiveText, tick: int, luck: float) -> int:
    """Its answer at a tick, by the slice of luck that gives it."""
    for answer in (1, 0, -1):
        lo, hi = luck_interval(state, actor, text, tick, answer)
        if lo < luck < hi:
            return answer
    raise AssertionError("luck on a bar")


def quick(data: Data) -> Data:
    """Answers that come soon and change soon."""
    return data | {"parties": {"deliberation": "1 day", "no_deal": {"loss_in_90_days": 100}}}


def envious() -> Data:
    """Ada, firm and with nothing to lose, likes a text less the more Bob comes to need it."""
    data = quick(direct())
    data["actors"]["ada"] |= {"aversion": 100, "firmness": 100, "precision": 100}
    data["actors"]["ada"]["no_deal"] = {"worth": 20, "loss_in_90_days": 0}
    data["actors"]["bob"] |= {"firmness": 0, "no_deal": {"worth": 90, "loss_in_90_days": 100}}
    return data


def _quickened(made: Callable[[], Data]) -> Case:
    return case_of(quick(made()))


CHANGING: dict[str, Callable[[], Case]] = {
    **{name: partial(_quickened, made) for name, made in MADE.items()},
    "envious": lambda: case_of(envious()),
    "cairo-2024": lambda: load("cairo-2024"),
}


@tried(6, 20)
@pytest.mark.parametrize("name", CHANGING)
def test_the_next_change_found_is_the_first_on_the_grid(name: str, runs: int) -> None:
    """Halving spans gives what asking at every step of the grid gives."""
    changes = 0
    for state, text in on_the_table(CHANGING[name](), runs):
        every = state.tables.rules.rethink
        for actor, given in sorted(state.answers.items()):
            if actor == text.by:
                continue
            luck = taste(state, actor, text.package)[0]
            anchor = state.answered[actor][0]
            first = anchor + ((state.tick - anchor) // every + 1) * every
            end = first + 400 * 1440 if text.end is None else text.end
            asked = range(first, end, every)
            expected = next(
                (t for t in asked if answer_at(state, actor, text, t, luck) != given), None
            )
            apart = state.branch(state.luck)
            assert apart.core is not None
            stepping.reconsider(apart.core, actor, 0)
            timer = apart.timers.get((RETHINK, actor))
            found = None if timer is None or timer.due >= end else timer.due
            assert found == expected
            changes += expected is not None
    assert changes > 2


@tried(2, 6)
@pytest.mark.parametrize("name", [*MADE, *shipped_scenarios()])
def test_a_better_no_deal_never_turns_another_answer_into_a_yes(name: str, runs: int) -> None:
    """The same text, minute, eps and beliefs; only the actor's own no-deal worth rises."""
    case = case_of(MADE[name]()) if name in MADE else load(name)
    compared = turned = 0
    for state, text in on_the_table(case, runs):
        for actor in text.needed:
            low = luck_interval(state, actor, text, state.tick, ACCEPT)[0]
            for rise in (1e-12, 0.01, 0.3):
                better = with_worth(state, actor, rise)
                bar = luck_interval(better, actor, text, state.tick, ACCEPT)[0]
                assert bar >= low  # the least luck that makes it a yes
                compared, turned = compared + 1, turned + (bar > low)
    assert turned > 0.5 * compared > 25


def with_worth(state: State, actor: int, rise: float) -> State:
    apart, actors = state.branch(state.luck), list(state.tables.actors)
    actors[actor] = replace(actors[actor], worth=actors[actor].worth + rise)
    apart.tables = replace(state.tables, actors=tuple(actors))
    return apart


def outcomes(data_rethink: str, runs: int) -> Counter[str]:
    data = plain()
    data["calendar"]["rethink"] = data_rethink
    return Counter(state.outcome for _, state in runs_of(case_of(data), runs))


@tried(200, 1200)
def test_thinking_every_four_hours_comes_to_what_thinking_daily_does(runs: int) -> None:
    """The same distribution, within four standard errors; so asking often buys nothing."""
    daily, often = outcomes("1 day", runs), outcomes("4 hours", runs)
    for outcome in daily | often:
        p = (daily[outcome] + often[outcome]) / (2 * runs)
        apart = abs(daily[outcome] - often[outcome])
        assert apart <= 4 * (2 * runs * p * (1 - p)) ** 0.5 + 1, outcome


def test_an_answer_changes_on_the_grid_or_on_news() -> None:
    for events, state in runs_of(case_of(plain()), 150):
        for event in events:
            if isinstance(event, AnswerRevised) and event.news < 0:
                assert (event.tick - first_answer(events, event)) % state.tables.rules.rethink == 0
            elif isinstance(event, AnswerRevised):
                assert event.news < event.seq
                news = events[event.news]
                assert news.actor or isinstance(news, TalksResumed)


def first_answer(events: list[AnyEvent], event: AnswerRevised) -> int:
    return next(
        e.tick
        for e in events
        if getattr(e, "text", -1) == event.text and e.actor == event.actor and hasattr(e, "via")
    )


def test_the_same_package_tabled_again_meets_the_same_luck() -> None:
    """Asking more often does not make agreement likelier: eps is keyed to the package."""
    again = 0
    for events, _ in runs_of(case_of(direct()), 150):
        terms = {e.text: tuple(e.terms.values()) for e in events if isinstance(e, TextTabled)}
        met: dict[tuple[str, ...], tuple[int, float]] = {}
        for event in events:
            if isinstance(event, Answer) and event.weighing is not None:
                luck = event.weighing.luck
                text, before = met.setdefault((event.actor, *terms[event.text]), (event.text, luck))
                assert luck == before
                again += text != event.text
    assert again > 20
