"""The package whose least chance of a yes is the greatest, then the next (leximin: Sen 1970)."""

from __future__ import annotations

from sim.talks.prospects import Prospects


class Fairest:
    """Looks first to whoever would be the hardest to win, as the mediator believes."""

    def choose(self, prospects: Prospects) -> tuple[int, str]:
        return prospects.fairest(), "fairest"


RULE = Fairest()
