"""What every command of a study does: it is watched, its figures are written, it is printed."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from sim.cli.output import as_data, say_document, say_json
from sim.interrupts import last_of

if TYPE_CHECKING:
    from sim.files.ledger import Outputs
    from sim.studies.progress import Progress
    from sim.studies.shown import Shown

_Step = TypeVar("_Step")
_Result = TypeVar("_Result", bound="Shown")


def watch(
    study: Callable[[Progress], Generator[_Step]], runs: int, before: int = 0, what: str = "runs"
) -> _Step:
    """The last result of a study, told how far it has come; Ctrl-C cancels it."""
    # Where runs are played: what shows a result of one needs no tables.
    from sim.cli.progress import watched  # noqa: PLC0415
    from sim.cli.stopping import stoppable  # noqa: PLC0415
    from sim.studies.progress import Progress  # noqa: PLC0415

    with stoppable() as stop, watched(runs, before, what) as told:
        return last_of(study(Progress(told, stop)))


def drawn(result: _Result, folder: Outputs | None) -> _Result:
    """The result with its figures in a folder, where one was asked for."""
    if folder is None:
        return result
    from sim.plots.figure import save_plate  # noqa: PLC0415  (takes a second)

    files = tuple(path.name for plate in result.plates() for path in save_plate(plate, folder))
    kept: Any = result
    written: _Result = replace(kept, folder=str(folder.folder), files=(*kept.files, *files))
    return written


def show(result: Shown, *, as_json: bool) -> None:
    """Print it."""
    if as_json:
        say_json(as_data(result))
    else:
        say_document(result.document())
