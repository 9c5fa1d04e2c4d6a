"""What a study of sensitivity came to, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.sensitivity import Sensitivity
from sim.studies.sensitivity.request import SensitivityRequest
from sim.studies.shown import Shown

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class SensitivityResult(Shown):
    """A study of inputs, and how it was asked for; shares are of 1.

    `name` and `sets` load the scenario again; "" where it is not at hand. `kept` is the folder
    that keeps what was played, from which the same request goes on; `folder` holds `files`.
    """

    notice: str
    request: SensitivityRequest
    name: str
    sets: tuple[str, ...]
    title: str
    digest: str
    detente: str
    found: Sensitivity
    kept: str | None = None
    complete: bool = False  # all was played that was asked for
    folder: str | None = None
    files: tuple[str, ...] = ()

    def frame(self, name: str = "") -> pl.DataFrame:
        """A row a factor: indices as parts of 1, effects and swings as differences of shares."""
        from sim.plots.sensitivity import sensitivity_table  # noqa: PLC0415  (takes a second)

        return sensitivity_table(self.found) if not name else Shown.frame(self, name)
