"""Fuzzes for so many minutes, in rounds of new examples; stops at the first failure.

python -m tests.fuzz --minutes 60
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import SystemRandom

import click

ROOT = Path(__file__).parents[2]
LINE = re.compile(
    r"^fuzz: (?P<kind>.*): (?P<tries>[\d,]+) tries, (?P<refused>[\d,]+) refused$", re.MULTILINE
)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=60.0)
    asked.add_argument("--tries", type=int, default=200, help="of each fuzzer in a round")
    how = asked.parse_args()
    end = time.monotonic() + 60.0 * how.minutes
    total: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    rounds = 0
    while rounds == 0 or time.monotonic() < end:
        seed = SystemRandom().randrange(2**32)
        env = {**os.environ, "FUZZ_TRIES": str(how.tries)}
        env.pop("CI", None)
        call = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal"]
        call += ["-x", f"--hypothesis-seed={seed}", "tests/fuzz"]
        done = subprocess.run(call, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        rounds += 1
        for found in LINE.finditer(done.stdout):
            total[found["kind"]] += int(found["tries"].replace(",", ""))
            refused[found["kind"]] += int(found["refused"].replace(",", ""))
        click.echo(f"round {rounds}, seed {seed}: {sum(total.values()):,} tries")
        if done.returncode:
            click.echo(done.stdout + done.stderr)
            click.echo(f"again: FUZZ_TRIES={how.tries} {' '.join(call[1:])}")
            return 1
    for kind in sorted(total):
        click.echo(f"{kind}: {total[kind]:,} tries, {refused[kind]:,} refused")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
