"""What an ensemble survives: `python -m tests.ensemble.faults [--runs 6000] [--no-cluster]`.

Each line is one way to play the same runs, or to be interrupted and gone on with: how many
runs and parts there were at the fault and in the end, the digest of the results, and how many
of the processes it had begun were still there afterwards. The digests must all be the same.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CALL = "from sim.cli.entry import main\nif __name__ == '__main__': main()\n"
PATIENCE = 600.0  # seconds, until what hangs is given up
LINGER = 60.0  # seconds, for what was told to end
NAME = "flat-sale"

Fault = Callable[[subprocess.Popen[str]], None]


@dataclass
class Shown:
    """One line of the table. `left` are processes that outlived what began them."""

    what: str
    exits: list[int]
    kept: int  # runs kept at the fault
    runs: int
    parts: int
    digest: str
    left: list[int]


@dataclass
class Stage:
    """Where and what is played: `--seed` and so on are in `size`."""

    folder: Path
    runs: int = 6000
    chunk: int = 50
    url: bool = False  # the folder is given as one

    @property
    def size(self) -> list[str]:
        few = ["--draws", "100", "--kept", "0"]  # the runs alone: nothing is played on
        return ["-n", str(self.runs), *few, "--seed", "3", "--events", "500"]

    def new(self, what: str, *more: str) -> list[str]:
        out = str(self.folder / what.replace(" ", "-"))
        out = f"file://{out}" if self.url else out
        chunk = [] if "--chunk" in more else ["--chunk", str(self.chunk)]
        return ["ensemble", NAME, *self.size, "-o", out, *chunk, *more]


def started(args: Sequence[str], limit: int = 0) -> subprocess.Popen[str]:
    """`detente ...` in a session of its own; `limit`: bytes that a file may have."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-c", CALL, *args],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limited if limit else None,  # noqa: PLW1509  (no threads here)
        start_new_session=True,
    )


def finished(args: Sequence[str]) -> int:
    process = started(args)
    _, told = process.communicate(timeout=PATIENCE)
    if process.returncode not in (0, 2, 3, 130):
        raise AssertionError(told)
    return process.returncode


def descendants(pid: int) -> list[int]:
    """All processes below one, from /proc."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, waiting = [], [pid]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def living(pids: Sequence[int]) -> list[int]:
    """Those that do not end."""
    until = time.monotonic() + LINGER
    left = list(pids)
    while left and time.monotonic() < until:
        left = [pid for pid in left if _is_alive(pid)]
        time.sleep(0.05)
    return left


def _is_alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def workers_of(pid: int) -> list[int]:
    """The processes that play: those below the fork server."""
    found = descendants(pid)
    return [one for one in found if not descendants(one)][-2:]


def kept_runs(folder: Path) -> int:
    """Runs that a journal or a manifest names."""
    rows: dict[str, int] = {}
    journal = folder / "parts.jsonl"
    lines: list[bytes] = []
    with suppress(OSError):
        lines = [one.read_bytes() for one in journal.glob("*")]  # behind a URL, a file a line
        if journal.is_file():
            lines = journal.read_bytes().split(b"\n")[:-1]
    for line in lines:
        with suppress(ValueError):  # not whole yet
            rows |= {part["file"]: part["rows"] for part in json.loads(line)}
    with suppress(OSError):
        parts = json.loads((folder / "manifest.json").read_bytes())["parts"]
        rows |= {part["file"]: part["rows"] for part in parts}
    return sum(count for file, count in rows.items() if file.startswith("runs/"))


def shown(what: str, folder: Path, exits: list[int], kept: int, pids: Sequence[int]) -> Shown:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    parts = [part for part in manifest["parts"] if part["kind"] == "runs"]
    runs = sum(part["rows"] for part in parts)
    digest = manifest["results_digest"] + manifest["events_digest"]
    return Shown(what, exits, kept, runs, len(parts), digest, living(pids))


def plain(stage: Stage, what: str, *more: str) -> Shown:
    """Played without a fault."""
    args = stage.new(what, *more)
    process = started(args)
    pids = seen_while(process, folder_of(args), stage.runs // 2)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, told
    return shown(what, folder_of(args), [0], stage.runs, pids)


def folder_of(args: Sequence[str]) -> Path:
    return Path(args[args.index("-o") + 1].removeprefix("file://"))


def seen_while(process: subprocess.Popen[str], folder: Path, runs: int) -> list[int]:
    """Wait until so many runs are kept: the processes there are then."""
    until = time.monotonic() + PATIENCE
    while kept_runs(folder) < runs and process.poll() is None:
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.01)
    return descendants(process.pid)


def faulty(stage: Stage, what: str, fault: Fault, *more: str) -> Shown:
    """Hit by a fault when some runs are kept, and gone on with if that ended it."""
    args = stage.new(what, *more)
    folder = folder_of(args)
    process = started(args)
    pids = seen_while(process, folder, stage.runs // 12)
    fault(process)
    pids = sorted({*pids, *descendants(process.pid)})
    process.communicate(timeout=PATIENCE)
    exits, kept = [process.returncode], kept_runs(folder)
    if process.returncode != 0:
        assert living(pids) == [], "left behind before it was gone on with"
        resume = ["ensemble", "--resume", args[args.index("-o") + 1], "--kept", "0"]
        exits.append(finished([*resume, *(more if "--cluster" in more else ())]))
    return shown(what, folder, exits, kept, pids)


def kill_a_worker(process: subprocess.Popen[str]) -> None:
    os.kill(workers_of(process.pid)[0], signal.SIGKILL)


def kill_the_fork_server(process: subprocess.Popen[str]) -> None:
    servers = [one for one in descendants(process.pid) if descendants(one)]
    os.kill(servers[0], signal.SIGKILL)


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()


def killing(pid: int) -> Fault:
    return lambda _: os.kill(pid, signal.SIGKILL)


def interrupt(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them


def terminate(process: subprocess.Popen[str]) -> None:
    process.terminate()


def terminate_all(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGTERM)  # as a batch system does


def full_disk(stage: Stage, what: str = "full disk", *, mounted: bool = True) -> Shown:
    """A disk of its own that fills up; without the right to mount one, a limit on files."""
    with small_disk(stage.folder / "disk") if mounted else nullcontext() as disk:
        folder = (disk or stage.folder) / what.replace(" ", "-")
        chunk = str(stage.chunk if disk else stage.runs // 80)  # then the journal grows too large
        args = ["ensemble", NAME, *stage.size, "-o", str(folder), "--chunk", chunk]
        process = started(args, limit=0 if disk else 38_000)
        _, told = process.communicate(timeout=PATIENCE)
        assert process.returncode == 2, told
        assert "runs are kept" in told, told
        kept = kept_runs(folder)
        if disk:
            grow(disk)
        exits = [process.returncode, finished(["ensemble", "--resume", str(folder), "--kept", "0"])]
        return shown(what, folder, exits, kept, descendants(process.pid))


@contextmanager
def small_disk(disk: Path) -> Iterator[Path | None]:
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        yield None
        return
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def grow(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)


@contextmanager
def local_cluster() -> Iterator[tuple[str, list[int]]]:
    """The address of a cluster of two processes, and their pids."""
    call = [sys.executable, "-m", "tests.ensemble.local_cluster"]
    process = subprocess.Popen(
        call, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        address, *workers = process.stdout.readline().split()
        yield address, [int(pid) for pid in workers]
    finally:
        process.communicate(timeout=PATIENCE)


def on_processes(stage: Stage) -> Iterator[Shown]:
    yield plain(stage, "one process", "--jobs", "1")
    yield plain(stage, "two processes", "--jobs", "2")
    yield plain(stage, "parts of 1000", "--jobs", "2", "--chunk", "1000")
    faults = {
        "worker killed": kill_a_worker,
        "fork server killed": kill_the_fork_server,
        "driver killed": kill,
        "interrupted": interrupt,
        "terminated": terminate,
        "all terminated": terminate_all,
    }
    for what, fault in faults.items():
        yield faulty(stage, what, fault, "--jobs", "2")
    yield full_disk(stage)


def on_a_cluster(stage: Stage) -> Iterator[Shown]:
    with local_cluster() as (address, workers):
        at = ("--cluster", address)
        yield plain(stage, "cluster", *at)
        yield plain(stage, "cluster, shared disk", *at, "--shared-disk")
        yield faulty(stage, "cluster, worker killed", killing(workers[0]), *at)
        yield faulty(stage, "cluster, driver killed", kill, *at)
        yield faulty(stage, "cluster, interrupted", interrupt, *at)
        yield plain(Stage(stage.folder, stage.runs, url=True), "cluster, URL", *at)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description="What an ensemble survives.")
    parser.add_argument("--runs", type=int, default=6000)
    parser.add_argument("--no-cluster", action="store_true")
    asked = parser.parse_args()
    digests, left, lines = set(), 0, 0
    say(f"{'':26}{'exits':>8}{'at the fault':>14}{'runs':>8}{'parts':>7}  results   left")
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), asked.runs)
        for ways in (on_processes, on_a_cluster)[: 1 if asked.no_cluster else 2]:
            for one in ways(stage):
                say(line_of(one))
                digests.add(one.digest)
                left, lines = left + len(one.left), lines + 1
    say(f"{lines} ways, {len(digests)} digest, {left} processes left behind")
    sys.exit(len(digests) != 1 or left > 0)


def line_of(one: Shown) -> str:
    exits = ", ".join(map(str, one.exits))
    counts = f"{one.kept:>14,}{one.runs:>8,}{one.parts:>7}"
    return f"{one.what:26}{exits:>8}{counts}  {one.digest[:8]}  {len(one.left):>4}"


if __name__ == "__main__":
    main()
