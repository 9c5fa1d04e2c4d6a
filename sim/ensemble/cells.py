"""Studies of many points in pieces, each kept when it is done: a study that is stopped goes on.

A study lies in a folder: `study.json` says what was asked for, and a journal holds a line a
finished piece, so that the same question asked again plays only what is missing. Neither
pieces, processes nor stops change a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from sim.decoding import UnreadableError, decoded
from sim.ensemble.manifest import MANIFEST
from sim.ensemble.places import JOURNAL, Place, held
from sim.ensemble.pool import worked
from sim.errors import LogError, SettingError
from sim.talks.events import OUTCOMES
from sim.version import VERSION

STUDY = "study.json"
HOME = "sim.ensemble.points"  # what workers import once
_CALLED = {  # what a study was asked, in words
    "luck": "number of runs a draw",
    "over": "swept input",
    "points": "design of points",
    "runs": "number of runs a point",
    "what_if": "--what-if",
    **{name: f"--{name}" for name in ("draws", "method", "seed")},
}
NOTICE = "runs of a model: neither news nor forecast"


class Piece(Protocol):
    """A part of a study that is played in one go."""

    @property
    def runs(self) -> int:
        """How many runs it is."""


P = TypeVar("P", bound=Piece)
Progress = Callable[[int, int], None]  # runs done, runs asked for


class Cell(msgspec.Struct, frozen=True):
    """What a piece came to, run by run.

    `outcomes` are places in OUTCOMES, a byte a run; `weights` what each run weighs, none
    where all weigh 1; `tried` how often inputs were drawn until each draw's were kept.
    """

    piece: int
    outcomes: bytes
    weights: tuple[float, ...] = ()
    tried: tuple[int, ...] = ()

    def ended(self, outcome: str) -> npt.NDArray[np.bool_]:
        """(runs,) whether each run ended so."""
        places = np.frombuffer(self.outcomes, np.uint8)
        return np.asarray(places == OUTCOMES.index(outcome), dtype=np.bool_)


class Study(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for: all that changes a number of it."""

    kind: str  # the command
    name: str
    scenario_digest: str
    asked: dict[str, Any]
    detente: str = VERSION
    notice: str = NOTICE


_cell = msgspec.json.Decoder(Cell)
_study = msgspec.json.Decoder(Study)


class Shelf:
    """The finished pieces of a study: in memory, or in a folder too."""

    def __init__(self, place: Place | None = None) -> None:
        self.cells: dict[int, Cell] = {}
        self._place = place

    @classmethod
    def of(cls, place: Place, study: Study) -> Shelf:
        """The pieces that a folder holds of a study, which begins there if there is none.

        Raises
        ------
        SettingError
            Where it holds another study.
        LogError
            Where it cannot be read.
        OutputError
            Where it cannot be written.
        """
        shelf, names = cls(place), place.names()
        if STUDY not in names:
            _refuse_filled(place, names)
            place.write(STUDY, msgspec.json.format(msgspec.json.encode(study)))
            return shelf
        _refuse_another(place, study)
        for line in place.notes():
            try:
                cell = decoded(line, _cell)
            except UnreadableError:
                continue  # torn by a crash: it is played again
            shelf.cells[cell.piece] = cell
        return shelf

    def add(self, cell: Cell) -> None:
        """Keep a finished piece; in a folder it outlives a crash once this returns."""
        if self._place is not None:
            self._place.note(f"{cell.piece:09d}", msgspec.json.encode(cell))
        self.cells[cell.piece] = cell

    def held(self) -> AbstractContextManager[None]:
        """Keep others from writing into the folder meanwhile."""
        return nullcontext() if self._place is None else held(self._place)


def _refuse_filled(place: Place, names: set[str]) -> None:
    """A folder with a journal or a manifest holds something else."""
    if MANIFEST in names or any(name.partition("/")[0] == JOURNAL for name in names):
        raise SettingError(f"-o {place.url}: holds a data set of runs: write another folder")


def _refuse_another(place: Place, study: Study) -> None:
    try:
        there = decoded(place.read(STUDY), _study)
    except UnreadableError as error:
        raise LogError(
            f"{place.url}/{STUDY}: is no study of detente ({error}): write another folder"
        ) from error
    told = list(_differences(there, study))
    if told:
        raise SettingError(
            f"-o {place.url}: holds another study: {'; '.join(told)}: "
            "ask for the same again to go on with it, or write another folder"
        )


def _differences(there: Study, study: Study) -> Iterator[str]:
    """What a study that is there was asked otherwise; a scenario's other name is the same one."""
    if there.kind != study.kind:
        yield f"it is one of detente {there.kind}, not of detente {study.kind}"
        return
    if there.detente != study.detente:
        yield f"it was played by detente {there.detente}, and this is {study.detente}"
    if there.scenario_digest != study.scenario_digest:
        yield "its scenario is another"
    for key in sorted({*there.asked, *study.asked}):
        then, now = there.asked.get(key, "left out"), study.asked.get(key, "left out")
        if then != now:
            yield _difference(_CALLED.get(key, key.replace("_", " ")), then, now)


def _difference(called: str, then: Any, now: Any) -> str:
    """How one answer differs: the names of inputs, or a number or word; no long lists of values."""
    if isinstance(then, Mapping | list) and isinstance(now, Mapping | list):
        if list(then) == list(now) or not all(isinstance(one, str) for one in (*then, *now)):
            return f"its values of {', '.join(map(str, then))} are others"
        then, now = (", ".join(one) or "all" for one in (then, now))
    if called == _CALLED["points"]:
        return f"its {called} is another"
    then, now = ("none" if one == "" else one for one in (then, now))
    return f"its {called} is {then}, and {now} is asked for"


def play_pieces(
    work: Callable[[P], Cell],
    pieces: Sequence[P],
    shelf: Shelf,
    jobs: int = 0,
    progress: Progress | None = None,
) -> bool:
    """Play the pieces that a shelf lacks, in their order; whether all are there in the end.

    An interrupt ends it: what is finished is kept.

    Parameters
    ----------
    work
        Plays a piece in any process, as a pure function; the number of its cell is given here.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.

    Raises
    ------
    OutputError
        Where a piece cannot be kept.
    DetenteError
        Where a process dies.
    """
    missing = [k for k in range(len(pieces)) if k not in shelf.cells]
    asked = sum(piece.runs for piece in pieces)
    done = asked - sum(pieces[k].runs for k in missing)
    try:
        for nth, cell in worked(work, [pieces[k] for k in missing], jobs, HOME):
            number = missing[nth]
            shelf.add(msgspec.structs.replace(cell, piece=number))
            done += pieces[number].runs
            if progress is not None:
                progress(done, asked)
    except KeyboardInterrupt:
        return False
    return True
