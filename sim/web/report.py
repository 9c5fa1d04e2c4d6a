"""What a report is made from: a study, and how its scenario is played again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli import inferred
from sim.cli.study import watch
from sim.ensemble.arguments import draws_of
from sim.shell import detente, given, operand
from sim.studies.bargain.playing import bargain_results
from sim.studies.bargain.request import BargainRequest
from sim.studies.compare.playing import compare_results
from sim.studies.compare.request import CompareRequest
from sim.studies.ensemble.study import EnsembleStudy
from sim.studies.sensitivity.playing import sensitivity_plan, sensitivity_results
from sim.studies.sensitivity.request import SensitivityRequest
from sim.studies.sweep.playing import sweep_plan, sweep_results
from sim.studies.sweep.request import SweepRequest
from sim.web.axes import axes
from sim.web.sizes import Size

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.studies.bargain.result import BargainResult
    from sim.studies.compare.result import CompareResult
    from sim.studies.sensitivity.result import SensitivityResult
    from sim.studies.sweep.result import SweepResult


@dataclass(frozen=True)
class Report:
    """A study to be told whole, and how much is played besides.

    `scenario` and `sets` load the scenario again; `asked` is the command that makes the
    report. Each study besides is played once, when a section first asks for it. Where `kept`
    is a folder, the longest keep there what they have played, and go on from it.

    Raises, on asking for a study
    -----------------------------
    DetenteError
        Where there is nothing to study, or it cannot be played.
    KeyboardInterrupt
        Where it is interrupted.
    """

    study: EnsembleStudy
    scenario: str
    sets: tuple[str, ...]
    asked: str
    size: Size
    jobs: int
    quick: bool = False
    kept: str | None = None

    @property
    def case(self) -> Case:
        """The scenario."""
        return self.study.case

    @property
    def title(self) -> str:
        """What it is called."""
        return self.study.labels.title

    @property
    def seed(self) -> int:
        """Of inputs and luck."""
        return self.study.found.settings.seed

    @property
    def changed(self) -> bool:
        """Whether the study is of a what-if from now on, which is not the scenario as it is."""
        return bool(self.study.found.settings.what_if)

    @property
    def runs(self) -> int:
        """Of each other ensemble."""
        return min(self.study.found.settings.runs, self.size.runs)

    @property
    def draws(self) -> int:
        """Of each other ensemble."""
        return min(self.study.found.settings.draws, draws_of(self.runs, None))

    @property
    def amount(self) -> list[str]:
        """The arguments that play as many runs as the other ensembles have."""
        return [*given("-n", self.runs), *given("--draws", self.draws)]

    @cached_property
    def sensed(self) -> SensitivityResult:
        """What the outcome hangs on."""
        request = SensitivityRequest(
            outcome=self.outcome, points=self.size.points, runs=self.size.luck, seed=self.seed,
            jobs=self.jobs,
        )  # fmt: skip
        plan = sensitivity_plan(self.case, request, self._folder("sensitivity"))
        study = partial(sensitivity_results, plan, name=self.name, sets=self.study.sets)
        found = watch(study, plan.runs, plan.before)
        if not found.complete:
            raise KeyboardInterrupt
        return replace(found, kept=None)

    @cached_property
    def sweeps(self) -> list[SweepResult]:
        """Sweeps over the inputs with the largest indices, alike for every party."""
        return [self._swept(text) for text in axes(self.case, self.sensed.found, self.size)]

    def _swept(self, text: str) -> SweepResult:
        draws = self.size.sweep_draws
        request = SweepRequest(
            over=(text,), outcome=self.outcome, runs=draws * self.size.sweep_luck, draws=draws,
            seed=self.seed, jobs=self.jobs,
        )  # fmt: skip
        plan = sweep_plan(self.case, request, self._folder(f"sweep-{text.partition('=')[0]}"))
        study = partial(sweep_results, plan, name=self.name, sets=self.study.sets)
        found = watch(study, plan.runs, plan.before)
        if not found.complete:
            raise KeyboardInterrupt
        return replace(found, kept=None)

    @cached_property
    def inferred(self) -> inferred.Inferred:
        """What the record teaches."""
        return inferred.inferred(
            inferred.Asked(
                self.scenario, self.size.tries, self.runs, self.draws, self.seed, self.jobs,
                self.sets,
            )
        )  # fmt: skip

    @cached_property
    def beside(self) -> CompareResult:
        """The scenario beside its variants."""
        request = CompareRequest(runs=self.runs, draws=self.draws, seed=self.seed, jobs=self.jobs)
        names = (self.name,) if self.name else ()
        study = partial(compare_results, self.case, request, names=names, sets=self.study.sets)
        return watch(study, self.runs)

    @cached_property
    def bargained(self) -> BargainResult:
        """What could be agreed."""
        request = BargainRequest(draws=self.size.draws, seed=self.seed, jobs=self.jobs)
        study = partial(bargain_results, self.case, request, name=self.name, sets=self.study.sets)
        found = watch(study, request.draws, what="draws and inputs")
        if not found.complete:
            raise KeyboardInterrupt
        return found

    def _folder(self, name: str) -> str | None:
        return None if self.kept is None else str(Path(self.kept) / name)

    @property
    def outcome(self) -> str:
        """The outcome that is looked into: a deal, or where that never varies the commonest."""
        return self.study.moved or "deal"

    @property
    def name(self) -> str:
        """What loads the scenario as it is; "" where nothing does."""
        return self.study.name if self.called else ""

    @property
    def called(self) -> bool:
        """Whether the name of the study is that of its scenario, which no what-if changed."""
        study = self.study
        return bool(study.name) and (not study.what_if or self.changed)

    def call(self, command: str, *args: object, seeded: bool = True, what_if: bool = True) -> str:
        """A command about the scenario, as it is written in a shell; "" where there is none.

        Parameters
        ----------
        seeded, what_if
            Whether it takes a seed, and a what-if: one that takes none is of another scenario
            than one that a what-if changed from the start.
        """
        study = self.study
        if not study.name or not (what_if or self.called):
            return ""
        seed = given("--seed", self.seed if seeded else None)
        variant = given("--what-if", study.what_if if what_if else None)
        return detente(
            command, operand(study.name), *args, *seed, *given("--set", *study.sets), *variant
        )

    @property
    def played(self) -> str:
        """The command that plays the study itself; "" where there is none."""
        settings = self.study.found.settings
        size = [*given("-n", settings.runs), *given("--draws", settings.draws)]
        if settings.within:
            size = ["-n", "auto", *given("--within", f"{settings.within:g}")]
        return self.call("ensemble", *size)

    @property
    def one_run(self) -> str:
        """The command that tells the first run that was played; "" where there is none."""
        study = self.study
        if study.folder is None and study.found.fit.raised:
            return ""  # a run by itself knows the pilot alone
        if study.folder is None:
            return self.call("run")
        return detente("replay", operand(study.folder), *given("--run", study.columns()["run"][0]))
