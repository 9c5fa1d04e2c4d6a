"""How an ensemble scales, and what it takes: time, memory, disk.

    python benchmarks/ensemble.py [--scenario cairo-2024] [--runs 100000] [--events 1000]
                                  [--repeats 3] [--sample 2000]
                                  [--only scaling|size]

- Scaling: the same `--sample` runs, written to a folder, on 1 and on 2 processes, in turns.
  `work` is CPU time of all processes together. Two processors that share a core or a cache
  are slower together than each alone, whatever runs on them, so the rival is two calls of
  1 process at once: half of what both take is the best that 2 processes can do here. The
  overhead is what 2 processes take beyond that half; the aim is 10% or less. What they take
  beyond one alone is printed too.
- Size: one study of `--runs` on as many processes as there are cores: time, the greatest
  memory of the driver and of a worker, bytes a run and an event on disk.

Each is a call of the command in processes of its own, start to finish.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sim.ensemble.dataset import Dataset, opened
from sim.version import VERSION, compiled

CALL = "from sim.cli.entry import main\nif __name__ == '__main__': main()\n"
AIM = 10.0  # percent
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Took:
    """Seconds that passed, CPU seconds and greatest memory (MB) of driver and workers."""

    seconds: float
    work: float
    driver: float
    worker: float


class Watch(threading.Thread):
    """Looks at a process and all below it, from /proc, until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.over = pid, threading.Event()
        self.cpu: dict[int, float] = {}
        self.peak: dict[int, float] = {}

    def run(self) -> None:
        while not self.over.wait(0.05):
            for pid in self._all():
                self._look(pid)

    def _all(self) -> list[int]:
        below: dict[int, list[int]] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            below.setdefault(int(fields[1]), []).append(int(path.parent.name))
        found = [self.pid]
        for pid in found:
            found += below.get(pid, [])
        return found

    def _look(self, pid: int) -> None:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return
        self.cpu[pid] = (int(stat[11]) + int(stat[12])) / TICK
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                self.peak[pid] = int(line.split()[1]) / 1000


def took(args: list[str]) -> Took:
    """What a command takes."""
    return _waited(_begun(args))


def took_at_once(calls: list[list[str]]) -> list[Took]:
    begun = [_begun(args) for args in calls]
    with ThreadPoolExecutor(len(begun)) as threads:
        return list(threads.map(_waited, begun))


@dataclass
class Begun:
    """A call under way, since when, and who looks at it."""

    process: subprocess.Popen[bytes]
    since: float
    watch: Watch


def _begun(args: list[str]) -> Begun:
    since = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", CALL, *args],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    watch = Watch(process.pid)
    watch.start()
    return Begun(process, since, watch)


def _waited(begun: Begun) -> Took:
    process, watch = begun.process, begun.watch
    code = process.wait()
    seconds = time.perf_counter() - begun.since
    watch.over.set()
    watch.join()
    assert code == 0, f"exit {code}: {process.args!r}"
    workers = [mb for pid, mb in watch.peak.items() if pid != process.pid]
    driver = watch.peak[process.pid]
    return Took(seconds, sum(watch.cpu.values()), driver, max(workers, default=0.0))


def scaling(asked: argparse.Namespace, folder: Path) -> None:
    def call(what: str, k: int, jobs: int) -> list[str]:
        out = str(folder / f"scaling-{what}-{k}")
        args = ["-n", str(asked.sample), "--jobs", str(jobs), "-o", out]
        return ["ensemble", asked.scenario, *args, "--events", str(asked.events)]

    one, two, halves = [], [], []
    for k in range(asked.repeats):
        one.append(took(call("one", k, 1)))
        two.append(took(call("two", k, 2)))
        both = took_at_once([call("left", k, 1), call("right", k, 1)])
        halves.append(
            Took(
                max(half.seconds for half in both) / 2,
                sum(half.work for half in both) / 2,
                max(half.driver for half in both),
                max(half.worker for half in both),
            )
        )
    ways = {"1 process": one, "2 processes": two, "half of two calls at once": halves}
    print(f"\n{f'{asked.sample:,} runs':<28}{'seconds':>8}{'work, CPU s':>14}")
    for name, times in ways.items():
        print(f"{name:<28}{middle(times, 'seconds'):>8.2f}{middle(times, 'work'):>14.2f}")
    for rival, times, share in (("half of two calls", halves, 1), ("1 process alone", one, 2)):
        more = 100 * (middle(two, "work") / middle(times, "work") - 1)
        slower = 100 * (share * middle(two, "seconds") / middle(times, "seconds") - 1)
        print(f"2 processes against {rival}: {more:+.0f}% of the work, {slower:+.0f}% of the time")
    print(f"aim: at most +{AIM:.0f}% of what two calls at once need for the same runs")


def middle(times: list[Took], what: str) -> float:
    found: float = statistics.median(getattr(one, what) for one in times)
    return found


def size(asked: argparse.Namespace, folder: Path) -> None:
    out = str(folder / "size")
    args = ["-n", str(asked.runs), "-o", out, "--events", str(asked.events)]
    found, kept = took(["ensemble", asked.scenario, *args]), opened(out)
    runs, events = rows(kept, "runs"), rows(kept, "events")
    played = int(kept.ensemble().table.select("events").sum().collect().item())
    print(
        f"\n{runs[0]:,} runs of {played:,} events, {os.cpu_count()} processes: "
        f"{found.seconds:.0f} s, {found.work:.0f} s CPU, "
        f"{1e6 * found.work / played:.1f} us CPU an event, all in"
    )
    print(f"memory: driver {found.driver:.0f} MB, a worker {found.worker:.0f} MB")
    print(
        f"disk: {runs[1] / runs[0]:.0f} bytes a run; {events[1] / max(1, events[0]):.1f} bytes an "
        f"event ({events[0]:,} kept)"
    )


def rows(kept: Dataset, kind: str) -> tuple[int, int]:
    """Rows and bytes of the parts of a kind."""
    parts = [part for part in kept.manifest.parts if part.kind == kind]
    return sum(part.rows for part in parts), sum(part.size for part in parts)


def main() -> None:
    parser = argparse.ArgumentParser(description="How an ensemble scales, and what it takes.")
    parser.add_argument("--scenario", default="cairo-2024")
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--sample", type=int, default=2000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", choices=["scaling", "size"])
    asked = parser.parse_args()
    print(
        f"detente {VERSION}{' (compiled)' if compiled() else ''}, "
        f"Python {platform.python_version()}, {sys.platform}: {asked.scenario}"
    )
    with tempfile.TemporaryDirectory() as folder:
        if asked.only != "size":
            scaling(asked, Path(folder))
        if asked.only != "scaling":
            size(asked, Path(folder))


if __name__ == "__main__":
    main()
