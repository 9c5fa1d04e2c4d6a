"""What stands at the foot of an ensemble's page: its files, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.ensemble.arguments import DRAWS, RUNS, draws_of
from sim.report.blocks import Block, Command, Figure, Note
from sim.shell import detente, given, operand
from sim.telling.labels import listed

if TYPE_CHECKING:
    from sim.studies.ensemble.result import EnsembleResult

_ALL = "all the rest"


def commands(result: EnsembleResult, *, everything: bool) -> Iterator[Block]:
    """The commands to go on with, and what was written."""
    played = result.played
    folder = None if played.folder is None else played.folder.rstrip("/")
    if "if_changed.png" in played.files:
        yield Figure(f"{folder}/if_changed.png", "what each position moves")
    if folder is not None and not result.complete:
        yield Command("GO ON", detente("ensemble", *given("--resume", folder), *_asked(result)))
    yield from _next(result, folder, everything=everything)
    if everything and played.name:
        yield Command("AGAIN", _call(result))
    if folder is not None:
        yield Note(f"Written to {folder}/: {_files(played.files)}.")
    if everything or folder is None:
        digests = f"scenario {played.digest[:8]}, results {played.results_digest[:8]}"
        same = "; the same on every supported Python of one platform" if everything else ""
        yield Note(f"detente {played.detente}, {digests}{same}")


def _files(files: Sequence[str]) -> str:
    """Names of files, those that are a picture and its numbers together."""
    both = [name[:-4] for name in files if name[-4:] == ".png" and f"{name[:-4]}.csv" in files]
    others = [name for name in files if name[:-4] not in both]
    together = [f"{listed(both)} (each .png and .csv)"] if both else []
    return ", ".join([*together, *others])


def _next(result: EnsembleResult, folder: str | None, *, everything: bool) -> Iterator[Block]:
    head, name, request = "NEXT", result.played.name, result.request
    if not everything and (folder is not None or name):
        call = _call(result, "--all")
        if folder is not None:
            call = detente("ensemble", *given("--resume", folder), *_asked(result), "--all")
        yield Command(head, call, _ALL)
        head = ""
    if name and result.played.what_ifs and not result.played.what_if:
        call = detente("compare", operand(name), *_sets(result))
        yield Command(head, call, "the changes that the scenario names")
        head = ""
    if folder is not None and "if_changed.png" not in result.played.files:
        yield Command(head, detente("plot", operand(folder)), "its figures")
        head = ""
    if not everything:
        return
    if name and not request.tries and not result.record.raised:
        yield Command(head, _one_run(result), "one of the runs, as a story")
        head = ""
    if name:
        yield Command(head, detente("inputs", operand(name), *_sets(result)), "every input")
    elif folder is not None:
        run = given("--run", min(1, request.runs - 1))
        yield Command("", detente("replay", operand(folder), *run), "one of the runs, as a story")


def _call(result: EnsembleResult, *more: str) -> str:
    """The command that plays the same runs."""
    request, name = result.request, operand(result.played.name)
    size = given("-n", request.runs) if request.runs != RUNS else []
    if request.within:
        size = ["-n", "auto", *given("--within", f"{request.within:g}")]
    elif request.draws != draws_of(request.runs, None):
        size += given("--draws", request.draws)
    seed = [*given("--seed", request.seed), *given("--tries", request.tries or None)]
    return detente("ensemble", name, *size, *seed, *_changed(result), *_asked(result), *more)


def _asked(result: EnsembleResult) -> list[str]:
    """What is asked of the runs, where it is not what is asked by default."""
    request = result.request
    outcome = request.outcome if request.outcome != "deal" else None
    ranges = given("--ranges", request.ranges or None)
    return [*given("--kept", request.kept), *given("--outcome", outcome), *ranges]


def _one_run(result: EnsembleResult) -> str:
    """The command that tells one of the runs, the second where there are two."""
    request = result.request
    number = [*given("--seed", request.seed), *given("--run", min(1, request.runs - 1))]
    number += given("--draws", request.used_draws) if request.used_draws != DRAWS else []
    return detente("run", operand(result.played.name), *number, *_changed(result))


def _sets(result: EnsembleResult) -> list[str]:
    return given("--set", *result.played.sets)


def _changed(result: EnsembleResult) -> list[str]:
    return [*_sets(result), *given("--what-if", result.played.what_if)]
