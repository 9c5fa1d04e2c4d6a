"""How long turning points take: every decision of one run, on one process and on two.

    python benchmarks/turning.py [--scenario cairo-2024] [--seed 7] [--futures 500]

Both arms of every decision are played: from just before it, and from right after it. Times
are by the wall clock, with the start of the processes in them: whatever else the machine
does slows them down. Of one process the CPU's own clock is told too. The numbers found are
the same for any number of processes, which is seen to.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time

from sim.analysis.turning import TurningPoints, decisions, turning_points
from sim.ensemble.chunks import play_run
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.talks.events import AnyEvent
from sim.version import VERSION

JOBS = (1, 2)


def timed(
    case: Case, events: list[AnyEvent], futures: int, jobs: int
) -> tuple[TurningPoints, float, float]:
    """What is found, and seconds by the wall and by this process's CPU."""
    begun, worked = time.perf_counter(), time.process_time()
    found = turning_points(case, events, futures, jobs)
    return found, time.perf_counter() - begun, time.process_time() - worked


def main() -> None:
    parser = argparse.ArgumentParser(description="How long turning points take.")
    parser.add_argument("--scenario", default="cairo-2024")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--futures", type=int, default=500)
    asked = parser.parse_args()
    case = load(asked.scenario)
    events, _ = play_run(case, asked.seed, 0, 100)
    rows = len(decisions(events))
    played = 2 * rows * asked.futures
    print(
        f"detente {VERSION}, Python {platform.python_version()}, {sys.platform}, "
        f"{os.cpu_count()} cores: {asked.scenario} --seed {asked.seed}, {rows} decisions x "
        f"2 x {asked.futures} futures"
    )
    print(f"{'processes':>9}{'futures':>10}{'s':>8}{'futures/s':>11}{'CPU s':>8}{'futures/s':>11}")
    results = []
    for jobs in JOBS:
        found, wall, cpu = timed(case, events, asked.futures, jobs)
        results.append(found)
        mine = f"{cpu:>8.1f}{played / cpu:>11,.0f}" if jobs == 1 else ""
        print(f"{jobs:>9}{played:>10,}{wall:>8.1f}{played / wall:>11,.0f}{mine}")
    assert all(found == results[0] for found in results), "the numbers depend on the processes"
    print(f"called: {len(results[0].called)} swings, told apart at a joint 95%")


if __name__ == "__main__":
    main()
