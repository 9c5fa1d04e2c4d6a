"""A run from what the command line names: played anew, or read from a log or a store."""

# What a store needs is imported where there is one.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sim.arithmetic import arithmetic
from sim.cli.kinds import refuse_other_kinds
from sim.cli.options import Which, is_id, is_log, refuse_choice
from sim.engine.verifying import misfit, opening
from sim.ensemble.chunks import play_run
from sim.ensemble.what_if import under
from sim.errors import DetenteError, FileFaults, LogError, SettingError
from sim.files import is_there
from sim.scenario.loading import load, load_text
from sim.talks.log import Header, events_of, id_of, lines, read_log, run_id
from sim.telling.tale import Tale

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.store.store import Store
    from sim.talks.events import AnyEvent


def loaded(name: str, sets: Sequence[str] = ()) -> Case:
    """The case of a scenario.

    Raises
    ------
    DetenteError
        Where it does not validate, or there is none.
    """
    refuse_other_kinds(name)
    return load(name, sets)


def played(which: Which, *, full: bool = False) -> Tale:
    """A run, played.

    Raises
    ------
    DetenteError
        Where the scenario does not validate, or no try gives its record.
    """
    case, added = under(loaded(which.name, which.sets), which.what_if)
    events, _ = play_run(case, which.seed, which.run, which.draws, added)
    return Tale(case, events, full=full)


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a run wherever they came from, and what they are lines of."""

    which: Which
    name: str  # its scenario as it was called
    text: str  # its scenario
    rows: list[bytes]
    events: list[AnyEvent]
    header: Header | None = None  # of a log file
    seeds: Mapping[str, str] = field(default_factory=dict)  # texts by name
    arithmetic: str = ""  # that it was played with; "": unknown

    @property
    def id(self) -> str:
        """What it is called in a store."""
        return id_of(self.rows)

    def place(self, seq: int) -> str:
        """Where an event stands; -1: what is known of the run besides."""
        if self.header is not None:
            return f"{self.which.name}:{seq + 2}:1"
        return f"{self.which.store}: run {self.which.name}" + (f", event {seq}" if seq >= 0 else "")

    def case(self) -> Case:
        """Its scenario, which its events are seen to speak of.

        Raises
        ------
        LogError
            Where it does not validate, or they do not.
        """
        head = f"{self.place(-1)}: its scenario does not validate"
        try:
            case = load_text(self.text, self.name, seeds=self.seeds)
        except FileFaults as error:
            more = len(error.faults) - 1
            rest = f" (and {more} more)" if more else ""
            raise LogError(f"{head}: {error.faults[0]}{rest}") from error
        except DetenteError as error:
            raise LogError(f"{head}: {error}") from error
        for name in self.seeds:
            if name not in case.seeds:
                raise LogError(f"{self.place(-1)}: its scenario cites no seed {name!r}")
        self.agrees_with(case)
        return case

    def agrees_with(self, case: Case) -> None:
        """See that its events speak of this scenario, and its header of the same parent.

        Raises
        ------
        LogError
            Where they do not.
        """
        try:
            first = opening(case, self.events)
        except LogError as error:
            raise LogError(f"{self.place(error.seq)}: {error}") from error
        if self.header is not None and self.header.parent != first.parent:
            raise LogError(
                f"{self.place(-1)}: names {self.header.parent or 'no run'!r} as its parent, and "
                f"event 0 {first.parent or 'no run'!r}: one of them was altered"
            )

    def tale(self, *, full: bool = False) -> Tale:
        """It, laid out for telling.

        Raises
        ------
        DetenteError
            Where its scenario does not validate, or it does not fold.
        """
        case = self.case()
        self.folds(case)
        return Tale(case, self.events, full=full)

    def folds(self, case: Case) -> None:
        """See that its events follow from each other.

        Raises
        ------
        LogError
            Where one does not.
        """
        wrong = misfit(case, self.events)
        if wrong is not None:
            raise LogError(f"{self.place(wrong[0])}: does not fold: {wrong[1]}")


class Cases:
    """The scenarios of many runs, each read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, tuple[tuple[str, str], ...]], Case] = {}

    def of(self, source: Source) -> Case:
        """The scenario of a run.

        Raises
        ------
        DetenteError
            Where it does not validate.
        """
        key = (source.name, source.text, tuple(source.seeds.items()))
        if key in self._known:
            source.agrees_with(self._known[key])
        else:
            self._known[key] = source.case()
        return self._known[key]


def from_log(path: str) -> Source:
    """The run of a log file; nothing is folded yet.

    Raises
    ------
    LogError
        Where the file is no log.
    """
    log = read_log(Path(path))
    header = log.header
    which, text = Which(path), header.scenario
    about = header, header.seeds, header.arithmetic
    return Source(which, header.name, text, log.rows, log.events, *about)


def from_store(store: Store, name: str) -> Source:
    """The run of a store whose id begins so; nothing is folded yet.

    Raises
    ------
    DetenteError
        Where there is none, or it cannot be read.
    """
    stream = store.find(name).stream
    rows = store.lines(stream.id)
    events = events_of(rows, lambda seq: f"{store.name}: run {stream.id}, event {seq}")
    which, seeds = Which(stream.id, store=store.name), stream.seed_texts
    about = None, seeds, stream.arithmetic
    return Source(which, stream.name, stream.text, rows, events, *about)


def kept(which: Which) -> Source:
    """The run of a log or a store that a command was given.

    Raises
    ------
    DetenteError
        Where there is none such.
    """
    refuse_choice(which)
    if not which.store:
        if not is_there(which.name):
            raise LogError(
                f"{which.name}: no such log file: `detente run NAME --log FILE` writes one; a run "
                "in a store needs --store"
            )
        return from_log(which.name)
    from sim.store.store import open_store

    with open_store(which.store) as store:
        return from_store(store, which.name)


def source_of(which: Which, name: str, case: Case, events: Sequence[AnyEvent]) -> Source:
    """A run that was just played, as it is kept."""
    rows, found = list(lines(events)), list(events)
    return Source(which, name, case.text, rows, found, None, case.seed_texts, arithmetic())


@dataclass(frozen=True, slots=True)
class Found:
    """A run that a command was given, wherever it came from."""

    tale: Tale
    name: str  # its scenario as it was called
    which: Which
    kept_as: str = ""  # what it is called in a store, if that is known already

    @property
    def id(self) -> str:
        """What it is called in a store."""
        return self.kept_as or run_id(self.tale.events)

    @property
    def source(self) -> Source:
        """Its lines as they are written today."""
        return source_of(self.which, self.name, self.tale.case, self.tale.events)

    @classmethod
    def of(cls, source: Source, *, full: bool = False) -> Found:
        """A run that is kept.

        Raises
        ------
        DetenteError
            Where its scenario does not validate, or it does not fold.
        """
        return cls(source.tale(full=full), source.name, source.which, source.id)

    @classmethod
    def played(cls, which: Which, *, full: bool = False) -> Found:
        """A run of a scenario.

        Raises
        ------
        DetenteError
            Where it cannot be played.
        """
        return cls(played(which, full=full), which.name, which)


def the_run(which: Which, *, full: bool = False) -> Found:
    """The run that RUN and its options name: in a store, in a log, or to be played.

    Raises
    ------
    DetenteError
        Where there is none such, or what there is cannot be read or played.
    """
    if which.store or is_log(which.name):
        return Found.of(kept(which), full=full)
    if is_id(which.name):
        raise SettingError(
            f"{which.name}: reads as the id of a kept run: add --store and where it is kept"
        )
    return Found.played(which, full=full)
