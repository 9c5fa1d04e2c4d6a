"""The same study with narrower or wider ranges of the unknown numbers: what the ranges do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.effects import IfChanged
from sim.analysis.shares import OutcomeShare, outcome_shares
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.ensemble.ranged import RANGES, with_ranges
from sim.studies.ensemble.changes import changes
from sim.studies.progress import QUIET, Progress

if TYPE_CHECKING:
    from sim.ensemble.driver import Ensemble


@dataclass(frozen=True, slots=True)
class Ranged:
    """How the runs end with other ranges, and what each position moves with them.

    `inputs` is how many ranges are `half` or `double` as wide; `if_changed` is None where no
    kept runs were asked for.
    """

    ranges: str
    inputs: int
    outcomes: tuple[OutcomeShare, ...]
    if_changed: IfChanged | None


def at_other_ranges(
    found: Ensemble, ranges: str, kept: int, jobs: int = 1, progress: Progress = QUIET
) -> Ranged | None:
    """As many runs of as many draws, with ranges of another width; None where it was stopped.

    Raises
    ------
    SettingError
        Where the scenario does not hold with them.
    """
    case, inputs = with_ranges(found.case, RANGES[ranges])
    first = found.settings
    asked = Settings(found.played, first.draws, first.seed, jobs, tries=first.tries)
    try:
        other = ensemble(case, asked, progress.told, progress.cancelled)
    except KeyboardInterrupt:
        if not progress.cancelled():
            raise
        return None
    if other.interrupted:
        return None
    shares = outcome_shares(other.frame.select("run", "draw", "weight", "outcome"))
    moved = list(changes(other, kept, jobs, progress.after(other.played))) if kept else []
    if moved and not moved[-1].complete:
        return None
    return Ranged(ranges, inputs, tuple(shares), moved[-1].if_changed if moved else None)
