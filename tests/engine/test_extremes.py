"""What is valid can be played: at every limit, with a bounded number of events."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from scipy.stats import poisson

from sim.engine.play import Start, play
from sim.errors import RecordError, ScenarioError
from sim.scenario.limits import LIMITS
from sim.scenario.loading import load
from sim.scenario.pace import ceiling, likely, soonest
from sim.scenario.shipped import shipped_scenarios
from sim.talks.luck import Luck
from tests.engine import bookkeeping
from tests.engine.extreme import extreme_scenarios
from tests.engine.generated import runs, seeds
from tests.engine.made import Data, case_of, direct, party, plain, runs_of
from tests.often import tried


def check_playable(data: Data, seed: int, run: int) -> int:
    """Play one run of a valid scenario and audit it; how many events it came to."""
    case = case_of(data)
    values = case.draw(partial(Luck(seed, run).u, "inputs"))
    try:
        events, state = play(case, values, Start(seed, run))
    except RecordError:
        return 0  # this draw of the inputs cannot give the record, and says so
    assert len(events) <= sum(ceiling(case.scenario).values())
    bookkeeping.check(case.at(values), events, state.outcome)
    bookkeeping.check_round_trip(events)  # so that no number in it is endless
    return len(events)


@pytest.mark.parametrize("name", shipped_scenarios())
def test_shipped_scenarios_are_far_from_the_greatest_number_of_events(name: str) -> None:
    assert sum(ceiling(load(name).scenario).values()) < LIMITS["events"].most / 20


@pytest.mark.parametrize(
    ("chains", "mean"),
    [
        ([(1.0, 2.0)], 3.0),  # one delay after the other
        ([(2.0, 2.0)], 4.0),
        ([(1e-9, 3.0)] * 6, 0.5),  # the least of six that are memoryless
        ([(1.0, 1e-9), (1e-9, 1.0)], 0.5),
        ([(1.0, 1.0)] * 2, 1.25),  # exp(-2t) (1 + t)^2: 1/2 + 2/4 + 2/8
    ],
)
def test_a_text_is_answered_no_sooner_than_the_first_chain_of_delays_ends(
    chains: list[tuple[float, float]], mean: float
) -> None:
    assert 0.93 * mean < soonest(chains) <= mean


@pytest.mark.parametrize("mean", [0.0, 0.5, 10.0, 200.0, 5000.0])
def test_luck_gives_more_than_is_likely_in_fewer_than_one_of_a_thousand_million(
    mean: float,
) -> None:
    assert poisson.sf(likely(mean) - 1, mean) < 1e-9 if mean else likely(mean) > 0.0


def generous() -> Data:
    """Three parties that speak every hour."""
    data = plain(parties={"statements": "24 a day"})
    data["actors"] |= {"cid": party("p2", "t2")}
    data["actors"]["mia"]["reaches"].append("cid")
    return data


@pytest.mark.parametrize(
    ("data", "cure"),
    [
        (direct(parties={"deliberation": "1 minute"}), "or a longer deliberation"),
        (generous(), "or fewer statements"),
    ],
)
def test_talks_that_could_play_without_end_are_refused_with_the_count(
    data: Data, cure: str
) -> None:
    data["calendar"]["horizon"] = "3653 days"
    said = rf"more than 1,000,000 events could happen in a run \(got [0-9,]+\): .*{cure}"
    with pytest.raises(ScenarioError, match=said):
        case_of(data)


@pytest.mark.parametrize("statements", ["0 a day", "2 a day", "24 a day"])
def test_statements_stay_within_what_the_file_lets_expect(statements: str) -> None:
    case = case_of(plain(parties={"statements": statements}))
    for events, _ in runs_of(case, 5):
        assert len(events) <= sum(ceiling(case.scenario).values())


@tried(15, 200, "examples")
def test_an_extreme_scenario_is_played_to_its_end(examples: int) -> None:
    @given(data=extreme_scenarios(), seed=seeds, run=runs)
    @settings(max_examples=examples)
    def played(data: Data, seed: int, run: int) -> None:
        check_playable(data, seed, run)

    played()
