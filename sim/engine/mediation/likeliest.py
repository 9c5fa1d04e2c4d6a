"""The package that is likeliest to find consent.

The settlement-oriented mediator of Kressel, Frontera, Forlenza, Butler & Fish (1994), who
wants an agreement, whatever it says.
"""

from __future__ import annotations

from sim.talks.prospects import Prospects


class Likeliest:
    """Looks to nothing but the chance that all whose consent is needed say yes."""

    def choose(self, prospects: Prospects) -> tuple[int, str]:
        return prospects.likeliest(), "likeliest"


RULE = Likeliest()
