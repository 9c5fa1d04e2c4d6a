"""An ensemble as it is told: every number of its page, from the analysis.

Each number is given the columns it needs and no more: a table may be far larger than memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from sim.analysis.baselines import RuleTerm, simple_rules
from sim.analysis.basis import Basis, basis_of
from sim.analysis.built import Built, built, rule_paths
from sim.analysis.deal_terms import deal_terms
from sim.analysis.design import RANGE_DRAWS, RANGE_LUCK, Design, design_of
from sim.analysis.precision import widest
from sim.analysis.products import Products, products
from sim.analysis.runs import Runs, runs_of
from sim.analysis.shares import OutcomeShare, outcome_shares
from sim.analysis.terms import OptionShare, Terms, framework_terms
from sim.analysis.text_counts import OF_ACTORS, OF_TEXTS, TextCounts, text_counts
from sim.analysis.timing import Timing, timings
from sim.analysis.unknowns import Unknowns, unknowns
from sim.ensemble.deepened import deepened
from sim.ensemble.driver import Ensemble
from sim.ensemble.driving import Stop, never
from sim.scenario.codebook import Difference, differences
from sim.talks.events import OUTCOMES
from sim.telling.labels import Labels

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.tables import Tables


_INPUT = "input."
LEAST_TO_DEEPEN = 1000  # runs: a smaller study would spend most of its time on its ranges


@dataclass(frozen=True)
class EnsembleStudy:
    """A played ensemble, how it was asked for, and where it was written.

    `name` is "" where its scenario is not at hand any more.
    """

    name: str
    sets: tuple[str, ...]
    what_if: str
    found: Ensemble
    folder: str | None
    files: tuple[str, ...]

    @property
    def case(self) -> Case:
        """The scenario played."""
        return self.found.case

    @cached_property
    def labels(self) -> Labels:
        """What its ids are called."""
        return Labels.of(self.case, self.found.settings.what_if)

    def columns(self, *names: str, where: pl.Expr | None = None) -> pl.DataFrame:
        """Some columns of the table, besides what runs are counted by, in run order.

        Numbers are kept in 4 bytes where that is enough, and words by their place in a list.
        """
        kinds: dict[str, pl.DataType] = dict.fromkeys(("run", "draw", "tried"), pl.Int32())
        kinds["outcome"] = pl.Enum(OUTCOMES)
        kinds |= {f"term.{issue}": pl.Enum(ids) for issue, ids in self.options.items()}
        every = ("run", "draw", "weight", *names)
        wanted = (pl.col(name).cast(kinds[name]) if name in kinds else name for name in every)
        table = self.found.table if where is None else self.found.table.filter(where)
        return table.select(wanted).sort("run").collect()

    @cached_property
    def design(self) -> Design:
        """Runs, draws, luck."""
        return design_of(self.columns("tried"))

    @cached_property
    def shares(self) -> list[OutcomeShare]:
        """How the runs ended."""
        return outcome_shares(self.columns("outcome"))

    def deepened(
        self, jobs: int, stop: Stop = never
    ) -> tuple[list[OutcomeShare], Mapping[str, tuple[OptionShare, ...]]] | None:
        """Outcomes and terms of deals, some draws played on for their ranges over inputs.

        None where it was stopped before all of these had been played.
        """
        deep = deepened(self.found, jobs, stop=stop)
        if stop():
            return None
        terms = (f"term.{issue}" for issue in self.options)
        outcomes = outcome_shares(self.columns("outcome"), deep=deep)
        return outcomes, deal_terms(self.columns("outcome", *terms), self.options, deep=deep)

    @property
    def lacks_luck(self) -> bool:
        """Whether its draws are many and were played too seldom to carry a range over inputs."""
        played = self.found.settings
        seldom = -(-played.runs // played.draws) < RANGE_LUCK
        return seldom and played.runs >= LEAST_TO_DEEPEN and played.used_draws >= RANGE_DRAWS

    @cached_property
    def widest(self) -> float:
        """How well its shares are known, in points of 100."""
        return widest(self.columns("outcome"))

    @cached_property
    def basis(self) -> Basis:
        """What the scenario rests on."""
        return basis_of(self.case)

    @cached_property
    def differences(self) -> list[Difference]:
        """The inputs in which parties differ, as `detente inputs` lists them."""
        return differences(self.case)

    @cached_property
    def moved(self) -> str:
        """The outcome that is looked into: a deal, or where that never varies the commonest."""
        changing = [one for one in self.shares if 0 < one.count < one.runs]
        if not changing:
            return ""
        deals = [one for one in changing if one.outcome == "deal"]
        return (deals or sorted(changing, key=lambda one: -one.share))[0].outcome

    @cached_property
    def unknowns(self) -> Unknowns:
        """Which unknowns separate the kept runs."""
        terms = (f"term.{issue}" for issue in self.options)
        return unknowns(self.case, self.columns("outcome", *terms), self._inputs)

    @cached_property
    def products(self) -> Products | None:
        """Which pairs of unknowns do, where there are draws enough to look."""
        terms = (f"term.{issue}" for issue in self.options)
        return products(self.case, self.columns("outcome", *terms), self._inputs)

    @cached_property
    def built(self) -> Built:
        """How far outcomes move with how the model is built."""
        rules = (f"input.{path}" for path in rule_paths(self.case))
        return built(self.columns("outcome", *rules), self.case)

    @cached_property
    def timings(self) -> list[Timing]:
        """When frameworks and deals came."""
        days = "outcome", "framework_day", "end_day"
        reached = self.columns(*days, where=pl.col("framework_day").is_not_null())
        return timings(self.columns(*days) if reached.is_empty() else reached)

    @cached_property
    def options(self) -> Mapping[str, tuple[str, ...]]:
        """Option ids by issue."""
        names = self.case.names
        return dict(zip(names.issues, names.options, strict=True))

    @cached_property
    def terms(self) -> Terms:
        """What frameworks held."""
        terms = (f"term.{issue}" for issue in self.options)
        return framework_terms(self.columns("framework_day", *terms), self.options)

    @cached_property
    def deal_terms(self) -> Mapping[str, tuple[OptionShare, ...]]:
        """What deals held, of all runs."""
        terms = (f"term.{issue}" for issue in self.options)
        return deal_terms(self.columns("outcome", *terms), self.options)

    @cached_property
    def texts(self) -> TextCounts:
        """What became of the texts that the model tabled."""
        columns = self.found.table.collect_schema().names()
        counts = (name for name in columns if name.partition(".")[0] in OF_ACTORS)
        return text_counts(self.columns(*OF_TEXTS, *counts), self.basis.parties)

    @cached_property
    def rules(self) -> list[RuleTerm]:
        """What simple rules come to, over the input draws that count."""
        each = (self._tables_of(row) for row in self._inputs.iter_rows(named=True))
        return simple_rules(each, self._runs.importance().tolist())

    @property
    def digest(self) -> str:
        """Of the runs."""
        return self.found.digest

    @cached_property
    def _runs(self) -> Runs:
        return runs_of(self.columns())

    @property
    def first_draw(self) -> int:
        """The least number of a draw that counts."""
        return int(self._inputs["draw"][0])

    @cached_property
    def _inputs(self) -> pl.DataFrame:
        """The inputs of each draw that counts, at the first of its runs that does, by draw."""
        firsts = self._runs.frame.group_by("draw").agg(run=pl.col("run").min())
        inputs = pl.col("draw"), pl.col(r"^input\..*$")
        first = pl.col("run").is_in(firsts["run"].implode())
        return self.found.table.filter(first).select(*inputs).sort("draw").collect()

    def _tables_of(self, row: Mapping[str, Any]) -> Tables:
        """The numbers of one row of the inputs; what a what-if adds is not in all."""
        inputs = {name: value for name, value in row.items() if name.startswith(_INPUT)}
        return self.case.at(
            {name[len(_INPUT) :]: value for name, value in inputs.items() if value is not None}
        )

    def tables(self, draw: int) -> Tables:
        """The numbers of one input draw."""
        return self._tables_of(self._inputs.row(by_predicate=pl.col("draw") == draw, named=True))
