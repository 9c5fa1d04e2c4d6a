"""Runs that are played at once, beside runs that leave a log each: CPU time a run, in turns.

    python -m benchmarks.at_once [--repeats 5] [--draws 50] [--luck 20]

The same runs of the same kept draws, to the same table: one by one, each with its events and what
it comes to read off them; and all runs of a draw at once, straight to numbers. What draws take is
no part of it. Medians, with the least and the greatest of the repeats.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time

from sim.ensemble.batches import table_of
from sim.ensemble.blocks import first_runs
from sim.ensemble.chunks import Workshop
from sim.ensemble.frame import layout_of
from sim.ensemble.inputs import pilot
from sim.ensemble.parts import ALL
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.version import VERSION, compiled


def measured(name: str, asked: argparse.Namespace) -> str:
    """A scenario, and how long a run takes both ways."""
    case = load(name)
    shop, layout = Workshop(case, 1, "", ceiling=pilot(case, 1).ceiling), layout_of(case)
    block = first_runs(asked.draws * asked.luck, asked.draws)
    times: dict[int, list[float]] = {ALL: [], 0: []}  # by how many runs leave a log
    tables = {}
    shop.play(block)  # draws are kept
    for _ in range(asked.repeats):
        for logged, took in times.items():
            begun = time.process_time()
            played = shop.play(block, logged)
            tables[logged] = table_of(played.rows, played.batches, layout)
            took.append(1e6 * (time.process_time() - begun) / block.runs)
    assert tables[0].equals(tables[ALL]), "both come to the same"
    ratios = [one / other for one, other in zip(times[ALL], times[0], strict=True)]
    less = f"{statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"
    return (
        f"{name:<20}{statistics.median(times[ALL]):>12.0f}{statistics.median(times[0]):>10.0f}"
        f"{less:>22}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Runs at once beside runs with a log each.")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--draws", type=int, default=50)
    parser.add_argument("--luck", type=int, default=20)
    asked = parser.parse_args()
    how = " (compiled)" if compiled() else ""
    print(f"detente {VERSION}{how}, Python {platform.python_version()}: CPU microseconds a run")
    print(f"{'':<20}{'with a log':>12}{'at once':>10}{'times less':>22}")
    for name in shipped_scenarios():
        print(measured(name, asked), flush=True)


if __name__ == "__main__":
    main()
