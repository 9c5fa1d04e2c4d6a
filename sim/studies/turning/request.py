"""What is asked of a run's turning points."""

from __future__ import annotations

from dataclasses import dataclass

from sim.studies.options import jobs, option


@dataclass(frozen=True, slots=True)
class TurningRequest:
    """How many futures are played before and after every decision.

    Parameters
    ----------
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.
    """

    futures: int = option(
        500, "-n", "--futures", most=10**6, help="Before and after every decision."
    )
    jobs: int = jobs()
