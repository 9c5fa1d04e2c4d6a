"""Concession by time alone (Faratin, Sierra & Jennings 1998)."""

from __future__ import annotations

from functools import lru_cache

from sim.model.aspiration import conceded, concession_exponent
from sim.talks.protocol import View

_exponent = lru_cache(maxsize=4096)(concession_exponent)


class TimeDependent:
    """alpha = k + (1-k) (t/T)^(1/beta): late where firm (Boulware), early where not."""

    def conceded(self, view: View) -> float:
        return conceded(view.opening, view.day, view.planning_horizon, _exponent(view.firmness))


TACTIC = TimeDependent()
