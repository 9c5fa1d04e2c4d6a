"""What is asked while positions are moved."""

from __future__ import annotations

from dataclasses import dataclass

from sim.studies.options import option, seed

DRAWS = 100
RUNS = 1000  # ten of each draw: what a range over inputs needs


@dataclass(frozen=True, slots=True)
class ExploreRequest:
    """Fields that are set from now on, all at once; () leaves everything as it is."""

    now: tuple[str, ...] = option(
        (), "--now", metavar="PATH=VALUE", help="Set a field from now on."
    )
    runs: int = option(RUNS, "-n", "--runs", most=10**4, help="Runs.")
    draws: int = option(DRAWS, "--draws", most=10**4, help="Draws of the unknown inputs.")
    seed: int = seed()
