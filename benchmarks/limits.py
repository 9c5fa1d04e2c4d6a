"""The largest scenarios that are allowed: seconds and memory of each command on them.

    python -m benchmarks.limits [--only packages|options|actors] [--runs 200] [--draws 100]

Three scenarios are written into a temporary folder, each at one limit: `packages` (19,440 of
8 issues, 12 actors), `options` (one issue of 500) and `actors` (60). Each command is a call of
its own, start to finish: the seconds that passed, CPU seconds of its processes together, and the
greatest memory of the command itself and of a worker.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ensemble import took
from sim.version import VERSION, compiled

MEDIATORS, STAKEHOLDERS = 1, 2


@dataclass(frozen=True, slots=True)
class Size:
    """How many actors there are, and how many options each issue has."""

    actors: int
    options: tuple[int, ...]


LARGEST = {
    "packages": Size(12, (5, 4, 4, 3, 3, 3, 3, 3)),
    "options": Size(6, (500,)),
    "actors": Size(60, (5, 4, 3)),
}


def scenario(size: Size) -> str:
    """The YAML text of mediated talks of this size; what a third of them want is unknown."""
    mediators = [f"mediator{k}" for k in range(MEDIATORS)]
    stakeholders = [f"neighbour{k}" for k in range(STAKEHOLDERS)]
    parties = [f"party{k}" for k in range(size.actors - MEDIATORS - STAKEHOLDERS)]
    lines = [
        "title: As large as talks may be",
        "calendar:",
        "  start: 2025-03-01",
        "  now: 2025-03-14",
        "  horizon: 90 days",
        "  sessions: {weekly: {every: 5 to 9 days}}",
        "issues:",
    ]
    for j, count in enumerate(size.options):
        lines.append(f"  issue{j}:")
        lines.append("    options:")
        lines.extend(f"      o{o}: option {o} of issue {j}" for o in range(count))
    lines.append("actors:")
    for k, name in enumerate([*parties, *stakeholders]):
        role = "stakeholder" if name in stakeholders else "party"
        lines.append(f"  {name}:")
        lines.append(f"    roles: [{role}]")
        for j, count in enumerate(size.options):
            wants = "unknown" if (j + k) % 3 == 0 else f"o{(k * 7 + j * 3) % count}"
            line = ", red_line: soft" if (j + k) % 5 == 0 else ""
            if role == "party" or j == k % len(size.options):
                lines.append(f"    issue{j}: {{wants: {wants}{line}}}")
    for name in mediators:
        lines += [f"  {name}:", "    roles: [mediator]", f"    reaches: [{', '.join(parties)}]"]
    return "\n".join(lines) + "\n"


def commands(path: str, runs: int, draws: int) -> list[list[str]]:
    """The commands that are measured; `bargain` at its default draws."""
    ensemble = ["-n", str(runs), "--draws", str(draws)]
    return [["validate", path], ["run", path], ["ensemble", path, *ensemble], ["bargain", path]]


def main() -> None:
    parser = argparse.ArgumentParser(description="What the largest scenarios take.")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--only", choices=LARGEST, action="append")
    asked = parser.parse_args()
    print(
        f"detente {VERSION}{' (compiled)' if compiled() else ''}, "
        f"Python {platform.python_version()}, {sys.platform}, {os.cpu_count()} processors"
    )
    print(f"{'':<22}{'seconds':>9}{'CPU s':>9}{'MB':>7}{'MB a worker':>13}")
    with tempfile.TemporaryDirectory() as folder:
        for name in asked.only or LARGEST:
            path = Path(folder, f"{name}.yaml")
            path.write_text(scenario(LARGEST[name]), encoding="utf-8")
            for command in commands(str(path), asked.runs, asked.draws):
                found = took(command)
                print(
                    f"{f'{name}: {command[0]}':<22}{found.seconds:>9.1f}{found.work:>9.1f}"
                    f"{found.driver:>7.0f}{found.worker:>13.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
