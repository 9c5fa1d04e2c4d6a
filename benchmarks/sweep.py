"""How long a map over two inputs takes, and how much memory: 21 x 21 points of 200 runs.

    python benchmarks/sweep.py [--scenario cairo-2024] [--points 21] [--runs 200] [--draws 20]

Played on two processes into a folder, as `detente sweep -o DIR` does, the tries of the inputs
until the record is kept in it. Times are by the wall clock: whatever else the machine does
slows them down, so the load is told too. Memory is the greatest there was up to then, of the
process that gathers and of the largest of those that play: it should not grow. What is
gathered from all of it is timed apart.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import re
import resource
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

from sim.analysis.sweeps import sweep_of
from sim.ensemble.axes import axis_of
from sim.ensemble.cells import Shelf, Study, play_pieces
from sim.ensemble.places import place_of
from sim.ensemble.points import Task, grounded, player, rounds
from sim.scenario.loading import load
from sim.version import VERSION

OVER = ("hamas.corridor.salience", "israel.corridor.salience")
BLOCK = 5  # draws a round
JOBS = 2


def rss() -> float:
    """The greatest memory of this process up to now, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def largest_player() -> float:
    """The greatest up to now of the processes that play, in MB; nan where it is not told."""
    mine, found = {os.getpid()}, math.nan
    for _ in range(2):  # a fork server begins those that play
        for path in Path("/proc").glob("[0-9]*/status"):
            try:
                told = dict(re.findall(r"^(\w+):\s+(\d+)", path.read_text("ascii"), re.MULTILINE))
            except OSError:
                continue  # it has ended
            if int(told["PPid"]) in mine:
                mine.add(int(told["Pid"]))
                found = max(int(told.get("VmHWM", 0)) / 1024, 0.0 if math.isnan(found) else found)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="How long a map over two inputs takes.")
    parser.add_argument("--scenario", default="cairo-2024")
    parser.add_argument("--over", nargs=2, default=OVER)
    parser.add_argument("--points", type=int, default=21)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--draws", type=int, default=20)
    asked = parser.parse_args()
    case = load(asked.scenario)
    axes = tuple(axis_of(case, f"{path}=0:100/{asked.points}") for path in asked.over)
    paths = [axis.path for axis in axes]
    at = [tuple(zip(paths, v, strict=True)) for v in product(*(axis.values for axis in axes))]
    plan = rounds(at, asked.draws, asked.runs // asked.draws, BLOCK)
    pieces = [piece for one in plan for piece in one]
    runs = sum(piece.runs for piece in pieces)
    print(
        f"detente {VERSION}, Python {platform.python_version()}, {sys.platform}, "
        f"{os.cpu_count()} cores: {asked.scenario}, {len(at)} points x {asked.runs} runs = "
        f"{runs:,} runs on {JOBS} processes"
    )
    print(f"{'runs':>9}{'s':>8}{'runs/s':>9}{'load':>7}{'MB here':>9}{'MB a player':>13}")
    told = [runs * k // 4 for k in range(1, 5)]
    begun = time.perf_counter()

    def progress(done: int, _asked: int) -> None:
        if told and done >= told[0]:
            del told[0]
            wall = time.perf_counter() - begun
            print(
                f"{done:>9,}{wall:>8.1f}{done / wall:>9,.0f}{os.getloadavg()[0]:>7.1f}"
                f"{rss():>9.0f}{largest_player():>13.0f}",
                flush=True,
            )

    with tempfile.TemporaryDirectory() as folder:
        study = Study(kind="sweep", name=asked.scenario, scenario_digest=case.digest, asked={})
        shelf = Shelf.of(place_of(folder), study, pieces.__getitem__)
        task = grounded(Task(case, 0, asked.draws), at, JOBS)
        play_pieces(player(task), pieces, shelf, JOBS, progress)
        again = Shelf.of(place_of(folder), study, pieces.__getitem__)
    assert again.cells == shelf.cells, "what is kept is not what was played"
    tried = sum(sum(cell.tried) for cell in shelf.cells.values())
    begun = time.perf_counter()
    played = [
        [(one[k], shelf.cells[nth * len(at) + k]) for nth, one in enumerate(plan)]
        for k in range(len(at))
    ]
    sweep_of(axes, played, "deal", asked.draws, recorded=bool(case.scenario.record))
    print(
        f"{tried:,} tries of the inputs in it; gathered in {time.perf_counter() - begun:.1f} s; "
        f"{rss():.0f} MB here"
    )


if __name__ == "__main__":
    main()
