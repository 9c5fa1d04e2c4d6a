"""The figures of what an ensemble's first page says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plots.if_changed import if_changed_plate, positions_plate
from sim.plots.unknowns import unknowns_plate
from sim.studies.ensemble import called

if TYPE_CHECKING:
    from sim.analysis.effects import Row
    from sim.analysis.unknowns import Level, Unknown
    from sim.plots.figure import Plate
    from sim.studies.ensemble.result import EnsembleResult, Names


@dataclass(frozen=True, slots=True)
class Called:
    """What a scenario calls its positions, inputs and outcomes."""

    names: Names

    def field(self, row: Row) -> str:
        """A position, whoever holds it."""
        return called.field(row.field)

    def holder(self, row: Row) -> str:
        """Whose it is, and who says so."""
        return f"{self.names.actors[row.actor]} ({called.who_says_of(row)})"

    def ends(self, row: Row) -> str:
        """From the low to the high end."""
        return called.ends(self.names, row)

    def outcome(self, outcome: str) -> str:
        """Runs of an outcome."""
        return called.outcomes(self.names, outcome)

    def input(self, one: Unknown) -> str:
        """An input, and whether a fact backs its words."""
        return f"{called.input_of(self.names, one.path)} ({called.who_says(one.evidence)})"

    def level(self, one: Unknown, level: Level) -> str:
        """Where an input lies."""
        return called.level(self.names, one, level)


def of_result(result: EnsembleResult) -> list[Plate]:
    """What was worked out of an ensemble, drawn."""
    names, asked, title = Called(result.names), result.request.outcome, result.played.title
    plates = []
    if result.changes is not None:
        found = result.changes.if_changed
        plates += [
            if_changed_plate(found, asked, names, title),
            positions_plate(found, names, title),
        ]
    if result.unknowns is not None and result.unknowns.rows:
        words = (names.input, names.level)
        titles = (title, names.outcome(asked))
        plates.append(unknowns_plate(result.unknowns, asked, words, titles))
    return plates
