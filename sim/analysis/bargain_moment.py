"""Where everyone stands when the record ends, draw by draw of the inputs.

Nothing is played beyond the record. Draws are kept as often as they give it, or weighed too
where that is rare (`ensemble.inputs`); a what-if from now is taken
as made, all of it at once. So demands are those that stand at `now`, and a no-deal worth is
what waiting, statements, shocks and resentment have made of it by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.efficiency import Standings
from sim.engine.script import openly, set_anew
from sim.talks import stepping
from sim.talks.attributing import event_of
from sim.talks.conditioning import Record, weight_of
from sim.talks.fold import evolve
from sim.talks.positions import reservation_of
from sim.talks.state import State
from sim.talks.timers import SCRIPT, Timer

if TYPE_CHECKING:
    from sim.ensemble.chunks import Workshop
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Moment:
    """One draw of the inputs at the end of its record.

    `weight` is 1 unless the record is too rare to wait for.
    """

    draw: int
    weight: float
    state: State
    record: Record

    @property
    def now(self) -> int:
        """The tick at which the record ends."""
        return self.state.tables.rules.now

    def standings(self) -> Standings:
        """Everyone whose consent may be needed."""
        state, actors = self.state, self.state.tables.consenting
        return Standings(
            state.tables,
            actors,
            tuple(state.stand[i] for i in actors),
            tuple(reservation_of(state, i, self.now) for i in actors),
        )


def moment(shop: Workshop, draw: int) -> Moment:
    """A draw at the end of its record, with all that a what-if changes from now on.

    Raises
    ------
    RecordError
        Where no try of the draw gives the record.
    """
    state = shop.look(draw).record[1]
    record = state.record
    assert record is not None, "a record that was played"
    weight = weight_of(record.chance(), shop.ceiling) if shop.ceiling < 1.0 else 1.0
    return Moment(draw, weight, _changed(shop.case, state, shop.what_if), record)


def _changed(case: Case, state: State, what_if: str) -> State:
    """The state after the moves of a what-if, as if all of them were made at `now`."""
    branch = state.branch(state.luck)
    timer = Timer(state.tables.rules.now, -1, SCRIPT, 0, 0)
    for nth, move in enumerate(case.now_moves(what_if) if what_if else (), start=state.moved):
        assert branch.script[nth] == move, "a record played without its what-if"
        if move.verb == "set":
            evolve(branch, set_anew(branch, timer, dict(move.sets)))
        else:
            forced = openly(branch, move)
            row = stepping.forced(branch.core, nth, timer.due, timer.order)
            evolve(branch, event_of(branch, row, forced))
    return branch
