"""What it saves to give up a try of the record as soon as it will not be kept.

    python -m benchmarks.record [--scenario cairo-2024] [--draws 100] [--seed 0]

Each draw of the inputs is searched for twice, in turns: giving tries up early, as ensembles do,
and playing the record of every try to its end. Both find the same try; what is told is the
CPU time of the one over that of the other, draw by draw, so that whatever else runs on the
machine slows both alike.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable
from itertools import count

from sim.ensemble.inputs import Kept, _attempt, _lost, kept_inputs, pilot
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.talks.luck import Luck
from sim.version import VERSION, compiled

Search = Callable[[Case, int, int, float], Kept]


def early(case: Case, seed: int, draw: int, ceiling: float) -> Kept:
    """As ensembles search."""
    return kept_inputs(case, seed, draw, ceiling=ceiling)


def whole(case: Case, seed: int, draw: int, ceiling: float) -> Kept:
    """Every try played to the end of the record."""
    luck = Luck(seed, draw)
    for number in count():
        found = _attempt(case, luck, number)
        if not _lost(luck, number, ceiling)(found.record[1]):
            return found
    raise AssertionError("a search without an end")


def timed(search: Search, case: Case, seed: int, draw: int, ceiling: float) -> tuple[int, float]:
    """The try that is kept, and CPU seconds."""
    begun = time.process_time()
    found = search(case, seed, draw, ceiling)
    return found.tried, time.process_time() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="cairo-2024")
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    case = load(asked.scenario)
    ceiling = pilot(case, asked.seed).ceiling
    ratios, tries, spent = list[float](), 0, [0.0, 0.0]
    for draw in range(asked.draws):
        order = (0, 1) if draw % 2 else (1, 0)
        took = {k: timed((whole, early)[k], case, asked.seed, draw, ceiling) for k in order}
        assert took[0][0] == took[1][0], "both keep the same try"
        tries += took[0][0]
        ratios.append(math.log(took[0][1] / took[1][1]))
        spent = [spent[0] + took[0][1], spent[1] + took[1][1]]
    mean, error = statistics.fmean(ratios), statistics.stdev(ratios) / math.sqrt(len(ratios))
    low, high = (math.exp(mean + side * 1.96 * error) for side in (-1, 1))
    how = "compiled" if compiled() else "interpreted"
    print(f"detente {VERSION}, {how}: {asked.scenario}, {asked.draws:,} draws, {tries:,} tries")
    print(f"  played to the end  {1000 * spent[0] / tries:.2f} ms of CPU a try")
    print(f"  given up early     {1000 * spent[1] / tries:.2f} ms of CPU a try")
    print(
        f"  ratio              {spent[0] / spent[1]:.2f} of all; a draw, geometric mean, ", end=""
    )
    print(f"{math.exp(mean):.2f} (95% interval {low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
