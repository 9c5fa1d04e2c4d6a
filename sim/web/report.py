"""What a report is made from: a study, and how its scenario is played again."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.cli import sensed
from sim.cli.study import Study

if TYPE_CHECKING:
    from sim.scenario.case import Case


FULL = 500  # runs from which on every part is as large as it gets
POINTS, LUCK = (8, 16), (4, 8)  # of the inputs' indices, for fewer runs and for as many


@dataclass(frozen=True)
class Report:
    """A study to be told whole, and how much is played besides.

    `scenario` and `sets` load the scenario again; `asked` is the command that makes the
    report. `runs` and `draws` are those of each other ensemble that a section plays; fewer
    than `FULL` runs make the other studies smaller too.
    """

    study: Study
    scenario: str
    sets: tuple[str, ...]
    asked: str
    runs: int
    draws: int
    jobs: int
    quick: bool = False

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
    def size(self) -> str:
        """What to write to play as many runs as each section does."""
        return f"-n {self.runs} --draws {self.draws}"

    @property
    def full(self) -> bool:
        """Whether the parts that play other studies play them at their full size."""
        return self.runs >= FULL

    @cached_property
    def sensed(self) -> sensed.Sensed:
        """What the outcome hangs on, played once for all sections that tell of it.

        Raises
        ------
        DetenteError
            Where no input varies.
        KeyboardInterrupt
            Where it is interrupted.
        """
        asked = sensed.Asked(
            name=self.scenario,
            method="sobol",
            outcome=self.outcome,
            points=POINTS[self.full],
            runs=LUCK[self.full],
            inputs=(),
            seed=self.seed,
            jobs=self.jobs,
            sets=self.sets,
            what_if="",
            out=None,
        )
        found = sensed.sensed(asked)
        if not found.complete:
            raise KeyboardInterrupt
        return found

    @property
    def outcome(self) -> str:
        """The outcome that is looked into: a deal, or where that never varies the commonest."""
        return self.study.moved or "deal"

    def call(self, command: str, *args: str, seeded: bool = True) -> str:
        """A command about the scenario, as it is written in a shell."""
        study = self.study
        changed = [f"--set {shlex.quote(one)}" for one in study.sets]
        seed = [f"--seed {self.seed}"] if seeded else []
        return " ".join(["detente", command, shlex.quote(study.name), *args, *seed, *changed])

    @property
    def played(self) -> str:
        """The command that plays the study itself."""
        study, settings = self.study, self.study.found.settings
        size = [f"-n {settings.runs}", f"--draws {settings.draws}"]
        if settings.within:
            size = [f"-n auto --within {settings.within:g}"]
        if study.what_if:
            size.append(f"--what-if {shlex.quote(study.what_if)}")
        return self.call("ensemble", *size)
