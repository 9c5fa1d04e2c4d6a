"""Who tables what: against the rule of the model worked out over every package."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import pytest

from sim.api import play
from sim.engine.bridging import in_view
from sim.model.belief import mean
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.talks.beliefs import belief
from sim.talks.events import AssessmentFormed, RedLineStated, TextLapsed, TextTabled
from sim.talks.positions import added_of, aspiration_of, left_of, reservation_of
from sim.talks.state import State
from tests.engine.made import Data, case_of, direct, eventful, plain, run_of, runs_of
from tests.engine.moments import package_of, refused, tabled

Tabled = tuple[State, TextTabled]


def moments(case: Case, runs: int) -> Iterator[Tabled]:
    """Every text that some runs of the model table, with the state at that minute before it."""
    for run in range(runs):
        yield from tabled(case, run_of(case, run)[0])


def gains(state: State, mediator: int, package: int) -> dict[int, float]:
    """What a mediator believes each whose consent is needed gains over what it settles for."""
    return {
        i: state.stand[i].worths[package] - floor(state, mediator, i)
        for i in state.tables.needed(package)
    }


def floor(state: State, mediator: int, actor: int) -> float:
    """Its own reservation value it knows; of another's it believes in a mean no-deal worth."""
    if mediator == actor:
        return reservation_of(state, actor, state.tick)
    worth, tick = mean(belief(state, mediator, actor, state.tick)), state.tick
    moved = worth * left_of(state, actor, tick) + added_of(state, actor, tick)
    return min(max(moved, 0.0), state.stand[actor].best)


def nash(state: State, mediator: int, package: int) -> float:
    """Log of the weighted geometric mean of the gains; powers by the exponential of its bias."""
    found, bias = gains(state, mediator, package), state.tables.actors[mediator].bias
    if min(found.values()) <= 0:
        return -math.inf
    powers = {i: math.exp(bias[i]) for i in found}
    total = sum(power * math.log(found[i]) for i, power in powers.items())
    return total / sum(powers.values())


@pytest.mark.parametrize("name", ["plain", "eventful", "cairo-2024"])
def test_a_mediator_tables_the_greatest_nash_product_it_believes_in(name: str) -> None:
    made = {"plain": plain, "eventful": eventful}
    nash_alone = {"mediation": {"rule": "nash"}}
    whole = ["mediation.rule=nash"]
    case = case_of(made[name]() | nash_alone) if name in made else load(name, whole)
    whys = set()
    for state, event in moments(case, 12):
        if event.why == "counter":
            continue
        mediator = state.tables.names.actors.index(event.actor)
        view = in_view(state, mediator, event.tick)
        assert view is not None
        package = package_of(state, event)
        scores = {p: nash(state, mediator, p) for p in view.candidates}
        if max(scores.values()) == -math.inf:
            assert event.why == "fairest"
        else:
            assert event.why == "nash"
            assert scores[package] == pytest.approx(max(scores.values()), abs=1e-9)
        told = {state.tables.names.actors.index(who): gain for who, gain in event.gains.items()}
        assert told == pytest.approx(gains(state, mediator, package))
        whys.add(event.why)
    assert "nash" in whys


def stubborn() -> Data:
    """Ada refuses even the price it wants; bob, whom no deal leaves nothing, tables just that."""
    data = direct(issues={"price": {"options": {"p1": "1", "p4": "2"}}})
    data["answers"] = {"standard": "reservation"}
    ada = {"price": {"wants": "p1"}, "accept_bar": 100, "precision": 3}
    bob = {"price": {"wants": "p4"}, "no_deal": {"worth": 0}, "aversion": 0}
    data["actors"] = {"ada": {"roles": ["party"], **ada}, "bob": {"roles": ["party"], **bob}}
    return data


@pytest.mark.parametrize(
    ("case", "reasons"),
    [
        (case_of(direct()), {"offer"}),
        (load("flat-sale"), {"offer"}),
        (case_of(stubborn()), {"offer", "own"}),
    ],
    ids=["direct", "flat-sale", "stubborn"],
)
def test_a_party_offers_the_best_for_the_other_that_it_takes_and_would_not_refuse_again(
    case: Case, reasons: set[str]
) -> None:
    whys, left_out = set(), 0
    for run in range(40):
        events = run_of(case, run)[0]
        for state, event in tabled(case, events):
            me = state.tables.names.actors.index(event.actor)
            [other] = [i for i in state.tables.parties if i != me]
            mine, theirs = state.stand[me].worths, state.stand[other].worths
            floor, refusals = aspiration_of(state, me, event.tick), refused(state, me, events)
            taken = {p for p, worth in enumerate(mine) if worth >= floor}
            package = package_of(state, event)
            if event.why == "offer":
                assert package in taken - refusals
                assert theirs[package] == max(theirs[p] for p in taken - refusals)
            else:
                assert taken <= refusals
                assert mine[package] == max(mine)
            whys.add(event.why)
            left_out += bool(taken & refusals)
    assert whys == reasons
    assert left_out > 3


def test_a_buyer_does_not_table_the_price_it_refused_three_days_ago() -> None:
    """It would take 325,000 by what it holds out for, and has no liking for it."""
    events = play(load("flat-sale"), seed=3).events
    texts = [event for event in events if isinstance(event, TextTabled)]
    offers = [(event.actor, event.terms["price"]) for event in texts]
    assert offers[:2] == [("seller", "325000"), ("buyer", "320000")]


def test_a_party_counters_with_nothing_that_it_would_refuse_again() -> None:
    data = plain()
    for name in ("ada", "bob"):
        data["actors"][name] |= {"counters": "yes", "consistency": 0}
    counters = left_out = 0
    for run in range(60):
        events = run_of(case_of(data), run)[0]
        for state, event in tabled(case_of(data), events):
            if event.why == "counter":
                me = state.tables.names.actors.index(event.actor)
                refusals = refused(state, me, events)
                assert package_of(state, event) not in refusals
                counters, left_out = counters + 1, left_out + len(refusals)
    assert counters > 10
    assert left_out > counters


@pytest.mark.parametrize("name", ["direct", "flat-sale"])
def test_parties_take_turns(name: str) -> None:
    case = case_of(direct()) if name == "direct" else load(name)
    openers = set()
    for events, _ in runs_of(case, 60):
        authors = [event.actor for event in events if isinstance(event, TextTabled)]
        assert all(one != other for one, other in pairwise(authors))
        openers.add(authors[0])
    assert len(openers) == 2


def test_with_all_packages_refused_a_mediator_says_so_and_waits_for_news() -> None:
    data = plain(issues={"price": {"options": {"p1": "1", "p4": "2"}}})
    data["calendar"]["horizon"] = "150 days"
    for name, price in (("ada", "p1"), ("bob", "p4")):
        data["actors"][name] = {"roles": ["party"], "price": {"wants": price}}
    waited = again = 0
    for events, _ in runs_of(case_of(data), 60):
        for event in events:
            if isinstance(event, AssessmentFormed) and event.exhausted:
                rest = events[event.seq + 1 :]
                text = next((e.seq for e in rest if isinstance(e, TextTabled)), None)
                news = next(
                    (e.seq for e in rest if isinstance(e, RedLineStated | TextLapsed)), None
                )
                assert text is None or (news is not None and news < text)
                waited, again = waited + 1, again + (text is not None)
    assert waited > again > 0
