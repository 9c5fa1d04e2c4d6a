"""How long a Sobol study of ten inputs takes, and what memory: the same for half its points.

    python -m benchmarks.sensitivity [--scenario cairo-2024] [--points 128] [--runs 32] [--jobs 2]

Ten inputs each by itself, a guard without effect, and all other inputs as one factor. Times
are by the wall clock, with the start of the processes in them: whatever else the machine does
slows them down. Memory is the most that the process which gathers all runs has held; with
--jobs 1 it plays them too. Each size is a process of its own, so that one does not hide the
other.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import time

from sim.analysis.factors import inputs_of, paths_of
from sim.analysis.methods import METHODS
from sim.analysis.sensitivity import sensitivity
from sim.ensemble.cells import Shelf, play_pieces
from sim.ensemble.designs import Played, stretch_player, stretches
from sim.ensemble.points import Task
from sim.scenario.loading import load
from sim.version import VERSION

INPUTS, SEED = 10, 1


def studied(name: str, points: int, runs: int, jobs: int) -> None:
    """Play one study and print a line of it."""
    case, method = load(name), METHODS["sobol"]
    asked = [one.name for one in inputs_of(case)][:: len(inputs_of(case)) // INPUTS][:INPUTS]
    begun = time.perf_counter()
    plan = method.plan(case, asked, points, SEED)
    shelf, task = Shelf(), Task(case, SEED, paths=paths_of(case))
    assert play_pieces(stretch_player(task, plan.design), stretches(plan.design, runs), shelf, jobs)
    played = time.perf_counter()
    found = sensitivity(method, plan, Played.of(shelf, plan.design, runs), "deal")
    told = time.perf_counter()
    assert not found.flagged, "the guard came out as something"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall = played - begun
    print(
        f"{points:>7}{found.runs:>10,}{wall:>9.1f}{found.runs / wall:>9,.0f}"
        f"{told - played:>9.1f}{most:>9.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How long a Sobol study takes.")
    parser.add_argument("--scenario", default="cairo-2024")
    parser.add_argument("--points", type=int, default=128)
    parser.add_argument("--runs", type=int, default=32)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        studied(asked.scenario, asked.points, asked.runs, asked.jobs)
        return
    print(
        f"detente {VERSION}, Python {platform.python_version()}, {sys.platform}, "
        f"{os.cpu_count()} cores: {asked.scenario}, {INPUTS} inputs, {asked.runs} runs a point, "
        f"{asked.jobs} processes"
    )
    heads = ("points", "runs", "play s", "runs/s", "tell s", "MB")
    print("{:>7}{:>10}{:>9}{:>9}{:>9}{:>9}".format(*heads), flush=True)
    for points in (asked.points // 2, asked.points):
        call = ["--scenario", asked.scenario, "--points", points, "--runs", asked.runs]
        more = ["--jobs", asked.jobs, "--only"]
        module = [sys.executable, "-m", "benchmarks.sensitivity"]
        subprocess.run([*module, *map(str, [*call, *more])], check=True)


if __name__ == "__main__":
    main()
