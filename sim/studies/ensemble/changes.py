"""What each position moves if it changed now, on the kept runs of an ensemble."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.analysis.double import Pair, at_levels, pairs_of
from sim.analysis.effects import IfChanged
from sim.analysis.if_changed import if_changed
from sim.ensemble.changeable import Changeable, changeable
from sim.ensemble.changed import Change, Changed, Task, changed, joined, kept_runs
from sim.ensemble.changed_pairs import Together, changes_of, declared
from sim.studies.progress import QUIET, Progress

if TYPE_CHECKING:
    from sim.ensemble.blocks import Block
    from sim.ensemble.driver import Ensemble
    from sim.scenario.case import Case

KEPT = 500  # runs that are played on under every change
_PARTS = 5  # partial results, at most


@dataclass(frozen=True, slots=True)
class Changes:
    """Each position alone, and the designed pairs; not `complete` where it was cancelled."""

    if_changed: IfChanged
    pairs: tuple[Pair, ...]
    complete: bool


def changes(
    found: Ensemble, kept: int = KEPT, jobs: int = 1, progress: Progress = QUIET
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
    asked = _Asked.of(found, kept, jobs)
    every = changes_of(asked.known, asked.together)
    if not every:
        return
    pieces, runs, told = list[Changed](), 0, 0
    with closing(asked.played(every, progress)) as played:
        for piece in played:
            pieces.append(piece)
            runs += len(piece.run)
            if asked.block.runs / _PARTS <= runs - told and runs < asked.block.runs:
                told = runs
                yield asked.answer(joined(pieces), complete=False)
    if pieces:
        complete, whole = runs == asked.block.runs, joined(pieces)
        answer = asked.answer(whole, complete=complete)
        after = progress.after((1 + len(every)) * runs)
        yield asked.with_levels(answer, whole, after) if complete else answer


@dataclass(frozen=True, slots=True)
class _Asked:
    """What may change, what is set together, and the runs that are played on."""

    case: Case
    known: Changeable
    together: Sequence[Together]
    task: Task
    block: Block
    jobs: int

    @classmethod
    def of(cls, found: Ensemble, kept: int, jobs: int) -> _Asked:
        known = changeable(found.case)
        return cls(found.case, known, declared(found.case, known), *kept_runs(found, kept), jobs)

    def played(self, every: Sequence[Change], progress: Progress) -> Generator[Changed]:
        """Pieces of these runs under some changes, until it is cancelled."""
        done, runs = 0, (1 + len(every)) * self.block.runs
        with closing(changed(self.task, self.block, every, self.jobs)) as pieces:
            for piece in pieces:
                done += (1 + len(every)) * len(piece.run)
                progress.told(done, runs, None)
                yield piece
                if progress.cancelled():
                    return

    def answer(self, played: Changed, *, complete: bool) -> Changes:
        """What each position moves, and the corners of the pairs."""
        pairs = pairs_of(self.case, self.together, played)
        return Changes(if_changed(self.case, self.known, played), pairs, complete)

    def with_levels(self, whole: Changes, played: Changed, progress: Progress) -> Changes:
        """Found pairs at the words between their ends too; at the corners if that is cancelled."""
        found = [one for one, pair in zip(self.together, whole.pairs, strict=True) if pair.found]
        between = list(dict.fromkeys(change for one in found for change in one.between))
        pieces = list(self.played(between, progress)) if between else []
        if sum(len(piece.run) for piece in pieces) < self.block.runs:
            return whole
        pairs = at_levels(self.case, self.together, whole.pairs, (played, joined(pieces)))
        return replace(whole, pairs=pairs)
