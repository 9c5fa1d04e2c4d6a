"""Kept runs are exact draws given the record: against a million tries that nobody steered.

Ada criticises one text and formally rejects the next. Here her inclination is worked out
anew from the formulas of the model, in NumPy, at every moment at which she thinks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import numpy.typing as npt
import pytest

from sim.engine.play import Start, play_after, play_record
from sim.ensemble import fit
from sim.ensemble.inputs import kept_inputs, pilot
from sim.errors import RecordError
from sim.model.constants import ACCEPT, CRITICISE, MINUTES_A_DAY, REJECT
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.tables import Tables
from sim.talks.conditioning import Record
from sim.talks.events import AnyEvent, RecordClosed, TalksOpened
from sim.talks.fold import evolve, fold, opened
from sim.talks.luck import Luck
from sim.talks.positions import position
from sim.talks.state import State
from tests.engine.made import Data, case_of, entry, eventful, plain, run_of, values_at
from tests.often import tried

Floats = npt.NDArray[np.float64]
Latents = Mapping[tuple[int, int], tuple[float, bool]]
TRIES = 1_000_000
ADA, BOB = 0, 1
FIRST, SECOND = ("p2", "t1"), ("p3", "t1")


def criticised_then_rejected(consistency: float) -> Case:
    """Two texts in a record; its dates leave thoughts and events in different minutes."""
    data = plain(
        texts={"one": text(*FIRST), "two": text(*SECOND)},
        record={
            "a": entry("2025-01-02", "mia", "table", "one"),
            "b": entry("2025-01-05", "ada", "criticise", "one"),
            "c": entry("2025-01-10..2025-01-11", "mia", "table", "two"),
            "d": entry("2025-01-13", "ada", "reject", "two"),
        },
    )
    data["calendar"]["now"] = "2025-01-18"
    data["actors"]["ada"] |= {"consistency": consistency, "precision": 20, "aversion": 40}
    data["actors"]["ada"] |= {"no_deal": {"worth": 40, "loss_in_90_days": 45}}
    return case_of(data)


def text(price: str, time: str) -> Data:
    terms = {"price": price, "time": time}
    return {"by": "mia", "label": "draft", "answer_by": "30 days", "terms": terms}


def recorded(case: Case) -> tuple[Tables, Record, list[AnyEvent]]:
    events, state = play_record(case, values_at(case), Start())
    assert state.record is not None
    return state.tables, state.record, events


def thoughts(events: list[AnyEvent], number: int, until: int) -> Floats:
    """The days on which Ada thinks of a text: at her answer, then every day it stands."""
    [answered] = [e.tick for e in events if e.actor == "ada" and getattr(e, "text", 0) == number]
    ticks = range(answered, until, MINUTES_A_DAY)
    return np.array(ticks, dtype=np.float64) / MINUTES_A_DAY


def inclination(tables: Tables, terms: tuple[str, str], day: Floats) -> Floats:
    """Ada's x by sections 2 to 4 of the model, without label, lock-in or shocks."""
    ada = tables.actors[ADA]
    r = [no_deal(tables, i, day) for i in (ADA, BOB)]
    u = [worth(tables, i, terms) for i in (ADA, BOB)]
    beta = 10 ** (1 - 2 * ada.firmness)
    share = np.minimum(day / (ada.planning_horizon / MINUTES_A_DAY), 1.0)
    alpha = ada.opening_concession + (1 - ada.opening_concession) * share ** (1 / beta)
    theta = r[ADA] + (1.0 - r[ADA]) * (1 - alpha)
    share = np.clip((u[BOB] - r[BOB]) / np.maximum(1.0 - r[BOB], 0.02), -1.0, 1.0)
    delta = ada.aversion * np.maximum(0.0, r[ADA] + share * (1.0 - r[ADA]) - u[ADA])
    return np.asarray(ada.precision * (u[ADA] - theta - delta))


def no_deal(tables: Tables, actor: int, day: Floats) -> Floats:
    me = tables.actors[actor]
    waited = day - tables.rules.now / MINUTES_A_DAY
    return np.clip(me.worth - me.worth * me.loss_in_90_days / 90 * waited, 0.0, 1.0)


def worth(tables: Tables, actor: int, terms: tuple[str, str]) -> float:
    me, total, found = tables.actors[actor], 0.0, 0.0
    for j, option in enumerate(terms):
        stance = me.stances[j]
        assert stance is not None
        total += stance.salience
        found += stance.salience * stance.values[tables.names.options[j].index(option)]
    return found / total


def brute_force(tables: Tables, events: list[AnyEvent]) -> npt.NDArray[np.bool_]:
    """Of a million tries at eta, both xi and both coins: which give the whole record."""
    ada, rng = tables.actors[ADA], np.random.default_rng(20250118)
    q = ada.expects_deal
    floor = -(ada.reject_bar + ada.blame * q)
    second = next(e.tick for e in events if getattr(e, "name", "") == "two")
    x_one = inclination(tables, FIRST, thoughts(events, 1, second))
    x_two = inclination(tables, SECOND, thoughts(events, 2, tables.rules.now + 1))
    eta, xi_one, xi_two = (rng.logistic(size=TRIES) for _ in range(3))
    one, two = (np.where(rng.random(TRIES) < ada.consistency, eta, xi) for xi in (xi_one, xi_two))
    criticised = np.full(TRIES, fill_value=True)
    for x in x_one:
        criticised &= (x + one <= ada.accept_bar) & (x + one >= floor)
    rejected = np.full(TRIES, fill_value=True)
    for x in x_two:
        rejected &= x + two < floor
    return np.asarray(criticised & rejected)


def likelihood(record: Record, g: float) -> float:
    """The chance of a try: over both coins, what each pair of coins gives."""
    coins = [(one, two) for one in (True, False) for two in (True, False)]
    weights = [(g if one else 1 - g) * (g if two else 1 - g) for one, two in coins]
    parts = (w * record.likelihood(pair) for w, pair in zip(weights, coins, strict=True))
    return math.fsum(parts)


def error(p: float, n: int) -> float:
    return math.sqrt(p * (1 - p) / n)


@pytest.mark.parametrize("consistency", [100, 60, 0])
def test_the_likelihood_is_the_share_of_tries_that_give_the_record(consistency: int) -> None:
    tables, record, events = recorded(criticised_then_rejected(consistency))
    expected = likelihood(record, consistency / 100)
    share = float(brute_force(tables, events).mean())
    assert 0.005 < share < 0.5
    assert abs(share - expected) < 4 * error(expected, TRIES)


def test_with_a_shared_disposition_slices_do_not_multiply() -> None:
    tables, record, events = recorded(criticised_then_rejected(100))
    share = float(brute_force(tables, events).mean())
    product = record.likelihood((False, False))  # as if every answer had luck of its own
    assert abs(share - product) > 40 * error(share, TRIES)


@pytest.mark.parametrize("consistency", [100, 60])
def test_tries_are_kept_as_often_as_their_likelihood_says(consistency: int) -> None:
    _, record, _ = recorded(criticised_then_rejected(consistency))
    kept = [record.first_kept(Luck(1, run), 100_000) for run in range(1500)]
    tried = sum(one.number + 1 for one in kept if one is not None)
    p = likelihood(record, consistency / 100)
    assert abs(1500 / tried - p) < 4 * error(p, tried)


def test_coins_of_kept_tries_are_as_likely_as_their_answers_make_them() -> None:
    _, record, _ = recorded(criticised_then_rejected(60))
    kept = [record.first_kept(Luck(2, run), 100_000) for run in range(3000)]
    shared = [one for one in kept if one is not None and all(one.shared.values())]
    p = 0.36 * record.likelihood((True, True)) / likelihood(record, 0.6)
    assert abs(len(shared) / 3000 - p) < 4 * error(p, 3000)


def test_kept_latents_are_distributed_as_those_of_kept_tries() -> None:
    """Ada's lasting disposition in kept runs against the tries that gave the record."""
    case = criticised_then_rejected(100)
    tables, _, events = recorded(case)
    eta = np.random.default_rng(20250118).logistic(size=TRIES)  # the first of brute_force
    expected = eta[brute_force(tables, events)]
    record = play_record(case, values_at(case), Start())
    n = 800
    found = [closed(play_after(record, run)[0]).dispositions["ada"] for run in range(n)]
    assert abs(np.mean(found) - expected.mean()) < 4 * expected.std() / math.sqrt(n)
    assert min(found) > expected.min() - 0.05
    assert max(found) < expected.max() + 0.05


def closed(events: list[AnyEvent]) -> RecordClosed:
    return next(e for e in events if isinstance(e, RecordClosed))


@tried(600, 6000, "draws")
def test_kept_inputs_are_the_prior_weighed_by_the_likelihood(draws: int) -> None:
    """What Ada's no-deal worth comes to, given the record, against weighted draws of it."""
    case = criticised_then_rejected(60).variant((("ada.no_deal.worth", "[20, 60]"),))
    path = "ada.no_deal.worth"
    weights, worths = [], []
    for k in range(draws):
        values = case.draw(partial(Luck(9, k).u, "inputs"))
        _, state = play_record(case, values, Start())
        assert state.record is not None
        weights.append(likelihood(state.record, 0.6))
        worths.append(float(values[path]))
    expected = float(np.average(worths, weights=weights))
    spread = math.sqrt(float(np.average((np.array(worths) - expected) ** 2, weights=weights)))
    n = draws // 6
    found = [float(kept_inputs(case, 0, draw).values[path]) for draw in range(n)]
    assert abs(float(np.mean(found)) - expected) < 4 * spread * math.sqrt(1 / n + 3 / draws)


def as_recorded(state: State, latents: Latents, actor: int, tick: int) -> bool:
    """Whether an actor's answer, were it asked at a tick, is the one on record."""
    text = state.live
    assert text is not None
    me, place = state.tables.actors[actor], position(state, actor, text, tick)
    z = place.x + latents[actor, text.package][0]
    if z > me.accept_bar and not state.stand[actor].hard[text.package]:
        given = ACCEPT
    else:
        given = REJECT if z < -place.reject_bar else CRITICISE
    return given == state.answers[actor]


def answers_again(case: Case, events: list[AnyEvent]) -> list[bool]:
    """Fold the record anew; at each event, and each day between, ask everyone on record again."""
    first, last = events[0], closed(events)
    latents = fold(case, events[: last.seq + 1]).tastes
    assert isinstance(first, TalksOpened)
    state, found = opened(case, first), []
    for event in events[1 : last.seq + 1]:
        every = state.tables.rules.rethink
        for actor in on_record(state):
            until = event.tick - (state.tables.names.actors[actor] == event.actor)
            grid = range(state.answered[actor][0] + every, until + 1, every)
            ticks = (tick for tick in grid if tick > state.tick)
            found += [as_recorded(state, latents, actor, tick) for tick in ticks]
        if event is not last:
            evolve(state, event)
            found += [as_recorded(state, latents, i, state.tick) for i in on_record(state)]
    return found


def on_record(state: State) -> list[int]:
    """Whose answer to the live text is reported to stand; to table it was no answer."""
    if state.live is None:
        return []
    return [i for i in state.answers if i != state.live.by and i not in state.unsaid]


CASES: dict[str, Callable[[], Case]] = {
    "cairo-2024": partial(load, "cairo-2024"),
    "labour-dispute": partial(load, "labour-dispute"),
    "eventful": lambda: case_of(eventful()),
    "criticised then rejected": partial(criticised_then_rejected, 60),
}


@tried(12, 100)
@pytest.mark.parametrize("name", CASES)
def test_drawn_latents_give_the_record_again(name: str, runs: int) -> None:
    case = CASES[name]()
    asked = [answer for run in range(runs) for answer in answers_again(case, run_of(case, run)[0])]
    assert len(asked) > 3 * runs
    assert all(asked)


def test_a_record_across_every_luck_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada said no to what she wants most and yes to the rest: no luck of hers does that."""
    data = plain(
        texts={"one": text("p1", "t1"), "two": text("p1", "t1")},
        record={
            "a": entry("2025-01-02", "mia", "table", "one"),
            "b": entry("2025-01-03", "ada", "reject", "one"),
            "c": entry("2025-01-06", "mia", "table", "two"),
            "d": entry("2025-01-07", "ada", "accept", "two"),
        },
    )
    data["calendar"]["now"] = "2025-01-08"
    data["actors"]["ada"] |= {"firmness": 50, "no_deal": {"loss_in_90_days": 0}}
    monkeypatch.setattr(fit, "LONG_PILOT", 1000)  # none of more tries gives it either
    with pytest.raises(RecordError, match=r"none of 1,000 tries .* ada"):
        pilot(case_of(data), 0)
