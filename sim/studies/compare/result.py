"""What a comparison came to, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.contrasts import Comparison
from sim.analysis.design import Design
from sim.analysis.shares import OutcomeShare
from sim.studies.compare.request import CompareRequest
from sim.studies.shown import Shown


@dataclass(frozen=True, slots=True)
class CompareResult(Shown):
    """A base and what is set beside it; shares and differences are of 1.

    `names` and `sets` load the scenarios again, the base first; () where they are not at hand.
    `mirrored` is False where a change from now has no mirror beside it. `folder` holds `files`.
    """

    notice: str
    request: CompareRequest
    names: tuple[str, ...]
    sets: tuple[str, ...]
    title: str
    digest: str
    detente: str
    design: Design
    base: tuple[OutcomeShare, ...]
    beside: tuple[Comparison, ...]
    mirrored: bool = True
    complete: bool = False  # all that was to be set beside it is there
    folder: str | None = None
    files: tuple[str, ...] = ()
