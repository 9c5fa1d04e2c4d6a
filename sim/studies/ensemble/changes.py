"""What each position moves if it changed now, on the kept runs of an ensemble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.double import Pair, pairs_of
from sim.analysis.if_changed import IfChanged, if_changed
from sim.ensemble.changeable import changeable
from sim.ensemble.changed import Changed, changed, joined, kept_runs
from sim.ensemble.changed_pairs import changes_of, declared
from sim.studies.progress import QUIET, Progress

if TYPE_CHECKING:
    from sim.ensemble.driver import Ensemble

KEPT = 500  # runs that are played on under every change
_PARTS = 5  # partial results, at most


@dataclass(frozen=True, slots=True)
class Changes:
    """Each position alone, and the designed pairs; not `complete` where it was cancelled."""

    if_changed: IfChanged
    pairs: tuple[Pair, ...]
    complete: bool


def changes(
    found: Ensemble,
    kept: int = KEPT,
    jobs: int = 1,
    progress: Progress = QUIET,
) -> Iterator[Changes]:
    """Play kept runs on under every position's ends: partial results, the whole as the last.

    None where no position can change, or it was cancelled before any run was finished.

    Parameters
    ----------
    kept
        How many of its runs, at most.

    Raises
    ------
    DetenteError
        Where a process dies.
    """
    case = found.case
    known = changeable(case)
    together = declared(case, known)
    asked = changes_of(known, together)
    if not asked:
        return

    def answer(pieces: Sequence[Changed], *, complete: bool) -> Changes:
        played = joined(pieces)
        return Changes(if_changed(case, known, played), pairs_of(case, together, played), complete)

    task, block = kept_runs(found, kept)
    runs, done, pieces = (1 + len(asked)) * block.runs, 0, list[Changed]()
    due, told = runs / _PARTS, 0.0
    with closing(changed(task, block, asked, jobs)) as played:
        for piece in played:
            pieces.append(piece)
            done += (1 + len(asked)) * len(piece.run)
            progress.told(done, runs, None)
            if progress.cancelled():
                break
            if due <= done - told and done < runs:
                told = done
                yield answer(pieces, complete=False)
    if pieces:
        yield answer(pieces, complete=done == runs)
