"""What is asked of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.ensemble.arguments import RUNS, draws_of
from sim.errors import SettingError
from sim.studies.options import jobs, option, seed

if TYPE_CHECKING:
    from sim.ensemble.chunks import Settings

MOST = 100_000  # runs that are played in memory


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """What is set beside a scenario, and how much is played of each.

    Parameters
    ----------
    what_if
        Variants of the scenario by name; () is all of them, where `now` is () too.
    now
        Fields that are set from now on, all at once, such as `hamas.corridor.red_line=none`; the
        mirror of that stands beside it.
    runs, draws
        Runs of each, and draws of the unknown inputs that they share; None: 1,000 draws, or half
        the runs where that is fewer.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.
    """

    what_if: tuple[str, ...] = option(
        (), "--what-if", metavar="VARIANT", help="Only this variant; may be given more than once."
    )
    now: tuple[str, ...] = option(
        (), "--now", metavar="PATH=VALUE",
        help="Set a field from now on, beside its mirror; given more than once, all at once.",
    )  # fmt: skip
    runs: int = option(RUNS, "-n", "--runs", most=10**7, help="Runs of each.")
    draws: int | None = option(
        None, "--draws", metavar="N", most=10**7,
        help="Draws of the unknown inputs; each is played runs/draws times.  [default: 1000, or "
        "half the runs where that is fewer]",
    )  # fmt: skip
    seed: int = seed()
    jobs: int = jobs()

    def settings(self, added: str = "") -> Settings:
        """What is played of each; `added` are moves of a variant from now on.

        Raises
        ------
        SettingError
            Where it is more than memory holds.
        """
        if self.runs > MOST:
            raise SettingError(
                f"-n {self.runs}: a comparison is played in memory: write {MOST} or fewer"
            )
        from sim.ensemble.chunks import Settings  # noqa: PLC0415  (no help text needs it)

        draws = draws_of(self.runs, self.draws)
        return Settings(self.runs, draws, self.seed, self.jobs, added)
