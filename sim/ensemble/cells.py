"""Studies of many points in pieces, each kept when it is done: a study that is stopped goes on.

A study lies in a folder: `study.json` says what was asked for, and a journal holds a line a
finished piece, so that the same question asked again plays only what is missing. Neither
pieces, processes nor stops change a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Annotated, Any, Protocol, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Meta

from sim.arithmetic import arithmetic, other_arithmetic
from sim.decoding import UnreadableError, decoded
from sim.ensemble.manifest import NOTICE, is_one
from sim.ensemble.places import JOURNAL, MANIFEST, Place, held, place_of
from sim.ensemble.pool import worked
from sim.errors import LogError, SettingError
from sim.model.constants import MOST_TRIES
from sim.talks.events import OUTCOMES
from sim.talks.fields import Chance
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
_REMOVE = "it was altered: remove the line, and it is played again"


class Piece(Protocol):
    """A part of a study that is played in one go."""

    @property
    def runs(self) -> int:
        """How many runs it is."""


class KeptPiece(Piece, Protocol):
    """A piece that can be kept in a folder."""

    def holds(self, cell: Cell) -> bool:
        """Whether a cell is of the size that this piece comes to."""


P = TypeVar("P", bound=Piece)
Progress = Callable[[int, int], None]  # runs done, runs asked for


class Cell(msgspec.Struct, frozen=True):
    """What a piece came to, run by run.

    `outcomes` are places in OUTCOMES, a byte a run; `weights` what each run weighs, none
    where all weigh 1; `tried` how often inputs were drawn until each draw's were kept.
    """

    piece: Annotated[int, Meta(ge=0)]
    outcomes: bytes
    weights: tuple[Chance, ...] = ()
    tried: tuple[Annotated[int, Meta(ge=1, le=MOST_TRIES)], ...] = ()

    def __post_init__(self) -> None:
        """Outcomes are of those there are."""
        if self.outcomes and max(self.outcomes) >= len(OUTCOMES):
            raise ValueError(f"there are {len(OUTCOMES)} outcomes - at `$.outcomes`")

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many outcomes, weights and tries it has."""
        return len(self.outcomes), len(self.weights), len(self.tried)

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
    arithmetic: str = msgspec.field(default_factory=arithmetic)
    notice: str = NOTICE


_cell = msgspec.json.Decoder(Cell)
_study = msgspec.json.Decoder(Study)


class Shelf:
    """The finished pieces of a study: in memory, or in a folder too."""

    def __init__(self, place: Place | None = None) -> None:
        self.cells: dict[int, Cell] = {}
        self._place = place

    @classmethod
    def of(cls, place: Place, study: Study, piece_of: Callable[[int], KeptPiece | None]) -> Shelf:
        """The pieces that a folder holds of a study, which begins there if there is none.

        Parameters
        ----------
        piece_of
            The piece of a number; None: it has none of that number.

        Raises
        ------
        SettingError
            Where it holds another study.
        LogError
            Where it cannot be read, or a line is no piece of the study.
        OutputError
            Where it cannot be written.
        """
        shelf, names = cls(place), place.names()
        if STUDY not in names:
            _refuse_filled(place, names)
            place.write(STUDY, msgspec.json.format(msgspec.json.encode(study)))
            return shelf
        _refuse_another(place, study)
        for number, line in enumerate(place.notes(), start=1):
            cell = _cell_of(line, f"{place.path(JOURNAL)}:{number}:1", piece_of)
            if cell is not None:
                shelf.cells[cell.piece] = cell
        return shelf

    @classmethod
    def at(
        cls, out: str | None, study: Study, piece_of: Callable[[int], KeptPiece | None]
    ) -> Shelf:
        """The same of the folder that `-o` names; in memory where it was left out.

        Raises
        ------
        SettingError
            Where it is no folder of this machine, and as in `of`.
        """
        if out is None:
            return cls()
        if "://" in out:
            raise SettingError(f"-o {out}: write a folder of this machine")
        return cls.of(place_of(out), study, piece_of)

    def add(self, cell: Cell) -> None:
        """Keep a finished piece; in a folder it outlives a crash once this returns."""
        if self._place is not None:
            self._place.note(f"{cell.piece:09d}", msgspec.json.encode(cell))
        self.cells[cell.piece] = cell

    def held(self) -> AbstractContextManager[None]:
        """Keep others from writing into the folder meanwhile."""
        return nullcontext() if self._place is None else held(self._place)


def _cell_of(line: bytes, where: str, piece_of: Callable[[int], KeptPiece | None]) -> Cell | None:
    """The cell of a line; None where a crash tore it: it is played again."""
    wrong = "is no piece of this study"
    try:
        cell = decoded(line, _cell)
    except UnreadableError as error:
        if error.torn:
            return None
        raise LogError(f"{where}: {wrong} ({error}): {_REMOVE}") from error
    piece = piece_of(cell.piece)
    if piece is None:
        raise LogError(f"{where}: {wrong}, which has none of number {cell.piece}: {_REMOVE}")
    if not piece.holds(cell):
        raise LogError(f"{where}: {wrong}: {cell.piece} is of {piece.runs} runs: {_REMOVE}")
    return cell


def _refuse_filled(place: Place, names: set[str]) -> None:
    """A data set is no place for a study, and a journal without its study is not of this one."""
    if MANIFEST in names and is_one(place):
        raise SettingError(f"-o {place.url}: holds a data set of runs: write another folder")
    if any(name.partition("/")[0] == JOURNAL for name in names):
        raise SettingError(
            f"-o {place.url}: holds {JOURNAL} of something else: write another folder"
        )


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
    if other_arithmetic(there.arithmetic):
        yield f"it {other_arithmetic(there.arithmetic)}"
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
