"""Many runs of one kept draw at once, to the numbers that each comes to: no log, no events."""

from __future__ import annotations

from sim.core import unlocked
from sim.core.likelihood import Odds
from sim.core.state import State as Core
from sim.engine.looping import COMPILED
from sim.talks import loading, stepping
from sim.talks.luck import mix
from sim.talks.state import State


class Many:
    """Plays runs from where a draw's record closes, on arrays that are made once."""

    def __init__(self, state: State) -> None:
        self._before = state.core
        self._state = Core(stepping.tables_at(self._before))
        self._odds = Odds(len(state.tables.actors))
        self._seed = mix(state.luck.seed)

    def play(self, numbers: range) -> bytes:
        """The numbers of each of some runs, where `sim.core.codes` has them: floats in a row."""
        return unlocked.play_runs(self._state, self._odds, self._before, self._seed, numbers)


def many(state: State) -> Many | None:
    """What plays many runs on from a state just before its record closes, each kept for certain.

    None where the loop cannot, or no luck gives the record.
    """
    if not COMPILED or state.closed or not loading.playable_once_closed(state):
        return None
    if state.record is None or not state.record.possible:
        return None
    return Many(state)
