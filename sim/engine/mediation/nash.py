"""The package of the asymmetric Nash product (Nash 1950; Kalai 1977).

Of what the mediator believes each needed actor gains over no deal, each weighted by its bias.
Where packages need different consents the geometric mean of the gains is compared, so that a
package does not gain by needing fewer. If none leaves every needed actor above what it would
settle for, the fairest.
"""

from __future__ import annotations

from sim.engine.mediation.fairest import RULE as FAIREST
from sim.model.bargaining import nash_package
from sim.talks.prospects import Prospects


class Nash:
    """Looks to the gains of all, none of which may be nothing."""

    def choose(self, prospects: Prospects) -> tuple[int, str]:
        among = prospects.above()
        if not among:
            return FAIREST.choose(prospects)
        worths, floors, powers = prospects.worths, prospects.floors, prospects.powers
        return nash_package(worths, floors, powers, among, prospects.keys), "nash"


RULE = Nash()
