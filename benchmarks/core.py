"""How much less CPU time the compiled loop takes than the SimPy clock over the same core.

    python -m benchmarks.core [--draws 5] [--luck 4] [--repeats 5] [NAME ...]

For each scenario both play the same runs from where their records close, in one process and in
turns, timed by this process's CPU clock. A repeat plays all of them both ways:

- `SimPy`: microseconds an event on the SimPy clock.
- `loop`: the same on arrays, compiled; `times less` is the first over this, its median over
  repeats and the least and the greatest.
- `load`, `events`: microseconds a run to copy the arrays of a state, and to make events of rows.
- `all times less`: SimPy over loop, load and events together, the median.

The events are compared: it stops if one differs.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import platform
import statistics
import time
from dataclasses import dataclass

from sim.core import loop
from sim.engine.clock import Clock
from sim.engine.looping import COMPILED
from sim.ensemble.inputs import kept_inputs, pilot
from sim.scenario.loading import load
from sim.talks import loading, stepping
from sim.talks.events import AnyEvent
from sim.talks.luck import Luck
from sim.talks.rows import events_of
from sim.talks.state import State
from sim.version import VERSION

SHIPPED = ("cairo-2024", "emission-standards", "council-quota", "labour-dispute", "flat-sale")


@dataclass(slots=True)
class Spent:
    """CPU seconds of all runs of a repeat, and how many events they had."""

    simpy: float = 0.0
    load: float = 0.0
    loop: float = 0.0
    events: float = 0.0
    count: int = 0


def _closed(state: State) -> bool:
    return state.closed


def starts(name: str, draws: int, luck: int) -> list[tuple[State, int, float]]:
    """Each run's state at `now`, its number and its ceiling."""
    case = load(name)
    ceiling = pilot(case, 1).ceiling
    kept = [kept_inputs(case, 1, draw, "", ceiling).record[1] for draw in range(draws)]
    return [(kept[n % draws], n, ceiling) for n in range(draws * luck)]


def _at_close(start: tuple[State, int, float]) -> State:
    base, run, ceiling = start
    state = base.branch(Luck(1, run))
    state.ceiling = ceiling
    Clock(state, list[AnyEvent]().append, enough=_closed).run()
    return state


def repeat(runs: list[tuple[State, int, float]]) -> Spent:
    """Play all runs both ways, in turns."""
    spent = Spent()
    for start in runs:
        slow: list[AnyEvent] = []
        one, other = _at_close(start), _at_close(start)
        marks = [time.process_time()]
        Clock(one, slow.append).run()
        marks.append(time.process_time())
        assert other.core is not None
        core = stepping.twin(other.core, other.luck.key)
        marks.append(time.process_time())
        loop.play_on(core)
        marks.append(time.process_time())
        rows, floats = loading.rows_of(core), loading.floats_of(core)
        fast = events_of(rows, floats, other.tables, other.seq)
        marks.append(time.process_time())
        assert fast == slow
        simpy, loaded, looped, told = [b - a for a, b in itertools.pairwise(marks)]
        spent.simpy += simpy
        spent.load += loaded
        spent.loop += looped
        spent.events += told
        spent.count += len(slow)
    return spent


def line(name: str, runs: int, spent: list[Spent]) -> str:
    """A row of the table: medians over repeats."""
    middle = statistics.median
    ratios = [s.simpy / s.loop for s in spent]
    whole = [s.simpy / (s.load + s.loop + s.events) for s in spent]
    spread = f"{middle(ratios):.0f} ({min(ratios):.0f} to {max(ratios):.0f})"
    return (
        f"{name:20} {middle([s.simpy / s.count for s in spent]) * 1e6:7.1f}"
        f" {middle([s.loop / s.count for s in spent]) * 1e6:7.2f} {spread:>18}"
        f" {middle([s.load / runs for s in spent]) * 1e6:6.0f}"
        f" {middle([s.events / runs for s in spent]) * 1e6:7.0f} {middle(whole):15.0f}"
    )


def main() -> None:
    """Print a row for each scenario."""
    parser = argparse.ArgumentParser(description="The compiled loop against the SimPy clock.")
    parser.add_argument("names", nargs="*", default=SHIPPED, help="scenarios; all shipped ones")
    parser.add_argument("--draws", type=int, default=5, help="of the inputs")
    parser.add_argument("--luck", type=int, default=4, help="runs of a draw")
    parser.add_argument("--repeats", type=int, default=5, help="of all runs")
    asked = parser.parse_args()
    if not COMPILED:
        parser.error("the core is not compiled: run `make`")
    print(f"detente {VERSION}, Python {platform.python_version()}, {platform.machine()}")
    print("scenario               SimPy    loop         times less   load  events  all times less")
    gc.disable()  # its passes fall on whoever is playing
    for name in asked.names:
        runs = starts(name, asked.draws, asked.luck)
        repeat(runs[:1])
        spent = []
        for _ in range(asked.repeats):
            gc.collect()
            spent.append(repeat(runs))
        print(line(name, len(runs), spent), flush=True)


if __name__ == "__main__":
    main()
