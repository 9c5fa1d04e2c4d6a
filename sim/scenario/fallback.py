"""A worth of no deal that a file gives as a package: what the actor would be left with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.scenario.interacting import Together, added
from sim.scenario.stances import RAISED, Stance, phase_at, standpoint


@dataclass(frozen=True, slots=True)
class Fallback:
    """The package that no deal comes to, for one actor.

    Attributes
    ----------
    options, widths
        By issue: the option, and how many there are.
    now
        The tick at which it is valued.
    """

    options: tuple[int, ...]
    widths: tuple[int, ...]
    now: int

    def worth(
        self, stances: Sequence[Stance | None], soft_line: float, together: Sequence[Together]
    ) -> float:
        """What it is worth, in [0, 1], as the actor's demands stand then (Raiffa 1982)."""
        phases = [phase_at(stance, self.now) for stance in stances]
        package = 0
        for option, width in zip(self.options, self.widths, strict=True):
            package = package * width + option
        worth = standpoint(stances, self.widths, phases, soft_line, 0.0).worth(package)
        stands = [phase == RAISED for phase in phases]
        more = added(together, [self.options], stands).get(0, 0.0)
        return min(1.0, max(0.0, worth + more))
