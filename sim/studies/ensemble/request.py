"""What is asked of an ensemble."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.told_outcomes import outcomes_of
from sim.ensemble.arguments import RUNS, draws_of
from sim.ensemble.chunks import Settings
from sim.ensemble.ranged import RANGES
from sim.errors import SettingError

if TYPE_CHECKING:
    from sim.scenario.case import Case

KEPT_OF = 8  # runs of which one is played on under every changed position
LEAST_KEPT, MOST_KEPT = 100, 500  # of those


@dataclass(frozen=True, slots=True)
class EnsembleRequest:
    """How much is played, and what is asked about.

    Parameters
    ----------
    runs, draws
        Runs, and draws of the unknown inputs that they share; None: 1,000, or half the runs
        where that is fewer, so that each is played twice.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.
    what_if
        A variant of the scenario from now on.
    within
        Points of 100: play on until the shares are known so well, `runs` at most. 0: all runs.
    kept
        Kept runs that are played on under every changed position; None: an eighth of the runs,
        500 at most, and none where that is under 100. 0: none.
    outcome
        The ending or term of a deal (`corridor=stay`) whose shifts the page prints.
    tries
        How many tries a draw may take on average where the record is rare; 0: 2,000.
    ranges
        `half` or `double`: the study is played again with ranges of that width, beside the first.
    """

    runs: int = RUNS
    draws: int | None = None
    seed: int = 0
    jobs: int = 1
    what_if: str = ""
    within: float = 0.0
    kept: int | None = None
    outcome: str = "deal"
    tries: int = 0
    ranges: str = ""

    def settings(self, added: str) -> Settings:
        """What is played of it; `added` are the moves of the variant (`ensemble.what_if`)."""
        size = self.runs, self.all_draws, self.seed, self.jobs
        return Settings(*size, added, self.within, self.tries)

    @property
    def used_draws(self) -> int:
        """A study of fewer runs than draws uses one draw a run."""
        return min(self.runs, self.all_draws)

    @property
    def all_draws(self) -> int:
        """How many draws it may have."""
        return draws_of(self.runs, self.draws)

    @property
    def used_kept(self) -> int:
        """How many kept runs are played on under every changed position."""
        if self.kept is not None:
            return min(self.kept, self.runs)
        eighth = self.runs // KEPT_OF
        return min(eighth, MOST_KEPT) if eighth >= LEAST_KEPT else 0


def check_ranges(request: EnsembleRequest, added: str) -> None:
    """See that ranges are of a width that is known, and can be asked for; `added` as above.

    Raises
    ------
    SettingError
        Where they are not.
    """
    if request.ranges and request.ranges not in RANGES:
        raise SettingError(f"--ranges {request.ranges}: write {' or '.join(RANGES)}")
    if request.ranges and added:
        raise SettingError(
            f"--ranges {request.ranges}: not with a what-if from now, which the study with other "
            "ranges does not have: leave one of them out"
        )


def check_outcome(case: Case, outcome: str) -> None:
    """See that a case has an ending or a term of this name.

    Raises
    ------
    SettingError
        Where it has none.
    """
    known = [one.name for one in outcomes_of(case.names)]
    if outcome not in known:
        raise SettingError(f"--outcome {outcome}: no outcome here: write one of {', '.join(known)}")
