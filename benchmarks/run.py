"""How fast talks play: runs a second, and CPU microseconds a logged event, on one core.

    python benchmarks/run.py [--scenario cairo-2024] [--runs 400] [--draws 20] [--repeats 5]

Each line is one way to spend time on the same runs, played anew in every repeat and timed
by this process's CPU clock, whatever else the machine does:

- `play`: the runs after their records, from the state at `now` to an outcome. Drawing
  inputs and playing the records is not in it.
- `all in`: an ensemble as users start it, with one process: the pilot, inputs drawn until
  the record is kept, the runs, their summaries, the table. The aim is 15 us an event.
- `fold`: the logs of these runs folded again, without the engine. What replay costs.
- `lines`: the logs written as JSON lines and read back.
- `bare simpy`: the rival. One SimPy process that waits as many times as there are events,
  and does nothing else: what the clock alone costs, and so the floor for any engine on it.

The last column compares with bare SimPy in the same repeat (its median); "1.0x" would be
an engine that decides, folds and draws for nothing.
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

import msgspec
import simpy

from sim.engine.play import play_after
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.ensemble.inputs import Kept, kept_inputs
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.talks.events import AnyEvent
from sim.talks.fold import fold
from sim.talks.log import lines
from sim.version import VERSION, compiled

AIM = 15.0  # us an event, all in
FLOOR = "bare simpy"
Logs = list[list[AnyEvent]]


@dataclass(frozen=True, slots=True)
class Study:
    """The same runs for every line: draws with their records, and their logs."""

    case: Case
    settings: Settings
    kept: list[Kept]
    logs: Logs

    @property
    def events(self) -> int:
        return sum(map(len, self.logs))


def prepared(name: str, runs: int, draws: int) -> Study:
    """Everything that is not to be timed."""
    case, settings = load(name), Settings(runs, draws, seed=1, jobs=1)
    kept = [kept_inputs(case, settings.seed, draw) for draw in range(settings.used_draws)]
    return Study(case, settings, kept, played(settings, kept))


def played(settings: Settings, kept: list[Kept]) -> Logs:
    found = []
    for run in range(settings.runs):
        draw = run % settings.used_draws
        events, _ = play_after(kept[draw].record, run)
        found.append(events)
    return found


def play_only(study: Study) -> None:
    played(study.settings, study.kept)


def all_in(study: Study) -> None:
    found = ensemble(study.case, study.settings)
    assert int(found.frame["events"].sum()) == study.events, "not the same runs"


def fold_again(study: Study) -> None:
    for events in study.logs:
        fold(study.case, events)


def write_and_read(study: Study) -> None:
    decode = msgspec.json.Decoder(AnyEvent).decode
    for events in study.logs:
        for line in lines(events):
            decode(line)


def bare_simpy(study: Study) -> None:
    for events in study.logs:
        env = simpy.Environment()
        env.process(waits(env, len(events)))
        env.run()


def waits(env: simpy.Environment, times: int) -> Generator[simpy.Event, None, None]:
    for _ in range(times):
        yield env.timeout(7)


LINES: dict[str, Callable[[Study], None]] = {
    "play": play_only,
    "all in": all_in,
    "fold": fold_again,
    "lines": write_and_read,
    FLOOR: bare_simpy,
}


def seconds(work: Callable[[Study], None], study: Study) -> float:
    gc.collect()
    begun = time.process_time()
    work(study)
    return time.process_time() - begun


def measured(study: Study, repeats: int) -> dict[str, list[float]]:
    """CPU seconds by line; lines take turns, so that a slow minute hits them all."""
    found: dict[str, list[float]] = {name: [] for name in LINES}
    for _ in range(repeats):
        for name, work in LINES.items():
            found[name].append(seconds(work, study))
    return found


def table(study: Study, times: dict[str, list[float]]) -> str:
    events, runs = study.events, study.settings.runs
    floor = statistics.median(times[FLOOR])
    rows = [f"{'':12}{'runs/s':>9}{'us an event':>14}{'(min':>9}{'max)':>8}{'':4}{FLOOR} = 1"]
    for name, found in times.items():
        middle = statistics.median(found)
        spread = "".join(
            f"{1e6 * t / events:>{w}.2f}" for t, w in ((min(found), 9), (max(found), 8))
        )
        each = f"{1e6 * middle / events:.2f}"
        rows.append(f"{name:12}{runs / middle:>9,.0f}{each:>14}{spread}{middle / floor:>10.1f}x")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast talks play, on one core.")
    parser.add_argument("--scenario", default="cairo-2024")
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    study = prepared(asked.scenario, asked.runs, asked.draws)
    print(
        f"detente {VERSION}{' (compiled)' if compiled() else ''}, "
        f"Python {platform.python_version()}, {sys.platform}: "
        f"{asked.scenario}, {asked.runs:,} runs of {study.events:,} events, "
        f"CPU time of one process, median of {asked.repeats}"
    )
    times = measured(study, asked.repeats)
    print(table(study, times))
    reached = 1e6 * statistics.median(times["all in"]) / study.events
    print(f"aim: {AIM:.0f} us an event all in; {'reached' if reached <= AIM else 'not reached'}")


if __name__ == "__main__":
    main()
