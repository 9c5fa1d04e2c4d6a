"""Tries at the record: in the core, and played as talks by SimPy.

    python -m benchmarks.record [--scenario cairo-2024] [--draws 100] [--seed 0]

Each draw of the inputs is searched for in both ways, in turns; both find the same try. What is told
is the CPU time of the one over that of the other, draw by draw, so that whatever else runs on the
machine slows both alike; what the same tries cost in the core where none is given up before its
end; and what a kept draw costs in all, its record played once more as talks.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from sim.ensemble.inputs import first_kept, kept_inputs, pilot
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.talks.luck import Luck
from sim.talks.tries import tries_of
from sim.version import VERSION, compiled

MANY = range(10**6)
Found = TypeVar("Found")


def in_the_core(case: Case, luck: Luck, ceiling: float) -> int | None:
    """As ensembles search."""
    tries = tries_of(case)
    assert tries is not None, "arrays hold this case"
    return tries.first_kept(luck, MANY, ceiling)


def as_talks(case: Case, luck: Luck, ceiling: float) -> int | None:
    """Each try played by SimPy, and given up as soon as it will not be kept."""
    return first_kept(case, luck, MANY, ceiling)


def in_all(case: Case, luck: Luck, ceiling: float) -> int | None:
    """What an ensemble does for a draw: the search, and the record of what is kept."""
    return kept_inputs(case, luck.seed, luck.run, ceiling=ceiling).tried - 1


def to_the_end(case: Case, luck: Luck, kept: int) -> None:
    """The same tries in the core, none given up when it can no longer be kept."""
    tries = tries_of(case)
    assert tries is not None, "arrays hold this case"
    for number in range(kept + 1):
        tries.chance(luck, number)


WAYS = (as_talks, in_the_core, in_all)


def timed(way: Callable[[], Found]) -> tuple[Found, float]:
    """What it finds, and CPU seconds."""
    begun = time.process_time()
    found = way()
    return found, time.process_time() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="cairo-2024")
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    case = load(asked.scenario)
    ceiling = pilot(case, asked.seed).ceiling
    ratios, tries, spent, whole = list[float](), 0, [0.0, 0.0, 0.0], [0.0, 0.0]
    for draw in range(asked.draws):
        luck, took = Luck(asked.seed, draw), [0.0, 0.0, 0.0]
        found = set[int | None]()
        for k in (0, 1, 2) if draw % 2 else (2, 1, 0):
            kept, took[k] = timed(partial(WAYS[k], case, luck, ceiling))
            found.add(kept)
        (kept,) = found  # all keep the same try
        assert kept is not None, "the record comes out"
        tries += 1 + kept
        for k in (0, 1) if draw % 2 else (1, 0):
            ends = (
                partial(in_the_core, case, luck, ceiling),
                partial(to_the_end, case, luck, kept),
            )
            whole[k] += timed(ends[k])[1]
        ratios.append(math.log(took[0] / took[1]))
        spent = [total + one for total, one in zip(spent, took, strict=True)]
    mean, error = statistics.fmean(ratios), statistics.stdev(ratios) / math.sqrt(len(ratios))
    low, high = (math.exp(mean + side * 1.96 * error) for side in (-1, 1))
    how = "compiled" if compiled() else "interpreted"
    print(f"detente {VERSION}, {how}: {asked.scenario}, {asked.draws:,} draws, {tries:,} tries")
    print(f"  as talks      {1e6 * spent[0] / tries:8.1f} us of CPU a try")
    print(f"  in the core   {1e6 * spent[1] / tries:8.1f} us of CPU a try")
    print(f"  to their end  {1e6 * whole[1] / tries:8.1f} us of CPU a try, ", end="")
    print(f"{whole[1] / whole[0]:.2f} times as much")
    print(f"  times less    {spent[0] / spent[1]:8.1f} of all; a draw, geometric mean, ", end="")
    print(f"{math.exp(mean):.1f} (95% interval {low:.1f} to {high:.1f})")
    print(f"  a kept draw   {1e3 * spent[2] / asked.draws:8.2f} ms of CPU in all", end="")
    print(f", {1e3 * spent[0] / asked.draws:.2f} with tries as talks")


if __name__ == "__main__":
    main()
