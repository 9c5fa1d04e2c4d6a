"""What a report is of: a scenario that is played for it, or a data set that was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.at_hand import name_at_hand
from sim.cli.loaded import loaded
from sim.cli.progress import watched
from sim.cli.stopping import stoppable
from sim.ensemble.arguments import RUNS, draws_of
from sim.ensemble.chunks import Settings
from sim.ensemble.dataset import Dataset, read
from sim.ensemble.driver import ensemble
from sim.ensemble.places import MANIFEST
from sim.ensemble.seeds import seeds_of
from sim.errors import SettingError
from sim.files import is_folder, temporary_folder, write_bytes
from sim.shell import detente, given, operand, shown_in
from sim.studies.ensemble.study import EnsembleStudy
from sim.version import VERSION
from sim.web.report import Report
from sim.web.sizes import THOROUGH, size_of_study

IN_MEMORY = 100_000

if TYPE_CHECKING:
    from sim.ensemble.driver import Ensemble
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a call; None: left out."""

    name: str
    runs: int | None
    draws: int | None
    seed: int | None
    jobs: int
    sets: tuple[str, ...]
    quick: bool
    thorough: bool
    keep: str | None
    out: str

    @property
    def is_folder(self) -> bool:
        """Whether it is of a data set."""
        return is_folder(self.name)

    @property
    def call(self) -> str:
        """The command, as it stands on the page; --jobs changes nothing."""
        flags = {"--quick": self.quick, "--thorough": self.thorough}
        with shown_in():
            return detente(
                "report",
                operand(self.name),
                *given("-n", self.runs),
                *given("--draws", self.draws),
                *given("--seed", self.seed),
                *given("--set", *self.sets),
                *(flag for flag, up in flags.items() if up),
                *given("-o", Path(self.out).name),
            )


@contextmanager
def reported(asked: Asked) -> Iterator[Report]:
    """Play or read the study, and set out what its sections need.

    Raises
    ------
    DetenteError
        Where it cannot be played or read, or an option is not for it.
    """
    if asked.quick and asked.thorough:
        raise SettingError("--quick and --thorough: one leaves out what the other plays longest")
    if not asked.is_folder:
        yield _of_scenario(asked)
        return
    _refuse(asked)
    found = read(asked.name)
    version = found.manifest.detente
    if version != VERSION:
        raise SettingError(
            f"{asked.name}: was played by detente {version}, and this is {VERSION}: a report plays "
            "more runs, and would mix what both play: use that version, or play the study again "
            f"from its {MANIFEST} into another folder"
        )
    if not found.played:
        resume = detente("ensemble", *given("--resume", asked.name))
        raise SettingError(f"{asked.name}: holds no runs yet: `{resume}` plays them")
    with temporary_folder() as folder:
        yield _of_folder(asked, found, _set_out(found.case, folder))


def _of_scenario(asked: Asked) -> Report:
    runs = RUNS if asked.runs is None else asked.runs
    draws = draws_of(runs, asked.draws)
    if runs > IN_MEMORY:
        raise SettingError(
            f"-n {runs}: more than {IN_MEMORY:,} runs need a folder: play them with `detente "
            "ensemble -o DIR`, and report DIR"
        )
    case = loaded(asked.name, asked.sets)
    found = _played(case, Settings(runs, draws, asked.seed or 0, asked.jobs))
    study = EnsembleStudy(asked.name, asked.sets, "", found, None, ())
    return _report(asked, study, (asked.name, asked.sets))


def _played(case: Case, settings: Settings) -> Ensemble:
    with stoppable() as stop, watched(settings.runs) as progress:
        found = ensemble(case, settings, progress, stop)
    if not found.complete and not found.set_aside:
        raise KeyboardInterrupt
    return found


def _refuse(asked: Asked) -> None:
    given: dict[str, object] = {
        "-n": asked.runs, "--draws": asked.draws, "--seed": asked.seed, "--set": asked.sets or None,
    }  # fmt: skip
    for option, value in given.items():
        if value is not None:
            raise SettingError(f"{option}: {asked.name} is played already: leave it out")


def _of_folder(asked: Asked, found: Dataset, scenario: Path) -> Report:
    m = found.manifest
    study = EnsembleStudy(name_at_hand(m), m.sets, m.variant, found.ensemble(), asked.name, ())
    return _report(asked, study, (str(scenario), ()))


def _report(asked: Asked, study: EnsembleStudy, again: tuple[str, tuple[str, ...]]) -> Report:
    """A study with what loads its scenario again."""
    settings = study.found.settings
    return Report(
        study=study,
        scenario=again[0],
        sets=again[1],
        asked=asked.call,
        size=THOROUGH if asked.thorough else size_of_study(settings.runs),
        jobs=asked.jobs,
        quick=asked.quick,
        kept=asked.keep,
    )


def _set_out(case: Case, folder: Path) -> Path:
    """The scenario of a data set as a file, with the facts it cites beside it."""
    for name, text in seeds_of(case).items():
        write_bytes(folder / "seeds" / f"{name}.yaml", text)
    scenario = folder / "scenario.yaml"
    write_bytes(scenario, case.text.encode())
    return scenario
