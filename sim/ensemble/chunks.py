"""A chunk of an ensemble: some input draws with all their runs of luck, a pure function.

Run k of an ensemble of D draws belongs to draw k mod D. A run's luck is keyed to its
number, a draw's to its own, so that chunks, processes and their order change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.engine.play import play_after
from sim.ensemble.frame import Row
from sim.ensemble.inputs import Kept, first_inputs, kept_inputs, pilot
from sim.talks.events import AnyEvent
from sim.talks.projections import summary

if TYPE_CHECKING:
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Settings:
    """What an ensemble is, apart from its case. Runs and draws at least 1."""

    runs: int = 2000
    draws: int = 100
    seed: int = 0
    jobs: int = 0  # processes; 0: one a core
    what_if: str = ""  # a variant of the case from now on

    @property
    def used_draws(self) -> int:
        """A study of fewer runs than draws uses one draw a run."""
        return min(self.runs, self.draws)


@dataclass(frozen=True, slots=True)
class Part:
    """What a chunk came to."""

    rows: list[Row]
    values: dict[int, dict[str, float | str]]  # by draw
    tried: dict[int, int]  # tries until the inputs were kept, by draw


def run_number(settings: Settings, draw: int, luck: int) -> int:
    """The number of a draw's run of luck."""
    return luck * settings.used_draws + draw


def play_chunk(case: Case, settings: Settings, weighted: bool, draws: Sequence[int]) -> Part:
    """Play all runs of these draws."""
    part = Part([], {}, {})
    for draw in draws:
        of_draw = first_inputs if weighted else kept_inputs
        kept = of_draw(case, settings.seed, draw, settings.what_if)
        part.values[draw], part.tried[draw] = kept.values, kept.tried
        luck = 0
        while (number := run_number(settings, draw, luck)) < settings.runs:
            events, state = play_after(kept.record, number, weighted=weighted)
            part.values[draw] = dict(state.tables.values)  # with what a what-if changed
            part.rows.append(Row(number, draw, luck, summary(events, state)))
            luck += 1
    return part


def play_run(
    case: Case, seed: int, number: int, draws: int, what_if: str = ""
) -> tuple[list[AnyEvent], Kept]:
    """Run k of the ensemble of a seed, its log whole."""
    weighted = pilot(case, seed).weighted
    kept = (first_inputs if weighted else kept_inputs)(case, seed, number % draws, what_if)
    events, _ = play_after(kept.record, number, weighted=weighted)
    return events, kept
