"""What games come to side by side, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.analysis.debrief import Debrief
from sim.scenario.case import Labels
from sim.studies.debrief.request import DebriefRequest
from sim.studies.shown import Shown


@dataclass(frozen=True, slots=True)
class DebriefResult(Shown):
    """Games of one scenario; worths are of 1, on the scale of each role.

    `names` and `words` are what a command about these games takes; () where they are not at hand.
    `actors` are titles by id, in alphabetical order; `scale` says what points run from and to, and
    `happened` by game what came about where its odds turned.
    """

    notice: str
    request: DebriefRequest
    names: tuple[str, ...]
    words: tuple[str, ...]
    title: str
    digest: str
    detente: str
    labels: Labels
    actors: Mapping[str, str]
    scale: str
    found: Debrief
    happened: Mapping[str, str]
    complete: bool
    folder: str | None = None
    files: tuple[str, ...] = ()
