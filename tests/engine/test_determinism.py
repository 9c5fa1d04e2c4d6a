"""The same inputs give the same log, whatever process plays it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.engine.play import Start, play
from sim.ensemble.chunks import play_run
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks.log import digest

ROOT = Path(__file__).parents[2]

DIGESTS = """
from sim.ensemble.chunks import play_run
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks.log import digest
from tests.engine.made import case_of, direct, eventful, plain

cases = [load(name) for name in shipped_scenarios()]
cases += [case_of(made()) for made in (plain, direct, eventful)]
for case in cases:
    for run in range(2):
        print(digest(play_run(case, 11, run, 4)[0]))
"""


def digests(hash_seed: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", DIGESTS],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_a_log_is_the_same_under_any_hash_seed() -> None:
    first = digests("0")
    assert len(set(first)) == len(first) == 2 * (len(shipped_scenarios()) + 3)
    assert digests("4242") == first


@pytest.mark.parametrize("name", shipped_scenarios())
def test_a_log_is_the_same_again_and_in_any_order(name: str) -> None:
    forward = [digest(play_run(load(name), 2, run, 3)[0]) for run in range(2)]
    case = load(name)
    backward = [digest(play_run(case, 2, run, 3)[0]) for run in reversed(range(2))]
    assert backward[::-1] == forward


@pytest.mark.parametrize("name", shipped_scenarios())
def test_another_run_or_seed_is_another_log(name: str) -> None:
    case = load(name)
    values = play_run(case, 0, 0, 1)[1].values
    starts = [Start(0, 0), Start(0, 1), Start(1, 0), Start(2**63 - 1, 0)]
    ticks = [tuple(event.tick for event in play(case, values, start)[0]) for start in starts]
    assert len(set(ticks)) == len(starts)
