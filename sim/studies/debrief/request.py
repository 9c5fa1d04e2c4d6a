"""What is asked of games side by side."""

from __future__ import annotations

from dataclasses import dataclass

from sim.studies.options import jobs, option


@dataclass(frozen=True, slots=True)
class DebriefRequest:
    """How many futures are played before and after every decision of every game.

    Parameters
    ----------
    futures
        0: none, and where the odds turned is left out.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.
    """

    futures: int = option(
        200, "-n", "--futures", least=0, most=10**6,
        help="Futures at every decision, to see where the odds turned; 0 leaves that out.",
    )  # fmt: skip
    jobs: int = jobs()
