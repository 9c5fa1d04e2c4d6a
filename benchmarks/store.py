"""How fast runs are kept and read: SQLite, PostgreSQL, and plain log files, side by side.

    python -m benchmarks.store [--scenario cairo-2024] [--runs 200] [--repeats 5]

PostgreSQL's server programs must be on the machine: the benchmark starts a server of its own
on 127.0.0.1, with its default settings, and stops it. All three write to the same disk, and
what they wrote is on it (fsync) before they say so. Each repeat keeps the same runs in new,
empty places, taking turns; time is the wall's, since disk and server count.

- `append`: runs as they were played into lines, and kept, each in one append. Files: one log a
  run, `sim.talks.log.write_log`.
- `read`: all of them back as events. Files: `sim.talks.log.read_log`.
- `verify`: every hash computed again. Files have none.

The last column compares with files in the same repeat (its median): "2.0x" takes twice as long.
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.ensemble.chunks import play_run
from sim.scenario.loading import load
from sim.store.keeping import events_of, keep
from sim.store.store import open_store
from sim.talks.events import AnyEvent
from sim.talks.log import NOTICE, Header, read_log, write_log
from sim.version import VERSION
from tests.store.server import Server, server

DRAWS = 20
FILES = "files"
Times = dict[tuple[str, str], list[float]]  # seconds by what is done and where


@dataclass(frozen=True, slots=True)
class Study:
    """The same runs for every place."""

    name: str
    text: str
    runs: list[list[AnyEvent]]

    @property
    def events(self) -> int:
        return sum(map(len, self.runs))


def prepared(name: str, runs: int) -> Study:
    """Everything that is not to be timed."""
    case = load(name)
    return Study(name, case.text, [play_run(case, 1, run, DRAWS)[0] for run in range(runs)])


def in_files(study: Study, folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    header = Header(VERSION, 1, NOTICE, study.name, study.text)
    paths = [folder / f"{n}.jsonl" for n in range(len(study.runs))]

    def write() -> None:
        for path, events in zip(paths, study.runs, strict=True):
            write_log(path, header, events)

    def read() -> None:
        assert [read_log(path).events for path in paths] == study.runs

    yield "append", write
    yield "read", read


def in_store(study: Study, where: str) -> Iterator[tuple[str, Callable[[], None]]]:
    with open_store(where, create=True) as store:

        def append() -> None:
            for events in study.runs:
                keep(store, study.name, study.text, events)

        def read() -> None:
            assert [events_of(store, kept) for kept in store.streams()] == study.runs

        def verify() -> None:
            found = store.verify()
            assert found.flaw is None
            assert found.events == study.events

        yield "append", append
        yield "read", read
        yield "verify", verify


def measured(study: Study, repeats: int, cluster: Server) -> Times:
    times: Times = {}
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            places = {
                FILES: in_files(study, folder),
                "SQLite": in_store(study, str(folder / "runs.db")),
                "PostgreSQL": in_store(study, cluster.database()),
            }
            for place, works in places.items():
                for what, work in works:
                    times.setdefault((what, place), []).append(seconds(work))
    return times


def seconds(work: Callable[[], None]) -> float:
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def table(study: Study, times: Times) -> str:
    rows = [f"{'':20}{'runs/s':>9}{'events/s':>12}{'(min':>12}{'max)':>12}   {FILES} = 1"]
    for what, place in sorted(times, key=lambda key: key[0]):
        found = times[what, place]
        rates = [study.events / t for t in found]
        middle = statistics.median(found)
        least, most = f"{min(rates):,.0f}", f"{max(rates):,.0f}"
        row = f"{what:8}{place:12}{len(study.runs) / middle:>9,.0f}{study.events / middle:>12,.0f}"
        row += f"{least:>12}{most:>12}"
        if (what, FILES) in times:
            ratios = [t / floor for t, floor in zip(found, times[what, FILES], strict=True)]
            row += f"{statistics.median(ratios):>10.1f}x"
        rows.append(row)
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast runs are kept and read.")
    parser.add_argument("--scenario", default="cairo-2024")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    study = prepared(asked.scenario, asked.runs)
    with server() as cluster:
        times = measured(study, asked.repeats, cluster)
    print(
        f"detente {VERSION}, Python {platform.python_version()}, {sys.platform}: "
        f"{asked.scenario}, {asked.runs:,} runs of {study.events:,} events, "
        f"wall-clock time, median of {asked.repeats}"
    )
    print(table(study, times))


if __name__ == "__main__":
    main()
