"""A package drawn in proportion to its asymmetric Nash product (choice rule: Luce 1959).

The product is that of `nash`; where no package has one, the fairest.
"""

from __future__ import annotations

import math

from sim.engine.mediation.fairest import RULE as FAIREST
from sim.talks.prospects import Prospects


class Proportional:
    """Prefers what gives more to all, and may table anything that gives something to all."""

    def choose(self, prospects: Prospects) -> tuple[int, str]:
        among = sorted(prospects.above(), key=prospects.keys.__getitem__)
        if not among:
            return FAIREST.choose(prospects)
        logs = prospects.nash_logs(among)
        top = max(logs)
        parts = [math.exp(log - top) for log in logs]
        left = prospects.luck() * math.fsum(parts)
        for package, part in zip(among, parts, strict=True):
            left -= part
            if left < 0.0:
                return package, "proportional"
        return among[-1], "proportional"


RULE = Proportional()
