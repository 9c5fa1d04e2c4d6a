"""What is asked of an ensemble."""

from __future__ import annotations

from dataclasses import dataclass

from sim.ensemble.chunks import Settings

RUNS, DRAWS = 2000, 100


@dataclass(frozen=True, slots=True)
class EnsembleRequest:
    """How much is played, and what is asked about.

    Parameters
    ----------
    runs, draws
        Runs, and draws of the unknown inputs that they share.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.
    what_if
        A variant of the scenario from now on.
    within
        Points of 100: play on until the shares are known so well, `runs` at most. 0: all runs.
    """

    runs: int = RUNS
    draws: int = DRAWS
    seed: int = 0
    jobs: int = 1
    what_if: str = ""
    within: float = 0.0

    def settings(self, added: str) -> Settings:
        """What is played of it; `added` are the moves of the variant (`ensemble.what_if`)."""
        return Settings(self.runs, self.draws, self.seed, self.jobs, added, self.within)

    @property
    def used_draws(self) -> int:
        """A study of fewer runs than draws uses one draw a run."""
        return min(self.runs, self.draws)
