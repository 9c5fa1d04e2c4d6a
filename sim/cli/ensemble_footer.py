"""What stands at the foot of an ensemble's page: its files, and where to go on."""

from __future__ import annotations

from sim.cli.layout import beside, command
from sim.cli.study import Study
from sim.shell import detente, given, operand
from sim.version import VERSION


def footer(study: Study) -> list[str]:
    """What was written, and the commands to go on with."""
    made = (
        f"detente {VERSION}, scenario {study.case.digest[:8]}, results {study.digest[:8]}; the "
        "same on every supported Python of one platform"
    )
    told = []
    if study.folder is not None:
        folder = study.folder.rstrip("/")
        told += beside("Written", f"to {folder}/: {'  '.join(study.files)}", 9)
        if not study.found.complete:
            told += command("Go on:", detente("ensemble", *given("--resume", folder)), 9)
    if study.name:
        told += command("Again:", _call(study), 9)
    told += beside("" if study.name else "Made by", made, 9)
    if study.folder is not None:
        told += command("Next:", detente("plot", operand(study.folder)), 9)
    else:
        told += command("Next:", _call(study, "-o", "DIR"), 9)
    told += command("", _one_run(study), 9)
    if study.differences and study.name:
        sets = given("--set", *study.sets)
        told += command("", detente("inputs", operand(study.name), *sets), 9)
    return told


def _call(study: Study, *more: str) -> str:
    """The command that plays the same runs."""
    settings = study.found.settings
    size = given("-n", settings.runs)
    if settings.within:
        size = ["-n", "auto", *given("--within", f"{settings.within:g}")]
    elif settings.draws != 100:
        size += given("--draws", settings.draws)
    seed = given("--seed", settings.seed)
    return detente("ensemble", operand(study.name), *size, *seed, *_changed(study), *more)


def _one_run(study: Study) -> str:
    """The command that tells one of the runs, the second where there are two."""
    settings = study.found.settings
    run = given("--run", min(1, settings.runs - 1))
    if not study.name:
        return detente("replay", operand(str(study.folder)), *run)
    draws = settings.draws if settings.within else settings.used_draws
    number = [*given("--seed", settings.seed), *run]
    if settings.used_draws != 100:
        number += given("--draws", draws)
    return detente("run", operand(study.name), *number, *_changed(study))


def _changed(study: Study) -> list[str]:
    return [*given("--set", *study.sets), *given("--what-if", study.what_if)]
