"""An ensemble as it is told: every number of its page, from the analysis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sim.analysis.baselines import RuleTerm, simple_rules
from sim.analysis.basis import Basis, basis_of
from sim.analysis.design import Design, design_of
from sim.analysis.movers import Mover, movers
from sim.analysis.runs import Runs, runs_of
from sim.analysis.shares import OutcomeShare, outcome_shares
from sim.analysis.terms import Terms, framework_terms
from sim.analysis.timing import Timing, timings
from sim.ensemble.driver import Ensemble
from sim.ensemble.files import results_digest
from sim.scenario.codebook import Difference, differences
from sim.telling.labels import Labels

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.tables import Tables


@dataclass(frozen=True)
class Study:
    """A played ensemble, how it was asked for, and where it was written."""

    name: str
    sets: tuple[str, ...]
    what_if: str
    found: Ensemble
    folder: Path | None
    files: list[Path]

    @property
    def case(self) -> Case:
        """The scenario played."""
        return self.found.case

    @cached_property
    def labels(self) -> Labels:
        """What its ids are called."""
        return Labels.of(self.case, self.found.settings.what_if)

    @cached_property
    def design(self) -> Design:
        """Runs, draws, luck."""
        return design_of(self.found.frame)

    @cached_property
    def shares(self) -> list[OutcomeShare]:
        """How the runs ended."""
        return outcome_shares(self.found.frame)

    @cached_property
    def basis(self) -> Basis:
        """What the scenario rests on."""
        return basis_of(self.case)

    @cached_property
    def differences(self) -> list[Difference]:
        """The inputs in which parties differ, as `detente inputs` lists them."""
        return differences(self.case)

    @property
    def varied(self) -> list[str]:
        """Paths of the inputs that can be more than one value."""
        return [one.path for one in self.case.inputs if one.uncertain]

    @cached_property
    def moved(self) -> str:
        """The outcome whose movers are told: a deal, or where that never varies the commonest."""
        changing = [one for one in self.shares if 0 < one.count < one.runs]
        if not changing:
            return ""
        deals = [one for one in changing if one.outcome == "deal"]
        return (deals or sorted(changing, key=lambda one: -one.share))[0].outcome

    @cached_property
    def movers(self) -> list[Mover]:
        """Inputs by how far they move that outcome."""
        return movers(self.found.frame, self.moved, self.varied) if self.moved else []

    @cached_property
    def timings(self) -> list[Timing]:
        """When frameworks and deals came."""
        return timings(self.found.frame)

    @cached_property
    def options(self) -> Mapping[str, tuple[str, ...]]:
        """Option ids by issue."""
        names = self.case.names
        return dict(zip(names.issues, names.options, strict=True))

    @cached_property
    def terms(self) -> Terms:
        """What frameworks held."""
        return framework_terms(self.found.frame, self.options)

    @cached_property
    def rules(self) -> list[RuleTerm]:
        """What simple rules come to, over the input draws that count."""
        weights = self._runs.importance().tolist()
        return simple_rules([self.tables(draw) for draw in self._draws], weights)

    @cached_property
    def digest(self) -> str:
        """Of the runs."""
        return results_digest(self.found.frame)

    @cached_property
    def _runs(self) -> Runs:
        return runs_of(self.found.frame)

    @property
    def _draws(self) -> list[int]:
        return [int(d) for d in self._runs.frame["draw"].unique().sort().to_list()]

    @property
    def first_draw(self) -> int:
        """The least number of a draw that counts."""
        return self._draws[0]

    def tables(self, draw: int) -> Tables:
        """The numbers of one input draw."""
        frame = self.found.frame
        row = frame.filter(frame["draw"] == draw).row(0, named=True)
        prefix = "input."
        values = {
            name.removeprefix(prefix): value
            for name, value in row.items()
            if name.startswith(prefix) and value is not None
        }
        return self.case.at(values)
