"""What moved positions come to so far, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.contrasts import Contrast
from sim.analysis.shares import OutcomeShare
from sim.analysis.terms import OptionShare
from sim.studies.explore.request import ExploreRequest
from sim.studies.shown import Shown


@dataclass(frozen=True, slots=True)
class OutcomeMoved:
    """An outcome before a change and with it, on the same runs."""

    outcome: str
    label: str
    before: OutcomeShare
    now: OutcomeShare
    contrast: Contrast


@dataclass(frozen=True, slots=True)
class OptionMoved:
    """An option of an issue in the deals, before and now; shares are of all runs."""

    option: str
    label: str
    before: OptionShare
    now: OptionShare


@dataclass(frozen=True, slots=True)
class IssueMoved:
    """The options of an issue, in the scenario's order."""

    issue: str
    label: str
    options: tuple[OptionMoved, ...]


@dataclass(frozen=True, slots=True)
class RunMoved:
    """A run that ends in another outcome with the change."""

    run: int
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class MirrorMoved:
    """The same done by another party, on the same runs."""

    actor: str
    label: str
    now: tuple[str, ...]
    outcomes: tuple[OutcomeMoved, ...]


@dataclass(frozen=True, slots=True)
class ExploreResult(Shown):
    """Moved positions, after `played` of the runs that were asked for.

    `name` and `sets` load the scenario again; `moved` are runs that end in another outcome, the
    first of them in `runs_moved`. `mirrors` is None until they are played.
    """

    notice: str
    request: ExploreRequest
    name: str
    sets: tuple[str, ...]
    title: str
    digest: str
    detente: str
    played: int
    draws: int
    outcomes: tuple[OutcomeMoved, ...]
    issues: tuple[IssueMoved, ...]
    moved: int
    runs_moved: tuple[RunMoved, ...]
    mirrors: tuple[MirrorMoved, ...] | None = None
    complete: bool = False

    def of(self, outcome: str) -> OutcomeMoved:
        """One outcome."""
        return next(one for one in self.outcomes if one.outcome == outcome)
