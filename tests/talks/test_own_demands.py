"""A recorded answer that its giver's own later demand may have undone.

What an actor answers between its own demand and its next recorded answer is not reported.
Held against tries that nobody steered: all luck drawn anew, the record only looked at.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from sim.engine.play import Start, play_after, play_record
from sim.ensemble.inputs import kept_inputs, pilot
from sim.model.answer import noise_interval
from sim.model.constants import ACCEPT, REJECT
from sim.scenario.case import Case
from sim.talks.conditioning import Record
from sim.talks.events import AnyEvent, RecordClosed, TalksOpened
from sim.talks.fold import evolve, opened
from sim.talks.positions import ANSWERS, position
from sim.talks.state import State
from tests.engine.made import Data, case_of, entry, plain, values_at
from tests.often import tried

Bools = npt.NDArray[np.bool_]
ADA = 0
DAY = 24 * 60


def demanding(*later: Data, now: str = "2025-03-14") -> Data:
    """Ada says yes on 8 March and raises a demand on the 10th that the text does not meet."""
    terms = {"price": "p1", "time": "t3"}
    data = plain(
        texts={"offer": {"by": "mia", "label": "draft", "answer_by": "30 days", "terms": terms}},
        record={
            "tabled": entry("2025-03-04", "mia", "table", "offer"),
            "yes": entry("2025-03-08", "ada", "accept", "offer"),
            "demand": entry("2025-03-10", "ada", "raise", "ada.time"),
            **{f"later{k}": one for k, one in enumerate(later)},
        },
    )
    data["calendar"] |= {"start": "2025-03-01", "now": now}
    data["actors"]["ada"] |= {"precision": 20, "consistency": 50}
    return data


def no_on(day: str) -> Data:
    return entry(day, "ada", "reject", "offer")


class Moment(NamedTuple):
    """When Ada thinks of the text: the luck that gives the answer on record then."""

    given: int
    lo: float
    hi: float


def moments(case: Case, events: list[AnyEvent]) -> list[Moment]:
    """Whenever Ada thinks of the text while her answer is on record, by the model's formulas."""
    first = events[0]
    assert isinstance(first, TalksOpened)
    state, found = opened(case, first), list[Moment]()
    stands, anchor = False, 0
    for event in events[1:]:
        until = event.tick - (event.actor == "ada")
        if stands:
            grid = range(anchor + DAY, until + 1, DAY)
            found += [moment(state, tick) for tick in grid if tick > state.tick]
        evolve(state, event)
        if event.actor == "ada":
            stands, anchor = type(event).__name__ != "DemandRaised", event.tick
        if stands and (event.actor == "ada" or type(event).__name__ == "DemandRaised"):
            found.append(moment(state, state.tick))
    if stands:
        grid = range(anchor + DAY, state.tables.rules.now + 1, DAY)
        found += [moment(state, tick) for tick in grid if tick > state.tick]
    return found


def moment(state: State, tick: int) -> Moment:
    given = state.answers[ADA]
    return Moment(given, *luck_of(state, tick, given))


def luck_of(state: State, tick: int, given: int) -> tuple[float, float]:
    assert state.live is not None
    place = position(state, ADA, state.live, tick)
    bar = state.tables.actors[ADA].accept_bar
    return noise_interval(given, place.x, bar, place.reject_bar)


def unsteered(found: list[Moment], tries: int) -> tuple[npt.NDArray[np.float64], Bools]:
    """Ada's luck with the text in so many tries, and which of them give her record.

    Her luck is logistic whether it is her disposition or a taste: there is one text.
    """
    luck = np.random.default_rng(20250308).logistic(size=tries)
    given = np.full(tries, fill_value=True)
    for one in found:
        given &= (luck > one.lo) & (luck < one.hi)
    return luck, given


def recorded(case: Case) -> tuple[list[AnyEvent], State, Record]:
    events, state = play_record(case, values_at(case), Start())
    assert state.record is not None
    return events, state, state.record


def error(p: float, n: int) -> float:
    return math.sqrt(p * (1 - p) / n)


@tried(100_000, 2_000_000, "tries")
def test_a_yes_a_demand_and_a_no_come_out_as_often_as_in_tries_that_nobody_steered(
    tries: int,
) -> None:
    case = case_of(demanding(no_on("2025-03-12")))
    events, _, record = recorded(case)
    _, given = unsteered(moments(case, events), tries)
    p = record.likelihood((True,))
    assert 0.02 < p < 0.5
    assert abs(float(given.mean()) - p) < 4 * error(p, tries)


@tried(400, 4000)
@pytest.mark.parametrize("later", [(), (no_on("2025-03-12"),)])
def test_kept_luck_is_that_of_tries_that_give_the_record(
    runs: int, later: tuple[Data, ...]
) -> None:
    case = case_of(demanding(*later))
    events, state, _ = recorded(case)
    luck, given = unsteered(moments(case, events), 200_000)
    expected = luck[given]
    kept = [taste(play_after((events, state), run)[0]) for run in range(runs)]
    spread = float(expected.std())
    assert abs(float(np.mean(kept)) - float(expected.mean())) < 4 * spread / math.sqrt(runs)
    assert min(kept) > expected.min() - 0.01


def taste(events: list[AnyEvent]) -> float:
    [one] = next(e for e in events if isinstance(e, RecordClosed)).tastes
    return one.luck


@tried(300, 3000)
def test_after_a_demand_the_answer_at_the_end_of_the_record_is_what_the_luck_gives(
    runs: int,
) -> None:
    """No later answer is reported: it is no longer taken to stand, nor taken to be withdrawn."""
    case = case_of(demanding())
    events, state, _ = recorded(case)
    luck, given = unsteered(moments(case, events), 200_000)
    now = state.tables.rules.now
    low, high = luck_of(state, now, ACCEPT), luck_of(state, now, REJECT)
    yes = float((luck[given] > low[0]).mean())
    no = float((luck[given] < high[1]).mean())
    assert 0.05 < yes < 0.95
    answers = [answer_at(play_after((events, state), run)[0], now) for run in range(runs)]
    assert abs(answers.count(ACCEPT) / runs - yes) < 4 * error(yes, runs)
    assert abs(answers.count(REJECT) / runs - no) < 4 * error(no, runs) + 1e-9


def answer_at(events: list[AnyEvent], tick: int) -> int:
    """Ada's answer once all that happens in this minute has."""
    given = ACCEPT
    for event in events:
        if event.tick == tick and event.actor == "ada" and event.provenance == "simulated":
            given = ANSWERS[getattr(event, "answer", "accept")]
    return given


def test_an_answer_undone_by_its_givers_demand_says_so_and_makes_no_framework() -> None:
    """Bob accepts too: with Ada's yes as it was reported that would be a framework at once."""
    case = case_of(demanding(entry("2025-03-11", "bob", "accept", "offer")))
    events, state, _ = recorded(case)
    [demand] = [e for e in events if type(e).__name__ == "DemandRaised"]
    undone = 0
    for run in range(40):
        after = play_after((events, state), run)[0][len(events) :]
        revised = [e for e in after if e.actor == "ada" and type(e).__name__ == "AnswerRevised"]
        agreed = [e for e in after if type(e).__name__ == "FrameworkAgreed"]
        if revised and revised[0].tick == state.tables.rules.now:
            undone += 1
            assert revised[0].cause == demand.seq
            assert not agreed or agreed[0].seq > revised[0].seq
        else:
            assert agreed
            assert agreed[0].tick == state.tables.rules.now
    assert 5 < undone < 40


def test_that_story_is_waited_for_with_wide_inputs() -> None:
    data = demanding(no_on("2025-03-12"))
    for number in ("precision", "consistency"):
        del data["actors"]["ada"][number]
    case = case_of(data)
    assert pilot(case, 0).share > 0.01
    assert [kept_inputs(case, 0, draw).record[1].record for draw in range(3)]


def test_what_another_demands_leaves_an_answer_standing() -> None:
    data = demanding(no_on("2025-03-12"))
    data["record"]["demand"] = entry("2025-03-10", "bob", "raise", "bob.time")
    _, state, _ = recorded(case_of(data))
    assert not state.unsaid
    assert state.record is not None
    [(lo, hi)] = state.record.cuts.values()
    assert lo > hi  # a yes until the no, with nothing between that would explain it


def test_withdrawing_ones_own_demand_ends_what_the_answer_stood_for() -> None:
    data = demanding(entry("2025-03-11", "ada", "withdraw", "ada.time"))
    data["record"].pop("demand")
    _, state, _ = recorded(case_of(data))
    assert list(state.unsaid) == [ADA]
