"""A chunk of an ensemble: some input draws with some of their runs of luck, a pure function.

Run k of an ensemble of D draws belongs to draw k mod D. A run's luck is keyed to its
number, a draw's to its own, so that chunks, processes and their order change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sim.engine.many import Many, many
from sim.engine.play import play_after
from sim.ensemble.blocks import Block, first_runs, order_of
from sim.ensemble.event_rows import Line, lines_of
from sim.ensemble.inputs import Kept, inputs_at, kept_inputs, pilot
from sim.ensemble.row import Row
from sim.talks.events import AnyEvent
from sim.talks.projections import summary

if TYPE_CHECKING:
    from sim.ensemble.batches import Batch
    from sim.scenario.case import Case

DRAWS_AT_HAND = 128  # kept inputs that a process remembers: about 60 kB each, or fewer
ROOM = 32_000_000  # bytes for what packages are worth in them
A_WORTH = 64  # bytes: a number in a list and in an array, whether it crosses a red line, and so on


@dataclass(frozen=True, slots=True)
class Settings:
    """What an ensemble is, apart from its case. Runs and draws at least 1."""

    runs: int = 2000
    draws: int = 100
    seed: int = 0
    jobs: int = 0  # processes; 0: one a core
    what_if: str = ""  # a variant of the case from now on
    within: float = 0.0  # points of 100: until the shares are known so well; 0: all runs
    tries: int = 0  # that a draw may take on average where the record is rare; 0: `LIMIT`

    @property
    def used_draws(self) -> int:
        """A study of fewer runs than draws uses one draw a run."""
        return min(self.runs, self.draws)

    @property
    def whole(self) -> Block:
        """All runs."""
        return first_runs(self.runs, self.draws)


@dataclass(frozen=True, slots=True)
class Played:
    """What a chunk came to: its runs, and the events of those whose events are kept.

    `batches` are runs of one draw that were played at once, for their numbers alone.
    """

    rows: list[Row]
    batches: list[Batch]
    events: list[Line]

    @property
    def tried(self) -> dict[int, int]:
        """By draw, the try at which its inputs are kept."""
        one_by_one = {row.draw: row.inputs_tried for row in self.rows}
        return one_by_one | {batch.draw: batch.inputs_tried for batch in self.batches}


class Workshop:
    """Plays the runs of one case, seed and what-if; remembers the inputs last used.

    `ceiling` is that of `Fit`: below 1 runs are weighed by their record. `tried`:
    by draw, the try at which its inputs are kept, where others found it; else it is looked for.
    """

    def __init__(
        self,
        case: Case,
        seed: int,
        what_if: str,
        *,
        ceiling: float = 1.0,
        tried: Mapping[int, int] | None = None,
    ) -> None:
        self.case, self.seed, self.what_if, self.ceiling = case, seed, what_if, ceiling
        self.tried: Mapping[int, int] = {} if tried is None else tried
        self._kept = lru_cache(maxsize=draws_at_hand(case))(self.look)
        self._many = lru_cache(maxsize=draws_at_hand(case))(self._way)

    def look(self, draw: int) -> Kept:
        """The inputs of a draw, not remembered."""
        if draw in self.tried:
            return inputs_at(self.case, self.seed, draw, self.tried[draw], self.what_if)
        return kept_inputs(self.case, self.seed, draw, self.what_if, self.ceiling)

    def kept(self, draw: int) -> Kept:
        """The inputs of a draw."""
        return self._kept(draw)

    def _way(self, draw: int) -> Many | None:
        """What plays many runs of a draw at once; None: nothing can."""
        return many(self._kept(draw).record[1]) if self.ceiling >= 1.0 else None

    def run(self, number: int, draws: int) -> tuple[list[AnyEvent], Row]:
        """Run k of an ensemble of so many draws: its log, and its row."""
        draw = number % draws
        kept = self._kept(draw)
        events, state = play_after(kept.record, number, ceiling=self.ceiling)
        values = state.tables.values  # with what a what-if changed
        told = summary(events, state)
        return events, Row(number, draw, number // draws, kept.tried, told, values)

    def play(self, block: Block, events_of: int = 0, deep: int = 0) -> Played:
        """Play a block, keeping the events of the first runs (`blocks.order_of`)."""
        played = Played([], [], [])
        for draw in range(*block.draws):
            numbers = block.of_draw(draw)
            logged = [k for k in numbers if order_of(k, block.of, deep) < events_of]
            for number in logged:
                self._play_one(number, block.of, played, logged=True)
            if len(numbers) > len(logged):  # the first of a draw's are logged
                self._play_many(draw, numbers[len(logged) :], block.of, played)
        return played

    def _play_many(self, draw: int, numbers: range, draws: int, played: Played) -> None:
        """Play runs of a draw whose events nobody keeps: all at once, or one by one."""
        from sim.ensemble.batches import Batch  # noqa: PLC0415  (a single run needs no tables)

        kept = self._kept(draw)
        way = self._many(draw)
        found = None if way is None else Batch.of(kept, draws, numbers, way.play(numbers))
        if found is None:
            for number in numbers:
                self._play_one(number, draws, played, logged=False)
        else:
            played.batches.append(found)

    def _play_one(self, number: int, draws: int, played: Played, *, logged: bool) -> None:
        events, row = self.run(number, draws)
        played.rows.append(row)
        if logged:
            played.events.extend(lines_of(number, events))


def draws_at_hand(case: Case) -> int:
    """How many draws a process remembers: as many as there is room for, however many are asked."""
    names = case.names
    worths = len(names.actors) * len(names.package_keys)
    return max(1, min(DRAWS_AT_HAND, ROOM // (worths * A_WORTH)))


def play_run(
    case: Case, seed: int, number: int, draws: int, what_if: str = ""
) -> tuple[list[AnyEvent], Kept]:
    """Run k of the ensemble of a seed, its log whole."""
    ceiling = pilot(case, seed).ceiling
    kept = kept_inputs(case, seed, number % draws, what_if, ceiling)
    events, _ = play_after(kept.record, number, ceiling)
    return events, kept
